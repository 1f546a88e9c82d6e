"""Checking data as a reader would want it checked: syntax, the one rule, dates, terms, links, sources and shapes.

Shapes are judged by pyshacl, the reference validator, on plain rdflib graphs (an Oxigraph-backed graph would hand it
canonicalised literals). Everything else is read with pyoxigraph, which repairs nothing.
"""

from __future__ import annotations

import datetime
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph as ox

from . import store
from .errors import UserError

SHAPES = store.ROOT / "shapes"
FORMATS = ("text", "json", "turtle")
_TYPE = store.RDF_TYPE.value
_DATE = store.XSD + "date"
_SOURCE = "http://purl.org/dc/terms/source"
# A node of one of these classes states a fact, so it has to say where the fact was read (design, section 5).
FACTS = {
    store.ONTOLOGY + name
    for name in [
        "Constitution",
        "Contribution",
        "Declaration",
        "Event",
        "Forum",
        "Hosting",
        "InternationalCourt",
        "IntergovernmentalOrganisation",
        "LegalAct",
        "Measure",
        "Mission",
        "Obligation",
        "OtherValue",
        "Participation",
        "Pledge",
        "Provision",
        "Reservation",
        "Resolution",
        "State",
        "Strategy",
        "Succession",
        "Tenure",
        "TerritorialApplication",
        "Territory",
        "Treaty",
    ]
} | {"http://www.w3.org/ns/org#Membership", "http://purl.org/linked-data/cube#Observation"}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, by which rule, and what to do about it."""

    file: str
    line: int | None
    subject: str
    severity: str  # "violation", "warning" or "info"
    rule: str
    message: str


@dataclass(frozen=True)
class Parsed:
    """A file and the triples in it."""

    path: Path
    triples: tuple[ox.Triple, ...]


def name_of(path: Path) -> str:
    """A file's path as it is shown: from the root of the publication where it lies inside it."""
    path = path.resolve()
    return path.relative_to(store.ROOT).as_posix() if path.is_relative_to(store.ROOT) else str(path)


def line_of(path: Path, subject: str) -> int | None:
    """The line on which `subject` begins in a Turtle file, if it can be found."""
    local = re.escape(re.split(r"[/#]", subject)[-1])
    starts = re.compile(rf"(?:[a-z0-9-]*:{local}|<[^>]*{local}>)(?:\s|$)")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if starts.match(line):
            return number
    return None


def parse(path: Path) -> Parsed | Problem:
    """The triples of a Turtle file, or the problem that it is not well-formed; UserError if it cannot be read."""
    try:
        return Parsed(path, tuple(q.triple for q in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)))
    except SyntaxError as error:
        return Problem(name_of(path), error.lineno, "", "violation", "syntax", f"This is not well-formed Turtle: {_reason(error)}.")
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror or error}): give the path of a Turtle file or a folder.") from None


def _reason(error: SyntaxError) -> str:
    """What a parser found wrong, without the place, which is told apart."""
    return re.sub(r"^Parser error at .*?: ", "", str(error.msg)).rstrip(".")


def own_iri(path: Path) -> str | None:
    """The IRI that a file at `.../data/<kind>/<slug>.ttl` describes, or None for a file elsewhere."""
    *_, folder, kind, name = ("", "", "", *path.resolve().parts)
    return f"{store.BASE}{kind}/{name.removesuffix('.ttl')}" if folder == "data" and kind in store.PREFIXES else None


def check_file(parsed: Parsed, terms: set[str]) -> Iterator[tuple[str, str, str]]:
    """(subject, rule, message) for each fault that shows in one file alone."""
    own = own_iri(parsed.path)
    types: dict[str, set[str]] = {}
    sourced: set[str] = set()
    for s, p, o in parsed.triples:
        if isinstance(s, ox.BlankNode) or isinstance(o, ox.BlankNode):
            yield str(s), "no-blank-nodes", "Blank nodes cannot be linked to: give the part a fragment IRI of its file."
            continue
        if p.value == _TYPE and isinstance(o, ox.NamedNode):
            types.setdefault(s.value, set()).add(o.value)
        elif p.value == _SOURCE:
            sourced.add(s.value)
        if own and s.value != own and not s.value.startswith(own + "#"):
            yield s.value, "one-rule", f"This file describes <{own}> and fragments of it; move the subject to the file of its own IRI."
        for used in (p, o if p.value == _TYPE else None):
            if isinstance(used, ox.NamedNode) and used.value not in terms:
                yield (
                    s.value,
                    "declared-terms",
                    f"{store.short(used.value)} is not declared in the ontology: check the spelling or declare it.",
                )
        if isinstance(o, ox.Literal):
            if o.datatype.value == _DATE:
                try:
                    if not re.fullmatch(r"\d{4}-\d\d-\d\d", o.value):
                        raise ValueError
                    datetime.date.fromisoformat(o.value)
                except ValueError:
                    yield s.value, "real-dates", f'"{o.value}" is not a day of the calendar: write an xsd:date as YYYY-MM-DD.'
            elif o.datatype.value.removeprefix(store.XSD) in ("dateTime", "gYear", "gYearMonth"):
                yield (
                    s.value,
                    "only-dates",
                    f"{store.short(o.datatype.value)} drops out of date filters: write an xsd:date and its precision.",
                )
    for subject, of in types.items():
        if of & FACTS and subject not in sourced:
            yield subject, "sourced", "A fact needs at least one dcterms:source that was read."
    untyped = {s.value for s, _, _ in parsed.triples if isinstance(s, ox.NamedNode)} - set(types)
    for subject in sorted(untyped):
        yield subject, "typed", "Nothing says what kind of thing this is: give it a class of the ontology."


def check_links(files: Iterable[Parsed], described: set[str]) -> Iterator[tuple[Parsed, str, str, str]]:
    """(file, subject, rule, message) for each link to a thing of ours that no file describes."""
    for parsed in files:
        for s, p, o in parsed.triples:
            ours = isinstance(o, ox.NamedNode) and o.value.startswith(store.BASE) and not o.value.startswith(store.ONTOLOGY)
            if ours and o.value not in described:
                message = f"{store.short(p.value)} points to {store.short(o.value)}, which no file describes."
                yield parsed, s.value, "no-dangling-links", message


def declared_terms() -> set[str]:
    """The IRIs that the ontology declares."""
    graph = store.Oxigraph(store.turtle_files(store.ROOT / "ontology"))
    builtin = "PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
    query = builtin + ("SELECT ?t { ?t a ?k FILTER(?k IN (owl:Class, owl:ObjectProperty, owl:DatatypeProperty, owl:AnnotationProperty)) }")
    always = {_TYPE, "http://www.w3.org/2002/07/owl#sameAs", "http://www.w3.org/2002/07/owl#deprecated"}
    rdfs = "http://www.w3.org/2000/01/rdf-schema#"
    return {r["t"].value for r in store.rows(graph.query(query))} | always | {rdfs + "seeAlso", rdfs + "label"}


def _judge(data, shapes):  # -> rdflib.Graph
    """The report of pyshacl on one data graph by one shapes graph."""
    import pyshacl
    import rdflib

    _, report, text = pyshacl.validate(data, shacl_graph=shapes)
    if not isinstance(report, rdflib.Graph):
        raise UserError(f"The shapes in {SHAPES} cannot be used: {' '.join(text.split())}")
    return report


_shared: dict = {}


def _judge_part(number: int) -> str:
    """The report on one share of the shapes, as N-Triples; runs in a forked process."""
    return _judge(*_shared[number]).serialize(format="nt")


def _parts(shapes, number: int, *targets) -> list:
    """The shapes graph `number` times, each time with its own share of the shapes that have one of the kinds of target."""
    import rdflib
    from rdflib.namespace import SH

    targeted = sorted({s for p in targets for s in shapes.subjects(p, None)})
    targets = (SH.targetClass, SH.targetNode)
    parts = []
    for share in range(number):
        # neighbours in number are alike in cost: deal them out
        kept = set(targeted[share::number])
        part = rdflib.Graph()
        for s, p, o in shapes:
            if p not in targets or s in kept:
                part.add((s, p, o))
        parts.append(part)
    return parts


def shapes_report(files: Sequence[Parsed], given: Sequence[Parsed] | None = None):  # -> rdflib.Graph
    """The SHACL report of pyshacl over the files, as an rdflib graph.

    With `given`, shapes of single nodes judge the nodes of these files only; rules across records always see everything.
    (pyshacl's own choice of focus nodes would skip shapes of literals too.) Where the system can fork, the work is shared
    out over the processors.
    """
    import multiprocessing
    import os
    from concurrent.futures import ProcessPoolExecutor

    import rdflib
    from rdflib.namespace import RDF, SH

    data, shapes = store.to_rdflib(f.triples for f in files), rdflib.Graph()
    for file in store.turtle_files(SHAPES):
        shapes.parse(file, format="turtle")
    large = len(data) >= 20_000 and "fork" in multiprocessing.get_all_start_methods()
    workers = min(os.cpu_count() or 1, 4) if large else 1
    if given is None:
        work = [(data, part) for part in _parts(shapes, workers, SH.targetClass, SH.targetNode)]
    else:
        work = [(data, part) for part in _parts(shapes, workers, SH.targetNode)]
        work += [(store.to_rdflib(f.triples for f in given), part) for part in _parts(shapes, 1, SH.targetClass)]
    # forked workers inherit the graphs: sending them would cost more than judging them
    _shared.update(enumerate(work))
    merged = rdflib.Graph()
    if workers == 1:
        told = map(_judge_part, range(len(work)))
    else:
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
            told = list(pool.map(_judge_part, range(len(work))))
    for report in told:
        merged.parse(data=report, format="nt")
    _shared.clear()
    # one report out of many: the results hang on one node, and all conforms only if each part does
    whole, parts = rdflib.BNode(), list(merged.subjects(RDF.type, SH.ValidationReport))
    conforms = all(bool(merged.value(part, SH.conforms)) for part in parts)
    for part in parts:
        for result in list(merged.objects(part, SH.result)):
            merged.add((whole, SH.result, result))
        merged.remove((part, None, None))
    merged.add((whole, RDF.type, SH.ValidationReport))
    merged.add((whole, SH.conforms, rdflib.Literal(conforms)))
    return merged


def problems_in(report, paths: dict[str, Path]) -> Iterator[Problem]:
    """The results of a SHACL report as problems, each at the file that describes the offender.

    A rule across records has the container as focus node and the offender as value (design, section 7).
    """
    from rdflib.namespace import RDF, SH

    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        shape = report.value(result, SH.sourceShape)
        component = report.value(result, SH.sourceConstraintComponent)
        offender = value if component == SH.SPARQLConstraintComponent and str(value).split("#")[0] in paths else focus
        path = paths.get(str(offender).split("#")[0])
        yield Problem(
            name_of(path) if path else "",
            line_of(path, str(offender)) if path else None,
            str(offender),
            str(report.value(result, SH.resultSeverity)).rpartition("#")[2].lower(),
            str(shape).rpartition("/")[2].rpartition("#")[2],
            " ".join(sorted(str(m) for m in report.objects(result, SH.resultMessage))),
        )


def gather(given: Sequence[Path]) -> list[Path]:
    """The Turtle files that the paths name (folders are searched); UserError for a path that names none."""
    found: list[Path] = []
    for path in given:
        if path.is_dir():
            inside = store.turtle_files(path)
            if not inside:
                raise UserError(f"There is no Turtle file (*.ttl) below {path}.")
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise UserError(f"There is no file '{path}': give the path of a Turtle file or a folder.")
    return found


def check(given: Sequence[Path] = (), progress=lambda _: None):
    """All problems in the given files (everything published when none is given), and the SHACL report.

    The shapes see the given files together with all other data, so that links and rules across records hold; only
    problems of the given files are returned.
    """
    wanted = gather(given) or store.turtle_files(store.DATA)
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
    rest = [p for p in store.turtle_files(store.DATA) if p.resolve() not in mine and own_iri(p) not in shadowed]
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
            print(f"  {where}{store.short(p.subject)}  {p.message}  [{p.severity}, {p.rule}]")
        print(
            f"\n{violations} violation{'s' * (violations != 1)}, {len(problems) - violations} other remarks"
            if problems
            else "Nothing wrong."
        )
    return 1 if violations else 0
