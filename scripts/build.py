"""Building what is derived: the whole publication in one file, the bonds and the findings.

The derived files are made by the queries in `derive/`; nothing in them is typed in.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from . import ask, store
from .errors import UserError

DERIVE = Path(__file__).resolve().parent / "derive"


def derive(name: str, engine: store.Engine) -> ox.Store:
    """The triples that the query `derive/<name>.rq` constructs."""
    out = ox.Store()
    out.extend(ox.Quad(*t) for t in engine.query((DERIVE / f"{name}.rq").read_text(encoding="utf-8")))
    return out


def main(to: Path) -> None:
    """Write article90.ttl, bonds.ttl and findings.ttl into the folder `to`, each whole or not at all."""
    engine = store.Oxigraph()
    derived = {"article90": engine.store, "bonds": derive("bonds", engine), "findings": derive("findings", engine)}
    try:
        to.mkdir(parents=True, exist_ok=True)
        for name, triples in derived.items():
            part = to / f".{name}.ttl.part"
            part.write_bytes(ask.turtle(triples))
            part.replace(to / f"{name}.ttl")
            print(f"{to / f'{name}.ttl'}  {len(triples):,} triples")
    except OSError as error:
        raise UserError(f"{to} cannot be written to: {error.strerror or error}.") from None
