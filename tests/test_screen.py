"""What people read fits the width that they have, in words of the language asked, and says no more than is known."""

import datetime
import io
import json
import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import answers, engines, letters, ordering, own, screen, sheets, words
from article90.errors import UserError
from article90.questions import catalogue
from article90.screen import View, cells, lists, reply
from article90.screen.layout import NARROW, layout, wrapped

WORDS = json.loads((Path(words.__file__).with_name("words.json")).read_text(encoding="utf-8"))
# What needs no width: it is there to be copied.
ADDRESS = re.compile(r"https?://")


@pytest.fixture(scope="module")
def all_answers(oxigraph) -> dict[str, list[answers.Answered]]:
    return {lang: list(answers.ask_all({}, oxigraph, lang)) for lang in words.LANGUAGES}


def shown(capsys, monkeypatch, one: answers.Answered, width: int, view: View) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    reply.answer(one, view)
    return capsys.readouterr().out.splitlines()


def test_every_word_is_in_every_language() -> None:
    for section in WORDS.values():
        for key, said in section.items():
            assert list(said) == list(words.LANGUAGES) and all(said.values()), key
            assert len({frozenset(re.findall(r"{\w+}", text)) for text in said.values()}) == 1, key


@pytest.mark.slow
@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("width", [80, 120])
def test_every_answer_fits_the_width(all_answers, capsys, monkeypatch, lang: str, width: int) -> None:
    for one in all_answers[lang]:
        lines = shown(capsys, monkeypatch, one, width, View(lang, rows=40))
        end = next(n for n, line in enumerate(lines) if re.match(r"[\d.,]+ (rows?|rij(en)?)(, |$)", line))
        wide = [line for line in lines[:end] if len(line) > width and not ADDRESS.search(line)]
        assert wide == [], one.question.id
        assert not any(line != line.rstrip() for line in lines), one.question.id


@pytest.mark.slow
@pytest.mark.parametrize("width", [30, 50, 80, 120, 400])
def test_no_word_is_broken(all_answers, width: int) -> None:
    for one in all_answers["en"][:40]:
        heads, rows = reply.in_words(one, one.answer, View())
        laid = layout(heads, rows[:50], width)
        text = " ".join([*(line.plain for line in laid.render()), *(cell for _, cell in laid.same)])
        lost = {word for row in rows[:50] for cell in row for word in re.split(r"\s+", cell.replace(NARROW, " ")) if word} - set(
            text.split()
        )
        headings = {word for n, head in enumerate(heads) for word in head.split() if any(row[n] for row in rows[:50])}
        lost |= headings - set(text.split()) - {word for head, _ in laid.same for word in head.split()}
        assert lost == set(), one.question.id


def test_records_where_columns_do_not_fit() -> None:
    heads, rows = ["name", "says", "when"], [("Aruba", "a long story", "1986"), ("Curaçao", "another", "2010")]
    table = [line.plain for line in layout(heads, rows, 40).render()]
    assert table == ["name     says          when", "Aruba    a long story  1986", "Curaçao  another       2010"]
    records = [line.plain for line in layout(heads, rows, 15).render()]
    assert records == ["name  Aruba", "says  a long", "      story", "when  1986", "", "name  Curaçao", "says  another", "when  2010", ""]


def test_what_repeats_is_said_once() -> None:
    rows = [("EU", "42(7)", "Austria"), ("EU", "42(7)", "Malta"), ("NATO", "5", "Albania")]
    laid = layout(["duty", "article", "state"], rows, 60)
    assert [line.plain for line in laid.render()][1:] == ["EU    42(7)    Austria", "″     ″        Malta", "NATO  5        Albania"]
    laid = layout(["duty", "state", "to"], [("EU", "Austria", "2035"), ("EU", "Malta", "2035")], 60)
    assert laid.same == (("duty", "EU"), ("to", "2035"))
    assert [line.plain for line in laid.render()] == ["state", "Austria", "Malta"]


def test_a_blank_cell_is_one_without_a_value() -> None:
    """Blank once meant both "as above" and "nothing": troops of unknown number read as twenty, days not known as the day above."""
    rows = [("Norway", "20", "2023-01-10"), ("Sweden", "", ""), ("Sweden", "", "2024-02-01"), ("Sweden", "7", "2024-02-01")]
    laid = layout(["state", "people", "since"], rows, 60)
    assert laid.rows == (rows[0], rows[1], ("″", "", "2024-02-01"), ("″", "7", "2024-02-01"))


def test_a_number_that_repeats_is_written_again() -> None:
    """Two deaths were shown as one: once above both rows, once as a blank under the first."""
    rows = [("KFOR", "1", "Pec"), ("KFOR", "1", "Prizren")]
    assert layout(["mission", "deaths", "place"], [*rows, ("SFOR", "2", "Sarajevo")], 60).rows[1] == ("″", "1", "Prizren")
    laid = layout(["mission", "deaths", "place"], rows, 60)
    assert laid.same == (("mission", "KFOR"),) and laid.rows == (("1", "Pec"), ("1", "Prizren"))


def test_an_empty_column_is_left_out_and_numbers_stand_to_the_right() -> None:
    laid = layout(["state", "note", "spent"], [("Latvia", "", "3.73"), ("Poland", "", "14.4")], 60)
    assert [line.plain for line in laid.render()] == ["state   spent", "Latvia   3.73", "Poland  14.4"]


def test_a_minimum_is_not_parted_from_its_number(all_answers) -> None:
    one = next(one for one in all_answers["nl"] if one.question.id == "cq-087")
    heads, rows = reply.in_words(one, one.answer, View("nl"))
    lines = [line.plain for line in layout(heads, rows, 90).render()]
    assert any(re.search(r" ten minste \d+( |$)", line) for line in lines)


def test_wide_letters_count_double() -> None:
    assert wrapped("日本 国際 連合", 5) == ["日本", "国際", "連合"]


@pytest.mark.parametrize(
    ("precision", "lang", "says"),
    [
        (None, "en", "2021-12-31"),
        ("month", "en", "2021-12"),
        ("year", "nl", "2021"),
        ("unknown", "en", "by 2021-12-31"),
        ("unknown", "nl", "uiterlijk 2021-12-31"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(precision: str | None, lang: str, says: str) -> None:
    assert cells.day("2021-12-31", precision, lang) == says


def test_dates_in_answers_are_as_precise_as_known(all_answers) -> None:
    """Benelux is known to have begun in 1960, and Mongolia to have joined the OSCE in 2004: no day was read."""
    by_id = {one.question.id: one for one in all_answers["en"]}
    for name, thing, day, exact in (("cq-001", "Benelux Union", "1960", "1958-01-01"), ("cq-056", "Mongolia", "2004", "2012-11-20")):
        one = by_id[name]
        heads, rows = reply.in_words(one, one.answer, View())
        row = next(row for row in rows if thing in row)
        assert row[heads.index("since")] == day, row
        assert any(exact in row for row in rows)


def test_yes_and_no_and_numbers_are_in_the_language() -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    for value, datatype, lang, says in (
        ("true", "boolean", "nl", "ja"),
        ("0", "boolean", "en", "no"),
        ("3.73", "decimal", "nl", "3,73"),
        ("3.73", "decimal", "en", "3.73"),
    ):
        assert cells.cell(ox.Literal(value, datatype=ox.NamedNode(xsd + datatype)), lang) == says


def test_text_in_another_language_is_marked_and_counted(all_answers, capsys, monkeypatch) -> None:
    assert cells.cell(ox.Literal("The Hague", language="en"), "nl") == "The Hague (en)"
    assert cells.cell(ox.Literal("Den Haag", language="nl"), "nl") == "Den Haag"
    one = next(one for one in all_answers["nl"] if one.question.id == "cq-043")
    lines = shown(capsys, monkeypatch, one, 100, View("nl"))
    marked = sum(str(term).endswith("@en") for row in one.answer.rows for term in row.values())
    assert marked and f"{marked} cel" in "\n".join(lines)


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_nothing_is_said_in_the_language_not_asked(all_answers, capsys, monkeypatch, lang: str) -> None:
    other = {said[o] for said in WORDS["columns"].values() for o in words.LANGUAGES if o != lang} - {
        s[lang] for s in WORDS["columns"].values()
    }
    for one in all_answers[lang]:
        heads, _ = reply.in_words(one, one.answer, View(lang))
        assert not other & set(heads), one.question.id


def test_identifiers_are_shown_when_asked_for(all_answers, capsys, monkeypatch) -> None:
    one = all_answers["en"][0]
    assert "organisation/nato#NLD" not in "\n".join(shown(capsys, monkeypatch, one, 200, View()))
    assert "organisation/nato#NLD" in "\n".join(shown(capsys, monkeypatch, one, 200, View(iris=True)))


def test_so_many_rows_as_are_asked_for(all_answers, capsys, monkeypatch) -> None:
    one = next(one for one in all_answers["en"] if one.question.id == "cq-003")
    lines = shown(capsys, monkeypatch, one, 100, View(rows=4))
    assert len(one.answer.rows) > 30
    assert f"... and {len(one.answer.rows) - 4} more rows: --rows 18 shows more, --full everything" in lines
    assert f"{len(one.answer.rows)} rows, " in "\n".join(lines)


def in_ascii(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    told = {**os.environ, "COLUMNS": "90", **environment}
    return subprocess.run([sys.executable, "-m", "article90", *arguments], capture_output=True, env=told)


@pytest.mark.slow
def test_a_terminal_that_knows_ascii_only_is_given_the_nearest_letters() -> None:
    """Machine formats are UTF-8 all the same, byte for byte."""
    done = in_ascii("ask", "cq-050", PYTHONIOENCODING="ascii")
    lines = done.stdout.decode("ascii").splitlines()
    rows = [line for line in lines if re.match("(Aruba|Curacao|Sint Maarten) ", line)]
    assert done.returncode == 0 and len(rows) == 3
    assert len({line.index("constituent country") for line in rows}) == 1  # the columns stand under one another
    csv, exact = (in_ascii("ask", "cq-050", "--format", "csv", PYTHONIOENCODING=encoding).stdout for encoding in ("ascii", "utf-8"))
    assert csv == exact and "Curaçao".encode() in csv


@pytest.mark.slow
def test_a_process_that_is_told_of_ascii_only_reads_what_is_typed() -> None:
    done = in_ascii("describe", "Curaçao", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0 and done.stdout.startswith(b"Curacao\n")


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("Türkiye – “x” …", "ascii", 'Turkiye - "x" ...'),
        ("Türkiye …", "latin-1", "Türkiye ..."),
        ("日本", None, "日本"),
        ("a\udcff", "ascii", "a?"),
    ],
)
def test_letters_are_written_as_near_as_an_encoding_allows(text: str, encoding: str | None, shown: str) -> None:
    assert letters.writable(text, encoding) == shown


def in_terminal(*arguments: str, lines: int = 24, columns: int = 80) -> list[str]:
    """What a command writes to a terminal of that size."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(columns), "LINES": str(lines), "TERM": "xterm", "PAGER": "cat"}
    with subprocess.Popen(
        [sys.executable, "-m", "article90", *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ) as done:
        os.close(theirs)
        out = b""
        while done.poll() is None or select.select([ours], [], [], 0)[0]:
            if select.select([ours], [], [], 0.1)[0]:
                try:
                    out += os.read(ours, 65536)
                except OSError:  # the other side is closed
                    break
    os.close(ours)
    return re.sub(r"\x1b\[[\d;]*[A-Za-z]", "", out.decode()).splitlines()


class Terminal(io.StringIO):
    """What is written to a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.slow
@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize(("width", "height"), [(80, 24), (80, 40), (120, 40)])
def test_no_answer_is_more_than_two_screens_unless_asked(all_answers, monkeypatch, lang: str, width: int, height: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("LINES", str(height))
    long = {}
    for one in all_answers[lang]:
        monkeypatch.setattr(sys, "stdout", terminal := Terminal())
        reply.answer(one, View(lang))
        if (lines := terminal.getvalue().count("\n")) > 2 * height:
            long[one.question.id] = lines
    assert long == {}


@pytest.mark.slow
def test_a_terminal_is_given_two_screens_and_the_count_of_the_rest() -> None:
    """cq-060 once filled 6,015 lines of a terminal, and then showed one of its 515 records on a screen that was half empty."""
    out = in_terminal("ask", "cq-060", lines=40)
    assert 60 < len(out) <= 88  # addresses may be longer than a line
    assert sum(line.startswith("commitment ") for line in out) >= 3
    assert any(re.match(r"\.\.\. and \d+ more rows: --rows \d+ shows more, --full everything", line) for line in out)


@pytest.mark.slow
def test_everything_is_given_to_who_asks_for_it() -> None:
    assert len(in_terminal("ask", "cq-003", "--full")) > 200


@pytest.mark.slow
def test_a_pipe_is_as_wide_as_columns_says() -> None:
    for width in (70, 100):
        environment = {**os.environ, "COLUMNS": str(width)}
        done = subprocess.run([sys.executable, "-m", "article90", "ask", "cq-003"], capture_output=True, text=True, env=environment)
        widest = max(len(line) for line in done.stdout.splitlines() if not line.startswith("  "))
        assert width - 12 < widest <= width


@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("width", [80, 120])
def test_all_answers_are_two_screens(all_answers, capsys, monkeypatch, lang: str, width: int) -> None:
    """The first thing that a newcomer sees; it once had 1,812 lines, then 175. In 80 columns titles were cut, some to nothing."""
    monkeypatch.setenv("COLUMNS", str(width))
    lists.all_answers(iter(all_answers[lang]), View(lang))
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= (104 if width >= lists.ROOMY else 122)
    assert [line for line in lines if len(line) > width] == []
    text = "\n".join(lines)
    half = [line[at : at + width // 2 - 1] for at in (0, width // 2 + 1) for line in lines]
    columns = re.sub(r"\s+", " ", " ".join(half))
    for one in all_answers[lang]:
        counts = rf"{one.question.id} +{len(one.answer.rows)} "
        if width >= lists.ROOMY:
            counts += rf"+{len(one.sources)} " + (rf" *{len(one.limits.open)}\*" if one.limits.open else "")
        assert re.search(counts, text), one.question.id
        assert one.question.title(lang) in columns, one.question.id
    assert all(said[lang] in lines for said in catalogue.THEMES.values())
    for name in lists.WHOLE if width >= lists.ROOMY else lists.WHOLE[1:2]:
        assert any(line.startswith(f"{name}  ") or line.startswith(f"{name} ") for line in lines)
    assert lines[-1].endswith("ask --all --full --lang nl alle." if lang == "nl" else "ask --all --full shows them all.")


def test_questions_are_listed_by_theme_and_the_commonest_first(capsys, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    lists.questions("nl")
    lines = capsys.readouterr().out.splitlines()
    assert all(len(line) <= 90 for line in lines[:-1])
    assert lines[0] == "Lidmaatschappen" and lines[1].startswith("cq-001  Van welke organisaties")
    assert [line[:6] for line in lines if line.startswith("cq-")] == [q.id for q in catalogue.listed()]
    themes = [q.theme for q in catalogue.listed()]
    assert sorted(set(themes), key=themes.index) == list(catalogue.THEMES)
    assert set(catalogue.COMMONEST) <= set(catalogue.all_questions())


def test_the_best_sources_stand_first(all_answers) -> None:
    kinds = [s.kind for s in next(one for one in all_answers["en"] if one.question.id == "cq-002").sources]
    assert kinds[0] == "official" and kinds == sorted(kinds, key=answers._RELIED_ON.index)


def asked(*arguments: str) -> bytes:
    return subprocess.run([sys.executable, "-m", "article90", "ask", "cq-073", *arguments], capture_output=True, check=True).stdout


@pytest.mark.slow
def test_markdown() -> None:
    lines = asked("--format", "markdown", "--lang", "nl").decode().splitlines()
    assert lines[0].startswith("**cq-073** Welke leden")
    assert lines[4].startswith("| staat | jaar |") and re.fullmatch(r"(\| --- )+\|", lines[5])
    assert lines[6].startswith("| Polen | 2025 | 4,48 | ja |")
    assert any(re.match(r"\* .+: \[.+\]\(<https://", line) for line in lines)


def test_markdown_and_sheets_say_what_an_answer_cannot(oxigraph) -> None:
    """An empty answer once was a bare heading: neither no nor not recorded."""
    given = {"state": "state/GBR", "organisation": "organisation/eu", "date": "2020-02-01"}
    found = answers.ask(catalogue.find("cq-001"), given, oxigraph, "nl")
    told = screen.markdown(found, screen.View("nl")).split("\n\n")
    assert told[-2].startswith("Nee: er is niets vastgelegd") and told[-1].startswith("Geen status betekent volwaardig lid.")
    parquet = pytest.importorskip("pyarrow.parquet")
    said = parquet.read_table(io.BytesIO(sheets.write(found, "parquet", "nl"))).schema.metadata
    assert said[b"limits"].startswith(b"No: nothing is recorded")
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(sheets.write(found, "xlsx", "nl")))
    assert any(str(row[0]).startswith("Nee: er is niets") for row in book["bronnen"].iter_rows(values_only=True))


def test_a_day_that_all_rows_share_is_said_even_where_it_was_asked_for(oxigraph, capsys) -> None:
    """On the day of an accession nothing said since when: the value was taken for that of the parameter."""
    given = {"state": "state/CHE", "other": "state/PRK", "date": "2002-09-10"}
    screen.answer(answers.ask(catalogue.find("cq-041"), given, oxigraph), screen.View())
    assert "\nsince: 2002-09-10\n" in capsys.readouterr().out
    screen.answer(answers.ask(catalogue.find("cq-123"), {"year": "2020"}, oxigraph), screen.View())
    assert capsys.readouterr().out.count("year: 2020") == 1


@pytest.mark.slow
def test_parquet_has_types_and_identifiers() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(asked("--format", "parquet")))
    row = table.to_pylist()[0]
    assert (row["state"], row["year"], float(row["value"]), row["estimated"]) == ("Poland", 2025, 4.48, True)
    assert row["observationIri"].startswith("https://w3id.org/article90/indicator/defence-expenditure#POL")
    assert table.schema.metadata[b"question"].startswith(b"Which members of NATO")


def test_a_workbook_has_headings_in_words_identifiers_and_sources() -> None:
    pytest.importorskip("xlsxwriter")
    import xml.etree.ElementTree as ET
    import zipfile

    book = zipfile.ZipFile(io.BytesIO(asked("--format", "xlsx", "--lang", "nl")))
    text = [t.text for t in ET.fromstring(book.read("xl/sharedStrings.xml")).iter() if t.tag.endswith("}t")]
    assert {"staat", "waarde", "Polen"} <= set(text)
    assert any(t.startswith("https://w3id.org/article90/indicator/") for t in text)
    assert {"cq-073", "bronnen"} <= {s.get("name") for s in ET.fromstring(book.read("xl/workbook.xml")).iter() if s.tag.endswith("}sheet")}


def test_a_missing_library_is_named(all_answers, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(UserError, match=r"Writing xlsx needs xlsxwriter: pip install 'article90\[tables\]'"):
        sheets.write(all_answers["en"][0], "xlsx", "en")


def test_what_was_asked_is_shown(oxigraph) -> None:
    found = answers.ask(catalogue.find("cq-001"), {"state": "DEU", "date": "today"}, oxigraph, "nl")
    assert found.asked == {"state": "Duitsland", "date": datetime.date.today().isoformat()}


@pytest.mark.parametrize(
    ("articles", "read"),
    [
        (["1", "20", "4", "5"], ["1", "4", "5", "20"]),
        (["36(10)", "36(2)", "36", "9"], ["9", "36", "36(2)", "36(10)"]),
        (["I", "IX", "V", "X(2)", "X", "VIII"], ["I", "V", "VIII", "IX", "X", "X(2)"]),
        (["XIV", "XL", "XXI"], ["XIV", "XXI", "XL"]),
        (["The promise of help", "2", "Annex 1B, IV", "Annex 1A, X"], ["2", "Annex 1A, X", "Annex 1B, IV", "The promise of help"]),
        (["Civil matters", "Criminal matters"], ["Civil matters", "Criminal matters"]),
        ([], []),
    ],
)
def test_articles_stand_in_the_order_of_their_numbers(articles: list[str], read: list[str]) -> None:
    """The Ottawa Convention's were told as 1, 20, 4, 5: the order of letters, in answers, on the card and on the page."""
    assert sorted(articles, key=ordering.natural) == read
    rows = [{"text": {"type": "literal", "value": t}, "article": {"type": "literal", "value": a}} for t in "ab" for a in articles]
    table = engines.Table(json.dumps({"head": {"vars": ["text", "article"]}, "results": {"bindings": rows}}).encode())
    told = ordering.as_read(table, "SELECT * WHERE {} ORDER BY ?text ?article").rows
    assert [(r["text"].value, r["article"].value) for r in told] == [(t, a) for t in "ab" for a in read]  # each text has its own
    assert ordering.as_read(table, "SELECT * WHERE {} ORDER BY ?text") is table


def test_articles_of_an_instrument_are_in_order_wherever_they_are_told(oxigraph, capsys, monkeypatch) -> None:
    ottawa = answers.ask(catalogue.find("cq-036"), {"instrument": "treaty/ottawa-convention"}, oxigraph).answer.rows
    numbers = list(dict.fromkeys(row["article"].value for row in ottawa))
    assert numbers == sorted(numbers, key=int) and len(numbers) > 5
    monkeypatch.setenv("COLUMNS", "100")
    screen.card(answers.describe(answers.find("treaty:npt", oxigraph), oxigraph), View("en", full=True))
    assert re.findall(r"^  Article ([IVX]+)$", capsys.readouterr().out, re.MULTILINE) == ["I", "II", "III", "IV", "VI", "VII", "X"]


@pytest.mark.parametrize("fmt", sheets.FORMATS)
def test_what_a_spreadsheet_cannot_hold_is_written_as_it_stands(fmt: str) -> None:
    """An ill-typed literal, a zoned date, an endless number and a huge one ended in a traceback; a day of 1815 became a negative number."""
    values = '"2024-02-31"^^xsd:date "2024-01-01Z"^^xsd:date "-0044-03-15"^^xsd:date "x"^^xsd:integer "1e999"^^xsd:double'
    query = f"SELECT ?x ?n ?day {{ VALUES ?x {{ {values} }} BIND(99999999999999999999 AS ?n) BIND('1815-06-09'^^xsd:date AS ?day) }}"
    found = own.ask(query, engines.Oxigraph(ox.Store()), lambda _: None, strict=False)
    content = io.BytesIO(sheets.write(found, fmt, "en"))
    if fmt == "parquet":
        rows = pytest.importorskip("pyarrow.parquet").read_table(content).to_pylist()
        assert {str(row["n"]) for row in rows} == {"99999999999999999999"}
        assert {str(row["day"]) for row in rows} == {"1815-06-09"}
    else:
        lines = list(pytest.importorskip("openpyxl").load_workbook(content).worksheets[0].values)[1:]
        assert {line[1] for line in lines} == {"99999999999999999999"} and {line[2] for line in lines} == {"1815-06-09"}
        assert {line[0] for line in lines} == {"2024-02-31", "2024-01-01Z", "-0044-03-15", "x", "INF"}


def test_nothing_that_a_terminal_obeys_comes_through(capsys) -> None:
    """A value from an endpoint cleared the screen, or turned what stood behind it round."""
    query = 'SELECT ("a\\u001b[2Jb\\u202Ec\\u009bd" AS ?x) ("-0044-03-15"^^xsd:date AS ?day) {}'
    found = own.ask(query, engines.Oxigraph(ox.Store()), lambda _: None, strict=False)
    assert "a [2Jb c d" in screen.markdown(found, View())
    screen.answer(found, View())
    told = capsys.readouterr().out
    assert "a [2Jb c d" in told and not {"\x1b", "\u202e", "\x9b"} & {*told}
    assert "-0044-03-15" in told, "a year of more than four signs was cut"
    screen.note("\x1b[31mred")
    assert capsys.readouterr().err == " [31mred\n"


def test_names_stand_in_order_without_regard_to_capitals_and_numbers_by_their_value(oxigraph) -> None:
    """NATO Operation Active Fence stood before NATO air policing, Wikidata before capital, and the tenth goal before the second."""

    def told(names: list[str]) -> list[str]:
        rows = [{"n": {"type": "literal", "value": name}} for name in names]
        document = json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": rows}}).encode()
        return [r["n"].value for r in ordering.as_read(engines.Table(document), "SELECT ?n WHERE {} ORDER BY ?n").rows]

    assert told(["NATO Operation", "NATO air policing", "Wikidata", "capital"]) == [
        "capital",
        "NATO air policing",
        "NATO Operation",
        "Wikidata",
    ]
    assert told(["Zweden", "Österreich", "resolution 1483", "resolution 661"]) == [
        "Österreich",
        "resolution 661",
        "resolution 1483",
        "Zweden",
    ]
    goals = [
        r["conceptIri"].value for r in answers.ask(catalogue.find("cq-018"), {}, oxigraph).answer.rows if "/sdg#" in r["conceptIri"].value
    ]
    assert [int(re.findall(r"\d+$", goal)[0]) for goal in goals] == list(range(1, 18))


def test_what_a_query_orders_by_first_stays_first() -> None:
    rows = [("2", "b"), ("2", "A"), ("1", "c")]
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    bindings = [{"n": {"type": "literal", "value": n, "datatype": integer}, "s": {"type": "literal", "value": s}} for n, s in rows]
    table = engines.Table(json.dumps({"head": {"vars": ["n", "s"]}, "results": {"bindings": bindings}}).encode())
    for query, read in (("DESC(?n) ?s", "Abc"), ("(!BOUND(?n)) DESC(?n) ?s", "Abc"), ("DESC(?n) ?other ?s", "bAc"), ("DESC(?n)", "bAc")):
        assert "".join(r["s"].value for r in ordering.as_read(table, f"SELECT * WHERE {{}} ORDER BY {query}").rows) == read
    assert ordering.as_read(table, "SELECT * WHERE {}") is table


def test_the_marks_that_are_named_are_those_that_are_seen(all_answers, oxigraph, capsys, monkeypatch) -> None:
    """An English answer with Dutch cells said that they are marked (en), and one seen above four rows was counted four times."""
    lines = shown(capsys, monkeypatch, answers.ask(catalogue.find("cq-113"), {"state": "SWZ"}, oxigraph), 80, View())
    assert "1 cell is in another language, marked so: (nl)" in lines and any("Swaziland (nl)" in line for line in lines)
    for lang in words.LANGUAGES:
        for one in all_answers[lang]:
            lines = shown(capsys, monkeypatch, one, 100, View(lang, rows=12))
            told = [n for n, line in enumerate(lines) if re.search(r"(marked so|zo aangegeven): \(", line)]
            seen = re.findall(r" \(([a-z]{2})\)(?=  |\s*$)", "\n".join(lines[: told[0] if told else 0]), re.MULTILINE)
            assert not told or set(re.findall(r"\(([a-z]{2})\)", lines[told[0]])) >= {mark for mark in seen if mark != lang}, (
                one.question.id
            )


def test_thousands_are_parted_for_people_only(capsys, monkeypatch, oxigraph) -> None:
    """12000000000 had to be counted digit by digit. Years and codes are no amounts, and programs read numbers as they stand."""
    number = ox.Literal("17000000000", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
    assert [cells.cell(number, lang) for lang in words.LANGUAGES] == ["17,000,000,000", "17.000.000.000"]
    assert cells.cell(ox.Literal("1250.5", datatype=number.datatype), "nl") == "1250,5"
    assert cells.cell(ox.Literal(1999), "en") == "1999" and cells.cell(ox.Literal(24844), "en") == "24,844"
    assert cells.cell(ox.Literal("24844"), "en") == "24844"
    laid = layout(["amount"], [("17,000,000,000",), ("900",)], 60)
    assert [line.plain for line in laid.render()][-1] == "           900"
    found = answers.ask(catalogue.find("cq-022"), {}, oxigraph)
    assert any("17,000,000,000" in line for line in shown(capsys, monkeypatch, found, 100, View()))
    assert b"17000000000" in answers.document(found.answer, "csv", oxigraph) and b"17,000" not in answers.document(
        found.answer, "csv", oxigraph
    )


def test_the_points_of_numbers_stand_under_each_other() -> None:
    """Lithuania's 4 stood under the 8 of Poland's 4.48, and read as hundredths."""
    rows = [("Poland", "4.48", "1,200"), ("Lithuania", "4", "900"), ("Latvia", "3.7", "")]
    assert [line.plain for line in layout(["state", "value", "people"], rows, 60).render()][1:] == [
        "Poland      4.48   1,200",
        "Lithuania   4        900",
        "Latvia      3.7",
    ]


def test_what_belongs_together_stands_on_one_line(all_answers, oxigraph, capsys, monkeypatch) -> None:
    """The day in "by 2013-07-25" stood under its "by", and a heading read "tot / en / met" on three lines."""
    told = [c for one in all_answers["en"] for row in reply.in_words(one, one.answer, View())[1] for c in row if re.match(r"by\W\d{4}-", c)]
    assert told and all(NARROW in c and " " not in c for c in told)
    for width in (60, 80, 120):
        lines = shown(capsys, monkeypatch, answers.ask(catalogue.find("cq-131"), {}, oxigraph, "nl"), width, View("nl"))
        assert any("tot en met  " in line for line in lines)


def test_no_sources_are_no_number_of_sources(all_answers, capsys, monkeypatch) -> None:
    """Under 27 counts stood "0 sources", as if they were made up: each record that was counted has its own."""
    for one in all_answers["en"]:
        assert not any(re.search(r"\b0 sources", line) for line in shown(capsys, monkeypatch, one, 100, View(rows=1))), one.question.id


def test_two_columns_of_a_question_have_two_headings(all_answers) -> None:
    """The goals of the United Nations and its aims were both called "doel"."""
    for lang in words.LANGUAGES:
        for one in all_answers[lang]:
            heads = reply.in_words(one, one.answer, View(lang))[0]
            assert sorted({h for h in heads if heads.count(h) > 1}) == [], (one.question.id, lang)


@pytest.mark.parametrize(
    ("lang", "says"), [("en", "cq-010 is now asked as: article90 ask cq-090"), ("nl", "cq-010 wordt nu gevraagd als: ")]
)
def test_a_number_that_was_taken_in_says_so_in_the_language(lang: str, says: str) -> None:
    done = subprocess.run([sys.executable, "-m", "article90", "ask", "cq-010", "--lang", lang], capture_output=True, text=True)
    assert done.returncode == 0 and done.stderr.startswith(says)


def test_a_decade_and_a_column_that_begins_a_sentence_are_in_the_language() -> None:
    """Under --lang nl stood "1940s", and "MandateUntil is de laatste dag"."""
    assert cells.cell(ox.Literal("1940s"), "nl") == "jaren 1940" and cells.cell(ox.Literal("1940s"), "en") == "1940s"
    assert words.caveat("MandateUntil is de laatste dag.", "nl", "cq-100") == "‘mandaat tot en met’ is de laatste dag."


@pytest.mark.parametrize("number", ["cq-022", "CQ-22"])
def test_a_question_is_found_by_its_number(number: str) -> None:
    """--search shows what a question takes; searched for its number it said that "cq, 022" is not held here."""
    done = subprocess.run([sys.executable, "-m", "article90", "ask", "--search", number], capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.startswith("cq-022  ") and "--set by=" in done.stdout


@pytest.mark.parametrize(
    ("option", "told"), [("--by", "--set by=VALUE"), ("--host=MLI", "--set host=VALUE"), ("--nonsense", "ask --help' shows")]
)
def test_a_parameter_without_an_option_is_told_how_to_give_it(option: str, told: str) -> None:
    """The error pointed at a help that has no word of it."""
    done = subprocess.run([sys.executable, "-m", "article90", "ask", "cq-133", option], capture_output=True, text=True)
    assert done.returncode == 2 and told in done.stderr


@pytest.mark.slow
def test_what_is_told_on_a_terminal_fits_it() -> None:
    """The last line of the list of questions had 215 characters, that of a number taken in 182, and recipes were Markdown."""
    for arguments in (
        ("ask",),
        ("ask", "cq-010"),
        ("ask", "cq-090", "--type", "nonsense"),
        ("cookbook",),
        ("cookbook", "3"),
        ("cookbook", "--lang", "nl"),
    ):
        lines = in_terminal(*arguments, columns=80)
        wide = [line for line in lines if len(line.rstrip()) > 80 and not line.startswith("  ")]  # sources are there to be copied
        assert wide == [], arguments
        assert not any(line.startswith(("###", "```")) for line in lines), arguments
