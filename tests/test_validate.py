"""`article90 validate`: what it finds in small files, how it says so, and what it does with bad input.

`tests/validate/good/` is a publication in little; each file of `tests/validate/faulty/` has one fault and the name of the rule that
sees it. The published data are read in slow tests only: everywhere else the little publication stands in for them.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from article90 import engines, vocabulary
from article90.check import report as checking
from article90.check import rules
from article90.check.terms import Terms
from article90.errors import UserError
from rdflib.namespace import RDF, SH

sys.path.insert(0, str(Path(__file__).parent / "bench"))
import twice

HERE = Path(__file__).parent / "validate"
GOOD = HERE / "good" / "data"
FAULTY = sorted((HERE / "faulty" / "data").rglob("*.ttl"))
BROKEN = HERE / "broken.ttl"
LINKLESS, SHAPELESS = (HERE / f"faulty/data/organisation/{name}.ttl" for name in ("no-dangling-links", "S07-labels-dutch"))
# Whether a link leads anywhere, and to a thing of the right class, only the whole can tell.
IN_THE_WHOLE = [path for path in FAULTY if path.stem in ("in-domain", "in-range", "links-of-ours", "no-dangling-links", "source-is-read")]
IN_ONE_FILE = [path for path in FAULTY if path not in (*IN_THE_WHOLE, SHAPELESS)]


@pytest.fixture
def little_publication(monkeypatch: pytest.MonkeyPatch) -> None:
    """The little publication in the place of the published data."""
    monkeypatch.setattr(vocabulary, "DATA", GOOD)


@pytest.fixture(scope="module")
def terms() -> Terms:
    return rules.declared_terms()


@pytest.fixture(scope="module")
def checked():
    """The problems of all faulty files, and the SHACL report, worked out once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vocabulary, "DATA", GOOD)
        return checking.check([HERE / "faulty", BROKEN])


def command(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "article90", "validate", *map(str, words)], capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_twice_the_data_are_as_valid(tmp_path: Path) -> None:
    """Time is measured at twice the data too, and a rule that came to name its exceptions ended that without a word."""
    data = twice.write(tmp_path)
    program = "import pathlib; from article90 import cli, vocabulary; "
    program += f"vocabulary.DATA = pathlib.Path({str(data)!r}); raise SystemExit(cli.run(['validate']))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


# What is found


def test_broken_turtle_is_one_sentence_with_its_line() -> None:
    """An editor who forgot a quotation mark needs the line, not the inside of a parser."""
    problem = rules.parse(BROKEN)
    assert isinstance(problem, rules.Problem)
    assert (problem.line, problem.severity, problem.rule) == (5, "violation", "syntax")
    assert problem.message.startswith("This is not well-formed Turtle: ")
    assert "\n" not in problem.message


def test_broken_turtle_gives_status_1(little_publication, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2 is for a mistake at the keyboard; a file that cannot be read as Turtle is wrong data."""
    assert checking.main([BROKEN], "text") == 1
    out = capsys.readouterr().out
    assert re.search(r"(?m)^  5: .*not well-formed Turtle.*\[violation, syntax\]$", out)
    assert "1 violation, 0 other remarks" in out


@pytest.mark.parametrize("path", IN_ONE_FILE, ids=lambda p: p.stem)
def test_fault_within_a_file_is_found_by_its_rule_and_no_other(path: Path, terms: Terms) -> None:
    """Each file is good but for the one thing that its comment says."""
    parsed = rules.parse(path)
    assert isinstance(parsed, rules.Parsed)
    found = list(rules.check_file(parsed, terms))
    assert {rule for _, rule, _ in found} == {path.stem}
    for subject, _, message in found:
        assert subject
        assert message.endswith(".")


def test_subject_of_another_path_is_told_which_file_it_belongs_to(terms: Terms) -> None:
    """The one rule: whoever knows the IRI knows the file, and needs no index."""
    parsed = rules.parse(HERE / "faulty/data/organisation/one-rule.ttl")
    ((subject, _, message),) = set(rules.check_file(parsed, terms))
    assert subject == vocabulary.BASE + "organisation/example-alliance"
    assert f"<{vocabulary.BASE}organisation/one-rule>" in message


@pytest.mark.parametrize("text", ["2023-02-30", "2023-13-01", "2023-2-3", "0000-00-00", "1949-08-24Z", "24-08-1949", "", "+2023-02-3"])
def test_impossible_date_is_found_and_not_repaired(text: str, tmp_path: Path, terms: Terms) -> None:
    """rdflib reads 30 February as no date at all, or quietly as another: the text has to stay as it was written and be refused."""
    file = tmp_path / "measure.ttl"
    file.write_text(
        f"<{vocabulary.BASE}measure/x> a <{vocabulary.ONTOLOGY}Measure> ; <http://purl.org/dc/terms/source> <{vocabulary.BASE}source/y> ;\n"
        f'    <{vocabulary.ONTOLOGY}since> "{text}"^^<{vocabulary.XSD}date> .\n',
        encoding="utf-8",
    )
    parsed = rules.parse(file)
    assert [rule for _, rule, _ in rules.check_file(parsed, terms)] == ["real-dates"]
    graph = engines.to_rdflib([parsed.triples])
    assert [str(day) for day in graph.objects(None, rdflib.URIRef(vocabulary.ONTOLOGY + "since"))] == [text]


@pytest.mark.parametrize(
    ("others", "said", "found"),
    [
        ("signed", "ratification", ["signed-first"]),
        ("signed", "acceptance", ["signed-first"]),
        ("signed", "approval", ["signed-first"]),
        ("signed", "accession", []),  # consent without signature
        (
            "signed",
            'ratification> ; <http://www.w3.org/2004/02/skos/core#editorialNote> "The source has no signature."@en ; <x:y> <x:z',
            [],
        ),
        ("consented", "ratification", []),  # a list without signatures, as those of amendments are
    ],
)
def test_who_ratified_had_signed(others: str, said: str, found: list[str], tmp_path: Path) -> None:
    """Of 22 parties that ratified no signature was recorded; three of them had acceded."""
    mode = f"{vocabulary.BASE}concept/consent-mode#"
    day = f'"2000-01-01"^^<{vocabulary.XSD}date>'
    lines = [f"<t:{n}> <{vocabulary.ONTOLOGY}consentMode> <{mode}ratification> ; <{vocabulary.ONTOLOGY}{others}> {day} ." for n in (1, 2)]
    file = tmp_path / "list.ttl"
    file.write_text("\n".join([*lines, f"<t:3> <{vocabulary.ONTOLOGY}consentMode> <{mode}{said}> ."]), encoding="utf-8")
    parsed = rules.parse(file)
    assert isinstance(parsed, rules.Parsed)
    told = [(subject, rule) for subject, rule, _ in rules.check_file(parsed, rules.declared_terms()) if rule == "signed-first"]
    assert told == [("t:3", rule) for rule in found]


def test_good_publication_has_nothing_wrong_within_its_files(terms: Terms) -> None:
    """The faulty files are told apart from these by their fault alone."""
    for path in vocabulary.turtle_files(GOOD):
        assert list(rules.check_file(rules.parse(path), terms)) == []


def test_every_faulty_file_is_reported_under_its_rule(checked) -> None:
    """All checks come together in one list: within a file, of links, of shapes, and each problem stands at its own file."""
    problems, _ = checked
    found = {(Path(p.file).stem, p.rule) for p in problems}
    assert {(path.stem, path.stem) for path in FAULTY} | {("broken", "syntax")} <= found
    # to the shapes a year is no date either, and a blank node no founding instrument
    others = {rule for stem, rule in found if stem != rule}
    assert others <= {"syntax", "no-dangling-links", "S03-date-type", "S43-organisation-founded"}
    assert all(p.message and p.severity in ("violation", "warning", "info") for p in problems)


def test_problem_points_to_the_line_of_its_subject(checked) -> None:
    """A file of two hundred members is searched by line."""
    problems, _ = checked
    for problem in problems:
        if problem.rule not in ("syntax", "no-blank-nodes", "empty-file"):
            line = (vocabulary.ROOT / problem.file).read_text(encoding="utf-8").splitlines()[problem.line - 1]
            assert re.match(r"organisation:|ea:|<https://w3id.org/article90/organisation/", line)


@pytest.mark.parametrize("path", IN_THE_WHOLE, ids=lambda p: p.stem)
def test_fault_of_a_link_is_found_by_its_rule_and_no_other(path: Path, checked) -> None:
    """A class, a domain and a range are read from the ontology: any declared IRI passed as a type, and a party could be a measure's."""
    problems, _ = checked
    assert {p.rule for p in problems if Path(p.file) == path.relative_to(vocabulary.ROOT)} == {path.stem}


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("a a90:mission", "declared-terms"),
        ("a a90:State ; a90:Since 1", "declared-terms"),
        ("a a90:State ; a90:Mission 1", "declared-terms"),
        ("a a90:Tenure", "deprecated-terms"),
        ("a a90:Contribution ; a90:contributor 'NLD'", "value-kind"),
        ("a a90:Contribution ; a90:place <https://example.org/>", "value-kind"),
        ("a a90:Contribution ; a90:personnel 4.5", "value-kind"),
        ("a a90:Contribution ; dcterms:source 'UNTC'@en", "value-kind"),
        ("a a90:Act ; a90:done '2020-01-01'", "value-kind"),
    ],
)
def test_a_term_is_used_as_it_is_declared(said: str, rule: str, terms: Terms) -> None:
    """A mission of the class a90:mission, which is a property, had no shapes, needed no source and dropped out of every answer."""
    prefixes = f"PREFIX a90: <{vocabulary.ONTOLOGY}> PREFIX dcterms: <http://purl.org/dc/terms/> "
    parsed = rules.parse_document(Path("x.ttl"), f"{prefixes} <x:y> {said} .".encode())
    found = {(rule, message) for _, rule, message in rules.check_file(parsed, terms) if rule != "sourced"}
    assert [r for r, _ in found] == [rule]
    assert all(re.search(r": \w.*\.$", message) for _, message in found), found


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('""@en', "clean-text"),
        ('" Name"@en', "clean-text"),
        ('"Na\u200bme"@en', "clean-text"),
        ('"Na\u0007me"@en', "clean-text"),
        ('"<b>Name</b>"@en', "clean-text"),
        ('"CuraÃ§ao"@en', "clean-text"),
        (f'"{"x" * 251}"@en', "clean-text"),
        ('"Name"', "languages"),
        ('"Name"@EN', "languages"),
        ('"Name"@xx', "languages"),
        ('"Name"@en , "نام\u200cها"@fa , "a < b & c"@en', None),
        ('"Name"@en-gb', None),
    ],
)
def test_a_label_is_clean_text_in_a_known_language(text: str, rule: str | None, terms: Terms) -> None:
    """What cannot be seen on the screen is what an editor pastes without knowing; the joiner in a Persian word belongs there."""
    said = f"<x:y> a <{vocabulary.ONTOLOGY}Passage> ; <http://www.w3.org/2004/02/skos/core#prefLabel> {text} ."
    parsed = rules.parse_document(Path("x.ttl"), said.encode())
    assert {r for _, r, _ in rules.check_file(parsed, terms)} == ({rule} if rule else set())


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://treaties.un.org/doc/1.pdf?a=b#c", True),
        ("http://www.nato.int/", True),
        ("www.nato.int", False),
        ("https://www.nato.int/a page", False),
        ("http://localhost/x", False),
        ("http://127.0.0.1:80/", False),
        ("http://192.168.1.4/", False),
        ("http://intranet/x", False),
        ("ftp://example.org/x", False),
    ],
)
def test_an_address_is_one_that_others_can_open(address: str, good: bool, terms: Terms) -> None:
    said = f'<x:y> a <{vocabulary.ONTOLOGY}Source> ; <{vocabulary.ONTOLOGY}url> "{address}"^^<{vocabulary.XSD}anyURI> .'
    parsed = rules.parse_document(Path("x.ttl"), said.encode())
    assert {r for _, r, _ in rules.check_file(parsed, terms)} == (set() if good else {"web-addresses"})


def test_exceptions_to_where_a_part_stands_are_still_needed() -> None:
    """An exception that nothing needs any more lets a slip pass."""
    for file, prop in rules.ELSEWHERE:
        path = vocabulary.DATA / (file.removeprefix(vocabulary.BASE) + ".ttl")
        links = [t.object.value for t in rules.parse(path).triples if t.predicate.value == prop]
        assert any(not link.startswith(file) for link in links), f"{file} needs no exception for {prop}"


def test_broken_shape_is_reported_in_a_given_file(checked) -> None:
    """What the whole publication is held to, a single file is held to as well, or its faults come out only after it is published."""
    problems, _ = checked
    assert (SHAPELESS.stem, "S07-labels-dutch") in {(Path(p.file).stem, p.rule) for p in problems}


def test_shapes_are_judged_in_a_file_that_lies_anywhere(little_publication) -> None:
    """Whoever writes a file at home, before it has its place, should hear of every problem too."""
    problems, _ = checking.check([HERE / "elsewhere.ttl"])
    assert "S07-labels-dutch" in {p.rule for p in problems}


def test_good_file_has_nothing_wrong(little_publication, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 0 and two words: a check that always finds something is not read."""
    assert checking.main([GOOD / "state/XAA.ttl"], "text") == 0
    assert capsys.readouterr().out.strip() == "Nothing wrong."


# How it is said


@pytest.fixture
def known(checked, monkeypatch: pytest.MonkeyPatch) -> None:
    """The problems of the faulty files without working them out again."""
    monkeypatch.setattr(checking, "check", lambda *_, **__: (list(checked[0]), checked[1]))


def test_text_gives_each_problem_with_rule_and_severity_and_counts_them(known, checked, capsys: pytest.CaptureFixture[str]) -> None:
    """For people: by file, one problem a line, the count at the end."""
    assert checking.main([], "text") == 1
    out = capsys.readouterr().out
    violations = sum(p.severity == "violation" for p in checked[0])
    assert len(re.findall(r"(?m)^  .*\[(?:violation|warning|info), [\w-]+\]$", out)) == len(checked[0])
    assert f"{violations} violations, {len(checked[0]) - violations} other remarks" in out


def test_json_parses_and_gives_every_problem(known, checked, capsys: pytest.CaptureFixture[str]) -> None:
    """For programs: standard output holds the list and nothing else, every problem with the same seven members."""
    assert checking.main([], "json") == 1
    problems = json.loads(capsys.readouterr().out)
    assert len(problems) == len(checked[0])
    assert {frozenset(p) for p in problems} == {frozenset(("file", "line", "subject", "severity", "rule", "message", "also"))}


def test_turtle_is_a_report_of_shacl(known, capsys: pytest.CaptureFixture[str]) -> None:
    """For other tools of the trade: the report graph that SHACL, section 3.6, defines."""
    assert checking.main([], "turtle") == 1
    graph = rdflib.Graph().parse(data=capsys.readouterr().out, format="turtle")
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms).toPython() is False
    for result in graph.objects(report, SH.result):
        assert {SH.focusNode, SH.sourceShape, SH.resultSeverity, SH.resultMessage} <= set(graph.predicates(result))


def test_turtle_of_a_file_that_is_no_turtle_is_refused(little_publication) -> None:
    """There is no report over nothing: an empty one would say that the file conforms."""
    with pytest.raises(UserError, match="no SHACL report"):
        checking.main([BROKEN], "turtle")


# Bad input


def test_bad_input_is_one_sentence_on_standard_error_and_status_2(tmp_path: Path) -> None:
    """A traceback tells the inside of the program to someone who mistyped a path."""
    for words, sentence in (
        ([tmp_path / "missing.ttl"], "There is no file '.*missing.ttl': give the path of a Turtle file or a folder."),
        ([tmp_path], "There is no Turtle file .* below .*"),
        ([BROKEN, "--format", "xml"], "'xml' is no format of a validation: choose text, json, turtle."),
    ):
        done = command(*words)
        assert done.returncode == 2
        assert done.stdout == ""
        assert re.fullmatch(rf"article90: {sentence}\n", done.stderr), done.stderr


def test_one_missing_file_among_good_ones_is_not_passed_over(tmp_path: Path) -> None:
    """A check that skips what it cannot find would call a mistyped file good."""
    with pytest.raises(UserError, match="There is no file"):
        checking.gather([BROKEN, tmp_path / "missing.ttl"])


@pytest.mark.slow
def test_command_checks_a_file_against_all_that_is_published() -> None:
    """From the outside, with the published data: a dangling link is found, and the rest of the data is not blamed."""
    done = command(LINKLESS, "--format", "json")
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    problems = json.loads(done.stdout)
    assert {p["file"] for p in problems} == {rules.name_of(LINKLESS)}
    assert any(p["rule"] == "no-dangling-links" and "treaty:nowhere" in p["message"] for p in problems)
