"""An identifier at w3id.org leads to the form that was asked for: tried with Apache, which is what w3id.org runs."""

import http.client
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from article90.publish import release, settings
from article90.publish.site import redirects

APACHE = shutil.which("apache2") or shutil.which("httpd") or shutil.which("apache2", path="/usr/sbin")
MODULES = Path("/usr/lib/apache2/modules")
pytestmark = pytest.mark.skipif(
    not APACHE or not MODULES.is_dir(), reason="Apache httpd is not installed (Debian: apache2): redirects were not tried"
)
SITE, NATO = settings.SITE, "organisation/nato"


@pytest.fixture(scope="module")
def w3id(tmp_path_factory):
    """A function that asks Apache for a path below article90/ and gives the status, the place it sends to, and the body."""
    root = tmp_path_factory.mktemp("w3id")
    (root / "www/article90").mkdir(parents=True)
    (root / "www/article90/.htaccess").write_bytes(redirects.htaccess(release.current()))
    for port in range(18090, 18120):
        loaded = "\n".join(
            f"LoadModule {m}_module {MODULES}/mod_{m}.so" for m in ("mpm_event", "authz_core", "rewrite", "headers", "dir", "mime")
        )
        (root / "httpd.conf").write_text(
            f"ServerRoot {root}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {root}/pid\nErrorLog {root}/error.log\n"
            f"{loaded}\nTypesConfig /dev/null\nDocumentRoot {root}/www\n"
            f"<Directory {root}/www>\nAllowOverride All\nRequire all granted\n</Directory>\n"
        )
        process = subprocess.Popen([APACHE, "-f", str(root / "httpd.conf"), "-DFOREGROUND"], stderr=subprocess.PIPE)
        for _ in range(50):
            if process.poll() is not None:
                break
            try:
                http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
                break
            except OSError:
                time.sleep(0.1)
        if process.poll() is None:
            break
    assert process.poll() is None, process.stderr.read()

    def ask(path: str, accept: str | None = None, method: str = "GET", **headers: str) -> tuple[int, str | None, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        sent = {name.replace("_", "-"): value for name, value in headers.items()} | ({"Accept": accept} if accept is not None else {})
        connection.request(method, f"/article90/{path}", headers=sent)
        answer = connection.getresponse()
        assert answer.status >= 400 or answer.getheader("Access-Control-Allow-Origin") == "*"
        return answer.status, answer.getheader("Location"), answer.read()

    yield ask
    process.terminate()
    process.wait(10)


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        (None, "html"),
        ("", "html"),
        ("*/*", "html"),
        (BROWSER, "html"),
        ("text/turtle", "ttl"),
        ("application/x-turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "rdf"),
        ("text/csv", "csv"),
        ("TEXT/TURTLE", "ttl"),
        ("text/turtle;charset=utf-8", "ttl"),
        ("text/turtle, text/html", "html"),
        ("text/html;q=0.5, text/turtle", "ttl"),
        ("text/html;q=0.5,text/turtle;q=0.9", "ttl"),
        ("text/turtle;q=0.4, application/rdf+xml;q=0.8, text/html;q=0.1", "rdf"),
        ("application/rdf+xml, text/turtle;q=0.99", "rdf"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
        ("text/turtle;q=0, application/n-triples;q=0.1", "nt"),
        ("text/turtle;q=0.05", "ttl"),
        ("text/html;q=0, */*;q=0.1", "ttl"),
        ("application/*", "jsonld"),
        ("text/turtle;q=1.0, text/html;q=0.9", "ttl"),
        # what rdflib, Jena and the OWL API send
        ("application/rdf+xml,text/turtle;q=0.9,application/n-triples;q=0.8,*/*;q=0.1", "rdf"),
        ("text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3", "ttl"),
        ("application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09", "rdf"),
    ],
)
def test_the_form_that_is_wanted_most(w3id, accept, ending) -> None:
    assert w3id(NATO, accept)[:2] == (303, f"{SITE}{NATO}.{ending}")


def test_a_head_is_answered_like_a_get(w3id) -> None:
    assert w3id(NATO, "text/turtle", "HEAD") == (303, f"{SITE}{NATO}.ttl", b"")


def test_what_there_is_not_is_refused(w3id) -> None:
    assert w3id(NATO, "image/png")[0] == 406
    assert w3id(NATO, "text/turtle;q=0")[0] == 406


@pytest.mark.parametrize(
    "path",
    [
        "state/NLD",
        "bond/treaty-north-atlantic-treaty-collective-defence",
        "finding/defence-expenditure",
        "question/cq-001",
        "ontology",
        "shape",
        "legal-act/cfsp-2017-2315",
    ],
)
def test_every_kind_of_identifier(w3id, path) -> None:
    for accept, ending in (("text/html", "html"), ("text/turtle", "ttl"), ("application/ld+json", "jsonld")):
        assert w3id(path, accept)[:2] == (303, f"{SITE}{path}.{ending}")


def test_a_file_is_named_by_its_ending(w3id) -> None:
    for ending in ("ttl", "jsonld", "nt", "rdf", "csv", "html"):
        assert w3id(f"{NATO}.{ending}", "text/html")[:2] == (303, f"{SITE}{NATO}.{ending}")


def test_dutch_where_it_is_the_first_language(w3id) -> None:
    assert w3id(NATO, BROWSER, Accept_Language="nl-NL,nl;q=0.9,en;q=0.8")[1] == f"{SITE}nl/{NATO}.html"
    assert w3id(NATO, BROWSER, Accept_Language="en-GB,en;q=0.9,nl;q=0.8")[1] == f"{SITE}{NATO}.html"
    assert w3id(NATO, "text/turtle", Accept_Language="nl")[1] == f"{SITE}{NATO}.ttl"


def test_the_whole_and_its_versions(w3id) -> None:
    version = release.current().version
    assert w3id("", "text/html")[1] == f"{SITE}index.html"
    assert w3id("", "text/turtle")[1] == settings.download(version, "catalogue.ttl")
    assert w3id("dataset", "text/turtle")[1] == settings.download(version, "catalogue.ttl")
    assert w3id("dataset", "text/html")[1] == f"{SITE}dataset.html"
    assert w3id("bonds.ttl", "text/turtle")[1] == settings.download(version, "bonds.ttl")
    assert w3id("context.jsonld", "application/ld+json")[1] == settings.download(version, "context.jsonld")
    for old in ("0.1.0", version):
        assert w3id(f"{old}/organisation/nato", "text/html")[1] == settings.release_page(old)
        assert w3id(f"{old}/organisation/nato", "text/turtle")[1] == settings.download(old, "article90.ttl")
        assert w3id(f"ontology/{old}", "text/turtle")[1] == settings.download(old, "ontology.ttl")
    assert w3id("ontology/alignments", "text/turtle")[1] == f"{SITE}ontology/alignments.ttl"
    assert w3id("shape/house", "text/html")[1] == f"{SITE}shape.html"
    assert w3id("shape/generic", "text/turtle")[1] == settings.download(version, "shapes.ttl")
    assert w3id("ontology/alignments", "text/html")[1] == f"{SITE}ontology.html"


def test_what_is_no_identifier_is_not_sent_on(w3id) -> None:
    for path in ("a/b/c/d", "organisation/../../etc", "%0d%0aX:1", "organisation/na%20to"):
        assert w3id(path, "text/html")[0] in (400, 403, 404), path
