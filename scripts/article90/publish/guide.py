"""README.md of a build: which file to load, how to check it, how to update, how to cite."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from ..questions.catalogue import engines_otherwise
from . import settings
from .catalogue import FORMATS, File
from .release import Release

TEXT = Path(__file__).resolve().parent / "guide.md"
OTHERS = {"json": "JSON", "ru": "SPARQL"}
HOLDS = {
    "article90": "the ontology, its alignments and all data",
    "article90.nq": "the same and the derived parts, a named graph for each document",
    "bonds": "who is bound by what, from when to when",
    "findings": "whether the level of a spending commitment was reached in a year",
    "questions": "the questions, ready to run, with the number of rows to expect",
    "ontology": "the classes and properties",
    "alignments": "matches to other vocabularies",
    "shapes": "the SHACL shapes",
    "catalogue": "this release described: DCAT-AP, VoID, schema.org",
    "context": "the JSON-LD context",
    "csv-metadata": "the metadata of the tables (CSV on the Web)",
    "remove": "a SPARQL update that empties our named graphs",
}


class Listed(Protocol):
    """A built file, as far as the list of files goes."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def statements(self) -> int | None: ...  # noqa: D102
    @property
    def canonical(self) -> str | None: ...  # noqa: D102


def pretty(document: Mapping[str, object]) -> str:
    """A JSON document, a member a line."""
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def readme(release: Release, built: Iterable[Listed], files: Iterable[File]) -> str:
    """The page, its figures filled in."""
    sizes = {f.name: f.size for f in files}
    lines = ["| file | format | holds | statements | bytes | packed |", "|---|---|---|---:|---:|---:|"]
    counts: dict[str, int] = {}
    for one in built:
        stem, _, ending = one.name.rpartition(".")
        if one.statements is not None:
            counts[one.name] = one.statements
        holds = HOLDS.get(one.name) or HOLDS.get(stem, "") if ending != "csv" and ending != "parquet" else f"the table of {stem}"
        packed = sizes.get(f"{one.name}.gz")
        lines.append(
            f"| `{one.name}` | {OTHERS.get(ending) or FORMATS[ending][0]} | {holds} | {_number(one.statements)} "
            f"| {_number(sizes.get(one.name))} | {_number(packed)} |"
        )
    hashes = {one.name: one.canonical or "" for one in built}
    filled = {
        "files": "\n".join(lines),
        "version": release.version,
        "modified": release.modified,
        "citation": release.citation,
        "repository": settings.REPOSITORY,
        "triples": f"{counts['article90.nt']:,}",
        "quads": f"{counts['article90.nq']:,}",
        "hash": hashes["article90.nt"],
        "virtuoso": ", ".join(engines_otherwise()["Virtuoso/07"]),
    }
    text = TEXT.read_text(encoding="utf-8")
    for name, value in filled.items():
        text = text.replace("{{" + name + "}}", value)
    return text


def _number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"
