"""What is edited and what follows from it, read once for the files to load and the site."""

from __future__ import annotations

import contextlib
import hashlib
import os
import zlib
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property, partial
from multiprocessing import get_context

import pyoxigraph as ox

from .. import answers, fragments
from ..derive import FOLDER, derive
from ..engines import Engine, Oxigraph
from ..limits import Limits
from ..questions import catalogue
from ..vocabulary import ROOT, turtle_files
from ..words import LANGUAGES
from . import executables, formats, keeping, release
from .needs import needs
from .parts import DERIVED
from .remembering import Remembering, Statements

Triples = list[ox.Triple]


@dataclass(frozen=True)
class Asked:
    """The questions as data, and, where they were asked for, their answers by number and language."""

    questions: Triples
    answers: Mapping[tuple[str, str], Answer]


@dataclass(frozen=True)
class Answer:
    """What a question is answered on the day of the release: the rows, what they cannot say, and what was asked."""

    table: answers.Answer
    limits: Limits
    asked: Mapping[str, str]


@dataclass(frozen=True)
class Read:
    """The statements from which everything published is made."""

    documents: Mapping[str, Triples]  # what is edited, by the IRI of its document, in the order of the file
    told: Mapping[str, bytes]  # the same as N-Triples (formats.told)
    statements: Statements  # the same, as they are asked for
    release: release.Release
    lines: Mapping[str, bytes]  # what is derived, by part, as N-Triples, sorted
    shapes: Triples
    ask: Callable[[], Asked] = field(repr=False)  # gives what is asked, as soon as it is known

    @cached_property
    def asked(self) -> Asked:
        """The questions, and their answers if they were asked for."""
        return self.ask()

    @cached_property
    def derived(self) -> Mapping[str, Triples]:
        """What is derived, by part, sorted."""
        return {name: formats.read(lines) for name, lines in self.lines.items()}

    @cached_property
    def engine(self) -> Oxigraph:
        """An engine that holds what is edited."""
        return Oxigraph(filled(self.documents.values()))


def filled(documents: Iterable[Iterable[ox.Triple]]) -> ox.Store:
    """A store with the statements of documents, in their order, each with its own blank nodes."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for found in documents for t in found)
    return store


def answer(q: catalogue.Question, engine: Engine, day: str, lang: str) -> Answer:
    """The answer to a question with its defaults on a day."""
    given = {p.name: day for p in q.parameters if p.kind == "date" and p.default == "today"}
    found = answers.ask(q, given, engine, lang, cited=False)
    return Answer(found.answer, found.limits, found.asked)


@dataclass(frozen=True)
class _Edited:
    """What is edited, as the questions are put to it."""

    documents: Mapping[str, Triples]
    statements: Statements


_held: _Edited | None = None  # in a process that is forked to ask the questions


def _hold(edited: _Edited) -> None:
    global _held
    _held = edited


def _asked(answered: bool, day: str, edited: _Edited | None = None) -> Asked:
    """The questions as data, with their answers on a day if these are wanted, from what is `edited`, or is held by this process."""
    edited = edited or _held
    assert edited
    engine = Remembering(partial(filled, edited.documents.values()), edited.statements, "answers")
    questions = executables.executables(engine, day)
    told = {(q.id, lang): answer(q, engine, day, lang) for q in catalogue.all_questions().values() for lang in LANGUAGES if answered}
    engine.keep(all_asked=answered)
    return Asked(questions, told)


def derived(name: str, edited: Statements, engine: Callable[[], Engine]) -> bytes:
    """What a query of `derive/` makes of what is edited, which `engine` holds, as sorted N-Triples.

    It is kept until a statement changes that the query can match.
    """
    query = fragments.expanded(FOLDER / f"{name}.rq")
    of = needs(query)
    assert of
    made_from = hashlib.sha256(b"\n".join([ox.__version__.encode(), query.encode(), edited.digest(of).encode()])).hexdigest()[:24]
    with contextlib.suppress(zlib.error):
        if found := keeping.kept(name, made_from):
            return zlib.decompress(found)
    made = ox.serialize(sorted(derive(name, engine()), key=str), format=ox.RdfFormat.N_TRIPLES) or b""
    keeping.keep(name, made_from, zlib.compress(made, 1))
    return made


def read(answered: bool = False) -> Read:
    """Read what is edited and derive what is derived; beside it, where the system can, the questions are asked."""
    catalogue.all_questions()
    documents = release.documents()
    also = (*documents[release.ALIGNMENTS_GRAPH], *documents[release.DEPRECATED_GRAPH])
    stated = release.read(documents[release.ONTOLOGY_GRAPH], also)
    told = {graph: formats.told(triples) for graph, triples in documents.items()}
    edited = _Edited(documents, Statements(told.values()))
    ask: Callable[[], Asked] = partial(_asked, answered, stated.modified, edited)
    if (os.cpu_count() or 1) > 1 and hasattr(os, "fork"):
        beside = ProcessPoolExecutor(1, mp_context=get_context("fork"), initializer=_hold, initargs=(edited,))
        ask = beside.submit(_asked, answered, stated.modified).result
        beside.shutdown(wait=False)
    shapes = [t for file in turtle_files(ROOT / "shapes") for t in release.parsed(file)]
    made: dict[str, bytes] = {}
    found = Read(documents, told, edited.statements, stated, made, shapes, ask)
    made |= {name: derived(name, edited.statements, lambda: found.engine) for name in DERIVED}
    return found
