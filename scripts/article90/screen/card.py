"""A card: what a thing is and since when, what is said of it, and what is said by it, group by group."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence

import pyoxigraph as ox
from rich.text import Text

from .. import answers, words
from ..engines import Row, text
from ..questions import catalogue
from ..vocabulary import BASE, ONTOLOGY, short
from .cells import cell, day, foreign
from .console import View, console, screenful, show
from .groups import Group, groups
from .layout import NARROW, layout, wrapped
from .reply import listed

# So many of a group are shown, fewer where the card would else be more than two screens; so many sources, and lines of a property.
CUT, _FEW, _LINES = 6, 3, 2
_ASKED_FOR = 4
# What the head of the card says, or nobody reads.
_HEAD = ("rdf:type", "skos:prefLabel", "dcterms:description", "skos:definition", "a90:since", "a90:until", "dcterms:source")
_HIDDEN = ("a90:sincePrecision", "a90:untilPrecision")
# What only the whole card says: nodes of names and codes, which stand beside it as they are today, and where a term is defined.
_WHOLE = ("adms:identifier", "rdfs:isDefinedBy")
# How a record names what it is about, where it has no name of its own.
_ABOUT = (
    *("org:member", "a90:party", "a90:contributor", "a90:actor", "a90:madeBy", "a90:state", "a90:successor", "a90:host", "a90:actKind"),
    *("a90:nameOf", "org:organization", "a90:instrument", "a90:mission", "a90:predecessor", "a90:hostedBody", "a90:territory"),
    *("a90:coverageOf", "a90:ofClass", "a90:about", "a90:indicator", "dcterms:isPartOf"),
)
_MARK = re.compile(r"(.*)( \([a-z]{2,3}\))", re.DOTALL)
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
    """Show a card: in two screens, its longest lists cut and its lesser ones counted, unless everything is asked for.

    Under the first group of a list that is open that is said.
    """
    out = console()
    found = groups(d, lambda iri: _name(d, iri, view.lang), view.lang, view.full)
    above = [*_head(d, view, out.width), *_properties(d, view, out.width)]
    above += _marked(above, d, view, out.width)
    below = [*_sources(d, view), *_questions(d, view, out.width)]
    room = 2 * screenful(out) - len(above) - len(below)
    for shown, most in _plans(found, view):
        lines, said = [], set[str]()
        for n, group in enumerate(found[:shown]):
            lines += _group(group, d, view, out.width, most, view.full or n == 0)
            open_lists = {kind for r in group.found if (kind := answers.listed(r, d.thing.value)) in d.open} - said
            lines += [Text(f"  {line}", "dim") for kind in sorted(open_lists) for line in wrapped(d.open[kind], out.width - 2)]
            said |= open_lists
        lines += _counted(found[shown:], view, out.width)
        if view.full or view.rows or len(lines) <= room:
            break
    show(out, [*above, *lines, *below], view)


def _plans(found: Sequence[Group], view: View) -> Iterator[tuple[int, int | None]]:
    """How many groups are shown with how many rows of each (None: all), the fullest way first.

    The groups that matter less than the others are only counted before any is cut to fewer than three rows.
    """
    if view.full or view.rows:
        yield len(found), view.rows if not view.full else None
    matter = sum(group.matters for group in found)
    yield from ((len(found), most) for most in range(CUT, 2, -1))
    yield from ((shown, most) for most in range(CUT, 2, -1) for shown in range(len(found) - 1, matter - 1, -1))
    yield from ((shown, most) for most in range(3, 0, -1) for shown in range(matter, 0, -1))


def _counted(left: Sequence[Group], view: View, width: int) -> list[Text]:
    """The groups that are not shown, with how many there are of each."""
    if not left:
        return []
    told = ", ".join(f"{group.name} ({len(group.facts)})".replace(" ", NARROW) for group in left)
    return [Text(), *(Text(line, "dim") for line in wrapped(words.say("counted", view.lang, groups=told), width))]


def _name(d: answers.Description, iri: str, lang: str) -> str:
    """What a thing is called; a commitment behind whether it must, must not or may be kept, a part without a name by its whole."""
    named = d.labels.get(iri) or words.term(short(iri), lang)
    if not named and iri.startswith(BASE) and answers.whole(iri) in d.labels:
        named = f"{d.labels[answers.whole(iri)]} ({iri.partition('#')[2]})"
    # what is ours has its short form; the address of what is not is there to be copied
    named = named or (short(iri) if iri.startswith(BASE) else iri)
    return f"{d.modalities[iri]}: {named}" if iri in d.modalities else named


def _titled(d: answers.Description, lang: str) -> str:
    """The name of the thing; of a record without one what it is and what it is about."""
    said = [(short(text(r, "p")), r["o"]) for r in d.says]
    if d.thing.value in d.labels:
        return _name(d, d.thing.value, lang)
    if title := next((o.value for p, o in said if p == "dc:title" and isinstance(o, ox.Literal)), ""):
        return title
    kinds = [_name(d, o.value, lang) for p, o in said if p == "rdf:type" and isinstance(o, ox.NamedNode)]
    about = [_name(d, o.value, lang) for about in _ABOUT for p, o in said if p == about and isinstance(o, ox.NamedNode)]
    return f"{', '.join(kinds)}: {', '.join(about)}" if kinds and about else _name(d, d.thing.value, lang)


def _head(d: answers.Description, view: View, width: int) -> list[Text]:
    """The name, the kind, the period, the identifier, and what it is in a sentence or two."""
    said = {short(text(r, "p")): r["o"] for r in d.says}
    kinds = ", ".join(_name(d, text(r, "o"), view.lang) for r in d.says if short(text(r, "p")) == "rdf:type")
    since, until = (_day(d, said.get(f"a90:{end}"), view.lang) for end in ("since", "until"))
    period = [f"{words.say('since', view.lang)} {since}"] if since else []
    period += [f"{words.say('until', view.lang)} {until}"] if until else []
    period = [words.say("on", view.lang, day=since)] if since and since == until else period
    lines = [Text(line, "bold") for line in wrapped(_titled(d, view.lang), width)]
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
            by.setdefault(_property(d, r, view.lang), []).append(r)
    told: dict[str, list[str]] = {}
    for prop, found in by.items():
        spoken = _spoken(found, view.lang)
        values = [_name(d, text(r, "o"), view.lang) if isinstance(r["o"], ox.NamedNode) else cell(r["o"], view.lang) for r in spoken]
        if values:
            told[prop] = values
    if not told:
        return []
    label = max(map(len, told)) + 2
    lines = [Text()]
    for name, values in told.items():
        said = wrapped("; ".join(values), width - label)
        if len(said) > _LINES and not view.full:
            said = _shortened(values, said, width - label)
        for n, line in enumerate(said):
            lines.append(Text.assemble(((name if n == 0 else "").ljust(label), "dim"), line))
    return lines


def _marked(told: Sequence[Text], d: answers.Description, view: View, width: int) -> list[Text]:
    """How many of the values that are told are in other languages, and the marks by which those are known."""
    languages = "|".join(sorted({t.language or "" for r in d.says if isinstance(t := r["o"], ox.Literal) and foreign(t, view.lang)}))
    seen = re.findall(rf"\(({languages})\)(?=;|$)", "\n".join(line.plain for line in told), re.MULTILINE) if languages else []
    if not seen:
        return []
    marks = ", ".join(f"({language})" for language in dict.fromkeys(seen))
    return [Text(), *(Text(line, "dim") for line in wrapped(words.say("foreign-values", view.lang, n=len(seen), marks=marks), width))]


def _property(d: answers.Description, row: Row, lang: str) -> str:
    """The words before a value. A name is a former one where it is known when it ended: others were only ever written so."""
    prop = short(text(row, "p"))
    if prop == "skos:hiddenLabel" and text(row, "o") in d.former:
        return words.say("formerly", lang)
    return words.term(prop, lang) or d.labels.get(text(row, "p")) or prop.partition(":")[2]


def _shortened(values: Sequence[str], said: Sequence[str], width: int) -> list[str]:
    """Values in as many lines as there is room for; the one that is cut keeps the mark of its language."""
    kept, rest = list(said[: _LINES - 1]), " ".join(said[_LINES - 1 :])
    before = len(" ".join(kept)) + len(textwrap.shorten(rest, width, placeholder=""))
    cut = next((v for n, v in enumerate(values) if len("; ".join(values[: n + 1])) >= before), values[-1])
    mark = m[2] if (m := _MARK.fullmatch(cut)) else ""
    return [*kept, textwrap.shorten(rest, width - len(mark), placeholder=" …") + mark]


def _group(group: Group, d: answers.Description, view: View, width: int, most: int | None, headed: bool) -> list[Text]:
    """A group with its count, and `most` of its rows; rows that read alike are one."""
    rows = group.rows(d, lambda iri: _name(d, iri, view.lang), view.lang, view.iris)
    alike = Counter(rows.values())
    told = list(alike.items())[:most]
    room = width - 4 - 12 * sum(any(row[n] for row, _ in told) for n in (0, 1))
    cells = [(since, until, f"{_cut(what, room, view)}{f'{NARROW}({n}×)' if n > 1 else ''}") for (since, until, what), n in told]
    heads = [words.heading(name, view.lang) for name in ("since", "until", "what")]
    laid = layout(heads, cells, width - 2, lift=False)
    lines = [Text(), Text(f"{group.name} ({group.counted(view.lang)})", "bold")]
    plain = not any(until for _, until, _ in cells)  # a day before a name needs no heading twice
    lines += [Text("  ").append(line) for line in laid.render()[1 if plain and not headed else 0 :]]
    rest = len(rows) - sum(n for _, n in told)
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
    # figures are those of the allies: of another body there is nothing to ask
    figures = any(short(text(r, "type")) == "qb:Observation" for r in d.said_by)
    common = [q for q in common if q.theme != "spending" or figures or _default(q, names, d.thing.value)]
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


def _default(q: catalogue.Question, names: Sequence[str], thing: str) -> bool:
    """Whether a question is about the thing when nothing is given."""
    return any(p.name in names and p.default and thing.endswith(f"/{p.default}") for p in q.parameters)
