"""Where the members of a body are the parties to a treaty, or those of another body, that is their list, and whoever asks is led there."""

import re

import pytest
from article90 import answers, engines
from article90.questions import catalogue, finder
from article90.vocabulary import BASE

PREFIX = "PREFIX a90: <https://w3id.org/article90/ontology#> PREFIX org: <http://www.w3.org/ns/org#>\n"
# Each body and its list, read in the treaty that founded it: Chemical Weapons Convention, article VIII(2); Rome Statute, article 112;
# Charter of the United Nations, article 93(1); the conventions of 1899 and 1907.
LISTS = {
    "organisation/opcw": {"treaty/cwc"},
    "organisation/icc": {"treaty/rome-statute"},
    "organisation/icj": {"organisation/un"},
    "organisation/pca": {"treaty/hague-pacific-settlement-1899", "treaty/hague-pacific-settlement-1907"},
}


def test_each_list_is_there_once(oxigraph: engines.Engine) -> None:
    """No membership is copied beside the list, and the list has records."""
    found: dict[str, set[str]] = {}
    for row in engines.rows(oxigraph.query(PREFIX + "SELECT ?body ?list WHERE { ?body a90:joinedThrough ?list }")):
        found.setdefault(engines.text(row, "body").removeprefix(BASE), set()).add(engines.text(row, "list").removeprefix(BASE))
    assert found == LISTS
    copied = "SELECT ?m WHERE { ?body a90:joinedThrough ?list . ?m org:organization ?body }"
    assert engines.rows(oxigraph.query(PREFIX + copied)) == []
    empty = (
        "SELECT ?list WHERE { ?body a90:joinedThrough ?list . "
        "FILTER NOT EXISTS { ?p a90:instrument ?list } FILTER NOT EXISTS { ?m org:organization ?list } }"
    )
    assert engines.rows(oxigraph.query(PREFIX + empty)) == []


@pytest.mark.parametrize(
    ("sentence", "lang", "first"),
    [
        ("members of the OPCW", "en", "cq-077 --treaty treaty:cwc"),
        ("leden van de OPCW", "nl", "cq-077 --treaty treaty:cwc"),
        ("members of the ICC", "en", "cq-077 --treaty treaty:rome-statute"),
        ("where is the ICJ based", "en", "cq-057 --organisation organisation:icj"),
    ],
)
def test_words_lead_to_the_list(oxigraph: engines.Engine, sentence: str, lang: str, first: str) -> None:
    found = finder.find(sentence, oxigraph, lang)
    assert found.clear
    assert str(found.readings[0]) == first


def test_the_court_of_the_united_nations_is_asked_for_their_members(oxigraph: engines.Engine) -> None:
    readings = [str(r) for r in finder.find("members of the International Court of Justice", oxigraph, "en").readings]
    assert "cq-002 --organisation organisation:un" in readings
    assert not [r for r in readings if "organisation:icj" in r]


@pytest.mark.parametrize(("body", "lists"), [(b, one) for b, lists in LISTS.items() for one in sorted(lists)])
def test_a_question_about_its_members_says_where_they_are(oxigraph: engines.Engine, body: str, lists: str) -> None:
    said = answers.ask(catalogue.find("cq-002"), {"organisation": body}, oxigraph).limits.said
    for lang in ("en", "nl"):
        commands = [m for s in said[lang] for m in re.findall(r"article90 ask (cq-\d+) --\w+ (\S+?)\.$", s)]
        assert ("cq-077" if lists.startswith("treaty/") else "cq-002", lists) in commands


def test_a_body_with_a_list_of_its_own_says_nothing_of_it(oxigraph: engines.Engine) -> None:
    said = answers.ask(catalogue.find("cq-002"), {"organisation": "organisation/nato"}, oxigraph).limits.said
    assert not [s for s in said["en"] if "article90 ask" in s]
