"""The ways of asking for questions (asked.yaml, and the questions themselves), searchable by groups of three letters."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial

from ..folding import fold
from . import catalogue
from .catalogue import KINDS, Parameter

# What may be named in a sentence, and the sign that stands for it: five letters that no word has.
SIGNS = {
    "state": "qsqzt",
    "territory": "qtqzt",
    "organisation": "qoqzt",
    "forum": "qoqzt",
    "treaty": "qiqzt",
    "declaration": "qiqzt",
    "resolution": "qiqzt",
    "constitution": "qiqzt",
    "legal-act": "qiqzt",
    "mission": "qmqzt",
    "event": "qeqzt",
    "strategy": "qgqzt",
    "provision": "qpqzt",
    "time": "qdqzt",
    "concept": "qcqzt",
}


@dataclass(frozen=True)
class Phrase:
    """One way of asking a question, its parameters in the order in which it says them, and folded, with signs in their place."""

    question: str
    lang: str
    parameters: tuple[str, ...]
    text: str
    denies: bool | None  # whether there is a "not" in it; None of a question itself, which is too long to tell
    fixed: str = ""  # a value that goes without saying: Dutch missions are those of the Netherlands


PLACE = r"\{([\w-]+)\}"


NOT = re.compile(r"\b(?:not?|never|nor|non|niet|geen|nooit|buiten|outside|zonder|without)\b|n['’]t\b", re.IGNORECASE)


@cache
def index() -> tuple[sqlite3.Connection, list[Phrase], dict[str, set[str]]]:
    """The ways of asking, searchable by groups of three letters, and the words in them by language."""
    import yaml

    asked = yaml.load((catalogue.FOLDER / "asked.yaml").read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    phrases: list[Phrase] = []
    for q in catalogue.all_questions().values():
        parameters = {p.name: p for p in (*q.parameters, *q.filters)}
        for lang in q.summary:
            phrases.append(Phrase(q.id, lang, (), folded(f"{q.summary[lang]} {' '.join(q.tags) if lang == 'en' else ''}"), None))
            for written in asked.get(q.id, {}).get(lang, ()):
                way, _, fixed = written.partition(" -> ")
                said = tuple(re.findall(PLACE, way))
                signed = folded(re.sub(PLACE, partial(_sign_of, parameters), way))
                phrases.append(Phrase(q.id, lang, said, signed, bool(NOT.search(way)), fixed))
    words = {lang: {w for p in phrases if p.lang == lang for w in p.text.split()} for lang in ("en", "nl")}
    made = sqlite3.connect(":memory:")
    made.execute("CREATE VIRTUAL TABLE phrases USING fts5(phrase, tokenize = 'trigram')")
    made.execute("CREATE VIRTUAL TABLE terms USING fts5vocab('phrases', 'row')")
    made.executemany("INSERT INTO phrases(rowid, phrase) VALUES (?, ?)", enumerate(f" {p.text} " for p in phrases))
    return made, phrases, words


def _sign_of(parameters: Mapping[str, Parameter], match: re.Match[str]) -> str:
    return sign(parameters[match[1]])


def sign(p: Parameter) -> str:
    """The sign for what a parameter takes."""
    if p.kind == "concept":
        return SIGNS["concept"]
    if p.kind in ("date", "integer") or p.name == "year":
        return SIGNS["time"]
    return SIGNS[p.among if p.among in SIGNS else KINDS[p.among][0]]


def folded(sentence: str) -> str:
    """A sentence in the form in which it is compared."""
    return fold(sentence) or ""
