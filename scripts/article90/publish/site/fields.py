"""What a question's page needs to ask it anew in the browser: its fields, its query with holes, and what finds the limits.

The query is the one that `article90 ask` puts: `fragments.marked` says which lines stand under which filters, and here the places of
parameters in them become holes. So with the queries by which `limits.py` finds how far the lists were read. A piece is the names of the
filters of which it needs one (none: it always stands), and its text, in which ``{"p": name}`` is a hole; where such a hole is filled only
when a filter is given, ``else`` is what stands there otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

import pyoxigraph as ox

from ... import fragments, limits, persons, words
from ...dossiers.facts import Row, View
from ...questions import catalogue
from ...questions.lists import HERE, LISTS, Closure
from ...sparql import TOKEN, variables
from ...vocabulary import BASE

Piece = list[Any]


def fields(view: View, q: catalogue.Question) -> list[Row]:
    """The parameters and filters of a question as fields of a form, with the values for which the page has the answer."""
    return [_field(view, p, p in q.filters) for p in (*q.parameters, *q.filters) if p.name != "lang"]


def _field(view: View, p: catalogue.Parameter, free: bool) -> Row:
    value = p.default or ""
    if value == "today":
        value = view.today
    choices = []
    if p.kind == "concept":
        scheme = f"{BASE}concept/{p.among}"
        named = ((c.rpartition("#")[2], view.label(c)) for c in view.facts.to(scheme, "skos:inScheme"))
        choices = sorted(({"value": slug, "label": label} for slug, label in named), key=lambda c: str(c["label"]).casefold())
    named_thing = p.kind == "iri" and "/" in value
    return {
        "name": p.name,
        "label": words.parameter(p.name, view.lang),
        "option": p.option,
        "accepts": p.accepts(view.lang),
        "kind": p.kind,
        "kinds": " ".join(catalogue.KINDS.get(p.among, ())) if p.kind == "iri" else "state territory" if p.name == "name" else "",
        "among": p.among,
        "choices": choices,
        "default": p.default,
        "value": value,
        "shown": view.label(BASE + value) if named_thing else value,
        "free": free,
    }


def _holes(q: catalogue.Question) -> dict[str, str]:
    """The parameter by the variable in its place."""
    return {p.variable: p.name for p in (*q.parameters, *q.filters)}


def _cut(text: str, holes: dict[str, str], fixed: dict[str, tuple[str, str]]) -> Iterator[str | Row]:
    """A text with its holes; of tokens that hold a question mark and are no variable nothing is cut."""
    at = 0
    for token in TOKEN.finditer(text):
        name = token[1]
        if name in holes:
            hole: Row = {"p": holes[name]}
        elif name in fixed:
            hole = {"p": holes[fixed[name][1].removeprefix("?")], "f": fixed[name][0], "else": f"?{name}"}
        else:
            continue
        yield text[at : token.start()]
        yield hole
        at = token.end()
    yield text[at:]


def pieces(marked: fragments.Marked, holes: dict[str, str]) -> list[Piece]:
    """A query in pieces, without its head: no parameter is left to be told of."""
    lines = list(marked.lines)
    while lines and lines[0][1].startswith("#"):
        del lines[0]
    found: list[Piece] = []
    for needs, line in lines:
        if not found or found[-1][0] != sorted(needs):
            found.append([sorted(needs)])
        for part in _cut(line + "\n", holes, marked.fixed):
            if isinstance(part, str) and isinstance(found[-1][-1], str):
                found[-1][-1] += part
            elif part:
                found[-1].append(part)
    return found


def document(q: catalogue.Question) -> bytes:
    """What the page of a question loads when somebody asks it anew, as JSON."""
    holes = _holes(q)
    takes = {kind: [p.name for p in persons.taking(q, kind)] for kind in ("state", "organisation")}
    told = {
        "query": pieces(fragments.marked(q.path), holes),
        "silent": pieces(fragments.marked(q.path, silent=True), holes) if q.leaves_out else None,
        "closures": [_closure(q, c, holes) for c in q.closes_over or () if c.of != HERE],
        "states": takes["state"] if any(p.name == "date" for p in q.parameters) else [],
        "bodies": takes["organisation"] if any(c.kind == "Membership" for c in q.closes_over or ()) else [],
        "narrowing": [p.name for p in limits.narrowing(q)],
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _closure(q: catalogue.Question, c: Closure, holes: dict[str, str]) -> Row:
    """A closure: what limits.py reads of it, and its query for each choice of filters that changes it, by their names."""
    asks = {p.name: p for p in (*q.parameters, *q.filters)}
    free = {p.name for p in q.filters}
    turning = sorted(({c.about} & asks.keys()) | ({name for name, _ in c.narrowed} & free))
    queries: Row = {}
    for given in _subsets(turning):
        about = ox.Variable(asks[c.about].variable) if c.about in given else None
        text = limits.query(c, "%VALUES% ", about, given)
        named = limits.query(c, f"{limits.NAMED} %VALUES% ", about, given)
        key = " ".join(sorted(given))
        queries[key] = [list(_cut(text, holes, {})), list(_cut(named, holes, {})) if c.named else None]
    return {
        "kind": c.kind,
        "single": c.of if c.single else "",
        "about": c.about,
        "named": list(c.named),
        "draws": c.draws,
        "numbers": list(c.numbers),
        "opens": limits.opens(c),
        "before": c.kind in limits.BEFORE,
        "columns": [name for name in variables(c.pattern) if name.endswith("Iri")],
        "turning": turning,
        "queries": queries,
    }


def _subsets(names: list[str]) -> Iterable[set[str]]:
    return (set(some) for n in range(len(names) + 1) for some in combinations(names, n))


def wording() -> bytes:
    """The sentences about limits, in both languages, and the query for the states that a question is asked for, as JSON."""
    told = {
        "limits": limits.WORDS,
        "lists": {kind: listed.words for kind, listed in LISTS.items()},
        "labels": limits.LABELS,
        "states": persons.STATES,
        "bodies": persons.BODIES,
        "persons": persons.WORDS,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
