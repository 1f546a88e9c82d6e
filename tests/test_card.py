"""`article90 describe`: the right thing first, a card that reads well, and in the language asked for."""

import re
import subprocess
import sys

import pytest
from article90 import answers, words
from article90.dossiers.facts import Facts
from article90.dossiers.facts import View as Page
from article90.errors import UserError
from article90.screen import View, card
from article90.vocabulary import BASE, ONTOLOGY, short

# The head of a group: what it is called, and how many there are.
HEAD = re.compile(r"(\w.*) \((\d.*)\)")


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
    names = [m[1].partition(":")[0] for line in told if (m := HEAD.fullmatch(line))]
    assert names[0] == "Members" and names.index("Pledge") < names.index("Mission") < names.index("Event")
    assert "  1949-08-24  Belgium" in told
    assert any(re.fullmatch(r"  \.\.\. and \d+ more: --all shows them", line) for line in told)
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
    heads = {m[1]: m[2] for line in told if (m := HEAD.fullmatch(line))}
    also = (
        " ".join(told[next(n for n, line in enumerate(told) if line.startswith("Also: ")) :]).partition(". --all")[0].removeprefix("Also: ")
    )
    counted = dict(re.findall(r"(\w[^()]*) \((\d+)\)(?:, |$)", also))
    whole = lines(capsys, monkeypatch, oxigraph, "NLD", 100, View(full=True))
    full = {m[1]: m[2] for line in whole if (m := HEAD.fullmatch(line))}
    # what is said of lists is in the whole only
    assert heads == {k: v for k, v in full.items() if k in heads} and len(full) - len(heads) - len(counted) <= 2
    sums = {k: sum(map(int, re.findall(r"\d+", v.partition(" of them")[0].rpartition(", ")[0] or v))) for k, v in full.items()}
    assert counted == {k: str(sums[k]) for k in counted}


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


@pytest.mark.parametrize(
    ("thing", "told", "never"),
    [
        # the alliance's own place in a coalition stood between Croatia and Montenegro, as that of a 33rd ally
        ("nato", ["Members (32 now)", "Member of (1 now)"], "Membership"),
        # 156 participations of which 125 were parties; 62 members of whom five had left
        ("rome-statute", ["Participation (125 now, 2 formerly, 29 not in force)"], "Participation (156)"),
        ("osce", ["Members (57 now, 5 formerly)", "Members, partner (1 formerly)"], "Membership"),
        # how an event or a state has to do with the thing was not said
        ("SUN", ["State: continues (1)", "Succession: predecessor (15)"], "State (1)"),
        ("mh17", ["Event: follows (4)", "  Netherlands: 196"], "Event (4)"),
        # what binds the members of a body and what is owed to them stood in one list
        ("nato", ["Pledge: bound (12)"], "Pledge (12)"),
        ("ABW", ["Obligation: applies in (8)", "Obligation: does not apply in (1)"], "Obligation: owed"),
    ],
)
def test_a_heading_says_what_it_counts(capsys, monkeypatch, oxigraph, thing: str, told: list[str], never: str) -> None:
    found = lines(capsys, monkeypatch, oxigraph, thing, view=View(full=True))
    assert [line for line in told if line not in found] == [] and not any(line.startswith(never) for line in found)


def test_a_name_is_called_former_only_where_it_is_known_when_it_ended(capsys, monkeypatch, oxigraph) -> None:
    """Formosa, CCCP and Holland were told as former names, as was every form that is there to be found by."""
    told = [" ".join(lines(capsys, monkeypatch, oxigraph, thing)) for thing in ("TWN", "SUN", "LKA")]
    assert all("formerly  " not in card and "also found as  " in card for card in told[:2])
    assert re.search(r"formerly +Ceylon", told[2]) and re.search(r"1972-05-21 +Ceylon", told[2])


def test_events_stand_in_the_order_of_their_days_and_one_of_a_day_says_it_once(capsys, monkeypatch, oxigraph) -> None:
    """One without an end stood above later ones, and a day was told as "since" it and "until" it."""
    told = lines(capsys, monkeypatch, oxigraph, "mh17")
    assert told[1] == "Event · on 2014-07-17"
    days = [line[2:6] for line in told[told.index("Event: follows (4)") + 2 :][:4]]
    assert days == sorted(days, reverse=True)


def test_an_act_says_what_it_was_and_when(capsys, monkeypatch, oxigraph) -> None:
    """Poland's card had "Convention against Torture (4×)", and no word of what was done four times."""
    told = lines(capsys, monkeypatch, oxigraph, "POL", view=View(full=True))
    assert any(re.fullmatch(r"  2016-02-04 +objection: Convention against Torture .*", line) for line in told)


@pytest.mark.parametrize(("thing", "width"), [("npt", 80), ("eufor-althea", 90), ("indicator/defence-expenditure", 90)])
def test_a_text_that_is_cut_keeps_the_mark_of_its_language(capsys, monkeypatch, oxigraph, thing: str, width: int) -> None:
    """Under --lang nl English texts were cut just before their (en), and read as Dutch ones."""
    told = lines(capsys, monkeypatch, oxigraph, thing, width, View("nl"))
    assert any(line.endswith(" … (en)") and len(line) <= width for line in told)
    marked = [
        int(m[1]) for line in told if (m := re.fullmatch(r"(\d+) waarden? (?:is|zijn) in een andere taal, zo aangegeven: \(en\)", line))
    ]
    assert marked == [len(re.findall(r"\(en\)(?=;|$)", "\n".join(told), re.MULTILINE)) - 1]


def test_no_term_of_a_vocabulary_stands_raw_on_a_card(parsed) -> None:
    """Cards read "owl:Class" and "unit:PERCENT": what is said of our things has words in every language."""
    said = [t for found in parsed.values() for t in found if t.subject.value.startswith(BASE)]
    named = {(t.subject.value, t.object.language) for t in said if t.predicate.value.endswith(("#prefLabel", "#label"))}
    used = {t.predicate.value for t in said} | {t.object.value for t in said if t.predicate.value.endswith(("#type", "#unit"))}
    used = {iri for iri in used if not iri.startswith(ONTOLOGY)}  # our own terms have labels, as the tests of the ontology say
    for lang in words.LANGUAGES:
        assert sorted(iri for iri in used if (iri, lang) not in named and not words.term(short(iri), lang)) == []


@pytest.mark.parametrize(
    ("thing", "head"),
    [
        ("source/20years-opcw", "20 moments"),
        ("organisation/nato#NLD", "Membership: Netherlands, North Atlantic Treaty Organization"),
        ("state/NLD#coverage-contributions", "Coverage: Netherlands, Contribution"),
    ],
)
def test_what_has_no_name_is_headed_by_what_it_is_and_of_what(capsys, monkeypatch, oxigraph, thing: str, head: str) -> None:
    assert lines(capsys, monkeypatch, oxigraph, thing)[0] == head


@pytest.mark.parametrize(
    ("thing", "lists"), [("POL", ["contributions", "measures"]), ("unifil", ["contributions"]), ("nato", ["missions"])]
)
def test_a_card_says_which_of_its_lists_are_open(capsys, monkeypatch, oxigraph, thing: str, lists: list[str]) -> None:
    """Poland had one contribution and UNIFIL three, all of the Netherlands, with no word that others were not looked for."""
    told = " ".join(line.strip() for line in lines(capsys, monkeypatch, oxigraph, thing, view=View(full=True)))
    assert re.findall(r"the list of (\w+) is open", told) == lists


def test_a_body_without_figures_is_not_asked_for_spending(capsys, monkeypatch, oxigraph) -> None:
    """The cards of the OSCE and of the Security Council proposed to ask how many allies were at 2%."""
    told = {thing: " ".join(lines(capsys, monkeypatch, oxigraph, thing)) for thing in ("osce", "unsc", "nato", "POL")}
    assert [thing for thing, card in told.items() if re.search(r"How many allies|cq-07[123] ", card)] == ["nato"]


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
    assert any(line.startswith("Lid van (") for line in told) and "  sinds       wat" in told
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


def test_a_place_has_its_name_in_every_language(parsed) -> None:
    """Under --lang nl stood "Warsaw (en)" and "The Hague (en)", and Büchel and Bangui were marked as English words."""
    told: dict[tuple[str, str], set[str]] = {}
    for t in (t for found in parsed.values() for t in found):
        if t.predicate.value in (f"{ONTOLOGY}capital", f"{ONTOLOGY}seat", f"{ONTOLOGY}place", f"{ONTOLOGY}base"):
            told.setdefault((t.subject.value, t.predicate.value), set()).add(t.object.language)
    assert [key for key, languages in sorted(told.items()) if not {"en", "nl"} <= languages] == [] and len(told) > 500
