"""Lists of parties that had stopped years ago: who is bound today, since which day, and who has left.

Each of these was answered wrongly once: the Netherlands had "never consented" to the Arms Trade Treaty, was no party to Open Skies, and
Russia's last day in Open Skies was known by the month only, because the lists had been copied in 2014 or broke off at a letter.
"""

import pyoxigraph as ox
import pytest
from article90 import engines, vocabulary

PREFIX = f"PREFIX a90: <{vocabulary.ONTOLOGY}> "
WHOLE = ("att", "cat", "ccm", "ccw", "crc-opac", "ctbt", "cwc", "enmod", "icpped", "opcat", "ottawa-convention", "tpnw")


def values(source: engines.Engine, node: str) -> dict[str, str]:
    """The dates and the mode of a participation, by the local name of the property."""
    found = source.query("SELECT ?p ?o { ?node ?p ?o }", {"node": ox.NamedNode(f"{vocabulary.BASE}treaty/{node}")})
    return {
        r["p"].value.removeprefix(vocabulary.ONTOLOGY): r["o"].value.rpartition("#")[2] or r["o"].value
        for r in engines.rows(found)
        if r["p"].value.startswith(vocabulary.ONTOLOGY)
    }


def test_the_kingdom_is_party_to_the_arms_trade_treaty_from_its_first_day(oxigraph: engines.Engine) -> None:
    """It deposited six days before the treaty entered into force, and article 22 has only those who deposit later wait ninety days."""
    kingdom = values(oxigraph, "att#NLD")
    assert (kingdom["signed"], kingdom["consented"], kingdom["consentMode"]) == ("2013-06-03", "2014-12-18", "acceptance")
    assert kingdom["since"] == "2014-12-24"


def test_the_kingdom_is_party_to_open_skies(oxigraph: engines.Engine) -> None:
    kingdom = values(oxigraph, "open-skies#NLD")
    assert (kingdom["signed"], kingdom["consented"], kingdom["since"]) == ("1992-03-24", "1995-06-28", "2002-01-01")


def test_the_kingdom_is_party_to_the_fourth_hague_convention(oxigraph: engines.Engine) -> None:
    """It was among the first to deposit, and the convention took effect sixty days after their record was drawn up."""
    kingdom = values(oxigraph, "hague-iv-1907#NLD")
    assert (kingdom["signed"], kingdom["consented"], kingdom["since"]) == ("1907-10-18", "1909-11-27", "1910-01-26")


@pytest.mark.parametrize(("state", "notice", "last"), [("RUS", "2021-06-18", "2021-12-17"), ("USA", "2020-05-22", "2020-11-21")])
def test_last_day_in_open_skies(state: str, notice: str, last: str, oxigraph: engines.Engine) -> None:
    """Who leaves on the 18th was bound until the 17th."""
    left = values(oxigraph, f"open-skies#{state}")
    assert (values(oxigraph, f"open-skies#{state}-notice-of-withdrawal")["done"], left["until"], left["endedBy"]) == (
        notice,
        last,
        "withdrawal",
    )
    assert "untilPrecision" not in left


@pytest.mark.parametrize("node", ["crc-opac#AUT", "crc-opac#KEN", "cwc#MEX", "att#LTU"])
def test_who_deposits_before_the_entry_into_force_starts_with_it(node: str, oxigraph: engines.Engine) -> None:
    """Where the clause for later parties speaks of deposits after the entry into force, the days between are not counted."""
    treaty = node.partition("#")[0]
    found = oxigraph.query(PREFIX + "SELECT ?d { ?t a90:since ?d }", {"t": ox.NamedNode(f"{vocabulary.BASE}treaty/{treaty}")})
    assert values(oxigraph, node)["since"] == engines.rows(found)[0]["d"].value


@pytest.mark.parametrize("treaty", WHOLE)
def test_whole_list_says_so(treaty: str, oxigraph: engines.Engine) -> None:
    """A list that is whole is complete as of the day of the depositary's page, and no day on it is known by the year only."""
    assert values(oxigraph, f"{treaty}#coverage-participations")["completeUntil"] >= "2026-02-03"
    question = PREFIX + "SELECT ?node { ?node a90:instrument ?t ; a90:sincePrecision ?p }"
    vague = oxigraph.query(question, {"t": ox.NamedNode(f"{vocabulary.BASE}treaty/{treaty}")})
    assert [r["node"].value for r in engines.rows(vague)] == []


@pytest.mark.parametrize(
    ("node", "first", "last"),
    [
        ("cat#CSK", "1988-08-06", "1992-12-31"),
        ("cat#DDR", "1987-10-09", "1990-10-02"),
        ("cat#YUG", "1991-10-10", "1992-04-26"),
        ("ccw#DDR", "1983-12-02", "1990-10-02"),
        ("enmod#YMD", "1979-06-12", "1990-05-21"),
    ],
)
def test_states_that_have_ceased_were_parties_in_their_time(node: str, first: str, last: str, oxigraph: engines.Engine) -> None:
    ceased = values(oxigraph, node)
    assert (ceased["since"], ceased["until"]) == (first, last)
