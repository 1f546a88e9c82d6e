"""What the tests share."""

import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import engines, index, vocabulary
from article90.derive import derive
from article90.publish import downloads
from article90.publish.site import build, material
from article90.publish.site.material import Material

# What asks for one of these is slow: all questions answered, all bonds derived, pySHACL over every fixture, rdflib over every question, two
# reasoners, a build, a chart.
COSTLY = {"all_answers", "all_bonds", "judged", "rdflib_engine", "java", "closure", "dist", "draw", "site", "published", "with_derived"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test is slow when what it is given is: `run.py test --fast` leaves it out."""
    for item in items:
        if COSTLY & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pin", action="store_true", help="write the answers to the questions into tests/answers/")


@pytest.fixture(autouse=True)
def no_query_goes_on() -> Iterator[None]:
    """A query that was given up goes on in its thread: one took a core until the end of the run, and ended it with status 2."""
    yield
    left = [thread for thread in threading.enumerate() if thread.name == "query"]
    assert not left, "This test leaves a query that goes on: take one that ends, and wait for it."


@pytest.fixture(scope="session")
def oxigraph() -> engines.Engine:
    """The whole publication in the embedded store."""
    return index.engine()


@pytest.fixture(scope="session")
def all_bonds(oxigraph: engines.Engine) -> engines.Graph:
    """The triples of all bonds, as a build derives them."""
    return derive("bonds", oxigraph)


@pytest.fixture(scope="session")
def parsed() -> Mapping[str, list[ox.Triple]]:
    """The triples of each file in data/, in the order of the file, by its path below data/ without the ending."""
    return {f.relative_to(vocabulary.DATA).with_suffix("").as_posix(): list(ox.parse(path=str(f))) for f in vocabulary.turtle_files()}


@pytest.fixture(scope="session")
def ontology() -> ox.Store:
    """The ontology alone, without its alignments."""
    return engines.Oxigraph([vocabulary.ROOT / "ontology" / "article90.ttl"]).store


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that a build makes."""
    folder = tmp_path_factory.mktemp("dist")
    downloads.write(folder)
    return folder


@pytest.fixture(scope="session")
def published() -> Material:
    """What the pages of the site are made from."""
    found = material.gather()
    if found.atlas:
        found.atlas.prepare()  # once, before processes are forked for each small build
    return found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, published: Material) -> Path:
    """The whole site."""
    folder = tmp_path_factory.mktemp("site")
    build.write(folder, material=published)
    return folder
