"""An answer as people read it: the question, its rows, what is not known, and the sources of its facts."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyoxigraph as ox
from rich.text import Text

from .. import answers, words
from ..engines import Graph, Table
from ..errors import UserError
from .cells import cell, foreign, shown
from .console import View, console, show, write
from .layout import NARROW, Layout, layout, wrapped, written
from .layout import markdown as table_in_markdown

# So many sources are named under an answer that has to fit on a screen, and so many lines of rows shown where it is one of many.
_FEW, _BRIEF = 3, 5


def answer(a: answers.Answered, view: View) -> None:
    """Show an answer whole, or as much of it as fits on the terminal."""
    if isinstance(a.answer, Graph):
        write(answers.turtle(a.answer))
        return
    out = console()
    parts = _question(a, out.width, view.lang)
    if isinstance(a.answer, bool):
        parts.append(Text(words.say("yes" if a.answer else "no", view.lang)))
    elif not a.answer.rows:
        parts += [Text()] if a.limits.empty else [Text(), Text(words.say("nothing", view.lang))]
        parts += _limits(a, out.width, view.lang)
    else:
        parts += _table(a, a.answer, view, out.width, 2 * out.height - len(parts))
    show(out, parts, view)


def _asked(a: answers.Answered, lang: str) -> list[tuple[str, str]]:
    """With which values the question was asked, in words: of each parameter its name and its value."""
    said = {"true": words.say("yes", lang), "false": words.say("no", lang)}
    return [(words.parameter(name, lang), said.get(value, value)) for name, value in a.asked.items()]


def _question(a: answers.Answered, width: int, lang: str) -> list[Text]:
    """The question, and with which values it was asked."""
    if not a.question:
        return []
    first, *rest = wrapped(f"{a.question.id}  {a.question.summary[lang]}", width)
    asked = "; ".join(f"{name}: {value}" for name, value in _asked(a, lang))
    return [Text.assemble((first[:6], "bold"), first[6:]), *map(Text, rest), *(Text(line, "dim") for line in wrapped(asked, width) if line)]


def columns(a: answers.Answered, table: Table, view: View) -> tuple[str, ...]:
    """The columns that are shown: without IRIs unless they are wanted, and without what cells say."""
    if a.question is None:
        return table.columns
    said = {f"{name}Precision" for name in table.columns} | ({answers.AT_LEAST} if a.limits.at_least else set())
    return tuple(n for n in table.columns if (view.iris or not n.endswith("Iri")) and n not in said)


def in_words(a: answers.Answered, table: Table, view: View) -> tuple[list[str], list[tuple[str, ...]]]:
    """The headings and the rows in words; rows that only an identifier told apart are one."""
    names = columns(a, table, view)
    heads = [words.heading(n, view.lang, a.question.id) if a.question else n for n in names]
    cells = shown(table.rows, names, view.lang, a.precisions)
    if a.limits.at_least:
        cells = [
            tuple(a.limits.number(row, n, view.lang).replace(" ", NARROW) + told for n, told in zip(names, line, strict=True))
            for row, line in zip(table.rows, cells, strict=True)
        ]
    return heads, list(dict.fromkeys(cells)) if a.question and not view.iris else cells


def markdown(a: answers.Answered, view: View) -> str:
    """An answer in Markdown: question, table, what it cannot say, sources; UserError when it is no table."""
    if not isinstance(a.answer, Table):
        raise UserError("This answer is no table, so it cannot be written as markdown: choose json or turtle.")
    heads, cells = in_words(a, a.answer, view)
    asked = "; ".join(f"{name}: {value}" for name, value in _asked(a, view.lang))
    question = [f"**{a.question.id}** {a.question.summary[view.lang]}", *([asked] if asked else [])] if a.question else []
    said = [" ".join(a.limits.said.get(view.lang, ())), _caveat(a, view.lang)]
    cited = "".join(f"* {s.publisher}: [{s.title}](<{s.url}>)\n" for s in a.sources)
    return "\n\n".join([*question, table_in_markdown(heads, cells[: view.rows]).rstrip(), *filter(None, said), cited]).rstrip() + "\n"


def _table(a: answers.Answered, table: Table, view: View, width: int, height: int) -> list[Text]:
    """The rows with what is said above and below them."""
    lang = view.lang
    heads, cells = in_words(a, table, view)
    laid = layout([_together(head) for head in heads], cells, width, lift=a.question is not None)
    # what was asked for is said above; a day that all rows share is said even where it is the day that was asked for
    asked = set(_asked(a, lang))
    named = {value for _, value in asked if re.search(r"[^\W\d]", value)}
    above = [line for pair in laid.same if pair not in asked and pair[1] not in named for line in _same(*pair, width)]
    sources = () if view.brief else a.sources[:_FEW] if view.short else a.sources
    limits = _limits(a, width, lang, view.brief)
    # two screens, but for the blank lines, the heading, the counts, the rest of the sources, the prompt
    room = _BRIEF if view.brief else height - len(above) - len(limits) - 2 * len(sources) - 8
    most = min(view.rows or (laid.fitting(room) if view.short else len(cells)), len(cells))
    space = [] if view.brief else [Text()]
    parts = [*(above if not view.brief else ()), *space, *laid.render(most)]
    if most < len(cells):
        hint = "" if view.brief else f": {words.say('show-more', lang, n=min(len(cells), 2 * most + 10))}"
        parts.append(Text(f"{words.say('more-rows', lang, n=len(cells) - most)}{hint}", "dim"))
    if laid.widths or most < len(cells):
        parts += space
    parts += limits
    counts = [words.say("rows", lang, n=len(cells))]
    # counts of records, and records of what was not found, have no source of their own
    counts += [words.say("sources", lang, n=len(a.sources))] if a.sources or not a.question else []
    counts += [f"{words.heading('readTo', lang)} {a.limits.read_to}"] if view.brief and a.limits.read_to else []
    parts.append(Text(", ".join(counts)))
    parts += _strange(a, table, laid, most, view)
    parts += listed(sources)
    if sources and len(sources) < len(a.sources):
        more = words.say("more-sources", lang, n=len(a.sources) - len(sources))
        parts.append(Text(f"  {more}: {words.say('show-full', lang)}", "dim"))
    return parts


def _strange(a: answers.Answered, table: Table, laid: Layout, most: int, view: View) -> list[Text]:
    """How many of the cells that are seen are in other languages, and the marks by which those are known."""
    terms = (row[n] for row in table.rows for n in columns(a, table, view))
    marked = {written(cell(t, view.lang)): t.language for t in terms if isinstance(t, ox.Literal) and foreign(t, view.lang)}
    seen = [told for told in (*(told for _, told in laid.same), *(told for row in laid.rows[:most] for told in row)) if told in marked]
    if not seen:
        return []
    marks = ", ".join(f"({language})" for language in dict.fromkeys(marked[told] for told in seen))
    return [Text(line, "dim") for line in wrapped(words.say("foreign", view.lang, n=len(seen), marks=marks), laid.width)]


def _together(heading: str) -> str:
    """A heading whose small words are not parted: ‘tot en met’ stood on three lines."""
    return heading.replace("tot en met", f"tot{NARROW}en{NARROW}met")


def _limits(a: answers.Answered, width: int, lang: str, brief: bool = False) -> list[Text]:
    """What an answer cannot say, and the caveats of its question, which call columns by their headings; the first, where it bears on
    the rows, is all that is said where the answer is one of many."""
    lines = [Text(line) for sentence in a.limits.said.get(lang, ()) for line in wrapped(sentence, width)]
    if brief:
        return lines if a.limits.open or a.limits.left_out else []
    return lines + [Text(line, "dim") for line in wrapped(_caveat(a, lang), width) if line]


def _caveat(a: answers.Answered, lang: str) -> str:
    """What a reader has to know of the question, in the language asked or, marked so, in English."""
    caveats = a.question.description if a.question else {}
    told = words.caveat(caveats.get(lang) or caveats.get("en", ""), lang, a.question.id if a.question else "")
    return told if lang in caveats or not told else f"{told} (en)"


def _same(heading: str, cell: str, width: int) -> list[Text]:
    """What is the same in every row, above them."""
    first, *rest = wrapped(f"{heading}: {cell}", width - 2)
    return [Text.assemble((first[: len(heading) + 1], "bold"), first[len(heading) + 1 :]), *(Text(f"  {line}") for line in rest)]


def listed(cited: Sequence[answers.Source]) -> list[Text]:
    """Sources, two lines each."""
    return [Text(line) for s in cited for line in (f"  {s.publisher}: {s.title}", f"    {s.url}")]
