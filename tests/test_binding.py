"""Parameters are bound as terms: whatever the value, the query keeps its shape."""

import pyoxigraph as ox
from article90 import engines, sparql
from hypothesis import given
from hypothesis import strategies as st

TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)


@given(TEXT)
def test_a_string_comes_back_as_it_went_in(value: str) -> None:
    query = "SELECT ?x WHERE { BIND(?_value AS ?x) }"
    (row,) = engines.rows(engines.Oxigraph(ox.Store()).query(query, {"_value": ox.Literal(value)}))
    assert row["x"] == ox.Literal(value)


@given(TEXT)
def test_a_value_adds_no_pattern(value: str) -> None:
    data = ox.Store()
    data.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("secret")))
    query = "SELECT ?s WHERE { ?s <urn:p> ?o FILTER(?o = ?_value) }"
    found = engines.rows(engines.Oxigraph(data).query(query, {"_value": ox.Literal(value)}))
    assert bool(found) == (value == "secret")


def test_strings_iris_and_comments_are_left_alone() -> None:
    query = "SELECT ?x WHERE { ?x <urn:p?_v> \"?_v\", '''?_v''' ; <urn:q> ?_v } # ?_v"
    bound = sparql.bind(query, {"_v": ox.Literal(1)})
    assert bound.count("?_v") == 4
    assert '<urn:q> "1"' in bound


def test_a_longer_name_is_another_variable() -> None:
    assert sparql.bind("?_v ?_value", {"_v": ox.NamedNode("urn:x")}) == "<urn:x> ?_value"
