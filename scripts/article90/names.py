"""The one matcher: from what a person writes (a code, a name, an identifier) to the thing that is meant.

It never guesses between two things, and never suggests what it would not accept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox

from .engines import Engine, Row, rows, text
from .errors import UserError
from .vocabulary import BASE, KINDS, expand, short

WIKIDATA = "http://www.wikidata.org/entity/"

# Labels in every language, then the codes that identify a thing, each with the property that says what it is.
_NAMES = """
PREFIX a90: <https://w3id.org/article90/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?name (LANG(?name) AS ?lang) WHERE {
  ?thing skos:prefLabel|skos:altLabel|skos:hiddenLabel|a90:formalName ?name
  FILTER(!CONTAINS(STR(?thing), "#"))
}
"""
_CODES = """
PREFIX a90: <https://w3id.org/article90/ontology#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?thing ?name WHERE {
  { ?property rdfs:subPropertyOf+ a90:code . ?thing ?property ?name } UNION { ?thing owl:sameAs ?name }
  FILTER(!CONTAINS(STR(?thing), "#"))
}
"""


@cache
def fold(name: str) -> str:
    """The normal form in which names are compared.

    Unicode compatibility decomposition (UAX #15, NFKD), without marks, case folded, with blanks for punctuation and
    without a leading article.
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = re.sub(r"[\W_]+", " ", bare.replace("&", " and ").replace("'", "").replace("’", "")).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "de", "het") else words)


def _among(kinds: Iterable[str], iri: str) -> bool:
    return any(iri.startswith(f"{BASE}{kind}/") for kind in kinds)


def _code(term: Row) -> str:
    return text(term, "name").removeprefix(WIKIDATA).casefold()


def resolve(written: str, kinds: Iterable[str], source: Engine, lang: str = "en") -> ox.NamedNode:
    """The thing that `written` names among those of `kinds` (folders of data/).

    Accepts an IRI, `kind:slug`, `kind/slug`; a name in any language; a code (ISO 3166-1 alpha-2, alpha-3 or alpha-4, M49,
    Correlates of War, a Wikidata item, the symbol of a document ...); and, where no name or code fits, a bare slug.
    Raises UserError, with near misses in English and `lang`, when nothing or more than one thing fits.
    """
    kinds = tuple(kinds)
    one_of = " or ".join(kinds) if len(kinds) < 6 else "thing"
    shown = written if len(written) <= 60 else written[:57] + "..."
    iri = expand(written)
    if iri and iri.startswith(BASE):
        if rows(source.query("SELECT ?p { ?thing ?p ?o } LIMIT 1", {"thing": ox.NamedNode(iri)})):
            if _among(kinds, iri):
                return ox.NamedNode(iri)
            raise UserError(f"'{shown}' is no {one_of}: give a code, a name or an IRI of one.")
        slug = iri.rpartition("/")[2]
        elsewhere = {t for kind in KINDS for t in (f"{BASE}{kind}/{slug}",) if _said(t, source)} if "#" not in slug else set()
        hint = f"do you mean {' or '.join(sorted(map(short, elsewhere)))}?" if elsewhere else "check the spelling, or give a name instead."
        raise UserError(f"Nothing is said here of <{iri}>: {hint}")
    wanted, code = fold(written), written.strip().removeprefix(WIKIDATA).removeprefix("wd:").casefold()
    labelled = rows(source.query(_NAMES)) if wanted else []
    found = {text(r, "thing") for r in labelled if fold(text(r, "name")) == wanted}
    found |= {text(r, "thing") for r in rows(source.query(_CODES)) if _code(r) == code}
    mine = {t for t in found if _among(kinds, t)}
    if not mine:
        slugs = {text(r, "thing") for r in labelled} if re.fullmatch(r"[a-z0-9-]+", code) else set()
        slugs = {t for t in slugs if t.rpartition("/")[2].casefold() == code}
        mine, found = {t for t in slugs if _among(kinds, t)}, found | slugs
    if len(mine) == 1:
        return ox.NamedNode(mine.pop())
    if mine:
        raise UserError(f"'{shown}' is the name of more than one thing: say which of {', '.join(sorted(map(short, mine)))}.")
    if found:
        there = " and ".join(f"the {t.removeprefix(BASE).partition('/')[0]} {short(t)}" for t in sorted(found))
        raise UserError(f"There is no {one_of} called '{shown}': it names {there}.")
    near = _near(wanted, [r for r in labelled if _among(kinds, text(r, "thing")) and text(r, "lang") in ("en", lang)])
    hint = f" Did you mean {', '.join(f'{name} ({short(thing)})' for name, thing in near)}?" if near else ""
    raise UserError(f"There is no {one_of} called '{shown}'.{hint}")


_CONCEPTS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?name (LANG(?name) AS ?lang) WHERE { ?thing skos:inScheme ?scheme ; skos:prefLabel|skos:altLabel ?name }
"""


def concept(written: str, scheme: str, source: Engine, lang: str = "en") -> ox.NamedNode:
    """The concept of a scheme (its slug) that `written` names: by IRI, by the last part of it, or by a name in any language.

    Raises UserError, with near misses or else with all there are, when nothing or more than one thing fits.
    """
    labelled = rows(source.query(_CONCEPTS, {"scheme": ox.NamedNode(f"{BASE}concept/{scheme}")}))
    wanted, iri = fold(written), expand(written)
    slugs = {text(r, "thing").rpartition("#")[2]: text(r, "thing") for r in labelled}
    found = {text(r, "thing") for r in labelled if text(r, "thing") == iri or fold(text(r, "name")) == wanted}
    found |= {thing for slug, thing in slugs.items() if slug == written.strip()}
    if len(found) == 1:
        return ox.NamedNode(found.pop())
    shown = written if len(written) <= 60 else written[:57] + "..."
    if found:
        raise UserError(f"'{shown}' is the name of more than one thing: say which of {', '.join(sorted(map(short, found)))}.")
    near = _near(wanted, [r for r in labelled if text(r, "lang") in ("en", lang)])
    hint = f"Did you mean {', '.join(name for name, _ in near)}?" if near else f"There are {', '.join(sorted(slugs))}."
    raise UserError(f"There is no {scheme.replace('-', ' ')} called '{shown}'. {hint}")


def _said(iri: str, source: Engine) -> bool:
    return bool(rows(source.query("SELECT ?p { ?thing ?p ?o } LIMIT 1", {"thing": ox.NamedNode(iri)})))


def _near(wanted: str, labelled: list[Row]) -> list[tuple[str, str]]:
    """At most three names that `wanted` may be a slip for, a thing each, with the thing's IRI."""
    from rapidfuzz import fuzz, process

    folded = {fold(text(r, "name")): (text(r, "name"), text(r, "thing")) for r in labelled}
    near: dict[str, str] = {}
    for key, _, _ in process.extract(wanted, folded.keys(), scorer=fuzz.ratio, limit=8, score_cutoff=75):
        name, thing = folded[key]
        near.setdefault(thing, name)
    return [(name, thing) for thing, name in near.items()][:3]
