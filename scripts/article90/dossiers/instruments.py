"""What is told of an instrument: its articles with the commitments in them, its parties, what rests on it."""

from __future__ import annotations

from collections.abc import Iterable

from ..ordering import natural
from . import coverage
from .facts import Row, View
from .states import application, listed, participation


def commitments(view: View, nodes: Iterable[str]) -> list[Row]:
    """Commitments, each with who bears it, to whom it is owed, and how many are bound today."""
    return [commitment(view, n) for n in dict.fromkeys(nodes)]


def commitment(view: View, node: str) -> Row:
    """One commitment."""
    facts = view.facts
    bonds = facts.to(node, "a90:commitment")
    now = [b for b in bonds if view.period(b)["state"] == "holds"]
    parts = node.partition("#")
    slug = f"{parts[0].rpartition('article90/')[2]}#{parts[2]}".replace("/", "-").replace("#", "-")
    bearers = [
        *({**b, "how": view.t("the parties to", "de partijen bij")} for b in view.linked(node, "a90:bindsPartiesTo")),
        *({**b, "how": view.t("the members of", "de leden van")} for b in view.linked(node, "a90:bindsMembersOf")),
        *({**b, "how": ""} for b in view.linked(node, "a90:bearer")),
    ]
    owed = [
        *({**b, "how": view.t("the parties to", "de partijen bij")} for b in view.linked(node, "a90:owedToPartiesTo")),
        *({**b, "how": view.t("the members of", "de leden van")} for b in view.linked(node, "a90:owedToMembersOf")),
        *({**b, "how": ""} for b in view.linked(node, "a90:owedTo")),
    ]
    kinds = facts.all(node, "rdf:type")
    return view.fact(
        node,
        label=view.label(node),
        alt=view.texts(node, "skos:altLabel"),
        kind=view.label(kinds[0]) if kinds else "",
        whole=view.ref(parts[0]),
        provisions=view.linked(node, "a90:groundedIn"),
        modality=_label(view, node, "a90:modality"),
        types=[view.ref(c) for c in facts.all(node, "a90:commitmentType")],
        fulfilment=_label(view, node, "a90:fulfilment"),
        bearers=bearers,
        bearer_kinds=[view.label(k) for k in facts.all(node, "a90:bearerKind")],
        groups=view.linked(node, "a90:bindsGroup"),
        but=view.linked(node, "a90:exceptGroup"),
        owed=owed,
        trigger=view.texts(node, "a90:trigger"),
        protects=view.texts(node, "a90:protects"),
        area=view.texts(node, "a90:area"),
        applies=view.linked(node, "a90:appliesIn"),
        not_applies=view.linked(node, "a90:doesNotApplyIn"),
        levels=[level(view, n) for n in facts.all(node, "a90:threshold")],
        deadline=view.day(node, "a90:deadline"),
        replaces=view.linked(node, "dcterms:replaces"),
        replaced_by=view.refs(facts.to(node, "dcterms:replaces")),
        reservations=[{"by": view.linked(n, "a90:madeBy")} for n in facts.to(node, "a90:concerns")],
        bound=len({facts.one(b, "a90:bearer") for b in now}),
        bonds=len(bonds),
        bond_href=f"bond/{slug}.html" if bonds else None,
        slug=slug,
    )


def level(view: View, node: str) -> Row:
    """A level that a commitment lays down."""
    facts = view.facts
    unit = facts.one(node, "a90:unit") or ""
    return {
        "id": view.anchor(node),
        "label": view.label(node),
        "quantity": view.linked(node, "a90:quantity"),
        "comparator": _label(view, node, "a90:comparator"),
        "value": facts.one(node, "a90:value"),
        "unit": "%" if "PERCENT" in unit else "",
        "base": view.text(node, "a90:base"),
        "deadline": facts.one(node, "a90:deadline"),
        "laid_on": _label(view, node, "a90:laidOn"),
        "note": view.text(node, "dcterms:description"),
    }


def reservation(view: View, node: str) -> Row:
    """An exception that one party makes or has."""
    return view.fact(
        node,
        by=view.linked(node, "a90:madeBy"),
        kind=_label(view, node, "a90:reservationKind"),
        concerns=view.linked(node, "a90:concerns"),
        levels=[level(view, n) for n in view.facts.all(node, "a90:threshold")],
    )


def _label(view: View, node: str, prop: str) -> str | None:
    value = view.facts.one(node, prop)
    return view.label(value) if value else None


def bonds_of(view: View, node: str) -> list[Row]:
    """Who is or was bound by a commitment, from when to when, and by what that follows."""
    facts = view.facts
    found = [
        {
            **view.period(bond),
            "iri": bond,
            "id": view.anchor(bond),
            "bearer": view.ref(facts.one(bond, "a90:bearer") or ""),
            "from": view.ref(facts.one(bond, "a90:derivedFrom") or ""),
            "suspended": view.refs(facts.all(bond, "a90:suspendedBy")),
            "modified": view.refs(facts.all(bond, "a90:modifiedBy")),
        }
        for bond in facts.to(node, "a90:commitment")
    ]
    return sorted(found, key=lambda b: (b["bearer"]["label"], (b["since"] or {"day": ""})["day"]))


def instrument(view: View, thing: str) -> Row:
    """All that the page of an instrument tells."""
    facts = view.facts
    parts = facts.parts(thing)
    grounded: dict[str, list[str]] = {}
    loose = []
    for node in parts:
        if facts.values(node, "a90:modality"):
            provisions = facts.all(node, "a90:groundedIn")
            if not provisions:
                loose.append(node)
            for provision in provisions:
                grounded.setdefault(provision, []).append(node)
    told: set[str] = set()
    articles = []
    provided = (p for p in parts if "a90:Provision" in facts.classes(p))
    for node in sorted(provided, key=lambda p: natural(facts.one(p, "a90:number") or "")):
        held = grounded.get(node, [])
        articles.append(
            view.fact(
                node,
                label=view.label(node),
                number=facts.one(node, "a90:number"),
                commitments=commitments(view, [c for c in held if c not in told]),
                again=view.refs(c for c in held if c in told),
            )
        )
        told |= set(held)
    shown = {c for found in grounded.values() for c in found}
    rest = [n for n in parts if facts.values(n, "a90:modality") and n not in shown]
    parties = [participation(view, n, party=view.ref(facts.one(n, "a90:party") or "")) for n in facts.to(thing, "a90:instrument")]
    parties.sort(key=lambda p: (p["party"]["label"], (p["since"] or {"day": ""})["day"]))
    acts_apart = [n for n in parts if "a90:Act" in facts.classes(n) and not any(n.startswith(p["iri"]) for p in parties)]
    return {
        "articles": articles,
        "rest": commitments(view, rest),
        "parties": parties,
        "in_force": [p for p in parties if p["standing"] == "party"],
        "groups": [
            {**view.fact(n, label=view.label(n)), "members": _grouped(view, n)} for n in parts if "a90:PartyGroup" in facts.classes(n)
        ],
        "limit": coverage.of_list(view, thing, "a90:Participation"),
        "reservations": [reservation(view, n) for n in parts if "a90:Reservation" in facts.classes(n)],
        "territories": [
            {**application(view, n), "party": view.ref(facts.one(facts.one(n, "dcterms:isPartOf") or "", "a90:party") or "")}
            for n in parts
            if "a90:TerritorialApplication" in facts.classes(n)
        ],
        "acts_apart": [view.fact(n, kind=_label(view, n, "a90:actKind"), done=facts.one(n, "a90:done")) for n in acts_apart],
        "nature": _label(view, thing, "a90:legalNature"),
        "days": {p: view.day(thing, f"a90:{p}") for p in ("adopted", "signed", "openedForSignature")},
        "rule": view.text(thing, "a90:entryIntoForceRule"),
        "depositary": view.linked(thing, "a90:depositary"),
        "adopted_by": view.linked(thing, "a90:adoptedBy"),
        "organ": view.linked(thing, "a90:organ"),
        "chapter": facts.one(thing, "a90:charterChapter"),
        "chapter_scope": view.text(thing, "a90:chapterScope"),
        "based_on": view.linked(thing, "a90:basedOn"),
        "amends": view.linked(thing, "a90:amends"),
        "amended_by": view.refs(facts.to(thing, "a90:amends")),
        "implements": view.linked(thing, "a90:implements"),
        "replaces": view.linked(thing, "dcterms:replaces"),
        "replaced_by": view.refs([*facts.all(thing, "dcterms:isReplacedBy"), *facts.to(thing, "dcterms:replaces")]),
        "founded": listed(view, facts.to(thing, "a90:foundedBy")),
        "mandates": listed(view, [n for p in ("mandatedBy", "mandateRenewedBy", "mandateEndedBy") for n in facts.to(thing, f"a90:{p}")]),
        "measures": listed(view, [*facts.to(thing, "a90:basedOn"), *facts.to(thing, "a90:enforcedThrough")]),
    }


def _grouped(view: View, group: str) -> list[Row]:
    return view.refs(view.facts.one(n, "a90:party") or "" for n in view.facts.to(group, "a90:inGroup"))
