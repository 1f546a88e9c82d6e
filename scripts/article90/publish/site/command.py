"""The command `article90 site`: builds what is missing, and shows the site on loopback."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import Stopped

if TYPE_CHECKING:
    from ..reading import Read


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"'{text[:60]}' is not a port, 0 to 65535")
    return int(text)


def add_site(site: argparse.ArgumentParser) -> None:
    """Give the parser of `article90 site` its options."""
    site.add_argument("--to", type=Path, default=Path("site"), metavar="FOLDER", help="the folder to write to (site); made if need be")
    site.add_argument("--serve", action="store_true", help="show it on this machine when it is built, until Ctrl-C")
    site.add_argument("--port", type=_port, default=9090, help="the port to show it on (9090)")
    site.set_defaults(run=main)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Tell on a terminal what is being made, on one line."""
    shown = sys.stderr.isatty()

    def tell(what: str) -> None:
        if shown:
            print(f"\r\033[K{what} ...", end="", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        if shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def build(to: Path, reading: Callable[[], Read] | None = None) -> None:
    """Build, of what `reading` gives where somebody has read already, and say what was built and what was left out."""
    from . import build as builder
    from . import material

    with progress() as tell:
        made = builder.write(to, tell, material.gather(reading) if reading else None)
    print(f"{to}  {made.pages:,} pages, {made.files:,} files; {made.anew:,} of them made anew")
    for what in made.left_out:
        print(f"Left out: {what}.", file=sys.stderr)


def main(a: argparse.Namespace) -> int:
    """Build what is missing and, if asked to, show it; returns the exit status."""
    from . import loopback

    shown = loopback.server(a.to, a.port) if a.serve else None  # before the build: a port that is taken is told at once
    try:
        build(a.to)
        if shown:
            print(f"http://127.0.0.1:{shown.server_address[1]}{loopback.BASE}  (Ctrl-C ends it)", flush=True)
            shown.serve_forever()
    except KeyboardInterrupt:
        if not shown:
            raise Stopped from None
    finally:
        if shown:
            shown.server_close()
    return 0
