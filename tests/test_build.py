"""`article90 build` writes the publication whole, and each file can be loaded and used by itself."""

import errno
import random
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import engines, sparql, vocabulary
from article90.errors import UserError
from article90.publish import downloads
from article90.questions import catalogue

SH = "http://www.w3.org/ns/shacl#"


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    downloads.write(folder)
    return folder


def test_nothing_is_half_written(dist) -> None:
    assert sorted(p.name for p in dist.iterdir()) == ["article90.ttl", "bonds.ttl", "findings.ttl", "questions.ttl"]


def test_one_file_holds_what_the_folders_hold(dist) -> None:
    """Compared after RDF canonicalisation, because the ontology has blank nodes."""

    def canonical(triples) -> ox.Dataset:
        dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        return dataset

    whole = engines.Oxigraph([dist / "article90.ttl"]).store
    assert canonical(whole) == canonical(engines.Oxigraph(vocabulary.everything()).store)


def test_bonds_and_findings_point_to_what_is_published(dist) -> None:
    whole = engines.Oxigraph([dist / name for name in ("article90.ttl", "bonds.ttl", "findings.ttl")])
    for kind, link in (
        ("Bond", "commitment"),
        ("Bond", "bearer"),
        ("Bond", "derivedFrom"),
        ("Finding", "assesses"),
        ("Finding", "against"),
    ):
        query = f"PREFIX a90: <{vocabulary.ONTOLOGY}> SELECT ?x ?y {{ ?x a a90:{kind} ; a90:{link} ?y FILTER NOT EXISTS {{ ?y ?p ?o }} }}"
        assert engines.rows(whole.query(query)) == []


def test_every_question_is_published_and_runs_as_it_stands(dist, oxigraph) -> None:
    published = engines.Oxigraph([dist / "questions.ttl"])
    rows = engines.rows(
        published.query(f"PREFIX sh: <{SH}> SELECT ?q ?text {{ ?q a sh:SPARQLSelectExecutable ; sh:select ?text }} ORDER BY ?q")
    )
    assert [r["q"].value.rpartition("/")[2] for r in rows] == list(catalogue.all_questions())
    for row in rows:
        assert not [v for v in sparql.variables(row["text"].value) if v.startswith("_")]
        oxigraph.query(row["text"].value)


def test_a_question_that_was_taken_in_says_by_which(dist) -> None:
    """A number that was published stays, and whoever meets it is sent on."""
    published = engines.Oxigraph([dist / "questions.ttl"])
    told = published.query(
        "PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX dcterms: <http://purl.org/dc/terms/> "
        "SELECT ?old ?new { ?old owl:deprecated true ; dcterms:isReplacedBy ?new }"
    )
    pairs = {(r["old"].value.rpartition("/")[2], r["new"].value.rpartition("/")[2]) for r in engines.rows(told)}
    assert pairs == {(a.id, a.by) for a in catalogue.aliases().values()}


def test_no_name_holds_a_backslash(dist) -> None:
    """`treaty:cwc\\#MHL` is legal, but Virtuoso 7 keeps the backslash in the IRI and rdflib.js refuses the file."""
    string = re.compile(r'"""(?:\\.|[^\\])*?"""|"(?:\\.|[^"\\\n])*"', re.DOTALL)
    for file in dist.iterdir():
        assert "\\" not in string.sub("", file.read_text(encoding="utf-8")), file.name


def test_subjects_stand_in_order(dist) -> None:
    """Two versions can be compared line by line."""
    for file in dist.iterdir():
        told = dict.fromkeys(str(q.subject) for q in ox.parse(path=str(file)) if isinstance(q.subject, ox.NamedNode))
        assert list(told) == sorted(told)


def test_the_same_graph_gives_the_same_bytes() -> None:
    triples = [q.triple for f in vocabulary.turtle_files(vocabulary.ROOT / "ontology") for q in ox.parse(path=str(f))]
    again = [q.triple for f in vocabulary.turtle_files(vocabulary.ROOT / "ontology") for q in ox.parse(path=str(f))]
    random.Random(90).shuffle(again)
    assert any(isinstance(t.subject, ox.BlankNode) for t in triples)
    assert engines.turtle(triples) == engines.turtle(again)


def test_a_full_disk_leaves_everything_as_it_was(tmp_path, monkeypatch) -> None:
    """The parts written so far once stayed behind, and old and new files could lie side by side."""
    (tmp_path / "article90.ttl").write_text("the old one")
    written = []

    def full(path: Path, content: bytes) -> None:
        if len(written) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(path)
        with path.open("wb") as file:
            file.write(content[:10])

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UserError, match="No space left on device"):
        downloads.write(tmp_path)
    assert len(written) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["article90.ttl"]
    assert (tmp_path / "article90.ttl").read_text() == "the old one"


def test_a_folder_that_cannot_be_made_gets_a_sentence(tmp_path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="cannot be written to"):
        downloads.write(tmp_path / "file")
