"""`article90 add`: a record goes to its place, nothing else changes, a wrong one is refused, and CONTRIBUTING's examples work.

The data are those published, linked into a folder of the test's own, where what is written replaces the link and not the file.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import cli, engines, vocabulary
from article90.add import command, forms, records
from article90.add.page import Page, Record
from article90.add.values import Remembering
from article90.check import report
from article90.errors import UserError

PUBLISHED = vocabulary.DATA
NAMES = {file.relative_to(PUBLISHED).as_posix() for file in vocabulary.turtle_files(PUBLISHED)}
CONTRIBUTING = (vocabulary.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CITED = {"source": ["nato-topic-52044-2012"]}
AUT = {"organisation": ["nato"], "member": ["AUT"], "since": ["2020-01-01"], **CITED}


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of links to the published data."""
    data = tmp_path_factory.mktemp("copy") / "data"
    for file in vocabulary.turtle_files(PUBLISHED):
        link = data / file.relative_to(PUBLISHED)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(file)
    return data


@pytest.fixture
def copy(linked: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The published data in a folder that a test may write to."""
    monkeypatch.setattr(vocabulary, "DATA", linked)
    yield linked
    for name in written(linked):
        (linked / name).unlink()
    for name in NAMES - {f"{folder.name}/{entry.name}" for folder in linked.iterdir() for entry in os.scandir(folder)}:
        (linked / name).symlink_to(PUBLISHED / name)


@pytest.fixture
def unchecked(copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy where the shapes are not judged: for what is decided before."""
    monkeypatch.setattr(report, "check", lambda *_: ([], []))
    return copy


@pytest.fixture(scope="module")
def source() -> engines.Engine:
    return Remembering(engines.Oxigraph(vocabulary.everything()))


def written(data: Path) -> list[str]:
    """The files that were written: those that are links no more."""
    return sorted(f"{folder.name}/{entry.name}" for folder in data.iterdir() for entry in os.scandir(folder) if not entry.is_symlink())


def formatted(*files: Path) -> bool:
    turtlefmt = Path(sys.executable).with_name("turtlefmt")
    return subprocess.run([turtlefmt, "--check", *files], capture_output=True, check=False).returncode == 0


# A record as it is written


def statements(file: Path) -> Iterator[tuple[str, str, list[tuple[str, ox.NamedNode | ox.Literal]]]]:
    """Each subject of a file with its class and what is said of it, in the order of the file."""
    said: dict[str, list[tuple[str, ox.NamedNode | ox.Literal]]] = {}
    for q in ox.parse(path=str(file)):
        said.setdefault(q.subject.value, []).append((q.predicate.value, q.object))
    for subject, pairs in said.items():
        yield subject, pairs[0][1].value, pairs[1:]


def as_record(subject: str, kind: str, pairs: list[tuple[str, ox.NamedNode | ox.Literal]]) -> Record:
    grouped: dict[str, list[ox.NamedNode | ox.Literal]] = {}
    for p, o in pairs:
        grouped.setdefault(p, []).append(o)
    act = next((o.value for p, o in pairs if p.endswith("isPartOf")), None) if kind.endswith("#Act") else None
    return Record(subject, kind, tuple((p, tuple(o)) for p, o in grouped.items()), act)


def alone(folder: str) -> list[Path]:
    """The files of a folder that hold one subject, no comment, and no name of ours written whole where a prefix would do."""
    texts = {f: f.read_text(encoding="utf-8") for f in vocabulary.turtle_files(PUBLISHED / folder)}
    plain = [f for f, text in texts.items() if not re.search(rf"^#|^ .*<{vocabulary.BASE}", text, re.MULTILINE)]
    return [f for f in plain if len(list(statements(f))) == 1]


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["source", "mission", "resolution", "legal-act", "measure"])
def test_a_new_file_is_written_as_the_published_ones_are(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte: whatever is published could have been written by the command."""
    files = alone(folder)
    assert len(files) > 20
    monkeypatch.setattr(vocabulary, "DATA", tmp_path)
    for file in files:
        ((subject, kind, pairs),) = statements(file)
        page = Page(subject)
        page.insert(as_record(subject, kind, pairs))
        assert page.text == file.read_text(encoding="utf-8"), file


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["organisation/nato", "organisation/au", "treaty/ccm", "treaty/npt", "treaty/open-skies", "treaty/ottawa-convention", "mission/isaf"],
)
def test_what_is_taken_out_and_put_back_stands_where_it_stood(name: str) -> None:
    """Members by code, articles by number, an act beside its participation; the other lines as they were."""
    text = (PUBLISHED / f"{name}.ttl").read_text(encoding="utf-8")
    parts = [
        s
        for s in statements(PUBLISHED / f"{name}.ttl")
        if s[1].rpartition("#")[2] in ("Membership", "Participation", "Contribution", "Act")
    ]
    assert parts
    for subject, kind, pairs in parts[:: max(1, len(parts) // 10)] + [p for p in parts if p[1].endswith("#Act")]:
        page = Page(subject)
        block = next(b for b in page.blocks() if b.iri == subject)
        page.text = text[: block.start] + text[block.end + 1 :] if block.end < len(text) else text[: block.start].rstrip("\n") + "\n"
        page.insert(as_record(subject, kind, pairs))
        assert page.text == text, subject


def test_parts_are_sorted_as_people_count() -> None:
    text = """@prefix a90: <https://w3id.org/article90/ontology#> .
@prefix t: <https://w3id.org/article90/treaty/t#> .
@prefix treaty: <https://w3id.org/article90/treaty/> .

treaty:t a a90:Treaty .

# A comment that belongs to article 2.
t:art2 a a90:Provision ;
    a90:number "2" .

t:art10 a a90:Provision ;
    a90:number "10" .

t:NLD-other-since a a90:OtherValue ;
    a90:statedValue "x" .
"""
    page = Page("https://w3id.org/article90/treaty/t")
    page.text = text
    for name in ("art9", "art1", "art11"):
        page.insert(
            Record(f"{page.iri}#{name}", vocabulary.ONTOLOGY + "Provision", ((vocabulary.ONTOLOGY + "number", (ox.Literal("n"),)),))
        )
    page.insert(
        Record(
            f"{page.iri}#NLD",
            vocabulary.ONTOLOGY + "Participation",
            ((vocabulary.ONTOLOGY + "party", (ox.NamedNode("https://w3id.org/article90/state/NLD"),)),),
        )
    )
    found = re.findall(r"^(?:t|treaty):(\S+) a", page.text, re.MULTILINE)
    assert found == ["t", "art1", "art2", "art9", "art10", "art11", "NLD", "NLD-other-since"]
    assert "# A comment that belongs to article 2.\nt:art2" in page.text
    assert page.text.index("@prefix state:") < page.text.index("@prefix t:")


def test_a_string_is_escaped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "DATA", tmp_path)
    said = 'a "b" \\ c\n\td é 漢'
    page = Page("https://w3id.org/article90/source/x")
    page.insert(
        Record(page.iri, vocabulary.ONTOLOGY + "Source", (("http://purl.org/dc/elements/1.1/title", (ox.Literal(said, language="en"),)),))
    )
    (tmp_path / "x.ttl").write_text(page.text, encoding="utf-8")
    assert formatted(tmp_path / "x.ttl")
    assert ox.Literal(said, language="en") in {q.object for q in ox.parse(page.text.encode(), format=ox.RdfFormat.TURTLE)}


# Forms


@pytest.mark.slow
@pytest.mark.parametrize("kind", forms.KINDS)
def test_a_form_takes_what_the_published_records_say(kind: str, source: engines.Engine) -> None:
    """A list of fields of its own would be forgotten when the ontology changes; so would one of help texts."""
    asked = forms.form(kind, source)
    of_class = {"class": ox.NamedNode(asked.kind.iri)}
    used = {engines.text(r, "p") for r in engines.rows(source.query("SELECT DISTINCT ?p { ?x a ?class ; ?p ?o }", of_class))}
    withdrawn = {p for p in used if p.endswith(("#type", "#deprecated", "isReplacedBy", "#sameAs"))}
    assert used - withdrawn <= {f.predicate for f in asked.fields.values()}
    said_first = {"of-class", "of-property"}
    assert all(f.datatype or f.places or f.name in {"license", "same-as", *said_first} for f in asked.fields.values())
    assert asked.kind.about in " ".join(command.parser(asked, cli._Parser).format_help().split())


def test_a_mission_may_be_led_by_a_forum(source: engines.Engine) -> None:
    """None was when the form was made, and the Joint Expeditionary Force was refused as no organisation or state."""
    fields = forms.form("mission", source).fields
    assert fields["led-by"].places == ("forum", "organisation", "state")
    assert fields["mission-type"].places == ("concept/mission-type",)


@pytest.mark.slow
@pytest.mark.parametrize("kind", forms.KINDS.values(), ids=lambda k: k.name)
def test_properties_stand_in_the_order_of_the_house(kind: forms.Kind, parsed: Mapping[str, list[ox.Triple]]) -> None:
    """The order in which most of the published records say things; where they are of two minds either will do."""
    order = kind.order.split()
    before: Counter[tuple[str, str]] = Counter()
    for triples in parsed.values():
        said: dict[str, list[str]] = {}
        of_class = {t.subject.value for t in triples if t.predicate == vocabulary.RDF_TYPE and t.object.value == kind.iri}
        for t in triples:
            if t.subject.value in of_class:
                said.setdefault(t.subject.value, []).append(re.split(r"[/#]", t.predicate.value)[-1])
        for names in said.values():
            names = [n for n in dict.fromkeys(names) if n in order]
            before.update((a, b) for i, a in enumerate(names) for b in names[i + 1 :])
    assert before
    wrong = [(a, b) for (a, b), n in before.items() if order.index(a) > order.index(b) and n > before[b, a] and n > 5]
    assert wrong == []


# What is refused


REFUSED: list[tuple[str, Mapping[str, list[str]], str]] = [
    ("membership", {**AUT, "since": ["2024-13"]}, "'2024-13' is not a date"),
    ("membership", {**AUT, "since": ["2024-02-30"]}, "'2024-02-30' is not a date"),
    ("membership", {**AUT, "member": ["Austira"]}, "Did you mean Austria (state:AUT)"),
    ("membership", {**AUT, "organisation": ["npt"]}, "it names the treaty treaty:npt"),
    ("membership", {**AUT, "source": ["nato-topic-5204"]}, "did you mean nato-topic-52044-2012"),
    ("membership", {**AUT, "source": ["organisation/nato"]}, "There is no source"),
    ("membership", {"organisation": ["nato"], "member": ["AUT"], "since": ["2020-01-01"]}, "What no source says is not published"),
    ("membership", {"organisation": ["nato"], "since": ["2020-01-01"], **CITED}, "Say which member"),
    ("membership", {**AUT, "begun-by": ["acession"]}, "choose accession, admission,"),
    ("membership", {**AUT, "role": ["peacekeeping"]}, "no value for --role"),
    ("membership", {**AUT, "signed": ["2020-01-01"]}, "A membership has no 'signed'"),
    ("membership", {**AUT, "since": ["2020-01-01", "2021-01-01"]}, "--since is given 2 times"),
    ("source", {"slug": ["x"], "title": ["X"], "language": ["English"]}, "'English' is no tag of a language"),
    ("membership", {**AUT, "description": [" "]}, "--description says nothing"),
    ("membership", {**AUT, "member": ["NLD"]}, "organisation/nato#NLD is there from 1949-08-24 (data/organisation/nato.ttl, line"),
    ("membership", {**AUT, "member": ["NLD"], "since": ["1949-08-24"]}, "is there already, from 1949-08-24"),
    ("membership", {**AUT, "member": ["NLD"], "since": ["1940-01-01"]}, "give the new one its last day, with --until"),
    ("participation", {"instrument": ["npt"], "party": ["AUT"], "since": ["2020-01-01"], **CITED}, "treaty/npt#AUT is there from"),
    ("contribution", {"mission": ["active-fence"], "contributor": ["NLD"], "personnel": ["3,5"], **CITED}, "it takes a whole number"),
    (
        "act",
        {"instrument": ["ccm"], "actor": ["LTU"], "kind": ["notice-of-withdrawal"], "done": ["2024-09-06"], **CITED},
        "says that already (data/treaty/ccm.ttl, line",
    ),
    ("act", {"instrument": ["ccm"], "actor": ["USA"], "kind": ["objection"], "done": ["2024-09-06"], **CITED}, "no record of state:USA"),
    (
        "other-value",
        {"record": ["open-skies#FIN"], "property": ["consented"], "stated-value": ["2002-12-13"], **CITED},
        "open-skies#FIN-other-consented says that already",
    ),
    ("source", {"slug": ["Nato 1"]}, "'Nato 1' is no slug"),
    ("source", {"slug": ["20years-opcw"], "url": ["https://example.org/"]}, "is there already: data/source/20years-opcw.ttl describes it"),
    ("source", {"slug": ["opcw-again"], "url": ["https://20years.opcw.org/20-moments/"]}, "source:20years-opcw has that address already"),
    ("source", {"slug": ["x"], "url": ["20years.opcw.org"]}, "no web address"),
    (
        "source",
        {"slug": ["x"], "url": ["https://example.org/"], "kind": ["blog"]},
        "choose dataset, encyclopedia, official, press, registry",
    ),
    ("coverage", {"whole": ["npt"], "list": ["parties"], **CITED}, "'parties' is no list"),
    ("coverage", {"whole": ["npt"], "list": ["participations"], **CITED}, "is there already"),
    ("provision", {"instrument": ["npt"], "number": ["whatever"], **CITED}, "is no number of an article"),
    ("provision", {"instrument": ["npt"], "number": ["VI"], **CITED}, "treaty/npt#art6 is there already"),
    ("other-value", {"record": ["treaty/npt#AUT"], "property": ["seat"], **CITED}, "says no 'seat'"),
    ("other-value", {"record": ["treaty/npt#XXX"], "property": ["since"], **CITED}, "Nothing is said here of 'treaty/npt#XXX'"),
    ("friendship", {}, "There is no kind of record 'friendship' to add: choose membership,"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "given", "words"), REFUSED, ids=lambda v: v if isinstance(v, str) else "")
def test_what_is_wrong_is_refused_in_one_sentence(
    kind: str, given: Mapping[str, list[str]], words: str, unchecked: Path, source: engines.Engine
) -> None:
    with pytest.raises(UserError) as refused:
        records.add(kind, [given], source)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)
    assert written(unchecked) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"until": ["2019-01-01"]}, "ends on 2019-01-01, before it begins on 2020-01-01"),
        pytest.param({"member": ["SUN"]}, "is not inside the life of its member", marks=pytest.mark.slow),
        pytest.param({"precision": ["day"]}, 'states the precision "day"', marks=pytest.mark.slow),
    ],
)
def test_a_record_that_breaks_a_rule_is_not_written(
    change: Mapping[str, list[str]], words: str, copy: Path, source: engines.Engine
) -> None:
    """An editor should not find out from the tests, and no file is left with a record that has to be taken out again."""
    with pytest.raises(UserError, match=re.escape(words)):
        records.add("membership", [{**AUT, **change}], source)
    assert written(copy) == []


@pytest.mark.slow
def test_a_command_that_is_wrong_ends_with_2(copy: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "article90", "add", "membership", "--sinse", "2020"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert re.fullmatch(r"article90: .*'article90 add membership --help' shows what it takes\.\n", done.stderr)


# What is written


def test_a_second_period_has_a_number(unchecked: Path, source: engines.Engine) -> None:
    first = {**AUT, "since": ["2001-01-01"], "until": ["2002-12-31"]}
    added = records.add("membership", [first, {**AUT, "since": ["2020-05"]}, {**AUT, "since": ["1999"], "until": ["2000"]}], source)
    assert [iri.partition("#")[2] for iri in added.records] == ["AUT", "AUT-2", "AUT-3"]
    assert re.findall(r"nato:(\S+) a org:Membership", added.pages[0].text)[:4] == ["ALB", "AUT", "AUT-2", "AUT-3"]
    with pytest.raises(UserError, match=r"organisation/nato#AUT is there already, from 2001-01-01"):
        records.add("membership", [first], source)


@pytest.mark.slow
def test_a_list_that_grows_beyond_its_coverage_is_told(unchecked: Path, source: engines.Engine) -> None:
    """A list that was complete until a day says nothing of the member that joined after it."""
    assert records.add("membership", [AUT], source, dry_run=True).lists == []
    later = records.add("membership", [{**AUT, "since": ["2099-01-01"]}], source, dry_run=True).lists
    assert later == ["The list of organisation:nato is said to be complete until 2026-11-21: does its coverage change?"]
    given = {"mission": ["air-policing-slovenia"], "contributor": ["NLD"], "since": ["2020-01-01"], **CITED}
    assert records.add("contribution", [given], source, dry_run=True).lists == [
        "mission:air-policing-slovenia does not say how complete this list is: 'article90 add coverage' does."
    ]


def test_a_month_is_written_with_its_precision(unchecked: Path, source: engines.Engine) -> None:
    text = records.add("membership", [{**AUT, "since": ["2001"], "until": ["2024-02"]}], source).pages[0].text
    assert 'a90:since "2001-01-01"^^xsd:date ;\n    a90:sincePrecision "year" ;\n' in text
    assert 'a90:until "2024-02-29"^^xsd:date ;\n    a90:untilPrecision "month" ;\n' in text


@pytest.mark.slow
def test_a_suspension_stands_beside_the_membership(unchecked: Path, source: engines.Engine) -> None:
    given = {"organisation": ["nato"], "member": ["HUN"], "role": ["suspended"], "since": ["2024-01-01"], "until": ["2024-02-01"], **CITED}
    again = {**given, "since": ["2025-01-01"], "until": ["2025-02-01"]}
    added = records.add("membership", [given, again], source)
    assert [iri.partition("#")[2] for iri in added.records] == ["HUN-suspended", "HUN-suspended-2025"]
    assert re.search(
        r"nato:HUN a .*?\n\nnato:HUN-suspended a .*?\n\nnato:HUN-suspended-2025 a .*?\n\nnato:ISL a ", added.pages[0].text, re.DOTALL
    )


@pytest.mark.slow
def test_a_record_later_than_its_list_is_written_and_told(copy: Path, source: engines.Engine) -> None:
    """It was refused for the day of the coverage, which no command changes: the first thing that a newcomer met."""
    text = (PUBLISHED / "treaty/npt.ttl").read_text(encoding="utf-8")
    read_to = re.search(r'ofClass a90:Participation ;\n +a90:completeUntil "([^"]+)"', text)
    assert read_to
    day = (date.fromisoformat(read_to[1]) + timedelta(days=1)).isoformat()
    given = {"instrument": ["npt"], "party": ["SSD"], "consented": [day], "consent-mode": ["accession"], "since": [day], **CITED}
    (told,) = records.add("participation", [given], source).missing
    assert told.rule == "S455-complete-list-ends-there"
    assert f"treaty/npt#SSD in the list is of {day}" in told.message
    assert "npt:SSD a a90:Participation" in (copy / "treaty/npt.ttl").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_table_is_written_whole_or_not_at_all(copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tmp_path / "rows.csv"
    head = "party,consented,mode,since,source\n"
    good = "SSD,2020-05-01,accession,2020-05-01,unoda-npt-2024; wetten-bwbv0004367\nIND,2021-05-01,accession,2021-05-01,unoda-npt-2024\n"
    rows.write_text(head + good + "ISR,2020-05-01,acession,2020-05-01,unoda-npt-2024\n", encoding="utf-8")
    with pytest.raises(UserError, match="Row 3: 'acession' is no value for --consent-mode"):
        cli.run(["add", "participation", "npt", "--from", str(rows)])
    assert written(copy) == []
    rows.write_text(head + good, encoding="utf-8")
    assert cli.run(["add", "participation", "npt", "--from", str(rows)]) == 0
    assert written(copy) == ["treaty/npt.ttl"]
    assert formatted(copy / "treaty/npt.ttl")
    new = (copy / "treaty/npt.ttl").read_text(encoding="utf-8")
    assert "source:unoda-npt-2024 , source:wetten-bwbv0004367 .\n\nnpt:STP a " in new
    old = (PUBLISHED / "treaty/npt.ttl").read_text(encoding="utf-8").splitlines()
    assert [line for line in new.splitlines() if line not in set(old)] != []
    kept = iter(new.splitlines())
    assert all(line in kept for line in old), "a line of the file was changed"
    assert "Wrote" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (b"", "has no rows"),
        (b"party,party\nAUT,AUT\n", "names an option twice"),
        (b"party,since\nAUT\n", "Line 2 of"),
        (b"party\n\xff\n", "no UTF-8 text"),
    ],
)
def test_a_table_that_is_none_is_refused(table: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_bytes(table)
    with pytest.raises(UserError, match=words):
        command.rows_of(tmp_path / "rows.csv")


@pytest.mark.slow
def test_a_dry_run_shows_the_change_and_writes_nothing(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = "add membership nato AUT --since 2020-01-01 --source nato-topic-52044-2012 --dry-run"
    assert cli.run(words.split()) == 0
    told = capsys.readouterr()
    assert "\n+nato:AUT a org:Membership ;\n" in told.out
    assert "--begun-by" in told.err
    assert not re.search(r"^-[^-]", told.out, re.MULTILINE), "a line would be taken away"
    assert written(copy) == []


@pytest.mark.slow
def test_what_is_missing_is_told_and_written_all_the_same(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not every editor has Dutch: the label can come with the next pair of eyes."""
    words = [
        "add",
        "mission",
        "made-up",
        "--label",
        "Made up",
        "--since",
        "2020",
        "--type",
        "monitoring",
        "--led-by",
        "nato",
        "--host",
        "NLD",
    ]
    assert cli.run([*words, "--source", "nato-topic-52044-2012"]) == 1
    told = capsys.readouterr().out
    assert "still missing: mission:made-up" in told
    assert "Dutch" in told
    assert "most also say: --aim" in told
    assert formatted(copy / "mission/made-up.ttl")


def test_a_disk_that_is_full_leaves_everything_as_it_was(unchecked: Path, source: engines.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, _: Path) -> Path:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UserError, match="No space left on device"):
        records.add("membership", [AUT], source)
    assert written(unchecked) == []


# CONTRIBUTING


FENCES = re.findall(r"^```(\w*)\n(.*?)^```$", CONTRIBUTING, re.DOTALL | re.MULTILINE)
COMMANDS = [
    shlex.split(line)[1:]
    for fence, text in FENCES
    for line in ([] if fence else text.replace("\\\n", " ").splitlines())
    if line.startswith("article90 add ")
]
SHOWN = [block.strip() for fence, text in FENCES if fence == "turtle" for block in text.split("\n\n")]


@pytest.mark.slow
def test_the_examples_of_contributing_give_what_it_shows(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples are records that are published: taken out of a copy first, then added by the commands as printed."""
    (table,) = [text for fence, text in FENCES if fence == "csv"]
    subjects = {re.match(r"(\S+) a ", block)[1] for block in SHOWN} | {f"npt:{line[:3]}" for line in table.splitlines()[1:]}  # type: ignore[index]
    before = {}
    for file in vocabulary.turtle_files(copy):
        text = file.read_text(encoding="utf-8")
        blocks = [b for b in text.split("\n\n") if b.split(" ", 1)[0] in subjects]
        if not blocks:
            continue
        before |= {b.split(" ", 1)[0]: file for b in blocks}
        rest = "\n\n".join(b.rstrip("\n") for b in text.split("\n\n") if b not in blocks)
        file.unlink()
        if re.search(r"^[^@\n]", rest, re.MULTILINE):
            file.write_text(rest + "\n", encoding="utf-8")
    assert set(before) == subjects, "an example is no published record"
    (tmp_path / "rows.csv").write_text(table, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(COMMANDS) >= 12
    for words in COMMANDS:
        assert cli.run(words) == 0, words
    for block in SHOWN:
        file = before[block.split(" ", 1)[0]]
        assert block in [b.rstrip("\n") for b in file.read_text(encoding="utf-8").split("\n\n")]
    assert formatted(*set(before.values()))


def test_contributing_names_every_kind() -> None:
    named = {words[1] for words in COMMANDS}
    assert named | {"declaration", "legal-act"} == set(forms.KINDS)
    assert "a declaration, a resolution or a legal act" in CONTRIBUTING


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:scripts|tests|data|ontology|shapes)/[a-z0-9_./-]+)`", CONTRIBUTING))))
def test_the_files_that_contributing_names_exist(path: str) -> None:
    assert (vocabulary.ROOT / path).exists()


def test_the_contents_of_contributing_are_there() -> None:
    heads = {re.sub(r"[^a-z0-9 -]", "", h.lower()).replace(" ", "-") for h in re.findall(r"^## (.*)$", CONTRIBUTING, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([a-z-]+)\)", CONTRIBUTING)) == heads
