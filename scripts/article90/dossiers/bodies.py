"""What is told of an organisation or forum: its members through time, what it rests on, leads and decides."""

from __future__ import annotations

from ..vocabulary import FULL
from . import coverage
from .facts import Row, View
from .instruments import commitments
from .states import listed


def members(view: View, body: str) -> list[Row]:
    """The memberships of a body, by name of the member."""
    facts = view.facts
    found = []
    for node in facts.to(body, "org:organization"):
        role, begun = facts.one(node, "org:role"), facts.one(node, "a90:begunBy")
        found.append(
            view.fact(
                node,
                member=view.ref(facts.one(node, "org:member") or ""),
                role=view.label(role) if role else None,
                full=role is None or role.rpartition("#")[2] in FULL,
                suspended=bool(role and role.endswith("#suspended")),
                begun_by=view.label(begun) if begun else None,
            )
        )
    return sorted(found, key=lambda m: (m["member"]["label"], (m["since"] or {"day": ""})["day"]))


def steps(found: list[Row], today: str) -> list[tuple[str, int]]:
    """The number of full members from each day on which it changed, up to today."""
    change: dict[str, int] = {}
    for m in found:
        if m["full"] and m["since"] and m["since"]["day"] <= today:
            change[m["since"]["day"]] = change.get(m["since"]["day"], 0) + 1
            if m["until"] and m["until"]["day"] < today:
                after = _next_day(m["until"]["day"])
                change[after] = change.get(after, 0) - 1
    total, told = 0, []
    for day in sorted(change):
        total += change[day]
        if change[day]:
            told.append((day, total))
    return told


def _next_day(day: str) -> str:
    import datetime

    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()


def body(view: View, thing: str) -> Row:
    """All that the page of an organisation or forum tells."""
    facts = view.facts
    found = members(view, thing)
    hosting = [
        view.fact(n, host=view.ref(facts.one(n, "a90:host") or ""), place=view.text(n, "a90:place"), based_on=view.linked(n, "a90:basedOn"))
        for n in facts.to(thing, "a90:hostedBody")
    ]
    bearers = [*facts.to(thing, "a90:bindsMembersOf"), *(n for n in facts.to(thing, "a90:bearer") if facts.one(n, "a90:groundedIn"))]
    return {
        "members": found,
        "now": [m for m in found if m["state"] == "holds" and m["full"]],
        "steps": steps(found, view.today),
        "limit": coverage.of_list(view, thing, "org:Membership"),
        "member_of": [
            view.fact(n, body=view.ref(facts.one(n, "org:organization") or ""), role=None) for n in facts.to(thing, "org:member")
        ],
        "founded_by": view.linked(thing, "a90:foundedBy"),
        "joined_through": view.linked(thing, "a90:joinedThrough"),
        "seat": view.text(thing, "a90:seat"),
        "topics": view.linked(thing, "a90:topic"),
        "aims": view.linked(thing, "a90:aim"),
        "jurisdiction": view.text(thing, "a90:jurisdiction"),
        "court_basis": view.linked(thing, "a90:courtBasis"),
        "part_of": view.linked(thing, "dcterms:isPartOf"),
        "organs": view.refs(n for n in facts.to(thing, "dcterms:isPartOf") if "a90:Organ" in facts.classes(n)),
        "replaces": view.linked(thing, "dcterms:replaces"),
        "replaced_by": view.refs(facts.to(thing, "dcterms:replaces")),
        "hosting": hosting,
        "commitments": commitments(view, [c for c in bearers if "a90:Bond" not in facts.classes(c)]),
        "missions": listed(view, facts.to(thing, "a90:ledBy")),
        "partner": listed(view, [n for n in facts.to(thing, "a90:partner") if "a90:Mission" in facts.classes(n)]),
        "measures": listed(view, [*facts.to(thing, "a90:undertakenBy"), *facts.to(thing, "a90:through")]),
        "adopted": listed(view, facts.to(thing, "a90:adoptedBy")),
        "depositary": listed(view, facts.to(thing, "a90:depositary")),
        "participations": [
            view.fact(n, instrument=view.ref(facts.one(n, "a90:instrument") or ""), consented=facts.one(n, "a90:consented"))
            for n in facts.to(thing, "a90:party")
        ],
    }
