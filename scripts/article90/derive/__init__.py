"""What follows from what is published: who is bound by what, and which level was reached; nothing of it is typed in."""

from pathlib import Path

from .. import fragments
from ..engines import Engine, Graph

FOLDER = Path(__file__).resolve().parent
# What is derived, each by the query of that name; classes of what it makes.
NAMES = ("bonds", "findings")


def derive(name: str, engine: Engine) -> Graph:
    """The triples that the query `derive/<name>.rq` constructs from what `engine` holds."""
    made = engine.query(fragments.expanded(FOLDER / f"{name}.rq"))
    assert isinstance(made, Graph)
    return made
