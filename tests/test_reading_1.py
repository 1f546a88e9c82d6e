"""Each commitment of the treaties up to North Atlantic, of declarations, legal acts and the Dutch constitution was read beside its article.

`tests/crosscheck/commitments-read-1.csv` says for each what was judged, where and in which text. What was mended is held here by its words.
"""

import csv
import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import vocabulary

RECORD = Path(__file__).parent / "crosscheck" / "commitments-read-1.csv"
JUDGED = ("modality", "bearer", "beneficiary", "trigger", "area", "qualifiers", "dates", "deadline")
VERDICTS = {"right", "mended", "wrong-not-mended", "not-applicable", "unread"}
KINDS = ("Obligation", "Pledge", "Permission", "Recommendation")
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
DESCRIPTION = ox.NamedNode("http://purl.org/dc/terms/description")
TRIGGER = ox.NamedNode(vocabulary.ONTOLOGY + "trigger")

SUBMIT_WITHOUT_DELAY = ("coe-terrorism-prevention", "cppnm", "european-terrorism-1977", "ipp-1973")
SUBMIT_WHEREVER = ("coe-terrorism-prevention", "hague-hijacking-1970", "hostages-1979", "montreal-1971")
CONVENTIONS = ("gc-i", "gc-ii", "gc-iii", "gc-iv")
# Words of the English text or trigger that the article has too and that were missing, and words that it has not.
SAID: dict[str, tuple[str, str | None]] = {
    **{f"treaty/{c}#search-and-prosecute": (r"prima facie", None) for c in CONVENTIONS},
    **{f"treaty/{c}#respect-and-ensure-respect": (r"is respected", r"see that others") for c in (*CONVENTIONS, "ap-i")},
    "treaty/abm#limited-deployment": (r"radius of 150.*six radar complexes", None),
    "treaty/abm#no-rapid-reload": (r"modifies deployed launchers", None),
    "treaty/ap-i#no-starvation": (r"in order to deny.*imperative military necessity", None),
    "treaty/ap-i#no-attacks-on-civilians": (r"direct part in hostilities", None),
    "treaty/ap-i#no-superfluous-injury": (r"widespread, long-term and severe", None),
    "treaty/ap-ii#no-attacks-on-civilians": (r"direct part in hostilities", None),
    "treaty/att#no-transfer-for-atrocities": (r"other war crimes", None),
    "treaty/budapest-cybercrime#cooperate": (r"widest extent possible", None),
    "treaty/budapest-cybercrime#mutual-legal-assistance": (r"requested party's law", None),
    "treaty/cat#establish-jurisdiction": (r"if they consider it appropriate", None),
    "treaty/ccm#destroy-stockpiles": (r"extend the term", None),
    "treaty/ccm#clear-remnants": (r"extend the term", None),
    "treaty/ctbt#no-test": (r"encourage", None),
    "treaty/cwc#destruction-deadline": (r"fifteen years at most", None),
    "treaty/dayton#cease-hostilities": (r"no offensive operations", None),
    "treaty/gc-iv#protect-civilians": (r"control and security", None),
    "treaty/hague-iv-1907#compensate-violations": (r"all belligerents are parties", None),
    "treaty/hague-iv-1907#order-in-occupied-territory": (r"all belligerents are parties", None),
    "legal-act/eu-269-2014#report-assets": (r"six weeks", None),
    "legal-act/cfsp-2014-145#travel-ban": (r"host", None),
}
# Constitutional processes limit what a party takes on by these articles.
CONSTITUTIONAL = (
    "bwc#national-measures",
    "ctbt#national-measures",
    "cwc#penal-legislation",
    "enmod#national-measures",
    "genocide-convention#enact-legislation",
)


def record() -> list[dict[str, str]]:
    with RECORD.open(newline="", encoding="utf-8") as table:
        return list(csv.DictReader(table))


def read_here(commitment: str) -> bool:
    """Whether the record covers a commitment: treaties before the North Atlantic one, declarations, legal acts, the Dutch constitution."""
    kind, _, rest = commitment.partition("/")
    name = rest.partition("#")[0]
    return (
        kind in ("declaration", "legal-act")
        or (kind, name) == ("constitution", "nl")
        or (kind == "treaty" and name < "north-atlantic-treaty")
    )


def words(store: ox.Store, commitment: str) -> str:
    subject = ox.NamedNode(vocabulary.BASE + commitment)
    found = [q.object for p in (DESCRIPTION, TRIGGER) for q in store.quads_for_pattern(subject, p, None)]
    return " ".join(o.value for o in found if isinstance(o, ox.Literal) and o.language == "en")


def test_each_commitment_has_a_row(oxigraph) -> None:
    """A sample of eighty was read, and the rest was taken on trust."""
    found = {
        q.subject.value.removeprefix(vocabulary.BASE)
        for kind in KINDS
        for q in oxigraph.store.quads_for_pattern(None, TYPE, ox.NamedNode(vocabulary.ONTOLOGY + kind))
    }
    rows = Counter(row["commitment"] for row in record())
    assert sorted(c for c in found if read_here(c) and c not in rows) == []
    assert sorted(set(rows) - found) == []
    assert [c for c, n in rows.items() if n > 1] == []


def test_no_verdict_without_a_place_in_a_text() -> None:
    """What was judged from memory counts as unread."""
    for row in record():
        verdicts = {row[name] for name in JUDGED}
        assert verdicts <= VERDICTS, row
        if not (row["article"] and row["text"]):
            assert verdicts == {"unread"}, row["commitment"]


def test_text_is_a_source_of_ours() -> None:
    sources = Path(__file__).parent.parent / "data" / "source"
    assert sorted({row["text"] for row in record() if row["text"] and not (sources / f"{row['text']}.ttl").exists()}) == []


def test_what_is_wrong_says_what() -> None:
    assert [row["commitment"] for row in record() if "wrong-not-mended" in row.values() and not row["note"]] == []


@pytest.mark.parametrize("commitment", SAID)
def test_commitment_has_the_limits_of_its_article(commitment: str, oxigraph) -> None:
    """Starvation had no exceptions, handing over a suspect no prima facie case, and Hague IV bound a belligerent towards everybody."""
    has, has_not = SAID[commitment]
    text = words(oxigraph.store, commitment)
    assert re.search(has, text), text
    assert has_not is None or not re.search(has_not, text), text


@pytest.mark.parametrize("commitment", CONSTITUTIONAL)
def test_national_measures_follow_the_constitution(commitment: str, oxigraph) -> None:
    assert "constitutions provide" in words(oxigraph.store, f"treaty/{commitment}")


@pytest.mark.parametrize(("treaties", "limit"), [(SUBMIT_WITHOUT_DELAY, "without undue delay"), (SUBMIT_WHEREVER, "wherever the offence")])
def test_extradite_or_prosecute_as_each_convention_says(treaties: tuple[str, ...], limit: str, oxigraph) -> None:
    """One sentence stood for all of them, though some set no time and some ask where the offence was committed."""
    found = {t for t in {*SUBMIT_WITHOUT_DELAY, *SUBMIT_WHEREVER} if limit in words(oxigraph.store, f"treaty/{t}#extradite-or-prosecute")}
    assert found == set(treaties)


def test_first_protocol_applies_to_self_determination_and_occupation(oxigraph) -> None:
    """The rules of Protocol I were tied to war between states alone."""
    duties = (
        "distinction",
        "no-attacks-on-civilians",
        "no-attacks-on-dangerous-forces",
        "no-starvation",
        "no-superfluous-injury",
        "precautions",
    )
    for duty in duties:
        text = words(oxigraph.store, f"treaty/ap-i#{duty}")
        assert "occupation" in text and "colonial domination" in text, duty


@pytest.mark.parametrize("commitment", ["treaty/abm#withdraw", "treaty/north-atlantic-treaty#may-denounce"])
def test_leave_to_withdraw_is_owed_to_nobody(commitment: str, oxigraph) -> None:
    """Leave to withdraw from the ABM Treaty was owed to the other party, whom it binds to nothing."""
    said = {q.predicate.value for q in oxigraph.store.quads_for_pattern(ox.NamedNode(vocabulary.BASE + commitment), None, None)}
    assert said and not [p for p in said if p.startswith(vocabulary.ONTOLOGY + "owedTo")]
