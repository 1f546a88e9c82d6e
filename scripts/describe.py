"""Everything said of a thing and by it, with sources: a card to read, or Turtle, or JSON."""

from __future__ import annotations

import json
import sys

import pyoxigraph as ox

from . import ask, questions, store
from .errors import UserError

_OUT = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?p ?o ?name ?property WHERE {
  ?thing ?p ?o .
  OPTIONAL { ?o skos:prefLabel|rdfs:label ?name . FILTER(LANG(?name) = ?lang) }
  OPTIONAL { ?p rdfs:label ?property . FILTER(LANG(?property) = ?lang) }
} ORDER BY ?p ?o
"""

# A part of a thing (a membership, a participation ...) is told by its type, its other ends and its dates.
_IN = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX a90: <https://w3id.org/article90/ontology#> PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT DISTINCT ?s ?type ?typeName ?name ?whole ?since ?until WHERE {
  ?s ?p ?thing ; a ?type .
  OPTIONAL { ?type rdfs:label ?typeName . FILTER(LANG(?typeName) = ?lang) }
  OPTIONAL { ?s skos:prefLabel ?name . FILTER(LANG(?name) = ?lang) }
  BIND(IRI(STRBEFORE(STR(?s), "#")) AS ?file)
  OPTIONAL { ?file skos:prefLabel ?whole . FILTER(LANG(?whole) = ?lang) }
  OPTIONAL { ?s a90:since ?since } OPTIONAL { ?s a90:until ?until }
} ORDER BY ?typeName ?type ?since ?s
"""

_ABOUT = "CONSTRUCT { ?thing ?p ?o . ?s ?q ?r } WHERE { { ?thing ?p ?o } UNION { ?s ?l ?thing ; ?q ?r } }"


def find(text: str, engine: store.Engine) -> ox.NamedNode:
    """The thing that `text` names: an IRI, `state:NLD`, `organisation/nato#NLD`, a code, or a name in any language."""
    iri = store.expand(text)
    if iri:
        node = ox.NamedNode(iri)
        if store.rows(engine.query("SELECT ?p { { ?thing ?p ?o } UNION { ?o ?p ?thing } } LIMIT 1", {"thing": node})):
            return node
        raise UserError(f"Nothing is said here of <{iri}>: check the spelling, or give a name instead.")
    return store.resolve(text, questions.KINDS["fact"], engine)


def card(thing: ox.NamedNode, engine: store.Engine, lang: str) -> None:
    """Print the card of a thing."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(width=None if sys.stdout.isatty() else 160)
    bound = {"thing": thing, "lang": ox.Literal(lang)}
    said = store.rows(engine.query(_OUT, bound))
    names = [r["o"].value for r in said if store.short(r["p"].value) == "skos:prefLabel" and r["o"].language == lang]
    console.print(f"[bold]{escape(names[0] if names else store.short(thing.value))}[/]  <{thing.value}>", highlight=False)
    table = Table(box=None, show_header=False, pad_edge=False)
    for r in said:
        term = r["o"]
        prop = store.short(r["p"].value)
        # Names in the thirty-odd other languages would drown the rest: Turtle and JSON have them all.
        if prop == "dcterms:source" or (isinstance(term, ox.Literal) and term.language not in (None, "en", lang)):
            continue
        text = ask.cell(term) + (f"  ({r['name'].value})" if r["name"] else "")
        table.add_row(escape(r["property"].value if r["property"] else prop), escape(text))
    console.print(table)
    by_type: dict[str, list[dict]] = {}
    for r in store.rows(engine.query(_IN, bound)):
        by_type.setdefault(r["typeName"].value if r["typeName"] else store.short(r["type"].value), []).append(r)
    for kind, found in by_type.items():
        console.print(f"\n[bold]{escape(kind)}[/] ({len(found)})")
        table = Table(box=None, show_header=False, pad_edge=False)
        for r in found:
            what = (r["name"] or r["whole"]).value if r["name"] or r["whole"] else ""
            table.add_row(ask.cell(r["since"]), ask.cell(r["until"]), escape(what), escape(ask.cell(r["s"])))
        console.print(table)
    cited = ask.sources([thing.value], engine)
    if cited:
        console.print(f"\n[bold]sources[/] ({len(cited)})")
        for s in cited:
            console.print(f"  {escape(s.publisher)}: {escape(s.title)}\n    {escape(s.url)}", highlight=False, soft_wrap=True)


def describe(text: str, engine: store.Engine, fmt: str, lang: str) -> None:
    """Describe the thing that `text` names, as a card (`table`), `turtle` or `json`."""
    thing = find(text, engine)
    if fmt == "table":
        card(thing, engine, lang)
    elif fmt == "turtle":
        ask.write(engine.query(_ABOUT, {"thing": thing}), "turtle", engine)
    elif fmt == "json":
        bound = {"thing": thing, "lang": ox.Literal(lang)}
        said, by = store.rows(engine.query(_OUT, bound)), store.rows(engine.query(_IN, bound))
        document = {
            "iri": thing.value,
            "says": [{"property": r["p"].value, "value": r["o"].value, "label": ask.cell(r["name"])} for r in said],
            "saidBy": [{k: (r[k].value if r[k] else None) for k in ("s", "type", "name", "since", "until")} for r in by],
            "sources": [s.url for s in ask.sources([thing.value], engine)],
        }
        print(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        raise UserError(f"A description is no {fmt}: choose table, turtle or json.")
