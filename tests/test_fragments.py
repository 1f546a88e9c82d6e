"""A rule that several queries share stands once, in scripts/fragments, and is written out when a query is read."""

import re
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import cookbook, fragments, sparql
from article90.errors import UserError
from article90.questions import catalogue
from complaint import complain

FRAGMENTS = sorted(fragments.FOLDER.glob("*.rq"))
QUERIES = sorted([*catalogue.files(), *(fragments.FOLDER.parent / "derive").glob("*.rq")])

# What says a rule, and the queries outside the fragments that may say it too, each with the reason.
ONCE = {
    r"membership-status:": {"cq-043": "asks for suspensions", "cq-047": "asks for those that are no members"},
    r"a90:completeUntil": {"cq-052": "asks for it"},
    r"a90:binds(PartiesTo|MembersOf)": {
        "cq-073": "one commitment",
        "cq-075": "asks for it",
    },
    r"a90:owedTo": {"cq-075": "asks for it"},
    r"\bmodality:": {},
    r"a90:term\b": {"cq-086": "narrows the commitments to those with a time limit"},
    r"a90:termFrom": {"cq-036": "a column", "cq-086": "narrows the commitments to those with a time limit"},
    r"a90:comparator\b(?!,)": {},
    r"a90:region/": {},
    r"LANG\(": {"cq-045": "a column", "cq-051": "a column"},
    r"skos:prefLabel": {"cq-045": "looks for a name in any language"},
    r"rdfs:label": {},
    r'"(yes|no|ja|nee)"': {"cq-005": "words given to the fragment", "cq-076": "words given to the fragment"},
    r"-12-31": {},
    r"(<=?|>=?) \?_date_xsd_date|\?_date_xsd_date (<=?|>=?)": {
        "cq-005": "says when the territory began or ended",
        "cq-011": "what had begun by a date",
        "cq-040": "the years up to a date",
        "cq-082": "what had not begun by a date",
        "cq-087": "signatures up to a date",
        "cq-120": "signatures and consents up to a date",
        "cq-100": "says whether a mission runs",
        "cq-102": "counts what had begun by a date and what runs on it",
    },
}


def pattern(path: Path, filters: bool = True) -> list[str]:
    """The lines of a query that say what is asked: without its head, prefixes and comments, but with its includes and filters."""
    lines = (
        re.sub(r"^# (filter: \S+|if \w+:) ", "" if filters else "# ", line.strip())
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    return [line for line in lines if line and not line.startswith("PREFIX") and (not line.startswith("#") or line.startswith("# include"))]


@pytest.mark.parametrize("path", [*QUERIES, *FRAGMENTS, *sorted(cookbook.FOLDER.glob("*.rq"))], ids=lambda path: path.stem)
def test_a_chain_of_minus_or_division_has_brackets(path: Path) -> None:
    """SPARQL 1.1 (section 17.3) reads them from the left, but the engine of the site's pages from the right: 10 - 3 - 2 is 9 there."""
    text = re.sub(r"\s+", " ", re.sub(r'#[^\n]*|<[^>\s]*>|"[^"\n]*"', "", path.read_text(encoding="utf-8")))
    while (flat := re.sub(r"\([^()]*\)", "@", text)) != text:
        assert not [
            inner for inner in re.findall(r"\(([^()]*)\)", text) if re.search(r" - [^&|=<>,.{};]* [-+] | / [^-+&|=<>,.{};]* [*/] ", inner)
        ]
        text = flat


def name(path: Path) -> str:
    return path.stem[:6] if path.stem.startswith("cq-") else path.stem


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of fragments."""
    monkeypatch.setattr(fragments, "FOLDER", tmp_path / "fragments")
    fragments.FOLDER.mkdir()
    return fragments.FOLDER


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def query(folder: Path, *lines: str) -> str:
    """The expanded text of a query with these lines in its pattern."""
    text = "\n".join(["#+ summary: a query", "", "SELECT * WHERE {", *(f"  {line}" for line in lines), "}", ""])
    return fragments.expanded(write(folder.parent / "query.rq", text))


PERIOD = """#+ summary: s
#+ takes:
#+   thing: the thing
#+ gives:
#+   since: its first day
PREFIX a: <urn:a#>

?thing a:since ?since .
OPTIONAL { ?thing a:until ?until }
"""


def test_what_narrows_is_written_only_where_it_is_given(folder: Path) -> None:
    """A fragment hands on what narrows it when that was given to itself."""
    write(
        folder / "narrowed.rq",
        "#+ summary: s\n#+ narrows:\n#+   who: w\n#+ gives:\n#+   m: m\n\n# if who: ?m <urn:of> ?who .\n?m <urn:x> ?y .\n",
    )
    write(folder / "outer.rq", "#+ summary: s\n#+ narrows:\n#+   who: w\n#+ gives:\n#+   m: m\n\n# include: narrowed (?m, ?who)\n")
    assert "urn:of" not in query(folder, "# include: narrowed (?m)")
    assert "?m <urn:of> ?_state_iri ." in query(folder, "# include: narrowed (?m, ?who = ?_state_iri)")
    assert "urn:of" not in query(folder, "# include: outer (?m)")
    assert "?m <urn:of> ?a ." in query(folder, "# include: outer (?m, ?who = ?a)")
    write(folder / "other.rq", "#+ summary: s\n#+ gives:\n#+   m: m\n\n# if who: ?m <urn:of> ?who .\n")
    with pytest.raises(UserError, match=r"line 5: the head lists no \?who under narrows\."):
        query(folder, "# include: other (?m)")


def test_only_what_is_named_is_shared(folder: Path) -> None:
    """A fragment included twice is two patterns: what is inside one does not meet what is inside the other."""
    write(folder / "period.rq", PERIOD)
    text = query(folder, "# include: period (?thing = ?m, ?since)", "# include: period (?thing = ?n, ?since = ?later)")
    assert text.splitlines() == [
        "#+ summary: a query",
        "PREFIX a: <urn:a#>",
        "",
        "SELECT * WHERE {",
        "  ?m a:since ?since .",
        "  OPTIONAL { ?m a:until ?until_1 }",
        "  ?n a:since ?later .",
        "  OPTIONAL { ?n a:until ?until_2 }",
        "}",
    ]
    ox.Store().query(text)


def test_a_parameter_is_the_same_inside(folder: Path) -> None:
    write(folder / "name.rq", "#+ summary: s\n#+ takes:\n#+   thing: t\n\nFILTER(LANG(?thing) = ?_lang)\n")
    text = query(folder, "?s ?p ?o .", "# include: name (?thing = ?o)")
    assert "FILTER(LANG(?o) = ?_lang)" in text
    assert [v for v in sparql.variables(text) if v.startswith("_")] == ["_lang"]


def test_a_term_may_stand_for_a_variable(folder: Path) -> None:
    write(folder / "period.rq", PERIOD)
    assert "?s <urn:x>|^<urn:y> ?v ." in query(folder, "?s <urn:x>|^<urn:y> ?v .")
    assert "<urn:x> a:since ?since_1 ." in query(folder, "# include: period (?thing = <urn:x>)")


def test_a_fragment_may_include_another(folder: Path) -> None:
    write(folder / "period.rq", PERIOD)
    write(
        folder / "member.rq",
        "#+ summary: s\n#+ gives:\n#+   m: m\nPREFIX b: <urn:b#>\n\n?m b:of ?body .\n# include: period (?thing = ?m, ?since = ?from)\n",
    )
    text = query(folder, "# include: member (?m = ?x)", "# include: member (?m = ?y)")
    assert "PREFIX a: <urn:a#>\nPREFIX b: <urn:b#>\n" in text
    assert re.findall(r"\?\w+ a:since \?\w+", text) == ["?x a:since ?from_1", "?y a:since ?from_3"]
    ox.Store().query(text)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("# include: perod (?thing = ?m)", "line 4: there is no fragment 'perod': there are loop, narrow, period."),
        ("# include: period (?thing = ?m, ?until)", "line 4: 'period' has no variable ?until: it has ?thing, ?since."),
        ("# include: period (?since)", "line 4: 'period' needs ?thing: the thing."),
        ("# include period (?thing = ?m)", "line 4: write an include as '# include: name (?its = ?ours, ?both)'."),
        ("# include: period (thing)", "line 4: write an include as '# include: name (?its = ?ours, ?both)'."),
        ("# filter kind ?m a ?k .", "line 4: write a filter as '# filter: name what narrows'."),
        ("# include: narrow (?thing)", "line 4: a fragment has no filters: write them in the query."),
        ("# include: loop (?thing)", "line 4: the fragment 'loop' includes itself."),
    ],
)
def test_a_wrong_include_is_said_with_its_place(folder: Path, line: str, said: str) -> None:
    """An include is a comment to SPARQL: a slip in it would otherwise change the answer without a word."""
    write(folder / "period.rq", PERIOD)
    write(folder / "loop.rq", "#+ summary: s\n#+ takes:\n#+   thing: t\n# include: loop (?thing)\n")
    write(folder / "narrow.rq", "#+ summary: s\n#+ takes:\n#+   thing: t\n# filter: kind ?thing a ?_kind_iri .\n")
    with pytest.raises(UserError) as error:
        query(folder, line)
    assert str(error.value).endswith(said)
    assert re.search(r"(query|loop|narrow)\.rq, line 4", str(error.value))


def test_a_filter_is_written_out_only_when_it_is_asked_for(folder: Path) -> None:
    """Without the filter the query is the plain one; with it the line stands where the author put it, includes and all."""
    write(folder / "period.rq", PERIOD)
    lines = ("?m a ?k .", "# filter: kind VALUES ?k { ?_kind_iri }", "# filter: begun # include: period (?thing = ?m, ?since)")
    assert query(folder, *lines).splitlines()[2:] == ["SELECT * WHERE {", "  ?m a ?k .", "}"]
    path = folder.parent / "query.rq"
    assert fragments.filters(path) == {"kind", "begun"}
    assert "  VALUES ?k { ?_kind_iri }\n}" in fragments.expanded(path, {"kind"})
    fixed = query(folder, "?m a ?k .", "# include: period (?thing = ?m)", "# filter: kind ?m = ?_kind_iri")
    assert "?m a:since" in fixed and "?_kind_iri a:since ?since_1" in fragments.expanded(path, {"kind"})
    query(folder, *lines)
    assert "  ?m a:since ?since .\n" in fragments.expanded(path, {"begun"})


@pytest.mark.parametrize("path", FRAGMENTS, ids=lambda p: p.stem)
def test_a_fragment_says_what_it_means_and_shares(path: Path) -> None:
    head = fragments.head(path)
    assert set(head) <= {"summary", "takes", "narrows", "gives"}
    assert head["summary"][0].isupper() and head["summary"].rstrip().endswith(".")
    shared = {**head.get("takes", {}), **head.get("narrows", {}), **head.get("gives", {})}
    assert shared, "A fragment shares no variable: it says nothing of the query."
    assert all(isinstance(words, str) and words for words in shared.values())
    used = set(re.findall(r"\?([A-Za-z]\w*)", "\n".join(pattern(path))))
    assert shared.keys() <= used, "The head names a variable that the pattern does not have."


@pytest.mark.parametrize("path", [*QUERIES, *FRAGMENTS], ids=lambda p: p.stem)
def test_prefixes_are_those_of_its_own_text(path: Path) -> None:
    """What only a fragment needs, the fragment declares."""
    declared = re.findall(r"^PREFIX ([a-z0-9-]*):", path.read_text(encoding="utf-8"), re.MULTILINE)
    text = re.sub(r"<[^>\s]*>|\"[^\"\n]*\"|# include:", "", "\n".join(pattern(path)))
    assert declared == sorted(set(re.findall(r"(?<![\w?-])([a-z][a-z0-9-]*):[A-Za-z]", text)))


def test_no_variable_is_written_as_the_expander_writes_them() -> None:
    """The numbers that tell the inner variables of fragments apart cannot clash with a query's own."""
    assert [p.name for p in [*QUERIES, *FRAGMENTS] if re.search(r"\?[A-Za-z]\w*_\d+\b", p.read_text(encoding="utf-8"))] == []


def test_every_fragment_is_used() -> None:
    included = {match[1] for p in [*QUERIES, *FRAGMENTS] for line in pattern(p) if (match := re.match(r"# include: ([a-z-]+)", line))}
    assert {p.stem for p in FRAGMENTS} - included == set()


@pytest.mark.parametrize("rule", ONCE)
def test_a_rule_is_written_in_its_fragment_only(rule: str) -> None:
    """Eleven copies of the bond once stood in the questions; seven had lost the line by which a state that ended is bound no more."""
    copies = {name(p) for p in QUERIES if any(re.search(rule, line) for line in pattern(p))}
    complain(f"queries that write {rule} themselves: include the fragment", sorted(copies - ONCE[rule].keys()))
    complain(f"queries that no longer write {rule} and need not be excepted", sorted(ONCE[rule].keys() - copies))


def test_no_two_queries_share_a_passage() -> None:
    """Five lines alike are a rule that wants a fragment; what may be left out is no rule."""
    where = defaultdict(set)
    for path in [*QUERIES, *FRAGMENTS]:
        lines = pattern(path, filters=False)
        for i in range(len(lines) - 4):
            where["\n".join(lines[i : i + 5])].add(path.stem)
    complain("passages in more than one query", [f"{', '.join(sorted(p))}:\n{text}" for text, p in where.items() if len(p) > 1])


RECIPES = sorted((fragments.FOLDER.parent / "cookbook").glob("*.rq"))


def within(opening: str, text: str) -> list[str]:
    """What stands between the braces after each occurrence of `opening`."""
    found = []
    for match in re.finditer(re.escape(opening) + r"\s*\{", text):
        end, depth = match.end(), 1
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        found.append(text[match.end() : end - 1])
    return found


@pytest.mark.parametrize("path", [*QUERIES, *RECIPES], ids=lambda p: p.stem)
def test_nothing_is_excepted_by_not_in_within_not_exists(path: Path) -> None:
    """Virtuoso 7 refuses that ("Stack Overflow in cost model"): one line of a shared fragment once took a dozen questions from it."""
    text = re.sub(r"(?m)^\s*#.*$", "", fragments.expanded(path))
    assert [part for part in within("NOT EXISTS", text) if "NOT IN" in part] == []
