"""What can be said of a kind of record, as a form: read from the ontology, the shapes and the data, not from a list of its own.

A field is a property whose domain holds the class, or that the published records of the class carry. What it takes (a day, a
text, a concept of which scheme, a thing of which kind) follows from its range and from the values that it has today.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import pyoxigraph as ox

from ..engines import Engine, Oxigraph, rows, text
from ..errors import UserError
from ..vocabulary import BASE, CLASSES_IN, DATES, PREFIXES, ROOT, XSD, turtle_files

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TEXTS = {RDF + "langString", RDF + "PlainLiteral"}
# What most records of a class say is worth a word when it is left out.
MOST = 0.8


@dataclass(frozen=True)
class Kind:
    """A kind of record: its class, what stands first on the command line, and the order in which it is written."""

    name: str
    type: str
    about: str
    order: str
    whole: str = ""  # of a part: the property that names the thing in whose file it stands
    who: str = ""  # of a part: the property that tells it from the others in the list
    first: tuple[str, ...] = ("slug",)
    defaults: tuple[tuple[str, str], ...] = ()

    @property
    def iri(self) -> str:
        """The class."""
        prefix, _, name = self.type.partition(":")
        return PREFIXES[prefix] + name


_THING = "prefLabel altLabel description"
_PERIOD = "since sincePrecision until untilPrecision"
_LAST = "editorialNote source"
KINDS = {
    k.name: k
    for k in (
        Kind(
            "membership",
            "org:Membership",
            "a state in an organisation or forum, for one period",
            f"member organization role {_PERIOD} begunBy endedBy description {_LAST}",
            "organization",
            "member",
            ("organisation", "member"),
        ),
        Kind(
            "participation",
            "a90:Participation",
            "a state in a treaty: signature, consent, entry into force for it, end",
            f"description party instrument inGroup signed consented consentMode {_PERIOD} endedBy {_LAST}",
            "instrument",
            "party",
            ("instrument", "party"),
        ),
        Kind(
            "act",
            "a90:Act",
            "what one party did about a treaty or membership on one day: a notice, an objection",
            f"isPartOf actKind actor done effective until contested description {_LAST}",
            "isPartOf",
            "actor",
            ("instrument", "actor"),
        ),
        Kind(
            "contribution",
            "a90:Contribution",
            "a state's part in a mission, for one period",
            f"contributor mission isPartOf {_PERIOD} contributionKind personnel personnelBasis counted place description legalBasis "
            f"fatalities {_LAST}",
            "mission",
            "contributor",
            ("mission", "contributor"),
        ),
        Kind(
            "coverage",
            "a90:Coverage",
            "up to which day a list is complete, and what it lacks",
            "coverageOf ofClass completeSince completeUntil lacks source",
            "coverageOf",
            "ofClass",
            ("whole", "list"),
        ),
        Kind(
            "other-value",
            "a90:OtherValue",
            "what another source says of the same thing",
            "about ofProperty statedValue description source",
            "about",
            "ofProperty",
            ("record", "property"),
        ),
        Kind(
            "provision",
            "a90:Provision",
            "an article or paragraph of an instrument",
            "prefLabel description isPartOf number source",
            "isPartOf",
            "number",
            ("instrument", "number"),
        ),
        Kind(
            "source",
            "a90:Source",
            "a document that was read",
            "title publisher url issued read language license copy description sourceKind",
            defaults=(("read", "today"), ("language", "en")),
        ),
        Kind(
            "mission",
            "a90:Mission",
            "an operation with its period, host, leader and mandate",
            f"{_THING} missionType missionNature ledBy partner host area decided {_PERIOD} endedBy mandatedBy mandateRenewedBy "
            f"charterChapter chapterScope mandateUntil hostConsent missionBasis mandateEndedBy aim succeeds isPartOf seat lat long "
            f"deployedStrength authorisedStrength counted fatalities fatalitiesUntil {_LAST}",
        ),
        Kind(
            "treaty",
            "a90:Treaty",
            "a treaty; its parties are participations",
            f"{_THING} adopted openedForSignature signed {_PERIOD} depositary legalNature entryIntoForceRule unts ets bwbv atopId amends "
            f"documentSymbol {_LAST}",
        ),
        Kind(
            "resolution",
            "a90:Resolution",
            "a resolution or decision of an organ",
            f"{_THING} legalNature adopted adoptedBy organ charterChapter chapterScope chapterNamed documentSymbol {_LAST}",
        ),
        Kind(
            "declaration",
            "a90:Declaration",
            "a text that binds politically",
            f"{_THING} adopted adoptedBy signed {_PERIOD} legalNature replaces documentSymbol atopId {_LAST}",
        ),
        Kind(
            "legal-act",
            "a90:LegalAct",
            "an act of an organisation or state under its own law",
            f"{_THING} adoptedBy adopted legalNature bwbr {_PERIOD} celex basedOn implements amends {_LAST}",
        ),
    )
}

# Short names for what is typed most; the last word of a field that takes a concept is one too (--mode, --kind).
_SHORT = {"label": "pref-label", "precision": "since-precision", "note": "editorial-note", "licence": "license", "basis": "personnel-basis"}


@dataclass
class Field:
    """One thing that a record can say: its option, its property, and what it takes."""

    name: str
    predicate: str
    datatype: str = ""  # of a literal; empty for a link
    places: tuple[str, ...] = ()  # of a link: the folders of things, or concept/SCHEME
    help: str = ""
    needed: bool = False
    share: float = 0.0  # of the published records that say it
    short: list[str] = field(default_factory=list)

    @property
    def is_text(self) -> bool:
        """Whether it takes words in a language."""
        return self.datatype in _TEXTS

    @property
    def is_date(self) -> bool:
        """Whether it takes a day."""
        return self.datatype == XSD + "date"

    @property
    def is_number(self) -> bool:
        """Whether it takes a number, or yes or no."""
        return self.datatype.removeprefix(XSD) in ("integer", "decimal", "boolean")

    @property
    def options(self) -> list[str]:
        """The names under which it is given, its own first."""
        names = [self.name, *self.short]
        return [*names, *(f"{n}-{lang}" for n in names for lang in ("en", "nl"))] if self.is_text else names


@dataclass(frozen=True)
class Form:
    """A kind of record with its fields, in the order in which they are written."""

    kind: Kind
    fields: dict[str, Field]

    def find(self, option: str) -> tuple[Field, str]:
        """The field that an option names, with the language that it asks for; UserError when there is none."""
        wanted = option.strip().removeprefix("--").replace("_", "-")
        for f in self.fields.values():
            if wanted in f.options:
                lang = wanted.rpartition("-")[2] if f.is_text and wanted not in (f.name, *f.short) else ""
                return f, lang
        raise UserError(f"A {self.kind.name} has no '{wanted}': 'article90 add {self.kind.name} --help' lists what it takes.")


def kebab(name: str) -> str:
    """consentMode as an option is written: consent-mode."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def _local(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]


_ABOVE = "SELECT ?c { ?class <http://www.w3.org/2000/01/rdf-schema#subClassOf>* ?c FILTER(isIRI(?c)) }"
_DOMAIN = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX schema: <https://schema.org/> PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT DISTINCT ?p { ?p rdfs:domain|schema:domainIncludes ?class . FILTER NOT EXISTS { ?p owl:deprecated true } }
"""
# What has no domain may be said of anything: a period, a description.
_ANYWHERE = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX schema: <https://schema.org/> PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT DISTINCT ?p { ?p a ?sort FILTER(?sort IN (owl:DatatypeProperty, owl:ObjectProperty, owl:AnnotationProperty))
  FILTER NOT EXISTS { ?p owl:deprecated true } FILTER NOT EXISTS { ?p rdfs:domain|schema:domainIncludes ?any } }
"""
_SAMPLE = "SELECT ?d { ?x ?p ?o FILTER(isLiteral(?o)) BIND(DATATYPE(?o) AS ?d) } LIMIT 1"
_USED = "SELECT ?p (COUNT(DISTINCT ?x) AS ?n) { ?x a ?class ; ?p ?o } GROUP BY ?p"
_LITERALS = "SELECT ?p ?d (COUNT(?x) AS ?n) { ?x a ?class ; ?p ?o FILTER(isLiteral(?o)) BIND(DATATYPE(?o) AS ?d) } GROUP BY ?p ?d"
_LINKS = 'SELECT DISTINCT ?p ?f { ?x a ?class ; ?p ?o FILTER(isIRI(?o)) BIND(REPLACE(STR(?o), "[^/]*$", "") AS ?f) }'
_SCHEMES = f"""
SELECT DISTINCT ?p ?f {{ ?x a ?class ; ?p ?o . FILTER(STRSTARTS(STR(?o), "{BASE}concept/")) BIND(STRBEFORE(STR(?o), "#") AS ?f) }}
"""
_RANGE = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?range ?says { OPTIONAL { ?p rdfs:range ?range } OPTIONAL { ?p skos:definition ?says FILTER(LANG(?says) = "en") } }
"""
_BELOW = "SELECT ?c { ?c <http://www.w3.org/2000/01/rdf-schema#subClassOf>* ?class }"
_NEEDED = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?path { ?shape sh:targetClass ?class ; sh:property ?rule . ?rule sh:path ?path ; sh:minCount|sh:qualifiedMinCount ?n }
"""


def form(name: str, source: Engine) -> Form:
    """The form of a kind of record; UserError when there is no such kind."""
    if name not in KINDS:
        raise UserError(f"There is no kind of record '{name[:60]}' to add: choose {', '.join(KINDS)}.")
    kind = KINDS[name]
    this = ox.NamedNode(kind.iri)

    def ask(query: str, **bound: ox.NamedNode) -> list[dict[str, str]]:
        return [{k: text(r, k) for k in r} for r in rows(source.query(query, bound or {"class": this}))]

    used = {r["p"]: int(r["n"]) for r in ask(_USED)}
    declared = {r["p"] for above in ask(_ABOVE) for r in ask(_DOMAIN, **{"class": ox.NamedNode(above["c"])})}
    total = used.pop(RDF + "type", 0) or 1
    datatypes: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for r in ask(_LITERALS):
        datatypes[r["p"]].append((int(r["n"]), r["d"]))
    places: defaultdict[str, set[str]] = defaultdict(set)
    for r in [*ask(_LINKS), *ask(_SCHEMES)]:
        if r["f"].startswith(BASE):
            places[r["p"]].add(r["f"].removeprefix(BASE).strip("/"))
    everywhere = {_local(r["p"]): r["p"] for r in ask(_ANYWHERE)}
    declared |= {everywhere[name] for name in kind.order.split() if name in everywhere} - set(used)
    shapes = Oxigraph(turtle_files(ROOT / "shapes"))
    needed = {text(r, "path") for r in rows(shapes.query(_NEEDED, {"class": this}))}
    fields = []
    for p in [*used, *sorted(declared - set(used))]:
        if p.startswith("http://www.w3.org/2002/07/owl#") or _local(p) == "isReplacedBy":
            continue  # what is said when a record is withdrawn
        said = ask(_RANGE, p=ox.NamedNode(p))[0]
        one = Field(kebab(_local(p)), p, help=said["says"], needed=p in needed, share=used.get(p, 0) / total)
        if p in DATES:
            one.datatype = XSD + "date"
        elif said["range"].startswith(XSD) or said["range"] in _TEXTS:
            one.datatype = said["range"]
        elif p in datatypes:
            one.datatype = max(datatypes[p])[1]
        elif p not in used and not said["range"] and (sample := ask(_SAMPLE, p=ox.NamedNode(p))):
            one.datatype = sample[0]["d"]
        else:
            seen = {x for x in places[p] if x and x != "concept"}
            if not seen or _local(said["range"]) not in ("Agent", "Concept"):
                seen |= _folders(said["range"], ask, one.name)
            elif "organisation" in seen:
                # nearly anything may be an agent: there the kinds that are used say more than the range, but for forums beside bodies
                seen.add("forum")
            one.places = tuple(sorted(seen))
        fields.append(one)
    order = kind.order.split()
    last = order.index("editorialNote") if "editorialNote" in order else len(order) - 1
    fields.sort(key=lambda f: order.index(_local(f.predicate)) if _local(f.predicate) in order else last - 0.5)
    _shorten(fields)
    return Form(kind, {f.name: f for f in fields})


def _folders(range_: str, ask: Callable[..., list[dict[str, str]]], name: str) -> set[str]:
    """Where the values of a property that has none yet may come from: the folders of its range, or a scheme of its name."""
    if not range_:
        return set()
    if range_.endswith("skos/core#Concept"):
        return {f"concept/{name}"}
    below = {r["c"] for r in ask(_BELOW, **{"class": ox.NamedNode(range_)})}
    return {folder for folder, classes in CLASSES_IN.items() if classes & below}


def _shorten(fields: list[Field]) -> None:
    """Give each field its short names."""
    names = {f.name for f in fields}
    last: defaultdict[str, list[Field]] = defaultdict(list)
    for f in fields:
        if f.places and f.places[0].startswith("concept/") and not f.name.endswith("-by"):
            last[f.name.rpartition("-")[2]].append(f)
    for word, found in last.items():
        if len(found) == 1 and word not in names and word not in _SHORT:
            found[0].short.append(word)
    for word, name in _SHORT.items():
        for f in fields:
            if f.name == name:
                f.short.append(word)
