"""The one rule, the IRI is the path: and what follows from it for links and sources."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest
from article90 import vocabulary
from complaint import complain

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
A90 = vocabulary.ONTOLOGY
KINDS = sorted(p.name for p in vocabulary.DATA.iterdir() if p.is_dir())

# ISO 3166-1 alpha-3 codes and 3166-3's for those that ceased, or a name; everything else lower case and hyphened.
NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
SLUG = dict.fromkeys(("state", "territory"), rf"[A-Z]{{3}}|{NAME}")
FRAGMENT = r"[A-Za-z0-9]+([-.][A-Za-z0-9]+)*"

# What carries no source of its own: sources and their passages, which are the evidence; concepts, which are our own words;
# and the parts that stand or fall with what they are part of, whose source is theirs.
UNSOURCED = {
    A90 + "Source",
    A90 + "Passage",
    SKOS + "Concept",
    SKOS + "ConceptScheme",
}
PARTS = {A90 + "Pillar": {DCTERMS + "isPartOf"}, A90 + "Threshold": {A90 + "threshold", DCTERMS + "hasPart"}}

SOURCE_FIELDS = {
    "title": DC + "title",
    "publisher": DC + "publisher",
    "address": A90 + "url",
    "date read": A90 + "read",
    "language": DC + "language",
    "kind": A90 + "sourceKind",
}

# The two texts whose every sentence the publication answers for.
CLAIMED = {"government-nl-peace-and-security": 24, "iiss-2018-news": 12}


class Node(NamedTuple):
    """What one subject says, and in which file (a path below data/)."""

    path: str
    says: dict[str, list[ox.NamedNode | ox.Literal]]

    @property
    def types(self) -> set[str]:
        return {o.value for o in self.says.get(RDF_TYPE, [])}


@pytest.fixture(scope="module")
def nodes(parsed: Mapping[str, list[ox.Triple]]) -> Mapping[str, Node]:
    """Every subject of the data by its IRI (in one pass)."""
    found: dict[str, Node] = {}
    for path, triples in parsed.items():
        for t in triples:
            node = found.setdefault(t.subject.value, Node(path, defaultdict(list)))
            node.says[t.predicate.value].append(t.object)
    return found


@pytest.fixture(scope="module")
def cited(nodes: Mapping[str, Node]) -> Mapping[str, list[str]]:
    """For each source or passage, the things that cite it."""
    found: dict[str, list[str]] = defaultdict(list)
    for subject, node in nodes.items():
        for o in node.says.get(DCTERMS + "source", []):
            found[o.value].append(subject)
    return found


def test_subjects_are_the_file_and_its_fragments(parsed: Mapping[str, list[ox.Triple]]) -> None:
    offenders = []
    for path, triples in parsed.items():
        own = vocabulary.BASE + path
        foreign = {t.subject.value for t in triples if t.subject.value != own and not t.subject.value.startswith(own + "#")}
        offenders += [f"data/{path}.ttl describes {s}, which belongs elsewhere" for s in sorted(foreign)]
    complain("subjects outside the file that they belong to", offenders)


def test_file_opens_with_its_thing(parsed: Mapping[str, list[ox.Triple]]) -> None:
    offenders = [
        f"data/{path}.ttl opens with {triples[0].subject.value if triples else 'nothing'}"
        for path, triples in parsed.items()
        if not triples or triples[0].subject.value != vocabulary.BASE + path
    ]
    complain("files that do not open with what they describe", offenders)


def test_what_a_file_describes_stands_together(parsed: Mapping[str, list[ox.Triple]]) -> None:
    """A subject is written once, not taken up again further down."""
    offenders = []
    for path, triples in parsed.items():
        runs = [subject for subject, _ in groupby(triples, key=lambda t: t.subject.value)]
        offenders += [f"data/{path}.ttl: {vocabulary.short(s)}" for s, n in Counter(runs).items() if n > 1]
    complain("subjects that are taken up twice in a file", offenders)


def test_paths_and_fragments_are_readable_names(nodes: Mapping[str, Node]) -> None:
    offenders = []
    for path in {n.path for n in nodes.values()}:
        kind, _, slug = path.partition("/")
        if not re.fullmatch(SLUG.get(kind, NAME), slug):
            offenders.append(f"data/{path}.ttl")
    offenders += [i for i in nodes if "#" in i and not re.fullmatch(FRAGMENT, i.partition("#")[2])]
    complain("names that are not codes or lower-case hyphened words", sorted(offenders))


def test_only_the_kinds_of_the_design() -> None:
    """The folders of data/ are those for which there is a prefix, and each holds files of its own only."""
    assert set(KINDS) <= set(vocabulary.PREFIXES), "a folder in data/ without a prefix in scripts/article90/vocabulary.py"
    files = [f.relative_to(vocabulary.DATA) for f in vocabulary.DATA.rglob("*") if f.is_file()]
    strays = [f"data/{f.as_posix()}" for f in files if f.suffix != ".ttl" or len(f.parts) != 2]
    complain("files in data/ that are no Turtle or lie at another depth", sorted(strays))


def test_no_blank_nodes(parsed: Mapping[str, list[ox.Triple]]) -> None:
    offenders = [
        f"data/{path}.ttl: {n} blank nodes"
        for path, triples in parsed.items()
        if (n := sum(isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode) for t in triples))
    ]
    complain("files with blank nodes (a part is a fragment IRI)", offenders)


def test_every_node_has_one_kind(nodes: Mapping[str, Node]) -> None:
    offenders = [
        f"data/{n.path}.ttl: {vocabulary.short(i)} is {' and '.join(sorted(map(vocabulary.short, n.types))) or 'of no type'}"
        for i, n in nodes.items()
        if len(n.types) != 1
    ]
    complain("nodes without a type, or with several", offenders)


def test_every_link_to_a_thing_of_ours_is_described(nodes: Mapping[str, Node], ontology: ox.Store) -> None:
    terms = {q.subject.value for q in ontology if isinstance(q.subject, ox.NamedNode)}
    dangling: dict[str, set[str]] = defaultdict(set)
    for i, node in nodes.items():
        for p, objects in node.says.items():
            for o in objects:
                if isinstance(o, ox.NamedNode) and o.value.startswith(vocabulary.BASE) and o.value not in nodes and o.value not in terms:
                    dangling[o.value].add(f"{vocabulary.short(i)} by {vocabulary.short(p)}")
            if p.startswith(A90) and p not in terms:
                dangling[p].add(vocabulary.short(i))
    complain(
        "things of ours that are linked to and nowhere described",
        [f"{vocabulary.short(o)} <- {len(by)}: {', '.join(sorted(by)[:3])}" for o, by in sorted(dangling.items())],
        60,
    )


def test_every_fact_has_a_source(nodes: Mapping[str, Node]) -> None:
    whole = {(p, o.value): i for i, n in nodes.items() for p in n.says for o in n.says[p] if isinstance(o, ox.NamedNode)}
    offenders = []
    for i, node in nodes.items():
        if node.types & UNSOURCED or DCTERMS + "source" in node.says:
            continue
        # A part's source may be that of its whole, whichever of the two says so.
        ways = {p for kind, ps in PARTS.items() if kind in node.types for p in ps}
        wholes = [o.value for p in ways for o in node.says.get(p, [])] + [whole[p, i] for p in ways if (p, i) in whole]
        if not any(w in nodes and DCTERMS + "source" in nodes[w].says for w in wholes):
            offenders.append(f"data/{node.path}.ttl: {vocabulary.short(i)} ({', '.join(map(vocabulary.short, node.types))})")
    complain("facts without a source", offenders)


def test_sources_cited_are_sources(cited: Mapping[str, list[str]], nodes: Mapping[str, Node]) -> None:
    offenders = [
        f"{vocabulary.short(s)} cited by {vocabulary.short(by[0])}" + (f" and {len(by) - 1} more" if len(by) > 1 else "")
        for s, by in sorted(cited.items())
        if s not in nodes or not nodes[s].types & {A90 + "Source", A90 + "Passage"}
    ]
    complain("things cited as a source that are neither a source nor a passage of one", offenders)


def test_every_source_is_cited(cited: Mapping[str, list[str]], nodes: Mapping[str, Node]) -> None:
    """A source that nothing cites is not a source of anything; citing a passage of it is citing it, and so is a count checked by it."""
    read = set(cited) | {s.partition("#")[0] for s in cited}
    for counts in (Path(__file__).parent / "crosscheck").glob("counts*.csv"):
        read |= {vocabulary.BASE + "source/" + slug for slug in re.findall(r"[a-z0-9-]+", counts.read_text())}
    deprecated = "http://www.w3.org/2002/07/owl#deprecated"  # kept for those who cite it
    listed = [(i, n) for i, n in sorted(nodes.items()) if A90 + "Source" in n.types and deprecated not in n.says]
    offenders = [f"data/{n.path}.ttl" for i, n in listed if i not in read]
    complain("sources that nothing cites", offenders, 60)


def test_sources_have_their_fields(nodes: Mapping[str, Node]) -> None:
    offenders = []
    for i, node in nodes.items():
        if A90 + "Source" in node.types:
            if lacking := [field for field, p in SOURCE_FIELDS.items() if p not in node.says]:
                offenders.append(f"{vocabulary.short(i)} lacks its {', '.join(lacking)}")
            if twice := [field for field in ("address", "date read", "kind") if len(node.says.get(SOURCE_FIELDS[field], [])) > 1]:
                offenders.append(f"{vocabulary.short(i)} has more than one {', '.join(twice)}")
    complain("sources with missing or doubled fields", offenders)


def test_passages_say_where(nodes: Mapping[str, Node]) -> None:
    offenders = [
        vocabulary.short(i)
        for i, n in nodes.items()
        if A90 + "Passage" in n.types
        and (A90 + "locator" not in n.says or [o.value for o in n.says.get(DCTERMS + "isPartOf", [])] != [i.partition("#")[0]])
    ]
    complain("passages without a locator, or not part of the source in whose file they stand", offenders)


@pytest.mark.parametrize("source", CLAIMED)
def test_every_sentence_of_the_page_is_answered_for(source: str, cited: Mapping[str, list[str]], nodes: Mapping[str, Node]) -> None:
    passages = [f"{vocabulary.BASE}source/{source}#c{n:02}" for n in range(1, CLAIMED[source] + 1)]
    complain(f"passages of {source} that are not described", [vocabulary.short(p) for p in passages if p not in nodes])
    complain(f"passages of {source} that no fact cites", [vocabulary.short(p) for p in passages if p not in cited])


def test_concepts_stand_in_the_scheme_of_their_file(nodes: Mapping[str, Node]) -> None:
    offenders = [
        vocabulary.short(i)
        for i, n in nodes.items()
        if SKOS + "Concept" in n.types and [o.value for o in n.says.get(SKOS + "inScheme", [])] != [i.partition("#")[0]]
    ]
    complain("concepts that are not in the scheme of their file", offenders)
