"""The limits that a question's page tells are those of `article90 ask`: static/limits.js and limits.py, held against each other.

The page works out in the reader's browser what its answer cannot say, since it asks no server. Every question is asked here on several
days and of several states and lists; what the engine is asked and answers is written down, and the page's program, given the same
answers, has to ask for the same and to say the same sentences.
"""

import itertools
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox
import pytest
from article90 import answers, engines, limits
from article90.publish.remembering import Remembering
from article90.publish.site import assets, fields
from article90.questions import catalogue
from article90.sparql import Term, bind
from article90.vocabulary import date

pytestmark = pytest.mark.slow
NODE = shutil.which("node") or next(iter(assets._npm() or []), None)

# In the time of states that have ended, and beyond the days to which lists were read.
DAYS = ("1985-01-01", "2035-01-01")
# By kind: what has ended, is listed elsewhere, or is read to an earlier day, and what is new or open.
VALUES = {
    "state": ("state/SUN", "state/SSD"),
    "territory": ("territory/ABW",),
    "organisation": ("organisation/opcw", "organisation/icj"),
    "treaty": ("treaty/open-skies", "treaty/untoc"),
    "mission": ("mission/kfor",),
}
# By question: a state that has not begun, and ones that a list of parties need not tell of, or that its source leaves open.
ALSO = {
    # a list that was read to a day before the year or the period
    "cq-123": ({"year": "2026"}, {"year": "2020", "state": "state/SSD"}),
    "cq-044": ({"organisation": "organisation/nato", "from": "2026-12-01", "to": "2026-12-31"},),
    # lists of which some are open for what is asked about, and others plainly
    "cq-086": ({"state": "state/SVN", "date": "1992-08-27"},),
    "cq-001": (
        {"state": "state/SSD", "date": "1985-01-01"},
        {"state": "state/RUS", "date": "1985-01-01"},
        {"state": "state/SUN", "date": "1995-01-01"},
    ),
    "cq-077": (
        {"treaty": "treaty/gc-i", "state": "state/SCG", "date": "1995-01-01"},
        {"treaty": "treaty/npt", "state": "state/YMD", "date": "1985-01-01"},
        {"treaty": "treaty/inf", "state": "state/UKR", "date": "1995-01-01"},
    ),
}
PROGRAM = """
const told = JSON.parse(require("fs").readFileSync(0, "utf8"));
const plain = (text) => text.replace(/^(#.*\\n)*/, "").replace(/\\s+/g, " ").trim();
require(told.program);
(async () => {
  const out = [];
  for (const { id, answers, said, values, ...one } of told.cases) {
    const [first, day] = limits.period(values, told.today);
    if ([first, day].join() !== one.period.join()) throw new Error("another period: " + [id, first, day, one.period]);
    const rows = async (query) => {
      if (!(plain(query) in answers)) throw new Error("limits.py does not ask: " + query);
      return answers[plain(query)];
    };
    out.push(await limits.said({ ask: told.asks[id], wording: told.wording, rows, first, day, ...one }).catch((error) => [String(error)]));
  }
  console.log(JSON.stringify(out));
})();
"""


class Recording(Remembering):
    """An engine that writes down what it was asked, and what it answered, as the page's program is answered."""

    def __init__(self, store: ox.Store) -> None:
        super().__init__(lambda: store)
        self.asked: dict[str, list[dict[str, dict[str, str]]]] = {}

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> engines.Answer:
        found = super().query(text, bindings)
        assert isinstance(found, engines.Table)
        self.asked[plain(bind(text, bindings or {}))] = json.loads(found.document)["results"]["bindings"]
        return found


def plain(query: str) -> str:
    """A query without its head, on one line."""
    lines = itertools.dropwhile(lambda line: line.startswith("#"), query.splitlines(keepends=True))
    return re.sub(r"\s+", " ", "".join(lines)).strip()


def given(q: catalogue.Question) -> Iterator[dict[str, str]]:
    """Ways to ask a question: as it stands, then on other days, of other things, with and without what narrows it."""
    yield {}
    if all(q.takes(name) for name in ("organisation", "state", "date")):  # a place that is contested
        yield {"organisation": "organisation/un", "state": "state/YUG", "date": "1995-01-01"}
    yield from ALSO.get(q.id, ())
    dated = [p.name for p in q.parameters if p.kind == "date" and p.name in ("date", "to")]
    for n, narrowed in enumerate((False, True)):
        asked = {name: DAYS[n % len(DAYS)] for name in dated} | ({"from": "1850-01-01"} if q.takes("from") else {})
        for p in (*q.parameters, *(q.filters if narrowed else ())):
            several = next((v for kind, v in VALUES.items() if kind in catalogue.KINDS.get(p.among, ())), ())
            if several:
                asked[p.name] = several[n % len(several)]
        yield asked


@pytest.fixture(scope="module")
def cases(oxigraph) -> list[dict[str, Any]]:
    """Each question asked in each way, with what was asked, answered and said."""
    engine, told = Recording(oxigraph.store), []
    for q in catalogue.all_questions().values():
        for asked in given(q):
            engine.asked = {}
            found = answers.ask(q, asked, engine, cited=False)
            text, bound = q.asked(asked, engine)
            terms = {}
            for p in (*q.parameters, *q.filters):
                if values := [str(t) for name, t in bound.items() if name == p.variable or re.fullmatch(rf"{p.variable}_\d+", name)]:
                    terms[p.name] = " ".join(values)
            values = {p.name: bound[p.variable].value for p in (*q.parameters, *q.filters) if p.variable in bound}
            one = {"id": q.id, "asked": asked, "terms": terms, "values": values, "answers": engine.asked, "period": limits.period(q, bound)}
            assert plain(bind(text, bound)) in engine.asked
            rows = json.loads(found.answer.document)["results"]["bindings"]  # in the order in which they are read
            told += [{**one, "found": rows, "lang": lang, "said": list(said)} for lang, said in found.limits.said.items()]
    return told


@pytest.mark.skipif(not NODE, reason="there is no Node.js: the page's program was not tried")
def test_the_page_tells_the_limits_that_the_command_tells(cases) -> None:
    asks = {q.id: json.loads(fields.document(q)) for q in catalogue.all_questions().values()}
    program = {"program": str(assets.STATIC / "limits.js"), "asks": asks, "wording": json.loads(fields.wording()), "cases": cases}
    program["today"] = date("today").value
    done = subprocess.run([NODE, "-e", PROGRAM], input=json.dumps(program), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert [(c["id"], c["asked"], one, c["said"]) for c, one in zip(cases, said, strict=True) if one != c["said"]] == []


def test_all_that_can_be_said_is_said_of_some(cases) -> None:
    """Else the two would agree in silence: every sentence of limits.py and persons.py comes up, of one row or of several."""
    told = {sentence for c in cases for sentence in c["said"]}
    wording = json.loads(fields.wording())
    for lang in ("en", "nl"):
        words = wording["limits"][lang] | wording["persons"][lang]
        words = {
            key: (text, words.get(key.replace("left", "lefts") if key == "left out" else f"{key}s", text))
            for key, text in words.items()
            if not (key.endswith("s") and key[:-1] in words)
        }
        assert [key for key, forms in words.items() if not any(re.search(pattern(f), sentence) for f in forms for sentence in told)] == []


def pattern(sentence: str) -> str:
    """What a sentence looks like with its values in it."""
    return "".join(".+" if n % 2 else re.escape(part) for n, part in enumerate(re.split(r"(%\(\w+\)[sd])", sentence)))
