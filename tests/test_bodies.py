"""What is asked of bodies and texts first is held, or the thing itself says why not: the day of a text, the seat of a body."""

from __future__ import annotations

from article90 import answers, engines, vocabulary
from article90.questions import catalogue

PREFIXES = """
PREFIX a90: <https://w3id.org/article90/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


def test_a_text_says_when_it_was_signed_or_adopted_or_why_not(oxigraph: engines.Engine) -> None:
    """The treaties of Maastricht and Rome, and two with courts in The Hague, had no day of signature, and not a word why."""
    silent = (
        PREFIXES
        + """
        SELECT ?text {
          VALUES ?class { a90:Treaty a90:Declaration a90:LegalAct a90:Resolution a90:Constitution }
          ?text a ?class .
          FILTER NOT EXISTS { ?text a90:signed|a90:adopted|a90:openedForSignature ?day }
          FILTER NOT EXISTS { ?text skos:editorialNote ?why }
        }"""
    )
    assert [row["text"].value.removeprefix(vocabulary.BASE) for row in engines.rows(oxigraph.query(silent))] == []


def test_a_body_says_where_its_seat_is_or_was_or_why_not(oxigraph: engines.Engine) -> None:
    """Of seventy organisations thirty-eight had no seat, the World Trade Organization among them."""
    silent = (
        PREFIXES
        + """
        SELECT ?body {
          VALUES ?class { a90:IntergovernmentalOrganisation a90:InternationalCourt }
          ?body a ?class .
          FILTER NOT EXISTS { ?body a90:seat ?seat }
          FILTER NOT EXISTS { ?body skos:editorialNote ?why }
        }"""
    )
    assert [row["body"].value.removeprefix(vocabulary.BASE) for row in engines.rows(oxigraph.query(silent))] == []


def test_seat_and_end_of_membership_that_people_ask_for_are_answered(oxigraph: engines.Engine) -> None:
    """Where the World Trade Organization sits, and when Albania left the Warsaw Pact, got an empty cell and an empty answer."""
    body = {"organisation": f"{vocabulary.BASE}organisation/wto"}
    seats = {
        lang: [row["seat"].value for row in engines.rows(answers.ask(catalogue.find("cq-057"), body, oxigraph, lang).answer)]
        for lang in ("en", "nl")
    }
    assert seats == {"en": ["Geneva"], "nl": ["Genève"]}
    of = {"state": f"{vocabulary.BASE}state/ALB", "organisation": f"{vocabulary.BASE}organisation/warsaw-pact"}
    assert [row["until"].value for row in engines.rows(answers.ask(catalogue.find("cq-124"), of, oxigraph).answer)] == ["1968-09-12"]


# By its own account of its history: which country it was that joined, among all that ever did.
COMMONWEALTH = {"GHA": 9, "NGA": 11, "CYP": 12, "JAM": 15, "KEN": 18, "MWI": 19, "GMB": 22, "BRB": 27, "MUS": 28, "FJI": 33}


def test_members_joined_the_commonwealth_in_the_order_that_it_tells_itself(oxigraph: engines.Engine) -> None:
    """Its own page numbers them as they came, from the eight of 1949, without Ireland, which had left."""
    found = oxigraph.query(
        PREFIXES
        + """PREFIX org: <http://www.w3.org/ns/org#>
        SELECT ?state (MIN(?day) AS ?first) {
          ?membership org:organization <https://w3id.org/article90/organisation/commonwealth> ; org:member ?state ; a90:since ?day
        } GROUP BY ?state ORDER BY ?first"""
    )
    order = [row["state"].value.rpartition("/")[2] for row in engines.rows(found)]
    order.remove("IRL")
    order.remove("TZA")  # it took the place of Tanganyika
    order.remove("ZAN")  # of which the page tells nothing: a member for five months
    assert {state: order.index(state) + 1 for state in COMMONWEALTH} == COMMONWEALTH


def test_decisions_of_an_organ_are_found_by_the_organ(oxigraph: engines.Engine) -> None:
    """The Peace and Security Council of the African Union had decided nothing: its ten texts named the Union only."""
    given = {"organisation": "au-psc", "from": "2000-01-01"}
    found = engines.rows(answers.ask(catalogue.find("cq-128"), given, oxigraph, cited=False).answer)
    assert len(found) == 10 and {row["by"].value for row in found} == {"African Union"}
