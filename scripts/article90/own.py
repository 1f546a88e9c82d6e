"""A query of one's own: what need not be written in it, what is wrong with it, what slows it down."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Callable, Iterator
from functools import cache
from typing import IO

import pyoxigraph as ox

from . import syntax
from .answers import FORMATS, Answered, answered
from .engines import Engine, Oxigraph, rows, text
from .errors import UserError
from .sparql import TOKEN, bare
from .vocabulary import BASE, ONTOLOGY, PREFIXES, ROOT, XSD, short

# A query that takes longer than this is told what may make it slow; in seconds.
PATIENCE = 3.0


def prepare(query: str) -> str:
    """The query with our prefixes declared where it uses them without; UserError for a slip that no parser would tell.

    They are written before it on its first line, so that the lines of a message about it are its own.
    """
    for sentence in syntax.cut_off(query):
        raise UserError(f"The query does not ask what it seems to: {sentence}")
    known = syntax.declared(query)
    used = {prefix for _, prefix, _ in syntax.prefixed(query)}
    ours = " ".join(f"PREFIX {p}: <{PREFIXES[p]}>" for p in sorted(used - set(known)) if p in PREFIXES)
    return f"{ours}{syntax.SEAM}{query}" if ours else query


def names(query: str) -> Iterator[str]:
    """The IRIs in a query, those written with a prefix among them; not those of prefixes."""
    known = PREFIXES | syntax.declared(query)
    for _, prefix, local in syntax.prefixed(query):
        if prefix in known:
            yield known[prefix] + re.sub(r"\\(.)", r"\1", local)
    plain = re.sub(r"(?i)\b(?:PREFIX\s+[\w.-]*:|BASE)\s*<[^<>]*>", " ", syntax.without_comments(query))
    for found in TOKEN.finditer(plain):
        if found[0].startswith("<"):
            yield found[0][1:-1]


# Classes that are derived, with whatever has them for its only domain, and what is derived itself.
_DERIVED = """
PREFIX a90: <https://w3id.org/article90/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
SELECT DISTINCT ?term WHERE {
  { VALUES ?term { a90:Bond a90:Finding } } UNION {
    ?term rdfs:domain|schema:domainIncludes ?class . FILTER(?class IN (a90:Bond, a90:Finding))
    FILTER NOT EXISTS { ?term rdfs:domain|schema:domainIncludes ?other . FILTER(?other NOT IN (a90:Bond, a90:Finding)) }
  }
}
"""


def derived(query: str) -> bool:
    """Whether a query asks for what is derived: bonds or findings, or a property that nothing else has."""
    asked = set(names(query))
    if any(iri.startswith((f"{BASE}bond/", f"{BASE}finding/")) for iri in asked):
        return True
    if not any(iri.startswith(ONTOLOGY) for iri in asked):
        return False
    return bool(asked & _derived_terms())


@cache
def _derived_terms() -> frozenset[str]:
    """The terms that only what is derived has."""
    terms = Oxigraph([ROOT / "ontology" / "article90.ttl"])
    return frozenset(text(row, "term") for row in rows(terms.query(_DERIVED)))


_SAID = """
PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?term ?known ?instead WHERE {
  VALUES ?term { %s }
  BIND(EXISTS { ?term ?p1 ?o1 } || EXISTS { ?s2 ?term ?o2 } || EXISTS { ?s3 ?p3 ?term } AS ?known)
  OPTIONAL { ?term owl:deprecated true ; dcterms:isReplacedBy ?instead }
}
"""
# What a term may be mistaken for: a property or class in use or declared, a concept, a thing of ours.
_TERMS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?term WHERE {
  { ?any ?term ?value } UNION { ?term a ?kind }
  FILTER(STRSTARTS(STR(?term), ?space))
}
"""


def unknown(query: str, source: Engine) -> Iterator[str]:
    """A sentence for each term that is not there or is deprecated: with it a query finds nothing and does not say why.

    Looks at our own identifiers and at the vocabularies that our prefixes name.
    """
    ours = tuple(space for space in PREFIXES.values() if space != XSD)
    asked = [i for i in dict.fromkeys(names(query)) if i.startswith(ours) and i not in ours and re.fullmatch(r"[^\s<>\"{}|\\^`]+", i)]
    if not asked:
        return
    for row in rows(source.query(_SAID % " ".join(f"<{iri}>" for iri in asked))):
        term = short(text(row, "term"))
        if row["instead"] is not None:
            yield f"{term} is deprecated and no longer used: write {short(text(row, 'instead'))}."
        elif text(row, "known") in ("false", "0"):
            near = _near(text(row, "term"), source)
            yield f"{term} is used nowhere here{': did you mean ' + ' or '.join(near) + '?' if near else '.'}"


def _near(iri: str, source: Engine) -> list[str]:
    """The terms in the same namespace whose names are nearest, at most three."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    space = max((s for s in PREFIXES.values() if iri.startswith(s)), key=len)
    found = [text(r, "term") for r in rows(source.query(_TERMS, {"space": ox.Literal(space)}))]
    local = {term: term[len(space) :] for term in found if ("#" in term[len(space) :]) == ("#" in iri[len(space) :])}
    near = process.extract(iri[len(space) :], local, scorer=OSA.normalized_similarity, processor=str.casefold, limit=3, score_cutoff=0.65)
    return [short(term) for _, _, term in near]


_STEP = re.compile(r"[{}]|(?<![\w:.?$-])(OPTIONAL|FILTER|BIND|VALUES|UNION|MINUS|GRAPH|SERVICE|SELECT)\b(?!:)", re.IGNORECASE)


def faster(query: str) -> str | None:
    """The same query with its OPTIONAL parts after the patterns that stand behind them, where that changes no answer.

    Oxigraph evaluates what follows an OPTIONAL by itself and joins it afterwards, which can take a thousand times as long. An
    OPTIONAL may be moved when each of its variables that a later pattern has too is bound by a pattern before it (such a
    query is well designed: Perez, Arenas and Gutierrez 2009, section 4). None when there is nothing to move.
    """
    plain = bare(query)
    closing: dict[int, int] = {}
    opened: list[int] = []
    for at, sign in enumerate(plain):
        if sign == "{":
            opened.append(at)
        elif sign == "}" and opened:
            closing[opened.pop()] = at
    for start, end in sorted(closing.items()):
        moved = _reordered(query, plain, start + 1, end, closing)
        if moved is not None:
            return query[: start + 1] + moved + query[end:]
    return None


def _reordered(query: str, plain: str, start: int, end: int, closing: dict[int, int]) -> str | None:
    """One group with a run of patterns and OPTIONALs put in order; None when it is in order or cannot be."""
    pieces = list(_pieces(query, plain, start, end, closing))
    for first, (kind, _) in enumerate(pieces):
        if kind != "optional":
            continue
        run = list(range(first, len(pieces)))
        run = run[: next((n for n, i in enumerate(run) if pieces[i][0] == "other"), len(run))]
        later = [i for i in run if pieces[i][0] == "patterns" and pieces[i][1].strip(" .\n\t;")]
        if not later:
            continue
        last = [i for i in run if pieces[i][0] != "optional"][-1]
        bound = {v for kind, piece in pieces[:first] if kind == "patterns" for v in _variables(piece)}
        for i in range(first, last + 1):
            kind, piece = pieces[i]
            used_later = {v for j in later if j > i for v in _variables(pieces[j][1])}
            if kind == "optional" and (_variables(piece) & used_later) - bound:
                return None
            if kind == "patterns":
                bound |= _variables(piece)
        inside = pieces[first : last + 1]
        ordered = [p for p in inside if p[0] != "optional"] + [p for p in inside if p[0] == "optional"]
        patterns = [t.strip() for k, t in ordered if t.strip(" .\n\t")]
        head = "".join(t for _, t in pieces[:first]).rstrip()
        joined = "\n  ".join(t if t.endswith((".", "}", ")")) else t + " ." for t in patterns)
        dot = "" if not head or head.endswith((".", "}", ")")) else " ."
        return f"{head}{dot}\n  {joined}\n" + "".join(t for _, t in pieces[last + 1 :])
    return None


def _variables(piece: str) -> set[str]:
    return {m[1] for m in TOKEN.finditer(piece) if m[1]}


def _pieces(query: str, plain: str, start: int, end: int, closing: dict[int, int]) -> Iterator[tuple[str, str]]:
    """A group's pieces in order: patterns, filter, optional, other; with their text."""
    at = begun = start
    while at < end:
        found = _STEP.search(plain, at, end)
        if not found:
            break
        word = (found[1] or "").upper()
        if begun < found.start():
            yield "patterns", query[begun : found.start()]
        if word == "FILTER":
            stop = _condition(plain, found.end(), end, closing)
            yield "filter", query[found.start() : stop]
        else:
            brace = plain.find("{", found.start(), end)
            if word in ("BIND", "SELECT") or brace < 0:
                yield "other", query[found.start() : end]
                return
            stop = closing[brace] + 1
            yield ("optional" if word == "OPTIONAL" else "other"), query[found.start() : stop]
        at = begun = stop
    if begun < end:
        yield "patterns", query[begun:end]


def _condition(plain: str, at: int, end: int, closing: dict[int, int]) -> int:
    """Where the condition of a FILTER that begins at `at` ends."""
    exists = re.compile(r"\s*(?:NOT\s+)?EXISTS\s*(?=\{)", re.IGNORECASE).match(plain, at, end)
    if exists:
        return closing[exists.end()] + 1
    depth = 0
    for place in range(at, end):
        depth += {"(": 1, ")": -1}.get(plain[place], 0)
        if depth == 0 and plain[place] == ")":
            return place + 1
    return end


ADVICE = "This takes long. A pattern that stands after an OPTIONAL is looked up by itself and joined afterwards; the same question, faster:"


def ask(query: str, source: Engine, tell: Callable[[str], None] = lambda _: None, strict: bool = True) -> Answered:
    """The answer to a query of one's own, prepared, with the sources of the facts in it.

    `tell` is called with what may be said of it beside the answer: a term that is not there where `strict` is false (UserError
    otherwise), and advice when it takes longer than `PATIENCE`.
    """
    prepared = check(query, source, tell, strict)
    with _advised(query, tell):
        found = source.query(prepared)
    return answered(None, found, source)


@contextlib.contextmanager
def _advised(query: str, tell: Callable[[str], None]) -> Iterator[None]:
    """Advice for a query that takes longer than `PATIENCE`, where there is any."""
    better = faster(query)
    timer = threading.Timer(PATIENCE, tell, [f"{ADVICE}\n\n{better.strip()}\n"]) if better else None
    if timer:
        timer.daemon = True
        timer.start()
    try:
        yield
    finally:
        if timer:
            timer.cancel()


def check(query: str, source: Engine, tell: Callable[[str], None], strict: bool = True) -> str:
    """The prepared query; UserError, or a call of `tell` where not `strict`, for the terms in it that are not there."""
    prepared = prepare(query)
    for sentence in unknown(prepared, source):
        if strict:
            raise UserError(f"The query cannot find what it asks for: {sentence}")
        tell(sentence)
    return prepared


def stream(query: str, source: Oxigraph, fmt: str, out: IO[bytes], tell: Callable[[str], None]) -> None:
    """The answer to a query of one's own, prepared, written to `out` as csv, tsv or json while it comes.

    Of a table no more than a row is held, so it may be longer than the memory; see `ask` for what is said beside it.
    """
    prepared = check(query, source, tell)
    with _advised(query, tell):
        source.stream(prepared, FORMATS[fmt], out)
