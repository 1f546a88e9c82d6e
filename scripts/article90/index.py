"""The store on disk: the whole publication, kept ready in the user's cache, and the engine that a command asks."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import sys
import tempfile
from pathlib import Path

import platformdirs
import pyoxigraph as ox

from .engines import Endpoint, Engine, Oxigraph, Rdflib, fill
from .errors import UserError
from .vocabulary import everything

ENGINES = ("oxigraph", "rdflib")


def published() -> tuple[ox.Store, Path | None]:
    """The whole publication, from an index in the user's cache that is made anew when any file has changed; and where it lies.

    Opening the index takes some 10 ms where parsing takes most of a second. Without a place to keep it, all is parsed.
    """
    files = everything()
    state = "\n".join(f"{f} {(s := f.stat()).st_mtime_ns} {s.st_size}" for f in files) + ox.__version__
    cache = platformdirs.user_cache_path("article90")
    index = cache / hashlib.sha256(state.encode()).hexdigest()[:16]
    # RocksDB reports what it cannot read as RuntimeError: then, as without a cache at all, everything is parsed
    with contextlib.suppress(OSError, RuntimeError):
        if not index.is_dir():
            if sys.stderr.isatty():
                print(f"Indexing {len(files):,} files (once) ...", file=sys.stderr)
            cache.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=cache, prefix="making-") as making:
                fill(ox.Store(f"{making}/index"), files).optimize()
                for old in sorted((p for p in cache.iterdir() if len(p.name) == 16), key=lambda p: p.stat().st_mtime)[:-2]:
                    shutil.rmtree(old, ignore_errors=True)
                with contextlib.suppress(FileExistsError):  # another process was as quick
                    Path(making, "index").rename(index)
        return ox.Store.read_only(str(index)), index
    return fill(ox.Store(), files), None


def engine(
    name: str = "oxigraph",
    endpoint: str | None = None,
    timeout: float | None = None,
    service: bool = False,
    in_memory: bool = False,
) -> Engine:
    """The engine to ask over everything published: an endpoint if one is given, else the named embedded one.

    `timeout` is in seconds, for one query; `service` allows a query to call other endpoints; `in_memory` reads the files
    rather than the index, which pays for many questions in a row.
    """
    if endpoint:
        return Endpoint(endpoint, timeout)
    if name == "rdflib":
        return Rdflib(everything(), service)
    if name == "oxigraph":
        if in_memory:
            return Oxigraph(everything(), timeout, service)
        store, index = published()
        return Oxigraph(store, timeout, service, index and index / "names.json")
    raise UserError(f"There is no engine '{name}': choose {' or '.join(ENGINES)}.")
