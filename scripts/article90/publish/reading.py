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

from .. import answers, fragments, own
from ..derive import FOLDER, derive
from ..engines import Engine, Oxigraph, Remembering
from ..limits import Limits
from ..questions import catalogue
from ..vocabulary import RDF_TYPE, ROOT, turtle_files
from ..words import LANGUAGES
from . import executables, formats, keeping, release
from .parts import DERIVED

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
    release: release.Release
    engine: Oxigraph  # holds what is edited
    derived: Mapping[str, Triples]  # what is derived, by part, sorted
    shapes: Triples
    ask: Callable[[], Asked] = field(repr=False)  # gives what is asked, as soon as it is known

    @cached_property
    def asked(self) -> Asked:
        """The questions, and their answers if they were asked for."""
        return self.ask()


def answer(q: catalogue.Question, engine: Engine, day: str, lang: str) -> Answer:
    """The answer to a question with its defaults on a day."""
    given = {p.name: day for p in q.parameters if p.kind == "date" and p.default == "today"}
    found = answers.ask(q, given, engine, lang, cited=False)
    return Answer(found.answer, found.limits, found.asked)


_held: ox.Store | None = None  # in a process that is forked to ask the questions: what is edited


def _hold(store: ox.Store) -> None:
    global _held
    _held = store


def _asked(answered: bool, day: str, store: ox.Store | None = None) -> Asked:
    """The questions as data, with their answers on a day if these are wanted, from what `store` holds, or is held by this process."""
    store = store or _held
    assert store
    engine = Remembering(store)
    questions = executables.executables(engine, day)
    told = {(q.id, lang): answer(q, engine, day, lang) for q in catalogue.all_questions().values() for lang in LANGUAGES if answered}
    return Asked(questions, told)


def derived(name: str, edited: Iterable[ox.Triple], engine: Engine) -> Triples:
    """What a query of `derive/` makes of what is edited, which `engine` holds, sorted: kept until a statement that it asks for changes."""
    query = fragments.expanded(FOLDER / f"{name}.rq")
    asked = {RDF_TYPE, *map(ox.NamedNode, own.names(query))}
    told = sorted(formats.told([t for t in edited if t.predicate in asked]).splitlines())
    made_from = hashlib.sha256(b"\n".join([ox.__version__.encode(), query.encode(), *told])).hexdigest()[:24]
    with contextlib.suppress(zlib.error, SyntaxError):
        if found := keeping.kept(name, made_from):
            return [q.triple for q in ox.parse(zlib.decompress(found), format=ox.RdfFormat.N_TRIPLES)]
    made = sorted(derive(name, engine), key=str)
    keeping.keep(name, made_from, zlib.compress(ox.serialize(made, format=ox.RdfFormat.N_TRIPLES) or b"", 1))
    return made


def read(answered: bool = False) -> Read:
    """Read what is edited and derive what is derived; beside it, where the system can, the questions are asked."""
    catalogue.all_questions()
    documents = release.documents()
    also = (*documents[release.ALIGNMENTS_GRAPH], *documents[release.DEPRECATED_GRAPH])
    told = release.read(documents[release.ONTOLOGY_GRAPH], also)
    store = ox.Store()
    store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for found in documents.values() for t in found)
    engine = Oxigraph(store)
    ask: Callable[[], Asked] = partial(_asked, answered, told.modified, store)
    if (os.cpu_count() or 1) > 1 and hasattr(os, "fork"):
        beside = ProcessPoolExecutor(1, mp_context=get_context("fork"), initializer=_hold, initargs=(store,))
        ask = beside.submit(_asked, answered, told.modified).result
        beside.shutdown(wait=False)
    edited = [t for found in documents.values() for t in found]
    return Read(
        documents,
        told,
        engine,
        {name: derived(name, edited, engine) for name in DERIVED},
        [t for file in turtle_files(ROOT / "shapes") for t in release.parsed(file)],
        ask,
    )
