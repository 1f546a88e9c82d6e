"""From what a person writes to a concept of a scheme: peacekeeping, accession, Africa."""

from __future__ import annotations

import pyoxigraph as ox

from .engines import Engine, rows, text
from .errors import Ambiguous, NotFound
from .folding import fold
from .vocabulary import BASE, expand, short

# Of what is less alike than this (100 is alike) nothing is suggested.
NEAR = 75.0

_CONCEPTS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?name (LANG(?name) AS ?lang) WHERE { ?thing skos:inScheme ?scheme ; skos:prefLabel|skos:altLabel ?name }
"""


def concept(written: str, scheme: str, source: Engine, lang: str = "en") -> ox.NamedNode:
    """The concept of a scheme (its slug) that `written` names: by IRI, by the last part of it, or by a name in any language.

    Raises NotFound, with near misses or else with all there are, or Ambiguous.
    """
    from rapidfuzz import fuzz, process

    labelled = rows(source.query(_CONCEPTS, {"scheme": ox.NamedNode(f"{BASE}concept/{scheme}")}))
    wanted, iri = fold(written), expand(written)
    slugs = {text(r, "thing").rpartition("#")[2]: text(r, "thing") for r in labelled}
    found = {text(r, "thing") for r in labelled if text(r, "thing") == iri or fold(text(r, "name")) == wanted}
    found |= {thing for slug, thing in slugs.items() if slug == written.strip()}
    if len(found) == 1:
        return ox.NamedNode(found.pop())
    shown = written if len(written) <= 60 else written[:57] + "..."
    if found:
        raise Ambiguous(f"'{shown}' is the name of more than one thing: say which of {', '.join(sorted(map(short, found)))}.", found)
    forms = {fold(text(r, "name")): text(r, "name") for r in labelled if text(r, "lang") in ("en", lang)}
    near = [forms[key] for key, _, _ in process.extract(wanted, forms.keys(), scorer=fuzz.ratio, limit=3, score_cutoff=NEAR)]
    hint = f"Did you mean {', '.join(near)}?" if near else f"There are {', '.join(sorted(slugs))}."
    raise NotFound(f"There is no {scheme.replace('-', ' ')} called '{shown}'. {hint}", [])
