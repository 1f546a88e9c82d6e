"""Lists of parties that had stopped years ago: who is bound today, since which day, and who has left.

Each of these was answered wrongly once: the Netherlands had "never consented" to the Arms Trade Treaty, was no party to Open Skies, and
Russia's last day in Open Skies was known by the month only, because the lists had been copied in 2014 or broke off at a letter.
"""

import pyoxigraph as ox
import pytest
from article90 import engines, vocabulary

PREFIX = f"PREFIX a90: <{vocabulary.ONTOLOGY}> "
CCW = ("ccw", "ccw-protocol-i", "ccw-protocol-ii", "ccw-protocol-ii-amended", "ccw-protocol-iii", "ccw-protocol-iv", "ccw-protocol-v")
WHOLE = (
    *CCW,
    "ccw-amendment-2001",
    "att",
    "cat",
    "ccm",
    "crc-opac",
    "ctbt",
    "cwc",
    "enmod",
    "icpped",
    "opcat",
    "ottawa-convention",
    "tpnw",
)
ZONES = {"tlatelolco": 33, "rarotonga": 14, "bangkok": 10, "pelindaba": 43, "semipalatinsk": 5}
# A party before the first day of the state, because the source says so: (treaty or its beginning, state, why).
BEFORE_ITS_FIRST_DAY = (
    ("gc-", "DZA", "the accession of its Provisional Government, before independence"),
    ("gc-", "BGD", "succession from the day on which it declared its independence"),
    ("genocide-convention", "KHM", "its accession as an associated state"),
    ("cppnm", "BIH", "succession from the day of its independence by the list of the depositary"),
    ("airport-protocol-1988", "MKD", "succession from the day of its independence by the lists"),
    ("montreal-1971", "MKD", "succession from the day of the vote on its independence by the list"),
    ("bwc", "MKD", "succession from the day of its independence by the lists"),
    ("npt", "MKD", "succession from the day of its independence by the lists"),
    ("tokyo-1963", "MKD", "succession from the day of its independence by the list"),
)


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
        ("antarctic-treaty#CSK", "1962-06-14", "1992-12-31"),
        ("bwc#CSK", "1975-03-26", "1992-12-31"),
        ("bwc#YMD", "1979-06-01", "1990-05-21"),
        ("bwc#YUG", "1975-03-26", "1992-04-26"),
        ("ccw-protocol-iii#DDR", "1983-12-02", "1990-10-02"),
        ("gc-iv#TAN", "1963-06-12", "1964-04-25"),
        ("geneva-protocol-1925#CSK", "1938-08-16", "1992-12-31"),
        ("geneva-protocol-1925#YAR", "1971-03-17", "1990-05-21"),
        ("hague-cultural-1954#CSK", "1958-03-06", "1992-12-31"),
        ("npt#YUG", "1970-03-05", "1992-04-26"),
        ("ptbt#TAN", "1964-02-06", "1964-04-25"),
        ("ccw#DDR", "1983-12-02", "1990-10-02"),
        ("enmod#YMD", "1979-06-12", "1990-05-21"),
    ],
)
def test_states_that_have_ceased_were_parties_in_their_time(node: str, first: str, last: str, oxigraph: engines.Engine) -> None:
    ceased = values(oxigraph, node)
    assert (ceased["since"], ceased["until"]) == (first, last)


@pytest.mark.parametrize(
    ("state", "day"),
    [
        ("DOM", "1964-06-03"),  # in London on the 18th
        ("IDN", "1964-01-20"),  # in Washington on the 27th
        ("LAO", "1965-02-10"),  # in Washington on the 12th
        ("MNG", "1963-11-01"),  # in another capital on the 7th
        ("MYS", "1964-07-15"),  # in another capital on the 16th
        ("NER", "1964-07-03"),  # in London on the 6th
        ("BLR", "1963-12-14"),  # missing: it deposited in Moscow alone
        ("UKR", "1963-12-30"),  # missing
        ("GHA", "1963-11-27"),
        ("CAF", "1964-12-22"),
        ("JOR", "1964-05-29"),
        ("BEN", "1964-12-15"),  # the five that follow had the day of a later deposit
        ("BGD", "1985-03-12"),
        ("BRA", "1964-12-15"),
        ("VEN", "1965-02-22"),
        ("WSM", "1965-01-15"),
    ],
)
def test_first_of_three_deposits_binds(state: str, day: str, oxigraph: engines.Engine) -> None:
    """The ban on tests has three depositaries: a state is bound from its first deposit, in whichever capital that was."""
    found = values(oxigraph, f"ptbt#{state}")
    assert (found["consented"], found["since"]) == (day, day)


@pytest.mark.parametrize(
    ("party", "since"),
    [
        ("ptbt#SRB", "1992-04-27"),
        ("hague-iv-1907#AUT", "1910-01-26"),
        ("hague-iv-1907#HUN", "1910-01-26"),
        ("hague-iv-1907#CAN", "1910-01-26"),
        ("stateless-persons-1954#MWI", "2010-01-05"),
    ],
)
def test_a_whole_list_leaves_no_state_out(party: str, since: str, oxigraph: engines.Engine) -> None:
    """Some that the source has were told in a note only: whoever asked about Serbia or Austria was answered no, since the list was read."""
    assert values(oxigraph, party)["since"] == since


def test_no_state_is_a_party_before_its_first_day(oxigraph: engines.Engine) -> None:
    """Yemen was bound by the Geneva Conventions from 1971, the Czech Republic by the protocol on gas from 1938."""
    early = oxigraph.query(
        PREFIX
        + """SELECT ?p ?s { ?p a a90:Participation ; a90:party ?s ; a90:since ?since . ?s a90:since ?began
        FILTER(?since < ?began) FILTER NOT EXISTS { ?s a90:continues ?before } }"""
    )
    found = {(r["p"].value.rpartition("/")[2].partition("#")[0], r["s"].value.rpartition("/")[2]) for r in engines.rows(early)}
    known = {(t, s) for t, s in found for start, state, _ in BEFORE_ITS_FIRST_DAY if s == state and t.startswith(start)}
    assert found == known, "A state is a party before it began: move the act to the state of the day, or say here why the source has it so."
    assert all(any(s == state and t.startswith(start) for t, s in found) for start, state, _ in BEFORE_ITS_FIRST_DAY)


def test_state_that_broke_up_is_no_body_that_was_dissolved(oxigraph: engines.Engine) -> None:
    """Czechoslovakia left treaties by "dissolution", which is said of organisations, and bodies by "end of the state"."""
    ended = oxigraph.query(PREFIX + f"SELECT ?p {{ ?p a a90:Participation ; a90:endedBy <{vocabulary.BASE}concept/ending#dissolution> }}")
    assert [r["p"].value for r in engines.rows(ended)] == []


@pytest.mark.parametrize(("treaty", "parties"), ZONES.items())
def test_zone_without_nuclear_weapons_has_all_its_parties(treaty: str, parties: int, oxigraph: engines.Engine) -> None:
    found = oxigraph.query(
        PREFIX + "SELECT ?p { ?p a90:instrument ?t ; a90:since ?s }", {"t": ox.NamedNode(f"{vocabulary.BASE}treaty/{treaty}")}
    )
    assert len(engines.rows(found)) == parties


def test_waiver_brings_the_treaty_of_tlatelolco_into_force(oxigraph: engines.Engine) -> None:
    """Brazil ratified in 1968 and waived the conditions of article 28 in 1994; a database counts it from 1969."""
    brazil = values(oxigraph, "tlatelolco#BRA")
    assert (brazil["consented"], brazil["since"]) == ("1968-01-29", "1994-05-30")


def test_amended_convention_on_nuclear_material_takes_effect_on_deposit(oxigraph: engines.Engine) -> None:
    """By article 20, paragraph 2, for who joins after the entry into force; the database adds thirty days for some."""
    assert values(oxigraph, "cppnm-amendment-2005#LBR")["since"] == "2024-09-18"
    assert values(oxigraph, "cppnm-amendment-2005#NLD")["since"] == "2016-05-08"


def test_later_acceptance_of_a_protocol_has_its_own_day(oxigraph: engines.Engine) -> None:
    """France and the United States accepted the protocol on incendiary weapons years after they had joined the Convention."""
    assert values(oxigraph, "ccw-protocol-iii#USA")["since"] == "2009-07-21"
    assert values(oxigraph, "ccw-protocol-iii#FRA")["since"] == "2003-01-18"


@pytest.mark.parametrize(
    ("treaty", "kind", "number"),
    [
        ("cat", "objection", 76),
        ("cat", "acceptance-of-jurisdiction", 73),
        ("crc-opac", "objection", 14),
        ("icpped", "objection", 8),
        ("ccw-protocol-iii", "objection", 17),
        ("ap-i", "acceptance-of-jurisdiction", 76),
    ],
)
def test_acts_are_as_many_as_the_page_has(treaty: str, kind: str, number: int, oxigraph: engines.Engine) -> None:
    """Objections and acceptances stood on the depositaries' pages and nowhere here, so that a question for them found one."""
    acts = oxigraph.query(
        PREFIX
        + f"""PREFIX dcterms: <http://purl.org/dc/terms/> SELECT DISTINCT ?act
        {{ ?act a90:actKind <{vocabulary.BASE}concept/act-kind#{kind}> ; dcterms:isPartOf/a90:instrument ?t }}""",
        {"t": ox.NamedNode(f"{vocabulary.BASE}treaty/{treaty}")},
    )
    assert len(engines.rows(acts)) == number


def test_the_kingdom_accepts_complaints_of_torture_and_objected_to_others(oxigraph: engines.Engine) -> None:
    assert values(oxigraph, "cat#NLD-declaration-1988")["done"] == "1988-12-21"
    assert values(oxigraph, "cat#NLD-objection-to-QAT")["done"] == "2001-01-19"
    assert values(oxigraph, "ccw-protocol-iii#NLD-objection-to-USA")["done"] == "2010-02-02"


def test_eastern_parties_to_the_treaty_on_conventional_forces(oxigraph: engines.Engine) -> None:
    """Thirteen of its twenty-nine first parties were missing, so that nobody in the east was bound by it."""
    question = (
        PREFIX
        + "SELECT ?p { ?p a90:instrument ?t ; a90:since ?s OPTIONAL { ?p a90:until ?u } FILTER(?s <= ?d && (!BOUND(?u) || ?d <= ?u)) }"
    )
    treaty = ox.NamedNode(f"{vocabulary.BASE}treaty/cfe")
    numbers = {
        day: len(engines.rows(oxigraph.query(question, {"t": treaty, "d": vocabulary.date(day)})))
        for day in ("1992-11-08", "1992-11-09", "1993-01-01", "2023-11-06", "2023-11-07")
    }
    assert list(numbers.values()) == [0, 29, 30, 30, 29]
    assert values(oxigraph, "cfe#NLD")["consented"] == "1991-11-08"
    assert values(oxigraph, "cfe#RUS-notice-of-withdrawal")["done"] == "2023-06-09"


# Lists that had stopped in 2013, 2014 or after their first page, with the day to which each was read and the number of parties then; states
# that have ceased count, so that Czechoslovakia is the 137th of the convention on cultural property.
READ_AGAIN = {
    "coe-terrorism-prevention": ("2025-02-13", 43),
    "cppnm": ("2022-04-07", 164),
    "firearms-protocol": ("2025-01-17", 123),
    "hague-cultural-1954": ("2025-04-01", 137),
    "hague-cultural-protocol-1954": ("2025-06-25", 115),
    "hague-cultural-protocol-1999": ("2026-03-03", 93),
    "hague-hijacking-1970": ("2025-03-24", 187),
    "hague-iv-1907": ("2023-06-26", 43),
    "hague-supplementary-protocol-2010": ("2025-06-23", 57),
    "hostages-1979": ("2019-02-19", 176),
    "ipp-1973": ("2026-06-08", 180),
    "nuclear-terrorism": ("2024-02-29", 124),
    "reduction-of-statelessness-1961": ("2015-01-26", 63),
    "refugee-convention": ("2018-12-10", 146),
    "refugee-protocol": ("2022-02-28", 147),
    "smuggling-protocol": ("2024-06-14", 151),
    "stateless-persons-1954": ("2026-05-22", 99),
    "sua": ("2020-06-11", 166),
    "sua-platforms-1988": ("2025-03-03", 157),
    "terrorist-bombings": ("2020-02-26", 170),
    "terrorist-financing": ("2024-06-07", 190),
    "tokyo-1963": ("2023-06-21", 187),
    "trafficking-protocol": ("2025-04-10", 184),
    "un-personnel-1994": ("2019-02-28", 95),
    "uncac": ("2024-04-05", 190),
    "untoc": ("2026-09-11", 195),
}


@pytest.mark.parametrize(("treaty", "read"), READ_AGAIN.items())
def test_list_read_again_says_until_when_and_has_as_many(treaty: str, read: tuple[str, int], oxigraph: engines.Engine) -> None:
    """Deposits count, as the depositary counts them; the Solomon Islands are bound by the convention of Palermo two weeks after it."""
    until, number = read
    assert values(oxigraph, f"{treaty}#coverage-participations")["completeUntil"] == until
    question = (
        PREFIX + "SELECT DISTINCT ?party { ?p a90:instrument ?t ; a90:party ?party ; a90:consented|a90:since ?d FILTER(?d <= ?until) }"
    )
    found = oxigraph.query(question, {"t": ox.NamedNode(f"{vocabulary.BASE}treaty/{treaty}"), "until": vocabulary.date(until)})
    assert len(engines.rows(found)) == number


@pytest.mark.parametrize("treaty", ["untoc", "trafficking-protocol", "smuggling-protocol", "uncac"])
def test_japan_accepted_four_conventions_on_crime_at_once(treaty: str, oxigraph: engines.Engine) -> None:
    """It had signed them fifteen years before; the Swiss list, which has no column for it, calls the acceptance a ratification."""
    japan = values(oxigraph, f"{treaty}#JPN")
    assert (japan["consented"], japan["consentMode"], japan["since"]) == ("2017-07-11", "acceptance", "2017-08-10")
    assert japan["signed"] < "2004"


@pytest.mark.parametrize(("treaty", "since"), [("refugee-convention", "2019-03-10"), ("refugee-protocol", "2018-12-10")])
def test_one_deposit_binds_on_two_days(treaty: str, since: str, oxigraph: engines.Engine) -> None:
    """South Sudan joined the convention and its protocol on one day; the convention waits ninety days, the protocol none."""
    assert (values(oxigraph, f"{treaty}#SSD")["consented"], values(oxigraph, f"{treaty}#SSD")["since"]) == ("2018-12-10", since)


@pytest.mark.parametrize(
    ("node", "consented", "since"),
    [
        ("budapest-cybercrime#NLD", "2006-11-16", "2007-03-01"),
        ("hague-hijacking-1970#NLD", "1973-08-27", "1973-09-26"),
        ("sua-platforms-1988#NLD", "1992-03-05", "1992-06-03"),
    ],
)
def test_the_kingdom_is_party_to_conventions_whose_list_broke_off_before_its_name(
    node: str, consented: str, since: str, oxigraph: engines.Engine
) -> None:
    assert (values(oxigraph, node)["consented"], values(oxigraph, node)["since"]) == (consented, since)


def test_list_without_the_kingdom_is_not_closed(oxigraph: engines.Engine) -> None:
    """The row of the Kingdom in the list of the convention of Montreal is empty, so that nobody may conclude that it is no party."""
    coverage = values(oxigraph, "montreal-1971#coverage-participations")
    assert "completeUntil" not in coverage
    assert "Kingdom" in coverage["lacks"]


@pytest.mark.parametrize(
    ("node", "day"),
    [("hague-hijacking-1970#CYP", "1972-07-06"), ("hague-hijacking-1970#CAN", "1972-07-19"), ("montreal-1971#LAO", "1989-04-26")],
)
def test_first_of_three_deposits_binds_in_the_law_of_the_air_too(node: str, day: str, oxigraph: engines.Engine) -> None:
    assert values(oxigraph, node)["since"] == day


def test_what_the_kingdom_extended_later_began_later(oxigraph: engines.Engine) -> None:
    """The protocols of Palermo reached Curaçao in 2023 and 2024; the convention itself came with the Netherlands Antilles."""
    days = {
        t: values(oxigraph, f"{t}#NLD-CUW")["since"] for t in ("untoc", "trafficking-protocol", "smuggling-protocol", "firearms-protocol")
    }
    assert list(days.values()) == ["2010-10-10", "2023-11-16", "2024-06-13", "2024-03-13"]


@pytest.mark.parametrize("state", ["COD", "MLI", "UKR"])
def test_who_is_at_war_is_bound_at_once(state: str, oxigraph: engines.Engine) -> None:
    """By article 44 of the second protocol on cultural property; the three months are for who joins in peace."""
    found = values(oxigraph, f"hague-cultural-protocol-1999#{state}")
    assert found["since"] == found["consented"]


def test_slovenia_succeeded_to_the_convention_on_cultural_property(oxigraph: engines.Engine) -> None:
    """It had stood there as one that acceded, three months after its notice."""
    slovenia = values(oxigraph, "hague-cultural-1954#SVN")
    assert (slovenia["consentMode"], slovenia["since"]) == ("succession", "1991-06-25")


# The last day on which a convention could be signed: who began after it can only accede, unless it took over a signature.
LAST_DAY_FOR_SIGNATURE = {
    "firearms-protocol": "2002-12-12",
    "hague-hijacking-1970": "1971-10-13",
    "hostages-1979": "1980-12-31",
    "ipp-1973": "1974-12-31",
    "montreal-1971": "1973-01-25",
    "nuclear-terrorism": "2006-12-31",
    "refugee-convention": "1952-12-31",
    "smuggling-protocol": "2002-12-12",
    "sua": "1989-03-09",
    "sua-platforms-1988": "1989-03-09",
    "terrorist-bombings": "1999-12-31",
    "terrorist-financing": "2001-12-31",
    "trafficking-protocol": "2002-12-12",
    "uncac": "2005-12-09",
    "untoc": "2002-12-12",
}


@pytest.mark.parametrize(("treaty", "last"), LAST_DAY_FOR_SIGNATURE.items())
def test_who_began_after_the_last_day_for_signature_does_not_ratify(treaty: str, last: str, oxigraph: engines.Engine) -> None:
    """The Swiss lists leave the mark of accession out here and there: so Tajikistan had ratified the convention on safety at sea.

    The Czech Republic and Slovakia took over the signature of Czechoslovakia of 9 March 1989; that they ratified stands in their gazettes.
    """
    question = PREFIX + (
        "SELECT DISTINCT ?party { ?p a90:instrument ?t ; a90:party ?party ; a90:consentMode ?mode ."
        " ?party a90:since ?began FILTER(?began > ?last)"
        ' FILTER(REGEX(STR(?mode), "#(ratification|acceptance|approval)$")) } ORDER BY ?party'
    )
    found = oxigraph.query(question, {"t": ox.NamedNode(f"{vocabulary.BASE}treaty/{treaty}"), "last": vocabulary.date(last)})
    heirs = ["CZE", "SVK"] if treaty.startswith("sua") else []
    assert [engines.text(row, "party").rpartition("/")[2] for row in engines.rows(found)] == heirs


def test_who_only_signed_is_no_party_whatever_a_list_says(oxigraph: engines.Engine) -> None:
    """The Swiss list of the convention of The Hague gives Burundi the day on which it joined the convention of Montreal."""
    assert values(oxigraph, "hague-hijacking-1970#BDI") == {}
    assert values(oxigraph, "montreal-1971#BDI")["consented"] == "1999-02-11"


@pytest.mark.parametrize(
    ("node", "day"),
    [
        ("hague-hijacking-1970#HRV", "1993-06-08"),
        ("montreal-1971#HRV", "1993-06-08"),
        ("hague-hijacking-1970#AND", "2004-09-23"),
        ("budapest-cybercrime#NGA", "2022-07-06"),
    ],
)
def test_deposit_is_that_of_the_depositary(node: str, day: str, oxigraph: engines.Engine) -> None:
    assert values(oxigraph, node)["consented"] == day
