"""Where things are, how they are loaded, and how a query is put to an engine.

The one rule of the publication: the IRI is the path. ``BASE + "organisation/nato"`` is described by
``data/organisation/nato.ttl``; a fragment of it stands in the same file.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

import platformdirs
import pyoxigraph as ox

from .errors import UserError

BASE = "https://w3id.org/article90/"
ONTOLOGY = BASE + "ontology#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

_HERE = Path(__file__).resolve().parent
# Installed from a wheel, the data lie inside the package; in a checkout, beside it.
ROOT = _HERE if (_HERE / "data").is_dir() else _HERE.parent
DATA = ROOT / "data"
QUESTIONS = _HERE / "questions"

PREFIXES = {
    "a90": ONTOLOGY,
    **{
        kind: f"{BASE}{kind}/"
        for kind in (
            "concept",
            "constitution",
            "declaration",
            "event",
            "forum",
            "indicator",
            "legal-act",
            "measure",
            "mission",
            "organisation",
            "person",
            "resolution",
            "source",
            "state",
            "strategy",
            "territory",
            "treaty",
        )
    },
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "unit": "http://qudt.org/vocab/unit/",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": XSD,
}

Term = ox.NamedNode | ox.Literal | ox.BlankNode
Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def turtle_files(folder: Path = DATA) -> list[Path]:
    """All Turtle files below `folder`, sorted."""
    return sorted(folder.rglob("*.ttl"))


def iri_of(path: Path, data: Path = DATA) -> str:
    """The IRI that the file at `path` describes (the one rule)."""
    return BASE + path.resolve().relative_to(data.resolve()).with_suffix("").as_posix()


def everything() -> list[Path]:
    """The files that make up the publication: the ontology, its alignments and all data."""
    return [*turtle_files(ROOT / "ontology"), *turtle_files(DATA)]


def short(iri: str) -> str:
    """`iri` as people write it: `state:NLD`, `organisation/nato#NLD`, `a90:since`; unchanged if it is nobody's."""
    if iri.startswith(BASE) and "#" in iri and not iri.startswith(ONTOLOGY):
        return iri.removeprefix(BASE)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri.removeprefix(BASE) if iri.startswith(BASE) else iri


def expand(text: str) -> str | None:
    """The IRI that `text` writes: a whole IRI, `prefix:name` or `kind/slug[#part]`; None if it is none of these."""
    if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", text):
        return text
    if re.fullmatch(r"[a-z-]+/[A-Za-z0-9-]+(#[A-Za-z0-9.-]+)?", text):
        return BASE + text
    prefix, colon, name = text.partition(":")
    if colon and prefix in PREFIXES and re.fullmatch(r"[A-Za-z0-9/#._-]+", name):
        return PREFIXES[prefix] + name
    return None


def date(text: str) -> ox.Literal:
    """`text` as an xsd:date literal.

    Raises UserError when it is not a calendar date written YYYY-MM-DD; `today` is accepted.
    """
    if text == "today":
        text = datetime.date.today().isoformat()
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        datetime.date.fromisoformat(text)
    except ValueError:
        raise UserError(f"'{text}' is not a date: write it as year-month-day, for example 2014-07-17.") from None
    return ox.Literal(text, datatype=ox.NamedNode(XSD + "date"))


class Engine(Protocol):
    """Anything that answers SPARQL 1.1."""

    name: str

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """The answer to `text` with the variables of `bindings` bound to terms; UserError if it is no query."""
        ...


# Tokens in which a question mark does not start a variable, then variables themselves
# (SPARQL 1.1, section 19.8: IRIREF, STRING_LITERAL*, comments, VAR1, VAR2).
_TOKEN = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*>|\"\"\"(?:\\.|[^\\])*?\"\"\"|'''(?:\\.|[^\\])*?'''"""
    r"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\#[^\n]*|[?$]([A-Za-z0-9_]+)""",
    re.DOTALL | re.VERBOSE,
)


def variables(text: str) -> list[str]:
    """The names of the variables in a query, in order of first use."""
    return list(dict.fromkeys(m[1] for m in _TOKEN.finditer(text) if m[1]))


def bind(text: str, bindings: Mapping[str, Term]) -> str:
    """`text` with each variable of `bindings` replaced by its term.

    The same for every engine, so that all answer the same query: pyoxigraph's `substitutions` takes only variables that are
    projected, rdflib has its own `initBindings`, and the SPARQL protocol has none. Works on tokens, so a question mark
    inside a string, IRI or comment is left alone, and writes terms through the library's own serialiser, so no value can
    break out of its place.
    """
    return _TOKEN.sub(lambda m: str(bindings[m[1]]) if m[1] in bindings else m[0], text)


class Oxigraph:
    """The embedded store."""

    name = "oxigraph"

    def __init__(self, files: Iterable[Path] | None = None) -> None:
        """Hold the triples of `files` in memory, or those of the whole publication from the index kept of it."""
        self.store = _published() if files is None else _fill(ox.Store(), files)

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """See Engine.query."""
        try:
            return self.store.query(bind(text, bindings or {}))
        except SyntaxError as error:
            raise UserError(f"The query is not SPARQL 1.1: {error}") from None


def _fill(store: ox.Store, files: Iterable[Path]) -> ox.Store:
    """Load the files into a store; UserError that names the file at fault when one cannot be read."""
    files = list(files)
    try:
        # One document is parsed twice as fast as two thousand.
        store.bulk_load(b"\n".join(file.read_bytes() for file in files), format=ox.RdfFormat.TURTLE)
        return store
    except (OSError, SyntaxError):
        store.clear()
    for file in files:
        try:
            store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
        except SyntaxError as error:
            raise UserError(f"{file} is not well-formed Turtle: {error}") from None
        except OSError as error:
            raise UserError(f"{file} cannot be read: {error.strerror or error}.") from None
    return store


def _published() -> ox.Store:
    """The whole publication, from an index in the user's cache that is made anew when any file has changed.

    Opening the index takes some 10 ms where parsing takes most of a second. Without a place to keep it, all is parsed.
    """
    files = everything()
    state = "\n".join(f"{f} {(s := f.stat()).st_mtime_ns} {s.st_size}" for f in files) + ox.__version__
    cache = platformdirs.user_cache_path("article90")
    index = cache / hashlib.sha256(state.encode()).hexdigest()[:16]
    # RocksDB reports what it cannot read as RuntimeError: then, as without a cache at all, everything is parsed
    with contextlib.suppress(OSError, RuntimeError):
        if not index.is_dir():
            if sys.stderr.isatty():
                print(f"Indexing {len(files):,} files (once) ...", file=sys.stderr)
            cache.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=cache, prefix="making-") as making:
                _fill(ox.Store(f"{making}/index"), files).optimize()
                for old in sorted((p for p in cache.iterdir() if len(p.name) == 16), key=lambda p: p.stat().st_mtime)[:-2]:
                    shutil.rmtree(old, ignore_errors=True)
                with contextlib.suppress(FileExistsError):  # another process was as quick
                    Path(making, "index").rename(index)
        return ox.Store.read_only(str(index))
    return _fill(ox.Store(), files)


def _from_json(content: bytes) -> Answer:
    return ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)


def to_rdflib(documents: Iterable[Iterable[ox.Triple]]):  # -> rdflib.Graph
    """Triples as pyoxigraph reads them as an rdflib graph, literals as they were written.

    Several times as fast as rdflib's own parser over many small files.
    """
    import rdflib

    # Without this rdflib mends invalid literals silently, and a check never sees them.
    rdflib.NORMALIZE_LITERALS = False
    graph = rdflib.Graph()

    @cache
    def term(t: Term) -> rdflib.term.Node:
        if isinstance(t, ox.NamedNode):
            return rdflib.URIRef(t.value)
        if isinstance(t, ox.BlankNode):
            return rdflib.BNode(t.value)
        if t.language:
            return rdflib.Literal(t.value, lang=t.language)
        plain = t.datatype.value == XSD + "string"
        return rdflib.Literal(t.value, datatype=None if plain else rdflib.URIRef(t.datatype.value))

    for triples in documents:
        for s, p, o in triples:
            graph.add((term(s), term(p), term(o)))
    return graph


class Rdflib:
    """rdflib, the API that many readers use: slower, for comparison."""

    name = "rdflib"

    def __init__(self, files: Iterable[Path]) -> None:
        def triples(file: Path) -> Iterator[ox.Triple]:
            try:
                yield from (quad.triple for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE))
            except SyntaxError as error:
                raise UserError(f"{file} is not well-formed Turtle: {error}") from None
            except OSError as error:
                raise UserError(f"{file} cannot be read: {error.strerror or error}.") from None

        self.graph = to_rdflib(map(triples, files))

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """See Engine.query."""
        from pyparsing.exceptions import ParseException

        try:
            result = self.graph.query(bind(text, bindings or {}))
        except ParseException as error:
            raise UserError(f"The query is not SPARQL 1.1: {error}") from None
        if result.type in ("CONSTRUCT", "DESCRIBE"):
            ntriples = result.graph.serialize(format="ntriples", encoding="utf-8")
            store = ox.Store()
            store.load(ntriples, format=ox.RdfFormat.N_TRIPLES)
            return store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        return _from_json(result.serialize(format="json"))


class Endpoint:
    """A SPARQL 1.1 endpoint over HTTP (SPARQL 1.1 Protocol, section 2.1.3: query by POST, unencoded)."""

    name = "endpoint"

    def __init__(self, url: str, timeout: float = 60.0) -> None:
        if not re.match(r"https?://", url):
            raise UserError(f"'{url}' is not the address of an endpoint: it has to begin with http:// or https://.")
        self.url = url
        self.timeout = timeout

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """See Engine.query; UserError when the endpoint cannot be reached, refuses or is none."""
        import httpx

        results, triples = "application/sparql-results+json", "application/n-triples"
        try:
            response = httpx.post(
                self.url,
                content=bind(text, bindings or {}).encode(),
                headers={"Content-Type": "application/sparql-query", "Accept": f"{results}, {triples};q=0.9"},
                timeout=self.timeout,
            )
        except httpx.TimeoutException:
            raise UserError(f"The endpoint {self.url} did not answer within {self.timeout:g} seconds.") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise UserError(f"The endpoint {self.url} cannot be reached ({error}): is it running?") from None
        if response.status_code != 200:
            reason = " ".join(response.text.split())[:200]
            raise UserError(f"The endpoint {self.url} refused the query (HTTP {response.status_code}): {reason}")
        kind = response.headers.get("content-type", "").split(";")[0]
        try:
            if kind == triples:
                store = ox.Store()
                store.load(response.content, format=ox.RdfFormat.N_TRIPLES)
                return store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
            return _from_json(response.content)
        except (SyntaxError, ValueError):
            raise UserError(f"{self.url} does not answer like a SPARQL endpoint (it sent {kind or 'nothing'}).") from None


def engine(name: str = "oxigraph", endpoint: str | None = None, files: Iterable[Path] | None = None) -> Engine:
    """The engine to ask: an endpoint if one is given, else the named embedded one loaded with `files` (all by default)."""
    if endpoint:
        return Endpoint(endpoint)
    kinds = {"oxigraph": Oxigraph, "rdflib": Rdflib}
    if name not in kinds:
        raise UserError(f"There is no engine '{name}': choose {' or '.join(kinds)}.")
    if name == "rdflib" and files is None:
        files = everything()
    return kinds[name](files)


def rows(answer: Answer) -> list[dict[str, Term | None]]:
    """The rows of a SELECT as dictionaries from variable name to term (None where unbound)."""
    names = [v.value for v in answer.variables]
    return [{name: row[name] for name in names} for row in answer]


def resolve(text: str, kinds: Iterable[str], source: Engine) -> ox.NamedNode:
    """The thing that `text` names among those of `kinds` (folders of data/).

    Accepts an IRI, `kind:slug`, `kind/slug`, a bare slug or code, or a label in any language.
    Raises UserError, naming near misses, when nothing or more than one thing fits.
    """
    kinds = list(kinds)
    iri = expand(text)
    if iri:
        if not any(iri.startswith(f"{BASE}{kind}/") for kind in kinds):
            raise UserError(f"'{text}' is no {' or '.join(kinds)}: give a code, a name or an IRI of one.")
        if rows(source.query("SELECT ?p { ?thing ?p ?o } LIMIT 1", {"thing": ox.NamedNode(iri)})):
            return ox.NamedNode(iri)
        raise UserError(f"Nothing is said here of <{iri}>: check the spelling, or look it up with 'article90 describe NAME'.")
    labelled = rows(
        source.query(
            "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX a90: <https://w3id.org/article90/ontology#> "
            "SELECT DISTINCT ?thing (STR(?l) AS ?label) { ?thing skos:prefLabel|skos:altLabel|a90:formalName ?l "
            'FILTER(!CONTAINS(STR(?thing), "#")) }'
        )
    )
    found = {r["thing"].value for r in labelled if r["label"].value.casefold() == text.casefold()}
    labels: dict[str, str] = {}
    for r in labelled:
        thing = r["thing"].value
        if any(thing.startswith(f"{BASE}{kind}/") for kind in kinds):
            labels[r["label"].value] = thing
            slug = thing.rpartition("/")[2]
            labels.setdefault(slug, thing)
            if slug.casefold() == text.casefold():
                return ox.NamedNode(thing)
    found &= set(labels.values())
    if len(found) == 1:
        return ox.NamedNode(found.pop())
    if found:
        raise UserError(f"'{text}' is the name of more than one thing: say which of {', '.join(sorted(map(short, found)))}.")
    from rapidfuzz import process, utils

    near = process.extract(text, labels.keys(), processor=utils.default_process, limit=3, score_cutoff=70)
    hint = f" Did you mean {', '.join(f'{m[0]} ({short(labels[m[0]])})' for m in near)}?" if near else ""
    raise UserError(f"There is no {' or '.join(kinds)} called '{text}'.{hint}")
