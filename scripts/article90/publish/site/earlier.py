"""What an earlier build was drawn from, kept in the user's cache, and what has changed since then.

A page is drawn again when a look-up of the facts that it made (Facts.asked) has another answer now, or when what else it is made from
has another hash. Kept are therefore the statements of then, document by document, and the look-ups of each page as numbers.
"""

from __future__ import annotations

import contextlib
import hashlib
import pickle
import zlib
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox

from ...dossiers.facts import Asked, Facts
from .. import keeping


@dataclass(frozen=True)
class Made:
    """One piece of a site: the hash of what it is made from beside the facts, its files, and what it asked of the facts."""

    given: str
    files: list[str]
    asked: bytes = b""


@dataclass(frozen=True)
class Earlier:
    """A build: its pieces by name, and what it was made from by document: the hash of the statements, and they themselves, packed."""

    made: Mapping[str, Made] = field(default_factory=dict)
    documents: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)


def numbers(asked: Iterable[Asked]) -> array[int]:
    """Look-ups as numbers. Two that share one make a page that is drawn without need, and never one that is not drawn."""
    return array("I", [zlib.crc32(_written(prop), _thing(thing)) for thing, prop in asked])


_written = cache(str.encode)


@cache
def _thing(name: str) -> int:
    return zlib.crc32(f"{name} ".encode())


def changed(build: Earlier, now: Mapping[str, bytes], hashes: Mapping[str, str]) -> set[int]:
    """The look-ups whose answer was another in that build, by their numbers; `now` and `hashes` are the documents of this one."""
    differing: set[int] = set()
    for name in build.documents.keys() | now.keys():
        old, packed = build.documents.get(name, ("", b""))
        if old != hashes.get(name):
            then, today = (
                Facts(q.triple for q in ox.parse(text, format=ox.RdfFormat.N_TRIPLES))
                for text in (zlib.decompress(packed) if packed else b"", now.get(name, b""))
            )
            differing.update(numbers(then.differing(today)))
    return differing


def packed(hashes: Mapping[str, str], pack: Callable[[str], bytes], before: Earlier) -> dict[str, tuple[str, bytes]]:
    """The documents of a build as they are kept; `pack` packs one that was another before, or none, by its name."""
    kept = before.documents
    return {n: kept[n] if n in kept and kept[n][0] == now else (now, pack(n)) for n, now in hashes.items()}


def _from(built: bytes) -> str:
    return hashlib.sha256(built).hexdigest()[:16]


def read(built: bytes) -> Earlier:
    """The build whose list of files `built` is; an empty one where nothing is kept of it."""
    with contextlib.suppress(pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError):
        found = pickle.loads(keeping.kept("site", _from(built)) or b"")
        if isinstance(found, Earlier):
            return found
    return Earlier()


def keep(built: bytes, build: Earlier) -> None:
    """Keep what the build whose list of files is `built` was made from; without a place to keep it, the next one begins anew."""
    keeping.keep("site", _from(built), pickle.dumps(build, protocol=pickle.HIGHEST_PROTOCOL))
