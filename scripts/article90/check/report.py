"""Checking data as a reader would want it checked, and telling what is wrong and what to do about it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

import pyoxigraph as ox

from .. import vocabulary
from ..engines import turtle
from ..errors import UserError
from ..vocabulary import BASE, RDF_TYPE, ROOT, iri_of, short, turtle_files
from . import reference, shacl
from .rules import Parsed, Problem, check_file, check_links, check_world, declared_terms, line_of, name_of, own_iri, parse
from .shacl import Result
from .terms import Terms

FORMATS = ("text", "json", "turtle")
# A thing of ours in a sentence, without the mark that ends the sentence.
_OURS = re.compile(rf"{re.escape(BASE)}[^\s,;]*[^\s,;.:]")


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


class Everything:
    """All data in one store: the given files, and the published ones in whose place none of them stands."""

    def __init__(self, parsed: Sequence[Parsed], others: Sequence[Path]) -> None:
        """A published file that is not well-formed is left out: what is wrong in it is told when it is checked itself."""
        self.store = ox.Store()
        self._types: dict[str, tuple[str, ...]] = {}
        documents = [f.document for f in parsed] + [p.read_bytes() for p in others]
        try:
            self.store.bulk_load(b"\n".join(documents), format=ox.RdfFormat.TURTLE)
        except SyntaxError:
            self.store.clear()
            for document in documents:
                try:
                    self.store.bulk_load(document, format=ox.RdfFormat.TURTLE)
                except SyntaxError:
                    continue
        self.paths = {iri_of(p, vocabulary.DATA): p for p in others}
        self.paths |= {s.value.partition("#")[0]: f.path for f in parsed for s, _, _ in f.triples if isinstance(s, ox.NamedNode)}

    def __contains__(self, iri: object) -> bool:
        """Whether anything is said of a thing."""
        return isinstance(iri, str) and any(self.store.quads_for_pattern(ox.NamedNode(iri), None, None, None))

    def types(self, iri: str) -> tuple[str, ...]:
        """The classes of a thing."""
        if iri not in self._types:
            found = self.store.quads_for_pattern(ox.NamedNode(iri), RDF_TYPE, None, None)
            self._types[iri] = tuple(q.object.value for q in found if isinstance(q.object, ox.NamedNode))
        return self._types[iri]

    def forget(self) -> None:
        """Look the classes up anew: the store has changed."""
        self._types.clear()

    def files(self, iris: Iterable[str]) -> set[str]:
        """The files that describe things."""
        return {name_of(p) for iri in iris if (p := self.paths.get(iri.partition("#")[0]))}


def judge(parsed: Sequence[Parsed], everything: Everything, terms: Terms) -> Iterable[Result]:
    """The results of the shapes by the quick judge; NotUnderstood before any when a shape says what it does not know."""
    shapes = (q.triple for f in turtle_files(ROOT / "shapes") for q in ox.parse(path=str(f), format=ox.RdfFormat.TURTLE))
    judged = shacl.Judge(shapes, everything.store, terms.triples)
    yield from judged.rules()
    for file in parsed:
        yield from judged.core(shacl.by_subject(file.triples))


def check(
    given: Sequence[Path] = (), progress: Callable[[str], None] = lambda _: None, by_reference: bool = False
) -> tuple[list[Problem], list[Result]]:
    """All problems in the given files (everything published when none is given), and the results of the shapes.

    The shapes see the given files together with all other data, so that links and rules across records hold; only
    problems that touch the given files are returned. `by_reference` has the shapes judged by pySHACL.
    """
    wanted = gather(given) or turtle_files(vocabulary.DATA)
    progress(f"reading {len(wanted):,} files")
    terms = declared_terms()
    read = [parse(path) for path in wanted]
    problems = [r for r in read if isinstance(r, Problem)]
    parsed = [r for r in read if isinstance(r, Parsed)]
    mine = {p.resolve() for p in wanted}
    # A given file stands in for the published one of the same IRI.
    shadowed = {own_iri(p) for p in mine}
    others = [p for p in turtle_files(vocabulary.DATA) if p not in mine and iri_of(p, vocabulary.DATA) not in shadowed] if given else []
    everything = Everything(parsed, others)
    told = by_rules(parsed, everything, terms)
    if not parsed:
        return problems, []
    progress(f"checking the shapes over {len(parsed) + len(others):,} files")
    results = _by_reference(parsed, others, terms) if by_reference else _quickly(parsed, others, everything, terms)
    return problems + unite(told, results, everything, {name_of(m) for m in mine} if given else None), results


def by_rules(parsed: Sequence[Parsed], everything: Everything, terms: Terms) -> list[Problem]:
    """The problems that the rules of files, terms, texts and links find."""
    found = [(file, s, rule, told) for file in parsed for s, rule, told in dict.fromkeys(check_file(file, terms))]
    found += [*check_links(parsed, everything), *check_world(parsed, terms, everything.types)]
    return [Problem(name_of(f.path), line_of(f.path, s), s, "violation", rule, told) for f, s, rule, told in found]


def unite(told: Sequence[Problem], results: Iterable[Result], everything: Everything, files: set[str] | None) -> list[Problem]:
    """What the rules told and what the shapes found, the latter where it touches the files (None: any)."""
    results = list(results)
    # one fault, one message: where a shape judges the same property of the same thing, it knows better what belongs there ...
    judged = {f"{r.focus.value} {short(r.path)}" for r in results if r.path}
    problems = [p for p in told if p.rule not in ("in-range", "value-kind") or _place(p) not in judged]
    # ... but of a link to nothing it only sees that it leads to nothing of that class
    broken = {_place(p) for p in told if p.rule in ("links-of-ours", "no-dangling-links")}
    results = [r for r in results if r.component != "ClassConstraintComponent" or f"{r.focus.value} {short(r.path or '')}" not in broken]
    for result in results:
        touched = everything.files(result.involved)
        if files is None or touched & files:
            problems.append(_problem(result, everything, touched))
    return problems


def _place(problem: Problem) -> str:
    """The thing and the property that a rule speaks of: its sentence begins with the property."""
    return f"{problem.subject} {problem.message.split()[0]}"


def _by_reference(parsed: Sequence[Parsed], others: Sequence[Path], terms: Terms) -> list[Result]:
    """The results by pySHACL: it judges everything, for a class of a value may stand in any file; of single nodes those given count."""
    rest = [r for r in map(parse, others) if isinstance(r, Parsed)]
    given = {t.subject for f in parsed for t in f.triples}
    found = reference.results(reference.shapes_report([*parsed, *rest], terms.triples))
    return [r for r in found if r.component == "SPARQLConstraintComponent" or r.focus in given]


def _quickly(parsed: Sequence[Parsed], others: Sequence[Path], everything: Everything, terms: Terms) -> list[Result]:
    try:
        return list(judge(parsed, everything, terms))
    except shacl.NotUnderstood as reason:
        print(f"article90: {reason} Only pySHACL knows that: this takes longer.", file=sys.stderr)
        return _by_reference(parsed, others, terms)


def _problem(result: Result, everything: Everything, files: set[str]) -> Problem:
    """A result at the file that describes the offender: of a rule across records its value, else its focus node."""
    value = result.value.value if isinstance(result.value, ox.NamedNode) else ""
    rule = result.component == "SPARQLConstraintComponent"
    offender = value if rule and value.partition("#")[0] in everything.paths else result.focus.value
    path = everything.paths.get(offender.partition("#")[0])
    return Problem(
        name_of(path) if path else "",
        line_of(path, offender) if path else None,
        offender,
        result.severity.lower(),
        result.shape,
        _OURS.sub(lambda found: short(found[0]), result.message),
        tuple(sorted(files - {name_of(path)} if path else files)),
    )


def main(given: Sequence[Path], fmt: str, by_reference: bool = False) -> int:
    """Print the problems in `fmt` and return the exit status: 0, or 1 when there is a violation."""
    if fmt not in FORMATS:
        raise UserError(f"'{fmt}' is no format of a validation: choose {', '.join(FORMATS)}.")
    if sys.stderr.isatty():
        from rich.console import Console

        with Console(stderr=True).status("starting") as status:
            problems, results = check(given, status.update, by_reference)
    else:
        problems, results = check(given, by_reference=by_reference)
    problems.sort(key=lambda p: (p.file, p.line or 0, p.rule, p.message))
    violations = sum(p.severity == "violation" for p in problems)
    if fmt == "json":
        print(json.dumps([asdict(p) for p in problems], ensure_ascii=False, indent=2))
    elif fmt == "turtle":
        if problems and not results and all(p.rule == "syntax" for p in problems):
            raise UserError("There is no SHACL report: none of the files is well-formed Turtle; use --format text to see why.")
        sys.stdout.write(turtle(shacl.report(results)).decode())
    else:
        _print(problems, violations)
    return 1 if violations else 0


def _print(problems: Sequence[Problem], violations: int) -> None:
    """The problems as people read them, by file."""
    file = None
    for p in problems:
        if p.file != file:
            file = p.file
            print(f"\n{file or '(no file)'}")
        where = f"{p.line}: " if p.line else ""
        also = f" (with {', '.join(p.also)})" if p.also else ""
        print(f"  {where}{short(p.subject)}  {p.message}{also}  [{p.severity}, {p.rule}]")
    counted = f"\n{violations} violation{'s' * (violations != 1)}, {len(problems) - violations} other remarks"
    print(counted if problems else "Nothing wrong.")
