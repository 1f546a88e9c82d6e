"""A card: what a thing is and since when, what is said of it, and what is said by it, group by group."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

import pyoxigraph as ox
from rich.text import Text

from .. import answers, words
from ..engines import Row, text
from ..questions import catalogue
from ..vocabulary import BASE, ONTOLOGY, short
from .cells import cell, day, foreign
from .console import View, console, show
from .layout import layout, wrapped
from .reply import listed

# So many of a group are shown, and so many sources.
CUT, _FEW = 6, 3
# What the head of the card says, or nobody reads.
_HEAD = ("rdf:type", "skos:prefLabel", "dcterms:description", "skos:definition", "a90:since", "a90:until", "dcterms:source")
_HIDDEN = ("a90:sincePrecision", "a90:untilPrecision")
# The groups that matter most, in this order; the others follow by name.
_FIRST = (
    *("org:Membership", "a90:Participation", "a90:Provision", "a90:Obligation", "a90:Pledge", "a90:Permission", "a90:Recommendation"),
    *("a90:Reservation", "a90:Contribution", "a90:Mission", "a90:Measure", "a90:Event", "a90:Strategy", "a90:Territory", "a90:Succession"),
)
# What is said of a list rather than of the thing.
_ASIDE = ("a90:Coverage", "a90:OtherValue")
# The kinds of thing that questions are asked of, each with the parameters that take it as what is asked about.
_ASKED = {
    "state": ("state",),
    "organisation": ("organisation",),
    "forum": ("organisation",),
    "treaty": ("treaty",),
    "mission": ("mission",),
}
# The questions that list the parties to a treaty and the members of a body.
_LISTED = {"treaty": "cq-077", "organisation": "cq-002"}


def card(d: answers.Description, view: View) -> None:
    """Show a card: the longest lists cut, unless everything is asked for."""
    out = console()
    lines = [*_head(d, view, out.width), *_properties(d, view, out.width)]
    for group, found in _groups(d):
        if short(group) in _ASIDE and not view.full:
            continue
        lines += _group(group, found, d, view, out.width)
    lines += _sources(d, view)
    lines += _questions(d, view, out.width)
    show(out, lines, view)


def _name(d: answers.Description, iri: str, lang: str = "") -> str:
    return d.labels.get(iri) or (words.term(short(iri), lang) if lang else "") or short(iri)


def _head(d: answers.Description, view: View, width: int) -> list[Text]:
    """The name, the kind, the period, the identifier, and what it is in a sentence or two."""
    said = {short(text(r, "p")): r["o"] for r in d.says}
    kinds = ", ".join(_name(d, text(r, "o"), view.lang) for r in d.says if short(text(r, "p")) == "rdf:type")
    since, until = (_day(d, said.get(f"a90:{end}"), view.lang) for end in ("since", "until"))
    period = [f"{words.say('since', view.lang)} {since}"] if since else []
    period += [f"{words.say('until', view.lang)} {until}"] if until else []
    lines = [Text(line, "bold") for line in wrapped(_name(d, d.thing.value), width)]
    lines.append(Text(" · ".join([part for part in (kinds, *period) if part])))
    lines.append(Text(f"<{d.thing.value}>", "dim"))
    for r in _spoken([r for r in d.says if short(text(r, "p")) in ("dcterms:description", "skos:definition")], view.lang):
        lines += [Text(), *map(Text, wrapped(cell(r["o"], view.lang), width))]
    return lines


def _day(d: answers.Description, term: object, lang: str) -> str:
    if not isinstance(term, ox.Literal):
        return ""
    return day(term.value, d.precisions.get((d.thing.value, term.value)), lang)


def _spoken(found: Sequence[Row], lang: str) -> list[Row]:
    """Values that are in the language, or in none; those in English where there is none in the language."""
    good = [r for r in found if not foreign(r["o"], lang)]
    return good or [r for r in found if isinstance(r["o"], ox.Literal) and r["o"].language == "en"]


def _properties(d: answers.Description, view: View, width: int) -> list[Text]:
    """What else is said, a line a property."""
    by: dict[str, list[Row]] = {}
    for r in d.says:
        if short(text(r, "p")) not in (*_HEAD, *_HIDDEN):
            by.setdefault(text(r, "p"), []).append(r)
    told = {}
    for prop, found in by.items():
        values = [
            _name(d, text(r, "o")) if isinstance(r["o"], ox.NamedNode) else cell(r["o"], view.lang) for r in _spoken(found, view.lang)
        ]
        if values:
            told[words.term(short(prop), view.lang) or d.labels.get(prop) or short(prop).partition(":")[2]] = "; ".join(values)
    if not told:
        return []
    label = max(map(len, told)) + 2
    lines = [Text()]
    for name, value in told.items():
        for n, line in enumerate(wrapped(value, width - label)):
            lines.append(Text.assemble(((name if n == 0 else "").ljust(label), "dim"), line))
    return lines


def _groups(d: answers.Description) -> Iterator[tuple[str, list[Row]]]:
    """What points to the thing, by class: the groups that matter most first."""
    kinds: dict[str, list[Row]] = {}
    for r in d.said_by:
        kinds.setdefault(text(r, "type"), []).append(r)
    order = {name: n for n, name in enumerate(_FIRST)}
    for kind in sorted(kinds, key=lambda k: (order.get(short(k), len(order)), _name(d, k))):
        yield kind, kinds[kind]


def _group(kind: str, found: Sequence[Row], d: answers.Description, view: View, width: int) -> list[Text]:
    """A group with its count: what goes on first, the latest first of all."""
    rows: dict[str, tuple[str, ...]] = {}
    keys: dict[str, tuple[bool, str]] = {}
    others: dict[str, dict[str, None]] = {}
    for r in found:
        if text(r, "other"):
            others.setdefault(text(r, "s"), {})[_name(d, text(r, "other"))] = None
    for r in found:
        iri = text(r, "s")
        what = d.labels.get(iri) or "; ".join(others.get(iri, ())) or _name(d, answers.whole(iri))
        days = (day(v, d.precisions.get((iri, v)), view.lang) if (v := text(r, end)) else "" for end in ("since", "until"))
        rows[iri] = (*days, f"{what}  {short(iri)}" if view.iris else what)
        keys[iri] = (not text(r, "until"), text(r, "since"))
    shown = sorted(rows, key=lambda iri: keys[iri], reverse=True)
    if short(kind) == "org:Membership":  # of the bodies that a state is in, the oldest are the best known
        shown = sorted(rows, key=lambda iri: (not keys[iri][0], keys[iri][1]))
    most = len(shown) if view.full else (view.rows or CUT)
    heads = [words.heading(name, view.lang) for name in ("since", "until", "what")]
    laid = layout(heads, [rows[iri] for iri in shown[:most]], width - 2, lift=False)
    lines = [Text(), Text(f"{_name(d, kind, view.lang)} ({len(shown)})", "bold")]
    lines += [Text("  ").append(line) for line in laid.render()]
    if len(shown) > most:
        lines.append(Text(f"  {words.say('more-of-these', view.lang, n=len(shown) - most)}", "dim"))
    return lines


def _sources(d: answers.Description, view: View) -> list[Text]:
    if not d.sources:
        return []
    most = len(d.sources) if view.full else _FEW
    lines = [Text(), Text(words.say("sources", view.lang, n=len(d.sources)), "bold"), *listed(d.sources[:most])]
    if len(d.sources) > most:
        lines.append(Text(f"  {words.say('more-of-these', view.lang, n=len(d.sources) - most)}", "dim"))
    return lines


def _questions(d: answers.Description, view: View, width: int) -> list[Text]:
    """The commonest questions that can be asked of the thing."""
    kind = d.thing.value.removeprefix(BASE).partition("/")[0]
    names = _ASKED.get(kind, ()) if "#" not in d.thing.value and not d.thing.value.startswith(ONTOLOGY) else ()
    # a body without a list of members: what its members are parties to or members of is asked instead
    lists = [text(r, "o") for r in d.says if text(r, "p") == f"{ONTOLOGY}joinedThrough"]
    found = [(catalogue.find(_LISTED[one.removeprefix(BASE).partition("/")[0]]), one) for one in lists]
    commonest = [q for name in catalogue.COMMONEST if (q := catalogue.find(name)) and any(q.takes(p) for p in names)]
    found += [(q, d.thing.value) for q in commonest if not (lists and q.theme == "memberships")]
    if not found:
        return []
    lines = [Text(), Text(words.say("ask-of-it", view.lang), "bold")]
    for q, asked in found[:4]:
        takes = _ASKED[asked.removeprefix(BASE).partition("/")[0]]
        p = next(p for p in (*q.parameters, *q.filters) if p.name in takes)
        said = f"article90 ask {q.id} {p.option}{'' if p.option.endswith('=') else ' '}{short(asked)}"
        lines += [Text(f"  {said}"), Text(f"    {textwrap.shorten(q.summary[view.lang], width - 4, placeholder=' …')}", "dim")]
    return lines
