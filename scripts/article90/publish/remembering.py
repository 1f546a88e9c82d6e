"""Answers that are kept from one build to the next: each until a statement changes that its query can match."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import pickle
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from ..engines import Answer, Oxigraph, Table
from ..sparql import Term, bind
from ..vocabulary import RDF_TYPE, ROOT
from . import keeping
from .needs import Needs, needs

_TYPE = str(RDF_TYPE).encode()


class Statements:
    """Statements in the order in which a store was given them, found by what a query can depend on (needs.py)."""

    def __init__(self, documents: Iterable[bytes], after: Statements | None = None) -> None:
        """The statements of N-Triples documents, one after another, and after those of others."""
        self._lines: list[bytes] = [*(after._lines if after else ()), *b"".join(documents).splitlines()]
        self._by: dict[bytes, list[int]] = {key: list(of) for key, of in after._by.items()} if after else {}
        by, end, first = self._by, len(b" ."), len(after._lines) if after else 0
        for n, line in enumerate(self._lines[first:], first):
            _, prop, value = line.split(b" ", 2)
            by.setdefault(prop, []).append(n)
            if prop == _TYPE:
                by.setdefault(prop + b" " + value[:-end], []).append(n)
            elif value.startswith(b'"') and value[(mark := value.rindex(b'"') + 1) : mark + 1] == b"@":
                by.setdefault(prop + b" " + value[mark:-end], []).append(n)
        self._hashes: dict[str, bytes] = {}

    def _hash(self, key: str) -> bytes:
        """A hash of the statements under one key."""
        if key not in self._hashes:
            self._hashes[key] = self._of(self._by.get(key.encode(), ()))
        return self._hashes[key]

    def _of(self, numbers: Iterable[int]) -> bytes:
        lines = self._lines
        return hashlib.sha256(b"\n".join([lines[n] for n in numbers])).digest()

    def digest(self, of: Needs) -> str:
        """A hash of all that an answer depends on."""
        if of.every:
            if "" not in self._hashes:
                self._hashes[""] = self._of(range(len(self._lines)))
            return self._hashes[""].hex()
        if of.together:
            numbers = {n for key in of.some for n in self._by.get(key.encode(), ())}
            return self._of(sorted(numbers)).hex()
        return hashlib.sha256(b"".join(self._hash(key) for key in sorted(of.some))).hexdigest()


class Kept(NamedTuple):
    """An answer that was given: what it depends on, the hash of that, and the rows, or yes or no."""

    of: Needs
    digest: str
    answer: bytes | bool


@cache
def _maker() -> str:
    """What tells answers that are kept from those that would be given now: the engine, and how is read what they depend on."""
    here = Path(__file__)
    told = (ox.__version__.encode(), str(ROOT).encode(), here.read_bytes(), here.with_name("needs.py").read_bytes())
    return hashlib.sha256(b"\n".join(told)).hexdigest()[:24]


class Remembering(Oxigraph):
    """An embedded store that nobody writes to: it answers a query once, and not even that where the answer of an earlier build stands."""

    def __init__(self, fill: Callable[[], ox.Store], statements: Statements | None = None, sort: str = "") -> None:
        """Answer from the store that `fill` gives when one is needed; it holds `statements`, in their order.

        `sort` is the name under which answers are kept in the user's cache; without one none are.
        """
        super().__init__(ox.Store())
        self._fill: Callable[[], ox.Store] | None = fill
        self._answered: dict[str, Answer] = {}
        self._statements, self._sort = statements, sort
        self._before: Mapping[str, Kept] = _read(sort) if sort else {}
        self._now: dict[str, Kept] = {}

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """See Engine.query; what is said before a query, in lines that begin with #, makes it no other one."""
        lines = bind(text, bindings or {}).splitlines(keepends=True)
        asked = "".join(itertools.dropwhile(lambda line: line.startswith("#"), lines)).strip()
        if asked not in self._answered:
            self._answered[asked] = self._known(asked) if self._sort else self._asked(asked)
        return self._answered[asked]

    def _asked(self, text: str) -> Answer:
        if self._fill:
            self.store, self._fill = self._fill(), None
        return super().query(text)

    def _known(self, text: str) -> Answer:
        """The answer of an earlier build where it stands, and otherwise one that will be kept."""
        assert self._statements
        name = hashlib.sha256(text.encode()).hexdigest()
        before = self._before.get(name)
        of = before.of if before else needs(text)
        if of is None:
            return self._asked(text)
        digest = self._statements.digest(of)
        if before and before.digest == digest:
            self._now[name] = before
            return before.answer if isinstance(before.answer, bool) else Table(before.answer)
        answer = self._asked(text)
        if isinstance(answer, Table | bool):
            self._now[name] = Kept(of, digest, answer.document if isinstance(answer, Table) else answer)
        return answer

    def keep(self, all_asked: bool) -> None:
        """Keep the answers for the next build; where not all was asked that a build asks, those of an earlier one too."""
        if self._sort and self._now != (self._before if all_asked else {n: self._before.get(n) for n in self._now}):
            kept = self._now if all_asked else {**self._before, **self._now}
            keeping.keep(self._sort, _maker(), pickle.dumps(kept, protocol=pickle.HIGHEST_PROTOCOL))
            self._before = kept


def _read(sort: str) -> Mapping[str, Kept]:
    with contextlib.suppress(pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError, ValueError):
        found = pickle.loads(keeping.kept(sort, _maker()) or b"")
        if isinstance(found, dict):
            return found
    return {}
