"""What a build keeps for the next is what it would make again, and is made again as soon as a statement changes that it follows from."""

import os

import pyoxigraph as ox
import pytest
from article90 import cookbook, fragments, index, own
from article90.derive import FOLDER, NAMES
from article90.engines import Oxigraph
from article90.publish import formats, needs, reading
from article90.publish.remembering import Remembering, Statements
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
    return Oxigraph(reading.filled([told]))


def derived(text: str) -> list[ox.Triple]:
    """The bonds that follow from a text."""
    told = triples(text)
    return formats.read(reading.derived("bonds", Statements([formats.told(told)]), lambda: engine(told)))


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
    first, again = derived(text), derived(text)
    assert first == again and len(first) > 20
    assert asked == ["bonds"]


@pytest.mark.parametrize(
    ("old", "new", "anew"),
    [
        ("a90:untilPrecision", "a90:sincePrecision", False),
        ("a90:since", "a90:signed", True),
        ("a90:until", "a90:signed", True),
        ("a90:bindsPartiesTo", "a90:concerns", True),
        ("a90:Participation", "a90:Act", False),  # no pattern of the query asks for either class
        ("a90:Declaration", "a90:LegalAct", True),
    ],
)
def test_it_is_made_again_when_what_it_follows_from_changes(asked, old, new, anew) -> None:
    derived(INVENTED)
    assert old in INVENTED
    changed = INVENTED.replace(old, new)
    found = derived(changed)
    assert asked == ["bonds"] * (1 + anew)
    assert found == sorted(reading.derive("bonds", engine(triples(changed))), key=str)


def test_a_damaged_file_is_no_harm(asked, tmp_path) -> None:
    first = derived(INVENTED)
    for file in (tmp_path / "article90").iterdir():
        file.write_bytes(b"no longer whole")
    assert derived(INVENTED) == first
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
    asked = {one for path in paths(query.algebra) for one in properties(path)}
    of = needs.needs(text)
    assert of and not of.every and len(asked) > 10
    assert asked == {key.partition(">")[0][1:] for key in of.some}


@pytest.mark.parametrize("recipe", cookbook.recipes(), ids=lambda recipe: recipe.slug)
def test_what_a_recipe_is_answered_by_is_known(recipe) -> None:
    """One that would take any property was asked again after every change, of a store that took longer to fill than all else."""
    of = needs.needs(recipe.query)
    assert of and not of.every


def test_an_inverse_property_is_named() -> None:
    assert set(own.names("SELECT * { ?x ^a90:since|!(^a90:until) ?y . FILTER(?y = '1'^^xsd:integer) }")) == {
        *(f"https://w3id.org/article90/ontology#{name}" for name in ("since", "until")),
        "http://www.w3.org/2001/XMLSchema#integer",
    }


def test_a_query_is_asked_once() -> None:
    """Whatever comment stands before it, and not another that is bound to other terms."""
    source = Remembering(ox.Store)
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


A, SKOS = "https://w3id.org/article90/ontology#", "http://www.w3.org/2004/02/skos/core#"
EVERY = needs.Needs(every=True)


def some(*keys: str, together: bool = False) -> needs.Needs:
    """Written as in a query."""
    return needs.Needs(some=frozenset(" ".join(map(written, key.split())) for key in keys), together=together)


def written(part: str) -> str:
    prefix, colon, local = part.partition(":")
    spaces = {"a90": A, "skos": SKOS, "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"}
    return f"<{spaces[prefix]}{local}>" if colon else part


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?x a90:since ?y }", some("a90:since")),
        ("ASK { ?x a90:since ?y ; a90:until ?z , ?w . }", some("a90:since", "a90:until")),
        (
            "SELECT * WHERE { ?x ^a90:party/a90:since+|(a90:until|a90:signed)+ ?y }",
            some("a90:party", "a90:since", "a90:until", "a90:signed"),
        ),
        ("SELECT * { ?x a a90:State , a90:Treaty }", some("rdf:type a90:State", "rdf:type a90:Treaty")),
        ("SELECT * { ?x a ?class }", some("rdf:type")),
        ("SELECT * { ?x a/a90:since ?y }", some("rdf:type", "a90:since")),
        ("SELECT * { ?x ^a ?y }", some("rdf:type")),
        ("SELECT * { [ a90:party ?x ] a90:since ?y }", some("a90:party", "a90:since")),
        ("SELECT * { ?x a90:party [ a90:since ?y ; a90:until ?z ] }", some("a90:party", "a90:since", "a90:until")),
        # a language: only where a filter of the same group says so, and of each time that the property is asked for
        ('SELECT * { ?x skos:prefLabel ?y . FILTER(LANG(?y) = "en") }', some("skos:prefLabel @en")),
        ('SELECT * { ?x skos:prefLabel ?y FILTER(?x != ?z && LANG(?y) = "en") }', some("skos:prefLabel @en")),
        ('SELECT * { ?x skos:prefLabel ?y FILTER(?x = ?z || LANG(?y) = "en") }', some("skos:prefLabel")),
        ('SELECT * { ?x skos:prefLabel ?y FILTER(!(LANG(?y) = "en")) }', some("skos:prefLabel")),
        ('SELECT * { ?x skos:prefLabel ?y FILTER(LANG(?z) = "en") }', some("skos:prefLabel")),
        ('SELECT * { ?x skos:prefLabel ?y OPTIONAL { ?x a90:since ?z FILTER(LANG(?y) = "en") } }', some("skos:prefLabel", "a90:since")),
        (
            'SELECT * { { ?x skos:prefLabel ?y FILTER(LANG(?y) = "en") } UNION { ?x skos:prefLabel ?y FILTER(LANG(?y) = "nl") } }',
            some("skos:prefLabel @en", "skos:prefLabel @nl"),
        ),
        ('SELECT * { ?x skos:prefLabel|a90:form ?y FILTER(LANG(?y) = "en") }', some("skos:prefLabel", "a90:form")),
        ('SELECT * { ?x skos:prefLabel "NATO"@en }', some("skos:prefLabel")),
        # a variable for a property
        ("SELECT * { ?x ?p ?y }", EVERY),
        ("SELECT * { ?x a90:since ?y ; ?p ?z }", EVERY),
        ("SELECT * { ?x a90:party [ ?p ?z ] }", EVERY),
        ("SELECT * { VALUES ?p { a90:since a90:until } ?x ?p ?y }", some("a90:since", "a90:until", together=True)),
        ("SELECT * { ?x ?p ?y FILTER(?p IN (a90:since, a90:until)) }", some("a90:since", "a90:until", together=True)),
        ("SELECT * { OPTIONAL { VALUES ?p { a90:since } } ?x ?p ?y }", EVERY),
        ("SELECT * { VALUES ?p { a90:since UNDEF } ?x ?p ?y }", EVERY),
        ("SELECT * { ?x ?p ?y FILTER(?p NOT IN (a90:since)) }", EVERY),
        # a path without a step joins any node with itself
        ("SELECT * { ?x a90:continues* ?y }", EVERY),
        ("SELECT * { ?x a90:continues?|^a90:continues ?y }", EVERY),
        ("SELECT * { ?x (a90:continues*/a90:party?) ?y }", EVERY),
        ("SELECT * { ?x a90:continues?/a90:party ?y }", EVERY),
        ("SELECT * { ?x a90:party/a90:continues? ?y }", some("a90:party", "a90:continues")),
        ("SELECT * { a90:one (a90:continues?|^a90:continues) ?y }", some("a90:continues")),
        ("SELECT * { ?x a90:continues* a90:one }", some("a90:continues")),
        ("SELECT * { ?x a90:party ?y FILTER NOT EXISTS { ?x a90:continues? ?y } }", some("a90:party", "a90:continues")),
        ("SELECT * { ?x a90:party ?y FILTER(?y = 1 || EXISTS { ?x a90:since ?z }) }", some("a90:party", "a90:since")),
        ("SELECT * { ?x !a90:continues ?y }", EVERY),
        ("SELECT * { ?x (!(a90:continues|^a90:party)) ?y }", EVERY),
        # parts of a query
        (
            "SELECT (COUNT(DISTINCT ?x) AS ?n) { { SELECT ?x { ?x a90:since ?y } LIMIT 3 } } GROUP BY ?z HAVING(?n > 1) ORDER BY ?n",
            some("a90:since"),
        ),
        ("CONSTRUCT { ?x ?p ?y } WHERE { ?x a90:since ?y }", some("a90:since")),
        ("CONSTRUCT WHERE { ?x a90:since ?y }", EVERY),
        ('SELECT * { ?x a90:since ?y # ?x ?p ?z\n FILTER(STR(?y) = "{ ?x ?p ?z }") }', some("a90:since")),
        ("DESCRIBE a90:one", EVERY),
        ("SELECT * { GRAPH ?g { ?x a90:since ?y } }", EVERY),
        ("SELECT * FROM a90:one { ?x a90:since ?y }", EVERY),
        ("SELECT * { ?x unknown:since ?y }", EVERY),
        ("SELECT * { ?x a90:since ?y", EVERY),
        ("SELECT * { ?x a90:since ?y BIND(NOW() AS ?now) }", None),
        ("SELECT (RAND() AS ?n) {}", None),
    ],
)
def test_what_an_answer_depends_on(query, expected) -> None:
    assert needs.needs(f"PREFIX a90: <{A}>\nPREFIX skos: <{SKOS}>\n{query}") == expected


ONE, TWO = f'<{A}x> <{SKOS}prefLabel> "Ex"@en .\n<{A}x> <{SKOS}prefLabel> "Iks"@nl .\n', f'<{A}x> <{A}since> "1"^^<{A}day> .\n'
ASKS = f'SELECT ?x ?y {{ ?x <{SKOS}prefLabel> ?y FILTER(LANG(?y) = "en") }}'


@pytest.mark.parametrize(
    ("before", "after", "query", "anew"),
    [
        (ONE, ONE, ASKS, False),
        (ONE, ONE + TWO, ASKS, False),
        (ONE, ONE.replace("Iks", "Eks"), ASKS, False),
        (ONE, ONE.replace("Ex", "Ecks"), ASKS, True),
        (ONE, "", ASKS, True),
        ("", ONE, ASKS, True),
        (ONE, ONE + ONE.replace("#x", "#y"), ASKS, True),
        (ONE + ONE.replace("#x", "#y"), ONE.replace("#x", "#y") + ONE, ASKS, True),  # in another order the rows are too
        (ONE, ONE + TWO, "SELECT ?y { ?x ?p ?y }", True),
        (TWO, TWO.replace('"1"', '"2"'), f"ASK {{ ?x <{A}since> ?y }}", True),
        (TWO, TWO.replace("day", "year"), f"ASK {{ ?x <{A}since> ?y }}", True),
    ],
)
def test_an_answer_is_kept_until_a_statement_changes_that_it_can_depend_on(monkeypatch, tmp_path, before, after, query, anew) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    filled: list[str] = []

    def asked(text: str):
        def fill() -> ox.Store:
            filled.append(text)
            return reading.filled([triples(text)])

        source = Remembering(fill, Statements([text.encode()]), "answers")
        found = source.query(query)
        source.keep(all_asked=True)
        return found

    asked(before)
    found = asked(after)
    assert len(filled) == 1 + anew
    assert found == engine(triples(after)).query(query)


def test_what_was_not_asked_this_time_is_kept_too_unless_all_was(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    filled: list[str] = []

    def ask(query: str, all_asked: bool) -> None:
        source = Remembering(lambda: filled.append(query) or ox.Store(), Statements([]), "answers")
        source.query(query)
        source.keep(all_asked=all_asked)

    one, two = f"ASK {{ ?x <{A}since> ?y }}", f"ASK {{ ?x <{A}until> ?y }}"
    for query, all_asked in ((one, True), (two, False), (one, True), (two, True)):
        ask(query, all_asked)
    assert filled == [one, two, two]
