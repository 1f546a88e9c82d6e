"""Closed namespaces for rdflib: what is not published raises, so that a slip is no new IRI.

``namespaces.STATE["NLD"]``, ``namespaces.A90.since``; one for each kind of thing (``ORGANISATION``, ``TREATY``, ``LEGAL_ACT`` ...).
"""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
from rdflib.namespace import ClosedNamespace

from .vocabulary import BASE, DATA, KINDS, ONTOLOGY, ROOT, iri_of, turtle_files


@cache
def _terms() -> list[str]:
    parsed = ox.parse(path=str(ROOT / "ontology" / "article90.ttl"), format=ox.RdfFormat.TURTLE)
    subjects = {q.subject.value for q in parsed if isinstance(q.subject, ox.NamedNode)}
    return sorted(s.removeprefix(ONTOLOGY) for s in subjects if s.startswith(ONTOLOGY) and s != ONTOLOGY)


@cache
def _namespace(name: str) -> ClosedNamespace:
    if name == "A90":
        return ClosedNamespace(ONTOLOGY, _terms())
    kind = name.lower().replace("_", "-")
    if name != name.upper() or kind not in KINDS:
        raise AttributeError(f"There is no namespace {name}: there are A90, {', '.join(k.upper().replace('-', '_') for k in KINDS)}.")
    base = f"{BASE}{kind}/"
    return ClosedNamespace(base, [iri_of(f).removeprefix(base) for f in turtle_files(DATA / kind)])


def __getattr__(name: str) -> ClosedNamespace:
    """The namespace of that name; AttributeError if there is none."""
    if name.startswith("__"):
        raise AttributeError(name)
    return _namespace(name)
