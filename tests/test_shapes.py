"""The shapes: each accepts the sample of its kind, and each is broken by fixtures that break nothing else.

`tests/shapes/valid/<kind>.ttl` is a sample for `shapes/generic/<kind>.ttl`; `tests/shapes/invalid/<shape>-<nn>.ttl` breaks that
shape, and the comment under its prefixes says what is wrong. All things in them are invented (states XAA to XAE are user-assigned codes);
`tests/shapes/world.ttl` gives the class of what they point to and do not describe.
"""

from __future__ import annotations

import datetime
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from article90 import engines, vocabulary
from article90.check import reference as judging
from article90.check import rules, shacl
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib.namespace import DCTERMS, ORG, OWL, RDF, SH

FIXTURES = Path(__file__).parent / "shapes"
VALID = sorted((FIXTURES / "valid").glob("*.ttl"))
INVALID = sorted((FIXTURES / "invalid").glob("*.ttl"))
FILES = {path.stem: path for path in vocabulary.turtle_files(judging.SHAPES) if path.stem != "prefixes"}
# These go across kinds: all samples together are theirs.
ACROSS = {"identity", "label", "rule", "scheme"}
KINDS = sorted(FILES.keys() - ACROSS)
A90 = rdflib.Namespace(vocabulary.ONTOLOGY)
STATE = rdflib.Namespace(vocabulary.BASE + "state/")
ORGANISATION = rdflib.Namespace(vocabulary.BASE + "organisation/")
SHAPE = rdflib.Namespace(vocabulary.BASE + "shape#")

# The ways in which a value can be wrong, and the component that SHACL reports each as (SHACL, appendix B).
COMPONENTS = {
    SH.minCount: SH.MinCountConstraintComponent,
    SH.maxCount: SH.MaxCountConstraintComponent,
    SH.pattern: SH.PatternConstraintComponent,
    SH.nodeKind: SH.NodeKindConstraintComponent,
    SH.datatype: SH.DatatypeConstraintComponent,
    SH["class"]: SH.ClassConstraintComponent,
    SH.minInclusive: SH.MinInclusiveConstraintComponent,
    SH.maxInclusive: SH.MaxInclusiveConstraintComponent,
    SH.maxLength: SH.MaxLengthConstraintComponent,
    SH.uniqueLang: SH.UniqueLangConstraintComponent,
    SH.qualifiedMinCount: SH.QualifiedMinCountConstraintComponent,
    SH["or"]: SH.OrConstraintComponent,
    SH.sparql: SH.SPARQLConstraintComponent,
}
# What describes a shape and constrains nothing.
DESCRIPTION = {
    RDF.type,
    SH.path,
    SH.property,
    SH.targetClass,
    SH.targetNode,
    SH.severity,
    SH.message,
    SH.description,
    SH.qualifiedValueShape,
}


def local(iri: object) -> str:
    return str(iri).rpartition("#")[2]


def rule_of(path: Path) -> str:
    """The shape that an invalid fixture breaks, by its file name."""
    return re.sub(r"-\d\d$", "", path.stem)


@cache
def shapes(*kinds: str) -> rdflib.Graph:
    """The shapes of the kinds (all by default), parsed once."""
    graph = rdflib.Graph()
    for path in [FILES[kind] for kind in kinds] or FILES.values():
        graph.parse(path, format="turtle")
    for path in sorted(judging.SHAPES.rglob("prefixes.ttl")):
        graph.parse(path, format="turtle")
    return graph


def breakable() -> set[rdflib.URIRef]:
    """Every shape that can be broken: what a target reaches and constrains. The other shapes are parts of these."""
    graph = shapes()
    targeted = {*graph.subjects(SH.targetClass), *graph.subjects(SH.targetNode)}
    return {s for node in targeted for s in (node, *graph.objects(node, SH.property)) if COMPONENTS.keys() & set(graph.predicates(s))}


BREAKABLE = sorted(map(local, breakable()))


class Result(NamedTuple):
    """One result of a validation, with what the tests ask of it."""

    rule: str
    component: rdflib.URIRef
    classes: frozenset[rdflib.URIRef]
    severity: rdflib.URIRef
    value: rdflib.term.Node | None
    messages: tuple[rdflib.Literal, ...]
    focus: rdflib.term.Node | None


def results(graph: rdflib.Graph, shacl: rdflib.Graph, **options) -> list[Result]:
    _, report, text = pyshacl.validate(graph, shacl_graph=shacl, **options)
    assert isinstance(report, rdflib.Graph), text
    return [
        Result(
            local(report.value(r, SH.sourceShape)),
            report.value(r, SH.sourceConstraintComponent),
            frozenset(graph.objects(report.value(r, SH.focusNode), RDF.type)),
            report.value(r, SH.resultSeverity),
            report.value(r, SH.value),
            tuple(report.objects(r, SH.resultMessage)),
            report.value(r, SH.focusNode),
        )
        for r in report.subjects(RDF.type, SH.ValidationResult)
    ]


def read(*paths: Path) -> list[ox.Triple]:
    parsed = [rules.parse(path) for path in paths]
    assert all(isinstance(p, rules.Parsed) for p in parsed), parsed
    return [t for p in parsed for t in p.triples]


def graph_of(*paths: Path) -> rdflib.Graph:
    return engines.to_rdflib([read(*paths)])


@cache
def world() -> dict[str, list[ox.Triple]]:
    """What may be pointed to: the invented things, with their class, and the published concepts, with their scheme."""
    known = defaultdict(list)
    for t in read(FIXTURES / "world.ttl", *vocabulary.turtle_files(vocabulary.DATA / "concept")):
        if t.predicate == vocabulary.RDF_TYPE or local(t.predicate.value) in ("inScheme", "since"):
            known[t.subject.value].append(t)
    return known


@cache
def classes() -> tuple[ox.Triple, ...]:
    """Which class of the ontology is a part of which."""
    return tuple(t for t in rules.declared_terms().triples if local(t.predicate.value) == "subClassOf")


def surrounded(paths: tuple[Path, ...]) -> tuple[list[ox.Triple], set[str], list[ox.Triple]]:
    """The triples of fixtures, what they describe, and of what they only point to the class."""
    triples = read(*paths)
    described = {t.subject.value for t in triples}
    pointed = {t.object.value for t in triples if isinstance(t.object, ox.NamedNode)} - described
    return triples, described, [t for iri in sorted(pointed) for t in world().get(iri, ())]


def is_about(result, described: set[str]) -> bool:
    """Whether a result is about what the fixture describes: of the world around it the shapes know too little."""
    sparql = local(result.component) == "SPARQLConstraintComponent"
    offender = result.value if sparql else result.focus
    return getattr(offender, "value", str(offender)) in described


def remember_queries() -> None:
    """Make rdflib translate each query of the shapes once in this process, not once a fixture (2 s of the 2.1 s that one takes).

    The translation sees the prefixes that the shapes declare and no others, so a query that lives off the prefixes of the data fails.
    """
    from rdflib.plugins.sparql import processor

    parse, translate = processor.parseQuery, processor.translateQuery
    translated = cache(lambda text: translate(parse(text), None, {}))
    processor.parseQuery = str
    processor.translateQuery = lambda text, base=None, initNs=None: translated(text)


def judge(paths: tuple[Path, ...]) -> list[Result]:
    triples, described, around = surrounded(paths)
    graph = engines.to_rdflib([triples, around, classes()])
    return [result for result in results(graph, shapes()) if is_about(result, described)]


@pytest.fixture(scope="module")
def judged() -> dict[tuple[Path, ...], list[Result]]:
    """The results of all shapes over each fixture alone, and over the valid ones together; worked out on all cores."""
    jobs = [tuple(VALID), *((path,) for path in (*VALID, *INVALID))]
    with ProcessPoolExecutor(max_workers=min(os.cpu_count() or 1, 8), initializer=remember_queries) as pool:
        return dict(zip(jobs, pool.map(judge, jobs, chunksize=16), strict=True))


# Valid samples


@pytest.mark.parametrize("path", VALID, ids=lambda p: p.stem)
def test_valid_sample_conforms_alone(path: Path, judged) -> None:
    """A shape that rejects good data would be switched off by its users, and then catches nothing."""
    assert judged[(path,)] == []


def test_valid_samples_conform_together(judged) -> None:
    """The publication is validated as a whole, so the rules across records must accept good data in bulk too."""
    assert judged[tuple(VALID)] == []


def test_every_file_of_shapes_has_its_valid_sample() -> None:
    """A sample without shapes, or shapes without a sample, would mean that a renamed file is tested no more."""
    assert [path.stem for path in VALID] == KINDS


@pytest.mark.parametrize("kind", FILES)
def test_valid_sample_puts_every_property_shape_of_its_file_to_work(kind: str) -> None:
    """A shape that meets no value in the sample accepts it for want of anything to judge."""
    graph, own = graph_of(*(VALID if kind in ACROSS else [FIXTURES / "valid" / f"{kind}.ttl"])), shapes(kind)
    idle = [
        (local(shape), local(target))
        for node, target in own.subject_objects(SH.targetClass)
        if (None, RDF.type, target) not in graph
        for shape in own.objects(node, SH.property)
    ]
    idle += [
        local(shape)
        for shape in own.subjects(RDF.type, SH.PropertyShape)
        for node in own.subjects(SH.property, shape)
        if not any((thing, p, None) in graph for thing in instances(graph, own, node) for p in predicates(own, shape))
    ]
    assert idle == []


def predicates(own: rdflib.Graph, shape: rdflib.term.Node) -> list[rdflib.term.Node]:
    """The property that a shape is about, or the alternatives."""
    path = own.value(shape, SH.path)
    alternatives = own.value(path, SH.alternativePath)
    return [path] if alternatives is None else list(own.items(alternatives))


def instances(graph: rdflib.Graph, own: rdflib.Graph, node: rdflib.term.Node) -> set[rdflib.term.Node]:
    return {thing for target in own.objects(node, SH.targetClass) for thing in graph.subjects(RDF.type, target)}


def test_valid_samples_are_good_data_in_every_other_way() -> None:
    """People copy the samples, so they keep the other rules too: declared terms, real dates, sources, links that lead somewhere."""
    terms = rules.declared_terms()
    parsed = [rules.parse(path) for path in VALID]
    faults = [(p.path.name, *fault) for p in parsed for fault in rules.check_file(p, terms)]
    concepts = [rules.parse(path) for path in vocabulary.turtle_files(vocabulary.DATA / "concept")]
    described = {t.subject.value for p in (*parsed, *concepts) for t in p.triples}
    invented = re.compile(r"points to \S*\b(XA[A-Z]|(example|jane)-[a-z0-9-]+)")
    faults += [
        (p.path.name, subject, rule, message)
        for p, subject, rule, message in rules.check_links(parsed, described)
        if not invented.search(message)
    ]
    assert faults == []


# Invalid fixtures


@pytest.mark.parametrize("path", INVALID, ids=lambda p: p.stem)
def test_invalid_fixture_raises_its_own_shape_and_no_other(path: Path, judged) -> None:
    """One fault, one message: whoever mends it should not have to guess which of several complaints is the cause."""
    assert {result.rule for result in judged[(path,)]} == {rule_of(path)}


@pytest.mark.parametrize("path", INVALID, ids=lambda p: p.stem)
def test_message_of_a_broken_shape_is_a_finished_sentence(path: Path, judged) -> None:
    """The message is all that an editor sees: an English sentence, with the names of the offenders filled in."""
    severities = {local(s): severity for s, severity in shapes().subject_objects(SH.severity)}
    assert judged[(path,)]
    for result in judged[(path,)]:
        assert result.severity == severities[result.rule]
        (message,) = result.messages
        assert re.fullmatch(r"(?s)\S.*\w.*\.", message), message
        assert not re.search(r"\{[?$]\w+\}", message), f"{result.rule} leaves a variable of its message unbound: {message}"


def test_every_invalid_fixture_says_under_its_prefixes_what_is_wrong() -> None:
    """Turtle with a fault in it is easily mended by mistake; the comment says that the fault is meant."""
    opening = re.compile(r"(?:@prefix .*\n)+\n# [A-Z].*\.\n\S+ a ")
    assert [path.name for path in INVALID if not opening.match(path.read_text(encoding="utf-8"))] == []


def test_every_invalid_fixture_is_named_after_a_shape() -> None:
    """A shape that is renamed takes its fixtures along, so that they go on testing it."""
    assert {rule_of(path) for path in INVALID} <= set(BREAKABLE)


@pytest.mark.parametrize("rule", BREAKABLE)
def test_every_constraint_is_broken_by_a_fixture(rule: str, judged) -> None:
    """A constraint that nothing breaks may be mistyped and never fire: so each constraint of each shape, on each class that it is for."""
    graph, shape = shapes(), SHAPE[rule]
    wanted = {COMPONENTS[p] for p in graph.predicates(shape) if p in COMPONENTS}
    found = [result for path in INVALID if rule_of(path) == rule for result in judged[(path,)]]
    missing = wanted - {result.component for result in found}
    assert not missing, f"no fixture tests {', '.join(map(local, missing))} of {rule}"
    targets = {target for node in (shape, *graph.subjects(SH.property, shape)) for target in graph.objects(node, SH.targetClass)}
    assert targets <= {c for result in found for c in result.classes}, f"{rule} is not tested on every class that it is for"


def test_no_shape_uses_a_constraint_that_the_tests_do_not_know() -> None:
    """A kind of constraint that is new to the shapes has to be added to the table above, or its fixtures could be forgotten."""
    used = {p for rule in BREAKABLE for p in shapes().predicates(SHAPE[rule])}
    assert used <= COMPONENTS.keys() | DESCRIPTION


def test_fixtures_are_formatted() -> None:
    """A fixture is read as often as data is: the same formatter keeps it."""
    turtlefmt = Path(sys.executable).with_name("turtlefmt")
    if not turtlefmt.exists():
        pytest.skip("turtlefmt is not installed beside this Python")
    done = subprocess.run([turtlefmt, "--check", FIXTURES], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# The shapes themselves


def test_shape_numbers_are_unique() -> None:
    """A message cites its shape by number: what shares a number is one shape and the parts named after it (S40-labels-dutch)."""
    families = defaultdict(set)
    for subject in shapes().subjects():
        if isinstance(subject, rdflib.URIRef) and (match := re.match(r"S\d+", local(subject))):
            families[match[0]].add(local(subject))
    for number, names in families.items():
        first = min(names, key=len)
        assert re.fullmatch(r"S\d{2,3}-[a-z0-9-]+", first)
        assert all(name == first or name.startswith(f"{first}-") for name in names), (
            f"{number} is the number of more than one shape: {names}"
        )


def test_generic_shapes_name_no_thing_of_this_publication() -> None:
    """Whoever has other states, treaties and concepts takes the generic shapes as they are; the values are known by their class."""
    ours = re.compile(rf"{vocabulary.BASE}(?!ontology|shape)[^\s>\"]*")
    found = [(p.stem, m[0]) for p in (judging.SHAPES / "generic").glob("*.ttl") for m in ours.finditer(p.read_text(encoding="utf-8"))]
    assert found == []
    patterns = [str(pattern) for pattern in shapes().objects(None, SH.pattern)]
    assert patterns
    assert not [p for p in patterns if vocabulary.BASE in p], "a value is known by its class, not by the look of its IRI"


@pytest.mark.parametrize("folder", ["generic", "house"])
def test_shapes_say_what_they_are(folder: str) -> None:
    """Title, version and licence, the version that of the ontology: shapes are taken along without the repository."""
    said = rdflib.Graph().parse(judging.SHAPES / folder / "prefixes.ttl")
    header = rdflib.URIRef(f"{vocabulary.BASE}shape/{folder}")
    assert (header, RDF.type, OWL.Ontology) in said
    for term in (DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.modified, OWL.imports, OWL.versionInfo):
        assert said.value(header, term), term
    ontology = rdflib.Graph().parse(vocabulary.ROOT / "ontology" / "article90.ttl")
    assert said.value(header, OWL.versionInfo) == ontology.value(rdflib.URIRef(vocabulary.BASE + "ontology"), OWL.versionInfo)


@pytest.mark.parametrize("rule", [rule for rule in BREAKABLE if (SHAPE[rule], SH.sparql, None) in shapes()])
def test_query_keeps_to_what_every_engine_takes(rule: str) -> None:
    """SHACL-SPARQL forbids MINUS, VALUES and SERVICE, and wants $this in a query within (section 5.2.1), which then cannot group."""
    graph = shapes()
    query = str(graph.value(graph.value(SHAPE[rule], SH.sparql), SH.select))
    assert not re.search(r"\b(MINUS|VALUES|SERVICE)\b", query)
    # what is computed with a product is a decimal in rdflib, and IN compares terms: its 4 is none of (2, 3, 4)
    assert not re.search(r"\?\w+ (NOT )?IN \([-+.\d]", query)
    assert "GROUP BY" not in query, "an engine that binds $this beforehand stops at it"
    assert len(re.findall(r"SELECT (?:DISTINCT )?\$this ", query)) == query.count("SELECT") == query.count("$this")


@pytest.mark.parametrize("rule", BREAKABLE)
def test_shape_has_one_message_and_one_severity(rule: str) -> None:
    """Without a message an engine makes up its own, and without a severity every remark counts as a violation."""
    graph, shape = shapes(), SHAPE[rule]
    messages = list(graph.objects(graph.value(shape, SH.sparql) or shape, SH.message))
    assert [message.language for message in messages] == ["en"]
    assert list(graph.objects(shape, SH.severity)) in ([SH.Violation], [SH.Warning], [SH.Info])


@pytest.mark.parametrize("rule", [rule for rule in BREAKABLE if (SHAPE[rule], SH.sparql, None) in shapes()])
def test_rule_across_records_is_one_query_over_everything(rule: str) -> None:
    """A query for each node takes minutes where one over the set takes seconds: the target is the publication, the offender ?value."""
    graph, shape = shapes(), SHAPE[rule]
    assert list(graph.objects(shape, SH.targetNode)) == [rdflib.URIRef(vocabulary.BASE + "ontology")]
    query = str(graph.value(graph.value(shape, SH.sparql), SH.select))
    assert re.match(r"SELECT (DISTINCT )?\$this (\?value\b|\(.*AS \?value\))", query)
    placeholders = re.findall(r"\{\?(\w+)\}", graph.value(graph.value(shape, SH.sparql), SH.message))
    assert set(placeholders) <= set(re.findall(r"\?(\w+)", query.partition("WHERE")[0])), "the message names what the query does not return"


# Two general rules against plain arithmetic on days

FIRST = datetime.date(2000, 1, 1)
HORIZON = 20  # what has no end lasts until here; all dates that are drawn lie before


class Period(NamedTuple):
    """Days counted from FIRST, both ends included; None for an end that is not known or has not come."""

    since: int | None
    until: int | None

    def days(self) -> set[int]:
        return set(range(-1 if self.since is None else self.since, (HORIZON if self.until is None else self.until) + 1))


class Membership(NamedTuple):
    member: rdflib.URIRef
    body: rdflib.URIRef
    period: Period
    suspended: bool

    def triples(self, node: rdflib.URIRef):
        yield node, RDF.type, ORG.Membership
        yield node, ORG.member, self.member
        yield node, ORG.organization, self.body
        if self.suspended:
            yield node, ORG.role, rdflib.URIRef(vocabulary.BASE + "concept/membership-status#suspended")
        yield from dated(node, self.period)


def dated(node: rdflib.URIRef, period: Period):
    for name, day in (("since", period.since), ("until", period.until)):
        if day is not None:
            text = (FIRST + datetime.timedelta(days=day)).isoformat()
            yield node, A90[name], rdflib.Literal(text, datatype=rdflib.URIRef(vocabulary.XSD + "date"))


# So few days that touching and sharing a day by one are common.
DAYS = st.integers(0, 5)
PERIODS = st.builds(lambda since, length: Period(since, None if length is None else since + length), DAYS, st.none() | st.integers(0, 3))
LIVES = st.builds(
    lambda since, until: Period(since, until) if since is None or until is None or since <= until else Period(until, since),
    st.none() | DAYS,
    st.none() | DAYS,
)
MEMBERS, BODIES = [STATE.XAA, STATE.XAB], [ORGANISATION["example-alliance"], ORGANISATION["example-council"]]
MEMBERSHIPS = st.lists(
    st.builds(Membership, st.sampled_from(MEMBERS), st.sampled_from(BODIES), PERIODS, st.sampled_from([False, False, False, True])),
    min_size=1,
    max_size=6,
)
EXAMPLES = settings(max_examples=25, deadline=None, database=None)


def offenders(rule: str, triples) -> set[rdflib.term.Node]:
    """What one rule on memberships reports of the triples."""
    graph = rdflib.Graph()
    for triple in triples:
        graph.add(triple)
    return {result.value for result in results(graph, shapes("membership", "rule"), use_shapes=[SHAPE[rule]])}


def nodes(memberships: list[Membership]) -> dict[rdflib.URIRef, Membership]:
    return {rdflib.URIRef(f"{m.body}#{local(m.member)[-3:]}-{n}"): m for n, m in enumerate(memberships)}


def full(since: int, until: int | None) -> Membership:
    return Membership(MEMBERS[0], BODIES[0], Period(since, until), suspended=False)


@pytest.mark.slow
@EXAMPLES
@example([full(0, 3), full(3, 5)])  # the last day of one is the first of the other
@example([full(0, 2), full(3, 5)])
@given(MEMBERSHIPS)
def test_overlap_is_reported_exactly_when_two_memberships_share_a_day(memberships: list[Membership]) -> None:
    """Both ends are included, an open end reaches on, and a suspension lies beside the membership: easily wrong by one day."""
    named = nodes(memberships)
    shared = {
        min((a.period.since, str(x), x), (b.period.since, str(y), y))[2]
        for (x, a), (y, b) in combinations(named.items(), 2)
        if (a.member, a.body) == (b.member, b.body) and not a.suspended and not b.suspended and a.period.days() & b.period.days()
    }
    triples = (t for node, m in named.items() for t in m.triples(node))
    assert offenders("S64-memberships-do-not-overlap", triples) == shared


@pytest.mark.slow
@EXAMPLES
@example([full(2, 4)], Period(2, 4), Period(None, None))  # from the first day of the organisation to its last
@example([full(1, 4)], Period(2, 4), Period(None, None))
@example([full(2, 5)], Period(2, 4), Period(None, None))
@given(MEMBERSHIPS, LIVES, LIVES)
def test_membership_outside_the_life_of_its_organisation_is_reported_exactly_then(memberships, first: Period, second: Period) -> None:
    """A member on a day on which the organisation is not there is a mistake in one of the two; unknown ends accuse nobody."""
    named, lives = nodes(memberships), dict(zip(BODIES, (first, second), strict=True))
    outside = {node for node, m in named.items() if not m.period.days() <= lives[m.body].days()}
    triples = [t for node, m in named.items() for t in m.triples(node)]
    triples += [t for body, life in lives.items() for t in dated(body, life)]
    assert offenders("S62-membership-within-lifetime", triples) == outside


# The quick judge says what the reference says


def plain(message: str) -> str:
    """A text with its values written alike.

    Oxigraph writes a decimal canonically (5, not 5.0) and pySHACL as it stands in the file; of a duration (P40M, P3Y4M) it is the reverse.
    """
    return re.sub(r"(\d)\.0\b", r"\1", message).replace("P40M", "P3Y4M")


@cache
def shape_triples() -> tuple[ox.Triple, ...]:
    return tuple(read(*vocabulary.turtle_files(judging.SHAPES)))


def quick_results(*paths: Path) -> list[shacl.Result]:
    """The results of the quick judge over the files."""
    triples, described, around = surrounded(paths)
    store = ox.Store()
    store.extend(ox.Quad(*t) for t in (*triples, *around))
    judge = shacl.Judge(shape_triples(), store, classes())
    return [r for r in (*judge.rules(), *judge.core(shacl.by_subject(triples))) if is_about(r, described)]


def quickly(*paths: Path) -> Counter[tuple[str, ...]]:
    """The same in the terms of the comparison."""
    found = quick_results(*paths)
    return Counter(
        (r.shape, r.component, r.severity, r.focus.value, plain(r.value.value if r.value else ""), plain(r.message)) for r in found
    )


def by_reference(found: list[Result]) -> Counter[tuple[str, ...]]:
    return Counter(
        (
            r.rule,
            local(r.component),
            local(r.severity),
            str(r.focus),
            "" if r.value is None else plain(str(r.value)),
            plain(" ".join(sorted(map(str, r.messages)))),
        )
        for r in found
    )


@pytest.mark.parametrize("path", [*VALID, *INVALID], ids=lambda p: p.stem)
def test_the_quick_judge_says_what_pyshacl_says(path: Path, judged) -> None:
    """`article90 validate` is quick because it has a judge of its own: on every fixture it gives the results of the reference."""
    assert quickly(path) == by_reference(judged[(path,)])


@pytest.mark.parametrize(
    "said",
    ["sh:closed true", "sh:equals a90:until", "sh:targetSubjectsOf a90:since", "sh:path [ sh:inversePath a90:party ]"],
)
def test_a_shape_that_it_does_not_know_is_refused(said: str) -> None:
    """Never passed over in silence: whoever writes such a shape is told that only pySHACL knows it."""
    prefixes = f"@prefix sh: <{SH}> . @prefix a90: <{A90}> . @prefix shape: <{SHAPE}> . "
    strange = f"{prefixes} shape:strange sh:targetClass a90:Mission ; {said} ; sh:minCount 1 ."
    triples = [q.triple for q in ox.parse(strange, format=ox.RdfFormat.TURTLE)]
    with pytest.raises(shacl.NotUnderstood, match="strange"):
        shacl.Judge(triples, ox.Store())
