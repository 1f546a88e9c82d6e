"""The rules that one file can break by itself: syntax, the one rule, sources, terms, dates, links.

Everything is read with pyoxigraph, which repairs nothing.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from .. import vocabulary
from ..engines import Oxigraph, rows, text
from ..errors import UserError
from ..vocabulary import BASE, FACTS, KINDS, ONTOLOGY, ROOT, XSD, short

_TYPE = vocabulary.RDF_TYPE.value
_DATE = XSD + "date"
_SOURCE = "http://purl.org/dc/terms/source"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, by which rule, and what to do about it."""

    file: str
    line: int | None
    subject: str
    severity: str  # "violation", "warning" or "info"
    rule: str
    message: str
    also: tuple[str, ...] = ()  # the other files that the fault touches


@dataclass(frozen=True)
class Parsed:
    """A file and the triples in it."""

    path: Path
    triples: tuple[ox.Triple, ...]


def name_of(path: Path) -> str:
    """A file's path as it is shown: from the root of the publication where it lies inside it."""
    path = path.resolve()
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


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
    return f"{BASE}{kind}/{name.removesuffix('.ttl')}" if folder == "data" and kind in KINDS else None


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
                    f"{short(used.value)} is not declared in the ontology: check the spelling or declare it.",
                )
        if isinstance(o, ox.Literal):
            if o.datatype.value == _DATE:
                try:
                    if not re.fullmatch(r"\d{4}-\d\d-\d\d", o.value):
                        raise ValueError
                    datetime.date.fromisoformat(o.value)
                except ValueError:
                    yield s.value, "real-dates", f'"{o.value}" is not a day of the calendar: write an xsd:date as YYYY-MM-DD.'
            elif o.datatype.value.removeprefix(XSD) in ("dateTime", "gYear", "gYearMonth"):
                yield (
                    s.value,
                    "only-dates",
                    f"{short(o.datatype.value)} drops out of date filters: write an xsd:date and its precision.",
                )
    for subject, of in types.items():
        if of & FACTS and subject not in sourced:
            yield subject, "sourced", "A fact needs at least one dcterms:source that was read."
    untyped = {s.value for s, _, _ in parsed.triples if isinstance(s, ox.NamedNode)} - set(types)
    for subject in sorted(untyped):
        yield subject, "typed", "Nothing says what kind of thing this is: give it a class of the ontology."


def check_links(files: Iterable[Parsed], described: Container[str]) -> Iterator[tuple[Parsed, str, str, str]]:
    """(file, subject, rule, message) for each link to a thing of ours that no file describes."""
    for parsed in files:
        for s, p, o in parsed.triples:
            ours = isinstance(o, ox.NamedNode) and o.value.startswith(BASE) and not o.value.startswith(ONTOLOGY)
            if ours and o.value not in described:
                message = f"{short(p.value)} points to {short(o.value)}, which no file describes."
                yield parsed, s.value, "no-dangling-links", message


def declared_terms() -> set[str]:
    """The IRIs that the ontology declares and does not deprecate."""
    graph = Oxigraph(vocabulary.turtle_files(ROOT / "ontology"))
    builtin = "PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
    query = builtin + (
        "SELECT ?t { ?t a ?k FILTER(?k IN (owl:Class, owl:ObjectProperty, owl:DatatypeProperty, owl:AnnotationProperty)) "
        "FILTER NOT EXISTS { ?t owl:deprecated true } }"
    )
    always = {_TYPE, "http://www.w3.org/2002/07/owl#sameAs", "http://www.w3.org/2002/07/owl#deprecated"}
    rdfs = "http://www.w3.org/2000/01/rdf-schema#"
    return {text(r, "t") for r in rows(graph.query(query))} | always | {rdfs + "seeAlso", rdfs + "label"}
