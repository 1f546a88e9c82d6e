"""The site shown on loopback, as a static host would show it: under the path at which it will live."""

from __future__ import annotations

import functools
import http.server
from pathlib import Path
from urllib.parse import urlsplit

from ...errors import UserError
from .. import settings

BASE = urlsplit(settings.SITE).path


class _Handler(http.server.SimpleHTTPRequestHandler):
    """The folder under the path at which the site will live, and its own page for what is not there."""

    extensions_map = {  # noqa: RUF012
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".ttl": "text/turtle; charset=utf-8",
        ".nt": "application/n-triples",
        ".jsonld": "application/ld+json",
        ".rdf": "application/rdf+xml",
        ".csv": "text/csv; charset=utf-8",
        ".rq": "application/sparql-query; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".wasm": "application/wasm",
        ".gz": "application/gzip",
    }

    def do_GET(self) -> None:
        """Send the front page's visitor to the path that the site lives under."""
        if self.path == "/" and BASE != "/":
            self.send_response(302)
            self.send_header("Location", BASE)
            self.end_headers()
        else:
            super().do_GET()

    def translate_path(self, path: str) -> str:
        """The file of a path below the site's; one that is nowhere for all others."""
        if not path.startswith(BASE):
            return str(Path(self.directory) / "nothing-here")
        return super().translate_path("/" + path[len(BASE) :])

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for 404."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_text(encoding="utf-8").replace(settings.SITE, BASE).encode()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a line for each file would drown what went wrong."""


def server(folder: Path, port: int = 0) -> http.server.ThreadingHTTPServer:
    """A server of the folder on loopback; UserError when the port is taken."""
    handler = functools.partial(_Handler, directory=str(folder))
    try:
        return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise UserError(f"The site cannot be shown on port {port} ({error.strerror or error}): choose another with --port.") from None
    except OverflowError:
        raise UserError(f"{port} is no port: choose one between 1 and 65535.") from None
