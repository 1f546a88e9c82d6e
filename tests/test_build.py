"""`article90 build` writes the publication whole, and each file can be loaded and used by itself."""

import errno
import hashlib
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import engines, sparql, vocabulary
from article90.errors import UserError
from article90.publish import downloads, executables, formats, release, tables
from article90.questions import catalogue

SH = "http://www.w3.org/ns/shacl#"

# Building takes seconds, and the tests of a build that fails build again.
pytestmark = pytest.mark.slow


def canonical(triples) -> list[str]:
    return formats.lines(ox.Quad(t.subject, t.predicate, t.object) for t in triples)


def test_nothing_is_half_written(dist) -> None:
    """All that lies there is what SHA256SUMS lists, whole."""
    listed = dict(reversed(line.split("  ")) for line in (dist / "SHA256SUMS").read_text().splitlines())
    assert {p.name for p in dist.iterdir()} == {*listed, "SHA256SUMS"}
    for name, digest in listed.items():
        assert hashlib.sha256((dist / name).read_bytes()).hexdigest() == digest, name
    assert {"article90.nt", "article90.nq", "article90.ttl", "article90.jsonld", "article90.rdf", "README.md", "catalogue.ttl"} <= set(
        listed
    )


def test_one_file_holds_what_the_folders_hold(dist) -> None:
    """And beside that only what it says of itself."""
    whole = set((dist / "article90.nt").read_text(encoding="utf-8").splitlines(keepends=True))
    data = set(canonical(engines.Oxigraph(vocabulary.everything()).store))
    assert data <= whole
    about = {line for line in whole - data if line.startswith("<")}
    told = [
        line
        for line in about
        if not re.match(rf"<({vocabulary.BASE}(dataset#.+|ontology/.+)?|http.*/(language|licence)/.+|https://example.org/.*)> ", line)
    ]
    assert len(about) == len(whole - data) and told == []


def test_a_store_gives_back_what_it_was_given(dist) -> None:
    """Oxigraph keeps `44.0` as `44`: the canonical hash of a load would then never be the published one."""
    store = ox.Store()
    store.bulk_load(path=str(dist / "article90.nt"), format=ox.RdfFormat.N_TRIPLES)
    assert formats.document(canonical(store)) == (dist / "article90.nt").read_bytes()


def test_each_graph_of_the_quads_is_a_document(dist) -> None:
    """That of a file of ours holds what the file holds, so that a store can replace what has changed and drop what is gone."""
    store = ox.Store()
    store.bulk_load(path=str(dist / "article90.nq"), format=ox.RdfFormat.N_QUADS)
    graphs = {g.value for g in store.named_graphs()}
    documents = {f"{vocabulary.iri_of(f)}.ttl" for f in vocabulary.turtle_files()}
    derived = {vocabulary.BASE + name for name in ("bonds.ttl", "findings.ttl", "questions.ttl", "catalogue.ttl")}
    ontologies = {vocabulary.BASE + name for name in ("ontology.ttl", "ontology/alignments.ttl", "ontology/deprecated.ttl")}
    assert graphs == documents | derived | ontologies
    assert not list(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    for graph, file in (
        ("organisation/nato.ttl", vocabulary.DATA / "organisation/nato.ttl"),
        ("ontology.ttl", vocabulary.ROOT / "ontology/article90.ttl"),
        ("bonds.ttl", dist / "bonds.ttl"),
        ("findings.ttl", dist / "findings.ttl"),
    ):
        held = store.quads_for_pattern(None, None, None, ox.NamedNode(vocabulary.BASE + graph))
        assert canonical(held) == canonical(engines.Oxigraph([file]).store), graph


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


QUESTIONS = """PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX schema: <https://schema.org/> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT * { ?q a sh:SPARQLSelectExecutable ; sh:select ?text ; schema:result ?check .
  ?check sh:select ?checked ; schema:numberOfItems ?n ; dcterms:date ?day } ORDER BY ?q"""


def test_every_question_is_published_and_runs_as_it_stands(dist, oxigraph) -> None:
    rows = engines.rows(engines.Oxigraph([dist / "questions.ttl"]).query(QUESTIONS))
    assert [r["q"].value.rpartition("/")[2] for r in rows] == list(catalogue.all_questions())
    for row in rows:
        assert not [v for v in sparql.variables(row["text"].value) if v.startswith("_")]
        assert "#+" not in row["text"].value, "nothing in it is a parameter any more"
        oxigraph.query(row["text"].value)


def test_today_is_the_day_on_which_a_question_is_run(dist) -> None:
    """The day of the build once stood in fifty questions: a year later each would have answered for the year before, without a word."""
    rows = engines.rows(engines.Oxigraph([dist / "questions.ttl"]).query(QUESTIONS))
    days = {r["day"].value for r in rows}
    assert len(days) == 1
    for row in rows:
        question = catalogue.find(row["q"].value.rpartition("/")[2])
        asks_today = any(p.default == "today" for p in question.parameters)
        assert (executables.TODAY in row["text"].value) == asks_today, question.id
        assert (row["text"].value != row["checked"].value) == asks_today, question.id
        assert row["checked"].value == row["text"].value.replace(executables.TODAY, f'"{row["day"].value}"^^<{vocabulary.XSD}date>')


def test_today_is_a_date_to_every_engine() -> None:
    """xsd:date(NOW()) is unknown to rdflib, and elsewhere has a time zone, by which no date is comparable with it."""
    query = f"SELECT ({executables.TODAY} AS ?day) WHERE {{}}"
    for engine in (engines.Oxigraph([]), engines.Rdflib([])):
        (row,) = engines.rows(engine.query(query))
        assert str(row["day"]) == str(vocabulary.date("today")) or abs(time.time() % 86400) < 120


def test_the_rows_to_expect_are_the_rows_that_come(dist) -> None:
    """Everything loaded together, each document in its graph and the default graph their union: no answer changes."""
    union = ox.Store()
    union.bulk_load(path=str(dist / "article90.nq"), format=ox.RdfFormat.N_QUADS)
    union.bulk_load(path=str(dist / "catalogue.ttl"), to_graph=ox.NamedNode(vocabulary.BASE + "catalogue.ttl"))
    union.bulk_load(path=str(dist / "shapes.ttl"), to_graph=ox.NamedNode(vocabulary.BASE + "shapes.ttl"))
    alone = engines.Oxigraph(vocabulary.everything()).store
    for row in engines.rows(engines.Oxigraph([dist / "questions.ttl"]).query(QUESTIONS)):
        text = row["checked"].value
        here = sorted(" ".join(map(str, r)) for r in union.query(text, use_default_graph_as_union=True))
        assert len(here) == int(row["n"].value), row["q"].value
        if "GROUP_CONCAT" not in text:
            assert here == sorted(" ".join(map(str, r)) for r in alone.query(text)), row["q"].value


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
    for file in (*dist.glob("*.ttl"), *dist.glob("*.n[tq]")):
        assert "\\" not in string.sub("", file.read_text(encoding="utf-8")), file.name


def test_subjects_stand_in_order(dist) -> None:
    """Two versions can be compared line by line."""
    for file in dist.glob("*.ttl"):
        told = dict.fromkeys(str(q.subject) for q in ox.parse(path=str(file)) if isinstance(q.subject, ox.NamedNode))
        assert list(told) == sorted(told)
    for file in dist.glob("*.n[tq]"):
        lines = file.read_text(encoding="utf-8").splitlines()
        assert lines == sorted(lines)


def test_two_builds_are_the_same_bytes(dist, tmp_path) -> None:
    """In another process, with other hash seeds: findings.ttl once had two blocks swapped. In under a minute of the processor."""
    command = [sys.executable, "-m", "article90", "build", "--only-files", "--to", str(tmp_path / "again")]
    before = os.times()
    done = subprocess.run(command, capture_output=True, text=True)
    after = os.times()
    assert done.returncode == 0, done.stderr
    assert after.children_user + after.children_system - before.children_user - before.children_system < 60
    assert (tmp_path / "again/SHA256SUMS").read_text() == (dist / "SHA256SUMS").read_text()
    assert f"{tmp_path / 'again/article90.nt'}  " in done.stdout


def test_a_second_build_takes_away_what_is_no_longer_made(dist, tmp_path, monkeypatch) -> None:
    """A table that has gone would otherwise lie beside the new files as if it were one of them."""
    one = downloads.Built("one.ttl", b"", "bonds", 0, "0")
    monkeypatch.setattr(downloads, "gather", lambda *_: None)
    monkeypatch.setattr(downloads, "about", lambda *_: iter(()))
    monkeypatch.setattr(downloads, "made", lambda _: iter([one, downloads.Built("two.csv", b"")]))
    downloads.write(tmp_path)
    (tmp_path / "mine.txt").write_text("not ours")
    monkeypatch.setattr(downloads, "made", lambda _: iter([one]))
    downloads.write(tmp_path)
    assert {p.name for p in tmp_path.iterdir()} == {"one.ttl", "one.ttl.gz", "SHA256SUMS", "mine.txt"}


def test_the_day_of_a_release_is_in_the_data_or_the_environment(monkeypatch) -> None:
    """Never today's: a build of the same files next week has to give the same bytes."""
    ontology = release.parsed(vocabulary.ROOT / "ontology/article90.ttl")
    said = next(t.object.value for t in ontology if t.predicate.value.endswith("terms/modified"))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert release.read(ontology).modified == said
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert release.read(ontology).modified == "2027-01-15"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(UserError, match="SOURCE_DATE_EPOCH is 'yesterday'"):
        release.read(ontology)


def test_without_pyarrow_a_build_says_what_it_leaves_out(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(downloads, "write", lambda to, tell, reading: [])
    monkeypatch.setattr(tables, "parquet_is_there", lambda: False)
    monkeypatch.setattr(downloads.gc, "disable", lambda: None)
    assert downloads.main(tmp_path) == 0
    assert "install the extra 'tables'" in capsys.readouterr().err


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
