"""The questions as a list, and all answers at once: a line each, three of them whole."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.text import Text

from .. import answers, words
from ..engines import Table
from ..letters import writable
from ..questions import catalogue
from ..vocabulary import short
from .console import View, console, encoding, show
from .layout import GAP, wrapped
from .reply import answer

if TYPE_CHECKING:
    from ..questions import finder

# The answers that are shown whole among all: short ones, on things that many have heard of.
WHOLE = ("cq-042", "cq-073", "cq-048")
# From these widths on all answers stand in two columns, and are counted in full beside their titles; in less room only rows are counted
# and one answer is shown whole, so that no title has to be cut and all are two screens.
TWO, ROOMY = 76, 116


def listed_questions() -> list[dict[str, object]]:
    """The questions as records."""
    return [
        {
            "id": q.id,
            "theme": q.theme,
            "en": q.summary["en"],
            "nl": q.summary["nl"],
            "parameters": " ".join(p.option for p in (*q.parameters, *q.filters) if p.name != "lang"),
        }
        for q in catalogue.listed()
    ]


def questions(lang: str) -> None:
    """List the questions theme by theme, the commonest first."""
    out = console()
    lines: list[Text] = []
    theme = ""
    for q in catalogue.listed():
        if q.theme != theme:
            theme = q.theme
            lines += [Text(), Text(catalogue.THEMES[theme][lang], "bold")]
        lines += _question(q.id, q.summary[lang], out.width)
    show(out, [*lines[1:], Text(), *map(Text, wrapped(words.say("list-hint", lang), out.width))], View(lang))


def _question(first: str, asks: str, width: int) -> list[Text]:
    """A question under its number: as far as its colon where that fits a line, and else whole, on as many lines as it needs."""
    short = asks.partition(": ")[0] + "?" if ": " in asks and len(asks) > width - len(first) - 2 else asks
    lines = _wrapped_lines(first, short, width)
    lines[0].stylize("bold", 0, 6)
    return lines


def _wrapped_lines(first: str, rest: str, width: int) -> list[Text]:
    return [Text(f"{first if n == 0 else ' ' * len(first)}  {line}") for n, line in enumerate(wrapped(rest, width - len(first) - 2))]


def outside(found: finder.Found, lang: str) -> str:
    """The sentence on what is asked and not held: what it was, what is held, and what is said of the things that were named."""
    themes = "; ".join(said[lang][0].lower() + said[lang][1:] for said in catalogue.THEMES.values())
    what = words.say("asked-for", lang, words=", ".join(found.strange)) if found.strange else ""
    mood = f"{words.say(f'mood-{found.mood}', lang)} " if found.mood else ""
    things = "; ".join(f"{words.say('thing', lang)}: article90 describe {short(t)}" for t in found.things[:4])
    return mood + words.say("unasked" if found.told else "outside", lang, what=what, themes=themes) + (f" {things}." if things else "")


def meanings(found: finder.Found, lang: str) -> None:
    """List the questions that may be meant, each with the command that asks it, and the things that were named."""
    out = console()
    readings = found.readings
    said = [words.say("not-understood", lang, words=", ".join(found.strange))] if found.strange else []
    said += [words.say(f"mood-{found.mood}", lang)] if found.mood else []
    lines = [Text(line) for one in said for line in wrapped(one, out.width)]
    lines.append(Text(words.say("nearest" if said else "choices", lang), "bold"))
    for lined in _offered(readings, lang, out.width, whole=True):
        lines += [Text(), *lined]
    if found.things:
        lines += [Text(), *_described(found.things, lang)]
    show(out, lines, View(lang))


def _offered(readings: Sequence[finder.Reading], lang: str, width: int, whole: bool = False) -> Iterator[list[Text]]:
    """Each question that may be meant, once, with the commands that ask it."""
    asks: dict[str, list[finder.Reading]] = {}
    for r in readings:
        asks.setdefault(r.question.id, []).append(r)
    for name, mine in asks.items():
        said = (_wrapped_lines if whole else _question)(name, mine[0].question.summary[lang], width)
        yield [*said, *(Text(f"        article90 ask {r}", "dim") for r in mine)]


def things(named: Sequence[str], lang: str) -> None:
    """Say where what was named is described."""
    if named:
        out = console()
        show(out, [Text(), *_described(named, lang)], View(lang))


def _described(named: Sequence[str], lang: str) -> list[Text]:
    return [Text(f"{words.say('thing', lang)}: article90 describe {short(t)}") for t in named[:4]]


def guess(found: finder.Found, first: finder.Reading, lang: str) -> None:
    """Say above an answer that it is that to a question that may not be meant, and what of the sentence is not in it."""
    out = console()
    said = [words.say("instead" if found.clear else "guess", lang)]
    said += [words.say("not-understood", lang, words=", ".join(found.strange))] if found.strange else []
    unused = [short(t) for t in found.things if t not in first.given.values()]
    said += [words.say("not-used", lang, things=", ".join(unused))] if unused and first.left else []
    lines = [line for one in said for line in wrapped(one, out.width)]
    show(out, [Text(lines[0], "bold"), *map(Text, lines[1:]), Text()], View(lang))


def otherwise(readings: Sequence[finder.Reading], lang: str) -> None:
    """Say below an answer what else may have been meant."""
    out = console()
    lines = [Text(), Text(words.say("otherwise", lang), "dim")]
    for lined in _offered(readings, lang, out.width):
        lines += lined
    show(out, lines, View(lang))


def searched(listed: Sequence[dict[str, object]], lang: str) -> None:
    """List questions whole, with what they take."""
    out = console()
    lines: list[Text] = []
    for q in listed:
        lines += [
            *_wrapped_lines(str(q["id"]), str(q[lang]), out.width),
            *(Text(f"        {line}", "dim") for line in wrapped(str(q["parameters"]), out.width - 8)),
        ]
    show(out, lines, View(lang))


def _told(all_answered: Iterable[answers.Answered]) -> Iterator[answers.Answered]:
    """The answers, with a bar that shows how far they are where somebody waits for them."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        yield from bar.track(all_answered, total=len(catalogue.all_questions()), description="")


def all_answers(all_answered: Iterable[answers.Answered], view: View) -> None:
    """Show all answers: whole, if everything was asked for, else counted, theme by theme in two columns, and a few of them whole."""
    if view.full:
        for one in all_answered:
            answer(one, view)
        return
    out = console()
    lang = view.lang
    found = {one.question.id: one for one in _told(all_answered) if one.question}
    roomy = out.width >= ROOMY
    cells = {name: _counts(one) if roomy else _rows(one) for name, one in found.items()}
    wide = [max(map(len, column)) for column in zip(*cells.values(), strict=True)]
    columns = 2 if out.width >= TWO else 1
    room = (out.width - GAP * (columns - 1)) // columns
    lines = [Text(line) for line in wrapped(words.say("all-head" if roomy else "all-rows", lang, n=len(found)), out.width)]
    for theme, said in catalogue.THEMES.items():
        listed = [q for q in catalogue.listed() if q.theme == theme and q.id in found]
        if not listed:
            continue
        lines.append(Text(said[lang], "bold"))
        counts = {q.id: " ".join((f" {q.id}", *(c.rjust(w) for c, w in zip(cells[q.id], wide, strict=True)))) for q in listed}
        told = [_told_in(room, counts[q.id], q.title(lang)) for q in listed]
        half = -(-len(told) // columns)
        nothing: list[str] = []
        for first, second in zip_longest(told[:half], told[half:], fillvalue=nothing):
            for left, right in zip_longest(first, second, fillvalue=""):
                lines.append(Text(f"{left.ljust(room)}{' ' * GAP}{right}".rstrip()))
    show(out, lines, view)
    for name in WHOLE if roomy else WHOLE[1:2]:
        if name in found:
            show(out, [Text()], view)
            answer(found[name], View(lang, view.iris, view.rows, brief=True))
    show(out, [Text(), *map(Text, wrapped(words.say("all-hint", lang), out.width))], view)


def _told_in(room: int, counts: str, title: str) -> list[str]:
    """A title behind its counts, on as many lines as it needs."""
    lines = wrapped(writable(title, encoding()), room - len(counts) - 1)
    return [f"{counts if n == 0 else ' ' * len(counts)} {line}" for n, line in enumerate(lines)]


def _rows(one: answers.Answered) -> tuple[str]:
    """How many rows an answer has."""
    return (_counts(one)[0],)


def _counts(one: answers.Answered) -> tuple[str, str, str]:
    """How many rows an answer has, how many sources, and how many lists that it draws on are open."""
    rows = len(one.answer.rows) if isinstance(one.answer, Table) else 1
    return str(rows), str(len(one.sources)), f"{len(one.limits.open)}*" if one.limits.open else ""
