"""`article90 build` writes the publication whole, and each file can be loaded and used by itself."""

import pyoxigraph as ox
import pytest
from article90 import build, questions, store

SH = "http://www.w3.org/ns/shacl#"


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    build.main(folder)
    return folder


def test_nothing_is_half_written(dist) -> None:
    assert sorted(p.name for p in dist.iterdir()) == ["article90.ttl", "bonds.ttl", "findings.ttl", "questions.ttl"]


def test_one_file_holds_what_the_folders_hold(dist) -> None:
    """Compared after RDF canonicalisation, because the ontology has blank nodes."""

    def canonical(triples) -> ox.Dataset:
        dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        return dataset

    whole = store.Oxigraph([dist / "article90.ttl"]).store
    assert canonical(whole) == canonical(store.Oxigraph(store.everything()).store)


def test_bonds_and_findings_point_to_what_is_published(dist) -> None:
    whole = store.Oxigraph([dist / name for name in ("article90.ttl", "bonds.ttl", "findings.ttl")])
    for kind, link in (
        ("Bond", "commitment"),
        ("Bond", "bearer"),
        ("Bond", "derivedFrom"),
        ("Finding", "assesses"),
        ("Finding", "against"),
    ):
        query = f"PREFIX a90: <{store.ONTOLOGY}> SELECT ?x ?y {{ ?x a a90:{kind} ; a90:{link} ?y FILTER NOT EXISTS {{ ?y ?p ?o }} }}"
        assert store.rows(whole.query(query)) == []


def test_every_question_is_published_and_runs_as_it_stands(dist, oxigraph) -> None:
    published = store.Oxigraph([dist / "questions.ttl"])
    rows = store.rows(
        published.query(f"PREFIX sh: <{SH}> SELECT ?q ?text {{ ?q a sh:SPARQLSelectExecutable ; sh:select ?text }} ORDER BY ?q")
    )
    assert [r["q"].value.rpartition("/")[2] for r in rows] == list(questions.all_questions())
    for row in rows:
        assert not [v for v in store.variables(row["text"].value) if v.startswith("_")]
        oxigraph.query(row["text"].value)


def test_a_folder_that_cannot_be_made_gets_a_sentence(tmp_path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(store.UserError, match="cannot be written to"):
        build.main(tmp_path / "file")
