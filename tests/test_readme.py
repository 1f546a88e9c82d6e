"""The README is the front door: what it says is in the data is in the data, and the files it names exist."""

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from article90 import engines, vocabulary
from article90.questions import catalogue

ROOT = Path(__file__).parent.parent
FILE = ROOT / "README.md"
README = FILE.read_text(encoding="utf-8")
NLD = f"<{vocabulary.BASE}state/NLD>"


@pytest.fixture(scope="module")
def counted(oxigraph) -> Counter[str]:
    rows = engines.rows(oxigraph.query("SELECT ?class (COUNT(DISTINCT ?x) AS ?n) { ?x a ?class } GROUP BY ?class"))
    counts = Counter({re.split("[/#]", r["class"].value)[-1].lower(): int(r["n"].value) for r in rows})
    dutch = f"PREFIX a90: <{vocabulary.ONTOLOGY}> SELECT (COUNT(?x) AS ?n) {{ ?x a90:contributor {NLD} }}"
    counts["dutch contribution"] = int(engines.rows(oxigraph.query(dutch))[0]["n"].value)
    return counts


@pytest.mark.parametrize(
    ("words", "classes"),
    [
        ("states, ", ["state"]),
        ("territories", ["territory"]),
        ("organisations, courts and forums", ["intergovernmentalorganisation", "internationalcourt", "organ", "forum"]),
        ("memberships since 1920", ["membership"]),
        ("instruments", ["treaty", "resolution", "legalact", "declaration", "constitution"]),
        ("provisions", ["provision"]),
        ("commitments", ["obligation", "permission", "pledge", "recommendation"]),
        ("obligations", ["obligation"]),
        ("pledges", ["pledge"]),
        ("permissions", ["permission"]),
        ("recommendations", ["recommendation"]),
        ("participations", ["participation"]),
        ("missions", ["mission"]),
        ("Dutch contributions", ["dutch contribution"]),
        ("observations", ["observation"]),
        ("measures", ["measure"]),
        ("events", ["event"]),
        ("strategies", ["strategy"]),
        ("sources", ["source"]),
    ],
)
def test_the_counts_follow_from_the_data(counted: Counter[str], request, words: str, classes: list[str]) -> None:
    """`--pin` writes the numbers anew: nobody types them."""
    if request.config.getoption("--pin"):
        text = FILE.read_text(encoding="utf-8")
        head, tail = text[: text.index("## What is in it")], text[text.index("## What is in it") :]
        FILE.write_text(head + re.sub(rf"[\d,]+(?= {words})", f"{sum(counted[c] for c in classes):,}", tail, count=1), encoding="utf-8")
    readme = FILE.read_text(encoding="utf-8")
    first = readme[readme.index("## What is in it") :]
    match = re.search(rf"([\d,]+) {words}", first)
    assert match, f"The README says nothing of {words}."
    assert int(match[1].replace(",", "")) == sum(counted[c] for c in classes)


def test_the_number_of_questions_is_right(request) -> None:
    wanted = len(catalogue.all_questions())
    if request.config.getoption("--pin"):
        text = FILE.read_text(encoding="utf-8")
        FILE.write_text(re.sub(r"answering all\s+\d+\s+questions", f"answering all {wanted} questions", text), encoding="utf-8")
    assert f"answering all {wanted} questions" in " ".join(FILE.read_text(encoding="utf-8").split())


@pytest.mark.parametrize("name", re.findall(r"`((?:scripts|tests|data|ontology|shapes)/[a-z0-9_./-]+)`", README))
def test_the_files_it_names_exist(name: str) -> None:
    assert (ROOT / name).exists()


def test_the_commands_it_shows_are_questions() -> None:
    asked = set(re.findall(r"article90 ask (cq-\d+)", README))
    assert asked <= set(catalogue.all_questions())


PRINTED = [
    line
    for block in re.findall(r"```\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if re.match(r"article90 |echo |printf ", line)
]


@pytest.mark.slow
def test_the_commands_work_as_printed(tmp_path) -> None:
    """After the two commands a newcomer pastes these: one that fails is the first thing that is seen of us."""
    # a build, a chart and a server are tried in tests of their own
    lines = [line for line in PRINTED if not re.search(r"^article90 (build|plot)|--endpoint", line)]
    assert len(lines) >= 5
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    for line in lines:
        done = subprocess.run(line, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{line}\n{done.stderr}"


@pytest.mark.parametrize("name", ["turtlefmt", "article90"])
def test_the_first_command_brings_the_tools_of_an_editor(name: str) -> None:
    """`turtlefmt`, which the README tells editors to use, once came only with the tests."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert name == "article90" or re.search(rf"^{name}==", lock, re.MULTILINE)
    assert (Path(sys.executable).parent / name).exists()


def test_nothing_refers_to_what_is_not_here() -> None:
    """Comments once named sections of a design that is not in the repository, and a working file lay beside the README."""
    for folder in ("scripts", "tests", "shapes", "ontology"):
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix in (".py", ".ttl", ".rq", ".md") and file != Path(__file__):
                assert not re.search(r"design, section", file.read_text(encoding="utf-8"), re.IGNORECASE), file
    allowed = {"README.md", "LICENSE", "NOTICE", "CITATION.cff", "CHANGELOG.md", "CONTRIBUTING.md", "RELEASE.md", "pyproject.toml"}
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split("\n")
    top = {line for line in tracked if line and "/" not in line and not line.startswith(".")}
    assert {t for t in top if not t.endswith(".lock")} <= allowed


def test_the_answer_it_shows_is_the_real_answer(request) -> None:
    """The first thing that a visitor sees; it was real once, and the data went on. `--pin` writes it anew."""
    text = FILE.read_text(encoding="utf-8")
    (block,) = re.findall(r"```\n(\$ article90 ask [^\n]+\n.*?)```", text, re.DOTALL)
    command, shown = block.split("\n", 1)
    environment = {**os.environ, "COLUMNS": "100"}
    arguments = command.removeprefix("$ article90 ").split()
    done = subprocess.run([sys.executable, "-m", "article90", *arguments], capture_output=True, text=True, env=environment)
    if request.config.getoption("--pin"):
        shown = done.stdout
        FILE.write_text(text.replace(block, f"{command}\n{shown}"), encoding="utf-8")
    assert done.stdout == shown
