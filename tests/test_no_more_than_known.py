"""An answer says no more than is on record: not a duty where something is forbidden, nor certain where nobody knows."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from article90 import answers, engines, own, vocabulary
from article90.errors import UserError
from article90.questions import catalogue
from complaint import complain

A90 = vocabulary.ONTOLOGY
ANSWERS = sorted((Path(__file__).parent / "answers").glob("*.tsv"))


@cache
def cells(path: Path) -> tuple[list[str], list[list[str]]]:
    """The columns of a pinned answer, and its rows."""
    header, *lines = path.read_text(encoding="utf-8").split("\n")
    rows = csv.reader((line for line in lines if line), delimiter="\t", quoting=csv.QUOTE_NONE)
    return header.replace("?", "").split("\t"), list(rows)


def forbidden(engine: engines.Engine) -> Iterator[str]:
    """The prohibitions, by IRI and by name, as a cell has them."""
    query = f"""PREFIX a90: <{A90}> PREFIX skos: <{vocabulary.PREFIXES["skos"]}>
SELECT ?it ?name {{ ?it a90:modality <{vocabulary.BASE}concept/modality#must-not> ; skos:prefLabel ?name . FILTER(LANG(?name) = "en") }}"""
    for row in engines.rows(engine.query(query)):
        yield from (str(row["it"]), f'"{row["name"].value}"', str(row["name"]))


def test_what_is_forbidden_is_told_with_its_modality(oxigraph: engines.Engine) -> None:
    """Who was bound by the Non-Proliferation Treaty was told: "France: Transfer nuclear weapons", as if that were its duty."""
    names = set(forbidden(oxigraph))
    assert len(names) > 200
    told = {path.name for path in ANSWERS if any(names & set(row) for row in cells(path)[1])}
    assert len({name[:6] for name in told}) > 8
    complain(
        "answers that name what is forbidden and not that it is",
        sorted(n for n in told if "modality" not in cells(ANSWERS[0].parent / n)[0]),
    )


UNITED = """PREFIX beginning: <https://w3id.org/article90/concept/beginning#>
PREFIX ending: <https://w3id.org/article90/concept/ending#>
SELECT ?record ?day WHERE {
  { ?record a90:begunBy beginning:union ; a90:since ?day } UNION { ?record a90:endedBy ending:union ; a90:until ?day }
  FILTER NOT EXISTS {
    ?record dcterms:source ?read . ?told dcterms:source ?read ; a90:since|a90:until ?day .
    { ?told a a90:State } UNION { ?told org:organization organisation:un }
  }
}"""


def test_the_day_of_a_union_of_states_is_in_a_source_that_is_cited(oxigraph) -> None:
    """Of thirty records that began or ended with a state's union the list that was cited has the year, or nothing: not the day."""
    found = own.ask(UNITED, oxigraph, lambda _: None).answer
    assert [(row["record"].value, row["day"].value) for row in engines.rows(found)] == []


def asked(engine: engines.Engine, name: str, lang: str = "en", **given: str) -> list[engines.Row]:
    return engines.rows(answers.ask(catalogue.find(name), given, engine, lang, cited=False).answer)


def test_mission_whose_last_mandate_ran_out_runs_possibly_and_no_more(oxigraph: engines.Engine) -> None:
    """Missions whose last known mandate had run out, one three years before, were certain to run, and counted in minimums."""
    day = "2026-11-21"
    lapsed = {str(row["missionIri"]) for row in asked(oxigraph, "cq-104", date=day)}
    assert len(lapsed) > 10
    for name, given in (("cq-090", {"date": day}), ("cq-121", {"from": day, "to": "2026-12-31"})):
        possible = {str(row["missionIri"]) for row in asked(oxigraph, name, **given) if row["sure"].value == "possible"}
        assert possible >= lapsed, name
    # within its mandate it surely ran, and in a period that began within it too
    for name, given in (("cq-090", {"date": "2023-12-31"}), ("cq-121", {"from": "2023-12-31", "to": day})):
        ran = {str(row["missionIri"]): row["sure"].value for row in asked(oxigraph, name, **given)}
        assert {ran[mission] for mission in lapsed & set(ran)} == {"certain"}, name
    counted = asked(oxigraph, "cq-102", date=day)
    leaders = {(str(row["missionIri"]), row["lead"].value) for row in asked(oxigraph, "cq-104", date=day)}
    assert sum(int(row["possiblyRunning"].value) for row in counted) == len(leaders)
    ran = asked(oxigraph, "cq-090", date=day)
    for row in counted:
        surely = [r for r in ran if row["lead"].value in r["leads"].value and str(r["missionIri"]) not in lapsed]
        assert int(row["running"].value) == len(surely), row["lead"].value
    assert {row["status"].value for row in asked(oxigraph, "cq-100", date=day, lang="nl")} >= {"loopt mogelijk", "loopt"}


def test_day_of_a_suspension_is_as_precise_as_it_is_known(oxigraph: engines.Engine) -> None:
    """Armenia was told to have suspended its duty of defence since 2024-02-01: the month is on record, and no day."""
    (row,) = asked(oxigraph, "cq-004", state="ARM", date="2026-11-21")
    assert row["suspended"].value == "2024-02, towards all"
    told = {
        str(term.value) for row in asked(oxigraph, "cq-077", treaty="cfe") for name, term in row.items() if name == "suspended" and term
    }
    assert {text.partition(",")[0] for text in told} >= {"2023-11-07", "2024-04"}


SHOWN = re.compile(r"\?(\w+) (?:a a90:\w+ ; )?(?:[\w:/^|]+ \?\w+ ; )*a90:(?:since|until) \?(\w+)")
HELD = re.compile(r"holds-on \(\?thing = \?(\w+),.*\?(since)\)")


def test_record_that_a_day_is_of_stands_beside_it(oxigraph: engines.Engine) -> None:
    """How precisely a day is known hangs on its record: a strategy that ends in 2029 was shown to end on 2029-12-31."""
    at_fault, seen = [], 0
    for path in catalogue.files():
        text = path.read_text(encoding="utf-8")
        _head, _, body = text.partition("SELECT ")
        columns = body.partition("WHERE")[0]
        beside = set(re.findall(r"\(\?(\w+) AS \?\w+Iri\)", columns)) | set(re.findall(r"\?(\w+Iri)\b", columns))
        for subject, day in {*SHOWN.findall(body), *HELD.findall(body)}:
            if re.search(rf"\?{day}\b(?! AS)", columns) and f"?{day}Precision" not in columns:
                seen += 1
                at_fault += [f"{path.name}: ?{day} of ?{subject}"] if subject not in beside else []
    assert seen > 50
    # the first day of a treaty, which is that of its entry into force, is always known to the day
    assert not own.ask("SELECT ?t { ?t a a90:Treaty ; a90:sincePrecision ?p }", oxigraph, lambda _: None).answer.rows
    # and the day of a succession is joined to that of the state which stands beside it, with its precision
    joined = ("?inForceSince of ?text", "?day of ?passage")
    at_fault = sorted(line for line in set(at_fault) if not line.endswith(joined))
    complain("days without the record that says how precisely they are known", at_fault)


@pytest.mark.parametrize(("name", "given"), [("cq-123", {"state": "JPN"}), ("cq-007", {"state": "JPN"}), ("cq-123", {"state": "ISL"})])
def test_want_of_a_figure_is_no_no(name: str, given: dict[str, str], oxigraph: engines.Engine) -> None:
    """How much does Japan spend on defence: "No". The figures are those of NATO, and Iceland has none either."""
    found = answers.ask(catalogue.find(name), given, oxigraph)
    assert (engines.rows(found.answer), found.limits.empty) == ([], "not recorded")


def test_amount_of_two_kinds_is_one_row(oxigraph: engines.Engine) -> None:
    """The 17 thousand million pledged to Ukraine stood there twice, as financial and as military support, as if it were 34."""
    rows = asked(oxigraph, "cq-022")
    assert len({row["measureIri"] for row in rows}) == len(rows) > 30
    (pledged,) = [row for row in asked(oxigraph, "cq-022", type="financial-support") if row["until"] and row["until"].value == "2025-12-08"]
    assert pledged["kind"].value == "financial support, military support"


def test_article_is_invoked_by_one_for_another(oxigraph: engines.Engine) -> None:
    """Of article 42(7) the European Union was named where France had invoked it, under a heading that left it open which."""
    found = {row["article"].value: (row["by"].value, row["state"].value) for row in asked(oxigraph, "cq-122")}
    assert found == {
        "Article 5": ("North Atlantic Treaty Organization", "United States of America"),
        "Article 42(7)": ("France", "France"),
    }
    assert [row["article"].value for row in asked(oxigraph, "cq-122", state="FRA")] == ["Article 42(7)"]


def test_whoever_consented_to_a_treaty_that_is_not_in_force_is_told_so(oxigraph: engines.Engine) -> None:
    """The members of the United Nations stood outside the Test-Ban Treaty with the day of their signature, and as if none had ratified."""
    days = {row["state"].value: row["consented"] and row["consented"].value for row in asked(oxigraph, "cq-120", treaty="ctbt")}
    assert days["Albania"] == "2003-04-23" and days["China"] is None
    assert sum(bool(day) for day in days.values()) > 170


def test_steps_of_a_chain_are_its_own(oxigraph: engines.Engine) -> None:
    """Vilnius took the place of two guidelines and was step 3 of each, without a step 2: those of both were counted."""
    chains: dict[str, set[int]] = {}
    for row in asked(oxigraph, "cq-070"):
        chains.setdefault(row["chain"].value, set()).add(int(row["step"].value))
    assert len(chains) > 2
    assert [steps for steps in chains.values() if steps != set(range(1, len(steps) + 1))] == []


def test_usual_period_gives_way_where_something_else_is_asked(oxigraph: engines.Engine) -> None:
    """When Poland began was "not recorded": the list of states is asked from 1989 to 2011 where nothing is said."""
    assert [row["day"].value for row in asked(oxigraph, "cq-058", state="POL")] == ["1918-11-11"]
    assert asked(oxigraph, "cq-058", state="POL", **{"from": "1989-01-01"}) == []
    assert {row["day"].value[:4] for row in asked(oxigraph, "cq-058")} <= {str(year) for year in range(1989, 2012)}


def test_every_row_says_what_it_is_of_and_no_two_look_alike() -> None:
    """Sources disagree, said 612 rows: "since, here 1993, elsewhere 1992", of nobody; 60 were gone on a screen, as they looked alike."""
    alike, empty, undated_first = [], [], []
    for path in ANSWERS:
        columns, rows = cells(path)
        seen = [i for i, name in enumerate(columns) if not name.endswith("Iri")]
        told = [tuple(row[i] for i in seen) for row in rows]
        alike += [path.name] if len(set(told)) < len(told) else []
        empty += [path.name] if () in told or any(not any(row) for row in told) else []
        first = re.match(r"\?(\w+)", re.findall(r"ORDER BY (.+)", catalogue.find(path.name[:6]).text)[-1])
        by = columns.index(first[1]) if first and first[1] in columns else None
        undated_first += [path.name] if by is not None and rows and not rows[0][by] and any(row[by] for row in rows) else []
    complain("answers with rows that look alike without their IRIs", alike)
    complain("answers with a row that says nothing", empty)
    complain("answers that begin with what lacks what they are ordered by", undated_first)


def test_who_signed_a_treaty_is_not_told_of_its_parties(oxigraph: engines.Engine) -> None:
    """How many signed the Prohibition Treaty was answered by its parties, and who had not signed another by its signatories."""
    (count,) = asked(oxigraph, "cq-087", treaty="tpnw")
    assert (count["parties"].value, count["signatories"].value) == ("75", "95")
    (count,) = asked(oxigraph, "cq-087", treaty="ctbt")
    assert count["parties"].value == "0" and int(count["signatories"].value) > 185
    unsigned = asked(oxigraph, "cq-120", treaty="ctbt", signed="false")
    assert {"India", "Pakistan"} < {row["state"].value for row in unsigned} and not any(row["signed"] for row in unsigned)
    unratified = {row["state"].value for row in asked(oxigraph, "cq-120", treaty="ctbt", consented="false")}
    assert "China" in unratified and "Albania" not in unratified


def test_signatures_that_a_list_does_not_have_are_no_number(oxigraph: engines.Engine) -> None:
    """The list of the Geneva Conventions has the signature of one of sixty: neither one nor none is a number of signatories."""
    numbers = {row["instrumentIri"].value.rpartition("/")[2]: row["signatories"] for row in asked(oxigraph, "cq-087")}
    assert [numbers[name] for name in ("gc-i", "gc-ii", "icj-statute", "npt")] == [None] * 4
    assert asked(oxigraph, "cq-120", treaty="ap-i", signed="false") == []


def test_what_was_signed_later_was_not_signed_on_a_day(oxigraph: engines.Engine) -> None:
    """Of 2021 it was told who had signed the Prohibition Treaty in 2023; and any word but "true" asked for those that had not."""
    signed = asked(oxigraph, "cq-120", treaty="tpnw", date="2021-06-01", signed="yes")
    assert signed and all(row["signed"].value <= "2021-06-01" for row in signed)
    with pytest.raises(UserError, match="neither yes nor no"):
        asked(oxigraph, "cq-120", treaty="tpnw", signed="maybe")


@pytest.mark.parametrize(
    ("mission", "year", "sure"),
    [
        ("osce-astana", "1999", "certain"),
        ("osce-georgia", "1992", "certain"),
        ("osce-belarus", "1998", "certain"),
    ],
)
def test_what_began_in_a_year_was_there_in_it(mission: str, year: str, sure: str, oxigraph: engines.Engine) -> None:
    """Whenever in 1999 it began, it ran in that year; what began on a known day of a period was there, whatever is known of its end."""
    (row,) = asked(oxigraph, "cq-121", mission=mission, **{"from": f"{year}-01-01", "to": f"{year}-12-31"})
    assert row["sure"].value == sure


def test_a_thing_with_a_name_of_its_own_is_named_once(oxigraph: engines.Engine) -> None:
    """A mission in five states had each of its sources five times: it was called by its hosts too."""
    rows = asked(oxigraph, "cq-015", fact="mission/barkhane")
    assert len({tuple(map(str, row.values())) for row in rows}) == len(rows) > 1


def test_a_ground_that_is_no_text_stands_first(oxigraph: engines.Engine) -> None:
    assert asked(oxigraph, "cq-093", mission="licorne")[0]["mandate"].value == "decision of its own"
