"""From what a person writes in a field to the term that is meant: a day, a text, a number, a concept, a thing."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from difflib import get_close_matches

import pyoxigraph as ox

from .. import folding, names, vocabulary
from ..engines import Answer, Engine, rows, text
from ..errors import UserError
from ..sparql import Term
from ..vocabulary import BASE, XSD
from .forms import Field
from .page import Object

_CONCEPTS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?concept ?label { ?concept skos:inScheme ?scheme ; skos:prefLabel ?label FILTER(LANG(?label) IN ("en", "nl")) }
"""
_SOURCES = "PREFIX a90: <https://w3id.org/article90/ontology#> SELECT ?s { ?s a a90:Source }"
_SAID = "SELECT ?p { ?thing ?p ?o } LIMIT 1"
# Numbers as XML Schema writes them.
_NUMBERS = {"integer": (r"-?\d+", "a whole number"), "decimal": (r"-?\d+\.\d+", "a number with a point, for example 44.8")}


class Remembering:
    """An engine that is asked the same over and over, row after row of a table, and answers the second time from memory."""

    def __init__(self, engine: Engine) -> None:
        """Ask `engine`."""
        self.engine = engine
        self.known: dict[tuple[str, tuple[tuple[str, str], ...]], Answer] = {}

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """See Engine.query."""
        key = (text, tuple(sorted((name, str(term)) for name, term in (bindings or {}).items())))
        if key not in self.known:
            self.known[key] = self.engine.query(text, bindings)
        return self.known[key]


def is_said(iri: str, source: Engine) -> bool:
    """Whether anything is published of `iri`."""
    return bool(rows(source.query(_SAID, {"thing": ox.NamedNode(iri)})))


def value(f: Field, written: str, lang: str, source: Engine) -> Object:
    """What `written` means in a field; UserError, in one sentence, when it means nothing there."""
    written = written.strip()
    if not written:
        raise UserError(f"--{f.name} says nothing: give it a value or leave it out.")
    if f.is_date:
        return vocabulary.date(written)
    if f.is_text:
        return ox.Literal(written, language=lang)
    kind = f.datatype.removeprefix(XSD)
    if kind in _NUMBERS:
        pattern, words = _NUMBERS[kind]
        if not re.fullmatch(pattern, written, re.ASCII):
            raise UserError(f"'{written[:60]}' is no value for --{f.name}: it takes {words}.")
    elif kind == "boolean" and written not in ("true", "false"):
        raise UserError(f"'{written[:60]}' is no value for --{f.name}: it takes true or false.")
    elif kind == "anyURI" or (not kind and not f.places):
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", written):
            raise UserError(f"'{written[:60]}' is no web address: --{f.name} takes one that begins with http:// or https://.")
        if not kind:
            return ox.NamedNode(written)
    if kind:
        return ox.Literal(written, datatype=ox.NamedNode(f.datatype))
    schemes = [place for place in f.places if place.startswith("concept/")]
    return concept(f, written, schemes, source) if schemes else thing(written, f.places, source)


def thing(written: str, kinds: tuple[str, ...], source: Engine) -> ox.NamedNode:
    """The thing, or the part of one, that `written` names among those of `kinds`."""
    if "#" in written:  # a part: nato#NLD, organisation/nato#NLD or an IRI
        whole, _, part = written.partition("#")
        iri = vocabulary.expand(written) or f"{thing(whole, kinds, source).value}#{part}"
        if is_said(iri, source) and any(iri.startswith(f"{BASE}{kind}/") for kind in kinds):
            return ox.NamedNode(iri)
        raise UserError(f"Nothing is said here of '{written[:80]}': write the name of the whole, a # and the part, for example nato#NLD.")
    if kinds == ("source",):  # a source has a title, and is cited by its slug
        slug = written.removeprefix(BASE).removeprefix("source/").removeprefix("source:")
        if re.fullmatch(r"[a-z0-9-]+", slug) and is_said(f"{BASE}source/{slug}", source):
            return ox.NamedNode(f"{BASE}source/{slug}")
        known = [text(r, "s").rpartition("/")[2] for r in rows(source.query(_SOURCES))]
        near = [k for k in sorted(known) if slug and k.startswith(slug)][:3] or get_close_matches(slug, known, 3)
        hint = f"did you mean {', '.join(near)}?" if near else "describe it first, with 'article90 add source'."
        raise UserError(f"There is no source '{slug[:60]}': {hint}")
    return names.resolve(written, kinds, source)


def concept(f: Field, written: str, schemes: list[str], source: Engine) -> ox.NamedNode:
    """The concept that `written` names, by its slug or its label in English or Dutch; UserError lists what there is."""
    known: dict[str, str] = {}
    slugs = []
    for scheme in schemes:
        for r in rows(source.query(_CONCEPTS, {"scheme": ox.NamedNode(BASE + scheme)})):
            iri = text(r, "concept")
            slug = iri.partition("#")[2]
            slugs.append(slug)
            known[folding.fold(slug)] = known[iri] = iri
            known.setdefault(folding.fold(text(r, "label")), iri)
    found = known.get(vocabulary.expand(written) or "") or known.get(folding.fold(written))
    if found:
        return ox.NamedNode(found)
    slugs = sorted(set(slugs))
    near = slugs if len(slugs) <= 16 else get_close_matches(folding.fold(written).replace(" ", "-"), slugs, 5, 0.5)
    told = f"choose {', '.join(near)}" if near else ""
    if len(near) < len(slugs):
        told += f"{'; ' if near else ''}'article90 describe {schemes[0]}' lists what there is"
    raise UserError(f"'{written[:60]}' is no value for --{f.name}: {told}.")


def partial(written: str, last: bool) -> tuple[str, str]:
    """A day, month or year as the day that is written and the precision: 2030-03 is 2030-03-01 to the month, or 2030-03-31."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{2}))?", written.strip(), re.ASCII)
    if not found or not (1 <= int(found[2] or 1) <= 12) or int(found[1]) == 0:
        return written, ""
    year, month = int(found[1]), int(found[2] or (12 if last else 1))
    day = calendar.monthrange(year, month)[1] if last else 1
    return f"{year:04}-{month:02}-{day:02}", "month" if found[2] else "year"
