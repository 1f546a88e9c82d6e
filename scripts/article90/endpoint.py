"""Putting a query to a SPARQL 1.1 endpoint over HTTP; whatever comes back is an answer that is whole, or a sentence."""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass
from xml.parsers import expat

import pyoxigraph as ox

from .engines import Answer, Graph, Table, interruptible, whole
from .errors import UserError
from .letters import brief, printable
from .sparql import Term, bind, form

# What is asked for and what is understood, by the form of the query (SPARQL 1.1 Protocol, section 2.1).
_RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
}
_GRAPHS = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
LARGEST = 512 * 1024 * 1024


class Endpoint:
    """A SPARQL 1.1 endpoint over HTTP (SPARQL 1.1 Protocol, section 2.1.2: query by POST, URL-encoded).

    Encoded as a form, since Virtuoso 7 never answers a query that is posted as it stands.
    """

    def __init__(self, url: str, timeout: float | None = 60.0) -> None:
        """`timeout` is in seconds, for the whole answer."""
        if not re.match(r"https?://", url):
            raise UserError(f"'{url}' is not the address of an endpoint: it has to begin with http:// or https://.")
        self.url = url
        self.name = _named(url)
        self.timeout = timeout
        self.server = ""  # as it names itself, once it has answered (RFC 9110, section 10.2.4)

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """See Engine.query; UserError when the endpoint cannot be reached, refuses, is too slow or is none."""
        bound = bind(text, bindings or {})
        asked = form(bound)
        kinds = _GRAPHS if asked in ("CONSTRUCT", "DESCRIBE") else _RESULTS
        # in a thread, since a server that drips its headers keeps a read from ending at all; what ends by itself is given a second to
        late = f"The endpoint {self.name} did not answer within {self.timeout or 0:g} seconds."
        kind, content = interruptible(lambda: self._post(bound, kinds, late), self.timeout and self.timeout + 1, late)
        try:
            if kind not in kinds:
                raise ValueError
            if kind.endswith("xml"):  # of which pyoxigraph takes the end of what came for the end
                expat.ParserCreate().Parse(content, True)
            if kinds is _GRAPHS:
                return Graph(tuple(q.triple for q in ox.parse(content, format=_GRAPHS[kind])))
            # read to its end here, so that an answer that breaks off is not taken for a whole one
            answer = whole(ox.parse_query_results(content, format=_RESULTS[kind]))
            if isinstance(answer, bool) != (asked == "ASK"):
                raise ValueError
        except (SyntaxError, ValueError, AttributeError, expat.ExpatError):
            wrong = printable(kind)[:100] or "no media type"
            if content[:200].lstrip().lower().startswith((b"<!doctype html", b"<html")):
                wrong = "a page of HTML"
            elif kind in kinds:
                wrong += " that breaks off or is not well-formed"
            elif kind == "text/plain":
                wrong += _in_words(content[:5000].decode("utf-8", "replace"))
            raise UserError(f"{self.name} does not answer like a SPARQL endpoint (it sent {wrong}).") from None
        if isinstance(answer, Table) and (missing := _projected(bound) - {*answer.columns}):
            raise UserError(f"{self.name} does not answer the query that was put: its rows have no ?{', ?'.join(sorted(missing)[:5])}.")
        return answer

    def _post(self, query: str, kinds: Mapping[str, object], late: str) -> tuple[str, bytes]:
        """The media type and the whole body of the answer."""
        import httpx

        accept = ", ".join(f"{kind};q={1 - n / 10:g}" for n, kind in enumerate(kinds))
        end = None if self.timeout is None else time.monotonic() + self.timeout
        body = bytearray()
        try:
            with httpx.stream("POST", self.url, data={"query": query}, headers={"Accept": accept}, timeout=self.timeout) as response:
                for chunk in response.iter_bytes():
                    body += chunk
                    if end is not None and time.monotonic() > end:
                        raise UserError(late)
                    if len(body) > LARGEST:
                        raise UserError(f"The endpoint {self.name} sent more than {LARGEST >> 20} megabytes: narrow the query.")
        except httpx.TimeoutException:
            raise UserError(late) from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError, ImportError, OSError) as error:
            raise UserError(_unreached(self.url, self.name, error)) from None
        self.server = printable(response.headers.get("server", ""))
        if response.is_redirect and (there := printable(response.headers.get("location", ""))):
            raise UserError(f"The endpoint {self.name} sends the query on to {brief(there)}: give that address if you trust it.")
        if response.is_success and response.status_code != 200:
            raise UserError(f"The endpoint {self.name} did not send the whole answer (HTTP {response.status_code} and not 200).")
        if response.status_code != 200:
            reason = _in_words(bytes(body[:5000]).decode("utf-8", "replace"))
            advice = _ADVICE.get(response.status_code, _FAILED if response.status_code >= 500 else "")
            raise UserError(f"The endpoint {self.name} refused the query (HTTP {response.status_code}){reason}{advice}.")
        return response.headers.get("content-type", "").split(";")[0].strip().lower(), bytes(body)


def _projected(query: str) -> set[str]:
    """The columns that a SELECT asks for; none where it is of another dialect than SPARQL 1.1."""
    try:
        found = ox.Store().query(query)
    except (SyntaxError, ValueError, OSError, RuntimeError):
        return set()
    return {v.value for v in found.variables} if isinstance(found, ox.QuerySolutions) else set()


# What to do where the endpoint says what is wrong (RFC 9110, section 15).
_FAILED = ": that is a fault of its own; try later, or narrow the query"
_ADVICE = {
    400: ": it may not take what is asked; try a plainer query",
    401: ": it wants a name and a password, as in https://NAME:PASSWORD@HOST",
    403: ": it does not let you in",
    404: ": nothing is there; look whether its path is another, such as /sparql or /query",
    405: ": it takes no POST there; look whether its path is another, such as /sparql or /query",
    406: ": it writes none of the formats of results that are asked for",
    408: ": it waited too long; narrow the query",
    410: ": it is there no more",
    413: ": the query is too long for it",
    414: ": the query is too long for it",
    415: ": it takes no query that is posted as a form",
    429: ": it was asked too often; wait before you try again",
    503: ": it is overloaded or down; try later",
    504: ": it was too slow; narrow the query, or try later",
}


def _named(url: str) -> str:
    """An address as it is told: without its password, and of no more than a line or two."""
    return brief(printable(re.sub(r"(?<=://)([^/@\s:]*):[^/@\s]*@", r"\1:…@", url)))


class _Words(HTMLParser):
    """The words of a page, without those that are no part of its text."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden = tag if tag in ("script", "style", "title") else self.hidden

    def handle_endtag(self, tag: str) -> None:
        self.hidden = "" if tag == self.hidden else self.hidden

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)


def _in_words(body: str) -> str:
    """What an endpoint says of its refusal, behind a colon: no marks of a page, and no more than a sentence or two; or nothing."""
    if re.match(r"\s*<(!doctype|html|\?xml|head|body)", body, re.IGNORECASE):
        page = _Words()
        page.feed(body)
        body = " ".join(page.words)
    said = printable(body)
    return f": {said if len(said) <= 200 else said[:200] + '…'}".rstrip(" .") if said else ""


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what it came from, the nearest first."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _proxy(url: str) -> str:
    """The proxy by which an address is reached, as the environment has it; empty where there is none."""
    there, proxies = urlsplit(url), getproxies()
    if proxy_bypass(there.hostname or ""):
        return ""
    return _named(proxies.get(there.scheme) or proxies.get("all") or "")


def _unreached(url: str, name: str, error: Exception) -> str:
    """Why there is no answer from an endpoint, and what to do, in a sentence."""
    import httpx

    causes = list(_causes(error))

    def among(*kinds: type[BaseException]) -> BaseException | None:
        return next((cause for cause in causes if isinstance(cause, kinds)), None)

    why = printable(str(error))[:200]
    if isinstance(error, httpx.InvalidURL | UnicodeError):
        return f"'{name}' is not the address of an endpoint ({why})."
    if isinstance(error, FileNotFoundError | IsADirectoryError | PermissionError) or (type(error) is ssl.SSLError):
        return f"The certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read ({why}): mend or unset it."
    if untrusted := among(ssl.SSLCertVerificationError):
        verdict = getattr(untrusted, "verify_message", "") or why
        return f"The endpoint {name} shows a certificate that is not trusted ({verdict}): if you trust it, name its file in SSL_CERT_FILE."
    if isinstance(error, httpx.DecodingError):
        return f"The endpoint {name} sent an answer that cannot be unpacked ({why})."
    by_proxy = (httpx.ConnectError, httpx.ProxyError, httpx.UnsupportedProtocol, ValueError, ImportError)
    if isinstance(error, by_proxy) and (proxy := _proxy(url)):
        return f"The endpoint {name} is not reached through the proxy {proxy} ({why}): mend or unset http_proxy, https_proxy, all_proxy."
    if among(ssl.SSLError):
        return f"The endpoint {name} does not speak TLS as it should ({why}): is it one of http:// and not of https://?"
    if among(socket.gaierror):
        return f"The endpoint {name} cannot be reached: there is no host of that name; look how it is written."
    if among(ConnectionRefusedError):
        return f"The endpoint {name} cannot be reached: nothing listens there; is it running, and is the port right?"
    if isinstance(error, httpx.ConnectError):
        return f"The endpoint {name} cannot be reached ({why}): is it running?"
    if isinstance(error, httpx.RemoteProtocolError) and "without sending a response" in why:
        return f"The endpoint {name} closed the connection without an answer: is it one of https:// and not of http://?"
    if isinstance(error, httpx.ReadError | httpx.WriteError) or "closed connection" in why or "incomplete" in why:
        return f"The answer of {name} broke off ({why or 'the connection was reset'}): try again."
    return f"The endpoint {name} does not speak HTTP as it should ({why})."
