"""The command `article90`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .errors import UserError

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
    state: Annotated[str | None, typer.Option(help="A state: code, name or IRI.")] = None,
    other: Annotated[str | None, typer.Option(help="Another state.")] = None,
    organisation: Annotated[str | None, typer.Option(help="An organisation or forum.")] = None,
    set_: Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Any other parameter.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Answer every question.")] = False,
    query: Annotated[str | None, typer.Option(metavar="FILE", help="Run this SPARQL file instead; - reads standard input.")] = None,
    fmt: FormatOption = Format.table,
    lang: LangOption = Lang.en,
    engine: EngineOption = EngineName.oxigraph,
    endpoint: EndpointOption = None,
) -> None:
    """Answer a competency question, all of them, or any SPARQL query; with nothing given, list the questions."""
    from . import ask as asking
    from . import questions, store

    if (question is not None) + all_ + (query is not None) > 1:
        raise UserError("Give one of: a question, --all, or --query.")
    given = _given(set_, date=date, state=state, other=other, organisation=organisation)
    if date is not None:
        store.date(date)
    if question is None and not all_ and query is None:
        if given:
            raise UserError("Say which question the parameters are for: 'article90 ask' lists the questions.")
        asking.catalogue(fmt)
        return
    if query is not None:
        if given:
            raise UserError("A query of your own takes no parameters: write the values into it.")
        text = asking.query_text(query)
        source = store.engine(engine, endpoint)
        answer, found = source.query(text), None
    elif all_:
        if fmt is Format.turtle:
            raise UserError("All answers at once are no Turtle: choose table, csv, tsv or json.")
        # all questions together are answered faster from memory than from the index, which saves one question its parsing
        source = store.Oxigraph(store.everything()) if engine is EngineName.oxigraph and not endpoint else store.engine(engine, endpoint)
        asking.ask_all({**given, "lang": lang}, source, fmt, lang)
        return
    else:
        found = questions.find(question)
        source = store.engine(engine, endpoint)
        takes_lang = any(p.name == "lang" for p in found.parameters)
        answer = source.query(found.text, found.bindings({**given, **({"lang": lang} if takes_lang else {})}, source))
    if fmt is Format.table:
        asking.show(found, answer, source, lang)
    else:
        asking.write(answer, fmt, source)


@app.command()
def validate(
    files: Annotated[list[Path] | None, typer.Argument(help="Turtle files or folders; none checks everything.")] = None,
    fmt: Annotated[str, typer.Option("--format", "-f", help="text, json or turtle (the SHACL report).")] = "text",
) -> None:
    """Check syntax, the one rule, sources, terms and shapes; exit status 1 when something is wrong with the data."""
    from . import validate as validating

    raise typer.Exit(validating.main(files or [], fmt))


@app.command()
def describe(
    thing: Annotated[str, typer.Argument(help="An IRI, state:NLD, organisation/nato#NLD, or a name in any language.")],
    fmt: FormatOption = Format.table,
    lang: LangOption = Lang.en,
    engine: EngineOption = EngineName.oxigraph,
    endpoint: EndpointOption = None,
) -> None:
    """Everything said of a thing and by it, with sources."""
    from . import describe as describing
    from . import store

    describing.describe(thing, store.engine(engine, endpoint), fmt, lang)


@app.command()
def build(
    to: Annotated[Path, typer.Option(help="The folder to write to; made if it does not exist.")] = Path("dist"),
) -> None:
    """Write the whole publication as one file, and the derived bonds and findings."""
    from . import build as building

    building.main(to)


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    add_help_option=False,
)
def plot(context: typer.Context) -> None:
    """Draw members, a map, spending, treaties, commitments, missions or contributions (needs the extra `plot`)."""
    from .plot.command import app as plotting

    plotting(context.args, prog_name="article90 plot")


def main() -> None:
    """Run the command; a UserError becomes one sentence on standard error and exit status 2."""
    try:
        app()
    except UserError as error:
        print(f"article90: {error}", file=sys.stderr)
        raise SystemExit(2) from None
    except BrokenPipeError:
        # The reader of a pipe has gone: not a fault of ours.
        sys.stderr.close()
        raise SystemExit(0) from None


if __name__ == "__main__":
    main()
