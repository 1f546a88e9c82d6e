"""Each code that has an address elsewhere stands beside that address, and no address stands at two things.

`.venv/bin/python -m pytest tests/test_links.py -s` prints the table that tests/crosscheck/links.md keeps.
"""

import csv
import re
import urllib.parse
from collections import defaultdict
from pathlib import Path

import pytest
from article90 import engines, vocabulary
from complaint import complain

CELEX = "http://publications.europa.eu/resource/celex/"
COUNTRY = "http://publications.europa.eu/resource/authority/country/"
BODY = "http://publications.europa.eu/resource/authority/corporate-body/"
AREA = "http://metadata.un.org/sdg/codes/geoArea/"
GEONAMES, WETTEN, UNDOCS, ELI = (
    "https://sws.geonames.org/",
    "https://wetten.overheid.nl/",
    "https://undocs.org/",
    "http://data.europa.eu/eli/",
)
# Codes of ended areas, which the United Nations Statistics Division's own linked data (2020) do not list.
NOT_LISTED = {"200", "278", "720", "810", "891"}
WIKIDATA = "http://www.wikidata.org/entity/"
LISTED = Path(__file__).parent / "crosscheck" / "links.csv"
TARGETS = {
    "Wikidata": WIKIDATA,
    "EU country": COUNTRY,
    "EU body": BODY,
    "M49": AREA,
    "GeoNames": GEONAMES,
    "CELEX": CELEX,
    "ELI": ELI,
    "wetten": WETTEN,
    "UN document": UNDOCS,
}
LINKS = "SELECT ?thing ?link { ?thing (owl:sameAs|schema:sameAs) ?link }"
CODES = f"SELECT ?thing ?said ?code {{ ?said rdfs:subPropertyOf <{vocabulary.ONTOLOGY}code> . ?thing ?said ?code }}"


def addresses(said: str, code: str) -> set[str]:
    """Where a code leads to, by the rule that its owner documents.

    GeoNames' ontology; Cellar's `/resource/celex/{number}`; EUR-Lex's ELI templates, which need no further knowledge for
    regulations and, since one row of numbers serves all acts (2015), for decisions; the deep links of overheid.nl; the
    address of United Nations documents by their symbol.
    """
    match said:
        case "geonames":
            return {f"{GEONAMES}{code}/"}
        case "m49":
            return set() if code in NOT_LISTED else {AREA + code}
        case "bwbr" | "bwbv":
            return {WETTEN + code}
        case "documentSymbol":
            return {UNDOCS + urllib.parse.quote(code, safe="/()")} if code.startswith(("S/", "A/")) else set()
        case "celex":
            act = re.fullmatch(r"3(\d{4})([RD])(\d{4})", code)
            if not act or (act[2] == "D" and int(act[1]) < 2015):
                return {CELEX + code}
            return {CELEX + code, f"{ELI}{'reg' if act[2] == 'R' else 'dec'}/{act[1]}/{int(act[3])}/oj"}
    return set()


@pytest.fixture(scope="module")
def links(oxigraph: engines.Engine) -> dict[str, set[str]]:
    """The links of each thing."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in engines.rows(oxigraph.query(f"PREFIX owl: <{vocabulary.PREFIXES['owl']}> PREFIX schema: <https://schema.org/> {LINKS}")):
        found[row["thing"].value].add(row["link"].value)
    return found


@pytest.fixture(scope="module")
def due(oxigraph: engines.Engine) -> dict[str, set[str]]:
    """The links that a thing's codes, and the EU's entry that is about it, ask for; a concept of ours that is about it asks for none."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in engines.rows(oxigraph.query(f"PREFIX rdfs: <{vocabulary.PREFIXES['rdfs']}> {CODES}")):
        found[row["thing"].value] |= addresses(row["said"].value.removeprefix(vocabulary.ONTOLOGY), row["code"].value)
    for row in engines.rows(
        oxigraph.query(f"PREFIX foaf: <{vocabulary.PREFIXES['foaf']}> SELECT ?entry ?thing {{ ?entry foaf:focus ?thing }}")
    ):
        if not row["entry"].value.startswith(vocabulary.BASE):
            found[row["thing"].value].add(row["entry"].value)
    return found


@pytest.mark.parametrize(
    ("said", "code", "where"),
    [
        ("geonames", "2750405", {"https://sws.geonames.org/2750405/"}),
        ("documentSymbol", "S/RES/2100 (2013)", {"https://undocs.org/S/RES/2100%20(2013)"}),
        ("documentSymbol", "PC.DEC/1117", set()),
        ("celex", "32010D0413", {CELEX + "32010D0413"}),
        ("celex", "32016R0044", {CELEX + "32016R0044", "http://data.europa.eu/eli/reg/2016/44/oj"}),
        ("bwbv", "BWBV0004367", {"https://wetten.overheid.nl/BWBV0004367"}),
        ("unts", "1125 UNTS 3", set()),
    ],
)
def test_rule_for_a_code(said: str, code: str, where: set[str]) -> None:
    assert addresses(said, code) == where


def test_each_code_has_its_link(links: dict[str, set[str]], due: dict[str, set[str]]) -> None:
    missing = [f"{vocabulary.short(thing)}: {link}" for thing, wanted in due.items() for link in wanted - links.get(thing, set())]
    complain("links that a code asks for and that are not there", sorted(missing))
    assert len({link for wanted in due.values() for link in wanted}) > 1000


def test_each_link_of_a_code_has_its_code(links: dict[str, set[str]], due: dict[str, set[str]]) -> None:
    made = (CELEX, ELI, COUNTRY, BODY, AREA, GEONAMES, WETTEN, UNDOCS)
    complain(
        "links without the code that they are made of",
        [f"{vocabulary.short(t)}: {x}" for t, found in links.items() for x in found - due.get(t, set()) if x.startswith(made)],
    )


def test_no_link_stands_at_two_things(links: dict[str, set[str]]) -> None:
    things: dict[str, list[str]] = defaultdict(list)
    for thing, found in links.items():
        for link in found:
            things[link].append(vocabulary.short(thing))
    complain("links of two things", [f"{link}: {', '.join(sorted(at))}" for link, at in things.items() if len(at) > 1])


@pytest.fixture(scope="module")
def listed() -> list[dict[str, str]]:
    """What was looked for in the sets that are named in links.md, and what was found."""
    with LISTED.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_wikidata_items_are_those_that_were_checked(links: dict[str, set[str]], listed: list[dict[str, str]]) -> None:
    offenders = []
    for row in listed:
        found = {x for x in links.get(vocabulary.BASE + row["node"], ()) if x.startswith(WIKIDATA)}
        if found != ({row["item"]} if row["item"] else set()):
            offenders.append(f"{row['node']}: {sorted(found) or 'none'} in the data, {row['item'] or 'none'} in links.csv")
    seen = {vocabulary.BASE + row["node"] for row in listed}
    earlier = tuple(vocabulary.BASE + kind for kind in ("state/", "territory/"))  # compared in states-wikidata.csv
    for thing, found in links.items():
        if thing not in seen and not thing.startswith(earlier) and any(x.startswith(WIKIDATA) for x in found):
            offenders.append(f"{vocabulary.short(thing)}: linked, and not in links.csv")
    complain("items of Wikidata", offenders)
    assert len(seen) == len(listed)


def test_what_one_set_alone_says_is_no_identity(oxigraph: engines.Engine, listed: list[dict[str, str]]) -> None:
    """owl:sameAs asks for two sets that agree; each thing without an item says why."""
    same = {
        (row["thing"].value, row["item"].value)
        for row in engines.rows(oxigraph.query(f"SELECT ?thing ?item {{ ?thing <{vocabulary.PREFIXES['owl']}sameAs> ?item }}"))
    }
    wrong = [
        row["node"]
        for row in listed
        if not (row["item"] or row["note"])
        or row["property"] != ("" if not row["item"] else "owl:sameAs" if len(row["sets"].split()) > 1 else "schema:sameAs")
        or ((vocabulary.BASE + row["node"], row["item"]) in same) != (row["property"] == "owl:sameAs")
    ]
    complain("rows of links.csv whose property is not what their sets allow", wrong)


def test_share_of_each_kind_that_is_linked(links: dict[str, set[str]]) -> None:
    """Printed for links.md; no target is lost, and most things have a link."""
    heads = " | ".join(TARGETS)
    print(f"\n| kind | things | any | {heads} |\n|{'---|' * (len(TARGETS) + 3)}")
    total: dict[str, int] = defaultdict(int)
    for kind in vocabulary.KINDS:
        things = [vocabulary.iri_of(file) for file in vocabulary.turtle_files(vocabulary.DATA / kind)]
        counts = [sum(any(x.startswith(at) for x in links.get(t, ())) for t in things) for at in TARGETS.values()]
        any_of_them = sum(any(x.startswith(tuple(TARGETS.values())) for x in links.get(t, ())) for t in things)
        for target, number in zip(TARGETS, counts, strict=True):
            total[target] += number
        if any_of_them:
            print(f"| {kind} | {len(things)} | {any_of_them} | {' | '.join(map(str, counts))} |")
    assert all(total[target] for target in TARGETS), dict(total)
    assert sum(total.values()) > 1600
