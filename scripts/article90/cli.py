"""The command `article90`."""

from __future__ import annotations

import io
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .errors import Stopped, UserError

app = typer.Typer(
    help="Who has promised whom what in international peace and security: ask, validate, describe, build.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    turtle = "turtle"


class EngineName(StrEnum):
    """The embedded engines."""

    oxigraph = "oxigraph"
    rdflib = "rdflib"


class Lang(StrEnum):
    """The languages of questions and labels."""

    en = "en"
    nl = "nl"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to write the answer.")]
LangOption = Annotated[Lang, typer.Option("--lang", help="The language of labels.")]
TimeoutOption = Annotated[float, typer.Option(help="Seconds that a query may take; 0 for no limit.", min=0)]
EngineOption = Annotated[EngineName, typer.Option("--engine", help="The embedded engine to ask.")]
EndpointOption = Annotated[str | None, typer.Option("--endpoint", metavar="URL", help="Ask this SPARQL 1.1 endpoint instead.")]


def _given(pairs: list[str] | None, **named: str | None) -> dict[str, str]:
    given = {name: value for name, value in named.items() if value is not None}
    for pair in pairs or []:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise UserError(f"'{pair}' is no parameter: write --set name=value.")
        given[name.strip()] = value.strip()
    return given


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="A question, for example cq-006; none lists them.")] = None,
    date: Annotated[str | None, typer.Option(help="The date asked about: YYYY-MM-DD or today.")] = None,
    state: Annotated[str | None, typer.Option(help="A state: code (ISO 3166-1, M49, Correlates of War, Wikidata), name or IRI.")] = None,
    other: Annotated[str | None, typer.Option(help="Another state.")] = None,
    organisation: Annotated[str | None, typer.Option(help="An organisation or forum.")] = None,
    set_: Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Any other parameter.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Answer every question.")] = False,
    query: Annotated[str | None, typer.Option(metavar="FILE", help="Run this SPARQL file instead; - reads standard input.")] = None,
    allow_service: Annotated[bool, typer.Option("--allow-service", help="Let a query call other endpoints (SERVICE).")] = False,
    fmt: FormatOption = Format.table,
    lang: LangOption = Lang.en,
    engine: EngineOption = EngineName.oxigraph,
    endpoint: EndpointOption = None,
    timeout: TimeoutOption = 60,
) -> None:
    """Answer a competency question, all of them, or any SPARQL query; with nothing given, list the questions."""
    from . import answers, screen, vocabulary
    from .questions import catalogue

    if (question is not None) + all_ + (query is not None) > 1:
        raise UserError("Give one of: a question, --all, or --query.")
    given = _given(set_, date=date, state=state, other=other, organisation=organisation)
    if date is not None:
        vocabulary.date(date)
    if question is None and not all_ and query is None:
        if given:
            raise UserError("Say which question the parameters are for: 'article90 ask' lists the questions.")
        if fmt is Format.turtle:
            raise UserError("The list of questions is no Turtle: 'article90 build' writes the questions as data.")
        if fmt is Format.table:
            screen.questions(lang)
        else:
            screen.write(answers.records(screen.listed_questions(), fmt).encode())
        return
    if query is not None and given:
        raise UserError("A query of your own takes no parameters: write the values into it.")
    if all_ and fmt is Format.turtle:
        raise UserError("All answers at once are no Turtle: choose table, csv, tsv or json.")
    text = answers.query_text(query) if query is not None else None
    asked = catalogue.find(question) if question is not None else None
    # all questions together are answered faster from memory than from the index, which saves one question its parsing
    source = answers.engine(engine, endpoint, timeout or None, allow_service, in_memory=all_)
    if all_:
        told = answers.ask_all(given, source, lang)
        if fmt is Format.table:
            for one in told:
                screen.answer(one, lang, most=8)
        else:
            screen.write(answers.records(answers.all_records(told, fmt), fmt).encode())
        return
    found = answers.ask(asked, given, source, lang) if asked else answers.answered(None, source.query(text or ""), source)
    if fmt is Format.table:
        screen.answer(found, lang)
    else:
        screen.write(answers.document(found.answer, fmt, source))


@app.command()
def validate(
    files: Annotated[list[Path] | None, typer.Argument(help="Turtle files or folders; none checks everything.")] = None,
    fmt: Annotated[str, typer.Option("--format", "-f", help="text, json or turtle (the SHACL report).")] = "text",
    reference: Annotated[bool, typer.Option("--reference", help="Have the shapes judged by pySHACL: slower, for comparison.")] = False,
) -> None:
    """Check syntax, the one rule, sources, terms and shapes; exit status 1 when something is wrong with the data."""
    from .check import report

    raise typer.Exit(report.main(files or [], fmt, reference))


@app.command()
def describe(
    thing: Annotated[str, typer.Argument(help="An IRI, state:NLD, organisation/nato#NLD, a code, or a name in any language.")],
    fmt: FormatOption = Format.table,
    lang: LangOption = Lang.en,
    engine: EngineOption = EngineName.oxigraph,
    endpoint: EndpointOption = None,
    timeout: TimeoutOption = 60,
) -> None:
    """Everything said of a thing and by it, with sources."""
    from . import answers, screen

    source = answers.engine(engine, endpoint, timeout or None)
    node = answers.find(thing, source, lang)
    if fmt is Format.table:
        screen.card(answers.describe(node, source, lang), lang)
    else:
        screen.write(answers.description_document(node, source, fmt, lang))


@app.command()
def build(
    to: Annotated[Path, typer.Option(help="The folder to write to; made if it does not exist.")] = Path("dist"),
) -> None:
    """Write the whole publication as one file, and the derived bonds and findings."""
    from .publish import downloads

    for path, count in downloads.write(to):
        print(f"{path}  {count:,} triples")


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    add_help_option=False,
)
def plot(context: typer.Context) -> None:
    """Draw members, a map, spending, treaties, commitments, missions or contributions (needs the extra `plot`)."""
    from . import plot as plotting

    plotting.app(context.args, prog_name="article90 plot")


def main() -> None:
    """Run the command; a UserError becomes one sentence on standard error and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot write a letter shows a question mark
    try:
        app()
    except UserError as error:
        print(f"article90: {error}", file=sys.stderr)
        _end(2)
    except Stopped:
        print("article90: stopped.", file=sys.stderr)
        _end(130)
    except BrokenPipeError:
        # The reader of a pipe has gone: not a fault of ours.
        os._exit(0)
    except OSError as error:
        print(f"article90: the answer cannot be written: {error.strerror or error}.", file=sys.stderr)
        os._exit(2)


def _end(status: int) -> None:
    """Leave at once: a query that was given up may still be running in its thread, and cannot be ended but with the process."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
