"""The questions as data: SHACL's sh:SPARQLSelectExecutable, in the manner of the SIB's sparql-examples."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import pyoxigraph as ox

from .. import limits
from ..engines import Engine, rows
from ..questions import catalogue
from ..sparql import Term, bind
from ..vocabulary import BASE, XSD
from .parts import WHOLE
from .terms import iri, said, typed

# xsd:date(NOW()) is no function of SPARQL 1.1, rdflib has it not, and where it exists its value has a time zone, by which it is
# not comparable with the dates around it.
TODAY = f"STRDT(SUBSTR(STR(NOW()), 1, 10), <{XSD}date>)"
_LISTS = {
    "en": "The lists that cq-000 closes over, each with the days between which it is complete: one without ?to is open.",
    "nl": "De lijsten waarover cq-000 uitsluitsel geeft, elk met de dagen waartussen zij volledig is: een zonder ?to staat open.",
}
_LEFT_OUT = {
    "en": "The rows that are left out of cq-000, because they would be drawn from what open lists do not hold.",
    "nl": "De rijen die uit cq-000 zijn weggelaten, omdat ze zouden volgen uit wat er in open lijsten niet staat.",
}
_MARK = ox.Literal("today", datatype=ox.NamedNode(XSD + "date"))


def _ready(raw: str, question: catalogue.Question, engine: Engine, day: str | None) -> str:
    """A query of a question with its defaults bound; today is the `day` given, else an expression. Without its head."""
    today = [p for p in question.parameters if p.kind == "date" and p.default == "today"]
    bound: dict[str, Term] = dict(question.bindings({p.name: day or "today" for p in today}, engine))
    bound |= {p.variable: typed(day, "date") if day else _MARK for p in today}
    plain = bind(raw, bound).replace(str(_MARK), TODAY)
    lines = plain.splitlines(keepends=True)
    return "".join(itertools.dropwhile(lambda line: line.startswith("#"), lines)).strip() + "\n"


def text(question: catalogue.Question, engine: Engine, day: str | None = None) -> str:
    """The question's query, ready to run; today is the `day` given, else an expression.

    Without its head, since nothing in it is a parameter any more.
    """
    return _ready(question.text, question, engine, day)


def left_out(question: catalogue.Question, engine: Engine) -> str | None:
    """The query for the rows that are left out of an answer, because they would be drawn from open lists; None where there are none."""
    return _ready(question.asked({}, engine, silent=True)[0], question, engine, None) if question.leaves_out else None


def lists(question: catalogue.Question, engine: Engine) -> str | None:
    """The query for the lists that the answer closes over and how far each was read; None where it closes over none that are known."""
    whole = limits.whole(question, question.text, question.asked({}, engine, silent=True)[0] if question.leaves_out else None)
    return _ready(whole, question, engine, None) if whole else None


def executables(engine: Engine, day: str) -> list[ox.Triple]:
    """Each question with its words and its text, and a check: the text for one day and the number of rows it gives."""
    out: list[ox.Triple] = []
    for q in catalogue.all_questions().values():
        out += _question(q, engine, day)
    for old in catalogue.aliases().values():
        # a number that was published stays, and whoever meets it is sent on
        told = {"en": f"Asked now as: {old}"}
        new = ox.NamedNode(f"{BASE}question/{old.by}")
        node = ox.NamedNode(f"{BASE}question/{old.id}")
        out += said(node, {"owl:deprecated": typed("true", "boolean"), "dcterms:isReplacedBy": new, "rdfs:comment": told})
    return out


def _question(q: catalogue.Question, engine: Engine, day: str) -> Iterable[ox.Triple]:
    node, check = ox.NamedNode(f"{BASE}question/{q.id}"), ox.NamedNode(f"{BASE}question/{q.id}#check")
    beside = []
    for part, query, words in (
        ("lists", lists(q, engine), _LISTS),
        ("left-out", left_out(q, engine), _LEFT_OUT),
    ):
        if query:
            beside.append(ox.NamedNode(f"{node.value}#{part}"))
            told = {language: text.replace("cq-000", q.id) for language, text in words.items()}
            kinds = (iri("sh:SPARQLExecutable"), iri("sh:SPARQLSelectExecutable"))
            yield from said(beside[-1], {"a": kinds, "rdfs:comment": told, "sh:select": ox.Literal(query), "schema:target": WHOLE.iri})
    yield from said(
        node,
        {
            "a": (iri("sh:SPARQLExecutable"), iri("sh:SPARQLSelectExecutable")),
            "rdfs:comment": q.summary,
            "dcterms:description": {language: " ".join(words.split()) for language, words in q.description.items()},
            "rdfs:seeAlso": beside,
            "sh:select": ox.Literal(text(q, engine)),
            "schema:target": WHOLE.iri,
            "schema:keywords": [ox.Literal(tag) for tag in q.tags],
            "schema:result": check,
        },
    )
    on_the_day = text(q, engine, day)
    yield from said(
        check,
        {
            "a": iri("schema:ItemList"),
            "rdfs:comment": {"en": f"The rows that {q.id} gives when today is {day}."},
            "sh:select": ox.Literal(on_the_day),
            "schema:numberOfItems": typed(len(rows(engine.query(on_the_day))), "integer"),
            "dcterms:date": typed(day, "date"),
        },
    )
