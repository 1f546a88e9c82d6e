"""A site built again after a change is, byte for byte, the site that is built from nothing; and only what the change touches is drawn anew.

Tried in a small publication of its own, a copy of the package with some of the data, whose files are edited as people edit them.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from article90.questions import catalogue
from article90.vocabulary import ROOT

pytestmark = pytest.mark.slow

STATES = ("BEL", "FIN", "NLD", "RUS", "SUN", "SWE", "USA")
THINGS = (
    *(f"state/{code}" for code in STATES),
    *("territory/ABW", "treaty/npt", "treaty/un-charter", "declaration/nato-wales-pledge-2014"),
)
QUESTIONS = ("cq-001", "cq-069", "cq-077")
# Builds again in place, and from nothing beside it, of the same files; nothing that was kept but the outlines is there then.
PROGRAM = f"""
import os, sys, zlib
from pathlib import Path
import pyoxigraph
pyoxigraph.__version__ += os.environ["ANOTHER"]
from article90.publish import keeping
from article90.publish.site import assets, build, given, material
from article90.questions import catalogue
every = catalogue.all_questions()
catalogue.all_questions = lambda: {{name: every[name] for name in {QUESTIONS!r}}}
read, ship = material.gather(), assets.Shipped({{}}, (), "left out")
def only(path):
    kind, _, name = path.partition("/")
    if kind in ("source", "shape", "ontology", "concept", "bond") and name not in ("", "index"):
        return zlib.crc32(path.encode()) % 10 == 0
    return path != "cookbook"
made = build.write(Path(sys.argv[1]), material=read, only=only, ship=ship)
keeping.kept = lambda sort, made_from: None  # maps.py has it by name, so that the outlines stay
build.write(Path(sys.argv[2]), material=material.gather(), only=only, ship=ship)
print(made.anew, made.files)
known = given.programs(Path(given.__file__).with_name("build.py"))
used = {{Path(m.__file__) for name, m in list(sys.modules.items()) if name.partition(".")[0] == "article90"}}
assert used <= known, used - known
"""


class Publication:
    """A small publication in a folder."""

    def __init__(self, root: Path) -> None:
        self.root, self.round = root, 0
        for name in ("scripts", "ontology", "shapes"):
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        asked = {
            str(p.default) for q in catalogue.all_questions().values() for p in (*q.parameters, *q.filters)
        }  # their defaults are asked for
        chosen = {file for thing in (*THINGS, *asked) if (file := ROOT / f"data/{thing}.ttl").is_file()} | set(
            (ROOT / "data/concept").glob("*.ttl")
        )
        cited = {name for file in chosen for name in re.findall(r"\bsource:([a-z0-9-]+)", file.read_text(encoding="utf-8"))}
        for file in chosen | {ROOT / f"data/source/{name}.ttl" for name in cited}:
            place = root / file.relative_to(ROOT)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, place)

    def edit(self, path: str, change: Callable[[str], str]) -> None:
        """Change a file; the change has to change it."""
        file = self.root / path
        before = file.read_text(encoding="utf-8")
        after = change(before)
        assert after != before
        file.write_text(after, encoding="utf-8")

    def build(self, another: str = "") -> tuple[int, int]:
        """Build again, and hold it beside a build from nothing: how many files were made anew, and how many there are.

        `another` makes the engine one of another version.
        """
        self.round += 1
        kept, fresh = self.root / "site", self.root / f"fresh-{self.round}"
        seen = {
            **os.environ,
            "PYTHONPATH": str(self.root / "scripts"),
            "XDG_CACHE_HOME": str(self.root / "cache"),
            "PYTHONHASHSEED": "random",
            "ANOTHER": another,
        }
        done = subprocess.run([sys.executable, "-c", PROGRAM, str(kept), str(fresh)], capture_output=True, text=True, env=seen)
        assert done.returncode == 0, done.stderr
        anew, files = map(int, done.stdout.split())
        one, two = (contents(folder) for folder in (kept, fresh))
        assert one.keys() == two.keys()
        assert [name for name in one if one[name] != two[name]] == []
        shutil.rmtree(fresh)
        return anew, files


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Publication:
    """The small publication with its site, built once from nothing."""
    made = Publication(tmp_path_factory.mktemp("small"))
    anew, files = made.build()
    assert anew == files > 600
    return made


def member(text: str) -> str:
    return (
        text
        + "\nnato:RUS a org:Membership ; org:member state:RUS ; org:organization organisation:nato ;\n"
        + ('    a90:since "2020-02-02"^^xsd:date ; dcterms:source source:nato-member-countries-2024 .\n')
    )


def first(pattern: str, new: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, new, text, count=1)


# What is edited, how, a page elsewhere that shows it, what it shows.
Edit = tuple[str, Callable[[str], str], str, str]
NATO, NPT, ROME = "data/organisation/nato.ttl", "data/treaty/npt.ttl", "data/treaty/rome-statute.ttl"
EDITS: dict[str, tuple[list[Edit], str]] = {
    # edits that are made at once, with a page that stays as it is
    "a label, an answer too": (
        [
            (NATO, first(r'skos:prefLabel "[^"]*"@en', 'skos:prefLabel "Another Name"@en'), "state/BEL.html", "Another Name"),
            ("data/state/FIN.ttl", first('"Finland"@en', '"Other Land"@en'), "question/cq-077.html", "Other Land"),
        ],
        "nl/question/cq-077.html",  # which has its Dutch name
    ),
    "a text in one language": (
        [("data/state/SWE.ttl", first('"Zweden"@nl', '"Ander Land"@nl'), "nl/question/cq-077.html", "Ander Land")],
        "question/cq-077.html",
    ),
    "a membership, what follows from a participation": (
        [
            (NATO, member, "nl/state/RUS.html", "2020-02-02"),
            (NPT, first(r'(?s)(npt:BEL a a90:Participation.*?a90:since )"[0-9-]*"', r'\1"1999-09-09"'), "state/BEL.html", "1999-09-09"),
            (
                ROME,
                first(r'(?s)(:BEL a a90:Participation.*?a90:signed )"[0-9-]*"', r'\1"1998-08-08"'),
                "question/cq-077.html",
                "1998-08-08",
            ),
        ],
        "event/mh17.html",
    ),
    "a day of coverage, an observation": (
        [
            (NPT, first(r'a90:completeUntil "[0-9-]*"', 'a90:completeUntil "2011-01-01"'), "nl/treaty/npt.html", "2011-01-01"),
            (
                "data/indicator/defence-expenditure.ttl",
                first(r"(?s)(a90:state state:NLD ;.*?a90:value )[0-9.]+", r"\g<1>7.77"),
                "nl/indicator/defence-expenditure.html",
                "7.77",
            ),
        ],
        "organisation/nato.html",
    ),
    "the ontology, a shape": (
        [
            ("ontology/article90.ttl", first(r'rdfs:label "Treaty"@en', 'rdfs:label "Compact"@en'), "organisation/un.html", "Compact"),
            (
                "shapes/generic/membership.ttl",
                first('"A membership has one member', '"Another message'),
                "nl/shape.html",
                "Another message",
            ),
        ],
        "event/mh17.html",
    ),
    "a question, a template, the style sheet": (
        [
            (
                "scripts/article90/questions/treaties/cq-077-parties-to-a-treaty.rq",
                first(r'#\+ summary: "', '#+ summary: "Another wording: '),
                "question/index.html",
                "Another wording",
            ),
            (
                "scripts/article90/publish/templates/mission.html",
                first(r"\{% block body %\}", "{% block body %}<p>Another sentence</p>"),
                "mission/eufor-althea.html",
                "Another sentence",
            ),
            ("scripts/article90/publish/static/site.css", lambda text: text + "/* more of it */\n", "assets/site.css", "more of it"),
        ],
        "state/NLD.html",
    ),
}


@pytest.mark.parametrize("what", EDITS)
def test_built_again_it_is_as_from_nothing(small, what) -> None:
    """And the pages that show the change are drawn anew, wherever they are, while others are not."""
    edits, other = EDITS[what]
    site = small.root / "site"
    before = (site / other).stat().st_mtime_ns
    for path, change, page, shown in edits:
        assert shown not in (site / page).read_text(encoding="utf-8")
        small.edit(path, change)
    anew, files = small.build()
    for _, _, page, shown in edits:
        assert shown in (site / page).read_text(encoding="utf-8"), page
    assert (site / other).stat().st_mtime_ns == before
    assert 0 < anew < files / 2


def test_a_file_that_is_taken_away_and_one_that_is_new(small) -> None:
    """Its pages go, and whoever cited it is drawn anew; of a party that had no name yet the answer has it."""
    name = re.search(r"source:([a-z0-9-]+)", (small.root / "data/event/mh17.ttl").read_text(encoding="utf-8"))[1]
    page, answer = small.root / "site/event/mh17.html", small.root / "site/question/cq-077.html"
    title = re.search(rf'source/{name}\.html">([^<]+)</a>', page.read_text(encoding="utf-8"))[1]
    (small.root / f"data/source/{name}.ttl").unlink()
    assert "Estonia" not in answer.read_text(encoding="utf-8")
    shutil.copy(ROOT / "data/state/EST.ttl", small.root / "data/state/EST.ttl")
    small.build()
    assert not (small.root / f"site/source/{name}.html").exists() and not (small.root / f"site/nl/source/{name}.ttl").exists()
    assert title not in page.read_text(encoding="utf-8")
    assert (small.root / "site/nl/state/EST.html").is_file() and "Estonia" in answer.read_text(encoding="utf-8")


def test_a_program_that_no_page_is_drawn_with(small) -> None:
    for name in ("add/forms.py", "check/rules.py", "plot/spending.py"):
        small.edit(f"scripts/article90/{name}", lambda text: text + "\n# more of it\n")
    assert small.build()[0] == 0


def test_nothing_changed_and_nothing_is_made(small) -> None:
    assert small.build()[0] == 0
    built = json.loads((small.root / "site/.built.json").read_bytes())
    assert (small.root / "site/index.html").is_file() and "index.html" in built["files"]


def test_another_version_of_the_engine(small) -> None:
    """Nothing is taken from what an earlier one made."""
    anew, files = small.build(another="-other")
    assert anew > 0.95 * files  # all but what no program makes: style sheets, fonts
