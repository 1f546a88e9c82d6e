"""What the tests share."""

from collections.abc import Mapping

import pyoxigraph as ox
import pytest
from article90 import store


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pin", action="store_true", help="write the answers to the questions into tests/answers/")


@pytest.fixture(scope="session")
def oxigraph() -> store.Engine:
    """The whole publication in the embedded store."""
    return store.engine()


@pytest.fixture(scope="session")
def parsed() -> Mapping[str, list[ox.Triple]]:
    """The triples of each file in data/, in the order of the file, by its path below data/ without the ending."""
    return {f.relative_to(store.DATA).with_suffix("").as_posix(): list(ox.parse(path=str(f))) for f in store.turtle_files()}


@pytest.fixture(scope="session")
def ontology() -> ox.Store:
    """The ontology alone, without its alignments."""
    return store.Oxigraph([store.ROOT / "ontology" / "article90.ttl"]).store
