"""The rules of parts: a fragment says what its record says, and what a file holds once stands in it once.

Whoever links to `treaty/npt#NLD` or `treaty/npt#art6` trusts the fragment; a record copied for the next party, with one of its
two lines changed, is true Turtle and false data.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import pyoxigraph as ox

from ..vocabulary import ONTOLOGY, RDF_TYPE, short

_DCTERMS = "http://purl.org/dc/terms/"
_ORG = "http://www.w3.org/ns/org#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"

Fault = tuple[str, str, str]  # subject, rule, message
Said = Mapping[str, Sequence[ox.NamedNode | ox.Literal]]

# By what a record is told from the others in its file: its fragment has the last part of each of these values, hyphened.
_CALLED: Mapping[str, Sequence[str]] = {
    _ORG + "Membership": [_ORG + "member"],
    ONTOLOGY + "Participation": [ONTOLOGY + "party"],
    ONTOLOGY + "Contribution": [ONTOLOGY + "contributor"],
    ONTOLOGY + "Reservation": [ONTOLOGY + "madeBy"],
    ONTOLOGY + "Act": [ONTOLOGY + "actor"],
    ONTOLOGY + "Attestation": [_DCTERMS + "isPartOf"],
    ONTOLOGY + "Suspension": [_DCTERMS + "isPartOf"],
    ONTOLOGY + "ProvisionalApplication": [_DCTERMS + "isPartOf"],
    ONTOLOGY + "TerritorialApplication": [_DCTERMS + "isPartOf", ONTOLOGY + "territory"],
    ONTOLOGY + "Hosting": [ONTOLOGY + "host"],
    ONTOLOGY + "Succession": [ONTOLOGY + "predecessor"],
    ONTOLOGY + "NationalToll": [ONTOLOGY + "state"],
    "http://purl.org/linked-data/cube#Observation": [ONTOLOGY + "state", ONTOLOGY + "year", ONTOLOGY + "edition"],
}
# What a code of a register looks like.
_FORMS: Mapping[str, tuple[str, str]] = {
    ONTOLOGY + "geonames": (r"[1-9]\d*", "a number, such as 2750405"),
    ONTOLOGY + "celex": (r"[0-9CE]\d{4}[A-Z]{1,2}\d{4}.*", "sector, year, kind and number, such as 32014R0833"),
    ONTOLOGY + "bwbr": (r"BWBR\d{7}", "BWBR and seven figures"),
    ONTOLOGY + "bwbv": (r"BWBV\d{7}", "BWBV and seven figures"),
}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def check_parts(triples: Sequence[ox.Triple]) -> Iterator[Fault]:
    """(subject, rule, message) for each part whose fragment says otherwise, and for what stands twice or for nothing."""
    things: defaultdict[str, defaultdict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for s, p, o in triples:
        if isinstance(s, ox.NamedNode) and isinstance(o, ox.NamedNode | ox.Literal):
            things[s.value][p.value].append(o)
    for subject, said in things.items():
        yield from _fragment(subject, said)
        yield from _once(subject, said)
    yield from _numbers(things)
    yield from _thresholds(things)


def _fragment(subject: str, said: Said) -> Iterator[Fault]:
    """The fragment of a record has the codes of what the record is about."""
    fragment = subject.partition("#")[2]
    for kind in said.get(RDF_TYPE.value, ()):
        for name in _CALLED.get(kind.value, ()) if fragment else ():
            codes = [re.split(r"[/#]", v.value)[-1] for v in said.get(name, ())]
            if codes and not any(re.search(rf"(?i)(^|-)(ed)?{re.escape(code)}(-|$)", fragment) for code in codes):
                yield (
                    subject,
                    "fragment-of-its-record",
                    f"Its fragment is #{fragment}, and its {short(name)} is {codes[0]}: mend the one or the other.",
                )


def _once(subject: str, said: Said) -> Iterator[Fault]:
    """What is said twice in other words, or in no form that the code has."""
    for label in set(said.get(_SKOS + "prefLabel", ())) & set(said.get(_SKOS + "altLabel", ())):
        yield subject, "label-said-once", f'"{label.value}" is its label and another label too: take the second away.'
    for address in set(said.get(ONTOLOGY + "url", ())) & set(said.get(ONTOLOGY + "copy", ())):
        yield (
            subject,
            "copy-elsewhere",
            f"<{address.value}> is said to be its copy and its own address: a copy is where you read it instead.",
        )
    if said.get(ONTOLOGY + "personnelBasis") and not said.get(ONTOLOGY + "personnel"):
        yield subject, "basis-of-a-number", "It says how persons were counted, and not how many: add a90:personnel, or take the basis away."
    for name, (form, words) in _FORMS.items():
        for code in said.get(name, ()):
            if not re.fullmatch(form, code.value):
                yield subject, "code-of-its-form", f'"{code.value}" is no {short(name)}: it is {words}.'


def _plain(number: str) -> str:
    """The number of an article as its fragment has it: VI is 6, 42(7) is 42-7, 3 bis is 3bis."""
    roman = re.match(r"[IVXLC]+(?![a-z])", number)
    if roman:
        values = [_ROMAN[c] for c in roman[0]]
        total = sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
        number = f"{total}{number[roman.end() :]}"
    return re.sub(r"[^a-z0-9]+", "-", number.lower().replace(" ", "")).strip("-")


def _numbers(things: Mapping[str, Said]) -> Iterator[Fault]:
    """A provision has a number of its own, which is that of its fragment."""
    first: dict[tuple[str, str], str] = {}
    for subject, said in things.items():
        if ONTOLOGY + "Provision" not in {k.value for k in said.get(RDF_TYPE.value, ())}:
            continue
        fragment = re.fullmatch(r"art(\d.*)", subject.partition("#")[2])
        for number in (n.value for n in said.get(ONTOLOGY + "number", ())):
            whole = (said.get(_DCTERMS + "isPartOf") or said[RDF_TYPE.value])[0].value
            other = first.setdefault((whole, number), subject)
            if other != subject:
                yield subject, "one-provision-a-number", f'{short(other)} has the number "{number}" too: mend it, or make the two one.'
            elif fragment and _plain(number).replace("-", "") != fragment[1].replace("-", ""):
                yield (
                    subject,
                    "fragment-of-its-record",
                    f'Its fragment is #art{fragment[1]}, and its number "{number}": mend one of the two.',
                )


def _thresholds(things: Mapping[str, Said]) -> Iterator[Fault]:
    """A threshold is that of a commitment, or a part of one that is."""
    used = {v.value for said in things.values() for name in (ONTOLOGY + "threshold", _DCTERMS + "hasPart") for v in said.get(name, ())}
    for subject, said in things.items():
        if subject not in used and ONTOLOGY + "Threshold" in {k.value for k in said.get(RDF_TYPE.value, ())}:
            yield subject, "threshold-in-use", "No commitment in this file has this threshold: name it there, by a90:threshold."
