"""Each code that has an address elsewhere stands beside that address, and no address stands at two things."""

import re
import urllib.parse
from collections import defaultdict

import pytest
from article90 import engines, vocabulary
from complaint import complain

CELEX = "http://publications.europa.eu/resource/celex/"
COUNTRY = "http://publications.europa.eu/resource/authority/country/"
AREA = "http://metadata.un.org/sdg/codes/geoArea/"
GEONAMES, WETTEN, UNDOCS, ELI = (
    "https://sws.geonames.org/",
    "https://wetten.overheid.nl/",
    "https://undocs.org/",
    "http://data.europa.eu/eli/",
)
# Codes of ended areas, which the United Nations Statistics Division's own linked data (2020) do not list.
NOT_LISTED = {"200", "278", "720", "810", "891"}
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
    """The links that a thing's codes, and the EU's entry that is about it, ask for."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in engines.rows(oxigraph.query(f"PREFIX rdfs: <{vocabulary.PREFIXES['rdfs']}> {CODES}")):
        found[row["thing"].value] |= addresses(row["said"].value.removeprefix(vocabulary.ONTOLOGY), row["code"].value)
    for row in engines.rows(
        oxigraph.query(f"PREFIX foaf: <{vocabulary.PREFIXES['foaf']}> SELECT ?entry ?thing {{ ?entry foaf:focus ?thing }}")
    ):
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
    made = (CELEX, ELI, COUNTRY, AREA, GEONAMES, WETTEN, UNDOCS)
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
