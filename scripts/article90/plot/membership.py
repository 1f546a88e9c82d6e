"""Who belongs to a body, and how: shared by the charts that count, map or choose members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from .reader import Reader, Row, holds

_MEMBERSHIPS = """SELECT ?member ?role ?since ?until WHERE {
  ?membership org:organization ?body ; org:member ?member ; a90:since ?since .
  OPTIONAL { ?membership org:role ?role }
  OPTIONAL { ?membership a90:until ?until }
} ORDER BY ?since ?member"""
_COMPLETE = "SELECT (MIN(?to) AS ?date) WHERE { ?body ^a90:coverageOf/a90:completeUntil ?to }"
_RANK = ("suspended", "full", "associate", "observer", "partner")


def memberships(reader: Reader, body: str) -> list[Row]:
    """The memberships of a body, whatever their status, from the first on."""
    return reader.ask(_MEMBERSHIPS, body=body)


def known_to(reader: Reader, body: str) -> str:
    """The day up to which the list of members is known; the end of time where nothing is said."""
    return reader.ask(_COMPLETE, body=body)[0].get("date", "9999-12-31")


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
    return [member for member, status in status_on(rows, date).items() if status in ("full", "suspended")]
