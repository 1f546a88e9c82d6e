"""What points to a thing, in the groups of its card: by class, by how it points there, and members by their status."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from .. import answers, ordering, words
from ..engines import Row, text
from ..vocabulary import short
from .cells import day

# The groups that matter most, in this order; the others follow by name.
FIRST = (
    *("org:Membership", "a90:Participation", "a90:Provision", "a90:Obligation", "a90:Pledge", "a90:Permission", "a90:Recommendation"),
    *("a90:Reservation", "a90:Contribution", "a90:Mission", "a90:Territory", "a90:Succession", "a90:Measure", "a90:Event", "a90:Strategy"),
)
# What is said of a list rather than of the thing.
_ASIDE = ("a90:Coverage", "a90:OtherValue")
# Records of which it goes without saying how they point to the thing.
_PLAIN = (
    *("org:Membership", "a90:Participation", "a90:Provision", "a90:Reservation", "a90:Contribution", "a90:Act", "a90:NationalToll"),
    *("a90:Name", "a90:Attestation", "a90:Passage", "qb:Observation", "skos:Concept", *_ASIDE),
)
_COMMITMENTS = ("a90:Obligation", "a90:Pledge", "a90:Permission", "a90:Recommendation")
_BINDING = {"a90:bearer", "a90:bindsMembersOf", "a90:bindsPartiesTo", "a90:bindsGroup"}
_OWED = {"a90:owedTo", "a90:owedToMembersOf", "a90:owedToPartiesTo"}
# A member with one of these statuses is a member like any other.
_FULL = ("elected", "permanent")
# Of these it is told how many go on, or how many have ended; an event or a succession has no end to speak of.
_GOING_ON = ("org:Membership", "a90:Participation")
_ENDING = ("a90:Mission", "a90:Contribution", "a90:Measure", "a90:Hosting")
_POINTS = ("a90:Event", "a90:Succession")

Name = Callable[[str], str]


@dataclass(frozen=True)
class Group:
    """Records of one class that point to the thing in one way; `name` is what they are called together."""

    kind: str
    name: str
    found: tuple[Row, ...]

    @property
    def facts(self) -> set[str]:
        """The records."""
        return {text(r, "s") for r in self.found}

    @property
    def matters(self) -> bool:
        """Whether it is one of the groups that matter most."""
        return self.kind in FIRST

    def counted(self, lang: str) -> str:
        """How many there are, and what the number counts where some of them are over."""
        today = datetime.date.today().isoformat()
        periods = {text(r, "s"): (text(r, "since"), text(r, "until")) for r in self.found}
        ended = sum("" < until < today for _, until in periods.values())
        if self.kind not in _GOING_ON:
            parts = [words.figure(len(periods), lang)]
            return ", ".join([*parts, words.say("count-ended", lang, n=ended)] if ended and self.kind in _ENDING else parts)
        ahead = sum(since > today for since, _ in periods.values())
        unbound = sum(not since and not ("" < until < today) for since, until in periods.values())
        told = {"now": len(periods) - ended - ahead - unbound, "formerly": ended, "ahead": ahead, "unbound": unbound}
        return ", ".join(words.say(f"count-{key}", lang, n=n) for key, n in told.items() if n)

    def rows(self, d: answers.Description, name: Name, lang: str, iris: bool) -> dict[str, tuple[str, str, str]]:
        """The records by IRI as since, until and what, in the order in which they are read: what goes on first, the latest first of all."""
        rows: dict[str, tuple[str, str, str]] = {}
        keys: dict[str, tuple[bool, str]] = {}
        others: dict[str, dict[str, None]] = {}
        today = datetime.date.today().isoformat()
        for r in self.found:
            if text(r, "other"):
                others.setdefault(text(r, "s"), {})[name(text(r, "other"))] = None
        for r in self.found:
            iri, since, until = text(r, "s"), text(r, "since") or text(r, "done"), text(r, "until")
            what = (name(iri) if iri in d.labels else "") or "; ".join(others.get(iri, ())) or name(answers.whole(iri))
            what = f"{name(text(r, 'kind'))}: {what}" if text(r, "kind") else what
            what = f"{what}: {text(r, 'deaths')}" if text(r, "deaths") else what
            first, last = (day(v, d.precisions.get((iri, v)), lang) if v else "" for v in (since, until))
            rows[iri] = (first, last, f"{what}  {short(iri)}" if iris else what)
            keys[iri] = (self.kind not in _POINTS and (not until or until >= today), since)
        if self.kind == "org:Membership":  # of the bodies that a state is in, the oldest are the best known
            order = sorted(rows, key=lambda iri: (not keys[iri][0], keys[iri][1]))
        elif not any(since for _, since in keys.values()):
            order = sorted(rows, key=lambda iri: ordering.natural(rows[iri][-1]))  # article 4 before article 20
        else:
            order = sorted(rows, key=lambda iri: keys[iri], reverse=True)
        return {iri: rows[iri] for iri in order}


def groups(d: answers.Description, name: Name, lang: str, full: bool) -> list[Group]:
    """The groups of a card, those that matter most first; what is said of lists only where everything is asked for."""
    ways: dict[str, set[str]] = {}
    for r in d.said_by:
        ways.setdefault(text(r, "s"), set()).add(text(r, "p"))
    kinds: dict[tuple[str, tuple[str, ...], str], list[Row]] = {}
    for r in d.said_by:
        kind, iri = text(r, "type"), text(r, "s")
        member = short(kind) == "org:Membership"
        plain = short(kind) in _PLAIN or answers.whole(iri) == d.thing.value
        way = _way(kind, ways[iri]) if member or not plain else ()
        status = text(r, "role") if member and short(text(r, "role")).partition("#")[2] not in _FULL else ""
        if full or short(kind) not in _ASIDE:
            kinds.setdefault((kind, way, status), []).append(r)
    found = [Group(short(kind), _called(kind, way, status, name, lang), tuple(several)) for (kind, way, status), several in kinds.items()]
    order = {kind: n for n, kind in enumerate(FIRST)}
    # members before what the body itself is a member of, those in full before others; of one class the largest group first
    members = words.say("members", lang)

    def place(g: Group) -> tuple[object, ...]:
        kind, _, way = g.name.partition(": ")
        return order.get(g.kind, len(order)), not g.name.startswith(members), ordering.natural(kind), -len(g.facts), way

    return sorted(found, key=place)


def _way(kind: str, points: Collection[str]) -> tuple[str, ...]:
    """How a record points to the thing, as its group is called: a commitment binds it or its members or is owed to them, and what it
    undertakes itself need not be told to bind its members."""
    known = {short(point): point for point in points}
    if short(kind) in _COMMITMENTS and (bound := known.keys() & _BINDING or known.keys() & _OWED):
        return ("bound" if bound & _BINDING else "owed",)
    return (known["a90:undertakenBy"],) if "a90:undertakenBy" in known else tuple(sorted(points))


def _called(kind: str, way: Sequence[str], status: str, name: Name, lang: str) -> str:
    """What the records of a group are called together."""
    if short(kind) == "org:Membership":
        called = words.say("members" if "org:organization" in map(short, way) else "member-of", lang)
        return f"{called}, {name(status)}" if status else called
    told = [words.say(f"way-{one}", lang) if one in ("bound", "owed") else name(one) for one in way]
    return f"{name(kind)}: {', '.join(told)}" if told else name(kind)
