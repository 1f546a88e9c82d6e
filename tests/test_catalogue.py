"""Whatever file is loaded says whose it is, which version, under which licence; what it counts of itself is so."""

import os
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import derive, engines, fragments, vocabulary
from article90.publish import settings, statistics
from article90.publish.terms import NAMESPACES

BASE = vocabulary.BASE
PREFIXES = "".join(f"PREFIX {p}: <{n}> " for p, n in NAMESPACES.items())
PARTS = ("article90", "bonds", "findings", "questions", "ontology", "alignments", "shapes")


@pytest.fixture(scope="module")
def whole(dist) -> engines.Oxigraph:
    return engines.Oxigraph([dist / "article90.ttl"])


@pytest.fixture(scope="module")
def catalogue(dist) -> engines.Oxigraph:
    return engines.Oxigraph([dist / "catalogue.ttl"])


def values(engine: engines.Engine, query: str) -> list[tuple[str, ...]]:
    return [tuple("" if v is None else v.value for v in row.values()) for row in engines.rows(engine.query(PREFIXES + query))]


@pytest.mark.parametrize("name", [p for p in PARTS if p not in ("ontology", "alignments")] + ["catalogue"])
def test_each_file_says_whose_it_is(dist, name: str) -> None:
    """The licence was once said of the ontology only: whoever had the bonds no longer knew which version they were, or whose."""
    file = engines.Oxigraph([dist / f"{name}.ttl"])
    ontology = engines.Oxigraph([dist / "ontology.ttl"])
    version, issued, modified = values(
        ontology, "SELECT ?v ?i ?m { ?o a owl:Ontology ; owl:versionInfo ?v ; dcterms:issued ?i ; dcterms:modified ?m }"
    )[0]
    about = {BASE, *(f"{BASE}dataset#{p}" for p in (PARTS if name == "catalogue" else [name]))}
    asked = """SELECT ?x ?v ?i ?m ?licence ?cc ?who { ?x dcterms:title ?t ; dcat:version ?v ; dcterms:issued ?i ; dcterms:modified ?m ;
        dcterms:license ?licence ; schema:license ?cc ; dcterms:publisher/foaf:name ?who FILTER(LANG(?t) = "nl") }"""
    found = {row[0]: row[1:] for row in values(file, asked)}
    expected = (
        version,
        issued,
        modified,
        "http://publications.europa.eu/resource/authority/licence/CC0",
        "https://creativecommons.org/publicdomain/zero/1.0/",
        "Article 90 editors",
    )
    assert about <= set(found)
    assert all(found[thing] == expected for thing in about)


@pytest.mark.parametrize("name", ["ontology", "alignments"])
def test_the_ontologies_say_it_in_owl(dist, name: str) -> None:
    """A word of DCAT in them would take them out of OWL 2 DL."""
    file = engines.Oxigraph([dist / f"{name}.ttl"])
    asked = "SELECT ?o ?v ?l { ?o a owl:Ontology ; owl:versionInfo ?v ; dcterms:license ?l ; dcterms:issued ?i ; dcterms:publisher ?p }"
    assert len(values(file, asked)) == 1
    assert values(file, "SELECT ?x { ?x a dcat:Dataset }") == []


def test_the_triples_it_counts_are_the_triples_there_are(dist, catalogue) -> None:
    counted = dict(
        values(catalogue, f'SELECT ?x ?n {{ ?x a dcat:Dataset ; void:triples ?n FILTER(STRSTARTS(STR(?x), "{BASE}dataset#")) }}')
    )
    assert counted.keys() == {f"{BASE}dataset#{name}" for name in PARTS}
    for name in PARTS:
        assert int(counted[f"{BASE}dataset#{name}"]) == sum(1 for _ in ox.parse(path=str(dist / f"{name}.ttl"))), name


@pytest.mark.parametrize(
    ("property", "query"),
    [
        ("void:triples", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        ("void:entities", f'SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{BASE}")) }}'),
        ("void:distinctSubjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
        ("void:properties", "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
        ("void:classes", "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"),
    ],
)
def test_void_counts_what_a_query_counts(whole, property: str, query: str) -> None:
    """In the file itself, the description among what is counted."""
    assert values(whole, f"SELECT ?n {{ <{BASE}dataset#article90> {property} ?n }}") == values(whole, query)


@pytest.mark.parametrize(
    ("partition", "query"),
    [
        ("void:classPartition ?x . ?x void:class ?t ; void:entities ?n", "SELECT ?t (COUNT(DISTINCT ?s) AS ?n) { ?s a ?t } GROUP BY ?t"),
        ("void:propertyPartition ?x . ?x void:property ?t ; void:triples ?n", "SELECT ?t (COUNT(*) AS ?n) { ?s ?t ?o } GROUP BY ?t"),
    ],
)
def test_void_partitions_count_what_a_query_counts(whole, partition: str, query: str) -> None:
    assert dict(values(whole, f"SELECT ?t ?n {{ <{BASE}dataset#article90> {partition} }}")) == dict(values(whole, query))


def test_linksets_count_the_links(whole) -> None:
    found = values(
        whole,
        """SELECT ?p ?n ?out ?space { ?l a void:Linkset ; void:linkPredicate ?p ; void:triples ?n .
        ?l void:subjectsTarget ?s ; void:objectsTarget ?o .
        { ?s void:uriSpace ?space } UNION { ?o void:uriSpace ?space } BIND(?s = <https://w3id.org/article90/dataset#article90> AS ?out)
        FILTER(?space != "https://w3id.org/article90/") }""",
    )
    assert ("http://www.w3.org/2002/07/owl#sameAs", "true", "http://www.wikidata.org/entity/") in {(p, out, s) for p, _, out, s in found}
    for predicate, number, out, space in found:
        ours, theirs = ("?s", "?o") if out == "true" else ("?o", "?s")
        both = f'STRSTARTS(STR({theirs}), "{space}") && STRSTARTS(STR({ours}), "{BASE}")'
        counted = values(whole, f"SELECT (COUNT(*) AS ?n) {{ ?s <{predicate}> ?o FILTER({both}) }}")
        assert counted == [(number,)], (predicate, space)


def test_no_common_target_is_left_out(whole) -> None:
    """A hundred links to one place that no linkset counts: add it to the targets."""
    spaces = tuple(space for _, _, space in statistics.TARGETS.values())
    links = values(
        whole,
        f"""SELECT ?s ?o {{ ?s ?p ?o FILTER(ISIRI(?o) && STRSTARTS(STR(?s), "{BASE}") && !STRSTARTS(STR(?s), "{BASE}dataset#"))
        FILTER(?p NOT IN (rdf:type, rdfs:range, rdfs:domain, rdfs:subClassOf, dcterms:license, a90:ofClass))
        FILTER(!STRSTARTS(STR(?o), "{BASE}")) }}""",
    )
    hosts = [o.split("/")[2] for _, o in links if not o.startswith(spaces)]
    assert [host for host in set(hosts) if hosts.count(host) > 100] == []


def test_every_identifier_of_ours_is_described(dist) -> None:
    """schema:includedInDataCatalog and both version IRIs once led to nothing."""
    subjects, objects = set(), set()
    for file in dist.glob("*.ttl"):
        for quad in ox.parse(path=str(file)):
            subjects.add(quad.subject.value)
            if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(BASE):
                objects.add(quad.object.value)
    assert objects - subjects == set()


def test_derived_parts_say_from_what_and_how(dist) -> None:
    for name in ("bonds", "findings"):
        how = "prov:wasDerivedFrom ?from ; prov:wasGeneratedBy/prov:used/sh:construct ?query"
        asked = f"SELECT ?from ?query {{ <{BASE}dataset#{name}> {how} }}"
        ((origin, query),) = values(engines.Oxigraph([dist / f"{name}.ttl"]), asked)
        assert origin == f"{BASE}dataset#article90"
        assert query == fragments.expanded(derive.FOLDER / f"{name}.rq")


def test_the_catalogue_lists_the_files_as_they_are(dist, catalogue) -> None:
    sums = dict(reversed(line.split("  ")) for line in (dist / "SHA256SUMS").read_text().splitlines())
    asked = """SELECT ?url ?size ?sum { ?x dcat:distribution ?d . ?d dcat:downloadURL ?url ; dcat:byteSize ?size ;
        spdx:checksum/spdx:checksumValue ?sum }"""
    found = values(catalogue, asked)
    names = {url.rpartition("/")[2] for url, _, _ in found}
    about = {"catalogue.ttl", "README.md", "RDFC10SUMS", "context.jsonld", "remove.ru", "csv-metadata.json"}
    assert names == set(sums) - about
    for url, size, digest in found:
        name = url.rpartition("/")[2]
        assert (dist / name).stat().st_size == int(size) and sums[name] == digest


def test_the_catalogue_is_valid_dcat_ap(dist) -> None:
    """By the official shapes, which are not ours to copy: DCAT_AP_SHAPES names a folder that holds them."""
    folder = os.environ.get("DCAT_AP_SHAPES")
    if not folder:
        pytest.skip("DCAT_AP_SHAPES does not name the folder with the shapes of DCAT-AP 3.0.1")
    import pyshacl
    import rdflib

    data = rdflib.Graph().parse(dist / "catalogue.ttl")
    for name in ("shapes.ttl", "range.ttl"):
        valid, _, report = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(Path(folder, name)))
        assert valid, report
    _, results, _ = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(Path(folder, "shapes_recommended.ttl")))
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    wanting = {str(o) for o in results.objects(None, sh.resultPath)}
    # of what is only recommended: the data is of the whole world, and the licence's kind is in the EU's own table
    assert wanting <= {"http://purl.org/dc/terms/spatial", "http://purl.org/dc/terms/type"}


def test_where_it_lives_is_said_once() -> None:
    """A placeholder until there is a public place: one file to change."""
    for file in sorted((vocabulary.ROOT / "scripts").rglob("*.py")):
        if file != Path(settings.__file__):
            assert "example.org/article90" not in file.read_text(encoding="utf-8"), file


def test_the_page_that_goes_with_it_is_filled_in(dist) -> None:
    text = (dist / "README.md").read_text(encoding="utf-8")
    assert "{{" not in text
    for file in dist.iterdir():
        if not file.name.endswith((".gz", "SUMS", ".md")):
            assert f"`{file.name}`" in text, file.name
    for name in re.findall(r"`([\w-]+\.(?:ttl|nt|nq|jsonld|rdf|csv|parquet|ru)(?:\.gz)?)`", text):
        assert (dist / name).exists(), name
    lines = (dist / "article90.nt").read_text(encoding="utf-8").count("\n")
    assert f"gives {lines:,} for" in text
