"""What is told of the terms of the ontology, and of the shapes that say what a record has to be."""

from __future__ import annotations

import re

import pyoxigraph as ox

from ..vocabulary import BASE, ONTOLOGY, short
from .facts import Row, Value, View, whole_iri

_KINDS = {"owl:Class": "classes", "owl:ObjectProperty": "object", "owl:DatatypeProperty": "data", "owl:AnnotationProperty": "other"}
_MATCHES = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch")
_OURS = re.compile(rf"{re.escape(BASE)}[A-Za-z0-9/#._-]*[A-Za-z0-9]")
SH = "http://www.w3.org/ns/shacl#"
# So many of the things of a class, or that have a property, are shown on its page.
SHOWN = 12


def page(iri: str) -> str:
    """The path of the page of a term: `ontology/Participation`, `ontology/org-Membership`."""
    return "ontology/" + (iri.removeprefix(ONTOLOGY) if iri.startswith(ONTOLOGY) else short(iri).replace(":", "-"))


def with_pages(view: View) -> list[str]:
    """The terms with a page of their own: all of ours that are in use, and the classes of others that things here are of."""
    facts = view.facts
    ours = [iri for iri in facts.parts(ONTOLOGY[:-1]) if _kind(view, iri) and facts.one(iri, "owl:deprecated") != "true"]
    others = [c for c in facts.of("owl:Class") if not c.startswith(ONTOLOGY) and _things(view, c)]
    return ours + others


def _things(view: View, cls: str) -> list[str]:
    """The things of a class that are in use, but for what the ontology says of itself."""
    facts = view.facts
    return [thing for thing in facts.of(cls) if not thing.startswith(ONTOLOGY[:-1]) and facts.one(thing, "owl:deprecated") != "true"]


def _kind(view: View, iri: str) -> str | None:
    return next((_KINDS[c] for c in view.facts.classes(iri) if c in _KINDS), None)


def terms(view: View) -> Row:
    """The classes and properties of the ontology, each as one that uses it wants to read it."""
    told: dict[str, list[Row]] = {name: [] for name in _KINDS.values()}
    for iri in view.facts.parts(ONTOLOGY[:-1]):
        group = _kind(view, iri)
        if group:
            told[group].append({**term(view, iri), "things": len(view.facts.of(iri)), "properties": view.refs(_properties(view, iri))})
    for found in told.values():
        found.sort(key=lambda t: (t["deprecated"], str(t["id"]).lower()))
    return told


def term(view: View, iri: str) -> Row:
    """What is said of a term."""
    facts = view.facts
    return {
        "id": iri.partition("#")[2],
        "iri": iri,
        "curie": short(iri),
        "page": f"{page(iri)}.html",
        "paged": iri.startswith(ONTOLOGY) and facts.one(iri, "owl:deprecated") != "true",
        "label": view.label(iri),
        "definition": view.text(iri, "skos:definition"),
        "scope": view.texts(iri, "skos:scopeNote"),
        "example": facts.all(iri, "skos:example"),
        "above": view.refs([*facts.all(iri, "rdfs:subClassOf"), *facts.all(iri, "rdfs:subPropertyOf")]),
        "below": view.refs([*facts.to(iri, "rdfs:subClassOf"), *facts.to(iri, "rdfs:subPropertyOf")]),
        "domain": view.refs([*facts.all(iri, "rdfs:domain"), *facts.all(iri, "schema:domainIncludes")]),
        "range": view.refs([*facts.all(iri, "rdfs:range"), *facts.all(iri, "schema:rangeIncludes")]),
        "matches": [{**view.ref(v.value), "how": p.partition(":")[2]} for p in _MATCHES for v in facts.values(iri, p)],
        "deprecated": facts.one(iri, "owl:deprecated") == "true",
        "replaced_by": view.linked(iri, "dcterms:isReplacedBy"),
        "change": view.texts(iri, "skos:changeNote"),
    }


def _properties(view: View, cls: str) -> list[str]:
    return [*view.facts.to(cls, "rdfs:domain"), *view.facts.to(cls, "schema:domainIncludes")]


def _above(view: View, cls: str) -> list[str]:
    """A class and all above it, nearest first."""
    found = [cls]
    for one in found:
        found += [c for c in view.facts.all(one, "rdfs:subClassOf") if c not in found]
    return found


def of_class(view: View, cls: str) -> Row:
    """All that the page of a class tells: its properties, an example from the data, what leads to it, what is checked."""
    facts = view.facts
    things = _things(view, cls)
    checks = [s for c in _above(view, cls) for s in facts.to(c, SH + "targetClass")]
    limits = {facts.one(p, SH + "path"): p for s in reversed(checks) for p in facts.all(s, SH + "property")}
    declared = {prop: one for one in reversed(_above(view, cls)) for prop in _properties(view, one)}
    # what has no domain, since many classes have it, is known by the shapes
    declared |= {prop: cls for prop in limits if prop and prop.startswith("http") and prop not in declared}
    properties = [
        {**term(view, prop), "from": view.ref(one) if one != cls else None, "count": _count(view, limits.get(prop))}
        for prop, one in sorted(declared.items(), key=lambda p: (p[1] != cls, short(p[0]).lower()))
        if facts.one(prop, "owl:deprecated") != "true"
    ]
    named = [found.group() for text in facts.all(cls, "skos:example") if (found := _OURS.search(text))]
    shown = next((iri for iri in (*named, *things) if cls in facts.all(iri, "rdf:type")), next(iter(things), None))
    return {
        "kind": "class",
        "term": term(view, cls),
        "properties": properties,
        "instance": {**view.ref(shown), "says": statements(view, shown)} if shown else None,
        "used": len(things),
        "shown": view.refs(things[:SHOWN]),
        "leads": view.refs(p for p in dict.fromkeys([*facts.to(cls, "rdfs:range"), *facts.to(cls, "schema:rangeIncludes")])),
        "shapes": [shape(view, s) for s in facts.to(cls, SH + "targetClass")],
    }


def of_property(view: View, prop: str) -> Row:
    """All that the page of a property tells: of what it is said and of what kind its values are, things that have it, what is checked."""
    facts = view.facts
    having = facts.uses(short(prop))
    return {
        "kind": "property",
        "term": term(view, prop),
        "used": len(having),
        "shown": [
            {**view.ref(thing), "values": [_value(view, v) for v in facts.values(thing, short(prop))]}
            for thing in list(dict.fromkeys(having))[:SHOWN]
        ],
        "shapes": [shape(view, s) for p in facts.to(prop, SH + "path") for s in (p, *facts.to(p, SH + "property")) if _numbered(s)],
    }


def statements(view: View, thing: str) -> list[Row]:
    """What is said of a thing, in the order of its file."""
    return [
        {"property": view.label(whole_iri(prop)), "curie": prop, "values": [_value(view, v) for v in found]}
        for prop, found in view.facts.says(thing).items()
    ]


def _value(view: View, value: Value) -> Row:
    if isinstance(value, ox.NamedNode):
        return view.ref(value.value)
    return {"text": value.value, "lang": value.language or ""}


def _numbered(iri: str) -> bool:
    return bool(re.match(r"S\d+-", iri.partition("#")[2]))


def _count(view: View, constraint: str | None) -> str:
    """How often a property has to and may be said of a thing, as the shapes have it; empty where they say nothing."""
    if constraint is None:
        return ""
    least, most = (view.facts.one(constraint, f"{SH}{name}Count") for name in ("min", "max"))
    if least and most:
        return view.t("exactly one", "precies één") if least == most == "1" else f"{least}-{most}"
    if least:
        return view.t("one or more", "één of meer") if least == "1" else f"≥ {least}"
    return (view.t("at most one", "hoogstens één") if most == "1" else f"≤ {most}") if most else ""


def shapes(view: View) -> list[str]:
    """The shapes that have a number, by it: those of nodes, to which the others belong."""
    found = [iri for iri in view.facts.parts(BASE + "shape") if _numbered(iri) and SH + "NodeShape" in view.facts.classes(iri)]
    return sorted(found, key=lambda iri: int(re.findall(r"#S(\d+)", iri)[0]))


def _readable(message: str) -> str:
    """A message with its places, `{?value}` (SHACL, section 5.3.2), as people read them."""
    return re.sub(r"\{[?$](\w+)\}", r"‹\1›", message)


def shape(view: View, node: str) -> Row:
    """A shape: what it is about, what it says to whom breaks it, on what, how grave."""
    facts = view.facts
    queries = facts.all(node, SH + "sparql")
    told = [view.text(n, p) for n in (node, *queries) for p in (SH + "description", SH + "message")]
    return {
        "id": node.partition("#")[2],
        "iri": node,
        "href": f"shape.html#{node.partition('#')[2]}",
        "page": f"shape/{node.partition('#')[2]}.html",
        "said": [_readable(t["text"]) for t in told if t],
        "severity": (facts.one(node, SH + "severity") or "").rpartition("#")[2],
        "on": view.refs(facts.all(node, SH + "targetClass")),
        "path": view.refs(p for p in facts.all(node, SH + "path") if p.startswith("http")),
    }


def of_shape(view: View, node: str) -> Row:
    """All that the page of a shape tells: each of its constraints with its message, and its queries."""
    facts = view.facts
    parts = [
        {
            **shape(view, part),
            "count": _count(view, part),
            "kind": view.refs([*facts.all(part, SH + "class"), *facts.all(part, SH + "datatype")]),
            "pattern": facts.one(part, SH + "pattern"),
        }
        for part in facts.all(node, SH + "property")
    ]
    queries = [
        {"said": _readable((view.text(n, SH + "message") or {}).get("text", "")), "query": facts.one(n, SH + "select") or ""}
        for n in (
            *facts.all(node, SH + "sparql"),
            *(q for part in facts.all(node, SH + "property") for q in facts.all(part, SH + "sparql")),
        )
    ]
    return {"shape": shape(view, node), "parts": parts, "queries": queries}


def named(query: str) -> set[str]:
    """The terms, as CURIEs, that a query names."""
    return set(re.findall(r"(?<![\w?:/#-])[a-z][a-z0-9-]*:[A-Za-z][A-Za-z0-9]*", query))
