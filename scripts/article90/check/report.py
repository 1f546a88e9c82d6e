"""Checking data as a reader would want it checked, and telling what is wrong and what to do about it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from .. import vocabulary
from ..errors import UserError
from ..vocabulary import short, turtle_files
from .rules import Parsed, Problem, check_file, check_links, declared_terms, line_of, name_of, own_iri, parse
from .shapes import problems_in, shapes_report

if TYPE_CHECKING:
    import rdflib

FORMATS = ("text", "json", "turtle")


def gather(given: Sequence[Path]) -> list[Path]:
    """The Turtle files that the paths name (folders are searched); UserError for a path that names none."""
    found: list[Path] = []
    for path in given:
        if path.is_dir():
            inside = turtle_files(path)
            if not inside:
                raise UserError(f"There is no Turtle file (*.ttl) below {path}.")
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise UserError(f"There is no file '{path}': give the path of a Turtle file or a folder.")
    return found


def check(given: Sequence[Path] = (), progress: Callable[[str], None] = lambda _: None) -> tuple[list[Problem], rdflib.Graph | None]:
    """All problems in the given files (everything published when none is given), and the SHACL report.

    The shapes see the given files together with all other data, so that links and rules across records hold; only
    problems of the given files are returned.
    """
    wanted = gather(given) or turtle_files(vocabulary.DATA)
    progress(f"reading {len(wanted)} files")
    terms = declared_terms()
    results = [parse(path) for path in wanted]
    problems = [r for r in results if isinstance(r, Problem)]
    parsed = [r for r in results if isinstance(r, Parsed)]
    for file in parsed:
        for subject, rule, message in dict.fromkeys(check_file(file, terms)):
            problems.append(Problem(name_of(file.path), line_of(file.path, subject), subject, "violation", rule, message))
    mine = {p.resolve() for p in wanted}
    # A given file stands in for the published one of the same IRI.
    shadowed = {own_iri(p) for p in mine}
    rest = [p for p in turtle_files(vocabulary.DATA) if p.resolve() not in mine and own_iri(p) not in shadowed]
    others = [r for r in map(parse, rest) if isinstance(r, Parsed)] if given else []
    described = {s.value for f in (*parsed, *others) for s, _, _ in f.triples if isinstance(s, ox.NamedNode)}
    for file, subject, rule, message in check_links(parsed, described):
        problems.append(Problem(name_of(file.path), line_of(file.path, subject), subject, "violation", rule, message))
    if not parsed:
        return problems, None
    progress(f"checking the shapes over {len(parsed) + len(rest)} files")
    report = shapes_report([*parsed, *others], parsed if given else None)
    # what stands where: the given files last, so that they win
    named = ((s.value.partition("#")[0], f.path) for f in (*others, *parsed) for s, _, _ in f.triples if isinstance(s, ox.NamedNode))
    paths = dict(named)
    problems += [p for p in problems_in(report, paths) if not given or p.file in {name_of(m) for m in mine}]
    return problems, report


def main(given: Sequence[Path], fmt: str) -> int:
    """Print the problems in `fmt` and return the exit status: 0, or 1 when there is a violation."""
    if fmt not in FORMATS:
        raise UserError(f"'{fmt}' is no format of a validation: choose {', '.join(FORMATS)}.")
    from rich.console import Console

    with Console(stderr=True).status("starting") as status:
        problems, report = check(given, lambda text: status.update(text))
    problems.sort(key=lambda p: (p.file, p.line or 0, p.rule, p.message))
    violations = sum(p.severity == "violation" for p in problems)
    if fmt == "json":
        print(json.dumps([asdict(p) for p in problems], ensure_ascii=False, indent=2))
    elif fmt == "turtle":
        if report is None:
            raise UserError("There is no SHACL report: none of the files is well-formed Turtle; use --format text to see why.")
        sys.stdout.write(report.serialize(format="turtle"))
    else:
        file = None
        for p in problems:
            if p.file != file:
                file = p.file
                print(f"\n{file or '(no file)'}")
            where = f"{p.line}: " if p.line else ""
            print(f"  {where}{short(p.subject)}  {p.message}  [{p.severity}, {p.rule}]")
        print(
            f"\n{violations} violation{'s' * (violations != 1)}, {len(problems) - violations} other remarks"
            if problems
            else "Nothing wrong."
        )
    return 1 if violations else 0
