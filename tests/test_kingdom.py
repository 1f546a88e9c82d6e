"""Each treaty in force for the Kingdom of the Netherlands, in each part of it, on each day since 1945.

It applies, does not apply, or it is not known. The list for Curaçao once held thirteen rows and no word on the others, and a treaty
began in Aruba in 1930 although Aruba, by the same data, began in 1986. The rules, the same for every treaty:

* A new country of the Kingdom, or a new public body, that stays bound is **not a new application**. Aruba (1986) and Curaçao, Sint
  Maarten and the Caribbean Netherlands (2010) go on from the Netherlands Antilles, by the notes of 30 December 1985 and October 2010.
  Each application keeps within the days of its territory: what held before is said of the territory of which it was then a part.
  Where a list prints the older day beside the new country, the description says so.
* A part whose own first day is later than that of the Kingdom was outside until then.
* The European Netherlands follow the Kingdom unless a statement says otherwise (fragment follows-state): no treaty here was concluded
  for the other parts alone.
* What says neither is not known, and counted as such. An application with no first day proves only that it held on its last.

`tests/crosscheck/kingdom.csv` holds the matrix; `pytest tests/test_kingdom.py --pin` writes it again, `-s` prints the counts.
"""

import csv
import itertools
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from article90 import answers, engines, vocabulary
from article90.fragments import written
from article90.questions import catalogue

PREFIX = "".join(f"PREFIX {p}: <{vocabulary.PREFIXES[p]}>\n" for p in ("a90", "dcterms")) + f"PREFIX state: <{vocabulary.BASE}state/>\n"

DAYS = " OPTIONAL {{ {0} a90:since ?since }} OPTIONAL {{ {0} a90:until ?until }} "
MATRIX = Path(__file__).parent / "crosscheck" / "kingdom.csv"
FIRST = date(1945, 1, 1)
EUROPE = "european-netherlands"
# The parts that between them are the whole Kingdom on each day; the others are parts of these or hold them.
PARTS = {EUROPE, "BES", "ABW", "CUW", "SXM", "ANT", "curacao-territory", "suriname", "netherlands-indies", "netherlands-new-guinea"}
WITHIN = {"netherlands", "bonaire", "saba", "sint-eustatius"}
UNDATED = "applied on its last day, since when was not read"
APPLIES, EXCLUDED, UNKNOWN = "applies", "does not apply", "not known"


class Span(NamedTuple):
    """A period with both days in it; no last day: still so."""

    since: date
    until: date | None


class Cell(NamedTuple):
    """A treaty in a part of the Kingdom over a period, as the matrix writes it."""

    treaty: str
    territory: str
    since: str
    until: str
    state: str
    basis: str


class Application(NamedTuple):
    """What one node says of one part."""

    since: date | None
    until: date | None
    excluded: bool


def day(row: dict, name: str) -> date | None:
    return date.fromisoformat(row[name].value) if row.get(name) is not None else None


def overlap(one: Span, other: Span) -> Span | None:
    since = max(one.since, other.since)
    ends = [end for end in (one.until, other.until) if end]
    until = min(ends) if ends else None
    return None if until and until < since else Span(since, until)


def local(value: str) -> str:
    return value.rpartition("/")[2].partition("#")[0]


def territories(source: engines.Engine) -> dict[str, Span]:
    found = source.query(PREFIX + "SELECT ?t ?since ?until { ?t a90:partOfState state:NLD" + DAYS.format("?t") + "}")
    return {local(r["t"].value): Span(max(day(r, "since") or FIRST, FIRST), day(r, "until")) for r in engines.rows(found)}


def participations(source: engines.Engine) -> dict[str, Span]:
    """The treaties that are or were in force for the Kingdom, and when."""
    found = source.query(
        PREFIX
        + "SELECT ?i ?since ?until { ?p a90:party state:NLD ; a90:instrument ?i . ?i a a90:Treaty"
        + DAYS.format("?p")
        + "FILTER(BOUND(?since)) }"
    )
    spans = {local(r["i"].value): Span(max(day(r, "since") or FIRST, FIRST), day(r, "until")) for r in engines.rows(found)}
    return {treaty: span for treaty, span in spans.items() if not span.until or span.until >= FIRST}


def applications(source: engines.Engine) -> dict[tuple[str, str], list[Application]]:
    found = source.query(
        PREFIX
        + """SELECT ?i ?t ?since ?until ?excluded { ?a a a90:TerritorialApplication ; dcterms:isPartOf ?p ; a90:territory ?t .
        ?p a90:party state:NLD ; a90:instrument ?i
        OPTIONAL { ?a a90:doesNotApply ?excluded }"""
        + DAYS.format("?a")
        + "}"
    )
    said: dict[tuple[str, str], list[Application]] = {}
    for row in engines.rows(found):
        no = row.get("excluded") is not None and row["excluded"].value == "true"
        said.setdefault((local(row["i"].value), local(row["t"].value)), []).append(Application(day(row, "since"), day(row, "until"), no))
    return said


def following(source: engines.Engine) -> set[str]:
    """The parts in which what binds the Kingdom applies, unless something is said."""
    rule = written("# include: follows-state (?territory = ?t, ?follows)")
    prefix = PREFIX + f"PREFIX territory-kind: <{vocabulary.BASE}concept/territory-kind#>\n"
    found = source.query(prefix + f"SELECT ?t {{ ?t a90:partOfState state:NLD {rule} FILTER(BOUND(?follows)) }}")
    return {local(r["t"].value) for r in engines.rows(found)}


def states(span: Span, said: list[Application], follows: bool) -> Iterator[tuple[Span, str, str]]:
    """The state of one treaty in one part, period by period, without a gap."""
    undated = [a for a in said if not a.since]
    dated = sorted((a for a in said if a.since), key=lambda a: a.since or FIRST)
    if not dated:
        if follows:
            yield span, APPLIES, "the participation of the Kingdom"
        elif undated:
            yield (
                span,
                UNKNOWN,
                "applied on its last day, since when was not read" if undated[0].until else "applies, since when was not read",
            )
        else:
            yield span, UNKNOWN, "nothing read"
        return
    start: date | None = span.since
    for one in dated:
        held = overlap(span, Span(one.since or FIRST, one.until))
        if not held or start is None:
            continue
        if held.since > start:
            later = not one.excluded and one is dated[0]
            gap = Span(start, held.since - timedelta(days=1))
            yield gap, EXCLUDED if later else UNKNOWN, "before its own first day" if later else "nothing read"
        yield held, EXCLUDED if one.excluded else APPLIES, "a statement"
        start = held.until + timedelta(days=1) if held.until else None
    if start is not None and (span.until is None or start <= span.until):
        yield Span(start, span.until), UNKNOWN, "nothing read"


def matrix(source: engines.Engine) -> list[Cell]:
    parts, said, follow = territories(source), applications(source), following(source)
    cells = []
    for treaty, held in sorted(participations(source).items()):
        for part in sorted(PARTS):
            span = overlap(held, parts[part])
            for period, state, basis in states(span, said.get((treaty, part), []), part in follow) if span else ():
                cells.append(Cell(treaty, part, period.since.isoformat(), period.until.isoformat() if period.until else "", state, basis))
    return cells


@pytest.fixture(scope="module")
def cells(oxigraph: engines.Engine) -> list[Cell]:
    return matrix(oxigraph)


def test_the_parts_are_the_whole_kingdom(oxigraph: engines.Engine) -> None:
    """Suriname, the Indies and New Guinea were no territories at all, so that a day in 1950 knew of Europe and the Antilles only."""
    parts = territories(oxigraph)
    assert set(parts) == PARTS | WITHIN, (
        "A part of the Kingdom was added: say in this test whether it stands beside the others or within one."
    )
    turns = map(date.fromisoformat, ("1949-12-26", "1954-12-29", "1975-11-25", "1986-01-01", "2010-10-10"))
    on = {d: {p for p in PARTS if overlap(parts[p], Span(d, d))} for d in turns}
    assert on[date(1949, 12, 26)] == {EUROPE, "curacao-territory", "suriname", "netherlands-indies"}
    assert on[date(1954, 12, 29)] == {EUROPE, "ANT", "suriname", "netherlands-new-guinea"}
    assert on[date(1975, 11, 25)] == {EUROPE, "ANT"}
    assert on[date(1986, 1, 1)] == {EUROPE, "ANT", "ABW"}
    assert on[date(2010, 10, 10)] == {EUROPE, "ABW", "CUW", "SXM", "BES"}


def test_no_application_begins_before_its_territory(oxigraph: engines.Engine) -> None:
    """Fifteen of sixty-eight began in 1930 to 1983, in countries that began in 1986 and 2010."""
    parts = territories(oxigraph)
    for (treaty, part), said in applications(oxigraph).items():
        for one in said:
            assert not one.since or parts[part].since == FIRST or one.since >= parts[part].since, (
                f"{treaty} begins in {part} before {part} does."
            )
            assert not one.until or overlap(parts[part], Span(one.until, one.until)), f"{treaty} ends in {part} after {part} does."


def test_who_goes_on_from_the_antilles_is_named(oxigraph: engines.Engine) -> None:
    """The Caribbean Netherlands fell out of the list for outer space, and the islands out of the lists that still name the Antilles."""
    said = applications(oxigraph)
    for treaty in {t for t, part in said if part == "ANT"}:
        last = [a for a in said[treaty, "ANT"] if a.until and a.until == date(2010, 10, 9) and not a.excluded]
        for part in ("CUW", "SXM", "BES") if last else ():
            goes_on = any(a.since == date(2010, 10, 10) for a in said.get((treaty, part), []))
            assert goes_on, f"{treaty} ends in the Antilles and does not go on in {part}."


def test_no_cell_is_empty(cells: list[Cell], oxigraph: engines.Engine) -> None:
    parts = territories(oxigraph)
    for treaty, held in participations(oxigraph).items():
        for part in PARTS:
            span = overlap(held, parts[part])
            mine = [c for c in cells if (c.treaty, c.territory) == (treaty, part)]
            assert bool(mine) == bool(span)
            if span:
                assert (mine[0].since, mine[-1].until) == (span.since.isoformat(), span.until.isoformat() if span.until else "")
            for one, following in itertools.pairwise(mine):
                gapless = date.fromisoformat(one.until) + timedelta(days=1) == date.fromisoformat(following.since)
                assert gapless, f"{treaty}, {part}: a gap or an overlap."


def test_matrix_is_the_one_reviewed(cells: list[Cell], request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--pin"):
        with MATRIX.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(Cell._fields)
            writer.writerows(cells)
    with MATRIX.open(encoding="utf-8", newline="") as file:
        pinned = [Cell(**row) for row in csv.DictReader(file)]
    counts, today = Counter(c.state for c in cells), Counter((c.territory, c.state) for c in cells if not c.until)
    print(f"\n{len(participations_of(cells))} treaties: " + ", ".join(f"{state} {counts[state]}" for state in (APPLIES, EXCLUDED, UNKNOWN)))
    for part in sorted({c.territory for c in cells if not c.until}):
        print(f"today, {part}: " + ", ".join(f"{state} {today[part, state]}" for state in (APPLIES, EXCLUDED, UNKNOWN)))
    assert cells == pinned, "The matrix changed: look at the difference, and write it again with --pin."


# What `state/NLD#coverage-territorial-applications` says in words: change both.
CARIBBEAN = {"ABW", "BES", "CUW", "SXM"}
NOT_KNOWN_TODAY = {
    **dict.fromkeys(("un-charter", "icj-statute", "coe-statute", "north-atlantic-treaty", "open-skies"), CARIBBEAN),
    **dict.fromkeys(("stateless-persons-1954", "reduction-of-statelessness-1961"), CARIBBEAN),
    "cppnm": CARIBBEAN - {"ABW"},
    "refugee-convention": {"BES", "SXM"},
    "hostages-1979": {"ABW"},
    "hague-cultural-protocol-1954": {"BES"},
}


def test_what_is_not_known_today_is_told(cells: list[Cell]) -> None:
    """The coverage listed what is covered, and twenty-four treaties were open of which it named a few."""
    unknown: dict[str, set[str]] = {}
    for cell in cells:
        if not cell.until and cell.state == UNKNOWN:
            unknown.setdefault(cell.treaty, set()).add(cell.territory)
    assert unknown == NOT_KNOWN_TODAY


WORDS = {"yes": APPLIES, "no": EXCLUDED, "not known": UNKNOWN}


@pytest.mark.slow
@pytest.mark.parametrize("on", ["1990-01-01", "2026-11-01"])
def test_the_question_says_what_the_matrix_says(oxigraph: engines.Engine, cells: list[Cell], on: str) -> None:
    """Of 33 treaties cq-076 did not know whether they apply in the European Netherlands, and the matrix did."""
    assert following(oxigraph) == {EUROPE}
    compared = 0
    for part in sorted(PARTS):
        found = answers.ask(catalogue.find("cq-076"), {"territory": f"territory/{part}", "date": on}, oxigraph, cited=False)
        assert isinstance(found.answer, engines.Table)
        rows = [r for r in found.answer.rows if "/treaty/" in r["thingIri"].value]
        duties = {local(r["thingIri"].value) for r in rows if r["obligation"] is not None}  # one of its duties has an area of its own
        asked = {(local(r["thingIri"].value), WORDS[r["covered"].value]) for r in rows if r["obligation"] is None}
        on_day = [c for c in cells if c.territory == part and c.since <= on and (not c.until or on <= c.until)]
        matrix = {(c.treaty, c.state) for c in on_day if c.treaty not in duties}
        if asked:
            compared += 1
            assert asked == matrix, part
    assert compared >= 3


def participations_of(cells: list[Cell]) -> set[str]:
    return {c.treaty for c in cells}
