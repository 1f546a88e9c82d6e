"""The numbers of members, parties and missions that sources state follow from our data, but for those listed with a reason."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import engines, vocabulary

FOLDER = Path(__file__).parent / "crosscheck"

# Full members: no role or the role full, as in cq-003; a suspension is a node of its own and is not counted.
MEMBERS = """
PREFIX a90: <https://w3id.org/article90/ontology#>
PREFIX membership-status: <https://w3id.org/article90/concept/membership-status#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT (COUNT(DISTINCT ?member) AS ?number) {
  ?membership org:organization ?body ; org:member ?member ; a90:since ?since .
  OPTIONAL { ?membership a90:until ?until }
  FILTER(?since <= ?date && (!BOUND(?until) || ?date <= ?until))
  FILTER NOT EXISTS { ?membership org:role ?role . FILTER(?role != membership-status:full) }
}
"""
# As depositaries count parties: whoever has deposited an instrument and has not left, also where it does not bind yet.
PARTIES = """
PREFIX a90: <https://w3id.org/article90/ontology#>
SELECT (COUNT(DISTINCT ?party) AS ?number) {
  ?participation a90:instrument ?body ; a90:party ?party ; a90:consented|a90:since ?from .
  OPTIONAL { ?participation a90:until ?until }
  FILTER(?from <= ?date && (!BOUND(?until) || ?date <= ?until))
}
"""
MISSIONS = """
PREFIX a90: <https://w3id.org/article90/ontology#>
SELECT DISTINCT ?mission ?until {
  ?mission a a90:Mission ; a90:ledBy ?leader ; a90:since ?since .
  FILTER(?since <= ?date)
  OPTIONAL { ?mission a90:until ?until }
  OPTIONAL { ?mission a90:missionNature ?nature }
  OPTIONAL { ?mission a90:missionType ?type }
  FILTER(?kind = "all" || ?kind = STRAFTER(STR(?nature), "#") || ?kind = STRAFTER(STR(?type), "#"))
}
"""


def table(name: str, *columns: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        assert tuple(reader.fieldnames or ()) == columns, f"{name} has to have the columns {', '.join(columns)}."
        return list(reader)


DIFFERENCES = table("counts.differences.csv", "body", "kind", "date", "theirs", "ours", "reason")


def stated() -> Iterator[tuple[str, str, str, str]]:
    """Every number that a source states: body, what is counted, date, number."""
    for row in table("un-growth.csv", "organisation", "year", "members"):
        yield f"organisation/{row['organisation']}", "members", f"{row['year']}-12-31", row["members"]
    for name in ("counts.csv", "counts-fora.csv"):
        for row in table(name, "organisation", "date", "members", "source"):
            body = row["organisation"] if "/" in row["organisation"] else f"organisation/{row['organisation']}"
            yield body, "members", row["date"], row["members"]
    for row in table("counts-parties.csv", "treaty", "date", "parties", "source"):
        yield row["treaty"], "parties", row["date"], row["parties"]
    for name in ("counts-missions.csv", "counts-csdp.csv"):
        for row in table(name, "body", "kind", "date", "running", "total", "source"):
            # In the list of missions under the Common Security and Defence Policy `body` is who counted them.
            body = "organisation/eu" if name == "counts-csdp.csv" else row["body"]
            for what in ("running", "total"):
                if row[what]:
                    yield body, f"{row['kind']} missions, {what}", row["date"], row[what]


def counted(source: engines.Engine, body: str, kind: str, date: str) -> int:
    """The number that follows from our data."""
    thing, day = ox.NamedNode(vocabulary.BASE + body), vocabulary.date(date)
    if kind in ("members", "parties"):
        query = MEMBERS if kind == "members" else PARTIES
        return int(engines.rows(source.query(query, {"body": thing, "date": day}))[0]["number"].value)
    nature, _, what = kind.partition(" missions, ")
    found = engines.rows(source.query(MISSIONS, {"leader": thing, "date": day, "kind": ox.Literal(nature)}))
    return sum(what == "total" or row["until"] is None or row["until"].value >= date for row in found)


@pytest.mark.parametrize(("body", "kind", "date", "number"), dict.fromkeys(stated()))
def test_stated_number_follows_from_our_data(body: str, kind: str, date: str, number: str, oxigraph: engines.Engine) -> None:
    if not date:
        pytest.skip("the source does not say for which day its number is")
    ours = counted(oxigraph, body, kind, date)
    known = [d for d in DIFFERENCES if (d["body"], d["kind"], d["date"], d["theirs"]) == (body, kind, date, number)]
    if known:
        assert ours != int(number), f"{body} {date}: ours is {ours} as theirs is, so counts.differences.csv need not list it."
        assert ours == int(known[0]["ours"]), f"{body} {date}: ours is {ours}, counts.differences.csv says {known[0]['ours']}."
    else:
        assert ours == int(number), f"{body} on {date}, {kind}: ours {ours}, theirs {number}, and counts.differences.csv does not say why."


def test_every_difference_is_about_a_stated_number_and_has_a_reason() -> None:
    numbers = set(stated())
    for d in DIFFERENCES:
        assert (d["body"], d["kind"], d["date"], d["theirs"]) in numbers, f"{d['body']} {d['date']} is about no stated number."
        assert d["reason"].endswith(".") and len(d["reason"].split()) >= 4, f"{d['body']} {d['date']}: '{d['reason']}' is no sentence."
