"""The questions as data: SHACL's sh:SPARQLSelectExecutable, in the manner of the SIB's sparql-examples."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import pyoxigraph as ox

from ..engines import Engine, rows
from ..questions import catalogue
from ..sparql import Term, bind
from ..vocabulary import BASE, XSD
from .parts import WHOLE
from .terms import iri, said, typed

# xsd:date(NOW()) is no function of SPARQL 1.1, rdflib has it not, and where it exists its value has a time zone, by which it is
# not comparable with the dates around it.
TODAY = f"STRDT(SUBSTR(STR(NOW()), 1, 10), <{XSD}date>)"
_MARK = ox.Literal("today", datatype=ox.NamedNode(XSD + "date"))


def text(question: catalogue.Question, engine: Engine, day: str | None = None) -> str:
    """The question's query with its defaults bound, ready to run; today is the `day` given, else an expression.

    Without its head, since nothing in it is a parameter any more.
    """
    today = [p for p in question.parameters if p.kind == "date" and p.default == "today"]
    bound: dict[str, Term] = dict(question.bindings({p.name: "2000-01-01" for p in today}, engine))
    bound |= {p.variable: typed(day, "date") if day else _MARK for p in today}
    plain = bind(question.text, bound).replace(str(_MARK), TODAY)
    lines = plain.splitlines(keepends=True)
    return "".join(itertools.dropwhile(lambda line: line.startswith("#"), lines)).strip() + "\n"


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
    yield from said(
        node,
        {
            "a": (iri("sh:SPARQLExecutable"), iri("sh:SPARQLSelectExecutable")),
            "rdfs:comment": q.summary,
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
