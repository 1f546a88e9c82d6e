"""What is told of a state and of a territory."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from ..vocabulary import FULL, ONTOLOGY
from . import coverage
from .facts import Row, View, by_value, whole_iri

_CODES = ("a90:iso3166alpha2", "a90:iso3166alpha3", "a90:iso3166alpha4", "a90:m49", "a90:cowCode", "a90:geonames")


def memberships(view: View, state: str) -> list[Row]:
    """The memberships that a state has or had, first joined first; a suspension stands after what it limits."""
    facts = view.facts
    found = []
    for node in facts.to(state, "org:member"):
        role = facts.one(node, "org:role")
        begun = facts.one(node, "a90:begunBy")
        found.append(
            view.fact(
                node,
                body=view.ref(facts.one(node, "org:organization") or ""),
                role=view.label(role) if role else None,
                full=role is None or role.rpartition("#")[2] in FULL,
                suspended=bool(role and role.endswith("#suspended")),
                begun_by=view.label(begun) if begun else None,
            )
        )
    return sorted(found, key=lambda m: ((m["since"] or {"day": ""})["day"], m["body"]["label"]))


def standing(view: View, state: str) -> list[Row]:
    """How a state stands to each treaty on the day: party, ended, consented, signed, no party, or not known.

    "No party" is said only where the list of parties is complete, and to which day.
    """
    facts = view.facts
    mine: dict[str, list[str]] = {}
    for node in facts.to(state, "a90:party"):
        mine.setdefault(facts.one(node, "a90:instrument") or "", []).append(node)
    found = []
    gone = facts.one(state, "a90:until")
    for treaty in facts.of("a90:Treaty"):
        for node in mine.get(treaty, ()):
            found.append(participation(view, node, treaty=view.ref(treaty)))
        if treaty not in mine:
            read = coverage.read_to(view, treaty, "a90:Participation")
            found.append({"treaty": view.ref(treaty), "standing": "none" if read and not gone else "unknown", "until_read": read})
    return sorted(found, key=lambda p: p["treaty"]["label"])


def participation(view: View, node: str, **more: object) -> Row:
    """One state's standing to one instrument, with its acts, suspensions and provisional application."""
    facts = view.facts
    row = view.fact(
        node,
        signed=facts.one(node, "a90:signed"),
        consented=facts.one(node, "a90:consented"),
        mode=_label(view, facts.one(node, "a90:consentMode")),
        groups=view.linked(node, "a90:inGroup"),
        acts=[],
        suspensions=[],
        provisional=[],
        **more,
    )
    for part in facts.to(node, "dcterms:isPartOf"):
        kinds = facts.classes(part)
        if "a90:Act" in kinds:
            row["acts"].append(act(view, part))
        elif "a90:Suspension" in kinds:
            row["suspensions"].append(
                view.fact(part, towards=view.linked(part, "a90:towards"), contested=view.texts(part, "a90:contested"))
            )
        elif "a90:ProvisionalApplication" in kinds:
            row["provisional"].append(view.fact(part))
    if row["since"]:
        row["standing"] = "ended" if row["state"] == "ended" else "party" if row["state"] == "holds" else "to come"
    else:
        row["standing"] = "consented" if row["consented"] else "signed" if row["signed"] else "recorded"
    return row


def act(view: View, node: str) -> Row:
    """What a party did about an instrument on a day."""
    return view.fact(
        node,
        kind=_label(view, view.facts.one(node, "a90:actKind")),
        done=view.facts.one(node, "a90:done"),
        effective=view.facts.one(node, "a90:effective"),
        contested=view.texts(node, "a90:contested"),
    )


def application(view: View, node: str) -> Row:
    """Whether a party's consent holds for one of its territories."""
    whole = view.facts.one(node, "dcterms:isPartOf") or ""
    return view.fact(
        node,
        territory=view.ref(view.facts.one(node, "a90:territory") or ""),
        applies=view.facts.one(node, "a90:doesNotApply") != "true",
        treaty=view.ref(view.facts.one(whole, "a90:instrument") or whole),
    )


def bonds(view: View, state: str) -> list[Row]:
    """What binds a state, or did: its bonds, as the query `derive/bonds.rq` makes them, by type of commitment."""
    facts = view.facts

    def binding(commitment: str) -> Row:
        types = facts.all(commitment, "a90:commitmentType")
        return {
            "commitment": view.ref(commitment),
            "whole": view.ref(commitment.partition("#")[0]),
            "type": view.label(types[0]) if types else "",
        }

    found = []
    for bond in facts.to(state, "a90:bearer"):
        commitment = facts.one(bond, "a90:commitment")
        if commitment is None:  # the commitment itself names the state as its bearer
            continue
        found.append(
            {
                **view.period(bond),
                **view.once("binding", commitment, binding),
                "href": f"bond/{bond.partition('bond/')[2].partition('#')[0]}.html#{bond.partition('#')[2]}",
                "suspended": view.refs(facts.all(bond, "a90:suspendedBy")),
                "modified": view.refs(facts.all(bond, "a90:modifiedBy")),
            }
        )
    return sorted(found, key=lambda b: (b["type"], b["whole"]["label"], b["commitment"]["label"], (b["since"] or {"day": ""})["day"]))


def successions(view: View, state: str) -> list[Row]:
    """Which states came before and after, and how."""
    facts = view.facts
    found = []
    for ours, theirs, way in (("a90:successor", "a90:predecessor", "before"), ("a90:predecessor", "a90:successor", "after")):
        for node in facts.to(state, ours):
            other = view.ref(facts.one(node, theirs) or "")
            found.append(view.fact(node, other=other, way=way, kind=_label(view, facts.one(node, "a90:successionKind"))))
    return sorted(found, key=lambda s: (s["since"] or {"day": ""})["day"])


def spending(view: View, state: str) -> list[Row]:
    """What was measured of a state, indicator by indicator in its last edition, with the levels that it was compared with."""
    facts = view.facts
    by_indicator: dict[str, list[str]] = {}
    for node in facts.to(state, "a90:state"):
        indicator = facts.one(node, "a90:indicator")
        if indicator:
            by_indicator.setdefault(indicator, []).append(node)
    found: list[Row] = []
    for indicator, nodes in by_indicator.items():
        editions = sorted({facts.one(n, "a90:edition") or "" for n in nodes})
        last = max(editions, key=lambda e: (len([n for n in nodes if facts.one(n, "a90:edition") == e]) > 1, e))
        rows = [_observation(view, n) for n in nodes if facts.one(n, "a90:edition") == last]
        found.append(
            {
                "indicator": view.ref(indicator),
                "edition": last,
                "editions": editions,
                "unit": "%" if "PERCENT" in (facts.one(indicator, "a90:unit") or "") else "",
                "rows": sorted(rows, key=lambda r: r["year"]),
            }
        )
    return sorted(found, key=lambda s: (-len(s["rows"]), s["indicator"]["label"]))


def _observation(view: View, node: str) -> Row:
    facts = view.facts
    levels = []
    for finding in facts.to(node, "a90:assesses"):
        against = facts.all(finding, "a90:against")
        level = next((a for a in against if "a90:Threshold" in facts.classes(a)), None)
        pledge = next((a for a in against if a != level), None)
        outcome = facts.one(finding, "a90:outcome")
        if level and pledge:
            levels.append(
                {
                    "value": float(facts.one(level, "a90:value") or 0),
                    "level": view.ref(level),
                    "pledge": view.ref(pledge),
                    "deadline": facts.one(level, "a90:deadline") or facts.one(pledge, "a90:deadline"),
                    "outcome": view.label(outcome) if outcome else "",
                    "reached": bool(outcome and "below" not in outcome and "not" not in outcome),
                    "href": f"finding/{finding.partition('finding/')[2].partition('#')[0]}.html#{finding.partition('#')[2]}",
                }
            )
    return view.fact(
        node,
        year=int(facts.one(node, "a90:year") or 0),
        value=float(facts.one(node, "a90:value") or 0),
        shown=facts.one(node, "a90:value"),
        estimated=facts.one(node, "a90:estimated") == "true",
        levels=sorted(levels, key=lambda x: x["value"]),
    )


def names(view: View, thing: str) -> Row:
    """The names of a thing in every language, former names with their periods, and its codes."""
    facts = view.facts
    said = facts.says(thing)
    by_language: dict[str, list[str]] = {}
    for prop in ("skos:prefLabel", "skos:altLabel"):
        for v in said.get(prop, ()):
            if isinstance(v, ox.Literal):
                by_language.setdefault(v.language or "", []).append(v.value)
    former = [view.fact(n, forms=[v.value for v in facts.values(n, "a90:form")]) for n in facts.to(thing, "a90:nameOf")]
    codes = [
        {"scheme": view.label(whole_iri(p)), "values": facts.all(thing, p), "id": None, "since": None, "until": None, "sources": []}
        for p in said
        if _is_code(view, p)
    ]
    for node in facts.all(thing, "adms:identifier"):
        scheme = facts.one(node, "a90:scheme")
        codes.append(view.fact(node, scheme=view.label(scheme) if scheme else "", values=facts.all(node, "skos:notation")))
    return {
        "by_language": dict(sorted(by_language.items())),
        "formal": view.texts(thing, "a90:formalName"),
        "hidden": [v.value for v in said.get("skos:hiddenLabel", ())],
        "former": former,
        "codes": codes,
        "same": [v.value for p in ("owl:sameAs", "schema:sameAs") for v in said.get(p, ())],
    }


def _is_code(view: View, curie: str) -> bool:
    return curie in _CODES or ONTOLOGY + "code" in view.facts.all(whole_iri(curie), "rdfs:subPropertyOf")


def _label(view: View, iri: str | None) -> str | None:
    return view.label(iri) if iri else None


def contributions(view: View, party: str) -> list[Row]:
    """The parts that a state had in missions, last begun first, with what was seen of it on a day."""
    return sorted(
        (contribution(view, node) for node in view.facts.to(party, "a90:contributor")),
        key=lambda c: ((c["since"] or {"day": ""})["day"], c["mission"]["label"]),
        reverse=True,
    )


def contribution(view: View, node: str) -> Row:
    """One state's part in one mission."""
    facts = view.facts
    seen = [
        view.fact(
            a,
            counted=facts.one(a, "a90:counted"),
            personnel=facts.one(a, "a90:personnel"),
            basis=_label(view, facts.one(a, "a90:personnelBasis")),
        )
        for a in facts.to(node, "dcterms:isPartOf")
        if "a90:Attestation" in facts.classes(a)
    ]
    return view.fact(
        node,
        contributor=view.ref(facts.one(node, "a90:contributor") or ""),
        mission=view.ref(facts.one(node, "a90:mission") or ""),
        kinds=[view.label(k) for k in facts.all(node, "a90:contributionKind")],
        personnel=facts.one(node, "a90:personnel"),
        basis=_label(view, facts.one(node, "a90:personnelBasis")),
        counted=facts.one(node, "a90:counted"),
        place=view.text(node, "a90:place"),
        legal=view.text(node, "a90:legalBasis"),
        fatalities=facts.one(node, "a90:fatalities"),
        seen=sorted(seen, key=lambda a: a["counted"] or ""),
    )


def listed(view: View, things: Iterable[str]) -> list[Row]:
    """Things of any kind as a list: name, kind, period."""
    found = [
        {**view.period(thing), **view.ref(thing), "kind": kind_of(view, thing), "adopted": view.facts.one(thing, "a90:adopted")}
        for thing in dict.fromkeys(things)
    ]
    return sorted(found, key=lambda f: ((f["since"] or {"day": f["adopted"] or ""})["day"], f["label"]))


def kind_of(view: View, thing: str) -> str:
    """The name of the class of a thing."""
    classes = view.facts.all(thing, "rdf:type")
    return view.label(classes[-1]) if classes else ""


def state(view: View, thing: str) -> Row:
    """All that the page of a state tells."""
    facts = view.facts
    stands = standing(view, thing)
    bound = bonds(view, thing)
    continuator = facts.to(thing, "a90:continues")
    return {
        "memberships": memberships(view, thing),
        "standing": stands,
        "standing_by": {k: len(v) for k, v in by_value(stands, "standing").items()},
        "bonds": bound,
        "bonds_now": len({b["commitment"]["iri"] for b in bound if b["state"] == "holds"}),
        "bonds_by_type": by_value(bound, "type"),
        "bonds_limit": coverage.of_list(view, thing, "a90:Commitment"),
        "contributions": contributions(view, thing),
        "contributions_limit": coverage.of_list(view, thing, "a90:Contribution"),
        "hosted": listed(view, facts.to(thing, "a90:host")),
        "led": listed(view, facts.to(thing, "a90:ledBy")),
        "spending": spending(view, thing),
        "successions": successions(view, thing),
        "independence": view.day(thing, "a90:independentSince"),
        "continues": view.linked(thing, "a90:continues"),
        "continued_by": view.refs(continuator),
        "territories": listed(view, facts.to(thing, "a90:partOfState")),
        "administered": listed(view, facts.to(thing, "a90:administeredBy")),
        "measures_against": listed(view, facts.to(thing, "a90:target")),
        "measures_for": listed(view, facts.to(thing, "a90:beneficiary")),
        "measures_by": listed(view, facts.to(thing, "a90:undertakenBy")),
        "events": listed(view, [*facts.to(thing, "a90:affected"), *facts.to(thing, "a90:locatedIn")]),
        "adopted": listed(view, facts.to(thing, "a90:adoptedBy")),
        "depositary": listed(view, facts.to(thing, "a90:depositary")),
        "named_commitments": view.refs(c for c in facts.to(thing, "a90:owedTo")),
    }


def territory(view: View, thing: str) -> Row:
    """All that the page of a territory tells."""
    facts = view.facts
    applied = [application(view, n) for n in facts.to(thing, "a90:territory")]
    return {
        "state_of": view.linked(thing, "a90:partOfState"),
        "administered_by": view.linked(thing, "a90:administeredBy"),
        "kind": _label(view, facts.one(thing, "a90:territoryKind")),
        "part_of": view.linked(thing, "dcterms:isPartOf"),
        "parts": listed(view, [p for p in facts.to(thing, "dcterms:isPartOf")]),
        "applied": sorted(applied, key=lambda a: a["treaty"]["label"]),
        "covered": commitments_about(view, thing, "a90:appliesIn"),
        "not_covered": commitments_about(view, thing, "a90:doesNotApplyIn"),
        "memberships": memberships(view, thing),
        "hosted": listed(view, facts.to(thing, "a90:host")),
        "measures": listed(view, facts.to(thing, "a90:target")),
        "events": listed(view, facts.to(thing, "a90:locatedIn")),
    }


def commitments_about(view: View, thing: str, prop: str) -> list[Row]:
    """The commitments that say something of a territory, with the instrument of each."""
    return [
        {
            **view.period(c),
            "commitment": view.ref(c),
            "articles": view.linked(c, "a90:groundedIn"),
            "whole": view.ref(c.partition("#")[0]),
            "sources": view.sources(c),
        }
        for c in view.facts.to(thing, prop)
    ]
