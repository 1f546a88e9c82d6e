"""Sanctions regimes and other measures: since when they bound, and until when.

a90:since is the day on which the first act of a regime took effect, whether or not that act is still in force; a90:until is the last day on
which the measures bound, which for a regime that an organ ends with immediate effect is the day before.
"""

import pyoxigraph as ox
import pytest
from article90 import engines, vocabulary
from article90.questions import catalogue

PREFIX = "".join(
    f"PREFIX {p}: <{ns}> " for p, ns in {"a90": vocabulary.ONTOLOGY, "measure-type": f"{vocabulary.BASE}concept/measure-type#"}.items()
)


def period(source: engines.Engine, measure: str) -> tuple[str, str | None]:
    """The first and the last day of a measure; no last day means that it goes on."""
    found = source.query(
        PREFIX + "SELECT ?since ?until { ?node a90:since ?since OPTIONAL { ?node a90:until ?until } }",
        {"node": ox.NamedNode(f"{vocabulary.BASE}measure/{measure}")},
    )
    (row,) = engines.rows(found)
    return row["since"].value, row["until"].value if row.get("until") else None


@pytest.mark.parametrize(
    ("regime", "first", "last"),
    [
        ("southern-rhodesia", "1966-12-16", "1979-12-20"),
        ("south-africa", "1977-11-04", "1994-05-24"),
        ("iraq-1990", "1990-08-06", "2003-05-21"),
        ("fr-yugoslavia", "1992-05-30", "1996-09-30"),
        ("libya-1992", "1992-04-15", "2003-09-11"),
        ("haiti-1993", "1993-06-23", "1994-10-15"),
        ("angola-unita", "1993-09-25", "2002-12-08"),
        ("sierra-leone", "1997-10-08", "2010-09-28"),
        ("eritrea-ethiopia", "2000-05-17", "2001-05-16"),
        ("liberia", "1992-11-19", "2016-05-24"),
        ("cote-d-ivoire", "2004-11-15", "2016-04-27"),
        ("eritrea", "2009-12-23", "2018-11-13"),
    ],
)
def test_regimes_of_the_council_that_ended_are_there(regime: str, first: str, last: str, oxigraph: engines.Engine) -> None:
    """Asked which sanctions bound the Netherlands in 1968, we said none: only the regimes of today were in the data."""
    assert period(oxigraph, f"un-sanctions-{regime}") == (first, last)


def test_sanctions_on_iran_ended_on_implementation_day_and_came_back(oxigraph: engines.Engine) -> None:
    """An end known by the year was counted to 31 December 2016, and the snapback to the first of its month."""
    assert period(oxigraph, "un-sanctions-iran") == ("2006-12-23", "2016-01-15")
    assert period(oxigraph, "un-sanctions-iran-snapback") == ("2025-09-28", None)


@pytest.mark.parametrize(
    ("regime", "first"),
    [
        ("zimbabwe", "2002-02-18"),
        ("syria", "2011-05-09"),
        ("libya", "2011-02-28"),
        ("belarus", "2004-09-24"),
        ("guinea", "2009-10-27"),
        ("sudan", "1994-03-01"),  # the month
        ("somalia", "2002-12-10"),
        ("north-korea", "2007-03-27"),
        ("china", "1989-06-27"),
        ("dr-congo", "1993-04-07"),
        ("bosnia", "2011-03-21"),
        ("guinea-bissau", "2012-05-03"),
        ("iran-non-proliferation", "2007-02-27"),
        ("iraq", "1990-08-08"),
        ("south-sudan", "2011-07-18"),
        ("transnistria", "2003-02-27"),
        ("tunisia", "2011-01-31"),
    ],
)
def test_regime_begins_with_its_first_act(regime: str, first: str, oxigraph: engines.Engine) -> None:
    """The oldest act still in force was taken for the beginning, so no sanctions bound on Syria in the summer of 2011."""
    assert period(oxigraph, f"eu-sanctions-{regime}") == (first, None)


def under(source: engines.Engine, concept: str) -> set[str]:
    """The measures of one type."""
    found = source.query(PREFIX + f"SELECT ?measure {{ ?measure a90:measureType measure-type:{concept} }}", {})
    return {row["measure"].value.rpartition("/")[2] for row in engines.rows(found)}


def test_ban_on_arms_to_some_is_an_arms_embargo_too(oxigraph: engines.Engine) -> None:
    """A source that says "arms restrictions" was read as saying nothing of arms, so ten regimes were missing from the embargoes."""
    regimes = ["taliban", "central-african-republic", "dr-congo", "somalia", "yemen", "isil-al-qaida"]
    more = ["eu-sanctions-china", "eu-sanctions-iran-non-proliferation", "eu-sanctions-lebanon-1701", "eu-sanctions-russia-sectoral"]
    expected = {f"{organ}-sanctions-{regime}" for organ in ("eu", "un") for regime in regimes} | set(more)
    assert expected <= under(oxigraph, "arms-embargo")
    assert "eu-sanctions-guinea" not in under(oxigraph, "arms-embargo")  # lifted in 2014


@pytest.mark.parametrize("organ", ["eu", "un"])
def test_sanctions_on_the_taliban_are_in_view_of_afghanistan(organ: str, oxigraph: engines.Engine) -> None:
    """Asked for the sanctions on Afghanistan, we had none: the regime's target was terrorism."""
    node = {"node": ox.NamedNode(f"{vocabulary.BASE}measure/{organ}-sanctions-taliban")}
    found = oxigraph.query(PREFIX + "SELECT ?target { ?node a90:target ?target }", node)
    assert [row["target"].value.rpartition("/")[2] for row in engines.rows(found)] == ["AFG"]


def test_first_day_that_may_be_too_late_says_so_in_the_data() -> None:
    """The reservation stood in comments of the files, which no answer sees."""
    for path in sorted((vocabulary.DATA / "measure").glob("*.ttl")):
        assert "# since" not in path.read_text(encoding="utf-8"), path.name


def test_support_for_years_to_come_does_not_begin_on_the_day_it_was_agreed(oxigraph: engines.Engine) -> None:
    """The sum for 2027 to 2029 was agreed in January 2026 and so counted as support of 2026."""
    assert period(oxigraph, "nl-support-ukraine-2027-2029") == ("2027-01-01", "2029-12-31")


UN_COUNT_2019 = {  # the thirty regimes that the Security Council counted in September 2019, and ours for each
    "southern-rhodesia": 1, "south-africa": 1, "yugoslavia-arms": 1, "fr-yugoslavia-kosovo": 1, "haiti-1993": 1, "iraq-1990": 1,
    "iraq": 1, "angola-unita": 1, "rwanda": 1, "sierra-leone": 1, "somalia": 1, "eritrea-ethiopia": 1, "liberia": 3, "dr-congo": 1,
    "cote-d-ivoire": 1, "sudan": 1, "lebanon-hariri": 1, "north-korea": 1, "iran": 1, "libya-1992": 1, "libya": 1, "guinea-bissau": 1,
    "central-african-republic": 1, "yemen": 1, "south-sudan": 1, "mali": 1, "isil-al-qaida": 1, "taliban": 1,
}  # fmt: skip


def test_every_regime_that_the_council_counts_is_there(oxigraph: engines.Engine) -> None:
    """The list was open, so that nothing followed from an empty answer for 1968; its coverage says now to which day it is whole."""
    assert sum(UN_COUNT_2019.values()) == 30
    for regime in UN_COUNT_2019:
        assert period(oxigraph, f"un-sanctions-{regime}")[0] < "2019-09-27", regime
    found = oxigraph.query(
        PREFIX + "SELECT ?day { ?list a90:completeUntil ?day }",
        {"list": ox.NamedNode(f"{vocabulary.BASE}organisation/un#coverage-measures")},
    )
    assert [r["day"].value for r in engines.rows(found)] == ["2026-08-22"]


def test_regime_that_ended_has_its_last_day(oxigraph: engines.Engine) -> None:
    assert period(oxigraph, "eu-sanctions-egypt") == ("2011-03-21", "2021-03-15")


def how_sure(oxigraph: engines.Engine, day: str) -> dict[str, str]:
    """Regime that binds the Netherlands: how sure that is on a day."""
    question = catalogue.find("cq-016")
    rows = engines.rows(oxigraph.query(question.text, question.bindings({"state": "NLD", "date": day}, oxigraph)))
    return {engines.text(r, "measureIri").rpartition("/")[2]: engines.text(r, "sure") for r in rows}


@pytest.mark.parametrize(
    ("day", "regime", "sure"),
    [
        ("1994-06-01", "un-sanctions-rwanda", "possible"),  # known to have begun in 1994
        ("1995-01-01", "un-sanctions-rwanda", "certain"),
        ("1994-03-31", "eu-sanctions-sudan", "possible"),  # in March
        ("1994-04-01", "eu-sanctions-sudan", "certain"),
        ("1995-12-31", "un-sanctions-yugoslavia-arms", "certain"),  # ended in 1996
        ("1996-01-01", "un-sanctions-yugoslavia-arms", "certain"),  # its last day is this one or later
        ("1996-01-02", "un-sanctions-yugoslavia-arms", "possible"),
        ("2011-02-28", "eu-sanctions-libya", "certain"),
    ],
)
def test_a_date_known_by_the_month_or_year_is_not_counted_as_certain(day: str, regime: str, sure: str, oxigraph: engines.Engine) -> None:
    """An end known by the year was counted to 31 December, and a beginning from 1 January, as if read on those days."""
    assert how_sure(oxigraph, day)[regime] == sure


@pytest.mark.parametrize(
    ("regime", "types"),
    [
        ("ukraine-misappropriation", {"asset-freeze"}),
        ("russia-territorial-integrity", {"asset-freeze", "travel-ban"}),
        ("crimea", {"import-restriction", "export-restriction", "investment-ban", "services-ban"}),
        ("egypt", {"asset-freeze"}),
    ],
)
def test_regime_says_what_it_imposes(regime: str, types: set[str], oxigraph: engines.Engine) -> None:
    assert {t for t in types | {"travel-ban", "arms-embargo"} if f"eu-sanctions-{regime}" in under(oxigraph, t)} == types


def test_no_regime_of_the_eu_is_without_what_it_imposes(oxigraph: engines.Engine) -> None:
    """Nine were: their files said that they are sanctions, and no more."""
    found = oxigraph.query(
        PREFIX + f"SELECT ?regime (COUNT(?type) AS ?n) {{ ?regime a90:undertakenBy <{vocabulary.BASE}organisation/eu> ; a90:measureType "
        "measure-type:sanctions , ?type } GROUP BY ?regime HAVING (?n < 2)",
        {},
    )
    assert not engines.rows(found)


def test_only_where_nobody_confirms_it_a_measure_has_no_first_day(oxigraph: engines.Engine) -> None:
    """A note may stand in the place of the day: of nuclear weapons kept abroad governments say nothing; of all else it is found."""
    found = oxigraph.query(
        PREFIX + "SELECT ?measure { ?measure a a90:Measure FILTER NOT EXISTS { ?measure a90:since ?day } "
        "FILTER NOT EXISTS { ?measure a90:measureType <https://w3id.org/article90/concept/measure-type#nuclear-hosting> } }",
        {},
    )
    assert not engines.rows(found)


@pytest.mark.parametrize(
    ("asked", "regimes"),
    [
        ({"by": "un", "target": "IRQ"}, {"un-sanctions-iraq-1990", "un-sanctions-iraq"}),
        ({"by": "un", "target": "IRQ", "from": "2003-05-22", "to": "2003-12-31"}, {"un-sanctions-iraq"}),  # from the day after
        ({"by": "un", "target": "IRQ", "from": "2003-05-21", "to": "2003-05-21"}, {"un-sanctions-iraq-1990"}),  # the last day
        ({"by": "un", "target": "ZAF", "from": "1977-11-03", "to": "1977-11-03"}, set()),  # the day before the first
        ({"by": "un", "target": "ZAF", "from": "1977-11-04", "to": "1977-11-04"}, {"un-sanctions-south-africa"}),
    ],
)
def test_regimes_of_a_period_are_those_that_ran_on_any_day_of_it(asked: dict, regimes: set[str], oxigraph: engines.Engine) -> None:
    """What was imposed on Iraq in 1990 could not be asked: only the regimes of one day, which bind one state, could."""
    question = catalogue.find("cq-133")
    rows = engines.rows(oxigraph.query(*question.asked(asked, oxigraph)))
    assert {engines.text(r, "measureIri").rpartition("/")[2] for r in rows} == regimes
