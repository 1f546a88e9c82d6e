"""`article90 describe`: the right thing first, a card that reads well, and in the language asked for."""

import re
import subprocess
import sys

import pytest
from article90 import answers
from article90.dossiers.facts import Facts
from article90.dossiers.facts import View as Page
from article90.errors import UserError
from article90.screen import View, card
from article90.vocabulary import BASE


def lines(capsys, monkeypatch, oxigraph, thing: str, width: int = 100, view: View | None = None) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    view = view or View()
    card(answers.describe(answers.find(thing, oxigraph, view.lang), oxigraph, view.lang), view)
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("written", "thing"),
    [
        *((w, "state/NLD") for w in ("Netherlands", "Nederland", "NL", "NLD", "528", "Q29999", "state:NLD")),
        ("NATO", "organisation/nato"),
        ("Ottawa Treaty", "treaty/ottawa-convention"),
        ("UNIFIL", "mission/unifil"),
        ("UK", "state/GBR"),
        ("Curaçao", "territory/CUW"),
    ],
)
def test_the_right_thing_is_described(oxigraph, written: str, thing: str) -> None:
    assert answers.find(written, oxigraph).value.endswith(f"article90/{thing}")


@pytest.mark.parametrize(
    ("written", "choices"), [("AU", ("organisation:au", "state:AUS")), ("Geneva Convention", ("treaty:gc-i", "treaty:gc-iv"))]
)
def test_what_names_two_things_is_said_to(oxigraph, written: str, choices: tuple[str, ...]) -> None:
    with pytest.raises(UserError, match="more than one thing") as told:
        answers.find(written, oxigraph)
    assert all(choice in str(told.value) for choice in choices)


def test_a_card_says_what_it_is_since_when_and_to_what_it_is_bound(capsys, monkeypatch, oxigraph) -> None:
    told = lines(capsys, monkeypatch, oxigraph, "NATO")
    assert told[0] == "North Atlantic Treaty Organization"
    assert told[1] == "Intergovernmental organisation · since 1949-08-24"
    assert told[2] == "<https://w3id.org/article90/organisation/nato>"
    groups = [re.fullmatch(r"(\w.*) \((\d+)\)", line) for line in told]
    names = [m[1] for m in groups if m]
    assert names[0] == "Membership" and names.index("Pledge") < names.index("Mission") < names.index("Event")
    assert "  1949-08-24  Belgium" in told
    assert "  ... and 28 more: --all shows them" in told
    assert any(line.startswith("  article90 ask cq-002 --organisation organisation:nato") for line in told)


# One of each kind that is large: states, bodies, treaties, missions, an indicator and a scheme of concepts.
LARGE = ["NLD", "USA", "RUS", "TUR", "un", "eu", "NATO", "un-charter", "north-atlantic-treaty", "ottawa-convention", "isaf", "unprofor"]
LARGE += ["indicator/defence-expenditure", "concept/mission-type", "constitution/nl", "legal-act/cfsp-2014-145"]


@pytest.mark.slow
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("thing", LARGE)
def test_a_card_is_two_screens(capsys, monkeypatch, oxigraph, thing: str, width: int) -> None:
    """`describe Netherlands` once had 211 lines."""
    told = lines(capsys, monkeypatch, oxigraph, thing, width)
    assert len(told) <= 100
    counted = [line for line in told if re.search(r"\.\.\. and \d+ more|^Also: ", line)]
    assert all("--all shows" in line for line in counted if "more" in line)


def test_what_a_card_leaves_out_is_counted(capsys, monkeypatch, oxigraph) -> None:
    told = lines(capsys, monkeypatch, oxigraph, "NLD", 100)
    heads = {m[1]: int(m[2]) for line in told if (m := re.fullmatch(r"(\w.*) \((\d+)\)", line))}
    also = " ".join(told[next(n for n, line in enumerate(told) if line.startswith("Also: ")) :][:4])
    heads |= {m[1].strip(): int(m[2]) for m in re.finditer(r"([A-Z][\w ]+) \((\d+)\)", also.partition(". --all")[0])}
    whole = lines(capsys, monkeypatch, oxigraph, "NLD", 100, View(full=True))
    full = {m[1]: int(m[2]) for line in whole if (m := re.fullmatch(r"(\w.*) \((\d+)\)", line))}
    assert (
        heads == {k: v for k, v in full.items() if k in heads} and len(full) - len(heads) <= 2
    )  # what is said of lists is in the whole only


@pytest.mark.parametrize(
    ("lang", "forbidden", "allowed"),
    [
        ("en", "must not: Transfer nuclear weapons", "may: Withdraw with three months' notice"),
        ("nl", "mag niet: Kernwapens overdragen", "mag: "),
    ],
)
def test_a_card_says_whether_a_commitment_forbids(capsys, monkeypatch, oxigraph, lang: str, forbidden: str, allowed: str) -> None:
    """Under "Obligation" stood "Transfer nuclear weapons", as if that were a duty."""
    told = [line.strip() for line in lines(capsys, monkeypatch, oxigraph, "npt", view=View(lang, full=True))]
    assert any(line.endswith(forbidden) for line in told) and any(allowed in line for line in told)
    assert lines(capsys, monkeypatch, oxigraph, f"{BASE}treaty/npt#no-transfer", view=View(lang))[0] == forbidden


def test_a_page_says_whether_a_commitment_forbids_wherever_it_names_one(parsed) -> None:
    """As on the cards: only where a commitment was told whole did its page say that it is a prohibition."""
    facts = Facts(t for found in parsed.values() for t in found)
    one = f"{BASE}treaty/npt#no-transfer"
    named = {lang: Page(facts, lang, "2026-01-01").ref(one)["label"] for lang in ("en", "nl")}
    assert named == {"en": "must not: Transfer nuclear weapons", "nl": "mag niet: Kernwapens overdragen"}


def test_facts_that_read_alike_are_one_line(capsys, monkeypatch, oxigraph) -> None:
    told = lines(capsys, monkeypatch, oxigraph, "TUR", view=View(full=True))
    assert any(re.fullmatch(r"  Defence expenditure as a share of gross domestic product \(\d+×\)", line) for line in told)


def test_everything_is_shown_to_who_asks(capsys, monkeypatch, oxigraph) -> None:
    short, whole = (lines(capsys, monkeypatch, oxigraph, "NATO", view=View(full=full)) for full in (False, True))
    assert len(short) < 110 < len(whole)
    assert not any("--all" in line for line in whole)
    assert any("Sweden" in line for line in whole) and not any("Sweden" in line for line in short)


@pytest.mark.slow
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("thing", ["NLD", "ottawa-convention", "unifil", "CUW", "mh17", "concept/mission-type#peacekeeping", "un"])
def test_a_card_fits_the_width(capsys, monkeypatch, oxigraph, thing: str, width: int) -> None:
    told = lines(capsys, monkeypatch, oxigraph, thing, width)
    free = next((n for n, line in enumerate(told) if re.fullmatch(r"\d+ sources?", line)), len(told))
    assert [line for line in told[:free] if len(line) > width and "http" not in line] == []


def test_a_card_in_dutch_is_dutch(capsys, monkeypatch, oxigraph) -> None:
    told = lines(capsys, monkeypatch, oxigraph, "Nederland", view=View("nl"))
    assert told[:2] == ["Nederland", "Staat"]
    assert any(line.startswith("Lidmaatschap (") for line in told) and "  sinds       wat" in told
    assert not any(re.match(r"(also called|Membership|since|formal name)\b", line.strip()) for line in told)
    # what is said in English only is marked
    nato = lines(capsys, monkeypatch, oxigraph, "NAVO", view=View("nl"))
    assert "zetel          Brussels (en)" in nato or any(line.startswith("zetel") and "Brussel" in line for line in nato)


def test_dates_are_as_precise_as_known(capsys, monkeypatch, oxigraph) -> None:
    told = lines(capsys, monkeypatch, oxigraph, "NLD", view=View(full=True))
    assert any(re.match(r"  1960 +Benelux Union", line) for line in told)


def test_the_command_takes_all() -> None:
    done = subprocess.run([sys.executable, "-m", "article90", "describe", "mh17", "--all", "--lang", "nl"], capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.startswith("Neerhalen van vlucht MH17")
