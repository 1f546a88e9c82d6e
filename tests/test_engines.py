"""A query that would harm or hang is refused or stopped, and an endpoint that lies, drips or breaks off gets one sentence."""

import http.server
import json
import os
import signal
import socketserver
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import engines
from article90.endpoint import Endpoint
from article90.errors import UserError

# Some seventy million million rows: no machine ends it.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SELECT = "SELECT ?x WHERE { ?x ?p ?o }"


def start(*arguments: str, command: tuple[str, ...] = ("ask",), cwd: Path | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "article90", *command, *arguments],
        cwd=cwd,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # tests that run in the background ignore Ctrl-C, and their children would too
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def wait_until_busy(process: subprocess.Popen[str]) -> None:
    """Return when a process has worked for two seconds: on a busy machine it takes longer than that to start."""
    stat = Path(f"/proc/{process.pid}/stat")
    if not stat.exists():
        time.sleep(4)
        return
    for _ in range(600):
        ticks = stat.read_text().rpartition(")")[2].split()[11:13] if process.poll() is None else []
        if sum(map(int, ticks)) > 2 * os.sysconf("SC_CLK_TCK") or not ticks:
            return
        time.sleep(0.1)


@pytest.mark.slow
def test_ctrl_c_stops_a_query() -> None:
    """Oxigraph does not hear the signal: it once had to be killed from another terminal."""
    asking = start("--query", "-")
    assert asking.stdin
    asking.stdin.write(ENDLESS)
    asking.stdin.close()
    wait_until_busy(asking)
    assert asking.poll() is None, "the query ended by itself: " + (asking.stderr.read() if asking.stderr else "")
    asking.send_signal(signal.SIGINT)
    assert asking.wait(timeout=20) == 130
    assert asking.stderr and asking.stderr.read() == "article90: stopped.\n"


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [("link", "table.csv", "--column", "NLD", "--out", "linked.csv"), ("validate",)])
def test_ctrl_c_is_no_traceback_and_leaves_nothing_half_written(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "table.csv").write_text("NLD\n" * (20_000_000 if arguments[0] == "link" else 1))
    busy = start(*arguments, command=(), cwd=tmp_path)
    wait_until_busy(busy)
    busy.send_signal(signal.SIGINT)
    assert busy.wait(timeout=60) == 130
    assert busy.stderr and busy.stderr.read().endswith("article90: stopped.\n")
    assert [p.name for p in tmp_path.iterdir()] == ["table.csv"]


@pytest.mark.slow
def test_a_time_limit_stops_a_query() -> None:
    asking = start("--query", "-", "--timeout", "1")
    out, err = asking.communicate(ENDLESS, timeout=60)
    assert (asking.returncode, out) == (2, "")
    assert err == "article90: The query did not end within 1 seconds: narrow it, or allow more with --timeout.\n"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * " + "{" * 20_000 + "?a ?b ?c" + "}" * 20_000,
        "SELECT * { FILTER(" + "(" * 50_000 + "1" + ")" * 50_000 + ") }",
        "SELECT * { ?a ?b " + "[<urn:p> " * 20_000 + "1" + "]" * 20_000 + " }",
    ],
)
def test_deep_nesting_is_refused(query: str) -> None:
    """It once ended the process with a segmentation fault and no message."""
    with pytest.raises(UserError, match="nested more than 200 brackets deep"):
        engines.Oxigraph(ox.Store()).query(query)


def test_brackets_in_strings_and_comments_do_not_count() -> None:
    text = "(" * 500
    answer = engines.Oxigraph(ox.Store()).query(f'SELECT ("{text}" AS ?x) {{ }} # {text}')
    assert engines.rows(answer)[0]["x"] == ox.Literal(text)


class Listener(http.server.BaseHTTPRequestHandler):
    """A server that remembers whether it was called."""

    called = 0

    def do_GET(self) -> None:
        type(self).called += 1
        self.send_response(404)
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *_: object) -> None: ...


def serving(handler: type[http.server.BaseHTTPRequestHandler]):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.mark.slow
@pytest.mark.parametrize("keyword", ["SERVICE", "service SILENT", "\\u0053ERVICE"])
@pytest.mark.parametrize("name", ["oxigraph", "rdflib"])
def test_a_query_calls_nobody_unless_allowed(keyword: str, name: str) -> None:
    """A query from elsewhere could once probe the reader's own network."""
    server = serving(Listener)
    Listener.called = 0
    engine = engines.Oxigraph(ox.Store()) if name == "oxigraph" else engines.Rdflib([])
    with pytest.raises(UserError, match=r"calls another endpoint \(SERVICE\), which is off"):
        engine.query(f"SELECT * {{ {keyword} <http://127.0.0.1:{server.server_port}/x> {{ ?s ?p ?o }} }}")
    assert Listener.called == 0
    allowed = engines.Oxigraph(ox.Store(), service=True)
    allowed.query(f"SELECT * {{ SERVICE SILENT <http://127.0.0.1:{server.server_port}/x> {{ ?s ?p ?o }} }}")
    assert Listener.called == 1
    server.shutdown()


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ("SERVICE" AS ?service) { }',
        "PREFIX service: <urn:x> SELECT * { ?s service:a ?o } # SERVICE",
        "SELECT * { ?service <urn:SERVICE> ?o }",
    ],
)
def test_the_word_alone_is_no_call(text: str) -> None:
    engines.Oxigraph(ox.Store()).query(text)


ROWS = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "uri", "value": "urn:a"}}] * 50}}).encode()
JSON = "application/sparql-results+json"
XML = (
    b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/></head>'
    b'<results><result><binding name="x"><uri>urn:a</uri></binding></result></results></sparql>'
)
# path: status, media type, body, and what is said; None where the answer is good
LIES = {
    "/good": (200, JSON, ROWS, None),
    "/xml": (200, "application/sparql-results+xml; charset=utf-8", XML, None),
    "/truncated": (200, JSON, ROWS[: len(ROWS) // 2], "does not answer like a SPARQL endpoint"),
    "/boolean": (200, JSON, b'{"head": {}, "boolean": true}', "does not answer like a SPARQL endpoint"),
    "/triples": (200, "application/n-triples", b"<urn:a> <urn:b> <urn:c> .\n", "does not answer like a SPARQL endpoint"),
    "/latin1": (200, JSON, ROWS.replace(b"urn:a", b"urn:\xff"), "does not answer like a SPARQL endpoint"),
    "/not-an-iri": (200, JSON, ROWS.replace(b"urn:a", b"not an iri"), "does not answer like a SPARQL endpoint"),
    "/odd-term": (200, JSON, ROWS.replace(b'"uri"', b'"odd"'), "does not answer like a SPARQL endpoint"),
    "/list": (200, JSON, b"[1, 2]", "does not answer like a SPARQL endpoint"),
    "/html": (200, "text/html", b"<html>hello</html>", "does not answer like a SPARQL endpoint (it sent a page of HTML)"),
    "/empty": (200, JSON, b"", "does not answer like a SPARQL endpoint"),
    "/nothing": (204, "", b"", "did not send the whole answer (HTTP 204 and not 200)"),
    "/escape": (500, "text/plain", b"out \x1b[31mof\x07 order", "refused the query (HTTP 500): out [31mof order"),
    "/page": (200, JSON, b"<!DOCTYPE html><h1>Sign in</h1>", "does not answer like a SPARQL endpoint (it sent a page of HTML)"),
    "/said": (
        200,
        "text/plain",
        b"SP030: syntax error",
        "(it sent text/plain: SP030: syntax error)",
    ),
    "/partly": (206, JSON, ROWS, "did not send the whole answer (HTTP 206 and not 200)"),
    "/stranger": (
        401,
        "text/html",
        b"<html><style>x</style><p>Who are you?</p>",
        "(HTTP 401): Who are you?: it wants a name",
    ),
    "/wrong-path": (404, "text/html", b"", "(HTTP 404): nothing is there; look whether its path is another"),
    "/too-often": (429, "text/plain", b"", "(HTTP 429): it was asked too often"),
    "/elsewhere": (302, "text/plain", b"", "sends the query on to"),
}


class Liar(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/drip":
            self.send_response(200)
            self.send_header("Content-Type", JSON)
            self.end_headers()
            for byte in ROWS:
                try:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                except OSError:
                    return
                time.sleep(0.1)
            return
        status, kind, body, _ = LIES[self.path]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if status == 302:
            self.send_header("Location", "/good")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def liar():
    server = serving(Liar)
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.slow
@pytest.mark.parametrize("path", LIES)
def test_whatever_an_endpoint_sends_there_is_an_answer_or_a_sentence(liar: str, path: str) -> None:
    says = LIES[path][3]
    engine = Endpoint(liar + path)
    if says is None:
        assert {r["x"] for r in engines.rows(engine.query(SELECT))} == {ox.NamedNode("urn:a")}
        return
    with pytest.raises(UserError) as error:
        engines.rows(engine.query(SELECT))
    assert says in str(error.value)
    assert str(error.value).isprintable()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (b"", "closed the connection without an answer"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", "broke off"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", "cannot be unpacked"),
        (b"HTTP/1.1 101 Switching Protocols\r\n\r\n", "does not speak HTTP as it should"),
        (b"220 mail.example ESMTP\r\n\r\n", "does not speak HTTP as it should"),
    ],
)
def test_what_is_wrong_with_a_connection_is_told_as_what_it_is(sent: bytes, says: str) -> None:
    """Of an answer that broke off, one that cannot be unpacked and another kind of server it was asked whether it ran."""

    class Raw(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(65536)
            self.request.sendall(sent)

    with socketserver.TCPServer(("127.0.0.1", 0), Raw) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        with pytest.raises(UserError, match=says):
            Endpoint(f"http://127.0.0.1:{server.server_address[1]}/", timeout=10).query(SELECT)


@pytest.mark.parametrize(
    ("environment", "url", "says"),
    [
        ({"SSL_CERT_FILE": "/no/such/file"}, "https://127.0.0.1:9/", "certificates that SSL_CERT_FILE"),
        ({"http_proxy": "http://127.0.0.1:9"}, "http://example.org/", "through the proxy http://127.0.0.1:9"),
        ({"http_proxy": "ftp://127.0.0.1"}, "http://example.org/", "through the proxy ftp://127.0.0.1"),
        ({"all_proxy": "socks5://me:secret@127.0.0.1:9"}, "http://example.org/", "through the proxy socks5://me:…@127.0.0.1:9"),
        ({}, "http://me:secret@127.0.0.1:9/", "The endpoint http://me:…@127.0.0.1:9/ cannot be reached: nothing listens there"),
        ({}, "http://no-such-host.invalid/", "there is no host of that name"),
        ({}, "http://[::1", "is not the address of an endpoint"),
        ({}, f"http://127.0.0.1:9/{'x' * 5000}", "x…"),
    ],
)
def test_whoever_is_at_fault_is_named_and_no_password(
    environment: dict[str, str], url: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy that was down was an endpoint that did not run, one of another kind and a missing file of certificates a traceback."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        for spelt in (name, name.upper()):
            monkeypatch.delenv(spelt, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(UserError) as error:
        Endpoint(url, timeout=10).query(SELECT)
    assert says in str(error.value) and "secret" not in str(error.value) and len(str(error.value)) < 600


def test_an_endpoint_that_drips_is_given_up(liar: str) -> None:
    """The time limit was once for each read, and a byte a second kept it going for ever."""
    with pytest.raises(UserError, match="did not answer within 1 seconds"):
        Endpoint(liar + "/drip", timeout=1).query(SELECT)


def test_a_query_is_posted_as_a_form() -> None:
    """Virtuoso 7 never answers one that is posted as it stands (SPARQL 1.1 Protocol, section 2.1.2)."""
    seen = {}

    class Recorder(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen["type"] = self.headers["Content-Type"]
            seen["body"] = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", JSON)
            self.send_header("Content-Length", str(len(ROWS)))
            self.end_headers()
            self.wfile.write(ROWS)

        def log_message(self, *_: object) -> None: ...

    server = serving(Recorder)
    Endpoint(f"http://127.0.0.1:{server.server_port}").query(SELECT)
    server.shutdown()
    assert seen["type"] == "application/x-www-form-urlencoded"
    assert seen["body"].startswith(b"query=SELECT")


def test_a_query_in_another_encoding_gets_a_sentence() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "article90", "ask", "--query", "-"], input=b'SELECT ?a { VALUES ?a { "\xff" } }', capture_output=True
    )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"cannot be read as a SPARQL query" in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/dev/full is Linux's")
@pytest.mark.parametrize("fmt", ["table", "csv"])
def test_a_full_disk_gets_a_sentence(fmt: str) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            [sys.executable, "-m", "article90", "ask", "cq-001", "--format", fmt], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "cannot be written" in done.stderr
