"""Putting a query to an engine: Oxigraph embedded or rdflib (an endpoint: see `endpoint`); the answer is whole when it is given.

Each answers with a `Table` (SELECT), a bool (ASK) or a `Graph` (CONSTRUCT, DESCRIBE).
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol, TypeVar

import pyoxigraph as ox

from . import syntax
from .errors import Stopped, UserError
from .sparql import Term, bind, guard
from .vocabulary import PREFIXES, RDF_TYPE, XSD

if TYPE_CHECKING:
    import rdflib

Row = dict[str, Term | None]
T = TypeVar("T")


@dataclass(frozen=True)
class Table:
    """The answer to a SELECT, held as a document of SPARQL 1.1 Query Results JSON."""

    document: bytes

    def __getstate__(self) -> dict[str, object]:
        """What goes to another process: the rows are read there anew, by whom wants them."""
        return {"document": self.document}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the variables, in the order of the query."""
        return tuple(v.value for v in self._solutions().variables)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows as dictionaries from variable name to term (None where unbound)."""
        return [{name: row[name] for name in self.columns} for row in self._solutions()]

    def serialize(self, format: ox.QueryResultsFormat) -> bytes:
        """The rows in one of the W3C's formats of results (JSON, CSV, TSV, XML)."""
        return self._solutions().serialize(format=format) or b""

    def _solutions(self) -> ox.QuerySolutions:
        found = ox.parse_query_results(self.document, format=ox.QueryResultsFormat.JSON)
        assert isinstance(found, ox.QuerySolutions)
        return found


@dataclass(frozen=True)
class Graph:
    """The answer to a CONSTRUCT or DESCRIBE."""

    triples: tuple[ox.Triple, ...]

    def __iter__(self) -> Iterator[ox.Triple]:
        """The triples, in the order in which the engine gave them."""
        return iter(self.triples)


Answer = Table | Graph | bool


class Engine(Protocol):
    """Anything that answers SPARQL 1.1."""

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """The answer to `text` with the variables of `bindings` bound to terms; UserError if it is no query."""
        ...


def rows(answer: Answer | ox.QuerySolutions) -> list[Row]:
    """The rows of a SELECT, from here or from pyoxigraph itself; UserError when the answer is no table."""
    if isinstance(answer, ox.QuerySolutions):
        answer = whole(answer)
    if not isinstance(answer, Table):
        raise UserError("This query is answered by yes or no, or by a graph, and a table was asked for: use SELECT.")
    return answer.rows


def text(row: Row, name: str) -> str:
    """The value of a cell as text, empty where it is unbound."""
    term = row[name]
    return "" if term is None else term.value


# Deep recursion in a long chain of operators needs more than the few megabytes of an ordinary stack.
_STACK = 512 * 1024 * 1024
_stack_size = threading.Lock()


def interruptible(work: Callable[[], T], seconds: float | None = None, late: str = "") -> T:
    """What `work` gives, done in a thread of its own, so that Ctrl-C and a time limit are heard while a library is busy.

    `seconds` is the limit; UserError when it passes, with `late` where that is said of it. The thread cannot be ended: whoever is told
    so should end the process.
    """
    given: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            given.append(work())
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run, name="query", daemon=True)
    with _stack_size:
        usual = threading.stack_size(_STACK)
        try:
            thread.start()
        except RuntimeError:  # no room for so large a stack: take the usual one
            threading.stack_size(usual)
            thread = threading.Thread(target=run, name="query", daemon=True)
            thread.start()
        finally:
            threading.stack_size(usual)
    end = None if seconds is None else time.monotonic() + seconds
    try:
        while thread.is_alive():
            thread.join(0.2)
            if end is not None and time.monotonic() > end and thread.is_alive():
                raise UserError(late or f"The query did not end within {seconds:g} seconds: narrow it, or allow more with --timeout.")
    except KeyboardInterrupt:
        raise Stopped from None
    if failed:
        raise failed[0]
    return given[0]


class Oxigraph:
    """The embedded store."""

    def __init__(
        self, store: ox.Store | Iterable[Path], timeout: float | None = None, service: bool = False, kept: Path | None = None
    ) -> None:
        """Answer from `store`, or from the triples of files held in memory; see `interruptible` and `guard`.

        `kept` is a file in which what is worked out of a store on disk may be kept beside it.
        """
        self.store = store if isinstance(store, ox.Store) else fill(ox.Store(), store)
        self.timeout = timeout
        self.service = service
        self.kept = kept

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """See Engine.query."""
        return self._run(bind(text, bindings or {}), whole)

    def stream(self, text: str, format: ox.QueryResultsFormat, out: IO[bytes]) -> None:
        """The answer to a SELECT or ASK, written to `out` while it comes; UserError as in `query`."""

        def write(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> None:
            try:
                if isinstance(found, ox.QueryTriples):
                    raise UserError("This query makes a graph, not a table: use --format turtle.")
                found.serialize(out, format=format)
            finally:
                del found

        self._run(text, write)

    def _run(self, text: str, read: Callable[[ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples], T]) -> T:
        """What `read` makes of what a query finds, within the time limit; UserError when the query cannot be answered."""
        guard(text, self.service)
        try:
            return interruptible(lambda: read(self.store.query(text)), self.timeout)
        except SyntaxError as error:
            raise UserError(syntax.explained(text, error)) from None
        except BrokenPipeError:
            raise
        except (RuntimeError, OSError, ValueError) as error:
            raise UserError(f"The query cannot be answered: {' '.join(str(error).split())}.") from None


def whole(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
    """What an engine gives bit by bit, read to its end."""
    try:
        if isinstance(found, ox.QuerySolutions):
            return Table(found.serialize(format=ox.QueryResultsFormat.JSON) or b"")
        return Graph(tuple(dict.fromkeys(found))) if isinstance(found, ox.QueryTriples) else bool(found)
    finally:
        del found  # it may be let go only in the thread that it was made in, and an error would carry it out


def fill(store: ox.Store, files: Iterable[Path]) -> ox.Store:
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


def turtle(triples: Iterable[ox.Triple | ox.Quad], prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Triples as Turtle that reads alike everywhere: sorted, and without a backslash in any name.

    A prefix is used only where every name under it can be written plainly. Names with an escape (`treaty:cwc\\#MHL`) are
    legal (RDF 1.1 Turtle, PN_LOCAL_ESC), but Virtuoso 7 keeps the backslash in the IRI and rdflib.js refuses the file. Blank
    nodes are named by RDFC-1.0, so that the same graph gives the same bytes.
    """
    quads = [ox.Quad(t.subject, t.predicate, t.object) for t in triples]
    blank = [q for q in quads if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]
    if blank:
        named = ox.Dataset(blank)
        named.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        quads = [q for q in quads if not isinstance(q.subject, ox.BlankNode) and not isinstance(q.object, ox.BlankNode)] + list(named)
    ordered = sorted({q.triple for q in quads}, key=lambda t: (str(t.subject), t.predicate != RDF_TYPE, str(t.predicate), str(t.object)))
    iris = {t.value for q in ordered for t in (q.subject, q.predicate, q.object) if isinstance(t, ox.NamedNode)}
    iris |= {q.object.datatype.value for q in ordered if isinstance(q.object, ox.Literal)}
    plain = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?")
    used = {}
    for prefix, namespace in prefixes.items():
        inside = [iri[len(namespace) :] for iri in iris if iri.startswith(namespace)]
        if inside and all(plain.fullmatch(name) for name in inside if name):
            used[prefix] = namespace
    return ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=used) or b""


def to_rdflib(documents: Iterable[Iterable[ox.Triple]]) -> rdflib.Graph:
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

    def __init__(self, files: Iterable[Path], service: bool = False, timeout: float | None = None) -> None:
        """Hold the triples of `files` in memory; `timeout` is in seconds, for one query."""

        def triples(file: Path) -> Iterator[ox.Triple]:
            try:
                yield from (quad.triple for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE))
            except SyntaxError as error:
                raise UserError(f"{file} is not well-formed Turtle: {error}") from None
            except OSError as error:
                raise UserError(f"{file} cannot be read: {error.strerror or error}.") from None

        self.graph = to_rdflib(map(triples, files))
        self.service, self.timeout = service, timeout

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """See Engine.query."""
        bound = bind(text, bindings or {})
        guard(bound, self.service)
        return interruptible(lambda: self._answer(bound), self.timeout) if self.timeout else self._answer(bound)

    def _answer(self, bound: str) -> Answer:
        try:
            result = self.graph.query(bound)
        except Exception as error:  # rdflib raises what is at hand, pyparsing's exceptions and its own
            raise UserError(syntax.explained(bound, error)) from None
        if result.type in ("CONSTRUCT", "DESCRIBE"):
            ntriples = (result.graph or to_rdflib([])).serialize(format="ntriples", encoding="utf-8")
            return Graph(tuple(q.triple for q in ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES)))
        if result.type == "ASK":
            return bool(result.askAnswer)
        return Table(result.serialize(format="json") or b"")
