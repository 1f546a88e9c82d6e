"""Questions can be narrowed, call their columns by one rule, and keep the numbers of those that they took in."""

import re
import subprocess
import sys
from functools import cache

import pyoxigraph as ox
import pytest
from article90 import asking, cli, engines, vocabulary
from article90.errors import UserError
from article90.questions import catalogue

A90 = vocabulary.ONTOLOGY
QUESTIONS = catalogue.all_questions()
NARROWED = [(q.id, p.name) for q in QUESTIONS.values() for p in q.filters]

# A column of IRIs is called after the class of what it holds, perhaps with its role before that, and Iri.
BODIES = {"IntergovernmentalOrganisation", "InternationalCourt", "Organ", "Forum"}
COMMITMENTS = {"Obligation", "Permission", "Pledge", "Recommendation"}
HOLDS = {
    "act": {"Act"},
    "attestation": {"Attestation"},
    "commitment": COMMITMENTS,
    "concept": {"Concept"},
    "contribution": {"Contribution"},
    "event": {"Event"},
    "goal": {"Goal"},
    "hosting": {"Hosting"},
    "instrument": {"Treaty", "Declaration", "Resolution", "LegalAct", "Constitution"},
    "link": {"Membership", "Participation", *COMMITMENTS},
    "measure": {"Measure"},
    "membership": {"Membership"},
    "mission": {"Mission"},
    "observation": {"Observation"},
    "organisation": BODIES,
    "otherValue": {"OtherValue"},
    "participation": {"Participation"},
    "party": {"State", *BODIES},
    "partyGroup": {"PartyGroup"},
    "passage": {"Passage"},
    "pillar": {"Pillar"},
    "reservation": {"Reservation"},
    "source": {"Source"},
    "state": {"State"},
    "strategy": {"Strategy"},
    "succession": {"Succession"},
    "territory": {"Territory"},
    "threshold": {"Threshold"},
}
# What holds more than one of these, or what has no class here.
MIXED = {"thing", "unit"}
NAME = re.compile(rf"(?:[a-z]\w*?)??((?i:{'|'.join([*HOLDS, *MIXED])}))Iri")
# Columns whose cells are IRIs in some rows: the values that any property may have.
ANY_VALUE = {("cq-029", "published"), ("cq-029", "stated")}

# By what a question that lists such things can be narrowed to one: each set needs one of its names.
TO_ONE = {
    "membershipIri": [{"organisation"}, {"state"}],
    "participationIri": [{"treaty"}, {"state"}],
    "linkIri": [{"organisation", "treaty", "instrument", "provision", "territory"}, {"state"}],
    "contributionIri": [{"state"}, {"mission"}],
    "missionIri": [{"mission", "instrument", "state"}],
    "commitmentIri": [{"instrument", "provision", "organisation", "indicator", "treaty", "territory"}],
    "observationIri": [{"state"}],
    "reservationIri": [{"state"}, {"instrument"}],
    "actIri": [{"state"}, {"treaty"}, {"organisation"}],
    "attestationIri": [{"state"}, {"mission"}],
    "organisationIri": [{"organisation"}],
    "instrumentIri": [{"instrument", "treaty", "organisation", "mission", "provision"}],
    "measureIri": [{"by", "state"}],
    "eventIri": [{"state"}],
    "stateIri": [{"state"}],
    "territoryIri": [{"territory"}],
    "partyIri": [{"state", "leader", "depositary"}],
    "strategyIri": [{"state"}],
    "pillarIri": [{"strategy"}],
    "goalIri": [{"strategy"}],
    "hostingIri": [{"state"}, {"organisation"}],
    "successionIri": [{"state"}],
    "thresholdIri": [{"indicator"}, {"instrument"}],
    "conceptIri": [{"organisation", "aim", "region", "state"}],
    "thingIri": [{"fact", "state", "territory", "instrument", "mission", "event", "threat", "partner", "name"}],
}
# What is fixed in the question.
FIXED = {"cq-073": {"instrument"}, "cq-074": {"treaty"}, "cq-077": {"organisation"}}  # an act there is one on the treaty asked for


@pytest.fixture(scope="module")
def classes(oxigraph) -> dict[str, set[str]]:
    """The classes of each thing, by their local names."""
    found: dict[str, set[str]] = {}
    for row in engines.rows(oxigraph.query("SELECT ?thing ?class { ?thing a ?class }")):
        found.setdefault(row["thing"].value, set()).add(re.split("[/#]", row["class"].value)[-1])
    return found


@cache
def by_default(name: str, engine: engines.Engine) -> engines.Table:
    """The answer to a question as it stands."""
    return engine.query(*QUESTIONS[name].asked({}, engine))


def kind(column: str) -> str:
    """The class that the name of a column of IRIs ends in; empty if it is none."""
    match = NAME.fullmatch(column)
    return match[1][0].lower() + match[1][1:] if match else ""


@pytest.mark.slow
@pytest.mark.parametrize("name", QUESTIONS)
def test_a_column_of_iris_is_called_after_what_it_holds(name: str, oxigraph, classes) -> None:
    """Forty names once stood for such columns: node, operation, text; and text was words in another question."""
    table = by_default(name, oxigraph)
    for column in table.columns:
        cells = {row[column].value for row in table.rows if isinstance(row[column], ox.NamedNode)}
        if not column.endswith("Iri"):
            assert not cells or (name, column) in ANY_VALUE, f"{column} holds IRIs: call it after their class."
            continue
        assert kind(column), f"{column} is called after no class."
        assert not [row for row in table.rows if isinstance(row[column], ox.Literal)], f"{column} holds words."
        if kind(column) in HOLDS:
            assert [c for c in cells if not classes.get(c, set()) & HOLDS[kind(column)]] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", QUESTIONS)
def test_a_list_can_be_narrowed_to_one(name: str, oxigraph) -> None:
    """Whom must defend Poland was one of 280 rows, and no option said Poland."""
    question = QUESTIONS[name]
    takes = {p.name for p in (*question.parameters, *question.filters)} | FIXED.get(name, set())
    takes |= {"treaty"} if "instrument" in takes else set()
    if question.tags and "count" in question.tags:
        assert takes - {"date", "lang"}, "Nothing narrows what is counted."
        return
    columns = by_default(name, oxigraph).columns
    wanted = [names for column in columns for names in TO_ONE.get(f"{kind(column)}Iri", ())]
    assert wanted or not [c for c in columns if c.endswith("Iri")], f"Say by what {columns} are narrowed."
    assert [names for names in wanted if not names & takes] == []


def example(p: catalogue.Parameter, engine: engines.Engine) -> list[str]:
    """Values that a filter accepts."""
    if p.kind == "concept":
        query = "SELECT ?c { ?c <http://www.w3.org/2004/02/skos/core#inScheme> ?scheme } ORDER BY ?c"
        found = engines.rows(engine.query(query, {"scheme": ox.NamedNode(f"{vocabulary.BASE}concept/{p.among}")}))
        return [",".join(row["c"].value for row in found)]
    if p.among == "truth":
        return ["yes", "no"]
    kinds = {"date": ["1990-01-01", "2026-01-01"], "integer": ["2024"], "string": ["2024"]}
    known = {
        "state": ["state/NLD", "state/RUS", "state/POL", "state/UKR", "state/BEL"],
        "leader": ["organisation/eu", "organisation/un"],
        "party": ["state/USA"],
        "organisation": ["organisation/nato", "organisation/eu"],
        "treaty": ["treaty/npt", "treaty/north-atlantic-treaty"],
        "instrument": ["treaty/teu", "resolution/unsc-1373", "declaration/nato-hague-2025"],
        "mission": ["mission/eufor-althea", "mission/efp-lithuania"],
        "territory": ["territory/CUW"],
        "indicator": ["indicator/equipment-share"],
        "strategy": ["strategy/iiss-2018"],
        "in": ["organisation/nato"],
        "fact": ["state/NLD", "organisation/nato", "strategy/iiss-2018", "treaty/npt", "treaty/rome-statute"],
    }
    return kinds.get(p.kind) or known.get(p.among, [])


# The things in the whole answer to a question, as far as it was needed.
WHOLE: dict[str, set[tuple[str, ...]]] = {}


def things(name: str, given: dict[str, str], engine: engines.Engine) -> set[tuple[str, ...]]:
    """The IRIs in each row of an answer that no filter narrows but those given."""
    question = QUESTIONS[name]
    whole = {p.name: catalogue.ANY for p in question.filters if p.default}
    table = engine.query(*question.asked({**whole, **given}, engine))
    return {tuple(str(row[c]) for c in table.columns if c.endswith("Iri")) for row in table.rows}


@pytest.mark.slow
@pytest.mark.parametrize("part", [slice(0, 1), slice(1, None)], ids=["one", "others"])
@pytest.mark.parametrize(("name", "given"), NARROWED)
def test_a_filter_narrows_and_adds_nothing(name: str, given: str, part: slice, oxigraph) -> None:
    """Each row of the narrowed answer is a row of the whole one."""
    (p,) = (p for p in QUESTIONS[name].filters if p.name == given)
    if name not in WHOLE:
        WHOLE[name] = things(name, {}, oxigraph)
    for value in example(p, oxigraph)[part]:
        assert things(name, {given: value}, oxigraph) <= WHOLE[name]


@pytest.mark.slow
@pytest.mark.parametrize("name", catalogue.aliases())
def test_a_number_that_was_taken_in_is_answered(name: str, oxigraph) -> None:
    alias = catalogue.aliases()[name]
    assert name not in QUESTIONS
    assert alias.by in QUESTIONS
    assert catalogue.find(name).id == alias.by
    assert engines.rows(oxigraph.query(*QUESTIONS[alias.by].asked(alias.given, oxigraph)))


def test_an_alias_says_what_replaced_it() -> None:
    done = subprocess.run([sys.executable, "-m", "article90", "ask", "cq-068", "--format", "csv"], capture_output=True, text=True)
    assert done.stderr.splitlines(keepends=True)[0] == "cq-068 is now asked as: article90 ask cq-067 --treaty any --state state/USA\n"
    assert done.stdout.startswith("state,treaty,signed")
    assert {line.partition(",")[0] for line in done.stdout.splitlines()[1:]} == {"United States of America"}


def asked(name: str, engine: engines.Engine, **given: str) -> list[dict[str, str]]:
    """The rows of a question as strings."""
    answer = engine.query(*QUESTIONS[name].asked({k.strip("_").replace("_", "-"): v for k, v in given.items()}, engine))
    return [{k: v.value if v else "" for k, v in row.items()} for row in engines.rows(answer)]


def test_who_must_defend_poland(oxigraph) -> None:
    """Parties to the North Atlantic Treaty and members of the European Union, and Poland is not among them."""
    rows = asked("cq-004", oxigraph, owed_to="Poland", date="2026-11-21")
    states = {r["state"] for r in rows}
    assert len(states) == 35 and "Poland" not in states
    assert {r["state"] for r in rows} >= {"Austria", "Canada", "Türkiye"} | {"Ireland"}


def test_missions_by_leader_and_region(oxigraph) -> None:
    """'EU missions in Africa now' could not be asked: the regions recorded lie below Africa, and no question took a leader."""
    rows = asked("cq-090", oxigraph, leader="European Union", region="Afrika", date="2025-01-01")
    assert {r["leads"] for r in rows} == {"European Union"}
    assert 5 <= len(rows) < len(asked("cq-090", oxigraph, leader="eu", date="2025-01-01"))
    assert not {r["mission"] for r in rows if "Ukraine" in r["mission"]}


def test_parties_to_a_treaty_in_an_organisation(oxigraph) -> None:
    """Which members of the European Union are parties to the ban on nuclear weapons, which no question crossed."""
    rows = asked("cq-077", oxigraph, treaty="treaty/tpnw", _in="eu", date="2026-11-21")
    assert {r["state"] for r in rows} == {"Austria", "Ireland", "Malta"}


def test_several_concepts_may_be_given(oxigraph) -> None:
    one, other = (asked("cq-090", oxigraph, type=t, date="2025-01-01") for t in ("training", "deterrence"))
    both = {r["missionIri"] for r in asked("cq-090", oxigraph, type="training, deterrence", date="2025-01-01")}
    assert both == {r["missionIri"] for r in one + other}


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("cq-090", {"type": "peace-keeping"}, "There is no mission type called 'peace-keeping'. Did you mean peacekeeping?"),
        ("cq-091", {"nature": "xyz"}, "There is no mission nature called 'xyz'. There are civilian, military, mixed."),
        ("cq-001", {"leader": "eu"}, "cq-001 does not take 'leader': it takes --state, --date, --organisation."),
        ("cq-069", {"from": "2025"}, "'2025' is not a date: write it as year-month-day, for example 2014-07-17."),
        ("cq-069", {"state": "Atlantis"}, "There is no state called 'Atlantis'."),
    ],
)
def test_what_does_not_narrow_is_refused(name: str, given: dict[str, str], says: str, oxigraph) -> None:
    with pytest.raises(UserError) as error:
        QUESTIONS[name].asked(given, oxigraph)
    assert str(error.value) == says


@pytest.mark.slow
def test_any_undoes_the_default_of_a_filter(oxigraph) -> None:
    dutch, everyone = (asked("cq-007", oxigraph, **given) for given in ({}, {"state": "any", "edition": "2024"}))
    assert {r["state"] for r in dutch} == {"Netherlands"}
    assert len({r["state"] for r in everyone}) > 20


def test_options_and_themes_are_those_of_the_catalogue() -> None:
    """A new parameter or folder is said where people look for it."""
    shown = subprocess.run([sys.executable, "-m", "article90", "ask", "--help"], capture_output=True, text=True).stdout
    assert [o for o in catalogue.OPTIONS if f"--{o} " not in shown] == []
    read = cli.parser().parse_args(["ask", "cq-001", *(word for o in catalogue.OPTIONS for word in (f"--{o}", o))])
    assert asking._given(read, catalogue.OPTIONS) == {o: o for o in catalogue.OPTIONS}
    assert {q.theme for q in QUESTIONS.values()} == set(catalogue.THEMES)
    assert {p.name for p in catalogue.FOLDER.iterdir() if p.is_dir() and not p.name.startswith("__")} == set(catalogue.THEMES)
