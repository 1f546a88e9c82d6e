"""Answering: put a question or any SPARQL to an engine, and show the answer with its sources."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from . import questions, store
from .errors import UserError

FORMATS = ("table", "csv", "tsv", "json", "turtle")
Row = dict[str, store.Term | None]

_SOURCES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dc: <http://purl.org/dc/elements/1.1/>
PREFIX a90: <https://w3id.org/article90/ontology#>
SELECT DISTINCT ?source ?title ?publisher ?url WHERE {
  VALUES ?fact { %s }
  ?fact dcterms:source ?cited .
  OPTIONAL { ?cited dcterms:isPartOf ?whole }
  BIND(COALESCE(?whole, ?cited) AS ?source)
  ?source dc:title ?title ; a90:url ?url .
  OPTIONAL { ?source dc:publisher ?publisher }
}
ORDER BY ?source
"""


@dataclass(frozen=True)
class Source:
    """A source as it is listed under an answer."""

    iri: str
    title: str
    publisher: str
    url: str


def facts_in(answer: Iterable[Row]) -> list[str]:
    """The IRIs of our own things that an answer names, in order."""
    cells = (cell for row in answer for cell in row.values())
    ours = (c.value for c in cells if isinstance(c, ox.NamedNode) and c.value.startswith(store.BASE))
    return list(dict.fromkeys(ours))


def sources(facts: Sequence[str], engine: store.Engine) -> list[Source]:
    """The sources that the facts cite, a passage counted as its source; one entry a source."""
    found: dict[str, Source] = {}
    for start in range(0, len(facts), 2000):
        values = " ".join(f"<{f}>" for f in facts[start : start + 2000])
        for row in store.rows(engine.query(_SOURCES % values)):
            publisher = row["publisher"].value if row["publisher"] else ""
            iri = row["source"].value
            found.setdefault(iri, Source(iri, row["title"].value, publisher, row["url"].value))
    return list(found.values())


def query_text(path: str) -> str:
    """The SPARQL in the file at `path`, or from standard input when it is `-`; UserError if it cannot be read."""
    try:
        return sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UserError(f"There is no file '{path}': give the path of a SPARQL query, or - to read it from standard input.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"'{path}' cannot be read as a SPARQL query: {error}.") from None


def cell(term: store.Term | None) -> str:
    """A term as people read it."""
    if term is None:
        return ""
    return store.short(term.value) if isinstance(term, ox.NamedNode) else term.value


def describe_facts(facts: Sequence[str], engine: store.Engine) -> bytes:
    """All that is said of the facts, as Turtle."""
    out = ox.Store()
    for start in range(0, len(facts), 2000):
        values = " ".join(f"<{f}>" for f in facts[start : start + 2000])
        for triple in engine.query(f"CONSTRUCT {{ ?fact ?p ?o }} WHERE {{ VALUES ?fact {{ {values} }} ?fact ?p ?o }}"):
            out.add(ox.Quad(*triple))
    return turtle(out)


def turtle(triples: ox.Store) -> bytes:
    """The triples of a store as Turtle with our prefixes."""
    return triples.dump(format=ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph(), prefixes=store.PREFIXES)


def write(answer: store.Answer, fmt: str, engine: store.Engine) -> None:
    """Write an answer to standard output as csv, tsv, json or turtle (the formats that programs read)."""
    out = sys.stdout.buffer
    if isinstance(answer, ox.QueryTriples):
        triples = ox.Store()
        triples.extend(ox.Quad(*t) for t in answer)
        if fmt != "turtle":
            raise UserError(f"This query makes a graph, not a table: use --format turtle instead of {fmt}.")
        out.write(turtle(triples))
        return
    if fmt == "turtle":
        if isinstance(answer, ox.QueryBoolean):
            raise UserError("This query is answered by yes or no, which is no Turtle: use --format json.")
        out.write(describe_facts(facts_in(store.rows(answer)), engine))
        return
    if isinstance(answer, ox.QueryBoolean) and fmt in ("csv", "tsv"):
        print("true" if answer else "false")
        return
    formats = {"csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV, "json": ox.QueryResultsFormat.JSON}
    out.write(answer.serialize(format=formats[fmt]))
    if fmt == "json":
        out.write(b"\n")


def console():  # -> rich.console.Console
    """Where people read: as wide as the terminal, and wide on a pipe, so that no cell is folded at 80 columns."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 200)


def catalogue(fmt: str) -> None:
    """List the questions: a table to read, or csv, tsv or json to parse."""
    listed = [
        {
            "id": q.id,
            "en": q.summary["en"],
            "nl": q.summary["nl"],
            "parameters": " ".join(p.option for p in q.parameters if p.name != "lang"),
        }
        for q in questions.all_questions().values()
    ]
    if fmt == "json":
        print(json.dumps(listed, ensure_ascii=False, indent=2))
    elif fmt in ("csv", "tsv"):
        import csv

        writer = csv.DictWriter(sys.stdout, listed[0], delimiter="\t" if fmt == "tsv" else ",", lineterminator="\n")
        writer.writeheader()
        writer.writerows(listed)
    else:
        from rich.table import Table

        table = Table("question", "asks", "takes", box=None, pad_edge=False)
        for q in listed:
            table.add_row(f"[bold]{q['id']}[/]", q["en"], q["parameters"])
        console().print(table)
        print("\narticle90 ask cq-001 answers one; --date, --state and the like change what it asks; --all answers them all.")


def show(question: questions.Question | None, answer: store.Answer, engine: store.Engine, lang: str, most: int | None = None) -> None:
    """Show an answer as people read it: the question, a table (`most` rows of it), and the sources of its facts."""
    from rich.markup import escape
    from rich.table import Column, Table

    out = console()
    if question:
        out.print(f"[bold]{question.id}[/]  {escape(question.summary[lang if lang in question.summary else 'en'])}")
    if isinstance(answer, ox.QueryTriples):
        write(answer, "turtle", engine)
        return
    if isinstance(answer, ox.QueryBoolean):
        out.print("yes" if answer else "no")
        return
    names = [v.value for v in answer.variables]
    found = store.rows(answer)
    if not found:
        out.print({"nl": "Niets gevonden: geen enkel feit past bij deze vraag."}.get(lang, "Nothing found: no fact answers this."))
        return
    # Identifiers are there to be copied: fold them where they do not fit, never cut them off.
    table = Table(*(Column(name, overflow="fold") for name in names), header_style="bold", box=None, pad_edge=False)
    for row in found[:most]:
        table.add_row(*(escape(cell(row[name])) for name in names))
    out.print(table)
    if most and len(found) > most:
        command = f": article90 ask {question.id}" if question else ""
        out.print(f"[dim]... and {len(found) - most} more rows{command}[/]")
    cited = sources(facts_in(found), engine)
    count = f"{len(found)} row{'s' * (len(found) != 1)}, {len(cited)} source{'s' * (len(cited) != 1)}"
    if most:
        out.print(f"[dim]{count}[/]\n")
        return
    out.print(f"\n{count}")
    for source in cited:
        out.print(f"  {escape(source.publisher)}: {escape(source.title)}\n    {escape(source.url)}", highlight=False, soft_wrap=True)


def ask_all(given: Mapping[str, str], engine: store.Engine, fmt: str, lang: str) -> None:
    """Answer every question, each with the values of `given` that it takes; json gives one document for all."""
    everything = questions.all_questions().values()
    document = []
    for q in everything:
        own = {k: v for k, v in given.items() if any(p.name == k for p in q.parameters)}
        answer = engine.query(q.text, q.bindings(own, engine))
        if fmt == "table":
            show(q, answer, engine, lang, most=8)
        else:
            found = store.rows(answer) if isinstance(answer, ox.QuerySolutions) else []
            cited = sources(facts_in(found), engine)
            document.append(
                {
                    "id": q.id,
                    "question": q.summary["en"],
                    "rows": [{k: cell(v) for k, v in row.items()} for row in found],
                    "sources": [s.url for s in cited],
                }
            )
    if fmt == "json":
        print(json.dumps(document, ensure_ascii=False, indent=2))
    elif fmt in ("csv", "tsv"):
        tab = "\t" if fmt == "tsv" else ","
        print(tab.join(("id", "rows", "sources")))
        for d in document:
            print(tab.join((d["id"], str(len(d["rows"])), str(len(d["sources"])))))
