"""The package keeps to its rooms: an import goes down the list, never up and never round; no module outgrows a reader."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "scripts/article90"
# From the top down. What stands in one line is one room: the modules of a room may know each other, but not in a circle.
ROOMS = (
    ("__main__", "cli", "asking", "serve"),
    ("screen",),
    ("publish", "plot"),
    ("__init__", "linking", "namespaces", "add"),
    ("cookbook",),
    ("own",),
    ("answers", "dossiers", "limits", "sheets"),
    ("persons", "ordering"),
    ("questions",),
    ("check",),
    ("index",),
    ("derive",),
    ("fragments",),
    ("names", "concepts", "suggestions"),
    ("gazetteer",),
    ("endpoint",),
    ("engines",),
    ("sparql", "syntax"),
    ("complaints",),
    ("vocabulary", "words", "sentences"),
    ("folding",),
    ("errors", "letters"),
)
# Faces parse, call and render: what they show comes from `answers`, never from a store of their own.
FACES = ("__main__", "cli", "asking", "serve", "screen")
FLOOR = {name: number for number, names in enumerate(ROOMS) for name in names}
LONGEST = 400


def modules() -> dict[str, Path]:
    """Each module by its dotted name below the package."""
    return {".".join(p.relative_to(PACKAGE).with_suffix("").parts): p for p in sorted(PACKAGE.rglob("*.py"))}


def imports(name: str) -> set[str]:
    """The modules of the package that a module imports, wherever in it the line stands, but not those that only types need."""
    known = modules()
    tree = ast.parse(known[name].read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    package = name.split(".")[:-1]
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            wanted = [a.name.removeprefix("article90.") for a in node.names if a.name.startswith("article90")]
        elif isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").startswith("article90")):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *((node.module or "").removeprefix("article90").strip(".").split("."))]).strip(".")
            names = [f"{base}.{a.name}".strip(".") for a in node.names]
            wanted = [n if n in known or f"{n}.__init__" in known else base for n in names]
        else:
            continue
        for one in wanted:
            found.add(one if one in known else f"{one}.__init__".strip("."))
    return found - {name}


@pytest.mark.parametrize("name", modules())
def test_every_module_has_a_room(name: str) -> None:
    assert name.split(".")[0] in FLOOR, f"{name} stands in no room: add it to ROOMS where it belongs."


@pytest.mark.parametrize("name", modules())
def test_imports_go_down(name: str) -> None:
    floor = FLOOR[name.split(".")[0]]
    wrong = [other for other in imports(name) if FLOOR[other.split(".")[0]] < floor]
    assert wrong == [], f"{name} imports from a higher room: {wrong}"


def test_no_import_goes_round() -> None:
    arrows = {name: imports(name) for name in modules()}
    while arrows:
        free = [name for name, to in arrows.items() if not to & set(arrows)]
        assert free, f"These import each other in a circle: {sorted(arrows)}"
        for name in free:
            del arrows[name]


@pytest.mark.parametrize("name", [m for m in modules() if m.split(".")[0] in FACES])
def test_faces_know_no_store(name: str) -> None:
    assert not {"index"} & imports(name)
    assert "pyoxigraph.Store" not in modules()[name].read_text(encoding="utf-8")


@pytest.mark.parametrize("name", modules())
def test_a_module_can_be_read_at_one_sitting(name: str) -> None:
    assert len(modules()[name].read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_the_test_sees_an_arrow_upwards() -> None:
    """A check that cannot fail is none: these imports are there and are seen."""
    assert {"answers", "screen.__init__"} <= imports("asking")
    assert "gazetteer" in imports("names")
    assert "questions.catalogue" in imports("publish.executables")
