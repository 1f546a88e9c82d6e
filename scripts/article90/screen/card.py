"""A card: what is said of a thing and by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from .. import answers
from ..engines import Row, text
from ..vocabulary import short
from .console import console
from .reply import listed

if TYPE_CHECKING:
    from rich.console import Console


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
        for source in listed(d.sources):
            out.print(source, soft_wrap=True)


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
