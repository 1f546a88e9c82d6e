"""Hashes of what pages are made from beside the facts that they ask for: programs, questions, documents."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...vocabulary import CLASSES_IN, PREFIXES
from .. import settings
from . import maps
from .material import Material

PACKAGE = Path(__file__).resolve().parents[2]
_IMPORT = re.compile(r"^\s*from\s+(\.+)([\w.]*)\s+import\s+(\([^)]*\)|[^\n]*)", re.MULTILINE)


def digest(*parts: object) -> str:
    """A hash of anything that JSON can hold."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, default=str).encode()).hexdigest()[:24]


def _hash(files: Iterable[Path]) -> str:
    return digest([(f.relative_to(PACKAGE).as_posix(), hashlib.sha256(f.read_bytes()).hexdigest()) for f in sorted(files)])


def _imported(file: Path) -> Iterator[Path]:
    """The modules of ours that a module imports, wherever in it, with the packages in which they stand."""
    for dots, name, names in _IMPORT.findall(file.read_text(encoding="utf-8")):
        place = file.parents[len(dots) - 1].joinpath(*filter(None, name.split(".")))
        for one in (place, *(place / found for found in re.findall(r"\w+", names))):
            yield from (found for found in (one.with_suffix(".py"), *(up / "__init__.py" for up in (one, *one.parents))) if found.is_file())


def programs(first: Path) -> set[Path]:
    """A module and all of ours that it imports, and those import: what another module does changes nothing of what this one makes."""
    found: set[Path] = set()
    new = {first}
    while new:
        found |= new
        new = {one for file in new for one in _imported(file) if PACKAGE in one.parents} - found
    return found


@dataclass(frozen=True)
class Given:
    """Hashes of what pages are made from beside the facts that they ask for."""

    code: str  # what makes pages out of facts, but for the templates
    asks: Mapping[str, str]  # by what pages say that they ask: the questions and recipes, and all statements too
    documents: Mapping[str, str]  # the statements of each document

    @staticmethod
    def of(material: Material) -> Given:
        """The hashes for a build."""
        import jinja2
        import pyoxigraph

        words = (
            PREFIXES,
            {kind: sorted(found) for kind, found in CLASSES_IN.items()},
            settings.SITE,
            material.today,
            str(material.release),
        )
        code = digest(
            jinja2.__version__, pyoxigraph.__version__, maps.there(), _hash(programs(Path(__file__).with_name("build.py"))), words
        )
        documents = {name: hashlib.sha256(text).hexdigest()[:24] for name, text in material.told.items()}
        asked = (f for f in PACKAGE.rglob("*.*") if f.suffix in (".rq", ".yaml", ".json", ".md") and "static" not in f.parts)
        queries = _hash(asked)
        return Given(code, {"": "", "queries": queries, "answer": queries, "answers": digest(queries, documents)}, documents)
