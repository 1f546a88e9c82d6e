"""Nothing is drawn from an open list: its rows are left out and counted, its numbers are minimums, and its silence is no no.

Generated: in a copy of the store every list is covered; then the Coverage of one list at a time is taken away.
"""

import csv
import datetime
import http.server
import io
import json
import subprocess
import sys
import threading
import urllib.parse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pyoxigraph as ox
import pytest
from article90 import answers, engines, limits, vocabulary
from article90.publish import executables
from article90.questions import catalogue
from article90.questions.lists import AT_LEAST, HERE, LISTS
from rdflib.query import Result

QUESTIONS = catalogue.all_questions()
COVERAGE, OF, OF_CLASS, UNTIL = (
    ox.NamedNode(vocabulary.ONTOLOGY + name) for name in ("Coverage", "coverageOf", "ofClass", "completeUntil")
)
ALWAYS = ox.Literal("2999-12-31", datatype=ox.NamedNode(vocabulary.XSD + "date"))
DAY = "2020-01-01"
# What may have a list of what.
HOLDERS = {
    "Participation": ("a90:Instrument",),
    "Act": ("a90:Instrument", "a90:Body"),
    "Commitment": ("a90:Instrument",),
    "TerritorialApplication": ("a90:Instrument", "a90:State"),
    "Membership": ("a90:Body",),
    "Mission": ("a90:Body", "a90:State"),
    "Measure": ("a90:Body", "a90:State"),
    "Contribution": ("a90:Mission", "a90:State"),
    "Observation": ("a90:Indicator",),
}
FOLDERS = {
    "a90:Instrument": ("treaty", "declaration", "resolution", "constitution", "legal-act"),
    "a90:Body": ("organisation", "forum"),
    "a90:State": ("state", "territory"),
    "a90:Mission": ("mission",),
    "a90:Indicator": ("indicator",),
}
# What puts a record into a list: without these every list is empty.
IN_A_LIST = (
    "a90:instrument",
    "org:organization",
    "a90:mission",
    "a90:ledBy",
    "a90:undertakenBy",
    "a90:territory",
    "a90:indicator",
    "a90:bearer",
    "a90:contributor",
)


def term(curie: str) -> ox.NamedNode:
    return ox.NamedNode(vocabulary.expand(curie) or curie)


def node(holder: str, kind: str) -> ox.NamedNode:
    return ox.NamedNode(f"{holder}#coverage-of-{kind}")


def covered() -> ox.Store:
    """A copy of the publication in which every list there can be is covered."""
    store = engines.Oxigraph(vocabulary.everything()).store
    for old in {q.subject for q in store.quads_for_pattern(None, vocabulary.RDF_TYPE, COVERAGE)}:
        for quad in list(store.quads_for_pattern(old, None, None)):
            store.remove(quad)
    for kind, holders in HOLDERS.items():
        for folder in (f for holder in holders for f in FOLDERS[holder]):
            for path in vocabulary.turtle_files(vocabulary.DATA / folder):
                iri = vocabulary.iri_of(path)
                store.extend(
                    ox.Quad(node(iri, kind), p, o)
                    for p, o in (
                        (vocabulary.RDF_TYPE, COVERAGE),
                        (OF, ox.NamedNode(iri)),
                        (OF_CLASS, term(LISTS[kind].term)),
                        (UNTIL, ALWAYS),
                    )
                )
    return store


@pytest.fixture(scope="module")
def full() -> engines.Oxigraph:
    return engines.Oxigraph(covered())


@pytest.fixture(scope="module")
def empty() -> engines.Oxigraph:
    """Every list covered, and nothing in any."""
    store = covered()
    for curie in IN_A_LIST:
        for quad in list(store.quads_for_pattern(None, term(curie), None)):
            store.remove(quad)
    return engines.Oxigraph(store)


@contextmanager
def opened(engine: engines.Oxigraph, holder: str, kind: str) -> Iterator[None]:
    """The store in which the Coverage of one list says no day."""
    quad = ox.Quad(node(holder, kind), UNTIL, ALWAYS)
    engine.store.remove(quad)
    try:
        yield
    finally:
        engine.store.add(quad)


def given(question: catalogue.Question, **more: str) -> dict[str, str]:
    """What is asked: on the day, without a filter that a question has by itself."""
    fixed = {"date": DAY, **{p.name: "any" for p in question.filters if p.default}, **more}
    return {name: value for name, value in fixed.items() if question.takes(name)}


def lists(question: catalogue.Question, asked: dict[str, str], engine: engines.Oxigraph) -> list[limits.Read]:
    """The lists that an answer closes over."""
    text, bound = question.asked(asked, engine)
    found = engine.query(text, bound).rows
    if question.leaves_out:
        found = [*found, *engine.query(*question.asked(asked, engine, silent=True)).rows]
    return limits.read(question, bound, found, engine)


def some(things: Iterable[limits.Read], most: int = 12) -> list[limits.Read]:
    """A few of them, from all over."""
    each = list({(t.iri, t.closure.kind): t for t in things}.values())
    return each[:: max(1, len(each) // most)]


def keys(answer: engines.Answer, but: Iterable[str] = ()) -> set[tuple[str, ...]]:
    return {tuple("" if v is None else v.value for k, v in row.items() if k not in but) for row in answer.rows}


def drawing(how: str) -> list[str]:
    """The questions that draw rows, or numbers over a set, from silence, or that count."""
    return [n for n, q in QUESTIONS.items() if any((c.numbers and how == "numbers") or c.draws == how for c in q.closes_over or ())]


@pytest.mark.slow
@pytest.mark.parametrize("name", drawing("rows"))
def test_rows_drawn_from_an_open_list_are_left_out_and_counted(full, name: str) -> None:
    question = QUESTIONS[name]
    asked = given(question)
    whole = answers.ask(question, asked, full)
    assert whole.answer.rows and whole.limits.left_out == 0, "With every list covered nothing is left out."
    tried = 0
    for one in some(r for r in lists(question, asked, full) if r.closure.draws == "rows"):
        with opened(full, one.iri, one.closure.kind):
            found = answers.ask(question, asked, full)
        gone = keys(whole.answer) - keys(found.answer)
        tried += len(gone)
        changed = {"readTo", AT_LEAST}
        assert keys(found.answer, changed) <= keys(whole.answer, changed), "A row is there that was not there before."
        assert found.limits.left_out == len(whole.answer.rows) - len(found.answer.rows)
        if found.limits.left_out:
            assert one.iri in found.limits.open
            assert any(str(found.limits.left_out) in s or "1 row" in s for s in found.limits.said["en"])
            assert any(" weggelaten" in s for s in found.limits.said["nl"])
    assert tried, "No list that was opened took a row away: the test tests nothing."


@pytest.mark.slow
@pytest.mark.parametrize("name", drawing("numbers"))
def test_a_number_from_an_open_list_is_a_minimum(full, name: str) -> None:
    question = QUESTIONS[name]
    asked = given(question)
    whole = answers.ask(question, asked, full)
    assert whole.answer.rows and not any(row[AT_LEAST].value == "true" for row in whole.answer.rows)
    marked = 0
    for one in some(r for r in lists(question, asked, full) if r.closure.numbers):
        with opened(full, one.iri, one.closure.kind):
            found = answers.ask(question, asked, full)
        now = [row for row in found.answer.rows if row[AT_LEAST].value == "true"]
        marked += len(now)
        assert keys(found.answer, (AT_LEAST, "readTo")) <= keys(whole.answer, (AT_LEAST, "readTo")), "A number has changed."
        assert len(found.answer.rows) + found.limits.left_out == len(whole.answer.rows)
        numbers = {n for c in question.closes_over for n in c.numbers}
        for row in found.answer.rows:
            words = {found.limits.number(row, n, "en") for n in numbers if row[n] is not None}
            assert words == ({"at least "} if row in now else {""})
        assert bool(now) == any("minimum" in s for s in found.limits.said["en"]) == any("minim" in s for s in found.limits.said["nl"])
    assert marked, "No list that was opened made a number a minimum: the test tests nothing."


@pytest.mark.slow
@pytest.mark.parametrize("name", drawing("set"))
def test_a_number_over_a_set_passes_over_open_lists(full, name: str) -> None:
    question = QUESTIONS[name]
    asked = given(question)
    whole = answers.ask(question, asked, full)
    before = {row["partyIri"].value: int(row["conventions"].value) for row in whole.answer.rows}
    for one in some(r for r in lists(question, asked, full) if r.closure.draws == "set"):
        with opened(full, one.iri, one.closure.kind):
            found = answers.ask(question, asked, full)
        after = {row["partyIri"].value: int(row["conventions"].value) for row in found.answer.rows}
        parties = {r["s"].value for r in answers.rows(full.query(PARTIES, {"t": ox.NamedNode(one.iri), "d": vocabulary.date(DAY)}))}
        assert {s: n for s, n in before.items() if n - (s in parties)} == {s: n + (s in parties) for s, n in after.items()}
        assert found.limits.open == (one.iri,)
        assert len(found.limits.said["en"]) == len(whole.limits.said["en"]) + 1


PARTIES = """PREFIX a90: <https://w3id.org/article90/ontology#>
SELECT DISTINCT ?s {
  ?p a90:instrument ?t ; a90:party ?s ; a90:since ?b . OPTIONAL { ?p a90:until ?u } FILTER(?b <= ?d && (!BOUND(?u) || ?d <= ?u))
}"""


def silent() -> list[str]:
    """The questions of which an empty answer may mean no."""
    return [n for n, q in QUESTIONS.items() if any(c.of != HERE and "Iri" not in c.of for c in q.closes_over or ())]


@pytest.mark.slow
@pytest.mark.parametrize("name", silent())
def test_an_empty_answer_is_a_no_only_where_the_lists_are_covered(empty, name: str) -> None:
    question = QUESTIONS[name]
    asked = given(question)
    none = answers.ask(question, asked, empty)
    if none.answer.rows:
        pytest.skip("The question is answered by what is in no list.")
    read = lists(question, asked, empty)
    if not read:
        assert none.limits.empty == "not recorded"
        return
    assert none.limits.empty == "no" and none.limits.said["en"][0].startswith("No:") and none.limits.said["nl"][0].startswith("Nee:")
    assert none.limits.open == ()
    began = [r for r in read if r.iri not in LATER]
    for one in some(began, 4):
        with opened(empty, one.iri, one.closure.kind):
            found = answers.ask(question, asked, empty)
        assert found.limits.empty == "not recorded" and one.iri in found.limits.open, one.iri
        assert found.limits.said["en"][0].startswith("Not recorded") and found.limits.said["nl"][0].startswith("Niet vastgelegd")


def later() -> set[str]:
    """What began after the day: its lists are empty then, whether they were read or not."""
    found = engines.Oxigraph(vocabulary.everything()).query(
        "PREFIX a90: <https://w3id.org/article90/ontology#> SELECT ?x { ?x a90:since ?d FILTER(?d > ?day) }", {"day": vocabulary.date(DAY)}
    )
    return {row["x"].value for row in answers.rows(found)}


LATER = later()


@pytest.mark.slow
@pytest.mark.parametrize("name", [n for n, q in QUESTIONS.items() if q.closes_over])
def test_the_published_queries_find_the_same_lists_and_rows(oxigraph, name: str) -> None:
    """Whoever runs what is published can see the limits too, without this program."""
    question = QUESTIONS[name]
    published = executables.lists(question, oxigraph)
    listed = {(r.iri, r.closure.listed.term) for r in lists(question, {}, oxigraph)} if published else set()
    rows = answers.rows(oxigraph.query(published)) if published else []
    assert {(row["list"].value, vocabulary.short(row["class"].value)) for row in rows} == listed
    left_out = executables.left_out(question, oxigraph)
    assert (left_out is not None) == question.leaves_out
    if left_out:
        assert len(answers.rows(oxigraph.query(left_out))) == answers.ask(question, {}, oxigraph).limits.left_out


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([sys.executable, "-m", "article90", "ask", *arguments], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.slow
def test_every_format_says_what_is_left_out() -> None:
    """Two treaties that are not in force for anyone on record have open lists."""
    asked = ("cq-082", "--date", "2026-11-21")
    said = "Of 2 instruments the lists of parties are open, and nothing follows from what they do not hold; 2 rows are left out."
    assert said in " ".join(run(*asked).stdout.split())
    assert "weggelaten" in run(*asked, "--lang", "nl").stdout
    for fmt in ("csv", "tsv"):
        done = run(*asked, "--format", fmt)
        assert said in done.stderr and said not in done.stdout and len(done.stdout.splitlines()) == 2
    told = json.loads(run(*asked, "--format", "json").stdout)
    assert told["limits"]["leftOut"] == 2 and said in told["limits"]["said"] and len(told["limits"]["open"]) == 2
    assert list(told) == ["head", "limits", "results"], "Some readers stop after the results."


@pytest.mark.slow
def test_readers_of_json_results_pass_over_the_limits() -> None:
    document = run("cq-067", "--format", "json").stdout.encode()
    rows = len(json.loads(document)["results"]["bindings"])
    assert len(list(ox.parse_query_results(document, format=ox.QueryResultsFormat.JSON))) == rows
    assert len(Result.parse(io.BytesIO(document), format="json")) == rows


@pytest.mark.slow
def test_all_answers_carry_their_limits() -> None:
    told = {a["id"]: a["limits"] for a in json.loads(run("--all", "--format", "json", "--date", "2026-11-21").stdout)}
    assert told["cq-082"]["leftOut"] == 2 and told["cq-087"]["atLeast"] == ["parties", "signatories"]
    listed = csv.DictReader(io.StringIO(run("--all", "--format", "csv", "--date", "2026-11-21").stdout))
    assert {row["id"]: row["leftOut"] for row in listed}["cq-082"] == "2"


@pytest.mark.slow
def test_an_endpoint_is_asked_for_its_own_limits(full) -> None:
    class Endpoint(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            body = full.query(posted["query"][0]).document
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    asked = ("cq-067", "--treaty", "ctbt", "--format", "json", "--endpoint", f"http://127.0.0.1:{server.server_port}")
    ctbt = vocabulary.BASE + "treaty/ctbt"
    try:
        there = json.loads(run(*asked).stdout)
        with opened(full, ctbt, "Participation"):
            then = json.loads(run(*asked).stdout)
    finally:
        server.shutdown()
    assert there["limits"]["leftOut"] == 0 and there["results"]["bindings"]
    assert then["limits"]["leftOut"] == len(there["results"]["bindings"]) and then["results"]["bindings"] == []
    assert then["limits"]["empty"] == "not recorded" and then["limits"]["open"] == [ctbt]


# Cases written by hand: what is asked on which day, what an empty answer means, and a sentence that stands under the answer.
# fmt: off
CASES = (
    # Switzerland is in no list of allies; the list reaches the day.
    ("cq-002", {"organisation": "nato", "state": "CHE", "date": "2020-01-01"}, "no", None),
    # Before 2001 the list of the IAEA lacks members: whoever is not in it may have been one.
    ("cq-002", {"organisation": "iaea", "state": "YUG", "date": "1980-01-01"}, "not recorded", "Agency: the list of members is open"),
    # ... so of a period that begins before: who joined from 1990 on may not be in it, and the answer was no.
    ("cq-044", {"organisation": "iaea", "state": "PER", "from": "1990-01-01", "to": "2020-01-01"}, "not recorded", "of members is open"),
    ("cq-044", {"organisation": "iaea", "from": "2003-01-01", "to": "2003-01-02"}, "no", None),
    # Of the European Union the regimes of one day are whole.
    ("cq-133", {"by": "eu", "target": "SRB"}, "not recorded", "European Union: the list of measures is open"),
    # Before a body began there is nothing that could be open.
    ("cq-002", {"organisation": "iaea", "date": "1900-01-01"}, "no", None),
    # A list that ends with its body is read to its end, whatever day is asked about.
    ("cq-077", {"treaty": "inf", "date": "2024-01-01"}, "no", None),
    # Whether a successor of the Soviet Union became a party the source leaves open: a note said so, and the answer was no.
    ("cq-077", {"treaty": "inf", "state": "UKR", "date": "1995-01-01"}, "not recorded", "the source leaves open; article90 describe"),
    # Of France, which the note does not name, it is one.
    ("cq-077", {"treaty": "inf", "state": "FRA", "date": "1995-01-01"}, "no", None),
    ("cq-002", {"organisation": "nsg", "state": "DDR", "date": "1980-01-01"}, "not recorded", "the source leaves open; article90"),
    # Somebody signed, nobody's consent is on record, and the list is open.
    ("cq-067", {"treaty": "un-cybercrime-convention"}, "not recorded", "nothing follows from what it does not hold;"),
    # The longest standing members of a body whose list is open cannot be told from those that are missing.
    ("cq-048", {"organisation": "iaea", "date": "2000-01-01"}, "not recorded", "rows are left out"),
    # A number of allies is exact; one of members of the IAEA before its list is whole is a minimum.
    ("cq-003", {"organisation": "nato", "date": "2020-01-01"}, "", None),
    ("cq-003", {"organisation": "iaea", "date": "1980-01-01"}, "", "1 number is a minimum ('at least')"),
    # The list of the missile regime was read in 2017: asked about an earlier day it is whole, about a later one it is as of then.
    ("cq-002", {"organisation": "mtcr", "date": "2010-01-01"}, "", None),
    ("cq-002", {"organisation": "mtcr", "date": "2020-01-01"}, "", "the list of members was read to 2017-10-20."),
    # Which sanctions bound Switzerland, no member of the United Nations in 1968, is not known: its own are not listed.
    ("cq-016", {"state": "CHE", "date": "1968-06-01"}, "not recorded", None),
    # The coverage of a body's members says nothing of its partners: NATO has some, and they are not recorded.
    ("cq-047", {"organisation": "nato", "date": "2020-01-01"}, "not recorded", None),
    # Suspensions of 2009, 2010 and 2012 are missing, though the list of members is whole.
    ("cq-043", {"organisation": "ecowas", "state": "CPV"}, "not recorded", None),
    # Whether a duty covers a territory that no text names.
    ("cq-005", {"territory": "SXM", "date": "2026-11-21"}, "", "the lists of territorial applications are open"),
    # Other things narrow the question: what a mission's aim is may not be on record.
    ("cq-077", {"treaty": "north-atlantic-treaty", "mode": "succession", "date": "2020-01-01"}, "not recorded", None),
    # Contributions of the Netherlands: half of its civilian missions are missing, and the list says that it is open.
    ("cq-008", {"state": "NLD", "date": "2020-01-01"}, "", "Netherlands: the list of contributions is open"),
)
# fmt: on


@pytest.mark.slow
@pytest.mark.parametrize(("name", "asked", "meaning", "sentence"), CASES, ids=[f"{c[0]}-{n}" for n, c in enumerate(CASES)])
def test_what_an_answer_cannot_say(oxigraph, name: str, asked: dict[str, str], meaning: str, sentence: str | None) -> None:
    found = answers.ask(QUESTIONS[name], asked, oxigraph)
    assert bool(found.answer.rows) == (not meaning), found.limits
    assert found.limits.empty == meaning
    said = found.limits.said["en"]
    assert any(sentence in s for s in said) if sentence else len(said) == bool(meaning) or meaning == "not recorded", said
    assert len(found.limits.said["nl"]) == len(said)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("cq-127", {"state": "state/ISR", "other": "state/IRN", "treaty": "treaty/un-charter", "date": "1979-02-11"}),
        ("cq-077", {"treaty": "treaty/un-charter", "state": "state/DEU"}),
        ("cq-078", {"treaty": "treaty/icj-statute", "state": "state/DEU"}),
    ],
)
def test_a_member_of_the_united_nations_is_not_said_to_be_outside_its_charter(oxigraph, name: str, asked: dict[str, str]) -> None:
    """Their lists have the 49 of 1945 that a depositary still lists, and "no" was drawn from them for all who came later."""
    limits = answers.ask(catalogue.find(name), asked, oxigraph).limits
    assert limits.empty == "not recorded" and limits.open == (vocabulary.BASE + asked["treaty"],)


def test_lists_are_called_by_their_names(oxigraph) -> None:
    """Of two kinds of open lists, one of each or more, the single one was called by its IRI."""
    found = answers.ask(catalogue.find("cq-004"), {"owed-to": "state/MNE", "date": "2017-06-04"}, oxigraph)
    assert any(s.startswith("Inter-American Treaty of Reciprocal Assistance: the list of parties") for s in found.limits.said["en"])
    assert not any(vocabulary.BASE in sentence for sentences in found.limits.said.values() for sentence in sentences)


def test_what_is_recorded_is_never_marked(oxigraph) -> None:
    """A party that is on record is so whether the list is open or not: nothing in its row says otherwise."""
    found = answers.ask(QUESTIONS["cq-077"], {"treaty": "budapest-cybercrime", "date": "2010-01-01"}, oxigraph)
    columns = ("state", "since", "signed", "consented", "mode", "group", "suspended", "withdrawal", "participationIri", "actIri")
    assert found.answer.rows and found.answer.columns == columns
    assert [s for s in found.limits.said["en"] if "is open" in s]


@pytest.mark.slow
def test_a_mark_that_is_always_there_is_none(oxigraph) -> None:
    """On a day that the lists reach most answers carry no sentence; where one stands, it says something of that answer."""
    said = {n: answers.ask(q, given(q, date="2010-06-01"), oxigraph).limits.said["en"] for n, q in QUESTIONS.items() if q.takes("date")}
    silent = [n for n, sentences in said.items() if not sentences]
    assert len(silent) > len(said) / 3, f"{len(silent)} of {len(said)} answers carry no sentence"
    for sentence in {s for sentences in said.values() for s in sentences}:
        assert sum(sentence in sentences for sentences in said.values()) < len(said) / 6, f"'{sentence}' stands under too many answers"


def test_a_list_that_is_whole_from_the_first_day_of_its_body_is_whole_for_any_period() -> None:
    """What begins after a period has nothing in it: a period from 1800 on opens no list of a body of 1957."""
    reach = limits.reach
    assert reach("Membership", "2026-01-01", "1957-07-29", "2026-02-01", "1957-07-29", "", "1800-01-01") == "covered"
    assert reach("Membership", "2026-01-01", "1957-07-30", "2026-02-01", "1957-07-29", "", "1800-01-01") == "open"
    assert reach("Membership", "2026-01-01", "2001-10-31", "2026-02-01", "1957-07-29", "", "2001-10-31") == "covered"
    assert reach("Membership", "2026-01-01", "2001-10-31", "2026-02-01", "1957-07-29", "", "2001-10-30") == "open"


def test_of_a_day_still_ahead_nothing_is_known_but_what_is_recorded(oxigraph) -> None:
    """The Council of 2028 had ten members without a word: five are not elected yet. And Ukraine was said not to be in NATO in 2090."""
    council = answers.ask(QUESTIONS["cq-002"], {"organisation": "organisation/unsc", "date": "2090-01-01"}, oxigraph).limits
    assert council.open == (f"{vocabulary.BASE}organisation/unsc",) and "was read to" in council.said["en"][0]
    ukraine = {"organisation": "organisation/nato", "state": "state/UKR", "date": "2090-01-01"}
    assert answers.ask(QUESTIONS["cq-002"], ukraine, oxigraph).limits.empty == "not recorded"
    # what has ended is known for good
    past = {"organisation": "organisation/warsaw-pact", "state": "state/UKR", "date": "2090-01-01"}
    assert answers.ask(QUESTIONS["cq-002"], past, oxigraph).limits.empty == "no"
    today = datetime.date.today()
    for days, empty in ((0, "no"), (1, "not recorded")):
        day = (today + datetime.timedelta(days)).isoformat()
        assert answers.ask(QUESTIONS["cq-002"], {**ukraine, "date": day}, oxigraph).limits.empty == empty


@pytest.mark.parametrize(
    ("name", "asked", "sentence", "never"),
    [
        # both lists were read to one day, and it was said that the days differ and which is the earliest
        ("cq-042", {}, "The lists were read to ", "different days"),
        # of Poland's alliances: the earliest was the list of a treaty on Southeast Asia, which ended in 1977
        ("cq-125", {"state": "POL"}, "", "1977-06-30"),
        # the lists that hold Armenia
        ("cq-004", {"state": "ARM"}, "The lists were read to 2026-11-21.", "different days"),
    ],
)
def test_how_far_lists_were_read_is_said_of_those_that_gave_the_answer(
    oxigraph, name: str, asked: dict[str, str], sentence: str, never: str
) -> None:
    said = " ".join(answers.ask(QUESTIONS[name], asked, oxigraph).limits.said["en"])
    assert sentence in said and never not in said


def test_an_open_list_of_which_rows_are_given_is_not_said_to_be_silent(oxigraph) -> None:
    """Under four rows on the Dutch in ISAF stood that nothing is said of 2 missions and states."""
    found = answers.ask(QUESTIONS["cq-091"], {"state": "NLD", "mission": "isaf"}, oxigraph)
    assert found.answer.rows
    assert found.limits.said["en"] == (
        "Of 2 missions or states the lists of contributions are open, and nothing follows from what they do not hold.",
    )


def test_as_many_minimums_are_told_as_are_seen(oxigraph) -> None:
    """Of 32 numbers with "at least" before them it was said that 16 are minimums: the rows were counted."""
    found = answers.ask(QUESTIONS["cq-102"], {}, oxigraph)
    seen = sum(bool(found.limits.number(row, column, "en")) and row[column] is not None for row in found.answer.rows for column in row)
    assert seen > len(found.answer.rows) and f"{seen} numbers are minimums ('at least')" in " ".join(found.limits.said["en"])
