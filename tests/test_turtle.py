"""The Turtle is as people read it: formatted, canonical, RDF 1.1, and read alike by two parsers."""

from __future__ import annotations

import datetime
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import rdflib.compare
from article90 import vocabulary
from complaint import complain

FOLDERS = ["data", "ontology", "shapes"]
ONTOLOGY_FILES = vocabulary.turtle_files(vocabulary.ROOT / "ontology")
FILES = [file for folder in FOLDERS for file in vocabulary.turtle_files(vocabulary.ROOT / folder)]

# Tokens of Turtle that may hide what looks like others: strings (long ones first), IRIs, comments.
STRING = r'"""(?:\\.|[^\\])*?"""|\'\'\'(?:\\.|[^\\])*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
IRI = r"<[^<>\"{}|^`\\\s]*>"
HIDING = re.compile(rf"(?P<string>{STRING})|(?P<iri>{IRI})|(?P<comment>#[^\n]*)", re.DOTALL)
PREFIX = re.compile(r"^@prefix ([A-Za-z0-9_.-]*): <[^>]*> \.$", re.MULTILINE)
TAG = re.compile(r'""@([A-Za-z0-9-]+)')
# RDF 1.2 and older extensions: triple terms, annotations, reifiers, directions, version announcements.
NOT_RDF_11 = re.compile(r'<<|>>|\{\||\|\}|(?<=[\s;.,])~|""@[A-Za-z0-9-]+--|@version\b|^\s*VERSION\b', re.MULTILINE | re.IGNORECASE)


def bare(file: Path) -> str:
    """The text of `file` with its strings emptied and its IRIs and comments blanked."""
    return HIDING.sub(lambda m: '""' if m["string"] else " ", file.read_text(encoding="utf-8"))


def name(file: Path) -> str:
    return file.relative_to(vocabulary.ROOT).as_posix()


@pytest.fixture(scope="module")
def texts() -> Mapping[str, str]:
    return {name(file): bare(file) for file in FILES}


@pytest.fixture(scope="module")
def literals(parsed: Mapping[str, list[ox.Triple]]) -> list[tuple[str, ox.Triple]]:
    """Every triple with a literal as the file writes it (a store would make the literal canonical), with its file."""
    found = [(f"data/{path}.ttl", t) for path, triples in parsed.items() for t in triples if isinstance(t.object, ox.Literal)]
    for file in [*ONTOLOGY_FILES, *vocabulary.turtle_files(vocabulary.ROOT / "shapes")]:
        found += [(name(file), t) for t in ox.parse(path=str(file)) if isinstance(t.object, ox.Literal)]
    return found


@pytest.mark.parametrize("folder", FOLDERS)
def test_turtlefmt_would_change_nothing(folder: str) -> None:
    """Formatted by turtlefmt, as CI checks."""
    beside = Path(sys.executable).with_name("turtlefmt")
    turtlefmt = str(beside) if beside.exists() else shutil.which("turtlefmt")
    if not turtlefmt:
        pytest.skip("turtlefmt is not installed: it is in the extra `test`")
    files = vocabulary.turtle_files(vocabulary.ROOT / folder)
    run = subprocess.run([turtlefmt, "--check", *map(str, files)], capture_output=True, text=True, check=False)
    wrong = sorted(set(re.findall(r"The format of (\S+) is not correct", run.stdout + run.stderr)))
    complain("files that turtlefmt would change", [name(Path(w)) for w in wrong])
    assert run.returncode == 0, run.stderr[-2000:]


def test_prefixes_are_sorted_and_only_those_used(texts: Mapping[str, str]) -> None:
    offenders = []
    for file in FILES:
        declared = PREFIX.findall(file.read_text(encoding="utf-8"))
        body = re.sub(r"@prefix\s+\S+", "", texts[name(file)])
        used = set(re.findall(r"(?<![\w.:-])([A-Za-z0-9][\w.-]*|):(?=[\w%\\:]|\s|$)", body))
        if declared != sorted(declared):
            offenders.append(f"{name(file)}: prefixes not in alphabetical order")
        if len(declared) != len(set(declared)):
            offenders.append(f"{name(file)}: a prefix declared twice")
        if idle := set(declared) - used:
            offenders.append(f"{name(file)}: prefixes declared and not used: {', '.join(sorted(idle))}")
    complain("faults in prefixes", offenders)


def test_every_subject_is_described_in_one_place(texts: Mapping[str, str]) -> None:
    """The numbers of the Dutch in UNOGIL had an other value twice, under one name, with two reasons."""
    twice = {}
    for file, text in texts.items():
        opened = re.findall(r"^([A-Za-z0-9_.-]*:[^\s;,]+) a ", text, re.MULTILINE)
        if doubled := {s for s in opened if opened.count(s) > 1}:
            twice[file] = doubled
    assert not twice


def test_one_prefix_means_one_namespace() -> None:
    """The same prefix never stands for two namespaces, in whatever file (a file's own, named as its slug, may differ by kind)."""
    meanings: dict[str, dict[str, str]] = {}
    for file in FILES:
        for prefix, namespace in re.findall(r"^@prefix ([\w.-]*): <([^>]*)>", file.read_text(encoding="utf-8"), re.MULTILINE):
            if prefix in vocabulary.PREFIXES or not namespace.startswith(vocabulary.BASE):
                meanings.setdefault(prefix, {}).setdefault(namespace, name(file))
    for prefix, namespace in vocabulary.PREFIXES.items():
        if prefix in meanings:
            meanings[prefix].setdefault(namespace, "scripts/article90/vocabulary.py")
    complain("prefixes with two meanings", [f"{p}: {m}" for p, m in sorted(meanings.items()) if len(m) > 1])


def test_files_are_rdf_1_1(texts: Mapping[str, str]) -> None:
    offenders = [f"{path}: {m[0]!r}" for path, text in texts.items() for m in NOT_RDF_11.finditer(text)]
    complain("uses of what RDF 1.1 does not have", offenders)


def test_language_tags_are_lower_case(texts: Mapping[str, str]) -> None:
    offenders = [f"{path}: @{tag}" for path, text in texts.items() for tag in sorted(set(TAG.findall(text))) if tag != tag.lower()]
    complain("language tags with capitals", offenders)


def test_dates_are_valid_as_written(literals: list[tuple[str, ox.Triple]]) -> None:
    """rdflib would repair 2023-02-30 silently; here the text itself is read."""
    offenders = []
    for path, t in literals:
        kind = t.object.datatype.value.removeprefix(vocabulary.XSD)
        if kind == "date":
            try:
                if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", t.object.value):
                    raise ValueError
                datetime.date.fromisoformat(t.object.value)
            except ValueError:
                offenders.append(f"{path}: {vocabulary.short(t.predicate.value)} {t.object.value!r} is no date")
        elif kind in {"gYear", "gYearMonth", "gMonthDay", "dateTime", "dateTimeStamp", "time"}:
            offenders.append(f"{path}: {vocabulary.short(t.predicate.value)} {t.object.value!r} is of type xsd:{kind}: xsd:date only")
    complain("faults in dates", offenders)


CANONICAL = {
    "decimal": r"-?(0|[1-9]\d*)\.(0|\d*[1-9])",
    "integer": r"0|-?[1-9]\d*",
    "boolean": r"true|false",
    "date": r"\d{4}-\d{2}-\d{2}",
    "duration": r"P(?=\d)(?:[1-9]\d*Y)?(?:(?:[1-9]|1[01])M)?(?:[1-9]\d*D)?",
    "string": r"(?s).*\S.*",
    "anyURI": r"https?://\S+",
}


def test_literals_are_canonical(literals: list[tuple[str, ox.Triple]]) -> None:
    """Numbers short and without trailing noise, at most 15 digits; no datatype beyond those in use; no space at the ends of a text."""
    offenders = []
    for path, t in literals:
        value, datatype = t.object.value, t.object.datatype.value
        kind = datatype.removeprefix(vocabulary.XSD)
        where = f"{path}: {vocabulary.short(t.predicate.value)} {value[:60]!r}"
        if t.object.language or kind == "string":
            # Queries and patterns in shapes are set out over several lines.
            if not path.startswith("shapes/") and value != value.strip():
                offenders.append(f"{where} begins or ends with a blank")
        elif kind not in CANONICAL:
            offenders.append(f"{where} is of datatype {datatype}, not one of {', '.join(CANONICAL)}")
        elif not re.fullmatch(CANONICAL[kind], value):
            offenders.append(f"{where} is not a canonical xsd:{kind}")
        elif kind in {"decimal", "integer"} and sum(c.isdigit() for c in value) > 15:
            offenders.append(f"{where} has more than 15 digits")
    complain("literals that are not canonical", offenders)


def _from_oxigraph(file: Path) -> Iterator[tuple[str, str, str]]:
    for t in ox.parse(path=str(file)):
        yield str(t.subject), str(t.predicate), str(t.object)


def _from_rdflib(file: Path) -> rdflib.Graph:
    kept, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        return rdflib.Graph().parse(file, format="turtle")
    finally:
        rdflib.NORMALIZE_LITERALS = kept


def _as_rdflib(triples: Iterator[tuple[str, str, str]]) -> rdflib.Graph:
    kept, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        text = "".join(f"{s} {p} {o} .\n" for s, p, o in triples)
        return rdflib.Graph().parse(data=text, format="ntriples")
    finally:
        rdflib.NORMALIZE_LITERALS = kept


def test_two_parsers_read_the_same_triples() -> None:
    """pyoxigraph and rdflib agree on the ontology and on thirty files of data (drawn with a fixed seed)."""
    data = vocabulary.turtle_files()
    sample = random.Random(90).sample(data, min(30, len(data)))
    offenders = []
    for file in [*ONTOLOGY_FILES, *sample]:
        ours, theirs = _as_rdflib(_from_oxigraph(file)), _from_rdflib(file)
        if not rdflib.compare.isomorphic(ours, theirs):
            _, here, there = rdflib.compare.graph_diff(ours, theirs)
            offenders.append(f"{name(file)}: only pyoxigraph {sorted(here)[:2]}, only rdflib {sorted(there)[:2]}")
    complain("files that the two parsers read differently", offenders)
