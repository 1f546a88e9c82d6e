"""The rules that one file can break by itself: syntax, the one rule, sources, dates, links; `terms` and `texts` have more.

Everything is read with pyoxigraph, which repairs nothing.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from .. import vocabulary
from ..errors import UserError
from ..vocabulary import BASE, FACTS, KINDS, ONTOLOGY, ROOT, XSD, short
from .parts import check_parts
from .terms import Terms, Types, check_other_values, check_terms, check_uses
from .terms import read as read_terms
from .texts import check_texts

_TYPE = vocabulary.RDF_TYPE.value
_DATE = XSD + "date"
_DCTERMS = "http://purl.org/dc/terms/"
_SOURCE = _DCTERMS + "source"
_ORG = "http://www.w3.org/ns/org#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"

# A part stands in the file of its whole. With these properties a part names the thing of its file itself ...
_OF_THE_FILE = {
    ONTOLOGY + n for n in ("coverageOf", "hostedBody", "indicator", "instrument", "mission", "nameOf", "owedToPartiesTo", "successor")
}
_OF_THE_FILE |= {_ORG + "organization", _SKOS + "inScheme", _SKOS + "topConceptOf"}
# ... and with these that thing or another part of it.
_IN_THE_FILE = {ONTOLOGY + n for n in ("about", "bindsGroup", "concerns", "exceptGroup", "groundedIn", "inGroup", "threshold")}
_IN_THE_FILE |= {_DCTERMS + "isPartOf", _DCTERMS + "hasPart", _SKOS + "broader"}
# Ways to consent that confirm a signature.
_CONFIRMS = {ox.NamedNode(f"{BASE}concept/consent-mode#{mode}") for mode in ("ratification", "acceptance", "approval")}
# (file, property): why the parts in it may name what stands elsewhere.
ELSEWHERE = {
    (
        BASE + "organisation/icj",
        _DCTERMS + "isPartOf",
    ): "Acceptances of its jurisdiction are acts under the Statute, told with the Court.",
}


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
    """A file, the bytes in it and the triples that they say."""

    path: Path
    triples: tuple[ox.Triple, ...]
    document: bytes


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
        document = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror or error}): give the path of a Turtle file or a folder.") from None
    return parse_document(path, document)


def parse_document(path: Path, document: bytes) -> Parsed | Problem:
    """What `parse` says of a file that would hold these bytes."""
    try:
        return Parsed(path, tuple(q.triple for q in ox.parse(document, format=ox.RdfFormat.TURTLE)), document)
    except SyntaxError as error:
        return Problem(name_of(path), error.lineno, "", "violation", "syntax", f"This is not well-formed Turtle: {_reason(error)}.")


def _reason(error: SyntaxError) -> str:
    """What a parser found wrong, without the place, which is told apart."""
    return re.sub(r"^Parser error at .*?: ", "", str(error.msg)).rstrip(".")


def own_iri(path: Path) -> str | None:
    """The IRI that a file at `.../data/<kind>/<slug>.ttl` describes, or None for a file elsewhere."""
    *_, folder, kind, name = ("", "", "", *path.resolve().parts)
    return f"{BASE}{kind}/{name.removesuffix('.ttl')}" if folder == "data" and kind in KINDS else None


def check_file(parsed: Parsed, terms: Terms) -> Iterator[tuple[str, str, str]]:
    """(subject, rule, message) for each fault that shows in one file alone."""
    own = own_iri(parsed.path)
    if not parsed.triples:
        yield own or "", "empty-file", "This file says nothing: describe a thing in it, or delete it."
        return
    yield from _check_subjects(parsed, own)
    yield from _check_days(parsed)
    yield from check_terms(parsed.triples, terms)
    yield from check_texts(parsed.document, parsed.triples)
    if own:
        yield from _check_parts(parsed, own)
        yield from check_parts(parsed.triples)
    yield from _check_signed(parsed)


def _check_subjects(parsed: Parsed, own: str | None) -> Iterator[tuple[str, str, str]]:
    """Each subject is of this file, has one class and, where it states a fact, a source."""
    types: dict[str, set[str]] = {}
    sourced: set[str] = set()
    named = dict.fromkeys(t.subject.value for t in parsed.triples if isinstance(t.subject, ox.NamedNode))
    for s, p, o in parsed.triples:
        if isinstance(s, ox.BlankNode) or isinstance(o, ox.BlankNode):
            yield str(s), "no-blank-nodes", "Blank nodes cannot be linked to: give the part a fragment IRI of its file."
        elif p.value == _TYPE and isinstance(o, ox.NamedNode):
            types.setdefault(s.value, set()).add(o.value)
        elif p.value == _SOURCE:
            sourced.add(s.value)
    for subject in named:
        if own and subject != own and not subject.startswith(own + "#"):
            yield subject, "one-rule", f"This file describes <{own}> and fragments of it; move the subject to the file of its own IRI."
        of = types.get(subject, set())
        if not of:
            yield subject, "typed", "Nothing says what kind of thing this is: give it a class of the ontology."
        elif len(of) > 1:
            both = " and ".join(sorted(map(short, of)))
            yield subject, "one-class", f"This is {both}: keep one class; what is two things is two nodes."
        if of & FACTS and subject not in sourced:
            yield subject, "sourced", "A fact needs at least one dcterms:source that was read."
    if own and own not in named and all(s.startswith(own + "#") for s in named):
        yield own, "one-rule", "This file has parts and nothing of which they are parts: describe the thing of the file itself."


def _check_days(parsed: Parsed) -> Iterator[tuple[str, str, str]]:
    """Each day is one of the calendar, and each date a day."""
    for s, _, o in parsed.triples:
        if not isinstance(o, ox.Literal) or isinstance(s, ox.BlankNode):
            continue
        if o.datatype.value == _DATE:
            try:
                if not re.fullmatch(r"\d{4}-\d\d-\d\d", o.value, re.ASCII):
                    raise ValueError
                day = datetime.date.fromisoformat(o.value)
            except ValueError:
                yield s.value, "real-dates", f'"{o.value}" is not a day of the calendar: write an xsd:date as YYYY-MM-DD.'
                continue
            if not 1400 <= day.year <= 2100:
                yield s.value, "likely-dates", f'"{o.value}" lies outside the years 1400 to 2100: mend the slip in the year.'
        elif o.datatype.value.removeprefix(XSD) in ("dateTime", "gYear", "gYearMonth"):
            yield (
                s.value,
                "only-dates",
                f"{short(o.datatype.value)} drops out of date filters: write an xsd:date and its precision.",
            )


def _check_parts(parsed: Parsed, own: str) -> Iterator[tuple[str, str, str]]:
    """What a part says of its whole is the thing in whose file it stands."""
    for s, p, o in parsed.triples:
        if not isinstance(o, ox.NamedNode) or not isinstance(s, ox.NamedNode) or not s.value.startswith(own + "#"):
            continue
        wrong = o.value != own if p.value in _OF_THE_FILE else p.value in _IN_THE_FILE and o.value.partition("#")[0] != own
        if wrong and (own, p.value) not in ELSEWHERE:
            told = f"{short(p.value)} names {short(o.value)}, and this is a part of {short(own)}: mend the link, or move it to its file."
            yield s.value, "part-of-its-file", told


def _check_signed(parsed: Parsed) -> Iterator[tuple[str, str, str]]:
    """Who ratified, accepted or approved had signed (Vienna Convention on the Law of Treaties, article 14).

    A list with the signatures of most of these has all of them, or the record says why not. A list that is without them, as
    those of amendments are, is left alone.
    """
    signed: set[str] = set()
    explained: set[str] = set()
    confirmed: dict[str, str] = {}
    for s, p, o in parsed.triples:
        if isinstance(s, ox.NamedNode) and p.value == ONTOLOGY + "consentMode" and o in _CONFIRMS:
            confirmed[s.value] = o.value.rpartition("#")[2]
        elif p.value == ONTOLOGY + "signed":
            signed.add(s.value)
        elif p.value == _SKOS + "editorialNote":
            explained.add(s.value)
    lacking = confirmed.keys() - signed
    if 2 * len(lacking) >= len(confirmed):
        return
    for subject in lacking - explained:
        told = (
            f"It is bound by {confirmed[subject]}, and no signature is recorded, as most in this list have one: add a90:signed, "
            "make it an accession, or say in a skos:editorialNote what the source says."
        )
        yield subject, "signed-first", told


def check_links(files: Iterable[Parsed], described: Container[str]) -> Iterator[tuple[Parsed, str, str, str]]:
    """(file, subject, rule, message) for each link to a thing of ours that no file describes, or that is misspelt."""
    for parsed in files:
        for s, p, o in parsed.triples:
            if not isinstance(o, ox.NamedNode):
                continue
            if o.value.startswith(BASE):
                if not o.value.startswith(ONTOLOGY) and o.value not in described:
                    message = f"{short(p.value)} points to {short(o.value)}, which no file describes."
                    yield parsed, s.value, "no-dangling-links", message
            elif _STRANGE.search(o.value):
                told = (
                    f"{short(p.value)} points to <{o.value}>, which is none of our things: they all begin with {BASE}, in this way exactly."
                )
                yield parsed, s.value, "links-of-ours", told


# Our host and path with another scheme, a "www.", a capital letter, a port.
_STRANGE = re.compile(r"w3id\.org[^/]*/+article90", re.IGNORECASE)


def check_world(files: Iterable[Parsed], terms: Terms, types_of: Types) -> Iterator[tuple[Parsed, str, str, str]]:
    """(file, subject, rule, message) for each use of a property outside its domain or range, which only the whole can tell."""
    for parsed in files:
        faults = chain(check_uses(parsed.triples, terms, types_of), check_other_values(parsed.triples, terms, types_of))
        for subject, rule, message in faults:
            yield parsed, subject, rule, message


def declared_terms() -> Terms:
    """What the ontology of this publication declares."""
    return read_terms()
