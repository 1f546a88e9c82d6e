"""`article90 ask` and `describe` answer in every form, and bad input gets one sentence and exit status 2."""

import ast
import contextlib
import csv
import http.server
import io
import json
import re
import shlex
import subprocess
import sys
import threading
import time
import urllib.parse
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import complaints, engines, vocabulary
from article90.errors import UserError
from article90.questions import catalogue
from article90.screen.console import paged


def run(*arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "article90", *arguments], input=stdin, capture_output=True, text=True, timeout=120)


def refused(*arguments: str, stdin: str | None = None) -> str:
    """The one sentence that a refused command prints."""
    done = run(*arguments, stdin=stdin)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("article90: ")
    return " ".join(done.stderr.removeprefix("article90: ").split())


def test_lists_the_questions() -> None:
    listed = json.loads(run("ask", "--format", "json").stdout)
    assert len(listed) >= 30
    assert all(q["en"].endswith("?") and q["nl"].endswith("?") for q in listed)


@pytest.mark.slow
def test_a_date_changes_the_answer() -> None:
    def members(date: str) -> set[str]:
        done = run("ask", "cq-002", "--organisation", "nato", "--date", date, "--format", "csv")
        assert done.returncode == 0, done.stderr
        return {row["member"] for row in csv.DictReader(io.StringIO(done.stdout))}

    assert len(members("1949-08-24")) == 12
    assert len(members("2024-03-06")) == 31
    assert members("2024-03-07") - members("2024-03-06") == {"Sweden"}


@pytest.mark.slow
def test_a_state_may_be_named_in_many_ways() -> None:
    answers = {
        run("ask", "cq-001", "--state", name, "--date", "2014-07-17", "--format", "csv").stdout
        for name in ("NLD", "state:NLD", "state/NLD", "https://w3id.org/article90/state/NLD", "Netherlands", "Nederland", "Pays-Bas")
    }
    assert len(answers) == 1
    assert "organisation/nato#NLD" in answers.pop()


@pytest.mark.slow
@pytest.mark.parametrize("fmt", ["table", "csv", "tsv", "json", "turtle"])
def test_every_format(fmt: str) -> None:
    done = run("ask", "cq-001", "--date", "2014-07-17", "--format", fmt)
    assert done.returncode == 0, done.stderr
    if fmt == "json":
        assert json.loads(done.stdout)["results"]["bindings"]
    elif fmt == "turtle":
        graph = ox.Store()
        graph.load(done.stdout.encode(), format=ox.RdfFormat.TURTLE)
        member = ox.NamedNode("http://www.w3.org/ns/org#member")
        assert list(graph.quads_for_pattern(ox.NamedNode(vocabulary.BASE + "organisation/nato#NLD"), member, None))
    elif fmt == "table":
        assert "North Atlantic Treaty" in done.stdout and "#NLD" not in done.stdout
    else:
        assert "organisation/nato#NLD" in done.stdout


def test_the_answer_names_its_sources() -> None:
    shown = run("ask", "cq-001", "--date", "2014-07-17").stdout
    assert "sources" in shown
    assert "https://www.un.org/" in shown


def test_answers_in_dutch() -> None:
    shown = run("ask", "cq-002", "--organisation", "nato", "--date", "1950-01-01", "--lang", "nl").stdout
    assert "Noorwegen" in shown and "Norway" not in shown
    assert "Welke staten" in shown


@pytest.mark.slow
def test_all_answers_count_their_sources() -> None:
    done = run("ask", "--all", "--format", "json", "--date", "2014-07-17")
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    assert len(answers) >= 30
    assert sum(bool(a["sources"]) for a in answers) > 0.8 * len(answers)


@pytest.mark.slow
def test_any_query_from_a_file_or_standard_input(tmp_path) -> None:
    query = "PREFIX a90: <https://w3id.org/article90/ontology#> SELECT (COUNT(*) AS ?states) { ?state a a90:State }"
    file = tmp_path / "states.rq"
    file.write_text(query)
    first = run("ask", "--query", str(file), "--format", "csv").stdout
    second = run("ask", "--query", "-", "--format", "csv", stdin=query).stdout
    assert first == second
    assert int(first.splitlines()[1]) >= 193


def test_an_empty_result_is_said() -> None:
    done = run("ask", "cq-002", "--organisation", "nato", "--date", "1900-01-01")
    assert done.returncode == 0
    assert "No: nothing is recorded" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ask", "cq-999"], "There is no question 'cq-999'"),
        (["ask", "cq-001", "--date", "17-07-2014"], "'17-07-2014' is not a date"),
        (["ask", "cq-001", "--date", "2014-02-30"], "'2014-02-30' is not a date"),
        (["ask", "cq-001", "--state", "Atlantis"], "There is no state called 'Atlantis'"),
        (["ask", "cq-001", "--state", "Netherland"], "Did you mean Netherlands"),
        (["ask", "cq-001", "--state", "organisation/nato"], "is no state"),
        (["ask", "cq-001", "--treaty", "npt"], "does not take 'treaty'"),
        (["ask", "cq-001", "--set", "date"], "write --set name=value"),
        (["ask", "--query", "no/such/file.rq"], "There is no file 'no/such/file.rq'"),
        (["ask", "cq-001", "--all"], "Give one of"),
        (["ask", "cq-001", "cq-002"], "'cq-001' is a question by itself: give one number"),
        (["ask", "cq-001", "--rows", "3", "--full"], "not allowed with argument"),
        (["ask", "cq-001", "--engine", "rdflib", "--endpoint", "http://127.0.0.1:9/"], "not allowed with argument"),
        (["ask", "cq-001", "--timeout", "-1"], "'-1' is not a number of seconds, 0 or more"),
        (["ask", "cq-001", "--timeout", "nan"], "'nan' is not a number of seconds, 0 or more"),
        (["site", "--port", "99999"], "'99999' is not a port, 0 to 65535"),
        (["ask", "--date", "2014-07-17"], "Say which question"),
        (["ask", "cq-001", "--endpoint", "nonsense"], "is not the address of an endpoint"),
        (["ask", "cq-001", "--endpoint", "http://127.0.0.1:9/sparql"], "cannot be reached"),
        (["describe", "state:XXX"], "Nothing is said here of"),
        (["describe", "Nowhereland"], "called 'Nowhereland'"),
        (["describe", "state:NLD", "--format", "csv"], "choose table, turtle or json"),
    ],
)
def test_bad_input_gets_one_sentence(arguments: list[str], says: str) -> None:
    assert says in refused(*arguments)


def test_a_broken_query_gets_one_sentence() -> None:
    assert "is not SPARQL 1.1" in refused("ask", "--query", "-", stdin="SELECT ?x WHERE { ?x a }")


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [["ask", "--all"], ["ask", "cq-043", "--full"], ["ask", "cq-060", "-f", "csv"], ["link", "table.csv", "--column", "NLD"]],
)
def test_a_reader_that_goes_away_is_no_fault(tmp_path, arguments: list[str]) -> None:
    """As `| head -1` does: the table to link once got a traceback, and all answers status 1."""
    (tmp_path / "table.csv").write_text("NLD\n" * 200_000)
    going = subprocess.Popen(
        [sys.executable, "-m", "article90", *arguments], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert going.stdout and going.stderr
    going.stdout.close()
    said = going.stderr.read()
    assert (going.wait(timeout=120), "Traceback" in said, "article90:" in said) == (0, False, False)


def test_broken_turtle_names_the_file(tmp_path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("@prefix a90: <https://w3id.org/article90/ontology#> .\na90:x a90:y \n")
    with pytest.raises(UserError, match=r"broken\.ttl is not well-formed Turtle"):
        engines.Oxigraph([broken])
    with pytest.raises(UserError, match=r"broken\.ttl is not well-formed Turtle"):
        engines.Rdflib([broken])


def test_a_missing_file_is_named(tmp_path) -> None:
    for engine in (engines.Oxigraph, engines.Rdflib):
        with pytest.raises(UserError, match=r"gone\.ttl cannot be read"):
            engine([tmp_path / "gone.ttl"])


@pytest.mark.slow
@pytest.mark.parametrize(
    "value",
    ["NLD> . ?s ?p ?o } #", 'NLD" UNION { ?x ?y ?z }', "https://w3id.org/article90/state/NLD> ; <x", "\\u003e", "state/NLD#x y"],
)
def test_a_parameter_cannot_break_out_of_its_place(value: str) -> None:
    """Values become terms, and terms are written by the library: there is nothing to inject into."""
    refused("ask", "cq-001", "--state", value)


class FakeEndpoint(http.server.BaseHTTPRequestHandler):
    """An endpoint over our own store, or one that misbehaves, by path."""

    engine: engines.Oxigraph

    def version_string(self) -> str:
        """What the server calls itself."""
        return "Virtuoso/07.20.3240 (Linux)" if self.path == "/virtuoso" else "Oxigraph/0.5"

    def do_POST(self) -> None:
        posted = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode(), strict_parsing=True)
        query = posted["query"][0]
        status, kind, body = 200, "application/sparql-results+json", b""
        match self.path:
            case "/sparql" | "/virtuoso":
                body = self.engine.query(query).serialize(format=ox.QueryResultsFormat.JSON)
            case "/cut":  # after the first of its rows, and without a word of its length
                kind, body = "application/sparql-results+xml", self.engine.query(query).serialize(format=ox.QueryResultsFormat.XML)
                body = body[: body.index(b"</result>") + 9]
            case "/others":
                body = b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"x"}}]}}'
            case "/drip":
                self.wfile.write(b"HTTP/1.1 200 OK\r\n")
                with contextlib.suppress(OSError):
                    for n in range(40):
                        self.wfile.write(b"X-%d: y\r\n" % n)
                        time.sleep(0.25)
                return
            case "/html":
                kind, body = "text/html", b"<html>hello</html>"
            case _:
                status, kind, body = 500, "text/plain", b"out of order"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the test's output quiet."""


@pytest.fixture(scope="module")
def endpoint(oxigraph):
    FakeEndpoint.engine = oxigraph
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), FakeEndpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.slow
def test_an_endpoint_gives_the_same_answer(endpoint: str) -> None:
    arguments = ("ask", "cq-001", "--date", "2014-07-17", "--format", "csv")
    there = run(*arguments, "--endpoint", f"{endpoint}/sparql")
    assert there.returncode == 0, there.stderr
    assert there.stdout == run(*arguments).stdout


@pytest.mark.slow
def test_what_an_engine_is_known_to_answer_otherwise_is_said(endpoint: str) -> None:
    """Virtuoso 7 gave every row of this question another state's participation, without a word."""
    asked = ("ask", "cq-060", "--state", "MCO", "--format", "csv", "--endpoint")
    theirs, ours = run(*asked, f"{endpoint}/virtuoso"), run(*asked, f"{endpoint}/sparql")
    assert theirs.stdout == ours.stdout
    assert "This endpoint is Virtuoso/07.20.3240, which may give other rows for cq-060" in theirs.stderr
    assert "other rows" not in ours.stderr
    assert "other rows" not in run("ask", "cq-002", "--format", "csv", "--endpoint", f"{endpoint}/virtuoso").stderr


def test_what_is_listed_as_answered_otherwise_is_asked() -> None:
    for names in catalogue.engines_otherwise().values():
        assert list(names) == sorted(names) and set(names) <= catalogue.all_questions().keys()


STATES = "SELECT ?b { ?b a a90:State } LIMIT 1"


def test_an_xml_answer_that_breaks_off_is_not_taken_for_a_whole_one(endpoint: str) -> None:
    """Sixteen members of NATO came back, up to Latvia, with status 0: pyoxigraph takes the end of what came for the end."""
    told = refused("ask", "cq-002", "--endpoint", f"{endpoint}/cut")
    assert "it sent application/sparql-results+xml that breaks off or is not well-formed" in told


def test_rows_with_other_columns_than_were_asked_for_are_refused(endpoint: str) -> None:
    """They ended in a traceback, and for a query of one's own they were shown as its answer."""
    told = "does not answer the query that was put: its rows have no ?"
    assert told in refused("ask", "cq-001", "--endpoint", f"{endpoint}/others")
    assert told in refused("ask", "--query", "-", "--endpoint", f"{endpoint}/others", stdin=STATES)


def test_the_time_limit_holds_for_a_server_that_drips_its_headers(endpoint: str) -> None:
    """A read that never ends was never late: three seconds were thirty."""
    told = refused("ask", "--query", "-", "--timeout", "1", "--endpoint", f"{endpoint}/drip", stdin=STATES)
    assert "did not answer within 1 seconds" in told


def test_an_empty_address_is_no_endpoint() -> None:
    """With a variable that was not set the embedded store answered instead, without a word."""
    assert "'' is not the address of an endpoint" in refused("ask", "cq-001", "--endpoint", "")


@pytest.mark.slow
def test_the_time_limit_holds_for_rdflib() -> None:
    """It was ignored there: half a second were twenty-two."""
    heavy = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"
    assert "did not end within 1 seconds" in refused("ask", "--query", "-", "--engine", "rdflib", "--timeout", "1", stdin=heavy)


def test_an_endpoint_that_is_none_or_fails_gets_one_sentence(endpoint: str) -> None:
    assert "does not answer like a SPARQL endpoint" in refused("ask", "cq-001", "--endpoint", f"{endpoint}/html")
    assert "refused the query (HTTP 500): out of order" in refused("ask", "cq-001", "--endpoint", f"{endpoint}/broken")


@pytest.mark.slow
def test_describe_tells_what_is_said_of_a_thing_and_by_it() -> None:
    card = run("describe", "state:NLD", "--iris")
    assert card.returncode == 0, card.stderr
    for part in ("Kingdom of the Netherlands", "organisation/nato#NLD", "sources"):
        assert part in card.stdout
    told = json.loads(run("describe", "Koninkrijk der Nederlanden", "--format", "json").stdout)
    assert told["iri"] == vocabulary.BASE + "state/NLD"
    assert any(s["s"].endswith("organisation/nato#NLD") for s in told["saidBy"])


# Where what people ask or look up is refused, and what their sentences are made of there beside the holes.
REFUSING = (
    "answers",
    "asking",
    "cli",
    "concepts",
    "engines",
    "names",
    "questions/catalogue",
    "screen/reply",
    "sheets",
    "sparql",
    "vocabulary",
)
MADE_OF = {
    "more": "say which of x.",
    "what": "The list of questions is",
    "late": "The query did not end within 1 seconds: narrow it, or allow more with --timeout.",
}
# These are of authors of questions, of slips in a query (which syntax.py explains), and of what argparse says.
UNTRANSLATED = ("The head of ", "The query does not ask", "{message")


def sentences() -> list[str]:
    """What each UserError there says, with an x in each hole."""
    found = []
    for name in REFUSING:
        tree = ast.parse((Path(vocabulary.__file__).parent / f"{name}.py").read_text(encoding="utf-8"))
        for call in (n.exc for n in ast.walk(tree) if isinstance(n, ast.Raise) and isinstance(n.exc, ast.Call)):
            if getattr(call.func, "id", "") not in ("UserError", "NotFound", "Ambiguous"):
                continue
            said = call.args[0]
            if isinstance(said, ast.JoinedStr):
                parts = (p.value if isinstance(p, ast.Constant) else MADE_OF.get(ast.unparse(p.value), "x") for p in said.values)
                found.append("".join(map(str, parts)))
            elif isinstance(said, ast.Constant):
                found.append(said.value)
    asked = (one.replace("<x>: x", "<x>: check the spelling, or give a name instead.").replace("names x.", "names the x.") for one in found)
    return [one for one in asked if not one.startswith(UNTRANSLATED)]


def test_what_is_wrong_is_said_in_the_language_of_the_answer() -> None:
    """Under --lang nl every complaint was English."""
    told = {one: complaints.said(one, "nl") for one in sentences()}
    english = re.compile(r"\b(the|is no|it|give|which|what|called|takes|of one|there)\b", re.IGNORECASE)
    assert len(told) > 30 and {one: said for one, said in told.items() if said == one or english.search(said)} == {}
    assert all(complaints.said(one, "en") == one for one in told)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["describe", "Foobarista"], "Er is niets met de naam 'Foobarista'."),
        (["describe", "AU"], "'AU' is de naam van meer dan één ding: zeg welk van organisation:au, state:AUS."),
        (["ask", "cq-001", "--state", "Belgim"], "Er is geen staat met de naam 'Belgim'. Bedoelt u België"),
        (["ask", "cq-001", "--rows", "0"], "'0' is geen aantal rijen, 1 of meer: 'article90 ask --help' toont wat er kan."),
        (["ask", "cq-133", "--by", "AU"], "Een vraag die het neemt krijgt --set by=WAARDE."),
        (["ask", "cq-001", "--set", "colour=red"], "cq-001 kent 'colour' niet, wel --state"),
        (["ask", "cq-001", "--date", "2014-13-01"], "'2014-13-01' is geen datum: schrijf die als jaar-maand-dag"),
    ],
)
def test_a_complaint_in_dutch_is_dutch(arguments: list[str], says: str) -> None:
    assert says in refused(*arguments, "--lang", "nl")
    assert says in refused(*arguments, "--lang=nl")


def closed(*arguments: str, streams: str) -> subprocess.CompletedProcess[str]:
    """The command with streams closed by the shell, as by `>&-`."""
    line = f"{shlex.join([sys.executable, '-m', 'article90', *arguments])} {streams}"
    return subprocess.run(line, shell=True, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize(
    ("arguments", "streams", "says"),
    [
        (("ask", "cq-001"), ">&-", "no standard output"),
        (("ask", "--query", "-"), "<&-", "no standard input"),
        (("ask", "cq-001", "--state", "Atlantis"), "2>&-", ""),
    ],
)
def test_a_closed_stream_is_no_traceback(arguments: tuple[str, ...], streams: str, says: str) -> None:
    """Each was a traceback and status 1; what should go to a closed standard error went into the answer."""
    done = closed(*arguments, streams=streams)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("ask", "cq-001", "--state", "FRA", "--state", "NLD"), "Argument --state: given twice"),
        (("ask", "cq-001", "--set", "state=FRA", "--state", "NLD"), "'state' is given twice, as 'NLD' and as 'FRA'"),
        (("ask", "cq-001", "--set", "state=FRA", "--set", "state=NLD"), "'state' is given twice, as 'FRA' and as 'NLD'"),
        (("ask", "cq-001", "--rows", "2", "--format", "csv"), "csv has every row"),
        (("describe", "NLD", "--rows", "2", "--format", "json"), "json has every row"),
        (("ask", "members", "--format", "csv"), "It is not clear what is asked: choose among article90 ask cq-"),
        (("ask", "cq-001", "--endpoint", "x" * 5000), "…"),
    ],
)
def test_what_would_go_unheeded_gets_a_sentence(arguments: tuple[str, ...], says: str) -> None:
    """The first of two states was dropped without a word, and a program was given the choices for an answer, with status 0."""
    said = refused(*arguments)
    assert says in said and len(said) < 1000


def test_blanks_around_a_number_are_none() -> None:
    done = run("ask", " cq-001 ", "-f", "csv")
    assert done.returncode == 0 and done.stdout.startswith("organisation,")


@pytest.mark.parametrize("pager", ["no-such-pager", "false", "cat"])
def test_an_answer_is_not_lost_with_its_pager(pager: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """With a pager that was not there nothing was shown, and the status was 0."""
    monkeypatch.setenv("PAGER", pager)
    paged("the whole answer\n")
    assert capfd.readouterr().out == "the whole answer\n"
