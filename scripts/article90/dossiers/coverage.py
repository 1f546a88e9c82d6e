"""What is published of the lists of a thing, as its page tells it; how far each goes is judged by `limits.reach`, as for an answer."""

from __future__ import annotations

from ..limits import reach
from ..vocabulary import short
from .facts import Row, View

OPEN: Row = {"id": None, "of": "", "until": None, "since": None, "state": "open", "lacks": [], "sources": []}


def of_lists(view: View, thing: str) -> list[Row]:
    """What is published of the lists of a thing: each with the class it lists, until when it is complete, and what it lacks."""
    return [coverage(view, node) for node in view.facts.to(thing, "a90:coverageOf")]


def of_list(view: View, thing: str, *classes: str) -> Row:
    """How far the list of a class of records goes; an open one where nothing is said of it."""
    nodes = [n for n in view.facts.to(thing, "a90:coverageOf") if {short(c) for c in view.facts.all(n, "a90:ofClass")} & set(classes)]
    return coverage(view, next((n for n in nodes if _state(view, n) != "open"), nodes[0])) if nodes else OPEN


def read_to(view: View, thing: str, kind: str) -> str | None:
    """The day to which a list is complete; None where it is open."""
    return view.once(f"read to: {kind}", thing, lambda _: _read_to(view, thing, kind))


def _read_to(view: View, thing: str, kind: str) -> str | None:
    for node in view.facts.to(thing, "a90:coverageOf"):
        if kind in (short(c) for c in view.facts.all(node, "a90:ofClass")) and _state(view, node) != "open":
            return view.facts.one(node, "a90:completeUntil")
    return None


def _state(view: View, node: str) -> str:
    """How far a list is read today: "covered", "read" or "open"."""
    one, whose = view.facts.one, view.facts.one(node, "a90:coverageOf") or ""
    kind = (one(node, "a90:ofClass") or "").replace("#", "/").rpartition("/")[2]
    days = (one(node, "a90:completeSince"), one(node, "a90:completeUntil"), one(whose, "a90:since"), one(whose, "a90:until"))
    return reach(kind, view.today, *(day or "" for day in days))


def coverage(view: View, node: str) -> Row:
    """A statement of coverage: "covered" on the day, "read" to a day before it, or "open"."""
    return {
        "id": view.anchor(node),
        "of": ", ".join(view.label(c) for c in view.facts.all(node, "a90:ofClass")),
        "since": view.facts.one(node, "a90:completeSince"),
        "until": view.facts.one(node, "a90:completeUntil"),
        "state": _state(view, node),
        "lacks": view.texts(node, "a90:lacks"),
        "sources": view.sources(node),
    }
