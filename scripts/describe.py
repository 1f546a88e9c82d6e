"""Everything said of a thing and by it, with sources: a card to read, or Turtle, or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pyoxigraph as ox

from . import ask, questions, store
from .errors import UserError

_OUT = "SELECT ?p ?o WHERE { ?thing ?p ?o } ORDER BY ?p ?o"

# What points to the thing: the parts of other things (memberships, participations ...), told by type and dates.
_IN = """
PREFIX a90: <https://w3id.org/article90/ontology#>
SELECT DISTINCT ?s ?type ?since ?until WHERE {
  ?s ?p ?thing ; a ?type .
  OPTIONAL { ?s a90:since ?since }
  OPTIONAL { ?s a90:until ?until }
} ORDER BY ?type ?since ?s
"""

_LABELS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing ?label WHERE { VALUES ?thing { %s } ?thing skos:prefLabel|rdfs:label ?label . FILTER(LANG(?label) = ?lang) }
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


def labels(iris: Iterable[str], engine: store.Engine, lang: str) -> dict[str, str]:
    """The labels that things have in a language, by IRI."""
    wanted = sorted(set(iris))
    found: dict[str, str] = {}
    for start in range(0, len(wanted), 2000):
        values = " ".join(f"<{iri}>" for iri in wanted[start : start + 2000])
        for row in store.rows(engine.query(_LABELS % values, {"lang": ox.Literal(lang)})):
            found[row["thing"].value] = row["label"].value
    return found


def whole(iri: str) -> str:
    """The thing in whose file an IRI stands."""
    return iri.partition("#")[0]


def card(thing: ox.NamedNode, engine: store.Engine, lang: str) -> None:
    """Print the card of a thing."""
    from rich.markup import escape
    from rich.table import Table

    console = ask.console()
    said = store.rows(engine.query(_OUT, {"thing": thing}))
    by = store.rows(engine.query(_IN, {"thing": thing}))
    named = labels(
        [thing.value]
        + [r[k].value for r in said for k in ("p", "o") if isinstance(r[k], ox.NamedNode)]
        + [iri for r in by for iri in (r["s"].value, whole(r["s"].value), r["type"].value)],
        engine,
        lang,
    )
    console.print(f"[bold]{escape(named.get(thing.value, store.short(thing.value)))}[/]  <{thing.value}>", highlight=False)
    table = Table(box=None, show_header=False, pad_edge=False)
    for r in said:
        prop, term = r["p"].value, r["o"]
        # Names in the thirty-odd other languages would drown the rest: Turtle and JSON have them all.
        foreign = isinstance(term, ox.Literal) and term.language not in (None, "en", lang)
        if store.short(prop) == "dcterms:source" or foreign:
            continue
        name = f"  ({named[term.value]})" if isinstance(term, ox.NamedNode) and term.value in named else ""
        table.add_row(escape(named.get(prop, store.short(prop).partition(":")[2])), escape(ask.cell(term) + name))
    console.print(table)
    kinds: dict[str, list[ask.Row]] = {}
    for r in by:
        kinds.setdefault(named.get(r["type"].value, store.short(r["type"].value).partition(":")[2]), []).append(r)
    for kind, found in sorted(kinds.items()):
        console.print(f"\n[bold]{escape(kind)}[/] ({len(found)})")
        table = Table("since", "until", "what", "node", box=None, pad_edge=False, header_style="dim")
        for r in found:
            subject = r["s"].value
            name = named.get(subject) or named.get(whole(subject), "")
            table.add_row(ask.cell(r["since"]), ask.cell(r["until"]), escape(name), escape(store.short(subject)))
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
        said, by = (store.rows(engine.query(q, {"thing": thing})) for q in (_OUT, _IN))
        named = labels([r["o"].value for r in said if isinstance(r["o"], ox.NamedNode)], engine, lang)
        document = {
            "iri": thing.value,
            "says": [{"property": r["p"].value, "value": r["o"].value, "label": named.get(r["o"].value)} for r in said],
            "saidBy": [{k: (r[k].value if r[k] else None) for k in ("s", "type", "since", "until")} for r in by],
            "sources": [s.url for s in ask.sources([thing.value], engine)],
        }
        print(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        raise UserError(f"A description is no {fmt}: choose table, turtle or json.")
