"""The command `article90`: parse, call, render.

argparse, since it is read in a hundredth of the time that a question takes; everything else is imported by the command that
needs it.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import math
import os
import sys
import threading
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, NoReturn

from . import words
from .cookbook.command import add_options as add_recipes
from .errors import Stopped, UserError
from .letters import TRANSLITERATE, brief, fitted, harmless
from .plot.command import add_charts
from .publish.site.command import add_site

FORMATS = ("table", "markdown", "csv", "tsv", "json", "turtle", "parquet", "xlsx")


class _Once(argparse.Action):
    """An option that takes one value: given twice, the second would take the place of the first without a word."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option: str | None = None) -> None:
        given: set[str] = vars(parser).setdefault("given", set())
        if option and self.dest in given:
            parser.error(f"argument {option}: given twice, and it takes one value")
        given.add(self.dest)
        setattr(namespace, self.dest, values)


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one sentence."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """As that of argparse, with options that take their value once."""
        super().__init__(*args, **options)
        self.register("action", None, _Once)
        self.register("action", "store", _Once)

    def parse_known_args(self, *args: Any, **options: Any) -> Any:
        """As that of argparse; what was given to another command line is forgotten."""
        vars(self).pop("given", None)
        return super().parse_known_args(*args, **options)

    def error(self, message: str) -> None:  # type: ignore[override]
        raise UserError(f"{message[:1].upper()}{message[1:]}: '{self.prog} --help' shows what it takes.")


def _seconds(text: str) -> float:
    with contextlib.suppress(ValueError):
        if 0 <= (seconds := float(text)) < math.inf:
            return seconds
    raise argparse.ArgumentTypeError(f"'{text[:60]}' is not a number of seconds, 0 or more")


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text[:60]}' is not a number of rows, 1 or more")
    return int(text)


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    whole = _Parser(prog="article90", description="Who has promised whom what in international peace and security.")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)

    ask = commands.add_parser("ask", help="answer a question in your own words, one of the list, all of them, or any SPARQL query")
    ask.add_argument(
        "question", nargs="*", metavar="QUESTION", help="in your own words, in English or Dutch, or by number: cq-006; none lists them"
    )
    ask.add_argument("--search", metavar="WORDS", help="list the questions that these words may mean, with what they take")
    ask.add_argument("--date", help="the date asked about: YYYY-MM-DD or today")
    ask.add_argument("--state", help="a state: name, code (ISO 3166-1, M49, Correlates of War, Wikidata) or IRI")
    ask.add_argument("--other", metavar="STATE", help="another state")
    ask.add_argument("--organisation", help="an organisation or forum")
    narrow = ask.add_argument_group("to narrow an answer, where the question takes it; 'any' undoes what a question narrows by itself")
    narrow.add_argument("--from", dest="given_from", metavar="DATE", help="from this date on")
    narrow.add_argument("--to", dest="given_to", metavar="DATE", help="up to this date")
    narrow.add_argument("--in", dest="given_in", metavar="ORGANISATION", help="full members of this organisation or forum only")
    narrow.add_argument("--treaty", help="a treaty")
    narrow.add_argument("--mission", help="a mission")
    narrow.add_argument("--leader", help="the organisation, forum or state that leads")
    narrow.add_argument("--owed-to", metavar="STATE", help="the state to whom something is owed")
    narrow.add_argument("--type", help="a type, such as defence or peacekeeping; several with commas between")
    narrow.add_argument("--region", help="a region of UN M49, such as Africa; several with commas between")
    narrow.add_argument("--set", action="append", dest="pairs", metavar="NAME=VALUE", help="any other parameter")
    ask.add_argument("--all", action="store_true", help="answer every question")
    ask.add_argument("--query", metavar="FILE", help="run this SPARQL file instead; - reads standard input")
    service = "let a query call other endpoints (SERVICE); where one sends XML that breaks off, nothing shows it"
    ask.add_argument("--allow-service", action="store_true", help=service)
    ask.set_defaults(run=_ask)

    describe = commands.add_parser("describe", help="everything said of a thing and by it, with sources")
    describe.add_argument("thing", metavar="THING", help="a name in any language, a code, an IRI, state:NLD, organisation/nato#NLD")
    describe.add_argument("--all", action="store_true", help="the whole card, no list cut")
    describe.set_defaults(run=_describe)

    for one in (ask, describe):
        one.add_argument("--iris", action="store_true", help="show the identifiers too; machine formats always have them")
        size, asked = one.add_mutually_exclusive_group(), one.add_mutually_exclusive_group()
        size.add_argument("--rows", type=_number, metavar="N", help="show N rows; on a terminal no more than two screens otherwise")
        size.add_argument("--full", action="store_true", help="show everything, through the pager if it is more than a screen")
        one.add_argument("--format", "-f", choices=FORMATS, default="table", help="how to write the answer (table)")
        one.add_argument("--lang", choices=words.LANGUAGES, help="the language of the answer (that of your words, else en)")
        asked.add_argument("--engine", choices=("oxigraph", "rdflib"), default="oxigraph", help="the embedded engine to ask (oxigraph)")
        asked.add_argument("--endpoint", metavar="URL", help="ask this SPARQL 1.1 endpoint instead")
        limit = "how long each query may take, of which a question puts several (60; 0 for no limit)"
        one.add_argument("--timeout", type=_seconds, default=60, metavar="SECONDS", help=limit)

    link = commands.add_parser("link", help="put identifiers into a table: what a column names, in the year of the row")
    link.add_argument("table", type=Path, metavar="TABLE", help="a table in csv, tsv, parquet or xlsx")
    link.add_argument("--column", required=True, help="the column that holds names or codes")
    days = link.add_mutually_exclusive_group()
    days.add_argument("--year-column", metavar="COLUMN", help="a column of years: a name means what it meant for most of the year")
    days.add_argument("--date-column", metavar="COLUMN", help="a column of days, YYYY-MM-DD")
    link.add_argument("--kind", default="state,territory", metavar="KINDS", help="what is named, with commas between (state,territory)")
    link.add_argument("--scheme", default="", metavar="SCHEMES", help="the column holds codes of this scheme, for example un-m49")
    link.add_argument("--lang", choices=words.LANGUAGES, default="en", help="the language of labels, and of slips beside English (en)")
    link.add_argument("--out", type=Path, metavar="FILE", help="where to write the table (standard output, as csv)")
    link.add_argument("--report", type=Path, metavar="FILE", help="write the values that need a look, and why, as csv")
    link.add_argument("--map", type=Path, dest="mapping", metavar="FILE", help="write each value once, to correct; obeyed if it is there")
    link.set_defaults(run=_link)

    validate = commands.add_parser(
        "validate", help="check syntax, the one rule, sources, terms and shapes; exit status 1 when something is wrong"
    )
    validate.add_argument("files", nargs="*", type=Path, metavar="FILE", help="Turtle files or folders; none checks everything")
    validate.add_argument("--format", "-f", default="text", help="text, json or turtle (the SHACL report)")
    validate.add_argument("--reference", action="store_true", help="have the shapes judged by pySHACL: slower, for comparison")
    validate.set_defaults(run=_validate)

    add = commands.add_parser(
        "add", help="add a record to its file, checked: a membership, participation, mission, source ...; alone it lists them"
    )
    add.add_argument("kind", nargs="?", metavar="KIND", help="what to add, for example membership; 'add KIND --help' shows what it takes")
    add.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="what is said of it")
    add.set_defaults(run=_add)

    build = commands.add_parser("build", help="write the files to load, in every format, and the site beside them")
    build.add_argument("--to", type=Path, default=Path("dist"), metavar="FOLDER", help="the folder of the files (dist); made if need be")
    build.add_argument("--only-files", action="store_true", help="leave the site out")
    build.set_defaults(run=_build)

    add_recipes(commands.add_parser("cookbook", help="queries from simple to hard with their answers, the dates apart, the traps"))
    add_site(commands.add_parser("site", help="build what is missing of the site; --serve shows it on this machine"))

    charts = "draw members, a map, spending, treaties, commitments, missions or contributions (needs the extra 'plot')"
    add_charts(commands.add_parser("plot", help=charts))
    return whole


def _ask(a: argparse.Namespace) -> int:
    from . import asking

    return asking.run(a)


def _describe(a: argparse.Namespace) -> int:
    from . import answers, asking

    asking.described(a, a.thing, answers.engine(a.engine, a.endpoint, a.timeout or None), a.lang or "en")
    return 0


def _link(a: argparse.Namespace) -> int:
    from . import answers, linking, screen

    kinds, schemes = (tuple(one.strip() for one in text.split(",") if one.strip()) for text in (a.kind, a.scheme))
    if not a.table.is_file():
        raise UserError(f"There is no file '{a.table}': give the path of a table.")
    linker = linking.Linker(answers.engine(), kinds, a.lang, schemes, a.mapping)
    done = linking.link_table(a.table, a.column, linker, a.out, a.year_column or a.date_column, a.report, a.mapping, screen.progress)
    screen.linked(done, linker)
    return 0


def _validate(a: argparse.Namespace) -> int:
    from .check import report

    return report.main(a.files, a.format, a.reference)


def _add(a: argparse.Namespace) -> int:
    from .add import command

    return command.main(a.kind, a.rest, _Parser)


def _build(a: argparse.Namespace) -> int:
    from .publish import downloads, reading
    from .publish.site import command

    once = cache(partial(reading.read, answered=not a.only_files))
    status = downloads.main(a.to, once)
    if not a.only_files:
        command.build(a.to.parent / "site", once)
    return status


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit status; UserError for one that is wrong."""
    read, left = parser().parse_known_args(arguments or ["--help"])
    if left:
        raise UserError(_unknown(read.command, left))
    status: int = read.run(read)
    return status


def _unknown(command: str, left: Sequence[str]) -> str:
    """The sentence on arguments that no command takes; a parameter of a question that has no option of its own is given by --set."""
    from .questions import catalogue

    said = f"Unrecognized arguments: {' '.join(left)}: 'article90 {command} --help' shows what it takes."
    name = left[0].removeprefix("--").partition("=")[0]
    known = command == "ask" and any(q.takes(name) for q in catalogue.all_questions().values())
    return f"{said} A question that takes it is given --set {name}=VALUE." if known else said


def _language(arguments: Sequence[str]) -> str:
    """The language that a command line asks for, read also where it is wrong."""
    given = [value for option, value in zip(arguments, [*arguments[1:], ""], strict=True) if option == "--lang"]
    given += [one.partition("=")[2] for one in arguments if one.startswith("--lang=")]
    return given[-1] if given and given[-1] in words.LANGUAGES else "en"


def main() -> None:
    """Run the command; a UserError becomes one sentence on standard error and exit status 2."""
    if sys.stderr is None:  # closed, as by 2>&-: what is said of the answer goes nowhere, and not into the answer
        sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115
    if sys.stdout is None:
        print("article90: there is no standard output to write an answer to.", file=sys.stderr)
        raise SystemExit(2)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=TRANSLITERATE)  # a terminal that cannot write a letter shows the nearest in ASCII
    try:
        status = run([_typed(argument) for argument in sys.argv[1:]])
        sys.stdout.flush()
    except UserError as error:
        from . import complaints

        print(fitted(f"article90: {brief(harmless(complaints.said(str(error), _language(sys.argv[1:]))))}"), file=sys.stderr)
        status = 2
    except (Stopped, KeyboardInterrupt):
        print("article90: stopped.", file=sys.stderr)
        status = 130
    except BrokenPipeError:
        # The reader of a pipe has gone: not a fault of ours.
        os._exit(0)
    except OSError as error:
        print(f"article90: the answer cannot be written: {error.strerror or error}.", file=sys.stderr)
        os._exit(2)
    _end(status)


def _typed(argument: str) -> str:
    """An argument as it was typed: terminals send UTF-8, also to a process that is told that it knows ASCII only (LANG=C)."""
    try:
        return os.fsencode(argument).decode()
    except UnicodeDecodeError:
        return argument


def _end(status: int) -> NoReturn:
    """Leave; at once where a query that was given up still runs in its thread, which nothing but the end of the process ends."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # whoever read it has gone, and the end of Python would try once more
            os._exit(status)
    if any(thread.name == "query" for thread in threading.enumerate()):
        os._exit(status)
    raise SystemExit(status)


if __name__ == "__main__":
    main()
