"""The tables that lead to an identifier: a row a thing with its codes, a row a name or code, and every ISO code."""

from __future__ import annotations

from collections.abc import Iterable

from ..gazetteer import CODE, Entry, Gazetteer
from ..vocabulary import BASE
from .parts import Part
from .tables import Column, Table
from .terms import iri


def _part(name: str, english: str, dutch: str, said: str, gezegd: str) -> Part:
    return Part(name, {"en": f"Article 90: {english}", "nl": f"Artikel 90: {dutch}"}, {"en": said, "nl": gezegd})


IDENTIFIERS = _part(
    "identifiers",
    "identifiers",
    "identificatoren",
    "Table. A row for each thing: what it is called, its codes in every scheme, when it began and ended and what continues it.",
    "Tabel. Een rij per ding: hoe het heet, zijn codes in elk stelsel, wanneer het begon en eindigde en wat het voortzet.",
)
NAMES = _part(
    "names",
    "names and codes",
    "namen en codes",
    "Table. A row for each name and each code of each thing, with its language or its scheme and its period.",
    "Tabel. Een rij per naam en per code van elk ding, met de taal of het stelsel en de periode.",
)
ISO_CODES = _part(
    "iso-codes",
    "from ISO codes to identifiers",
    "van ISO-codes naar identificatoren",
    "Table. From each code of ISO 3166-1 and 3166-3 to the identifier, whichever folder it stands in.",
    "Tabel. Van elke code van ISO 3166-1 en 3166-3 naar de identificator, in welke map die ook staat.",
)
PARTS = (IDENTIFIERS, NAMES, ISO_CODES)


def _column(name: str, predicate: str, title: str, datatype: str = "string", many: bool = False, language: str | None = None) -> Column:
    return Column(name, iri(predicate), datatype, many, language, title)


def tables(known: Gazetteer) -> list[Table]:
    """The three tables, from all names and codes."""
    things = sorted(t for t in known.lives if t.removeprefix(BASE).partition("/")[0] not in ("concept", "source") and "/" in t[len(BASE) :])
    entries = [e for e in known.entries if e.iri in set(things)]
    return [_things(known, things, entries), _names(entries), _iso(entries)]


def _things(known: Gazetteer, things: Iterable[str], entries: Iterable[Entry]) -> Table:
    coded: dict[str, dict[str, set[str]]] = {}
    for e in entries:
        if e.how == CODE:
            coded.setdefault(e.iri, {}).setdefault(_slot(e), set()).add(e.form)
    schemes = sorted({scheme for codes in coded.values() for scheme in codes})
    many = {s for s in schemes if any(len(codes.get(s, ())) > 1 for codes in coded.values())}
    columns = [
        _column("kind", "dcterms:type", "kind"),
        _column("label_en", "skos:prefLabel", "label", language="en"),
        _column("label_nl", "skos:prefLabel", "label", language="nl"),
        _column("since", "a90:since", "since", "date"),
        _column("until", "a90:until", "until", "date"),
        _column("continues", "a90:continues", "continues", "iri"),
        _column("continued_by", "dcterms:isReplacedBy", "continued by", "iri"),
        *(_column(s.replace("-", "_"), "skos:notation", f"codes of {s}" if s in many else f"code of {s}", many=s in many) for s in schemes),
    ]
    rows, keys = [], []
    for thing in things:
        since, until = known.lives[thing]
        cells: list[Iterable[str]] = [
            [thing.removeprefix(BASE).partition("/")[0]],
            [known.labels.get((thing, "en"), "")],
            [known.labels.get((thing, "nl"), "")],
            [since],
            [until],
            known.links.get(thing, {}).get("continues", ()),
            [known.continued.get(thing, "")],
            *(coded.get(thing, {}).get(s, ()) for s in schemes),
        ]
        keys.append(thing)
        rows.append(tuple(tuple(sorted(filter(None, cell))) for cell in cells))
    return Table(IDENTIFIERS, tuple(columns), tuple(keys), tuple(rows))


def _slot(e: Entry) -> str:
    """The column of a code: the scheme, and of ISO's and of the withdrawn ones how long it is."""
    return f"{e.scheme}-alpha-{len(e.form)}" if e.scheme.startswith("iso-3166") and e.form.isalpha() else e.scheme


def _names(entries: Iterable[Entry]) -> Table:
    columns = (
        _column("kind", "dcterms:type", "kind"),
        _column("form", "a90:form", "name or code"),
        _column("how", "dcterms:description", "code, name or former name"),
        _column("language", "dc:language", "language of the name"),
        _column("scheme", "a90:scheme", "scheme of the code"),
        _column("since", "a90:since", "since", "date"),
        _column("until", "a90:until", "until", "date"),
    )
    told = sorted({(e.iri, e.form, e.how, e.lang, e.scheme, e.since, e.until) for e in entries})
    rows = [tuple((v,) if v else () for v in (t[0].removeprefix(BASE).partition("/")[0], *t[1:])) for t in told]
    return Table(NAMES, columns, tuple(t[0] for t in told), tuple(rows), keyed=False)


def _iso(entries: Iterable[Entry]) -> Table:
    columns = (
        _column("code", "skos:notation", "code"),
        _column("scheme", "a90:scheme", "scheme of the code"),
        _column("until", "a90:until", "day on which the code was withdrawn", "date"),
    )
    told = sorted({(e.form, e.scheme, e.until, e.iri) for e in entries if e.how == CODE and e.scheme.startswith("iso-3166")})
    rows = [tuple((v,) if v else () for v in t[:3]) for t in told]
    return Table(ISO_CODES, columns, tuple(t[3] for t in told), tuple(rows), keyed=False)
