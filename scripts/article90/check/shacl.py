"""A judge of shapes that is quick enough to sit beside an editor.

Core constraints are judged on the triples as a parser reads them, rules across records (SHACL-SPARQL) as one query each on
Oxigraph. It understands the constructs that the shapes here use and refuses any other with `NotUnderstood`: a shape is never
passed over in silence. pySHACL stays the reference (see `shapes`); the tests compare the two. Terms are those of SHACL (W3C
Recommendation, 20 July 2017).
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from ..vocabulary import BASE, RDF_TYPE, XSD
from .terms import with_those_above

SH = "http://www.w3.org/ns/shacl#"
SHAPE = BASE + "shape#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SUBCLASS = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")

Node = ox.NamedNode | ox.BlankNode | ox.Literal
Triples = Mapping[Node, Mapping[str, list[Node]]]
# A constraint: shape, its name, focus node, value nodes and all triples in, the values that break it out (None: the focus node does).
Test = Callable[[Node, str, Node, list[Node], "Triples"], Iterator[Node | None]]


class NotUnderstood(Exception):
    """A shape says something that this judge does not know."""


@dataclass(frozen=True)
class Result:
    """A validation result (SHACL, section 3.6.2); `involved` are the IRIs that its focus node, value and bindings name."""

    focus: Node
    path: str | None
    value: Node | None
    shape: str
    component: str
    severity: str
    message: str
    involved: frozenset[str]


def by_subject(triples: Iterable[ox.Triple]) -> Triples:
    """Triples by subject and predicate."""
    found: defaultdict[Node, defaultdict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for s, p, o in dict.fromkeys(triples):
        found[s][p.value].append(o)
    return found


# What a literal must look like to be of its datatype (XML Schema 1.1, part 2).
_LEXICAL: Mapping[str, str] = {
    "string": r"[\s\S]*",
    "anyURI": r"\S*",
    "boolean": r"true|false|0|1",
    "integer": r"[+-]?\d+",
    "nonNegativeInteger": r"\+?\d+",
    "decimal": r"[+-]?(\d+(\.\d*)?|\.\d+)",
    "date": r"-?\d{4,}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?",
    "duration": r"-?P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?",
}
_KINDS: Mapping[str, tuple[type, ...]] = {
    "IRI": (ox.NamedNode,),
    "Literal": (ox.Literal,),
    "BlankNode": (ox.BlankNode,),
    "BlankNodeOrIRI": (ox.BlankNode, ox.NamedNode),
    "IRIOrLiteral": (ox.NamedNode, ox.Literal),
}
# About a shape and not a constraint; `sh:flags` and `sh:qualifiedValueShape` belong to others.
_ABOUT = {SH + n for n in ("path", "severity", "message", "name", "description", "order", "group", "flags", "qualifiedValueShape")}
_ABOUT |= {SH + n for n in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "property", "sparql", "deactivated")}


def _well_formed(literal: ox.Literal, datatype: str) -> bool:
    if literal.datatype.value != datatype:
        return False
    if not re.fullmatch(_LEXICAL[datatype.removeprefix(XSD)], literal.value) and datatype != _RDF + "langString":
        return False
    if datatype == XSD + "date":
        try:
            datetime.date.fromisoformat(literal.value[:10])
        except ValueError:
            return False
    return True


def _comparable(term: Node) -> Decimal | datetime.date | None:
    """A number or a day as Python compares it; None for anything else."""
    if not isinstance(term, ox.Literal):
        return None
    try:
        if term.datatype.value == XSD + "date":
            return datetime.date.fromisoformat(term.value)
        if term.datatype.value.removeprefix(XSD) in ("integer", "decimal", "nonNegativeInteger", "double", "float"):
            return Decimal(term.value)
    except (ValueError, InvalidOperation):
        pass
    return None


class Judge:
    """Shapes, read once, that judge the nodes of some triples against a store that holds everything."""

    def __init__(self, shapes: Iterable[ox.Triple], store: ox.Store, ontology: Iterable[ox.Triple] = ()) -> None:
        """`store` holds all data; `ontology` tells which class is a subclass of which. NotUnderstood when a shape is strange."""
        self.shapes = by_subject(shapes)
        self.store = store
        self.parents: defaultdict[str, set[str]] = defaultdict(set)
        for s, p, o in ontology:
            if p == _SUBCLASS and isinstance(s, ox.NamedNode) and isinstance(o, ox.NamedNode):
                self.parents[s.value].add(o.value)
        self.tests: Mapping[str, Test] = {
            "minCount": lambda s, n, f, values, _: iter([None] if len(values) < int(self._one(s, n).value) else []),
            "maxCount": lambda s, n, f, values, _: iter([None] if len(values) > int(self._one(s, n).value) else []),
            "pattern": self._each(self._pattern),
            "nodeKind": self._each(lambda s, v, _: isinstance(v, _KINDS[self._one(s, "nodeKind").value.removeprefix(SH)])),
            "datatype": self._each(lambda s, v, _: isinstance(v, ox.Literal) and _well_formed(v, self._one(s, "datatype").value)),
            "class": self._each(lambda s, v, _: self._is_a(v, self._one(s, "class").value)),
            "minInclusive": self._each(lambda s, v, _: self._compare(v, self._one(s, "minInclusive"), lambda a, b: a >= b)),
            "maxInclusive": self._each(lambda s, v, _: self._compare(v, self._one(s, "maxInclusive"), lambda a, b: a <= b)),
            "minLength": self._each(lambda s, v, _: len(v.value) >= int(self._one(s, "minLength").value)),
            "maxLength": self._each(lambda s, v, _: len(v.value) <= int(self._one(s, "maxLength").value)),
            "languageIn": self._each(self._language),
            "in": self._each(lambda s, v, _: v in self._list(self._one(s, "in"))),
            "hasValue": lambda s, n, f, values, _: iter([] if self._one(s, n) in values else [None]),
            "uniqueLang": self._unique_languages,
            "or": self._each(lambda s, v, t: any(self._conforms(one, v, t) for one in self._list(self._one(s, "or")))),
            "not": self._each(lambda s, v, t: not any(self._conforms(one, v, t) for one in self._values(s, "not"))),
            "node": self._each(lambda s, v, t: all(self._conforms(one, v, t) for one in self._values(s, "node"))),
            "qualifiedMinCount": lambda s, n, f, values, t: iter([None] if self._qualified(s, values, t) < self._number(s, n) else []),
            "qualifiedMaxCount": lambda s, n, f, values, t: iter([None] if self._qualified(s, values, t) > self._number(s, n) else []),
        }
        self._understand()

    # Reading shapes

    def _values(self, shape: Node, name: str) -> list[Node]:
        return self.shapes.get(shape, {}).get(SH + name, [])

    def _one(self, shape: Node, name: str) -> ox.NamedNode | ox.Literal:
        found = self._values(shape, name)
        if len(found) != 1 or (isinstance(found[0], ox.BlankNode) and name not in ("or", "in", "languageIn")):
            raise NotUnderstood(f"{_name(shape)} has not one sh:{name}.")
        return found[0]  # type: ignore[return-value]

    def _number(self, shape: Node, name: str) -> int:
        return int(self._one(shape, name).value)

    def _list(self, head: Node) -> list[Node]:
        members = []
        while head != ox.NamedNode(_RDF + "nil"):
            cell = self.shapes[head]
            members += cell[_RDF + "first"]
            (head,) = cell[_RDF + "rest"]
        return members

    def _understand(self) -> None:
        """Refuse, before anything is judged, what this judge does not know."""
        for shape, said in self.shapes.items():
            names = [p.removeprefix(SH) for p in said if p.startswith(SH)]
            is_shape = any(n in self.tests or n in ("targetClass", "targetNode", "property", "path") for n in names)
            for name in names if is_shape else ():
                if (name not in self.tests and SH + name not in _ABOUT) or name in ("targetSubjectsOf", "targetObjectsOf"):
                    raise NotUnderstood(f"{_name(shape)} says sh:{name}.")
            if SH + "sparql" in said and not self._values(shape, "targetNode"):
                raise NotUnderstood(f"{_name(shape)} asks a query once a node.")
            for datatype in self._values(shape, "datatype"):
                if isinstance(datatype, ox.BlankNode) or datatype.value.removeprefix(XSD) not in _LEXICAL:
                    raise NotUnderstood(f"{_name(shape)} wants a datatype that is not known here.")
            if is_shape and SH + "path" in said:
                self._path(shape)

    def _path(self, shape: Node) -> list[str] | None:
        """The predicates of a property shape's path, one or alternatives; None for a node shape."""
        found = self._values(shape, "path")
        if not found:
            return None
        (path,) = found
        steps: list[Node] = [path]
        if isinstance(path, ox.BlankNode):
            alternatives = self._values(path, "alternativePath")
            steps = self._list(alternatives[0]) if alternatives else []
        if not steps or not all(isinstance(step, ox.NamedNode) for step in steps):
            raise NotUnderstood(f"{_name(shape)} has a path of another form.")
        return [step.value for step in steps if isinstance(step, ox.NamedNode)]

    # Judging core constraints

    def _each(self, holds: Callable[[Node, Node, Triples], bool]) -> Test:
        return lambda shape, _name, _focus, values, triples: (v for v in values if not holds(shape, v, triples))

    def _pattern(self, shape: Node, value: Node, _: Triples) -> bool:
        flags = self._values(shape, "flags")
        pattern = re.compile(self._one(shape, "pattern").value, re.IGNORECASE if flags and "i" in str(flags[0]) else 0)
        return not isinstance(value, ox.BlankNode) and bool(pattern.search(value.value))

    def _language(self, shape: Node, value: Node, _: Triples) -> bool:
        if not isinstance(value, ox.Literal) or not value.language:
            return False
        ranges = [one.value.lower() for one in self._list(self._one(shape, "languageIn")) if isinstance(one, ox.Literal)]
        return any(value.language.lower() == r or value.language.lower().startswith(r + "-") for r in ranges)

    def _compare(self, value: Node, bound: Node, holds: Callable[..., bool]) -> bool:
        mine, other = _comparable(value), _comparable(bound)
        return mine is not None and type(mine) is type(other) and holds(mine, other)

    def _unique_languages(self, _s: Node, _n: str, _f: Node, values: list[Node], _: Triples) -> Iterator[Node | None]:
        languages = [v.language for v in values if isinstance(v, ox.Literal) and v.language]
        return iter([None for language in sorted(set(languages)) if languages.count(language) > 1])

    def _qualified(self, shape: Node, values: list[Node], triples: Triples) -> int:
        (wanted,) = self._values(shape, "qualifiedValueShape")
        return sum(self._conforms(wanted, v, triples) for v in values)

    def _is_a(self, value: Node, wanted: str) -> bool:
        if isinstance(value, ox.Literal):
            return False
        types = (q.object.value for q in self.store.quads_for_pattern(value, RDF_TYPE, None, None) if isinstance(q.object, ox.NamedNode))
        return wanted in with_those_above(types, self.parents)

    def _conforms(self, shape: Node, node: Node, triples: Triples) -> bool:
        return next(self._judge(shape, node, triples), None) is None

    def _judge(self, shape: Node, focus: Node, triples: Triples) -> Iterator[Result]:
        """The results of one shape on one focus node."""
        said = self.shapes.get(shape, {})
        path = self._path(shape)
        mine = triples.get(focus, {})
        values = [focus] if path is None else list(dict.fromkeys(v for step in path for v in mine.get(step, ())))
        for predicate in said:
            name = predicate.removeprefix(SH)
            if name in self.tests:
                for value in self.tests[name](shape, name, focus, values, triples):
                    yield self._result(shape, focus, path, value, name[0].upper() + name[1:] + "ConstraintComponent")
        for part in self._values(shape, "property"):
            for value in values:
                yield from self._judge(part, value, triples)

    def _result(self, shape: Node, focus: Node, path: list[str] | None, value: Node | None, component: str) -> Result:
        severity = self._values(shape, "severity")
        return Result(
            focus,
            path[0] if path and len(path) == 1 else None,
            value,
            _name(shape),
            component,
            severity[0].value.removeprefix(SH) if severity and isinstance(severity[0], ox.NamedNode) else "Violation",
            " ".join(sorted(m.value for m in self._values(shape, "message") if isinstance(m, ox.Literal))),
            frozenset(t.value for t in (focus, value) if isinstance(t, ox.NamedNode)),
        )

    def core(self, triples: Triples) -> Iterator[Result]:
        """The results of all shapes with a class for target, on the nodes that `triples` tell of."""
        classes: dict[str, list[Node]] = defaultdict(list)
        for shape in self.shapes:
            for target in self._values(shape, "targetClass"):
                classes[target.value].append(shape)
        reached = {
            name: [s for one in with_those_above([name], self.parents) for s in classes.get(one, ())] for name in {*classes, *self.parents}
        }
        for node, said in triples.items():
            shapes = dict.fromkeys(s for t in said.get(RDF_TYPE.value, ()) if isinstance(t, ox.NamedNode) for s in reached.get(t.value, ()))
            for shape in shapes:
                yield from self._judge(shape, node, triples)

    # Judging rules

    def rules(self) -> Iterator[Result]:
        """The results of all rules across records: one query each, whose offenders are its values."""
        asked = [(s, c, f) for s in self.shapes for c in self._values(s, "sparql") for f in self._values(s, "targetNode")]
        # the store lets other threads run while it answers, so two halve the time; a third gains nothing
        with ThreadPoolExecutor(2) as pool:
            for found in pool.map(lambda rule: list(self._rule(*rule)), asked):
                yield from found

    def _rule(self, shape: Node, constraint: Node, focus: Node) -> Iterator[Result]:
        prefixes = {
            self._one(d, "prefix").value: self._one(d, "namespace").value
            for group in self._values(constraint, "prefixes")
            for d in self._values(group, "declare")
        }
        text = self._one(constraint, "select").value
        found = self.store.query(text, prefixes=prefixes, substitutions={ox.Variable("this"): focus})
        assert isinstance(found, ox.QuerySolutions)
        names = [v.value for v in found.variables]
        message = " ".join(
            m.value for m in self._values(constraint, "message") or self._values(shape, "message") if isinstance(m, ox.Literal)
        )
        base = self._result(shape, focus, None, None, "SPARQLConstraintComponent")
        for row in found:
            bound = {name: row[name] for name in names if row[name] is not None}
            told = message
            for name, term in bound.items():
                told = told.replace("{?" + name + "}", term.value).replace("{$" + name + "}", term.value)
            involved = frozenset(t.value for t in bound.values() if isinstance(t, ox.NamedNode))
            value = bound.get("value", focus)
            yield Result(focus, None, value, base.shape, base.component, base.severity, told, involved)


def local(iri: str) -> str:
    """The last part of an IRI, by which people know a term."""
    return re.split("[#/]", iri)[-1]


def _name(shape: Node) -> str:
    return local(shape.value) if isinstance(shape, ox.NamedNode) else "A shape without a name"


def report(results: Iterable[Result]) -> list[ox.Triple]:
    """Results as a validation report (SHACL, section 3.6.1)."""
    found = list(results)
    whole = ox.BlankNode()

    def sh(name: str) -> ox.NamedNode:
        return ox.NamedNode(SH + name)

    conforms = ox.Literal(not found)
    told = [ox.Triple(whole, RDF_TYPE, sh("ValidationReport")), ox.Triple(whole, sh("conforms"), conforms)]
    for r in found:
        node = ox.BlankNode()
        said: list[tuple[str, Node | None]] = [
            ("focusNode", r.focus),
            ("resultPath", ox.NamedNode(r.path) if r.path else None),
            ("value", r.value),
            ("sourceShape", ox.NamedNode(SHAPE + r.shape)),
            ("sourceConstraintComponent", sh(r.component)),
            ("resultSeverity", sh(r.severity)),
            ("resultMessage", ox.Literal(r.message, language="en")),
        ]
        told += [ox.Triple(whole, sh("result"), node), ox.Triple(node, RDF_TYPE, sh("ValidationResult"))]
        told += [ox.Triple(node, sh(name), value) for name, value in said if value is not None]
    return told
