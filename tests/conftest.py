"""What the tests share."""

import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import engines, index, vocabulary
from article90.derive import derive
from article90.publish import downloads
from article90.publish.site import build, material
from article90.publish.site.material import Material

try:
    import fcntl
except ImportError:  # on Windows, where each process makes what it needs
    fcntl = None  # type: ignore[assignment]

# What asks for one of these is slow: all questions answered, all bonds derived, pySHACL over every fixture, rdflib over every question, two
# reasoners, a build, a chart.
COSTLY = {"all_answers", "all_bonds", "judged", "rdflib_engine", "java", "closure", "dist", "draw", "site", "published", "with_derived"}

# The files that take minutes, longest first. A process takes a file at a time: a long one that comes last leaves the other processes idle.
LONG = ("loading", "answers", "faults", "site_browser", "endpoints", "site", "build", "site_again", "shapes", "catalogue", "add", "release")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test is slow when what it is given is: `run.py test --fast` leaves it out. Files that take long are begun first."""
    files = [f"test_{name}" for name in LONG]
    assert all((Path(__file__).parent / f"{name}.py").is_file() for name in files)
    items.sort(key=lambda item: files.index(item.path.stem) if item.path.stem in files else len(files))
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
def made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str, Callable[[Path], object]], Path]:
    """Gives a folder of a name, filled once for all processes that share out the tests; who comes while it is filled waits."""
    root = tmp_path_factory.getbasetemp()
    if fcntl and worker_id != "master":
        root = root.parent

    def made(name: str, fill: Callable[[Path], object]) -> Path:
        folder, done = root / f"once-{name}", root / f"once-{name}.done"
        with (root / f"once-{name}.lock").open("w") as lock:
            if fcntl:
                fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                if not done.exists():
                    shutil.rmtree(folder, ignore_errors=True)
                    fill(folder)
                    done.touch()
            finally:
                if fcntl:  # said, since processes that are forked meanwhile hold it too
                    fcntl.flock(lock, fcntl.LOCK_UN)
        return folder

    return made


@pytest.fixture(scope="session")
def dist(made_once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """All that a build makes."""
    return made_once("dist", downloads.write)


@pytest.fixture(scope="session")
def published() -> Material:
    """What the pages of the site are made from."""
    found = material.gather()
    if found.atlas:
        found.atlas.prepare()  # once, before processes are forked for each small build
    return found


@pytest.fixture(scope="session")
def site(made_once: Callable[[str, Callable[[Path], object]], Path], published: Material) -> Path:
    """The whole site."""
    return made_once("site", lambda folder: build.write(folder, material=published))
