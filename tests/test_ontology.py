"""The ontology against two public check lists and the rules of the house.

FOOPS! (FAIR, https://w3id.org/foops/) and OOPS! (pitfalls, https://oops.linkeddata.es/) run as services; what their checks say that a file
alone can decide is a query here, named by their own identifiers. The rest: URI1, VER2, CN1 and DOC1 need a server, FIND2 and OM4.2 the web.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

import pyoxigraph as ox
import pytest
from article90 import engines, vocabulary
from article90.check import rules
from complaint import complain

A90 = vocabulary.ONTOLOGY
IRI = vocabulary.BASE + "ontology"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDF_TYPE = RDF + "type"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA = "https://schema.org/"
PREFIXES = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in vocabulary.PREFIXES.items()) + (
    "PREFIX bibo: <http://purl.org/ontology/bibo/>\nPREFIX schema: <https://schema.org/>\nPREFIX vann: <http://purl.org/vocab/vann/>\n"
)

# Own terms: what stands in our namespace and is a class or a property.
KIND = {"owl:Class": "class", "owl:ObjectProperty": "object", "owl:DatatypeProperty": "datatype", "owl:AnnotationProperty": "annotation"}
PROPERTY = "VALUES ?kind { owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }"
OWN = f'FILTER(STRSTARTS(STR(?term), "{A90}"))'


def select(graph: ox.Store, where: str) -> list[str]:
    """What `where` finds for ?term, as people write it, with ?more beside it."""
    rows = engines.rows(graph.query(f"{PREFIXES} SELECT DISTINCT ?term ?more WHERE {{ {where} }} ORDER BY ?term"))
    return [f"{vocabulary.short(r['term'].value)}" + (f": {r['more'].value}" if r["more"] is not None else "") for r in rows]


# FOOPS! ---------------------------------------------------------------------------------------------------------------

FOOPS = {
    "URI2 the IRI declared is the IRI published": "?o a owl:Ontology . FILTER(?o = <IRI>)",
    "PURL1 HTTP1 a persistent scheme": '?o a owl:Ontology . FILTER(STRSTARTS(STR(?o), "https://w3id.org/"))',
    "VER1 a version IRI of its own": "<IRI> owl:versionIRI ?v . FILTER(?v != <IRI> && STRSTARTS(STR(?v), STR(<IRI>)))",
    "OM1 title in English": "<IRI> dcterms:title ?x . FILTER(LANG(?x) = 'en')",
    "OM1 title in Dutch": "<IRI> dcterms:title ?x . FILTER(LANG(?x) = 'nl')",
    "OM1 description": "<IRI> dcterms:description ?x",
    "OM1 abstract in English and Dutch": "<IRI> dcterms:abstract ?x , ?y . FILTER(LANG(?x) = 'en' && LANG(?y) = 'nl')",
    "OM1 namespace": f'<IRI> vann:preferredNamespaceUri "{A90}"',
    "OM2 FIND1 prefix": '<IRI> vann:preferredNamespacePrefix "a90"',
    "OM2 version": "<IRI> owl:versionInfo ?x",
    "OM2 citation": '<IRI> dcterms:bibliographicCitation ?x . FILTER(CONTAINS(?x, "https://w3id.org/article90/"))',
    "OM3 status": "<IRI> bibo:status ?x",
    "OM4.1 OOPS P41 licence": "<IRI> dcterms:license ?x . FILTER(ISIRI(?x))",
    # OM4.2 asks whether it resolves; what cannot be asked from here is at least of the kind that does.
    "OM4.2 a licence of Creative Commons": '<IRI> dcterms:license ?x . FILTER(STRSTARTS(STR(?x), "https://creativecommons.org/"))',
    "OM5.1 creator": "<IRI> dcterms:creator ?x",
    "OM5.1 created": "<IRI> dcterms:created ?x . FILTER(DATATYPE(?x) = xsd:date)",
    "OM5.2 issued": "<IRI> dcterms:issued ?x . FILTER(DATATYPE(?x) = xsd:date)",
    "OM5.2 OM3 publisher": "<IRI> dcterms:publisher ?x",
    "FIND3 FIND_3_BIS in a catalogue": "<IRI> schema:includedInDataCatalog ?x",
    "VOC2 reuses other vocabularies": f'?c rdfs:subClassOf ?o . FILTER(!STRSTARTS(STR(?o), "{A90}"))',
}


@pytest.mark.parametrize("check", FOOPS)
def test_foops(check: str, ontology: ox.Store) -> None:
    assert ontology.query(f"{PREFIXES} ASK {{ {FOOPS[check].replace('<IRI>', f'<{IRI}>')} }}"), f"FOOPS! {check}: not so"


def test_foops_om3_what_is_left_out(ontology: ox.Store) -> None:
    """OM3 also asks for a DOI and a logo: there is neither, and none is made up. A DOI comes with a deposit: then this test changes."""
    assert not ontology.query(f"{PREFIXES} ASK {{ <{IRI}> bibo:doi|foaf:logo|schema:logo ?x }}")


def test_foops_voc1_metadata_are_in_known_vocabularies(ontology: ox.Store) -> None:
    known = ("dcterms", "dc", "schema", "vann", "prov", "bibo", "pav", "foaf", "doap", "mod", "owl", "rdf", "rdfs", "skos")
    said = {q.predicate.value for q in ontology.quads_for_pattern(ox.NamedNode(IRI), None, None)}
    namespaces = dict(re.findall(r"PREFIX (\S+): <(\S+)>", PREFIXES))
    known = tuple(namespaces[k] for k in known if k in namespaces)
    complain("properties of the ontology from elsewhere", sorted(p for p in said if not p.startswith(known)))


def test_version_is_the_same_everywhere(ontology: ox.Store) -> None:
    """owl:versionInfo, the version IRI, the citation and the package agree."""
    import importlib.metadata

    row = engines.rows(
        ontology.query(
            f"{PREFIXES} SELECT * {{ <{IRI}> owl:versionInfo ?info ; owl:versionIRI ?iri ; dcterms:bibliographicCitation ?citation }}"
        )
    )[0]
    version = row["info"].value
    assert row["iri"].value == f"{IRI}/{version}"
    assert f"version {version}." in row["citation"].value
    assert importlib.metadata.version("article90") == version


def test_foops_voc3_voc4_every_term_has_one_label_and_one_definition_a_language(ontology: ox.Store) -> None:
    """VOC3, VOC4, OOPS! P08; ours: exactly one, in English and in Dutch."""
    offenders = []
    for term, kind in own(ontology).items():
        for p, what in ((RDFS + "label", "label"), (SKOS + "definition", "definition")):
            tags = sorted(o.language or "no language" for o in values(ontology, term, p))
            if tags != ["en", "nl"]:
                offenders.append(f"{vocabulary.short(term)} ({kind}) has {what}s in {', '.join(tags) or 'no language'}")
    complain("terms without exactly one label and definition in English and in Dutch", offenders)


# OOPS! ----------------------------------------------------------------------------------------------------------------

# P11: a property without a domain is meant for anything of which it can be true. Each of these is, with why.
ANY_DATED_THING = {"since", "until", "sincePrecision", "untilPrecision", "endedBy", "code"}
ANY_THING_WITH_AIMS = {"addresses", "aim", "partner", "basedOn"}
NO_DOMAIN = {f"a90:{p}" for p in ANY_DATED_THING | ANY_THING_WITH_AIMS}
# And no range: a state or a territory (two classes that have no other in common), or several kinds as the definition says.
NO_RANGE = {
    f"a90:{p}"
    for p in (
        *("appliesIn", "doesNotApplyIn", "host", "locatedIn"),
        *("concerns", "derivedFrom", "implements", "target", "through"),
        # Another value is of anything. A class is pointed to as a thing, and has as such no class of its own.
        *("about", "ofClass"),
        # A unit is an individual of QUDT, whose classes are not ours to type; a code, and what another source states, is as it is written.
        *("unit", "code", "statedValue"),
    )
}
# P21 looks for classes that collect the rest. OtherValue is none: it is what another source gives as the value.
NOT_MISCELLANEOUS = {"a90:OtherValue"}

USED_AS_CLASS = "{ ?x rdf:type ?term } UNION { ?x rdfs:subClassOf|rdfs:domain|owl:disjointWith ?term } UNION { ?term rdfs:subClassOf ?x }"
OOPS = {
    "P02 synonyms as equivalent classes": "?term owl:equivalentClass ?x",
    "P03 a property called is": f'?term a ?kind . {PROPERTY} {OWN} FILTER(REGEX(STR(?term), "#is([A-Z]|$)"))',
    "P04 unconnected classes": f"""?term a owl:Class . {OWN}
        FILTER NOT EXISTS {{ ?x (rdfs:domain|rdfs:range|schema:domainIncludes|schema:rangeIncludes) ?term }}
        FILTER NOT EXISTS {{ ?x rdfs:subClassOf ?term }} FILTER NOT EXISTS {{ ?term rdfs:subClassOf ?y }}""",
    # The house has none, against P13: each link is said once, and a query reads it both ways.
    "P05 P13 P25 P26 inverses": "{ ?term owl:inverseOf ?x } UNION { ?term a owl:InverseFunctionalProperty }",
    "P06 a cycle of subclasses": "?term rdfs:subClassOf+ ?term",
    "P06 a cycle of subproperties": "?term rdfs:subPropertyOf+ ?term",
    "P07 several concepts merged in a class": f'?term a owl:Class . {OWN} FILTER(REGEX(STR(?term), "#.*[a-z](And|Or)[A-Z]"))',
    # There are none: what must hold of the data is said in SHACL.
    "P14 P15 P16 restrictions and complements": "{ ?term a owl:Restriction } UNION { ?term owl:complementOf ?x }",
    "P12 P32 two terms of one kind with one label": f"""?term a ?kind ; rdfs:label ?label . ?x a ?kind ; rdfs:label ?label .
        FILTER(?kind != owl:Ontology) BIND(?label AS ?more) FILTER(STR(?term) < STR(?x)) {OWN}""",
    "P19 several domains": "?term rdfs:domain ?x , ?y . FILTER(?x != ?y)",
    "P19 several ranges": "?term rdfs:range ?x , ?y . FILTER(?x != ?y)",
    "P19 a domain and a list of domains": "?term rdfs:domain ?x ; schema:domainIncludes ?y",
    "P20 an empty annotation": "?term ?p ?more . FILTER(ISLITERAL(?more) && !REGEX(?more, '\\\\S'))",
    "P20 a label as definition": "?term rdfs:label ?x ; skos:definition ?y . FILTER(LCASE(STR(?x)) = LCASE(STR(?y)))",
    "P20 a label longer than the definition": """?term rdfs:label ?x ; skos:definition ?y .
        FILTER(LANG(?x) = LANG(?y) && STRLEN(?x) >= STRLEN(?y))""",
    "P21 a class for the rest": f'?term a owl:Class . {OWN} FILTER(REGEX(STR(?term), "Other|Misc|Various|Unknown|Rest$"))',
    "P22 a class not in CamelCase": f'?term a owl:Class . {OWN} FILTER(!REGEX(STR(?term), "#([A-Z][a-z]+)+$"))',
    "P22 a property not in camelCase": f'?term a ?kind . {PROPERTY} {OWN} FILTER(!REGEX(STR(?term), "#[a-z]+([A-Z0-9][a-z0-9]*)*$"))',
    "P23 a datatype as class": f'?term a owl:Class . {OWN} FILTER(REGEX(STR(?term), "#(Date|Time|Year|String|Text|Number|Integer|Code)$"))',
    "P24 a term in its own axiom": "?term rdfs:subClassOf|rdfs:subPropertyOf|owl:disjointWith ?term",
    "P27 P30 P31 equivalences": "{ ?term owl:equivalentProperty ?x } UNION { ?term owl:sameAs ?x }",
    "P28 symmetric between different kinds": "?term a owl:SymmetricProperty ; rdfs:domain ?x ; rdfs:range ?y . FILTER(?x != ?y)",
    "P29 transitive between different kinds": "?term a owl:TransitiveProperty ; rdfs:domain ?x ; rdfs:range ?y . FILTER(?x != ?y)",
    "P33 a property chain": "?term owl:propertyChainAxiom ?x",
    "P34 a class that is not declared": f"""{{ {USED_AS_CLASS} }} FILTER NOT EXISTS {{ ?term a owl:Class }}
        FILTER(ISIRI(?term) && !STRSTARTS(STR(?term), STR(owl:)))""",
    "P34 a class in a domain or range that is not declared": """?p rdfs:domain|rdfs:range|schema:domainIncludes|schema:rangeIncludes ?term .
        FILTER NOT EXISTS { ?term a owl:Class } FILTER(!STRSTARTS(STR(?term), STR(xsd:)) && ?term != rdf:PlainLiteral)""",
    "P35 a property that is not declared": """?x ?term ?y . FILTER NOT EXISTS { ?term a ?kind }
        FILTER(!REGEX(STR(?term), "^http://www.w3.org/(1999/02/22-rdf-syntax-ns|2000/01/rdf-schema|2002/07/owl)#"))""",
    "P36 a file extension in a name": '?term a owl:Ontology . FILTER(REGEX(STR(?term), "\\\\.(owl|rdf|ttl|n3|xml|json|jsonld)$"))',
}
EXPECTED = {"P21 a class for the rest": NOT_MISCELLANEOUS}


@pytest.mark.parametrize("pitfall", OOPS)
def test_oops(pitfall: str, ontology: ox.Store) -> None:
    found = select(ontology, OOPS[pitfall])
    complain(f"cases of {pitfall}", [f for f in found if f not in EXPECTED.get(pitfall, set())])


# Every pitfall at once: each query above has to find something in this.
PITFALLS = f"""
@prefix : <{A90}> .
@prefix owl: <{OWL}> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <{RDFS}> .
@prefix schema: <{SCHEMA}> .
@prefix skos: <{SKOS}> .

<{IRI}.owl> a owl:Ontology .
:A a owl:Class ; rdfs:label "same"@en ; owl:equivalentClass :B ; rdfs:subClassOf :B ; owl:disjointWith :A .
:B a owl:Class ; rdfs:label "same"@en ; rdfs:subClassOf :A ; owl:complementOf :A ; skos:definition "same"@en ; rdfs:comment " " .
:Alone a owl:Class .
:LandAndSea a owl:Class .
:MiscThing a owl:Class .
:Date a owl:Class .
:lower_case a owl:Class ; rdfs:subClassOf :Undeclared .
:isPart a owl:ObjectProperty , owl:SymmetricProperty , owl:TransitiveProperty ; owl:inverseOf :Has ;
    rdfs:domain :A , :B ; rdfs:range :A , :C .
:Has a owl:ObjectProperty ; rdfs:domain :A ; schema:domainIncludes :B ; rdfs:subPropertyOf :Has ; owl:equivalentProperty :isPart ;
    owl:propertyChainAxiom ( :isPart ) ; :undeclared :A .
"""


@pytest.mark.parametrize("pitfall", OOPS)
def test_oops_finds_what_is_planted(pitfall: str) -> None:
    planted = ox.Store()
    planted.load(PITFALLS, format=ox.RdfFormat.TURTLE)
    assert set(select(planted, OOPS[pitfall])) - EXPECTED.get(pitfall, set())


@pytest.mark.parametrize("check", FOOPS)
def test_foops_finds_what_is_missing(check: str) -> None:
    planted = ox.Store()
    planted.load(f"<{IRI}> a <{OWL}Thing> .", format=ox.RdfFormat.TURTLE)
    assert not planted.query(f"{PREFIXES} ASK {{ {FOOPS[check].replace('<IRI>', f'<{IRI}>')} }}")


def test_oops_p11_every_property_says_what_it_is_of(ontology: ox.Store) -> None:
    """The domain: rdfs:domain, or schema:domainIncludes where there are several (rdfs:domain would mean all at once).

    Annotation properties are exempt: OWL 2 gives them no domain that means anything, and they are notes that many things carry.
    """
    found = set(
        select(
            ontology,
            f"""?term a ?kind . VALUES ?kind {{ owl:ObjectProperty owl:DatatypeProperty }} {OWN}
                FILTER NOT EXISTS {{ ?term rdfs:domain|schema:domainIncludes ?x }}""",
        )
    )
    complain("properties without domain", sorted(found - NO_DOMAIN))
    complain("exceptions that are none", sorted(NO_DOMAIN - found))


def test_oops_p11_every_property_says_what_its_value_is(ontology: ox.Store) -> None:
    found = set(
        select(
            ontology,
            f"""?term a ?kind . VALUES ?kind {{ owl:ObjectProperty owl:DatatypeProperty }} {OWN}
                FILTER NOT EXISTS {{ ?term rdfs:range|schema:rangeIncludes ?x }}""",
        )
    )
    complain("properties without range", sorted(found - NO_RANGE))


def test_oops_p10_classes_are_disjoint(ontology: ox.Store, kinds: Kinds) -> None:
    """Any two of our classes are disjoint unless one is below the other, or they share a class below them."""
    classes = [t for t, kind in own(ontology).items() if kind == "class"]
    loose = [
        f"{vocabulary.short(a)} and {vocabulary.short(b)}"
        for a in classes
        for b in classes
        if a < b and not kinds.disjoint(a, b) and not any(a in kinds.above(c) and b in kinds.above(c) for c in classes)
    ]
    complain("pairs of classes that are not disjoint and have nothing in common", loose)


def test_oops_p38_p39_one_ontology_one_namespace(ontology: ox.Store) -> None:
    assert select(ontology, "?term a owl:Ontology") == ["ontology"]
    assert A90 == IRI + "#"
    strangers = {q.subject.value for q in ontology if isinstance(q.subject, ox.NamedNode) and q.subject.value.startswith(vocabulary.BASE)}
    complain("subjects of ours outside the namespace", sorted(s for s in strangers if s != IRI and not s.startswith(A90)))


def test_oops_p40_no_term_of_another_is_defined_here() -> None:
    """Of a term of another vocabulary we say what kind of thing it is, as OWL 2 DL wants, and nothing else."""
    offenders = []
    for file in vocabulary.turtle_files(vocabulary.ROOT / "ontology"):
        for t in ox.parse(path=str(file)):
            if isinstance(t.subject, ox.BlankNode) or t.subject.value.startswith(vocabulary.BASE):
                continue
            # An entry of an authority table is not a term: that it is about a thing of ours is ours to say.
            entry = t.subject.value.startswith("http://publications.europa.eu/resource/authority/")
            bare = t.predicate.value == RDF_TYPE and t.object.value.startswith(OWL)
            # Where things of a class stand with us, and whether they state a fact, is ours to say too.
            bare |= t.predicate.value in (A90 + "folder", A90 + "statesFact")
            if not bare and not (entry and t.predicate.value == "http://xmlns.com/foaf/0.1/focus"):
                offenders.append(f"{file.name}: {t.subject.value} {t.predicate.value} {t.object.value}")
    complain("statements that belong to another vocabulary", offenders)


# The house ------------------------------------------------------------------------------------------------------------


def own(graph: ox.Store) -> dict[str, str]:
    """Each of our terms and its kind: class, object, datatype or annotation."""
    rows = engines.rows(graph.query(f"{PREFIXES} SELECT ?term ?kind WHERE {{ ?term a ?kind . {OWN} }}"))
    return {r["term"].value: KIND[short] for r in rows if (short := vocabulary.short(r["kind"].value)) in KIND}


def values(graph: ox.Store, subject: str, predicate: str) -> list[ox.Literal | ox.NamedNode]:
    return [q.object for q in graph.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None)]


def text(graph: ox.Store, term: str, predicate: str) -> dict[str, str]:
    """By language."""
    return {o.language: o.value for o in values(graph, term, predicate)}


class Kinds:
    """What the ontology says of classes: which is above which, and which exclude each other."""

    def __init__(self, ontology: ox.Store) -> None:
        self._up: dict[str, set[str]] = defaultdict(set)
        for q in ontology.quads_for_pattern(None, ox.NamedNode(RDFS + "subClassOf"), None):
            self._up[q.subject.value].add(q.object.value)
        pairs = engines.rows(
            ontology.query(
                PREFIXES
                + """SELECT ?a ?b WHERE { { ?a owl:disjointWith ?b }
                     UNION { ?all a owl:AllDisjointClasses ; owl:members/rdf:rest*/rdf:first ?a , ?b FILTER(?a != ?b) } }"""
            )
        )
        self._apart = {frozenset((p["a"].value, p["b"].value)) for p in pairs}

    def above(self, cls: str) -> set[str]:
        """`cls` and everything above it."""
        found, todo = {cls}, [cls]
        while todo:
            fresh = self._up[todo.pop()] - found
            found |= fresh
            todo += fresh
        return found

    def disjoint(self, a: str, b: str) -> bool:
        return any(frozenset((x, y)) in self._apart for x in self.above(a) for y in self.above(b))


@pytest.fixture(scope="module")
def kinds(ontology: ox.Store) -> Kinds:
    return Kinds(ontology)


def test_definitions_are_one_sentence(ontology: ox.Store) -> None:
    offenders = []
    for term in own(ontology):
        for language, words in text(ontology, term, SKOS + "definition").items():
            if not re.fullmatch(r"[A-Z](?:(?![.!?]\s).)*[^.!?\s]\.", words):
                offenders.append(f"{vocabulary.short(term)}@{language}: {words}")
    complain("definitions that are not one sentence from a capital to a full stop", offenders)


def test_fibo_1068_definitions_are_not_circular(ontology: ox.Store) -> None:
    """No definition holds the label of its own term. 27 English and 21 Dutch ones did: "the day on which the text was adopted" of adopted.

    Hygiene test 1068 of FIBO (https://github.com/edmcouncil/fibo, etc/testing/hygiene_parameterized).
    """
    offenders = []
    for term in own(ontology):
        definitions = text(ontology, term, SKOS + "definition")
        for language, label in text(ontology, term, RDFS + "label").items():
            if re.search(rf"\b{re.escape(label)}\b", definitions.get(language, ""), re.IGNORECASE):
                offenders.append(f"{vocabulary.short(term)}@{language} '{label}': {definitions[language]}")
    complain("circular definitions", offenders)


@pytest.mark.parametrize("what", ["label", "definition"])
def test_fibo_1067_labels_and_definitions_are_unique(what: str, ontology: ox.Store) -> None:
    """Two terms with one label, or one definition, in a language are one term or are told apart badly (FIBO's hygiene test 1067).

    A class and a property may share a word: the class has a capital (State, state).
    """
    predicate = {"label": RDFS + "label", "definition": SKOS + "definition"}[what]
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for term in own(ontology):
        for language, words in text(ontology, term, predicate).items():
            found[language, words].append(vocabulary.short(term))
    shared = [f"'{words}'@{language}: {', '.join(sorted(terms))}" for (language, words), terms in found.items() if len(terms) > 1]
    complain(f"{what}s that several terms share", shared)


def test_every_term_says_which_ontology_defines_it(ontology: ox.Store) -> None:
    """Whoever meets a term in a store full of vocabularies finds the way back (rdfs:isDefinedBy)."""
    offenders = [vocabulary.short(t) for t in own(ontology) if [o.value for o in values(ontology, t, RDFS + "isDefinedBy")] != [IRI]]
    complain("terms that do not say where they are defined", offenders)


# Names (CONTRIBUTING, "Names") ----------------------------------------------------------------------------------------

# The day of an act is its past participle; what else a date can be.
OTHER_DATES = {"since", "until", "deadline", "effective"}


def words_of(term: str) -> str:
    """The name of a term in words: termFrom is "term from"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", term.rpartition("#")[2]).lower()


def test_label_is_the_name(ontology: ox.Store) -> None:
    """`topic` was labelled "has topic", `follows` "follows from" and `url` "address": three terms that nobody found by their label.

    A code is named by its abbreviation and labelled in full.
    """
    codes = {q.subject.value for q in ontology.quads_for_pattern(None, ox.NamedNode(RDFS + "subPropertyOf"), ox.NamedNode(A90 + "code"))}
    offenders = [
        f"{vocabulary.short(t)}: {label}"
        for t in own(ontology)
        if t not in codes and (label := text(ontology, t, RDFS + "label").get("en", "")).lower() != words_of(t)
    ]
    complain("labels that are not the name of the term in words", offenders)


def test_dates_are_named_in_one_way(ontology: ox.Store) -> None:
    """Nineteen properties for a day were named in five styles (adopted, signedOn, dateRead, inForceSince, completeAsOf)."""
    dates = [
        t.rpartition("#")[2]
        for t, kind in own(ontology).items()
        if kind == "datatype" and vocabulary.XSD + "date" in {o.value for o in values(ontology, t, RDFS + "range")}
    ]
    assert len(dates) > 10
    one_way = re.compile(r"[a-z]+(ed|ne|ad)|openedForSignature|[a-z]+(Since|Until)")
    complain("dates that are named otherwise", [d for d in dates if d not in OTHER_DATES and not one_way.fullmatch(d)])


def test_names_have_no_particles_that_say_nothing(ontology: ox.Store) -> None:
    """No has- and is-, no date- in front, no -On for a day."""
    particles = {"datatype": r"#(has|is|date|get)[A-Z]|[a-z]On$"}
    offenders = [vocabulary.short(t) for t, kind in own(ontology).items() if re.search(particles.get(kind, r"#(has|is|get)[A-Z]"), t)]
    complain("names with a particle too many", offenders)


# Examples, folders, facts ---------------------------------------------------------------------------------------------


def test_every_class_has_an_example_that_exists(ontology: ox.Store, uses: Uses, kinds: Kinds) -> None:
    """A definition is understood by a thing that one can look up: the example begins with its IRI, and is of the class.

    Of what queries derive, it is a commitment or an observation from which they derive it.
    """
    offenders = []
    for term in (t for t, kind in own(ontology).items() if kind == "class"):
        for words in [o.value for o in values(ontology, term, SKOS + "example")] or ["none"]:
            thing = words.partition(": ")[0]
            types = uses.types.get(thing)
            fits = types and (term.removeprefix(A90) in DERIVED or any(term in kinds.above(t) for t in types))
            if not fits:
                offenders.append(f"{vocabulary.short(term)}: {words}")
    complain("classes without an example of theirs that is published", offenders)


def test_folders_are_those_of_the_data(ontology: ox.Store, uses: Uses, kinds: Kinds) -> None:
    """Which kinds of thing there are is said once, in the ontology: the prefixes, the folders and the first subject of each file follow.

    The list stood by hand in vocabulary.PREFIXES, in the parameters of questions and in fifty shapes.
    """
    folders: dict[str, set[str]] = defaultdict(set)
    for q in ontology.quads_for_pattern(None, ox.NamedNode(A90 + "folder"), None):
        folders[q.object.value].add(q.subject.value)
    assert set(folders) == {p.name for p in vocabulary.DATA.iterdir() if p.is_dir()}
    prefixes = {p for p, namespace in vocabulary.PREFIXES.items() if namespace == f"{vocabulary.BASE}{p}/"}
    assert prefixes == set(folders)
    offenders = []
    for file in vocabulary.turtle_files():
        thing = vocabulary.iri_of(file)
        above = {c for t in uses.types[thing] for c in kinds.above(t)}
        if not above & folders[file.parent.name]:
            offenders.append(f"{vocabulary.short(thing)}: {', '.join(map(vocabulary.short, uses.types[thing]))}")
    complain("things that stand in a folder of another class", offenders)


def test_classes_that_state_facts_are_those_that_are_checked(ontology: ox.Store, uses: Uses) -> None:
    """What needs a source is said once, in the ontology, and nothing of it lacks one."""
    stating = {q.subject.value for q in ontology.quads_for_pattern(None, ox.NamedNode(A90 + "statesFact"), None)}
    assert len(stating) > 30
    assert stating == vocabulary.FACTS
    sourced = {t.subject.value for _, t in uses.statements["http://purl.org/dc/terms/source"]}
    complain("facts without a source", sorted(i for i, types in uses.types.items() if types & stating and i not in sourced))


def test_dutch_is_dutch(ontology: ox.Store) -> None:
    """No definition was left untranslated. Labels may agree (Instrument, Forum), as long as few do."""
    both = {"code", "forum", "indicator", "instrument", "locator", "partner", "passage", "European Legislation Identifier"}
    definitions, labels = [], []
    for term in own(ontology):
        label, definition = text(ontology, term, RDFS + "label"), text(ontology, term, SKOS + "definition")
        if definition.get("en") == definition.get("nl"):
            definitions.append(vocabulary.short(term))
        if label.get("en") == label.get("nl") and label.get("en") not in both | {b.capitalize() for b in both}:
            labels.append(f"{vocabulary.short(term)}: {label.get('en')}")
    complain("definitions that are the same in English and Dutch", definitions)
    complain("labels that are the same in English and Dutch and are no word of both", labels)


def test_scope_notes_and_examples_are_in_a_language(ontology: ox.Store) -> None:
    offenders = [
        f"{vocabulary.short(t)}: {o.value}"
        for t in own(ontology)
        for p in ("scopeNote", "example", "changeNote")
        for o in values(ontology, t, SKOS + p)
        if not o.language
    ]
    complain("notes without a language", offenders)


def test_match_targets_are_never_ours(ontology: ox.Store) -> None:
    """Matches stand in alignments.ttl only: SKOS, once loaded, makes a concept of whatever has one."""
    complain(
        "matches in the ontology",
        select(ontology, "?term ?p ?more . FILTER(REGEX(STR(?p), 'core#[a-zA-Z]+Match$'))"),
    )
    alignments = ox.Store()
    alignments.bulk_load(path=str(vocabulary.ROOT / "ontology" / "alignments.ttl"), format=ox.RdfFormat.TURTLE)
    matches = [q for q in alignments if q.predicate.value.startswith(SKOS) and q.predicate.value.endswith("Match")]
    assert matches
    complain("matches to ourselves", sorted({q.object.value for q in matches if q.object.value.startswith(vocabulary.BASE)}))
    known = set(own(ontology))
    complain("matches of what is no term of ours", sorted({q.subject.value for q in matches if q.subject.value not in known}))
    focus = {q.object.value for q in alignments.quads_for_pattern(None, ox.NamedNode("http://xmlns.com/foaf/0.1/focus"), None)}
    data = {vocabulary.iri_of(f) for f in vocabulary.turtle_files()}
    complain("entries of the authority table about what is not described", sorted(focus - data))


# The data, by the ontology --------------------------------------------------------------------------------------------

# Made by queries, so not in data/ (see scripts/derive/).
DERIVED = {"Bond", "Finding"}


class Uses:
    """What the data do with the terms: who is of which types, and every statement made with one of our properties."""

    def __init__(self, parsed: Mapping[str, list[ox.Triple]]) -> None:
        self.types: dict[str, set[str]] = defaultdict(set)
        self.statements: dict[str, list[tuple[str, ox.Triple]]] = defaultdict(list)
        for path, triples in parsed.items():
            for t in triples:
                if t.predicate.value == RDF_TYPE:
                    self.types[t.subject.value].add(t.object.value)
                self.statements[t.predicate.value].append((path, t))


@pytest.fixture(scope="module")
def uses(parsed: Mapping[str, list[ox.Triple]]) -> Uses:
    return Uses(parsed)


def grouped(found: Mapping[str, list[str]]) -> list[str]:
    """One line a group: how many, and three examples."""
    return [f"{group}: {len(cases)}, e.g. {'; '.join(cases[:3])}" for group, cases in sorted(found.items())]


def test_every_class_is_used_or_derived(ontology: ox.Store, uses: Uses, kinds: Kinds) -> None:
    used = {above for types in uses.types.values() for t in types for above in kinds.above(t)}
    idle = {t for t, kind in own(ontology).items() if kind == "class"} - used - {A90 + d for d in DERIVED}
    complain("classes that no data uses", sorted(map(vocabulary.short, idle)))
    typed_in = {A90 + d for d in DERIVED} & used
    complain("derived classes that stand in data/", sorted(map(vocabulary.short, typed_in)))


def test_every_property_is_used_or_derived(ontology: ox.Store, uses: Uses) -> None:
    """Used in the data, made by a query that derives, or the parent of a property that is used; said of classes in the ontology itself."""
    derived = "".join(f.read_text(encoding="utf-8") for f in (vocabulary.ROOT / "scripts").rglob("derive/*.rq"))
    said = {q.predicate.value for q in ontology}
    parents = {q.object.value for q in ontology.quads_for_pattern(None, ox.NamedNode(RDFS + "subPropertyOf"), None)}
    idle = [
        vocabulary.short(t)
        for t, kind in own(ontology).items()
        if kind != "class"
        and t not in uses.statements
        and t not in parents | said
        and not re.search(rf"\b{vocabulary.short(t)}\b", derived)
    ]
    complain("properties that nothing uses", idle)


def test_terms_used_are_declared(ontology: ox.Store, uses: Uses) -> None:
    declared = {q.subject.value for q in ontology.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), None)}
    built_in = (RDF_TYPE, OWL + "sameAs", OWL + "deprecated", RDFS + "label", RDFS + "comment", RDFS + "seeAlso")
    found = {vocabulary.short(p): [t[0] for t in s] for p, s in uses.statements.items() if p not in declared and p not in built_in}
    for path, t in uses.statements[RDF_TYPE]:
        if t.object.value not in declared:
            found.setdefault(vocabulary.short(t.object.value), []).append(path)
    complain("terms that the data use and the ontology does not declare", grouped(found))


def test_values_are_of_the_kind_declared(ontology: ox.Store, uses: Uses) -> None:
    """An object property never has a literal, a datatype property always one of its range."""
    types = {KIND[k]: set() for k in KIND}
    for q in ontology.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), None):
        if (short := vocabulary.short(q.object.value)) in KIND:
            types[KIND[short]].add(q.subject.value)
    found: dict[str, list[str]] = defaultdict(list)
    for p, statements in uses.statements.items():
        ranges = {o.value for o in values(ontology, p, RDFS + "range")}
        # OWL 2's name for what RDF 1.1 calls a string or a string in a language
        if RDF + "PlainLiteral" in ranges:
            ranges |= {RDF + "langString", vocabulary.XSD + "string"}
        for _, t in statements:
            literal = isinstance(t.object, ox.Literal)
            what = f"{vocabulary.short(t.subject.value)} {str(t.object)[:60]}"
            if p in types["object"] and literal:
                found[f"{vocabulary.short(p)} with a literal"].append(what)
            elif p in types["datatype"] and not literal:
                found[f"{vocabulary.short(p)} with an IRI"].append(what)
            elif p in types["datatype"] and ranges and not ranges & {t.object.datatype.value, RDFS + "Literal"}:
                found[f"{vocabulary.short(p)} with a {vocabulary.short(t.object.datatype.value)}"].append(what)
    complain("properties with values of another kind than declared", grouped(found))


@pytest.mark.parametrize("end", ["domain", "range"])
def test_domains_and_ranges_hold_in_the_data(end: str, ontology: ox.Store, uses: Uses, kinds: Kinds) -> None:
    """Read as a constraint, not as an inference: what a property is said of is already of its domain, its value of its range."""
    found: dict[str, list[str]] = defaultdict(list)
    for p, statements in uses.statements.items():
        one = {o.value for o in values(ontology, p, RDFS + end)}
        wanted = one | {o.value for o in values(ontology, p, SCHEMA + f"{end}Includes")}
        if not wanted:
            continue
        for _, t in statements:
            node = t.subject if end == "domain" else t.object
            # A thing elsewhere (a QUDT unit, a Wikidata item) has no type here; whether ours are described is asked in test_one_rule.
            if not isinstance(node, ox.NamedNode) or node.value not in uses.types:
                continue
            types = uses.types[node.value]
            if not wanted & {above for c in types for above in kinds.above(c)}:
                wants = " or ".join(sorted(map(vocabulary.short, wanted)))
                has = ", ".join(sorted(map(vocabulary.short, types)))
                group = f"{vocabulary.short(p)} {'of' if end == 'domain' else 'to'} {has} (wants {wants})"
                found[group].append(vocabulary.short(t.subject.value))
    complain(f"properties whose {end} does not hold", grouped(found))


def test_no_thing_is_of_two_disjoint_classes(uses: Uses, kinds: Kinds) -> None:
    offenders = [
        f"{vocabulary.short(i)}: {', '.join(map(vocabulary.short, types))}"
        for i, types in uses.types.items()
        if any(a < b and kinds.disjoint(a, b) for a in types for b in types)
    ]
    complain("things of two disjoint classes", offenders)


# Versions -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def deprecated() -> ox.Store:
    return engines.Oxigraph([vocabulary.ROOT / "ontology" / "deprecated.ttl"]).store


def test_this_version_names_the_one_before_it(ontology: ox.Store) -> None:
    """And says that it is not compatible with it: before 1.0 a minor version may break, with a migration."""
    (prior,) = values(ontology, IRI, OWL + "priorVersion")
    version = values(ontology, IRI, OWL + "versionInfo")[0].value
    assert prior.value == f"{IRI}/0.1.0"
    if version.split(".")[:2] != prior.value.rpartition("/")[2].split(".")[:2]:
        assert (vocabulary.ROOT / "ontology" / "migration" / f"{version}.csv").exists()
    text = (vocabulary.ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## {re.escape(version)} - \d{{4}}-\d\d-\d\d$", text, re.MULTILINE), f"The changelog says nothing of {version}."


def test_deprecated_terms_say_what_stands_in_their_place(ontology: ox.Store, deprecated: ox.Store) -> None:
    """An identifier, once published, is never deleted: it stays, with a replacement that is in use and a note."""
    terms, known, offenders = own(deprecated), {q.subject.value for q in ontology}, []
    assert len(terms) >= 19
    for t in terms:
        new = [o.value for o in values(deprecated, t, "http://purl.org/dc/terms/isReplacedBy")]
        note = [o.value for o in values(deprecated, t, SKOS + "changeNote")]
        if not values(deprecated, t, OWL + "deprecated") or not new or not all(n in known for n in new) or not note:
            offenders.append(vocabulary.short(t))
    complain("deprecated terms without a replacement in use, or without a note", offenders)
    complain("terms that are deprecated and declared", sorted(map(vocabulary.short, set(terms) & set(own(ontology)))))


def test_data_never_use_deprecated_terms(deprecated: ox.Store, uses: Uses) -> None:
    terms = set(own(deprecated))
    used = {t for t in terms if uses.statements.get(t)} | {t for types in uses.types.values() for t in types if t in terms}
    pointed = {t.object.value for _, t in uses.statements[A90 + "ofProperty"] if t.object.value in terms}
    complain("deprecated terms in the data", sorted(map(vocabulary.short, used | pointed)))
    complain("deprecated terms that the check accepts", sorted(map(vocabulary.short, terms & rules.declared_terms().declared())))


def test_queries_never_use_deprecated_terms(deprecated: ox.Store) -> None:
    """A question that asks for a term that is gone gives no rows and no error."""
    names = "|".join(t.rpartition("#")[2] for t in own(deprecated))
    files = [
        *(vocabulary.ROOT / "scripts").rglob("*.rq"),
        *(vocabulary.ROOT / "scripts").rglob("*.py"),
        *vocabulary.turtle_files(vocabulary.ROOT / "shapes"),
    ]
    found = [
        f"{f.relative_to(vocabulary.ROOT).as_posix()}: {m[0]}"
        for f in files
        for m in re.finditer(rf"\ba90:({names})\b", f.read_text("utf-8"))
    ]
    complain("deprecated terms in queries, scripts and shapes", found)
