"""What the search knows: every name, former name, acronym and code of every thing, and the commitments and terms by name."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pyoxigraph as ox

from ... import cookbook
from ...dossiers import terms
from ...dossiers.facts import View, href
from ...questions import catalogue
from ...vocabulary import BASE, ONTOLOGY

_NAMES = ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel", "a90:formalName", "dc:title", "rdfs:label")


def index(english: View, dutch: View, things: list[str]) -> bytes:
    """A script that hands over the list: a row a thing, with where it is, what it is called in both languages, other names, codes, kind.

    A row of what has ended ends with a 1.
    """
    facts = english.facts
    codes = {c for c in facts.to(ONTOLOGY + "code", "rdfs:subPropertyOf")}
    from ...vocabulary import short

    code_names = {short(c) for c in codes} | {"skos:notation"}
    paged = {iri: f"{terms.page(iri)}.html" for iri in terms.with_pages(english)}
    rows = []
    parts = [n for kind in ("Obligation", "Pledge", "Permission", "Recommendation") for n in facts.of(f"a90:{kind}")]
    parts += facts.of("skos:Concept")
    parts += facts.parts(BASE + "ontology")
    for iri in [*(BASE + path for path in things), *parts]:
        said = facts.says(iri)
        title = english.label(iri), dutch.label(iri)
        names = {v.value for p in _NAMES for v in said.get(p, ()) if isinstance(v, ox.Literal)} - set(title)
        found = [v.value for p in said if p in code_names for v in said[p]]
        slug = iri.rpartition("/")[2].replace("#", " ")
        kinds = said.get("rdf:type", ())
        kind = kinds[0].value if kinds else ""
        rows.append(
            [
                paged.get(iri) or href(iri),
                title[0],
                title[1] if title[1] != title[0] else 0,
                " | ".join(sorted(names)),
                " ".join([slug, *found]),
                _kind(kind),
                *([1] if (facts.one(iri, "a90:until") or "9999") < english.today else []),
            ]
        )
    for q in catalogue.all_questions().values():
        rows.append([f"question/{q.id}.html", q.summary["en"], q.summary["nl"], "", q.id, "Question"])
    for r in cookbook.recipes():
        rows.append([f"cookbook.html#{r.slug}", r.summary["en"], r.summary["nl"], "", f"cookbook kookboek {r.number} {r.slug}", "Recipe"])
    for node in terms.shapes(english):
        told = terms.shape(english, node)
        rows.append([told["page"], told["id"], 0, " | ".join(told["said"]), "", "Shape"])
    kinds_named: Mapping[str, list[str]] = {
        name: [english.label(ONTOLOGY + name), dutch.label(ONTOLOGY + name)] for name in sorted({str(r[5]) for r in rows})
    }
    for name, words in (
        ("Question", ["Question", "Vraag"]),
        ("Recipe", ["Recipe", "Recept"]),
        ("Shape", ["Shape", "Shape"]),
        ("Concept", ["Concept", "Begrip"]),
        ("ConceptScheme", ["Concepts", "Begrippen"]),
    ):
        if name in kinds_named:
            kinds_named[name][:] = words
    document = {"kinds": kinds_named, "rows": sorted(rows, key=lambda r: str(r[0]))}
    return f"window.article90 = {json.dumps(document, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _kind(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]
