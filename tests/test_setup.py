"""A stranger's two commands: the launcher needs only the standard library, and the package installs with its data."""

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_the_launcher_needs_only_the_standard_library() -> None:
    tree = ast.parse((ROOT / "scripts/run.py").read_text())
    imported = {n.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for n in node.names}
    imported |= {node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert imported <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_locks_have_hashes_and_name_no_index(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "index-url" not in text and "://" not in text
    requirements = [line for line in text.splitlines() if line and line[0] not in " #"]
    assert all("==" in line and line.endswith("\\") for line in requirements)


def test_the_lock_for_tests_holds_the_other_one() -> None:
    def pinned(name: str) -> set[str]:
        return {line.split(" ")[0] for line in (ROOT / name).read_text().splitlines() if "==" in line}

    assert pinned("requirements.lock") <= pinned("requirements-test.lock")


@pytest.mark.slow
def test_a_wheel_carries_the_data(tmp_path) -> None:
    """`pip install .` gives a command that works away from the checkout."""
    build = [sys.executable, "-c", f"from setuptools import build_meta; print(build_meta.build_wheel({str(tmp_path)!r}))"]
    copy = tmp_path / "source"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(copy)], check=True, capture_output=True)
    done = subprocess.run(build, cwd=copy, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "site")
    assert {"article90/ontology/article90.ttl", "article90/data/state/NLD.ttl", "article90/shapes/generic/membership.ttl"} <= names
    pages = {"templates/state.html", "static/site.css", "static/npm/package-lock.json", "site/build.py"}
    assert {f"article90/publish/{name}" for name in pages} <= names
    program = (
        "import site; site.main(); import runpy, sys; sys.path.insert(0, 'site'); "
        "sys.argv = ['article90', 'ask', 'cq-003', '--format', 'csv']; runpy.run_module('article90')"
    )
    asked = subprocess.run([sys.executable, "-S", "-c", program], cwd=tmp_path, capture_output=True, text=True)
    assert asked.returncode == 0, asked.stderr
    assert "organisation/nato" in asked.stdout
