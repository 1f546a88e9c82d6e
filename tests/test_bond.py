"""Who is bound by what on a day: the derived bonds agree with plain arithmetic over the data, and every question with the bonds."""

from collections import defaultdict
from dataclasses import dataclass

import pyoxigraph as ox
import pytest
from article90 import engines, vocabulary
from article90.publish import downloads
from article90.questions import catalogue

A90 = vocabulary.ONTOLOGY
ORG = "http://www.w3.org/ns/org#"
DCTERMS = "http://purl.org/dc/terms/"
LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
# Roles in which one belongs to an organisation without being bound as its members are; a suspension limits a membership that goes on.
NOT_BOUND = {f"{vocabulary.BASE}concept/membership-status#{role}" for role in ("associate", "observer", "partner", "suspended")}
# Memberships that an organisation counted on after the state had gone, as their nodes say.
COUNTED_ON = {f"{vocabulary.BASE}organisation/un#YUG"}
DATES = ("2014-07-17", "2026-11-21")

# Questions that put the bond to all states, and the set they are restricted to by a commitment's property and its values.
ATOP = {f"{vocabulary.BASE}concept/commitment-type#{t}" for t in ("defence", "offence", "neutrality", "non-aggression", "consultation")}
OF_TYPE = {"cq-004": {f"{vocabulary.BASE}concept/commitment-type#defence"}, "cq-065": ATOP, "cq-066": ATOP}
# Questions that leave out part of what the bonds hold, on other grounds: their rows are bonds, but not all of them.
NARROWED = {"cq-061", "cq-062", "cq-063", "cq-064", "cq-083", "cq-086"}


@dataclass(frozen=True)
class Bond:
    """One state (or organisation) bound by one commitment through one link, from a day to a day; both included."""

    bearer: str
    commitment: str
    link: str
    since: str
    until: str | None

    def holds_on(self, day: str) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class Triples:
    """The data as a table: subject and property to values, property and value to subjects."""

    def __init__(self, triples: ox.Store) -> None:
        self._values: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._subjects: dict[tuple[str, str], list[str]] = defaultdict(list)
        for s, p, o in ((t.subject, t.predicate, t.object) for t in triples):
            self._values[s.value, p.value].append(o.value)
            self._subjects[p.value, o.value].append(s.value)

    def values(self, subject: str, name: str) -> list[str]:
        return self._values.get((subject, name), [])

    def one(self, subject: str, name: str) -> str | None:
        return min(self.values(subject, name), default=None)

    def subjects(self, name: str, value: str) -> list[str]:
        return self._subjects.get((name, value), [])


@pytest.fixture(scope="module")
def triples(oxigraph) -> Triples:
    return Triples(oxigraph.store)


def links(t: Triples, commitment: str) -> set[tuple[str, str, str | None, str | None]]:
    """Who is bound by a commitment: bearer, link, first and last day of the link."""
    found: set[tuple[str, str, str | None, str | None]] = set()
    exempt = set(t.values(commitment, A90 + "exceptGroup"))
    standing = {
        p
        for instrument in t.values(commitment, A90 + "bindsPartiesTo")
        for p in t.subjects(A90 + "instrument", instrument)
        if not exempt & set(t.values(p, A90 + "inGroup"))
    }
    standing |= {p for group in t.values(commitment, A90 + "bindsGroup") for p in t.subjects(A90 + "inGroup", group)}
    for p in standing:
        found |= {(b, p, t.one(p, A90 + "since"), t.one(p, A90 + "until")) for b in t.values(p, A90 + "party")}
    for body in t.values(commitment, A90 + "bindsMembersOf"):
        for m in t.subjects(ORG + "organization", body):
            if not NOT_BOUND & set(t.values(m, ORG + "role")):
                found |= {(b, m, t.one(m, A90 + "since"), t.one(m, A90 + "until")) for b in t.values(m, ORG + "member")}
    found = {f for f in found if f[2]}
    return found | {(b, commitment, None, t.one(b, A90 + "until")) for b in t.values(commitment, A90 + "bearer")}


@pytest.fixture(scope="module")
def expected(triples: Triples) -> set[Bond]:
    """The bonds by the rules of the ontology, without SPARQL."""
    t, bonds = triples, set()
    commitments = {
        s
        for kind in ("Obligation", "Permission", "Pledge", "Recommendation")
        for s in t.subjects("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", A90 + kind)
    }
    for c in commitments:
        texts = [text for provision in t.values(c, A90 + "groundedIn") for text in t.values(provision, DCTERMS + "isPartOf")]
        for text in texts:
            begins = t.one(c, A90 + "since") or t.one(text, A90 + "since")
            ends = t.one(c, A90 + "until") or t.one(text, A90 + "until")
            for bearer, link, joined, left in links(t, c):
                since = max(filter(None, (begins, joined)), default=None)
                until = min(filter(None, (ends, left)), default=None)
                if since and (until is None or since <= until):
                    bonds.add(Bond(bearer, c, link, since, until))
    return bonds


@pytest.fixture(scope="module")
def derived(oxigraph) -> set[Bond]:
    """The bonds as `article90 build` derives them."""
    t = Triples(downloads.derive("bonds", oxigraph))
    nodes = t.subjects("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", A90 + "Bond")
    several = {n for n in nodes for name in ("bearer", "commitment", "derivedFrom", "since", "until") if len(t.values(n, A90 + name)) > 1}
    assert several == set(), "Bonds of different states, commitments or links share an identifier."
    return {
        Bond(
            t.one(n, A90 + "bearer"),
            t.one(n, A90 + "commitment"),
            t.one(n, A90 + "derivedFrom"),
            t.one(n, A90 + "since"),
            t.one(n, A90 + "until"),
        )
        for n in nodes
    }


def test_bonds_are_those_of_plain_arithmetic(derived: set[Bond], expected: set[Bond]) -> None:
    assert len(expected) > 10_000
    assert sorted(map(str, derived - expected))[:10] == []
    assert sorted(map(str, expected - derived))[:10] == []


def test_no_bond_outlives_its_bearer(derived: set[Bond], triples: Triples) -> None:
    """A state that has ceased is bound by nothing."""
    late = set()
    for b in derived:
        end = triples.one(b.bearer, A90 + "until")
        if end and b.link not in COUNTED_ON and (b.until is None or b.until > end):
            late.add((b.bearer, b.commitment))
    assert sorted(late) == []


def asked() -> list[tuple[str, str]]:
    tagged = [q.id for q in catalogue.all_questions().values() if "bond" in q.tags]
    return [(name, day) for name in sorted({*tagged, "cq-004", "cq-028"}) for day in DATES]


def restricted(q: catalogue.Question, bound: dict, day: str, bonds: set[Bond], t: Triples) -> set[Bond]:
    """The bonds that hold on the day, restricted as the parameters and the kind of the question say."""
    on = {b for b in bonds if b.holds_on(day)}
    if "_state_iri" in bound and q.id != "cq-061":
        on = {b for b in on if b.bearer == bound["_state_iri"].value}
    if q.id == "cq-061":
        on = {b for b in on if b.bearer in {bound["_state_iri"].value, bound["_other_iri"].value}}
    if q.id in OF_TYPE:
        on = {b for b in on if OF_TYPE[q.id] & set(t.values(b.commitment, A90 + "commitmentType"))}
    if q.id == "cq-028":
        instrument = bound["_instrument_iri"].value
        on = {b for b in on if any(instrument in t.values(p, DCTERMS + "isPartOf") for p in t.values(b.commitment, A90 + "groundedIn"))}
    return on


@pytest.mark.parametrize(("name", "day"), asked())
def test_questions_and_bonds_agree(name: str, day: str, oxigraph, triples: Triples, derived: set[Bond]) -> None:
    q = catalogue.find(name)
    bound = q.bindings({"date": day}, oxigraph)
    rows = engines.rows(oxigraph.query(q.text, bound))
    want = restricted(q, bound, day, derived, triples)
    if "count" in q.tags:
        states: dict[str, set[str]] = defaultdict(set)
        for b in want:
            states[b.commitment].add(b.bearer)
        assert {r["commitment"].value: int(r["states"].value) for r in rows} == {c: len(bearers) for c, bearers in states.items()}
        return
    named = {label: s for s in {b.bearer for b in derived} for label in triples.values(s, LABEL)}
    found = set()
    for r in rows:
        bearer = r["bearer"].value if r.get("bearer") else bound["_state_iri"].value if "_state_iri" in bound else named[r["state"].value]
        found.add((bearer, r["commitment"].value, r["since"].value))
    held = {(b.bearer, b.commitment, b.since) for b in want}
    assert sorted(found - held)[:10] == []
    if name not in NARROWED:
        assert sorted(held - found)[:10] == []


def test_defence_duties_of_two_instruments_split_the_bonds(oxigraph) -> None:
    """Who is bound by both and who by one only make up all who are bound by the one."""
    for day in DATES:
        both, one, all_bound = (
            {r["bearer"].value for r in engines.rows(oxigraph.query(q.text, q.bindings({"date": day}, oxigraph)))}
            if name != "cq-004"
            else {
                r["state"].value
                for r in engines.rows(oxigraph.query(q.text, q.bindings({"date": day}, oxigraph)))
                if r["commitment"].value.startswith(f"{vocabulary.BASE}treaty/north-atlantic-treaty#")
            }
            for name in ("cq-062", "cq-063", "cq-004")
            for q in [catalogue.find(name)]
        )
        assert not both & one
        assert len(both | one) == len(all_bound)
