"""Whose a territory is, is a fact that can be asked for: the state of which it is a part, or the one that administers it.

The administering powers of the seventeen territories on the United Nations list stood in prose only, so that "Is Guam a US territory?"
found nothing; and a question that named a territory and no state was answered for the Kingdom of the Netherlands.
"""

import pytest
from article90 import answers, engines
from article90.questions import finder

# As the list of 9 May 2024 has them.
POWERS = {
    "FRA": {"NCL", "PYF"},
    "GBR": {"AIA", "BMU", "CYM", "FLK", "GIB", "MSR", "PCN", "SHN", "TCA", "VGB"},
    "NZL": {"TKL"},
    "USA": {"ASM", "GUM", "VIR"},
    "": {"ESH"},
}


def test_each_non_self_governing_territory_has_the_power_that_the_list_names(oxigraph: engines.Engine) -> None:
    """Seventeen in all, of which Western Sahara has none."""
    found = oxigraph.query(
        "PREFIX a90: <https://w3id.org/article90/ontology#> PREFIX kind: <https://w3id.org/article90/concept/territory-kind#> "
        "SELECT ?t ?power { ?t a90:territoryKind kind:non-self-governing OPTIONAL { ?t a90:administeredBy ?power } }"
    )
    powers: dict[str, set[str]] = {}
    for row in engines.rows(found):
        power = row["power"].value.rsplit("/", 1)[-1] if row["power"] else ""
        powers.setdefault(power, set()).add(row["t"].value.rsplit("/", 1)[-1])
    assert powers == POWERS


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Is Guam a US territory?", [("Guam", "non-self-governing", "United States of America")]),
        ("who owns Greenland", [("Greenland", "part of a state", "Denmark")]),
        ("is Tokelau part of New Zealand", [("Tokelau", "non-self-governing", "New Zealand")]),
        ("who administers Western Sahara", [("Western Sahara", "non-self-governing", "")]),
        ("wie bestuurt Bermuda", [("Bermuda", "non-self-governing", "United Kingdom of Great Britain and Northern Ireland")]),
        ("is Abkhazia part of Georgia", [("Abkhazia", "contested", "Georgia")]),
        ("is Guam part of France", []),
    ],
)
def test_whose_a_territory_is_can_be_asked(oxigraph: engines.Engine, sentence: str, said: list[tuple[str, str, str]]) -> None:
    """Once each, also where it is both a part of the state and administered by it, as Tokelau is by its law and by the list."""
    found = finder.find(sentence, oxigraph)
    assert found.clear and found.readings[0].question.id == "cq-050", sentence
    rows = engines.rows(answers.ask(found.readings[0].question, found.readings[0].given, oxigraph, cited=False).answer)
    assert [tuple(row[k].value if row[k] else "" for k in ("territory", "kind", "state")) for row in rows] == said
