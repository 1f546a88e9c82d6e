"""The shapes, judged by pySHACL, the reference validator.

It is given plain rdflib graphs: one that rests on Oxigraph would hand it canonicalised literals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..engines import to_rdflib
from ..errors import UserError
from ..vocabulary import ROOT, turtle_files
from .rules import Parsed
from .shacl import Node, Result, local

if TYPE_CHECKING:
    import rdflib

SHAPES = ROOT / "shapes"


def _judge(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    """The report of pyshacl on one data graph by one shapes graph."""
    import pyshacl
    import rdflib

    _, report, text = pyshacl.validate(data, shacl_graph=shapes)
    if not isinstance(report, rdflib.Graph):
        raise UserError(f"The shapes in {SHAPES} cannot be used: {' '.join(text.split())}")
    return report


_shared: dict[int, tuple[rdflib.Graph, rdflib.Graph]] = {}


def _judge_part(number: int) -> str:
    """The report on one share of the shapes, as N-Triples; runs in a forked process."""
    return _judge(*_shared[number]).serialize(format="nt")


def _parts(shapes: rdflib.Graph, number: int, *targets: rdflib.URIRef) -> list[rdflib.Graph]:
    """The shapes graph `number` times, each time with its own share of the shapes that have one of the kinds of target."""
    import rdflib
    from rdflib.namespace import SH

    targeted = sorted({s for p in targets for s in shapes.subjects(p, None)}, key=str)
    targets = (SH.targetClass, SH.targetNode)
    parts = []
    for share in range(number):
        # neighbours in number are alike in cost: deal them out
        kept = set(targeted[share::number])
        part = rdflib.Graph()
        for s, p, o in shapes:
            if p not in targets or s in kept:
                part.add((s, p, o))
        parts.append(part)
    return parts


def shapes_report(files: Sequence[Parsed], ontology: Iterable[ox.Triple] = ()) -> rdflib.Graph:
    """The SHACL report of pyshacl over the files, as an rdflib graph.

    `ontology` tells which class is a subclass of which. Where the system can fork, the work is shared out over the processors.
    """
    import multiprocessing
    import os
    from concurrent.futures import ProcessPoolExecutor

    import rdflib
    from rdflib.namespace import RDF, SH

    above = [t for t in ontology if local(t.predicate.value) == "subClassOf" and isinstance(t.object, ox.NamedNode)]
    data, shapes = to_rdflib([*(f.triples for f in files), above]), rdflib.Graph()
    for file in turtle_files(SHAPES):
        shapes.parse(file, format="turtle")
    large = len(data) >= 20_000 and "fork" in multiprocessing.get_all_start_methods()
    workers = min(os.cpu_count() or 1, 4) if large else 1
    work = [(data, part) for part in _parts(shapes, workers, SH.targetClass, SH.targetNode)]
    # forked workers inherit the graphs: sending them would cost more than judging them
    _shared.update(enumerate(work))
    merged = rdflib.Graph()
    if workers == 1:
        told = [_judge_part(number) for number in range(len(work))]
    else:
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
            told = list(pool.map(_judge_part, range(len(work))))
    for report in told:
        merged.parse(data=report, format="nt")
    _shared.clear()
    # one report out of many: the results hang on one node, and all conforms only if each part does
    whole, parts = rdflib.BNode(), list(merged.subjects(RDF.type, SH.ValidationReport))
    conforms = all(bool(merged.value(part, SH.conforms)) for part in parts)
    for part in parts:
        for result in list(merged.objects(part, SH.result)):
            merged.add((whole, SH.result, result))
        merged.remove((part, None, None))
    merged.add((whole, RDF.type, SH.ValidationReport))
    merged.add((whole, SH.conforms, rdflib.Literal(conforms)))
    return merged


def results(report: rdflib.Graph) -> Iterator[Result]:
    """The results of a SHACL report."""
    import rdflib
    from rdflib.namespace import RDF, SH

    def term(node: rdflib.term.Node | None) -> Node | None:
        if isinstance(node, rdflib.Literal):
            return ox.Literal(str(node), language=node.language) if node.language else ox.Literal(str(node), datatype=_datatype(node))
        return ox.NamedNode(str(node)) if isinstance(node, rdflib.URIRef) else ox.BlankNode(str(node)) if node is not None else None

    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus, value, path = (report.value(result, p) for p in (SH.focusNode, SH.value, SH.resultPath))
        named = {str(n) for n in (focus, value) if isinstance(n, rdflib.URIRef)}
        yield Result(
            term(focus) or ox.BlankNode(),
            str(path) if isinstance(path, rdflib.URIRef) else None,
            term(value),
            local(str(report.value(result, SH.sourceShape))),
            local(str(report.value(result, SH.sourceConstraintComponent))),
            local(str(report.value(result, SH.resultSeverity))),
            " ".join(sorted(str(m) for m in report.objects(result, SH.resultMessage))),
            frozenset(named),
        )


def _datatype(literal: rdflib.Literal) -> ox.NamedNode | None:
    return ox.NamedNode(str(literal.datatype)) if literal.datatype else None
