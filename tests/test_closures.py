"""Every question says in its head which lists it closes over, and a program finds in its query what it may have forgotten to say."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from article90 import fragments
from article90.errors import UserError
from article90.questions import catalogue
from article90.questions.lists import AT_LEAST, HERE, LISTS, closures

FILES = catalogue.files()

# What a pattern is about that uses one of these: the list that holds such records.
RECORDS = {
    "a90:instrument": "Participation",
    "a90:party": "Participation",
    "a90:inForceSince": "Participation",
    "a90:consented": "Participation",
    "a90:consentMode": "Participation",
    "a90:signed": "Participation",
    "org:organization": "Membership",
    "org:member": "Membership",
    "a90:actKind": "Act",
    "a90:actor": "Act",
    "a90:ledBy": "Mission",
    "a90:mandatedBy": "Mission",
    "a90:missionBasis": "Mission",
    "a90:hostConsent": "Mission",
    "a90:host": "Mission",
    "a90:mission": "Contribution",
    "a90:contributor": "Contribution",
    "a90:counted": "Contribution",
    "a90:undertakenBy": "Measure",
    "a90:appliesIn": "TerritorialApplication",
    "a90:doesNotApplyIn": "TerritorialApplication",
    "a90:territory": "TerritorialApplication",
    "a90:indicator": "Observation",
    "a90:state": "Observation",
    "a90:observation": "Observation",
    "a90:groundedIn": "Commitment",
}
# What says more of a record that is there: that it does not say so is no silence of a list, each with what its absence means.
SAYS_MORE = {
    "a90:since": "always, or not known",
    "a90:independentSince": "it began so, or not known",
    "a90:until": "goes on, as far as the list was read",
    "a90:sincePrecision": "to the day",
    "a90:untilPrecision": "to the day",
    "a90:completeSince": "from its beginning",
    "a90:completeUntil": "the list is open",
    "a90:coverageOf": "the list is open",
    "a90:ofClass": "the list is open",
    "a90:lacks": "nothing noted",
    "org:role": "full member",
    "a90:inGroup": "none of the groups that the text sets apart",
    "a90:exceptGroup": "the text excepts none",
    "a90:bindsGroup": "the text names its bearers otherwise",
    "a90:bindsPartiesTo": "the text names its bearers otherwise",
    "a90:bindsMembersOf": "the text names its bearers otherwise",
    "a90:bearer": "the text names its bearers otherwise",
    "a90:owedToMembersOf": "the text names its creditors otherwise",
    "a90:modality": "no permission",
    "a90:joinedThrough": "the body has memberships of its own",
    "a90:boundUntil": "a member is bound to its last day as one",
    "a90:towards": "suspended towards all",
    "a90:commitmentType": "none of the types asked for",
    "a90:deadline": "the text sets none",
    "a90:term": "the text sets none",
    "a90:termFrom": "the text sets none",
    "a90:threshold": "the text sets none",
    "a90:quantity": "the text sets none",
    "a90:adopted": "day not read",
    "a90:openedForSignature": "day not read",
    "dcterms:isPartOf": "a whole, or what the query says of its parts",
    "dcterms:hasPart": "no parts",
    "dcterms:replaces": "the first of a chain",
    "a90:partOfState": "no state is recorded",
    "a90:nameOf": "a name without a period of its own",
    "a90:form": "a name without a period of its own",
    "a90:cowCode": "a code without a period of its own",
    "skos:notation": "a code without a period of its own",
    "a90:doesNotApply": "it applies",
    "a90:signed": "not signed, or the list has no signatures",
    "a90:consentMode": "how it consented was not read",
    "a90:adoptedBy": "no text of the body",
    "a90:charterChapter": "no chapter named, or not read",
    "a90:continues": "it is the only one of its person in law",
    "a90:begunBy": "how it began is not recorded",
    "a90:precedesState": "the record begins with the state",
    "skos:prefLabel": "no name in that language",
    "rdfs:label": "no name in that language",
    "dcterms:description": "no words in that language",
}
NUMBER = re.compile(r"\b(COUNT|SUM|MIN|MAX|AVG)\s*\((?:DISTINCT\s+)?\W*(\w+)")
# What makes a member (fragment listed-in), which stands for a membership in the list of members whatever it is.
LISTED_IN = re.compile(
    r"(\?\w+) org:member\|a90:party (\S+) \.\s+\S+ org:organization\|\(.*?\) (\S+) \."
    r"\s+FILTER NOT EXISTS {\s+\S+ a90:joinedThrough .*?\n\s*}",
    re.DOTALL,
)
# Which of two treaties makes it one (fragment listed-once).
LISTED_ONCE = re.compile(
    r"MINUS {(?:\s*#[^\n]*\n)*\s*{ SELECT \S+ \S+ WHERE { \S+ a90:joinedThrough .*?FILTER NOT EXISTS { \?earlier\w* a90:until .*?}\s*}",
    re.DOTALL,
)
# What a program takes for a silence and is none.
NONE_DRAWN = {
    **{
        (question, "Membership"): "who is owed something as a member and as a party is named once, and by one of both in any case"
        for question in ("cq-004", "cq-028", "cq-060", "cq-061", "cq-125")
    },
    ("cq-077", "Act"): "a contested notice without an end stands beside a party and takes none away",
    ("cq-069", "Act"): "whose notice is not on record is not found by the manner of an end that is still to come, and nothing else",
    **{("cq-076", kind): "what no source says is listed as not known, which claims nothing" for kind in ("Participation", "Commitment")},
    ("cq-130", "Mission"): "a ground that was not found is listed as such, which claims nothing",
    ("cq-101", "Mission"): "a chapter that a mandate names is not told a second time as the mission's own, and no other row goes",
    ("cq-097", "Mission"): "a filter narrows to the missions of a leader",
    ("cq-129", "Mission"): "the missions counted are those of the contributions; a filter narrows to those of a leader",
}


def plain(path: Path) -> str:
    """The query with its filters and fragments written out, without comments, prefixes, strings and whole IRIs."""
    text = fragments.expanded(path, fragments.filters(path))
    text = LISTED_ONCE.sub("", LISTED_IN.sub(r"\1 org:member \2 ; org:organization \3 .", text))
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#") and not line.startswith("PREFIX")]
    return re.sub(r"<[^>\s]*>|\"[^\"\n]*\"", " ", "\n".join(lines))


def group(text: str, at: int) -> str:
    """The group whose bracket opens at or after a place, without its brackets."""
    start = text.index("{", at)
    depth = 0
    for n in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[n], 0)
        if not depth:
            return text[start + 1 : n]
    raise ValueError("A bracket is not closed.")


def of_counted(pattern: str, counted: str) -> str:
    """The statements of a pattern that speak of what is counted, or the whole of it where that is computed."""
    about = "\n".join(s for s in re.split(r"(?<=\s)\.(?=\s|$)|[{}]", pattern) if re.search(rf"\?{counted}\b", s))
    return about if RECORDS.keys() & predicates(about) else pattern


def of_whom(membership: str) -> re.Pattern[str]:
    """Where it is found whose membership it is."""
    return re.compile(rf"{re.escape(membership)}\s[^.{{}}]*\borg:member\b")


def silences(text: str) -> Iterator[tuple[str, str]]:
    """Where a query may draw something from what is not there: how, and the pattern in which that is."""
    negations = [(m[0].rstrip("{ "), group(text, m.start())) for m in re.finditer(r"\bNOT\s+EXISTS\s*{|\bMINUS\s*{", text)]
    found = text
    for _, negated in negations:
        found = found.replace(negated, " ")
    for how, negated in negations:
        if "LANG(" not in negated:  # no words in the language asked: the others are taken
            # whose membership it is that was found already is no question to the list
            yield how, re.sub(r"(\?\w+)\s+org:member\b", lambda m: m[1] if of_whom(m[1]).search(found) else m[0], negated)
    for match in re.finditer(r"\bSELECT\b(?P<columns>[^{]*?)(\bWHERE\b\s*)?{", text):
        for number in NUMBER.finditer(match["columns"]):
            yield number[1], of_counted(group(text, match.end() - 1), number[2])
    optional = [group(text, m.start()) for m in re.finditer(r"\bOPTIONAL\s*{", text)]
    for match in re.finditer(r"(!\s*BOUND|\bIF\s*\(\s*BOUND)\s*\(\s*\?(\w+)|\b(COALESCE)\s*\(\s*\?(\w+)\s*,\s*[\d?]", text):
        how, name = match[1] or match[3], match[2] or match[4]
        yield from ((f"{how}(?{name})", each) for each in optional if re.search(rf"\?{name}\b", each))


def predicates(pattern: str) -> set[str]:
    """The properties that a pattern uses, without classes and concepts."""
    pattern = re.sub(r"\ba\s+[a-z0-9]+:\w+", " ", pattern)
    pattern = re.sub(r"\bIN\s*\([^)]*\)|VALUES[^{]*{[^}]*}", " ", pattern)
    return {p for p in re.findall(r"(?<![\w?-])(?:a90|org|dcterms|skos|rdfs|qb):[a-z]\w*", pattern)}


def closed_over(path: Path) -> dict[str, str]:
    """The classes from whose lists a query may draw something that is not there, each with how."""
    return {RECORDS[p]: how for how, pattern in silences(plain(path)) for p in predicates(pattern) if p in RECORDS}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_head_says_which_lists_the_question_closes_over(path: Path) -> None:
    assert catalogue.read(path).closes_over is not None, "Say closes-over in the head: none, or the lists (see lists.py)."


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_head_agrees_with_the_query(path: Path) -> None:
    """What is negated or counted is said; what is said is there."""
    question = catalogue.read(path)
    said = {c.kind for c in question.closes_over or ()}
    forgotten = {kind: how for kind, how in closed_over(path).items() if kind not in said and (question.id, kind) not in NONE_DRAWN}
    assert not forgotten, f"The query draws from the silence of these lists and does not say so: {forgotten}"
    rows = [c for c in question.closes_over or () if c.draws == "rows"]
    assert bool(rows) == question.leaves_out, "Rows drawn from silence and a line '# closed: ...' go together."
    columns = re.match(r".*?SELECT(.*?)(WHERE\s*)?{", plain(path), re.DOTALL)[1]
    numbers = {n for c in question.closes_over or () for n in c.numbers}
    assert numbers <= set(re.findall(r"\?(\w+)", columns)), "A number that is said to be drawn from a list is no column."
    assert bool(numbers) == (f"?{AT_LEAST}" in columns), "Numbers drawn from lists and a column atLeast go together."


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_number_among_the_columns_is_said_to_be_drawn_from_a_list(path: Path) -> None:
    question = catalogue.read(path)
    columns = re.match(r".*?SELECT(.*?)(WHERE\s*)?{", plain(path), re.DOTALL)[1]
    counted = {name for match in re.finditer(r"\((COUNT|SUM)\(.*?\)[^()]*? AS \?(\w+)\)", columns) for name in (match[2],)}
    numbers = {n for c in question.closes_over or () for n in c.numbers}
    here = any(c.of == HERE for c in question.closes_over or ())
    assert counted <= numbers or here, f"{counted - numbers} may be a minimum: say so in the head."


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_negation_is_of_a_list_or_of_a_property(path: Path) -> None:
    """A property that is new here is put on one side or the other by whoever first negates it."""
    found = {p for how, pattern in silences(plain(path)) if "N" in how for p in predicates(pattern) if "EXISTS" in how or how == "MINUS"}
    assert found <= RECORDS.keys() | SAYS_MORE.keys(), (
        f"Say in this test of what list the absence of {found - RECORDS.keys() - SAYS_MORE.keys()} speaks."
    )


def test_the_program_finds_what_is_forgotten(tmp_path: Path) -> None:
    """A check that cannot fail is none."""
    for body, kind in (
        ("SELECT ?s WHERE { ?s a a90:State . FILTER NOT EXISTS { ?p a90:party ?s } }", "Participation"),
        ("SELECT ?s WHERE { ?s a a90:State . MINUS { ?m org:member ?s } }", "Membership"),
        ("SELECT (COUNT(?c) AS ?n) WHERE { ?c a90:contributor ?s }", "Contribution"),
        ("SELECT ?s WHERE { ?s a a90:State . OPTIONAL { ?m a90:ledBy ?s } FILTER(!BOUND(?m)) }", "Mission"),
        (
            "SELECT (COALESCE(?n, 0) AS ?i) { OPTIONAL { SELECT ?s (COUNT(?m) AS ?n) { ?m a90:undertakenBy ?s } GROUP BY ?s } }",
            "Measure",
        ),
    ):
        path = tmp_path / "query.rq"
        path.write_text(f"#+ summary: a query\n{body}\n", encoding="utf-8")
        assert kind in closed_over(path), body
    path.write_text("#+ summary: a query\nSELECT ?s WHERE { ?s a a90:State . FILTER NOT EXISTS { ?s a90:until ?u } }\n", encoding="utf-8")
    assert closed_over(path) == {}


@pytest.mark.parametrize(
    "said",
    [
        [{"class": "Party", "of": "treaty"}],
        [{"class": "Participation"}],
        [{"class": "Participation", "of": "treaty", "draws": "numbers"}],
        [{"class": "Participation", "of": "treaty", "column": "parties"}],
        "nothing",
    ],
)
def test_a_head_that_says_it_wrongly_is_refused(said: object) -> None:
    with pytest.raises(UserError, match=r"The head of query\.rq closes over"):
        closures({"closes-over": said}, "query.rq")


def test_every_kind_of_list_is_closed_over() -> None:
    used = {c.kind for q in catalogue.all_questions().values() for c in q.closes_over or ()}
    assert used == LISTS.keys()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("?m org:member ?x ; org:organization ?o . FILTER NOT EXISTS { ?n org:member ?x }", True),
        ("?x a a90:State . FILTER NOT EXISTS { ?m org:member ?x }", True),
        ("?x a a90:State . MINUS { ?m org:member ?x } { ?m a90:since ?d }", True),
        ("?m org:organization ?o ; org:member ?x . FILTER NOT EXISTS { ?m org:member ?y . ?y a90:continues ?x }", False),
    ],
)
def test_only_whose_a_membership_is_that_was_found_is_no_silence(text: str, told: bool) -> None:
    found = {p for how, pattern in silences(f"SELECT ?x WHERE {{ {text} }}") for p in predicates(pattern)}
    assert ("org:member" in found) is told
