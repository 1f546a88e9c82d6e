"""One person in law, one answer: a state is asked for under its name or that of the one that continues it, and is named as on the day."""

from collections import Counter

import pytest
from article90 import answers, engines, fragments, vocabulary
from article90.questions import catalogue

# The last day of each state that another continues, and a day in its time.
CONTINUED = {
    "SUN": ("RUS", "1985-01-01", "1991-12-25"),
    "SCG": ("SRB", "1999-06-01", "2006-06-02"),
    "UAR": ("EGY", "1960-06-01", "1961-10-12"),
}
# About the entries of states themselves: their codes, when each began and ended, and which continues which.
OF_THE_ENTRY = {"cq-051", "cq-058", "cq-114"}
FORMER = [pytest.param(s, marks=[pytest.mark.slow] if s != "SUN" else []) for s in CONTINUED]
# What a parameter accepts beside a state's own record is any fact at all.
ANY_FACT = "fact"

ASKED = [
    (q.id, p.name)
    for q in catalogue.all_questions().values()
    for p in (*q.parameters, *q.filters)
    if "state" in catalogue.KINDS.get(p.among, ()) and p.among != ANY_FACT and q.id not in OF_THE_ENTRY
]
DATED = {q.id for q in catalogue.all_questions().values() if any(p.name == "date" for p in q.parameters)}
NAMED = """
PREFIX a90: <https://w3id.org/article90/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?now ?then WHERE {
  ?s a90:continues ?f ; skos:prefLabel ?now . ?f skos:prefLabel ?then . FILTER(LANG(?now) = "en" && LANG(?then) = "en")
}"""


def rows(engine: engines.Engine, name: str, **given: str) -> Counter[tuple[str, ...]]:
    text, bound = catalogue.find(name).asked(given, engine)
    return Counter(tuple(v.value if v is not None else "" for v in row.values()) for row in engines.rows(engine.query(text, bound)))


def test_every_question_that_takes_a_state_follows_the_person() -> None:
    """By program: each line that holds such a parameter hands it to the fragments that know who continues whom."""
    loose = []
    for name, parameter in ASKED:
        q = catalogue.find(name)
        variable = next(p.variable for p in (*q.parameters, *q.filters) if p.name == parameter)
        for line in q.path.read_text(encoding="utf-8").splitlines():
            # whose list it is that is counted over is said of the state asked for; and none is told beside itself
            if (
                f"?{variable}" in line
                and f"FILTER(?thing != ?{variable})" not in line
                and not line.startswith("#+")
                and "include: counted (" not in line
                and not any(f"?{v} = ?{variable}" in line for v in ("asked", "person"))
            ):
                loose.append(f"{name}: {line.strip()}")
    assert loose == []
    assert len(ASKED) > 60


def test_one_step_leads_to_the_whole_person(oxigraph) -> None:
    """The fragment same-person goes one step: no state continues one that itself continues another, nor do two continue one."""
    chains = "SELECT ?a WHERE { ?a a90:continues ?b . { ?b a90:continues ?c } UNION { ?d a90:continues ?b . FILTER(?d != ?a) } }"
    assert engines.rows(oxigraph.query(f"PREFIX a90: <https://w3id.org/article90/ontology#> {chains}")) == []
    assert "same-person" in {path.stem for path in fragments.FOLDER.glob("*.rq")}


@pytest.mark.slow
@pytest.mark.parametrize("former", FORMER)
@pytest.mark.parametrize(("name", "parameter"), [a for a in ASKED if a[0] in DATED])
def test_on_a_day_of_the_former_state_both_give_the_same_rows(oxigraph, name: str, parameter: str, former: str) -> None:
    """Asked what bound it on 1 January 1985, the Soviet Union had 29 rows and the Russian Federation 27 others."""
    now, inside, last = CONTINUED[former]
    own = {f"{vocabulary.BASE}{one}" for one in OWN_BEGINNINGS}
    for day in (inside, last):
        of_former, of_now = (rows(oxigraph, name, **{parameter: f"state/{s}"}, date=day) for s in (former, now))
        assert of_former == Counter({row: n for row, n in of_now.items() if not own & set(row)})
    after = {"SUN": "2014-07-17", "SCG": "2014-07-17", "UAR": "1985-01-01"}[former]
    if name not in KEEPS_ROWS:
        assert not rows(oxigraph, name, **{parameter: f"state/{former}"}, date=after)


# Memberships that a state began in its own name while the one that it continues was still there: none of the former state's.
OWN_BEGINNINGS = {"organisation/cis#RUS"}


def test_what_a_state_began_in_its_own_name_is_none_of_the_former_states(oxigraph) -> None:
    """From 21 to 25 December 1991 the Soviet Union was shown in the Commonwealth of Independent States, of which it was no member."""
    begun = """PREFIX a90: <https://w3id.org/article90/ontology#> PREFIX org: <http://www.w3.org/ns/org#>
      SELECT ?m WHERE { ?s a90:continues ?f . ?f a90:since ?from ; a90:until ?gone .
        ?m org:member ?s ; a90:since ?first ; a90:begunBy ?how .
        FILTER(?from <= ?first && ?first <= ?gone && !STRENDS(STR(?how), "#continuation")) }"""
    assert {r["m"].value.removeprefix(vocabulary.BASE) for r in engines.rows(oxigraph.query(begun))} == OWN_BEGINNINGS
    for day in ("1991-12-21", "1991-12-23", "1991-12-25"):
        listed = {row[0] for row in rows(oxigraph, "cq-002", organisation="organisation/cis", date=day)}
        assert "Russian Federation" in listed and "Soviet Union" not in listed
        bodies = {state: {row[0] for row in rows(oxigraph, "cq-001", state=f"state/{state}", date=day)} for state in ("SUN", "RUS")}
        assert bodies["RUS"] - bodies["SUN"] == {"Commonwealth of Independent States"} and not bodies["SUN"] - bodies["RUS"]
    founders = {row[1] for row in rows(oxigraph, "cq-054", organisation="organisation/cis")}
    assert "Russian Federation" in founders and "Soviet Union" not in founders


@pytest.mark.parametrize(("day", "name"), [("1991-12-23", "Soviet Union"), ("1991-12-24", "Russian Federation")])
def test_a_member_has_the_name_that_it_held_its_membership_in(oxigraph, day: str, name: str) -> None:
    """The note to the United Nations is of 24 December 1991, the last day of the Soviet Union the one after."""
    listed = {row[0] for row in rows(oxigraph, "cq-002", organisation="organisation/un", date=day)}
    assert listed & {"Soviet Union", "Russian Federation"} == {name}


# Lists that the state is only a column of.
KEEPS_ROWS = {"cq-023"}


@pytest.mark.slow
@pytest.mark.parametrize("former", FORMER)
@pytest.mark.parametrize(("name", "parameter"), [a for a in ASKED if a[0] not in DATED])
def test_what_is_not_asked_for_a_day_is_found_whole_under_the_state_that_continues(
    oxigraph, name: str, parameter: str, former: str
) -> None:
    """The former state has its own time; who continues it has both."""
    of_former, of_now = (rows(oxigraph, name, **{parameter: f"state/{s}"}) for s in (former, CONTINUED[former][0]))
    if name == "cq-097":  # numbers, by decade
        assert sum(int(r[2]) for r in of_former) <= sum(int(r[2]) for r in of_now)
    elif name == "cq-046":  # that the one continues the other is told from the side that is asked
        assert {r[-1] for r in of_former} <= {r[-1] for r in of_now}
        now = answers.labels([f"{vocabulary.BASE}state/{CONTINUED[former][0]}"], oxigraph, "en").values()
        assert Counter({r: n for r, n in of_former.items() if "continuator" not in r and r[2] not in now}) <= of_now
    else:
        assert of_former <= of_now


@pytest.mark.slow
@pytest.mark.parametrize(
    "q", [q for q in catalogue.all_questions().values() if q.id in DATED and q.id not in OF_THE_ENTRY], ids=lambda q: q.id
)
def test_a_list_of_a_day_has_the_names_of_that_day(oxigraph, q: catalogue.Question) -> None:
    """The parties to the Non-Proliferation Treaty in 1985 were listed with the Russian Federation."""
    names = [(r["now"].value, r["then"].value) for r in engines.rows(oxigraph.query(NAMED))]
    assert len(names) == 3
    found = rows(oxigraph, q.id, date="1985-01-01", **({"treaty": "treaty/npt"} if any(p.name == "treaty" for p in q.parameters) else {}))
    cells = {cell for row in found for cell in row}
    assert "Russian Federation" not in cells
    assert q.id != "cq-077" or "Soviet Union" in cells


@pytest.mark.slow
def test_the_soviet_union_was_bound_by_both_halves(oxigraph) -> None:
    found = rows(oxigraph, "cq-060", state="state/SUN", date="1985-01-01")
    links = {row[-1].removeprefix("https://w3id.org/article90/") for row in found}
    assert {"organisation/un#SUN", "treaty/npt#RUS", "treaty/genocide-convention#RUS"} <= links
    assert not rows(oxigraph, "cq-060", state="state/SCG", date="2014-07-17")


NAMES = {"SCG": "Serbia and Montenegro", "YUG": "state:YUG", "RUS": "state:RUS", "YEM": "state:YEM"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("state", "day", "en", "nl"),
    [
        ("SCG", "2014-07-17", "Serbia and Montenegro existed until 2006-06-02; Serbia continues it: ask for Serbia.", "vraag naar Servië."),
        ("YUG", "1995-07-11", "Yugoslavia existed until 1992-04-26, and no state continues it", "geen staat zet die voort"),
        ("RUS", "1985-01-01", "On 1985-01-01 this was: Soviet Union, which is continued by Russian Federation.", "Sovjet-Unie"),
        ("YEM", "1985-01-01", "Yemen exists since 1990-05-22.", "Jemen bestaat sinds"),
    ],
)
def test_a_sentence_says_which_state_was_there(oxigraph, state: str, day: str, en: str, nl: str) -> None:
    """An empty answer for a state that had ended was not told from a no."""
    for asked in (f"state/{state}", NAMES[state]):  # a name of another time is not taken for the state of this one
        found = answers.ask(catalogue.find("cq-060"), {"state": asked, "date": day}, oxigraph)
        assert en in found.limits.said["en"][0] and nl in found.limits.said["nl"][0]


@pytest.mark.slow
def test_no_sentence_is_said_of_a_state_that_was_there(oxigraph) -> None:
    for state, day in (("NLD", "2014-07-17"), ("SCG", "2006-06-02"), ("SRB", "2006-06-03"), ("RUS", "1991-12-26")):
        found = answers.ask(catalogue.find("cq-060"), {"state": f"state/{state}", "date": day}, oxigraph)
        assert not [s for s in found.limits.said["en"] if "exist" in s or "this was" in s]


@pytest.mark.parametrize(
    ("state", "relation", "other"), [("SUN", "successor", "RUS"), ("RUS", "predecessor", "SUN"), ("SRB", "predecessor", "SCG")]
)
def test_a_state_is_not_its_own_predecessor(oxigraph, state: str, relation: str, other: str) -> None:
    """Asked of the Soviet Union, its continuation by the Russian Federation was told from both sides."""
    rows = answers.ask(catalogue.find("cq-046"), {"state": f"state/{state}"}, oxigraph).answer.rows
    fact = vocabulary.BASE + f"state/{'SRB' if state == 'SRB' else 'RUS'}#from-{'SCG' if state == 'SRB' else 'SUN'}"
    assert [row["relation"].value for row in rows if row["successionIri"].value == fact] == [relation]
