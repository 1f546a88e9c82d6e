"""The words of the publication, said once: kinds, prefixes, paths, identifiers. Everything else asks here.

The one rule: the IRI is the path. ``BASE + "organisation/nato"`` is described by ``data/organisation/nato.ttl``; a fragment
of it stands in the same file.
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from .errors import UserError

if TYPE_CHECKING:
    import curies

BASE = "https://w3id.org/article90/"
ONTOLOGY = BASE + "ontology#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

_HERE = Path(__file__).resolve().parent
# Installed from a wheel, the data lie inside the package; in a checkout, beside the scripts.
ROOT = _HERE if (_HERE / "data").is_dir() else _HERE.parent.parent
DATA = ROOT / "data"


def _read() -> tuple[dict[str, str], dict[str, set[str]], set[str], set[str]]:
    """What the ontology says once for all: prefixes, the folder of each class, the classes that state facts, the dates."""
    prefixes: dict[str, str] = {}
    folders: dict[str, set[str]] = {}
    facts, dates = set(), set()
    parser = ox.parse(path=str(ROOT / "ontology" / "article90.ttl"), format=ox.RdfFormat.TURTLE)
    for quad in parser:
        said, thing = quad.predicate.value, quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
        if said == ONTOLOGY + "folder":
            folders.setdefault(quad.object.value, set()).add(thing)
        elif said == ONTOLOGY + "statesFact":
            facts.add(thing)
        elif said.endswith("rdf-schema#range") and quad.object.value == XSD + "date":
            dates.add(thing)
    for document in (parser, ox.parse(path=str(ROOT / "ontology" / "alignments.ttl"), format=ox.RdfFormat.TURTLE)):
        next(document, None)
        prefixes |= document.prefixes
    return prefixes, folders, facts, dates


_prefixes, CLASSES_IN, FACTS, DATES = _read()

# The kinds of things, which are the folders of data/; `CLASSES_IN` has the classes whose things stand in each.
KINDS = tuple(sorted(CLASSES_IN))

# The statuses of a full member, as the fragment full-member has them; a membership without a status is a full one too.
FULL = ("full", "permanent", "elected")

# Other vocabularies by the prefixes of the ontology, our own things by their folder; of QUDT's units data alone make use.
PREFIXES = dict(sorted(({kind: f"{BASE}{kind}/" for kind in KINDS} | _prefixes | {"unit": "http://qudt.org/vocab/unit/"}).items()))


def turtle_files(folder: Path = DATA) -> list[Path]:
    """All Turtle files below `folder`, sorted."""
    return sorted(folder.rglob("*.ttl"))


def iri_of(path: Path, data: Path = DATA) -> str:
    """The IRI that the file at `path`, somewhere below `data`, describes (the one rule)."""
    return BASE + path.relative_to(data).with_suffix("").as_posix()


def everything() -> list[Path]:
    """The files that make up the publication: the ontology, its alignments and all data."""
    return [*turtle_files(ROOT / "ontology"), *turtle_files(DATA)]


@cache
def converter() -> curies.Converter:
    """The prefixes for CURIEs."""
    import curies  # when the first CURIE is read or written: it takes a tenth of a second

    return curies.Converter.from_prefix_map(PREFIXES)


def short(iri: str) -> str:
    """`iri` as people write it: `state:NLD`, `organisation/nato#NLD`, `a90:since`; unchanged if it is nobody's."""
    if iri.startswith(BASE) and not iri.startswith(ONTOLOGY):
        path = iri.removeprefix(BASE)
        kind, slash, name = path.partition("/")
        return f"{kind}:{name}" if slash and kind in KINDS and re.fullmatch(r"[^/#]+", name) else path
    return converter().compress(iri) or iri


def expand(text: str) -> str | None:
    """The IRI that `text` writes: a whole IRI, `prefix:name` or `kind/slug[#part]`; None if it is none of these."""
    if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", text):
        return text
    if re.fullmatch(r"[a-z-]+/[A-Za-z0-9-]+(#[A-Za-z0-9.-]+)?", text):
        return BASE + text
    prefix, colon, name = text.partition(":")
    if colon and prefix in PREFIXES and re.fullmatch(r"[A-Za-z0-9/#._-]+", name):
        return converter().expand(text)
    return None


def date(text: str) -> ox.Literal:
    """`text` as an xsd:date literal.

    Raises UserError when it is not a calendar date written YYYY-MM-DD; `today` is accepted.
    """
    if text == "today":
        text = datetime.date.today().isoformat()
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            raise ValueError
        datetime.date.fromisoformat(text)
    except ValueError:
        raise UserError(f"'{text[:60]}' is not a date: write it as year-month-day, for example 2014-07-17.") from None
    return ox.Literal(text, datatype=ox.NamedNode(XSD + "date"))
