"""The migration: the updates in ontology/migration bring the data of 0.1.0 along to the terms of 0.2.0, and lose nothing.

The data of 0.1.0 are those of the commit that released it; without the history of the repository (a download, a shallow clone) the tests
that need them are skipped, aloud.
"""

from __future__ import annotations

import csv
import io
import subprocess
import tarfile
from collections import Counter
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from article90 import engines, vocabulary
from complaint import complain

A90 = vocabulary.ONTOLOGY
VERSION, RELEASED = "0.2.0", "eea8768"  # the commit of 0.1.0
MIGRATION = vocabulary.ROOT / "ontology" / "migration"
UPDATES = sorted((MIGRATION / VERSION).glob("*.rq"))
OF_PROPERTY = ox.NamedNode(A90 + "ofProperty")

# How many statements with each old term there were in 0.1.0, and so how many have to arrive.
BEFORE = {
    "Tenure": 1,
    "binds": 69,
    "completeAsOf": 81,
    "completeness": 234,
    "dateRead": 1503,
    "deadlineDays": 6,
    "deadlineFrom": 17,
    "deadlineMonths": 3,
    "deadlineYears": 8,
    "headquarters": 181,
    "heldBy": 1,
    "inForceSince": 83,
    "inForceUntil": 5,
    "noticeOn": 16,
    "office": 2,
    "personnelOn": 85,
    "presentedOn": 3,
    "signedOn": 64,
    "strengthOn": 26,
}
# What each class of new node has to number afterwards.
AFTER = {
    "Act": 16 + 3,  # the notices, and the three Dutch acceptances of the jurisdiction of the International Court of Justice
    "Coverage": 107 + 52 + 10 + 4,  # of treaties, bodies, other texts and indicators
    "Permission": 5,
    "Recommendation": 4,
}


def archive() -> bytes | None:
    """The folder data/ of 0.1.0, as a tar; None where the history is not there."""
    try:
        done = subprocess.run(["git", "archive", RELEASED, "data"], cwd=vocabulary.ROOT, capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def documents(tar: bytes) -> Iterator[bytes]:
    with tarfile.open(fileobj=io.BytesIO(tar)) as files:
        for member in files:
            if member.name.endswith(".ttl"):
                content = files.extractfile(member)
                assert content
                yield content.read()


@pytest.fixture(scope="module")
def before() -> ox.Store:
    tar = archive()
    if tar is None:
        pytest.skip(f"the data of 0.1.0 (commit {RELEASED}) are not in this copy of the repository: clone it with its history")
    graph = ox.Store()
    graph.bulk_load(b"\n".join(documents(tar)), format=ox.RdfFormat.TURTLE)
    return graph


@pytest.fixture(scope="module")
def after(before: ox.Store) -> ox.Store:
    graph = ox.Store()
    graph.extend(before)
    for update in UPDATES:
        graph.update(update.read_text(encoding="utf-8"))
    return graph


@pytest.fixture(scope="module")
def table() -> list[dict[str, str]]:
    with (MIGRATION / f"{VERSION}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def said(graph: ox.Store, term: str) -> list[ox.Quad]:
    """The statements with a term as property or as type."""
    node = ox.NamedNode(term)
    return [*graph.quads_for_pattern(None, node, None), *graph.quads_for_pattern(None, vocabulary.RDF_TYPE, node)]


def test_table_lists_every_deprecated_term(table: list[dict[str, str]]) -> None:
    """Who migrates by a table, and not by SPARQL, misses nothing."""
    deprecated = engines.Oxigraph([vocabulary.ROOT / "ontology" / "deprecated.ttl"]).store
    replaced = ox.NamedNode("http://purl.org/dc/terms/isReplacedBy")
    pairs = {(q.subject.value, q.object.value) for q in deprecated.quads_for_pattern(None, replaced, None)}
    assert {(row["old"], row["new"]) for row in table} == pairs
    assert {row["old"].removeprefix(A90) for row in table if row["how"] != "concept"} == set(BEFORE)
    assert {row["how"] for row in table} <= {"renamed", "reversed", "folded", "node", "dropped", "concept"}


@pytest.mark.parametrize("update", UPDATES, ids=lambda p: p.stem)
def test_update_begins_with_what_it_does(update) -> None:
    first = update.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ") and len(first) > 40


def test_data_of_the_old_version_are_those_counted(before: ox.Store) -> None:
    """So that the counts below are of something."""
    assert {name: len(said(before, A90 + name)) for name in BEFORE} == BEFORE


def test_nothing_of_the_old_version_is_left(after: ox.Store) -> None:
    left = {name: n for name in BEFORE if (n := len(said(after, A90 + name)))}
    pointed = {q.object.value for q in after.quads_for_pattern(None, OF_PROPERTY, None)} & {A90 + name for name in BEFORE}
    assert (left, pointed) == ({}, set())


def test_what_was_renamed_arrives_statement_by_statement(before: ox.Store, after: ox.Store, table: list[dict[str, str]]) -> None:
    """As many as there were, with the same subject and value."""
    number = 0
    for row in (r for r in table if r["how"] == "renamed" and r["old"] != A90 + "Tenure"):
        old, new = ox.NamedNode(row["old"]), ox.NamedNode(row["new"])
        lost = [q for q in before.quads_for_pattern(None, old, None) if ox.Quad(q.subject, new, q.object) not in after]
        complain(f"statements of {vocabulary.short(old.value)} that do not arrive", [str(q.triple) for q in lost])
        number += len(list(before.quads_for_pattern(None, old, None)))
    assert number == sum(BEFORE[row["old"].removeprefix(A90)] for row in table if row["how"] == "renamed" and row["old"] != A90 + "Tenure")


def test_what_became_a_node_arrives(before: ox.Store, after: ox.Store) -> None:
    """Each day and each note, on a node that says of what it is."""

    def pairs(graph: ox.Store, query: str) -> Counter[tuple[str, str]]:
        rows = engines.rows(graph.query(f"PREFIX a90: <{A90}> PREFIX dcterms: <http://purl.org/dc/terms/> {query}"))
        return Counter((r["thing"].value, r["value"].value) for r in rows)

    assert pairs(before, "SELECT ?thing ?value { ?thing a90:completeAsOf ?value }") == pairs(
        after, "SELECT ?thing ?value { ?node a a90:Coverage ; a90:coverageOf ?thing ; a90:completeUntil ?value }"
    )
    assert pairs(before, "SELECT ?thing ?value { ?thing a90:noticeOn ?value }") == pairs(
        after, "SELECT ?thing ?value { ?node a a90:Act ; dcterms:isPartOf ?thing ; a90:done ?value . ?thing a90:until ?end }"
    )
    notes = "SELECT ?thing (STR(LANG(?note)) AS ?value) { ?thing a90:completeness ?note }"
    moved = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?thing (STR(LANG(?note)) AS ?value) {
        { ?node a90:coverageOf ?thing ; a90:lacks ?note } UNION { ?thing skos:editorialNote ?note } }"""
    assert pairs(before, notes) == pairs(after, moved)
    lengths = "SELECT DISTINCT ?thing ('term' AS ?value) { ?thing a90:deadlineYears|a90:deadlineMonths|a90:deadlineDays ?n }"
    assert pairs(before, lengths) == pairs(after, "SELECT ?thing ('term' AS ?value) { ?thing a90:term ?n }")


def test_day_on_which_a_notice_takes_effect_is_the_day_after_the_last(after: ox.Store) -> None:
    """At the end of a month, of February and of a year too."""
    graph = ox.Store()
    ends = {"2023-02-28": "2023-03-01", "2024-02-28": "2024-02-29", "2000-02-29": "2000-03-01", "1900-02-28": "1900-03-01"}
    ends |= {"2023-04-30": "2023-05-01", "2023-12-31": "2024-01-01", "2023-01-31": "2023-02-01", "2023-06-09": "2023-06-10"}
    for n, end in enumerate(ends):
        graph.update(
            f"PREFIX a90: <{A90}> PREFIX xsd: <{vocabulary.XSD}> "
            f'INSERT DATA {{ <x:{n}> a90:party <x:p> ; a90:noticeOn "1899-01-01"^^xsd:date ; '
            f'a90:until "{end}"^^xsd:date }}'
        )
    graph.update(next(u for u in UPDATES if u.stem == "03-acts").read_text(encoding="utf-8"))
    query = f"PREFIX a90: <{A90}> SELECT ?u ?e {{ ?act <http://purl.org/dc/terms/isPartOf>/a90:until ?u . ?act a90:effective ?e }}"
    assert {r["u"].value: r["e"].value for r in engines.rows(graph.query(query))} == ends


def test_new_nodes_are_counted(after: ox.Store) -> None:
    found = {name: len(list(after.quads_for_pattern(None, vocabulary.RDF_TYPE, ox.NamedNode(A90 + name)))) for name in AFTER}
    assert found == AFTER


def test_today_s_data_have_what_the_migration_gives(after: ox.Store, oxigraph: engines.Engine) -> None:
    """Facts were mended since: but nearly all that the migration gives for the terms it touches stands in the data of today."""
    terms = ("actor", "completeUntil", "counted", "coverageOf", "done", "lacks", "presented", "read", "seat", "signed", "term", "termFrom")
    given = [q for name in terms for q in after.quads_for_pattern(None, ox.NamedNode(A90 + name), None)]
    today = sum(q in oxigraph.store for q in given)
    assert len(given) > 5000
    assert today > 0.8 * len(given), f"{today:,} of {len(given):,} statements stand in the data of today"


def test_outcomes_of_findings_arrive() -> None:
    """Findings are derived and in no data: who kept those of 0.1.0 finds met and not met under the words in use."""
    store = ox.Store()
    old = {"met": "level-reached", "not-met": "below-level"}
    concept = f"{vocabulary.BASE}concept/outcome#"
    for name in old:
        store.add(ox.Quad(ox.NamedNode(f"urn:{name}"), ox.NamedNode(A90 + "outcome"), ox.NamedNode(concept + name)))
    for update in UPDATES:
        store.update(update.read_text(encoding="utf-8"))
    assert {(q.subject.value, q.object.value) for q in store} == {(f"urn:{name}", concept + new) for name, new in old.items()}
