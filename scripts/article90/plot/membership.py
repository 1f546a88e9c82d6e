"""Who belongs to a body, and how: shared by the charts that count, map or choose members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ..fragments import written
from ..vocabulary import FULL
from .reader import Reader, Row, holds

_MEMBERSHIPS = """PREFIX membership-status: <https://w3id.org/article90/concept/membership-status#>
SELECT ?member ?role ?since ?until WHERE {
  %s
  ?membership a90:since ?since .
  OPTIONAL { ?membership org:role ?role }
  OPTIONAL { ?membership a90:until ?until }
} ORDER BY ?since ?member"""
_LISTED = "# include: listed-in (?record = ?membership, ?organisation = ?body, ?state = ?member)"
_COMPLETE = "SELECT (MIN(?to) AS ?date) WHERE { ?list a90:coverageOf ?body ; a90:ofClass org:Membership ; a90:completeUntil ?to }"
_RANK = ("suspended", *FULL, "associate", "observer", "partner")


def memberships(reader: Reader, body: str) -> list[Row]:
    """The memberships of a body, whatever their status, from the first on; participations where the parties to a treaty are its members."""
    return reader.ask(_MEMBERSHIPS % written(_LISTED), body=body)


def known_to(reader: Reader, body: str) -> str:
    """The day up to which the list of members is known; empty where the list is open."""
    return reader.ask(_COMPLETE, body=body)[0].get("date", "")


def notes(reader: Reader, bodies: Mapping[str, str], date: str) -> list[str]:
    """What is not known of the members of bodies (names by IRI; one that stands alone needs none) on a date."""
    known = {name: known_to(reader, body) for body, name in bodies.items()}
    alone = len(bodies) == 1
    earlier = [f"{'' if alone else f'{name} '}{reader.words.day(to)}" for name, to in known.items() if "" < to < date]
    told = [reader.words.say("known-to", names="; ".join(earlier))] if earlier else []
    if open_ := [name for name, to in known.items() if not to]:
        told.append(reader.words.say("open-list") if alone else reader.words.say("open-lists", names="; ".join(open_)))
    return told


def role(row: Mapping[str, str]) -> str:
    """The status that a membership gives: full where none is stated."""
    return row["role"].rpartition("#")[2] if "role" in row else "full"


def status_on(rows: Iterable[Mapping[str, str]], date: str) -> dict[str, str]:
    """The status of each member on `date`; a suspension, or any status, beside full membership qualifies it."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if holds(row, date):
            found[row["member"]].add(role(row))
    return {member: min(roles, key=lambda r: _RANK.index(r) if r in _RANK else len(_RANK)) for member, roles in found.items()}


def full_on(rows: Iterable[Mapping[str, str]], date: str) -> list[str]:
    """The full members on `date`, those suspended among them."""
    return [member for member, status in status_on(rows, date).items() if status in (*FULL, "suspended")]
