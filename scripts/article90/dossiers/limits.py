"""How far each list goes: nothing is drawn from what an open list does not hold."""

from __future__ import annotations

from ..vocabulary import short
from .facts import Row, View


def of_lists(view: View, thing: str) -> list[Row]:
    """What is published of the lists of a thing: each with the class it lists, until when it is complete, and what it lacks."""
    return [coverage(view, node) for node in view.facts.to(thing, "a90:coverageOf")]


def of_list(view: View, thing: str, *classes: str) -> Row:
    """How far the list of a class of records goes; an open one where nothing is said of it."""
    for node in view.facts.to(thing, "a90:coverageOf"):
        if set(_classes(view, node)) & set(classes):
            return coverage(view, node)
    return {"id": None, "of": "", "until": None, "since": None, "state": "open", "lacks": [], "sources": []}


def read_to(view: View, thing: str, kind: str) -> str | None:
    """The day to which a list is complete; None where it is open."""
    key = (thing, kind)
    if key not in view.read_to:
        nodes = (n for n in view.facts.to(thing, "a90:coverageOf") if kind in _classes(view, n))
        view.read_to[key] = next((view.facts.one(n, "a90:completeUntil") for n in nodes), None)
    return view.read_to[key]


def _classes(view: View, node: str) -> list[str]:
    return [short(c) for c in view.facts.all(node, "a90:ofClass")]


def coverage(view: View, node: str) -> Row:
    """A statement of coverage: "covered" on the day asked, "earlier" when read to a day before, "open" when it says no day."""
    until = view.facts.one(node, "a90:completeUntil")
    return {
        "id": view.anchor(node),
        "of": ", ".join(view.label(c) for c in view.facts.all(node, "a90:ofClass")),
        "since": view.facts.one(node, "a90:completeSince"),
        "until": until,
        "state": "open" if until is None else "covered" if until >= view.today else "earlier",
        "lacks": view.texts(node, "a90:lacks"),
        "sources": view.sources(node),
    }
