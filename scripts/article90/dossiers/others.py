"""What is told of measures, events, strategies, indicators, sources, schemes of concepts, people and terms."""

from __future__ import annotations

from . import coverage
from .facts import Row, View, by_value, href
from .states import kind_of, listed


def measure(view: View, thing: str) -> Row:
    """All that the page of a measure tells."""
    facts = view.facts
    return {
        "types": view.linked(thing, "a90:measureType"),
        "by": view.linked(thing, "a90:undertakenBy"),
        "binds": view.linked(thing, "a90:bindsMembersOf"),
        "through": view.linked(thing, "a90:through"),
        "partners": view.linked(thing, "a90:partner"),
        "targets": view.linked(thing, "a90:target"),
        "beneficiaries": view.linked(thing, "a90:beneficiary"),
        "addresses": view.linked(thing, "a90:addresses"),
        "aims": view.linked(thing, "a90:aim"),
        "based_on": listed(view, facts.all(thing, "a90:basedOn")),
        "enforced": listed(view, facts.all(thing, "a90:enforcedThrough")),
        "implements": view.linked(thing, "a90:implements"),
        "response": view.linked(thing, "a90:inResponseTo"),
        "amount": facts.one(thing, "a90:amount"),
        "currency": facts.one(thing, "a90:currency"),
        "regime": facts.one(thing, "a90:euRegimeNumber"),
        "within": view.linked(thing, "dcterms:isPartOf"),
        "parts": listed(view, facts.to(thing, "dcterms:isPartOf")),
        "replaces": view.linked(thing, "dcterms:replaces"),
        "replaced_by": view.refs(facts.to(thing, "dcterms:replaces")),
        "related": view.linked(thing, "dcterms:relation"),
    }


def event(view: View, thing: str) -> Row:
    """All that the page of an event tells, its parts (events of their own) among it."""
    facts = view.facts

    def told(node: str) -> Row:
        return {
            **view.fact(node, label=view.label(node)),
            "kind": view.linked(node, "a90:eventKind"),
            "by": view.linked(node, "a90:undertakenBy"),
            "affected": view.linked(node, "a90:affected"),
            "in": view.linked(node, "a90:locatedIn"),
            "place": view.text(node, "a90:place"),
            "fatalities": facts.one(node, "a90:fatalities"),
            "invokes": view.linked(node, "a90:invokes"),
            "exemplifies": view.linked(node, "a90:exemplifies"),
            "aims": view.linked(node, "a90:aim"),
            "through": view.linked(node, "a90:through"),
            "response": view.linked(node, "a90:inResponseTo"),
            "related": view.linked(node, "dcterms:relation"),
            "follows": view.linked(node, "a90:follows"),
            "followed_by": view.refs(facts.to(node, "a90:follows")),
        }

    parts = facts.parts(thing)
    tolls = [
        view.fact(n, state=view.linked(n, "a90:state"), number=facts.one(n, "a90:fatalities"))
        for n in parts
        if "a90:NationalToll" in facts.classes(n)
    ]
    answers = facts.to(thing, "a90:inResponseTo")
    return {
        "told": told(thing),
        "parts": [told(n) for n in parts if "a90:Event" in facts.classes(n)],
        "tolls": tolls,
        "answered": listed(view, answers),
    }


def strategy(view: View, thing: str) -> Row:
    """All that the page of a strategy tells: its pillars, their goals, and what carries them out."""
    facts = view.facts

    def part(node: str) -> Row:
        return view.fact(
            node,
            label=view.label(node),
            order=int(facts.one(node, "a90:order") or 0),
            aims=view.linked(node, "a90:aim"),
            addresses=view.linked(node, "a90:addresses"),
            carried_out=listed(view, facts.to(node, "a90:implements")),
            goals=sorted((part(n) for n in facts.to(node, "dcterms:isPartOf") if _is(view, n, "a90:Goal")), key=lambda g: g["order"]),
        )

    own = [part(n) for n in facts.to(thing, "dcterms:isPartOf") if _is(view, n, "a90:Pillar") or _is(view, n, "a90:Goal")]
    return {
        "pillars": sorted(own, key=lambda p: p["order"]),
        "adopted_by": view.linked(thing, "a90:adoptedBy"),
        "presented": view.day(thing, "a90:presented"),
        "presented_by": view.linked(thing, "a90:presentedBy"),
        "aims": view.linked(thing, "a90:aim"),
        "addresses": view.linked(thing, "a90:addresses"),
        "response": view.linked(thing, "a90:inResponseTo"),
        "partners": view.linked(thing, "a90:partner"),
        "replaces": view.linked(thing, "dcterms:replaces"),
        "replaced_by": view.refs(dict.fromkeys([*facts.all(thing, "dcterms:isReplacedBy"), *facts.to(thing, "dcterms:replaces")])),
        "implemented": listed(view, facts.to(thing, "a90:implements")),
    }


def _is(view: View, node: str, kind: str) -> bool:
    return kind in view.facts.classes(node)


def indicator(view: View, thing: str) -> Row:
    """All that the page of an indicator tells: the values, a table an edition with a row a state and a column a year."""
    facts = view.facts
    values = [
        {
            "id": view.anchor(n),
            "state": view.ref(facts.one(n, "a90:state") or ""),
            "year": facts.one(n, "a90:year") or "",
            "value": facts.one(n, "a90:value"),
            "estimated": facts.one(n, "a90:estimated") == "true",
            "edition": facts.one(n, "a90:edition") or "",
            "note": view.text(n, "dcterms:description"),
            "cites": [s["n"] for s in view.sources(n)],
        }
        for n in facts.to(thing, "a90:indicator")
    ]
    editions = []
    for edition, found in sorted(by_value(values, "edition").items(), reverse=True):
        years = sorted({v["year"] for v in found})
        states = sorted(by_value(({**v, "name": v["state"]["label"]} for v in found), "name").items())
        editions.append(
            {
                "edition": edition,
                "years": years,
                "cites": sorted({n for v in found for n in v["cites"]}),
                "rows": [{"state": rows[0]["state"], "cells": [[v for v in rows if v["year"] == y] for y in years]} for _, rows in states],
            }
        )
    from .instruments import level

    unit = facts.one(thing, "a90:unit") or ""
    return {
        "unit": unit.rpartition("/")[2],
        "base": view.text(thing, "a90:base"),
        "editions": editions,
        "levels": [{**level(view, n), "whole": view.ref(n), "in": view.ref(n.partition("#")[0])} for n in facts.to(thing, "a90:quantity")],
    }


def findings_of(view: View, indicator: str) -> list[Row]:
    """Whether each state reached each level in each year, as the query `derive/findings.rq` makes it."""
    facts = view.facts
    found = []
    for observation in facts.to(indicator, "a90:indicator"):
        for node in facts.to(observation, "a90:assesses"):
            level = next((a for a in facts.all(node, "a90:against") if "a90:Threshold" in facts.classes(a)), "")
            pledge = next((a for a in facts.all(node, "a90:against") if a != level), "")
            found.append(
                {
                    "id": view.anchor(node),
                    "state": view.ref(facts.one(node, "a90:state") or ""),
                    "year": facts.one(node, "a90:year"),
                    "value": facts.one(observation, "a90:value"),
                    "edition": facts.one(observation, "a90:edition"),
                    "observation": href(observation),
                    "level": view.ref(level),
                    "level_value": facts.one(level, "a90:value"),
                    "pledge": view.ref(pledge),
                    "outcome": view.label(facts.one(node, "a90:outcome") or ""),
                }
            )
    return sorted(found, key=lambda f: (f["state"]["label"], f["year"], f["edition"], f["level_value"], f["pledge"]["iri"]))


def source(view: View, thing: str) -> Row:
    """All that the page of a source tells: what it is, and every fact that rests on it."""
    facts = view.facts
    passages: list[Row] = [
        {"id": view.anchor(n), "locator": view.text(n, "a90:locator"), "facts": _resting(view, [n])}
        for n in facts.parts(thing)
        if "a90:Passage" in facts.classes(n)
    ]
    resting = _resting(view, [thing])
    groups = by_value(resting, "kind")
    return {
        "publisher": facts.one(thing, "dc:publisher"),
        "url": facts.one(thing, "a90:url"),
        "copy": facts.all(thing, "a90:copy"),
        "kind": view.linked(thing, "a90:sourceKind"),
        "read": facts.one(thing, "a90:read"),
        "issued": view.day(thing, "dcterms:issued"),
        "language": facts.all(thing, "dc:language"),
        "licence": facts.all(thing, "dcterms:license"),
        "identifier": facts.all(thing, "dcterms:identifier"),
        "passages": passages,
        "resting": groups,
        "count": len(resting) + sum(len(p["facts"]) for p in passages),
    }


def _resting(view: View, nodes: list[str]) -> list[Row]:
    found = []
    for node in nodes:
        for fact in view.facts.to(node, "dcterms:source"):
            found.append({"label": view.label(fact), "href": href(fact), "kind": kind_of(view, fact)})
    return sorted(found, key=lambda f: (f["kind"], f["label"]))


def scheme(view: View, thing: str) -> Row:
    """All that the page of a scheme of concepts tells: each concept, what it means, and how often it is used."""
    facts = view.facts
    found = []
    for node in facts.to(thing, "skos:inScheme"):
        used = [
            s
            for p, subjects in facts.naming(node).items()
            if p not in ("skos:broader", "skos:narrower", "skos:hasTopConcept")
            for s in subjects
        ]
        found.append(
            {
                "id": view.anchor(node),
                "iri": node,
                "label": view.label(node),
                "definition": view.text(node, "skos:definition"),
                "scope": view.texts(node, "skos:scopeNote"),
                "notation": facts.all(node, "skos:notation"),
                "broader": view.linked(node, "skos:broader"),
                "aims": view.linked(node, "a90:aim"),
                "used": len(used),
                "things": listed(view, [u for u in used if "#" not in u])[:60],
                "sources": view.sources(node),
            }
        )
    return {"concepts": found}


def person(view: View, thing: str) -> Row:
    """All that the page of a person tells: the offices that the person held."""
    facts = view.facts
    roles = [
        view.fact(n, label=view.label(n), state=view.linked(n, "a90:state"), presented=view.refs(facts.to(n, "a90:presentedBy")))
        for n in facts.all(thing, "schema:hasOccupation")
    ]
    return {"roles": roles}


def about(view: View, thing: str) -> Row:
    """What every page begins with: names, class, period, description, limits, what is deprecated, notes, links, sources."""
    facts = view.facts
    kinds = facts.all(thing, "rdf:type")
    deprecated = facts.one(thing, "owl:deprecated") == "true"
    return {
        "iri": thing,
        "label": view.label(thing),
        "alt": view.texts(thing, "skos:altLabel"),
        "class": view.ref(kinds[0]) if kinds else None,
        **view.period(thing),
        "description": view.texts(thing, "dcterms:description") or view.texts(thing, "skos:definition"),
        "scope": view.texts(thing, "skos:scopeNote"),
        "note": view.texts(thing, "skos:editorialNote"),
        "own_sources": view.sources(thing),
        "others": view.others(thing),
        "limits": coverage.of_lists(view, thing),
        "deprecated": deprecated,
        "successors": view.linked(thing, "dcterms:isReplacedBy") if deprecated else [],
        "identifier_pages": facts.all(thing, "schema:sameAs"),
    }


def bare(view: View, iri: str, label: str, description: str = "", lang: str = "") -> Row:
    """What the head of a page shows of something that is not described in a file of its own, in the view's language or another."""
    return {
        "iri": iri,
        "label": label,
        "alt": [],
        "state": "holds",
        "since": None,
        "until": None,
        "description": [{"text": description, "lang": lang or view.lang}] if description else [],
        "scope": [],
        "note": [],
        "own_sources": [],
        "others": [],
        "limits": [],
        "deprecated": False,
        "successors": [],
        "identifier_pages": [],
    }
