"""What people read on a terminal: tables, cards and lists, made of what `answers` gives."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from . import answers
from .engines import Graph, Row, text
from .questions import catalogue
from .vocabulary import short

if TYPE_CHECKING:
    from rich.console import Console


def console() -> Console:
    """Where people read: as wide as the terminal, and wide on a pipe, so that no cell is folded at 80 columns."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 200)


def write(document: bytes) -> None:
    """Write a document for programs to standard output."""
    sys.stdout.buffer.write(document)
    sys.stdout.buffer.flush()


def note(text: str) -> None:
    """Say something beside the answer, on standard error, so that it is in no document."""
    print(text, file=sys.stderr)


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
        for q in catalogue.all_questions().values()
    ]


def questions(lang: str) -> None:
    """List the questions as a table, theme by theme."""
    from rich.table import Table

    table = Table("question", "asks", "takes", box=None, pad_edge=False)
    listed = listed_questions()
    for theme, name in catalogue.THEMES.items():
        table.add_row("", f"[bold]{name[lang]}[/]", "")
        for q in (q for q in listed if q["theme"] == theme):
            table.add_row(f"[bold]{q['id']}[/]", str(q[lang]), str(q["parameters"]))
    console().print(table)
    print("\narticle90 ask cq-001 answers one; --date, --state and the like change what it asks; --all answers them all.")


def answer(a: answers.Answered, lang: str, most: int | None = None) -> None:
    """Show an answer as people read it: the question, a table (`most` rows of it), and the sources of its facts."""
    from rich.markup import escape
    from rich.table import Column, Table

    out = console()
    question = a.question
    if question:
        out.print(f"[bold]{question.id}[/]  {escape(question.summary[lang if lang in question.summary else 'en'])}")
    if isinstance(a.answer, Graph):
        write(answers.turtle(a.answer))
        return
    if isinstance(a.answer, bool):
        out.print("yes" if a.answer else "no")
        return
    found = a.answer.rows
    if not found:
        if not a.limits.empty:  # a query of one's own
            out.print({"nl": "Niets gevonden: geen enkel feit past bij deze vraag."}.get(lang, "Nothing found: no fact answers this."))
        limits(a, lang, out)
        return
    # Identifiers are there to be copied: fold them where they do not fit, never cut them off.
    columns = [name for name in a.answer.columns if name != answers.AT_LEAST or not a.limits.at_least]
    table = Table(*(Column(name, overflow="fold") for name in columns), header_style="bold", box=None, pad_edge=False)
    for row in found[:most]:
        table.add_row(*(escape(a.limits.number(row, name, lang) + answers.cell(row[name])) for name in columns))
    out.print(table)
    if most and len(found) > most:
        command = f": article90 ask {question.id}" if question else ""
        out.print(f"[dim]... and {len(found) - most} more rows{command}[/]")
    count = f"{len(found)} row{'s' * (len(found) != 1)}, {len(a.sources)} source{'s' * (len(a.sources) != 1)}"
    if most:
        limits(a, lang, out)
        out.print(f"[dim]{count}[/]\n")
        return
    out.print()
    limits(a, lang, out)
    out.print(count)
    sources(a.sources, out)


def limits(a: answers.Answered, lang: str, out: Console) -> None:
    """Say what an answer cannot say, and the caveats of its question."""
    from rich.markup import escape

    for sentence in a.limits.said.get(lang, ()):
        out.print(escape(sentence), highlight=False)
    caveats = a.question.description if a.question else {}
    if caveat := caveats.get(lang) or caveats.get("en"):
        out.print(f"[dim]{escape(' '.join(caveat.split()))}[/]", highlight=False)


def sources(cited: Iterable[answers.Source], out: Console) -> None:
    """List sources, two lines each."""
    from rich.markup import escape

    for s in cited:
        out.print(f"  {escape(s.publisher)}: {escape(s.title)}\n    {escape(s.url)}", highlight=False, soft_wrap=True)


def card(d: answers.Description, lang: str) -> None:
    """Show what is said of a thing and by it."""
    from rich.markup import escape
    from rich.table import Table

    out = console()
    named = d.labels
    out.print(f"[bold]{escape(named.get(d.thing.value, short(d.thing.value)))}[/]  <{d.thing.value}>", highlight=False)
    table = Table(box=None, show_header=False, pad_edge=False)
    for r in d.says:
        prop, term = text(r, "p"), r["o"]
        # Names in the thirty-odd other languages would drown the rest: Turtle and JSON have them all.
        foreign = isinstance(term, ox.Literal) and term.language not in (None, "en", lang)
        if short(prop) == "dcterms:source" or foreign:
            continue
        name = f"  ({named[term.value]})" if isinstance(term, ox.NamedNode) and term.value in named else ""
        table.add_row(escape(named.get(prop, short(prop).partition(":")[2])), escape(answers.cell(term) + name))
    out.print(table)
    kinds: dict[str, list[Row]] = {}
    for r in d.said_by:
        kinds.setdefault(named.get(text(r, "type"), short(text(r, "type")).partition(":")[2]), []).append(r)
    for kind, found in sorted(kinds.items()):
        out.print(f"\n[bold]{escape(kind)}[/] ({len(found)})")
        _parts(found, named, out)
    if d.sources:
        out.print(f"\n[bold]sources[/] ({len(d.sources)})")
        sources(d.sources, out)


def _parts(found: Sequence[Row], named: Mapping[str, str], out: Console) -> None:
    """The parts of other things that point to a thing, with their dates."""
    from rich.markup import escape
    from rich.table import Table

    table = Table("since", "until", "what", "node", box=None, pad_edge=False, header_style="dim")
    for r in found:
        subject = text(r, "s")
        name = named.get(subject) or named.get(answers.whole(subject), "")
        table.add_row(text(r, "since"), text(r, "until"), escape(name), escape(short(subject)))
    out.print(table)
