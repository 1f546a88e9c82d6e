"""An answer says no more than is on record: not a duty where something is forbidden, nor certain where nobody knows."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from article90 import engines, own, vocabulary
from complaint import complain

A90 = vocabulary.ONTOLOGY
ANSWERS = sorted((Path(__file__).parent / "answers").glob("*.tsv"))


@cache
def cells(path: Path) -> tuple[list[str], list[list[str]]]:
    """The columns of a pinned answer, and its rows."""
    header, *lines = path.read_text(encoding="utf-8").split("\n")
    rows = csv.reader((line for line in lines if line), delimiter="\t", quoting=csv.QUOTE_NONE)
    return header.replace("?", "").split("\t"), list(rows)


def forbidden(engine: engines.Engine) -> Iterator[str]:
    """The prohibitions, by IRI and by name, as a cell has them."""
    query = f"""PREFIX a90: <{A90}> PREFIX skos: <{vocabulary.PREFIXES["skos"]}>
SELECT ?it ?name {{ ?it a90:modality <{vocabulary.BASE}concept/modality#must-not> ; skos:prefLabel ?name . FILTER(LANG(?name) = "en") }}"""
    for row in engines.rows(engine.query(query)):
        yield from (str(row["it"]), f'"{row["name"].value}"', str(row["name"]))


def test_what_is_forbidden_is_told_with_its_modality(oxigraph: engines.Engine) -> None:
    """Who was bound by the Non-Proliferation Treaty was told: "France: Transfer nuclear weapons", as if that were its duty."""
    names = set(forbidden(oxigraph))
    assert len(names) > 200
    told = {path.name for path in ANSWERS if any(names & set(row) for row in cells(path)[1])}
    assert len({name[:6] for name in told}) > 8
    complain(
        "answers that name what is forbidden and not that it is",
        sorted(n for n in told if "modality" not in cells(ANSWERS[0].parent / n)[0]),
    )


UNITED = """PREFIX beginning: <https://w3id.org/article90/concept/beginning#>
PREFIX ending: <https://w3id.org/article90/concept/ending#>
SELECT ?record ?day WHERE {
  { ?record a90:begunBy beginning:union ; a90:since ?day } UNION { ?record a90:endedBy ending:union ; a90:until ?day }
  FILTER NOT EXISTS {
    ?record dcterms:source ?read . ?told dcterms:source ?read ; a90:since|a90:until ?day .
    { ?told a a90:State } UNION { ?told org:organization organisation:un }
  }
}"""


def test_the_day_of_a_union_of_states_is_in_a_source_that_is_cited(oxigraph) -> None:
    """Of thirty records that began or ended with a state's union the list that was cited has the year, or nothing: not the day."""
    found = own.ask(UNITED, oxigraph, lambda _: None).answer
    assert [(row["record"].value, row["day"].value) for row in engines.rows(found)] == []
