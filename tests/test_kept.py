"""What a build keeps for the next is what it would make again, and is made again as soon as a statement changes that it follows from."""

import os

import pyoxigraph as ox
import pytest
from article90 import fragments, index, own
from article90.derive import FOLDER, NAMES
from article90.engines import Oxigraph, Remembering
from article90.publish import reading
from article90.sparql import bind
from article90.vocabulary import ROOT
from rdflib.paths import NegatedPath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import URIRef, Variable

INVENTED = (ROOT / "tests/rules/invented.ttl").read_text(encoding="utf-8")


def triples(text: str) -> list[ox.Triple]:
    return [q.triple for q in ox.parse(text, format=ox.RdfFormat.TURTLE)]


def engine(told: list[ox.Triple]) -> Oxigraph:
    store = ox.Store()
    store.extend(ox.Quad(*t) for t in told)
    return Oxigraph(store)


@pytest.fixture
def asked(monkeypatch, tmp_path) -> list[str]:
    """What was derived, and not taken from what was kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    names: list[str] = []
    plain = reading.derive

    def noted(name: str, source: Oxigraph):
        names.append(name)
        return plain(name, source)

    monkeypatch.setattr(reading, "derive", noted)
    return names


def test_what_is_derived_is_kept(asked) -> None:
    """Also where a file has blank nodes, whose names are others each time that it is read."""
    text = INVENTED + "\n[] a <urn:x> ; <urn:y> [ a <urn:z> ] .\n"
    first = reading.derived("bonds", told := triples(text), engine(told))
    again = reading.derived("bonds", told := triples(text), engine(told))
    assert first == again and len(first) > 20
    assert asked == ["bonds"]


@pytest.mark.parametrize(
    ("old", "new", "anew"),
    [
        ("a90:untilPrecision", "a90:sincePrecision", False),
        ("a90:since", "a90:signed", True),
        ("a90:until", "a90:signed", True),
        ("a90:bindsPartiesTo", "a90:concerns", True),
        ("a90:Participation", "a90:Act", True),
    ],
)
def test_it_is_made_again_when_what_it_follows_from_changes(asked, old, new, anew) -> None:
    reading.derived("bonds", told := triples(INVENTED), engine(told))
    assert old in INVENTED
    changed = triples(INVENTED.replace(old, new))
    found = reading.derived("bonds", changed, engine(changed))
    assert asked == ["bonds"] * (1 + anew)
    assert found == sorted(reading.derive("bonds", engine(changed)), key=str)


def test_a_damaged_file_is_no_harm(asked, tmp_path) -> None:
    first = reading.derived("bonds", told := triples(INVENTED), engine(told))
    for file in (tmp_path / "article90").iterdir():
        file.write_bytes(b"no longer whole")
    assert reading.derived("bonds", told, engine(told)) == first
    assert asked == ["bonds", "bonds"]


def paths(node: object):
    """The predicates of all patterns in the algebra of a query."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "triples":
                yield from (predicate for _, predicate, _ in value)
            yield from paths(value)
    elif isinstance(node, (list, tuple)):
        for one in node:
            yield from paths(one)


def properties(path: object):
    """The properties on a path; a variable, or all but some, could be any."""
    assert not isinstance(path, (Variable, NegatedPath)), path
    if isinstance(path, URIRef):
        yield str(path)
    else:
        for one in getattr(path, "args", None) or [getattr(path, "arg", None) or path.path]:
            yield from properties(one)


@pytest.mark.parametrize("name", NAMES)
def test_a_query_names_every_property_that_it_asks_for(name) -> None:
    """So that the statements that it follows from can be known by their properties."""
    text = fragments.expanded(FOLDER / f"{name}.rq")
    query: Query = translateQuery(parseQuery(own.prepare(text)))
    asked = {one for path in paths(query.algebra) for one in properties(path)} - {str(reading.RDF_TYPE.value)}
    assert len(asked) > 10
    assert asked <= set(own.names(text))


def test_an_inverse_property_is_named() -> None:
    assert set(own.names("SELECT * { ?x ^a90:since|!(^a90:until) ?y . FILTER(?y = '1'^^xsd:integer) }")) == {
        *(f"https://w3id.org/article90/ontology#{name}" for name in ("since", "until")),
        "http://www.w3.org/2001/XMLSchema#integer",
    }


def test_a_query_is_asked_once() -> None:
    """Whatever comment stands before it, and not another that is bound to other terms."""
    source = Remembering(ox.Store())
    text = "#+ a question\nSELECT ?given { BIND(?_given AS ?given) }"
    one, two = ({"_given": ox.Literal(value)} for value in "ab")
    first = source.query(text, one)
    assert source.query("# another head\n" + bind(text, one)) is first
    assert source.query(text, two) is not first and source.query(text, two).rows == [{"given": ox.Literal("b")}]


def test_the_index_leaves_alone_what_others_keep(monkeypatch, tmp_path) -> None:
    """It takes away its own old ones, and no folder whose name is as long: the packages of npm had to be fetched again."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    cache = tmp_path / "article90"
    old, other = [f"{n:016x}" for n in range(6)], "npm-0123456789ab"
    for age, name in enumerate((other, *old)):
        (cache / name).mkdir(parents=True)
        os.utime(cache / name, (age, age))
    monkeypatch.setattr(index, "everything", lambda: [ROOT / "tests/rules/invented.ttl"])
    _, made = index.published()
    assert made and made.parent == cache
    assert sorted(p.name for p in cache.iterdir()) == sorted([other, *old[2:], made.name])
