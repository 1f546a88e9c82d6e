"""Answers: rows, the sources of the facts in them, and the formats that programs read. Nothing here prints."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyoxigraph as ox

from . import limits, ordering
from .engines import Answer, Engine, Graph, Row, Table, rows, text, turtle
from .errors import UserError
from .gazetteer import WIKIDATA
from .index import engine as engine
from .limits import Limits as Limits
from .names import resolve
from .questions import catalogue
from .questions.lists import AT_LEAST as AT_LEAST
from .sparql import Term
from .vocabulary import BASE, date, expand, short

_SOURCES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dc: <http://purl.org/dc/elements/1.1/>
PREFIX a90: <https://w3id.org/article90/ontology#>
SELECT DISTINCT ?source ?title ?publisher ?url ?kind WHERE {
  VALUES ?fact { %s }
  ?fact dcterms:source ?cited .
  OPTIONAL { ?cited dcterms:isPartOf ?whole }
  BIND(COALESCE(?whole, ?cited) AS ?source)
  ?source dc:title ?title ; a90:url ?url .
  OPTIONAL { ?source dc:publisher ?publisher }
  OPTIONAL { ?source a90:sourceKind ?kind }
}
ORDER BY ?source
"""
FORMATS = {"csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV, "json": ox.QueryResultsFormat.JSON}
# The kinds of source in the order in which they are relied on.
_RELIED_ON = ("official", "registry", "scholarly", "dataset", "press", "encyclopedia")
_PRECISIONS = """
PREFIX a90: <https://w3id.org/article90/ontology#>
SELECT ?fact ?day ?precision WHERE {
  VALUES ?fact { %s }
  { ?fact a90:sincePrecision ?precision ; a90:since ?day } UNION { ?fact a90:untilPrecision ?precision ; a90:until ?day }
}
"""
# More values than this in one query are more than some endpoints take.
_AT_ONCE = 2000


@dataclass(frozen=True)
class Source:
    """A source as it is listed under an answer."""

    iri: str
    title: str
    publisher: str
    url: str
    kind: str = ""


@dataclass(frozen=True)
class Answered:
    """A question, or a query of one's own, with its answer, the sources of the facts that it names, and what it cannot say."""

    question: catalogue.Question | None
    answer: Answer
    sources: tuple[Source, ...]
    limits: Limits = field(default_factory=Limits)
    # How precisely a day of a fact is known ("month", "year" or "unknown"), by the fact's IRI and the day.
    precisions: Mapping[tuple[str, str], str] = field(default_factory=dict)
    # The values with which the question was asked, as people read them, by parameter.
    asked: Mapping[str, str] = field(default_factory=dict)


def _in_parts(facts: Sequence[str]) -> Iterable[str]:
    """The facts as the values of a VALUES clause, no more at once than an endpoint takes."""
    for start in range(0, len(facts), _AT_ONCE):
        yield " ".join(f"<{f}>" for f in facts[start : start + _AT_ONCE])


def facts_in(found: Iterable[Row]) -> list[str]:
    """The IRIs of our own things that rows name, in order."""
    cells = (cell for row in found for cell in row.values())
    ours = (c.value for c in cells if isinstance(c, ox.NamedNode) and c.value.startswith(BASE))
    return list(dict.fromkeys(ours))


def sources(facts: Sequence[str], engine: Engine) -> list[Source]:
    """The sources that the facts cite, a passage counted as its source; one entry a source, the best kinds first."""
    found: dict[str, Source] = {}
    for values in _in_parts(facts):
        for row in rows(engine.query(_SOURCES % values)):
            iri = text(row, "source")
            kind = text(row, "kind").rpartition("#")[2]
            found.setdefault(iri, Source(iri, text(row, "title"), text(row, "publisher"), text(row, "url"), kind))
    rank = {kind: n for n, kind in enumerate(_RELIED_ON)}
    return sorted(found.values(), key=lambda s: rank.get(s.kind, len(rank)))


def precisions(facts: Sequence[str], engine: Engine) -> dict[tuple[str, str], str]:
    """How precisely the days of facts are known that are not exact, by fact and day: month, year or unknown."""
    found = (row for values in _in_parts(facts) for row in rows(engine.query(_PRECISIONS % values)))
    return {(text(row, "fact"), text(row, "day")): text(row, "precision") for row in found}


def ask(question: catalogue.Question, given: Mapping[str, str], engine: Engine, lang: str = "en", cited: bool = True) -> Answered:
    """The answer to a question with the values of `given` for its parameters; `cited`, with the sources of the facts in it."""
    given = {**given, **({"lang": lang} if question.takes("lang") else {})}
    query, bound = question.asked(given, engine, lang)
    named = labels((t.value for t in bound.values() if isinstance(t, ox.NamedNode)), engine, lang)
    told: dict[str, str] = {}
    for p in sorted(question.values(given), key=catalogue.place):
        terms = (t for name, t in bound.items() if name == p.variable or re.fullmatch(rf"{p.variable}_\d+", name))
        told[p.name] = ", ".join(named.get(t.value, cell(t)) for t in terms)
    told.pop("lang", None)
    answer = engine.query(query, bound)
    if isinstance(answer, Table):
        answer = ordering.as_read(answer, question.text)
    found = answered(question, answer, engine) if cited else Answered(question, answer, ())
    return replace(found, asked=told, limits=limits.of(question, given, bound, found.answer, engine))


def answered(question: catalogue.Question | None, answer: Answer, engine: Engine) -> Answered:
    """An answer with its sources."""
    if not isinstance(answer, Table):
        return Answered(question, answer, ())
    facts = facts_in(answer.rows)
    return Answered(question, answer, tuple(sources(facts, engine)), precisions=precisions(facts, engine))


def holds(answered: Answered) -> bool:
    """Whether an answer tells anything: rows, a graph, yes or no, or that there is none."""
    return not isinstance(answered.answer, Table) or bool(answered.answer.rows) or answered.limits.empty == "no"


def ask_all(given: Mapping[str, str], engine: Engine, lang: str = "en") -> Iterable[Answered]:
    """Every question answered, each with the values of `given` that it takes."""
    for question in catalogue.all_questions().values():
        yield ask(question, {k: v for k, v in given.items() if question.takes(k)}, engine, lang)


def query_text(path: str) -> str:
    """The SPARQL in the file at `path`, or from standard input when it is `-`; UserError if it cannot be read."""
    if path == "-" and sys.stdin is None:  # as it is where it was closed
        raise UserError("There is no standard input to read a query from: give the path of a file.")
    try:
        content = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return content.decode("utf-8")
    except FileNotFoundError:
        raise UserError(f"There is no file '{path}': give the path of a SPARQL query, or - to read it from standard input.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"'{path}' cannot be read as a SPARQL query: {error}.") from None


def cell(term: Term | None) -> str:
    """A term as people read it."""
    if term is None:
        return ""
    return short(term.value) if isinstance(term, ox.NamedNode) else term.value


def describe_facts(facts: Sequence[str], engine: Engine) -> bytes:
    """All that is said of the facts, as Turtle."""
    out: list[ox.Triple] = []
    for values in _in_parts(facts):
        found = engine.query(f"CONSTRUCT {{ ?fact ?p ?o }} WHERE {{ VALUES ?fact {{ {values} }} ?fact ?p ?o }}")
        out += found if isinstance(found, Graph) else []
    return turtle(out)


def document(answer: Answer, fmt: str, engine: Engine, limits: Mapping[str, object] | None = None) -> bytes:
    """An answer as csv, tsv, json or turtle; UserError when it cannot be written so.

    In json the limits of a table stand beside head and results, as a member `limits`, which readers of SPARQL 1.1 Query Results JSON
    pass over; between the two, since some read no further than the results.
    """
    if isinstance(answer, Graph):
        if fmt != "turtle":
            raise UserError(f"This query makes a graph, not a table: use --format turtle instead of {fmt}.")
        return turtle(answer)
    if isinstance(answer, bool):
        if fmt == "turtle":
            raise UserError("This query is answered by yes or no, which is no Turtle: use --format json.")
        return json.dumps({"head": {}, "boolean": answer}).encode() + b"\n" if fmt == "json" else f"{str(answer).lower()}\n".encode()
    if fmt == "turtle":
        return describe_facts(facts_in(answer.rows), engine)
    if fmt == "json":
        told = json.loads(answer.serialize(ox.QueryResultsFormat.JSON))
        told = {"head": told["head"], **({"limits": limits} if limits is not None else {}), "results": told["results"]}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    return answer.serialize(FORMATS[fmt])


def records(listed: Sequence[Mapping[str, object]], fmt: str) -> str:
    """Records of one form as csv, tsv or json."""
    if fmt == "json":
        return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
    out = io.StringIO()
    writer = csv.DictWriter(out, listed[0], delimiter="\t" if fmt == "tsv" else ",", lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed)
    return out.getvalue()


def all_records(all_answered: Iterable[Answered], fmt: str, lang: str = "en") -> list[dict[str, object]]:
    """The answers to all questions as records: whole for json, counted for csv and tsv."""
    listed: list[dict[str, object]] = []
    for a in all_answered:
        found = a.answer.rows if isinstance(a.answer, Table) else []
        name = a.question.id if a.question else ""
        if fmt == "json":
            told = [{k: cell(v) for k, v in row.items()} for row in found]
            asked = a.question.summary["en"] if a.question else ""
            cited = [s.url for s in a.sources]
            listed.append({"id": name, "question": asked, "rows": told, "limits": a.limits.record(lang), "sources": cited})
        else:
            said = {"leftOut": a.limits.left_out, "readTo": a.limits.read_to, "openLists": len(a.limits.open), "empty": a.limits.empty}
            listed.append({"id": name, "rows": len(found), "sources": len(a.sources), **said})
    return listed


def whole(iri: str) -> str:
    """The thing in whose file an IRI stands."""
    return iri.partition("#")[0]


_OUT = "SELECT ?p ?o WHERE { ?thing ?p ?o } ORDER BY ?p ?o"

# What points to the thing: the parts of other things (memberships, participations ...), told by type and dates, with what else they link
# and what tells one from another: the status of a member, the kind and day of an act, a number of deaths.
# The description of the publication, which built files carry, names a few things as examples.
_IN = """
PREFIX a90: <https://w3id.org/article90/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT ?s ?p ?type ?role ?kind ?done ?deaths ?since ?until ?other WHERE {
  ?s ?p ?thing ; a ?type .
  FILTER(?s != <https://w3id.org/article90/dataset#article90>)
  OPTIONAL { ?s a90:since ?since }
  OPTIONAL { ?s a90:until ?until }
  OPTIONAL { ?s org:role ?role }
  OPTIONAL { ?s a90:actKind ?kind }
  OPTIONAL { ?s a90:done ?done }
  OPTIONAL { ?s a90:fatalities ?deaths . ?s a a90:NationalToll }
  OPTIONAL {
    VALUES ?link {
      org:member org:organization a90:party a90:instrument a90:contributor a90:mission a90:actor a90:madeBy a90:state a90:successor
      a90:predecessor a90:territory a90:undertakenBy
    }
    ?s ?link ?other .
    FILTER(?other != ?thing)
  }
} ORDER BY ?type ?since ?s ?other
"""

_LABELS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX a90: <https://w3id.org/article90/ontology#>
SELECT ?thing ?label WHERE { VALUES ?thing { %s } ?thing skos:prefLabel|rdfs:label|a90:form ?label . FILTER(LANG(?label) = ?lang) }
"""

# The names that a thing bore until a day that is known.
_FORMER = """
PREFIX a90: <https://w3id.org/article90/ontology#>
SELECT ?form WHERE { ?name a90:nameOf ?thing ; a90:until ?until ; a90:form ?form . FILTER(?until < ?today) }
"""

# Whether a commitment must, must not or may be kept, which its name does not say.
_MODALITIES = "SELECT ?thing ?modality WHERE { VALUES ?thing { %s } ?thing <https://w3id.org/article90/ontology#modality> ?modality }"

_ABOUT = "CONSTRUCT { ?thing ?p ?o . ?s ?q ?r } WHERE { { ?thing ?p ?o } UNION { ?s ?l ?thing ; ?q ?r } }"


def find(written: str, engine: Engine, lang: str = "en") -> ox.NamedNode:
    """The thing that `written` names: an IRI, `state:NLD`, `organisation/nato#NLD`, a code, or a name in any language."""
    iri = expand(written)
    if iri and not iri.startswith(WIKIDATA):
        node = ox.NamedNode(iri)
        if rows(engine.query("SELECT ?p { { ?thing ?p ?o } UNION { ?o ?p ?thing } } LIMIT 1", {"thing": node})):
            return node
    return resolve(written, catalogue.KINDS["fact"], engine, lang)


def labels(iris: Iterable[str], engine: Engine, lang: str) -> dict[str, str]:
    """The labels that things have in a language, by IRI."""
    found: dict[str, str] = {}
    for values in _in_parts(sorted(set(iris))):
        for row in rows(engine.query(_LABELS % values, {"lang": ox.Literal(lang)})):
            found[text(row, "thing")] = text(row, "label")
    return found


@dataclass(frozen=True)
class Description:
    """Everything said of a thing (`says`: ?p ?o) and by its parts elsewhere (`said_by`: ?s, which points to it by ?p, and more of it).

    `labels` are those of all things and terms in it, by IRI, and `modalities` the words before those of commitments; `precisions` are
    those of days, by fact and day; `open` is the sentence on each of its lists that is open, by kind of list; `former` are
    the names that it bore until a day that is known.
    """

    thing: ox.NamedNode
    says: list[Row]
    said_by: list[Row]
    sources: list[Source]
    labels: Mapping[str, str]
    precisions: Mapping[tuple[str, str], str] = field(default_factory=dict)
    modalities: Mapping[str, str] = field(default_factory=dict)
    open: Mapping[str, str] = field(default_factory=dict)
    former: frozenset[str] = frozenset()


def describe(thing: ox.NamedNode, engine: Engine, lang: str = "en") -> Description:
    """What is said of a thing and by it, with labels in a language."""
    says, said_by = (rows(engine.query(q, {"thing": thing})) for q in (_OUT, _IN))
    iris = {thing.value} | {text(r, k) for r in says for k in ("p", "o") if isinstance(r[k], ox.NamedNode)}
    iris |= {iri for r in said_by for iri in (text(r, name) for name in ("s", "p", "type", "role", "kind", "other")) if iri}
    iris |= {whole(iri) for iri in iris if iri.startswith(BASE)}
    known = precisions([thing.value, *dict.fromkeys(text(r, "s") for r in said_by)], engine)
    parts = sorted(iri for iri in iris if "#" in iri and iri.startswith(BASE))
    must = [row for values in _in_parts(parts) for row in rows(engine.query(_MODALITIES % values))]
    iris |= {text(r, "modality") for r in must}
    # a name in English is better than none
    named = {**(labels(iris, engine, "en") if lang != "en" else {}), **labels(iris, engine, lang)}
    modalities = {text(r, "thing"): named[text(r, "modality")] for r in must}
    kinds = sorted({kind for r in said_by if (kind := listed(r, thing.value))})
    lists = limits.open_lists(thing, kinds, engine, lang)
    former = frozenset(text(r, "form") for r in rows(engine.query(_FORMER, {"thing": thing, "today": date("today")})))
    return Description(thing, says, said_by, sources([thing.value], engine), named, known, modalities, lists, former)


# How a record points to the thing whose list it is in, where it is no part of that thing itself.
_LISTED = {
    "Membership": ("org:organization",),
    "Participation": ("a90:instrument",),
    "Contribution": ("a90:mission", "a90:contributor"),
    "Mission": ("a90:ledBy",),
    "Measure": ("a90:undertakenBy",),
    "Observation": ("a90:indicator",),
}
_COMMITMENTS = ("Obligation", "Pledge", "Permission", "Recommendation")


def listed(row: Row, thing: str) -> str:
    """The kind of list of a thing that holds a record that points to it; empty where the record stands in no list of the thing's."""
    kind = short(text(row, "type")).rpartition(":")[2]
    if kind in _COMMITMENTS:
        return "Commitment" if whole(text(row, "s")) == thing else ""
    return kind if short(text(row, "p")) in _LISTED.get(kind, ()) else ""


_TOLD = ("s", "type", "since", "until")


def description_document(thing: ox.NamedNode, engine: Engine, fmt: str, lang: str) -> bytes:
    """A description as turtle or json; UserError for any other format."""
    if fmt == "turtle":
        return document(engine.query(_ABOUT, {"thing": thing}), "turtle", engine)
    if fmt != "json":
        raise UserError(f"A description is no {fmt}: choose table, turtle or json.")
    d = describe(thing, engine, lang)
    told = {
        "iri": thing.value,
        "says": [{"property": text(r, "p"), "value": text(r, "o"), "label": d.labels.get(text(r, "o"))} for r in d.says],
        "saidBy": [dict(said) for said in dict.fromkeys(tuple((k, text(r, k) or None) for k in _TOLD) for r in d.said_by)],
        "sources": [s.url for s in d.sources],
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"
