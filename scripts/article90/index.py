"""The store on disk: the whole publication, kept ready in the user's cache, and the engine that a command asks."""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import platformdirs
import pyoxigraph as ox

from . import derive, fragments
from .endpoint import Endpoint
from .engines import Engine, Oxigraph, Rdflib, fill, to_rdflib
from .errors import UserError
from .vocabulary import everything

ENGINES = ("oxigraph", "rdflib")
# What derived triples depend on besides the data.
RULES = (derive.FOLDER, fragments.FOLDER)


def published(derived: bool = False) -> tuple[ox.Store, Path | None]:
    """The whole publication, from an index in the user's cache that is made anew when any file has changed; and where it lies.

    Opening the index takes some 10 ms where parsing takes most of a second. Without a place to keep it, all is parsed.
    `derived` adds the bonds and findings, in an index of their own: they are twice as much as the rest, and would change what
    a count of everything gives.
    """
    files = everything()
    rules = sorted(file for folder in RULES for file in folder.glob("*.rq")) if derived else []
    state = "\n".join(f"{f} {(s := f.stat()).st_mtime_ns} {s.st_size}" for f in (*files, *rules)) + ox.__version__
    cache = platformdirs.user_cache_path("article90")
    index = cache / hashlib.sha256(state.encode()).hexdigest()[:16]
    # RocksDB reports what it cannot read as RuntimeError: then, as without a cache at all, everything is parsed
    with contextlib.suppress(OSError, RuntimeError):
        if not index.is_dir():
            if sys.stderr.isatty():
                print(f"Indexing {len(files):,} files{', deriving bonds and findings' * derived} (once) ...", file=sys.stderr)
            cache.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=cache, prefix="making-") as making:
                made = fill(ox.Store(f"{making}/index"), files)
                if derived:
                    made.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in following(files))
                made.optimize()
                # two states of the publication, each with and without what is derived
                kept = (p for p in cache.iterdir() if re.fullmatch("[0-9a-f]{16}", p.name))
                for old in sorted(kept, key=lambda p: p.stat().st_mtime)[:-4]:
                    shutil.rmtree(old, ignore_errors=True)
                with contextlib.suppress(FileExistsError):  # another process was as quick
                    Path(making, "index").rename(index)
        return ox.Store.read_only(str(index)), index
    store = fill(ox.Store(), files)
    if derived:
        store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in following(files))
    return store, None


def following(files: Iterable[Path]) -> Iterator[ox.Triple]:
    """What is derived from the triples of the files: in memory, where it takes a tenth of the time that it takes on disk."""
    engine = Oxigraph(files)
    for name in derive.NAMES:
        yield from derive.derive(name, engine)


def engine(
    name: str = "oxigraph",
    endpoint: str | None = None,
    timeout: float | None = None,
    service: bool = False,
    in_memory: bool = False,
    derived: bool = False,
) -> Engine:
    """The engine to ask over everything published: an endpoint if one is given, else the named embedded one.

    `timeout` is in seconds, for one query; `service` allows a query to call other endpoints; `in_memory` reads the files
    rather than the index, which pays for many questions in a row; `derived` adds the bonds and findings.
    """
    if endpoint is not None:
        return Endpoint(endpoint, timeout)
    if name == "rdflib":
        found = Rdflib(everything(), service, timeout)
        if derived:
            found.graph += to_rdflib([following(everything())])
        return found
    if name == "oxigraph":
        if in_memory:
            return Oxigraph(everything(), timeout, service)
        store, index = published(derived)
        return Oxigraph(store, timeout, service, index and index / "names.json")
    raise UserError(f"There is no engine '{name}': choose {' or '.join(ENGINES)}.")
