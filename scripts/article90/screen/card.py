"""A card: what a thing is and since when, what is said of it, and what is said by it, group by group."""

from __future__ import annotations

import datetime
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence

import pyoxigraph as ox
from rich.text import Text

from .. import answers, ordering, words
from ..engines import Row, text
from ..questions import catalogue
from ..vocabulary import BASE, ONTOLOGY, short
from .cells import cell, day, foreign
from .console import View, console, screenful, show
from .layout import NARROW, layout, wrapped
from .reply import listed

# So many of a group are shown, fewer where the card would else be more than two screens; so many sources, and lines of a property.
CUT, _FEW, _LINES = 6, 3, 2
_ASKED_FOR = 4
# What the head of the card says, or nobody reads.
_HEAD = ("rdf:type", "skos:prefLabel", "dcterms:description", "skos:definition", "a90:since", "a90:until", "dcterms:source")
_HIDDEN = ("a90:sincePrecision", "a90:untilPrecision")
# What only the whole card says: nodes of names and codes, which stand beside it as they are today.
_WHOLE = ("adms:identifier",)
# The groups that matter most, in this order; the others follow by name.
_FIRST = (
    *("org:Membership", "a90:Participation", "a90:Provision", "a90:Obligation", "a90:Pledge", "a90:Permission", "a90:Recommendation"),
    *("a90:Reservation", "a90:Contribution", "a90:Mission", "a90:Territory", "a90:Succession", "a90:Measure", "a90:Event", "a90:Strategy"),
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
    """Show a card: in two screens, its longest lists cut and its lesser ones counted, unless everything is asked for."""
    out = console()
    groups = list(_groups(d, view))
    above = [*_head(d, view, out.width), *_properties(d, view, out.width)]
    below = [*_sources(d, view), *_questions(d, view, out.width)]
    room = 2 * screenful(out) - len(above) - len(below)
    for shown, most in _plans(groups, view):
        told = (_group(kind, found, d, view, out.width, most, view.full or n == 0) for n, (kind, found) in enumerate(groups[:shown]))
        lines = [line for group in told for line in group]
        lines += _counted([(kind, len(_facts(found))) for kind, found in groups[shown:]], d, view, out.width)
        if view.full or view.rows or len(lines) <= room:
            break
    show(out, [*above, *lines, *below], view)


def _plans(groups: Sequence[tuple[str, list[Row]]], view: View) -> Iterator[tuple[int, int | None]]:
    """How many groups are shown with how many rows of each (None: all), the fullest way first.

    The groups that matter less than the others are only counted before any is cut to fewer than three rows.
    """
    if view.full or view.rows:
        yield len(groups), view.rows if not view.full else None
    matter = sum(short(kind) in _FIRST for kind, _ in groups)
    yield from ((len(groups), most) for most in range(CUT, 2, -1))
    yield from ((shown, most) for most in range(CUT, 2, -1) for shown in range(len(groups) - 1, matter - 1, -1))
    yield from ((shown, most) for most in range(3, 0, -1) for shown in range(matter, 0, -1))


def _counted(groups: Sequence[tuple[str, int]], d: answers.Description, view: View, width: int) -> list[Text]:
    """The groups that are not shown, with how many there are of each."""
    if not groups:
        return []
    told = ", ".join(f"{_name(d, kind, view.lang)} ({n})".replace(" ", NARROW) for kind, n in groups)
    return [Text(), *(Text(line, "dim") for line in wrapped(words.say("counted", view.lang, groups=told), width))]


def _name(d: answers.Description, iri: str, lang: str = "") -> str:
    """What a thing is called; a commitment behind whether it must, must not or may be kept."""
    named = d.labels.get(iri) or (words.term(short(iri), lang) if lang else "") or short(iri)
    return f"{d.modalities[iri]}: {named}" if iri in d.modalities else named


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
        if short(text(r, "p")) not in (*_HEAD, *_HIDDEN, *(() if view.full else _WHOLE)):
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
        said = wrapped(value, width - label)
        if len(said) > _LINES and not view.full:
            said = [*said[: _LINES - 1], textwrap.shorten(" ".join(said[_LINES - 1 :]), width - label, placeholder=" …")]
        for n, line in enumerate(said):
            lines.append(Text.assemble(((name if n == 0 else "").ljust(label), "dim"), line))
    return lines


def _facts(found: Sequence[Row]) -> set[str]:
    return {text(r, "s") for r in found}


def _groups(d: answers.Description, view: View) -> Iterator[tuple[str, list[Row]]]:
    """What points to the thing, by class: the groups that matter most first; what is said of lists only in the whole card."""
    kinds: dict[str, list[Row]] = {}
    for r in d.said_by:
        kinds.setdefault(text(r, "type"), []).append(r)
    order = {name: n for n, name in enumerate(_FIRST)}
    for kind in sorted(kinds, key=lambda k: (order.get(short(k), len(order)), _name(d, k))):
        if short(kind) not in _ASIDE or view.full:
            yield kind, kinds[kind]


def _group(kind: str, found: Sequence[Row], d: answers.Description, view: View, width: int, most: int | None, headed: bool) -> list[Text]:
    """A group with its count, and `most` of its rows: what goes on first, the latest first of all; rows that read alike are one."""
    rows: dict[str, tuple[str, ...]] = {}
    keys: dict[str, tuple[bool, str]] = {}
    others: dict[str, dict[str, None]] = {}
    today = datetime.date.today().isoformat()
    for r in found:
        if text(r, "other"):
            others.setdefault(text(r, "s"), {})[_name(d, text(r, "other"))] = None
    for r in found:
        iri = text(r, "s")
        what = (_name(d, iri) if iri in d.labels else "") or "; ".join(others.get(iri, ())) or _name(d, answers.whole(iri))
        days = (day(v, d.precisions.get((iri, v)), view.lang) if (v := text(r, end)) else "" for end in ("since", "until"))
        rows[iri] = (*days, f"{what}  {short(iri)}" if view.iris else what)
        keys[iri] = (not text(r, "until") or text(r, "until") >= today, text(r, "since"))
    shown = sorted(rows, key=lambda iri: keys[iri], reverse=True)
    if short(kind) == "org:Membership":  # of the bodies that a state is in, the oldest are the best known
        shown = sorted(rows, key=lambda iri: (not keys[iri][0], keys[iri][1]))
    if not any(since for _, since in keys.values()):
        shown = sorted(rows, key=lambda iri: ordering.natural(rows[iri][-1]))  # article 4 before article 20
    alike = Counter(rows[iri] for iri in shown)
    told = list(alike.items())[:most]
    room = width - 4 - 12 * sum(any(row[n] for row, _ in told) for n in (0, 1))
    cells = [(since, until, f"{_cut(what, room, view)}{f'{NARROW}({n}×)' if n > 1 else ''}") for (since, until, what), n in told]
    heads = [words.heading(name, view.lang) for name in ("since", "until", "what")]
    laid = layout(heads, cells, width - 2, lift=False)
    lines = [Text(), Text(f"{_name(d, kind, view.lang)} ({len(shown)})", "bold")]
    plain = not any(until for _, until, _ in cells)  # a day before a name needs no heading twice
    lines += [Text("  ").append(line) for line in laid.render()[1 if plain and not headed else 0 :]]
    rest = len(shown) - sum(n for _, n in told)
    if rest:
        lines.append(Text(f"  {words.say('more-of-these', view.lang, n=rest)}", "dim"))
    return lines


def _cut(what: str, room: int, view: View) -> str:
    """A name in one line, unless everything is asked for."""
    return what if view.full else textwrap.shorten(what, max(room - 5, 30), placeholder=" …")


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
    common = [q for name in catalogue.COMMONEST if (q := catalogue.find(name)) and any(q.takes(p) for p in names)]
    # first the questions about such a thing, then those that can be narrowed to it
    common.sort(key=lambda q: not any(p.name in names for p in q.parameters))
    found += [(q, d.thing.value) for q in common if not (lists and q.theme == "memberships")]
    if not found:
        return []
    lines = [Text(), Text(words.say("ask-of-it", view.lang), "bold")]
    for q, asked in found[:_ASKED_FOR]:
        takes = _ASKED[asked.removeprefix(BASE).partition("/")[0]]
        p = next(p for p in (*q.parameters, *q.filters) if p.name in takes)
        said = f"article90 ask {q.id} {p.option}{'' if p.option.endswith('=') else ' '}{short(asked)}"
        lines += [Text(f"  {said}"), Text(f"    {textwrap.shorten(q.summary[view.lang], width - 4, placeholder=' …')}", "dim")]
    return lines
