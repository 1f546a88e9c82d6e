"""A commitment says what its text says: its modality, bearer, days, condition and threshold, in words that read right."""

import re

import pyoxigraph as ox
import pytest
from article90 import vocabulary

A90 = vocabulary.ONTOLOGY
BASE = vocabulary.BASE
DCTERMS = "http://purl.org/dc/terms/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
KINDS = {A90 + "Obligation", A90 + "Pledge"}
FIVE = {"CHN", "FRA", "GBR", "RUS", "USA"}

# What each text says, by commitment (IRIs below the base), each read beside its text; None means that the text sets no such thing.
SAID: dict[str, dict[str, set[str] | None]] = {
    # The classes that the Non-Proliferation Treaty itself sets apart (articles I to III and IX(3)).
    "treaty/npt#no-transfer": {"bindsGroup": {"treaty/npt#nuclear-weapon-states"}, "bindsPartiesTo": None},
    "treaty/npt#no-acquisition": {"bindsPartiesTo": {"treaty/npt"}, "exceptGroup": {"treaty/npt#nuclear-weapon-states"}},
    "treaty/npt#accept-safeguards": {"bindsPartiesTo": {"treaty/npt"}, "exceptGroup": {"treaty/npt#nuclear-weapon-states"}},
    # Benchmarks of all participants together are no floor of each of them; one of them is only to be neared.
    "legal-act/cfsp-2017-2315#investment-20-percent": {"threshold/laidOn": {"concept/laid-on#all-together"}},
    "legal-act/cfsp-2017-2315#research-2-percent": {
        "threshold/laidOn": {"concept/laid-on#all-together"},
        "threshold/comparator": {"concept/comparator#towards"},
    },
    # What may be counted at most is no duty to spend it, and an aim to move towards a level is no floor.
    "declaration/nato-hague-2025#defence-related": {
        "modality": {"concept/modality#may"},
        "threshold/comparator": {"concept/comparator#at-most"},
    },
    "declaration/nato-wales-pledge-2014#two-percent": {
        "modality": {"concept/modality#aims-to"},
        "threshold/comparator": {"concept/comparator#towards"},
    },
    "declaration/nato-wales-pledge-2014#increase-in-real-terms": {"modality": {"concept/modality#aims-to"}},
    # The Hague declaration does not end the floor of Vilnius: its own is for 2035.
    "declaration/nato-vilnius-2023#two-percent": {"modality": {"concept/modality#must"}, "until": None},
    # Paragraph 4 has its condition, and 5 and 6 are there.
    "declaration/budapest-memorandum#no-nuclear-use": {"modality": {"concept/modality#must-not"}},
    "declaration/budapest-memorandum#consult": {
        "modality": {"concept/modality#must"},
        "bearer": {"state/GBR", "state/RUS", "state/UKR", "state/USA"},
    },
    # Duties that have ended, and demands that are made of others than states.
    "resolution/unsc-1267#deny-flights": {"modality": {"concept/modality#must"}, "until": {"2002-01-15"}},
    "resolution/unsc-1267#hand-over-bin-laden": {
        "bearerKind": {"concept/bearer-kind#armed-group"},
        "bindsMembersOf": None,
        "until": {"2011-05-01"},
    },
    "resolution/unsc-1373#deny-safe-haven": {"modality": {"concept/modality#must"}},
    "treaty/ap-ii#protect-civilians": {"modality": {"concept/modality#must"}},
    "treaty/ap-ii#no-attacks-on-civilians": {"modality": {"concept/modality#must-not"}, "groundedIn": {"treaty/ap-ii#art13"}},
    # What an organ calls upon or urges states to do.
    "resolution/unsc-1267#cooperate-on-hand-over": {"modality": {"concept/modality#should"}},
    "resolution/unsc-1373#report-to-committee": {"modality": {"concept/modality#should"}, "term": {"P90D"}},
    "resolution/unsc-1540#report": {"modality": {"concept/modality#should"}, "deadline": {"2004-10-28"}},
    "resolution/unsc-2396#prosecute-and-reintegrate": {"modality": {"concept/modality#should"}},
    # Regulations of the Union address persons; the Member States lay down the penalties.
    "legal-act/ec-2580-2001#freeze-assets": {"bearerKind": {"concept/bearer-kind#person"}},
    "legal-act/ec-2580-2001#no-circumvention": {"bearerKind": {"concept/bearer-kind#person"}},
    "legal-act/ec-2580-2001#supply-information": {"bearerKind": {"concept/bearer-kind#person"}},
    "legal-act/ec-2580-2001#penalties": {"bindsMembersOf": {"organisation/eu"}},
    "legal-act/ec-881-2002#freeze-funds": {"bearerKind": {"concept/bearer-kind#person"}, "since": {"2002-05-30"}},
    "legal-act/ec-881-2002#penalties": {"bindsMembersOf": {"organisation/eu"}},
    "legal-act/eu-269-2014#freeze-assets": {"bearerKind": {"concept/bearer-kind#person"}, "since": {"2014-03-17"}},
    "legal-act/eu-269-2014#report-assets": {"bearerKind": {"concept/bearer-kind#person"}, "since": {"2022-07-21"}},
    "legal-act/eu-269-2014#penalties": {"bindsMembersOf": {"organisation/eu"}},
    "legal-act/eu-833-2014#apply-trade-restrictions": {"bearerKind": {"concept/bearer-kind#person"}, "since": {"2014-08-01"}},
    "legal-act/eu-833-2014#apply-in-union": {"bearerKind": {"concept/bearer-kind#person"}, "since": {"2014-08-01"}},
    "legal-act/eu-833-2014#penalties": {"bindsMembersOf": {"organisation/eu"}},
    # Duties of the Council, of the Union itself, and of the states that take part.
    "treaty/tfeu#adopt-restrictive-measures": {"bearerKind": {"concept/bearer-kind#organ"}, "bearer": None},
    "treaty/tfeu#terrorist-asset-framework": {"bearerKind": {"concept/bearer-kind#organ"}, "bearer": None},
    "treaty/tfeu#solidarity-joint-action": {"bindsMembersOf": {"organisation/eu"}},
    "treaty/tfeu#solidarity-union-instruments": {"bearer": {"organisation/eu"}},
    "treaty/teu#permanent-structured-cooperation": {"bindsMembersOf": {"forum/pesco"}},
    # Annex 1A of Dayton binds the two entities beside Bosnia and Herzegovina, and common article 3 each party to the conflict.
    **{
        f"treaty/dayton#{duty}": {"bearer": {"state/BIH"}}
        for duty in ("cease-hostilities", "facilitate-ifor", "redeploy-forces", "withdraw-foreign-forces")
    },
    **{
        f"treaty/dayton#{duty}-by-entities": {"bearerKind": {"concept/bearer-kind#entity"}}
        for duty in ("cease-hostilities", "facilitate-ifor", "redeploy-forces", "withdraw-foreign-forces")
    },
    **{
        f"treaty/{convention}#humane-treatment-by-armed-groups": {"bearerKind": {"concept/bearer-kind#armed-group"}}
        for convention in ("gc-i", "gc-ii", "gc-iii", "gc-iv")
    },
    # The five of Brussels were bound before the protocols of 1954.
    "treaty/brussels-treaty-1948#collective-defence": {"bindsPartiesTo": {"treaty/brussels-treaty-1948"}},
    # The ceilings for a group of states are no ceilings for each of them.
    "treaty/cfe#group-ceilings": {"threshold/laidOn": {"concept/laid-on#all-together"}},
    "treaty/cfe#state-ceilings": {"threshold/laidOn": {"concept/laid-on#each"}},
}

# Words that the English text of a commitment holds, and words that it does not, as its article has the one and not the other.
WORDS: dict[str, tuple[str | None, str | None]] = {
    "treaty/anzus#collective-defence": (r"dangers? .*constitution", r"counts as an attack"),
    "treaty/brussels-treaty-1948#collective-defence": (r"\ball\b.*in their power", None),
    "declaration/budapest-memorandum#seek-council-action": (r"nuclear weapons are used", None),
    "treaty/npt#peaceful-uses": (r"articles I and II", None),
    "treaty/rio-treaty#collective-defence": (r"without its consent", None),
    "treaty/un-charter#carry-out-council-decisions": (r"Charter", None),
    "declaration/nato-wales-pledge-2014#two-percent": (r"towards", r"at least 2"),
}

# A label is the conduct, so that "must not" before it says what is forbidden.
NEGATED = {
    "en": re.compile(r"^(no|not|never|non|refrain|deny|refuse|forbid|prohibit|prevent|do not|without)\b|\b(not|never|no)\b", re.IGNORECASE),
    "nl": re.compile(
        r"^(geen|niet|nooit|niemand|verbied|weiger|zich onthouden|voorkom)\b(?!-)|\b(geen|niet|nooit|niemand)\b(?!-)", re.IGNORECASE
    ),
}
MODAL = {
    "en": re.compile(r"^(must|may|shall|should|aims?)\b", re.IGNORECASE),
    "nl": re.compile(r"^(moet|mag|zou|streef|streven)\b", re.IGNORECASE),
}


class Data:
    """The values of the data, by subject and property."""

    def __init__(self, triples: ox.Store) -> None:
        self._triples = triples

    def nodes(self, subject: str, path: str) -> set[str]:
        """The values at the end of a path of properties; IRIs below the base are shortened."""
        found = {BASE + subject}
        for name in path.split("/"):
            found = {
                o.value for s in found for _, _, o, _ in self._triples.quads_for_pattern(ox.NamedNode(s), ox.NamedNode(A90 + name), None)
            }
        return {value.removeprefix(BASE) for value in found}

    def texts(self, subject: str, name: str) -> dict[str, str]:
        quads = self._triples.quads_for_pattern(ox.NamedNode(BASE + subject), ox.NamedNode(name), None)
        return {o.language: o.value for _, _, o, _ in quads if isinstance(o, ox.Literal) and o.language}

    def commitments(self) -> list[str]:
        kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        found = {s.value for k in KINDS for s, _, _, _ in self._triples.quads_for_pattern(None, kind, ox.NamedNode(k))}
        return sorted(value.removeprefix(BASE) for value in found)


@pytest.fixture(scope="module")
def data(oxigraph) -> Data:
    return Data(oxigraph.store)


@pytest.fixture(scope="module")
def bound(all_bonds) -> dict[str, set[str]]:
    """Who is bound by each commitment on some day, by the derived bonds."""
    bearers: dict[str, set[str]] = {}
    bearer = {b.subject: b.object for b in all_bonds if b.predicate == ox.NamedNode(A90 + "bearer")}
    for bond in all_bonds:
        if bond.predicate == ox.NamedNode(A90 + "commitment"):
            bearers.setdefault(bond.object.value.removeprefix(BASE), set()).add(bearer[bond.subject].value.rpartition("/")[2])
    return bearers


@pytest.mark.parametrize("commitment", SAID)
def test_commitment_has_the_values_of_its_text(commitment: str, data: Data) -> None:
    """A cap was shown as a duty, an ended duty as running, a demand of the Taliban as a duty of all states."""
    assert data.nodes(commitment, "modality"), "no such commitment"
    for path, values in SAID[commitment].items():
        assert data.nodes(commitment, path) == (values or set()), path


@pytest.mark.parametrize("commitment", WORDS)
def test_commitment_is_as_strong_as_its_text(commitment: str, data: Data) -> None:
    """ANZUS was told as "an attack on one is an attack on all", and Brussels as weaker than it is."""
    words = [f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{DCTERMS}description", f"{A90}trigger"]
    text = " ".join(data.texts(commitment, name).get("en", "") for name in words)
    has, has_not = WORDS[commitment]
    assert has is None or re.search(has, text), text
    assert has_not is None or not re.search(has_not, text), text


def test_label_reads_right_after_its_modality(data: Data) -> None:
    """ "Deny safe haven" with "must not" read as the reverse of the duty."""
    wrong = []
    for commitment in data.commitments():
        for language, label in data.texts(commitment, f"{SKOS}prefLabel").items():
            if MODAL[language].search(label):
                wrong.append((commitment, label))
            if data.nodes(commitment, "modality") == {"concept/modality#must-not"} and NEGATED[language].search(label):
                wrong.append((commitment, label))
    assert wrong == []


def test_what_an_organ_asks_is_no_duty(data: Data) -> None:
    """That the Council called upon states to report was shown as their own aim."""
    asked = {c for c in data.commitments() if c.startswith("resolution/") and data.nodes(c, "modality") == {"concept/modality#aims-to"}}
    assert asked == set()


def test_commitment_of_others_binds_no_state(data: Data, bound: dict[str, set[str]]) -> None:
    """Each member of the United Nations was said to have to hand over Usama bin Laden."""
    others = {c for c in data.commitments() if data.nodes(c, "bearerKind")}
    assert others
    assert others & set(bound) == set()
    named = ("bearer", "bindsPartiesTo", "bindsMembersOf", "bindsGroup")
    assert {c for c in others if any(data.nodes(c, name) for name in named)} == set()


def test_nuclear_weapon_states_have_their_own_duties(bound: dict[str, set[str]]) -> None:
    """All 191 parties were bound by the duties of the five, and the five by those of the others."""
    assert bound["treaty/npt#no-transfer"] == FIVE
    for duty in ("no-acquisition", "accept-safeguards"):
        assert not bound[f"treaty/npt#{duty}"] & FIVE
        assert bound[f"treaty/npt#{duty}"] | FIVE == bound["treaty/npt#disarmament-negotiations"]


def test_conditional_duty_names_its_condition(data: Data) -> None:
    """Who has no chemical weapons has none to destroy: a duty of some parties names the condition that makes it theirs."""
    conditional = (
        "treaty/cwc#destroy-chemical-weapons",
        "treaty/bwc#destroy",
        "treaty/ottawa-convention#clear-mined-areas",
        "treaty/ottawa-convention#destroy-stockpiles",
        "treaty/ccm#clear-remnants",
        "treaty/ccm#destroy-stockpiles",
        "declaration/budapest-memorandum#seek-council-action",
    )
    assert [c for c in conditional if "en" not in data.texts(c, f"{A90}trigger")] == []
