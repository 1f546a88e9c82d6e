"""The rows of an answer in the order in which people read them, where SPARQL has no order that is so."""

from __future__ import annotations

import itertools
import json
import re

import pyoxigraph as ox

from .engines import Row, Table

_DATE = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
_TOKEN = re.compile(r"\d+|(?<!\w)[IVXLC]+(?!\w)|[^\d]+?(?=\d|\b[IVXLC]+\b|$)")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def by_article(table: Table, query: str) -> Table:
    """The rows with articles in the order of their numbers, 4 before 20 and IX behind V, where the query orders by ?article.

    What it orders by before that stays as it is: of each instrument its own articles.
    """
    order = re.findall(r"\?(\w+)", query.rpartition("ORDER BY")[2])
    if "article" not in order or len(table.rows) < 2:
        return table
    before = order[: order.index("article")]
    document = json.loads(table.document)
    numbered = zip(document["results"]["bindings"], table.rows, strict=True)
    groups = itertools.groupby(numbered, lambda both: [both[1].get(name) for name in before])
    document["results"]["bindings"] = [row for _, group in groups for row, _ in sorted(group, key=lambda both: _number(both[1]))]
    return Table(json.dumps(document, ensure_ascii=False).encode())


def _number(row: Row) -> list[tuple[int, int, str]]:
    article = row.get("article")
    return natural(article.value if article else "")


def natural(name: str) -> list[tuple[int, int, str]]:
    """What names with numbers are in order by: numbers by their value, Roman ones too; words by their letters, behind the numbers."""
    return [_part(token) for token in _TOKEN.findall(name)]


def _part(token: str) -> tuple[int, int, str]:
    if token.isdigit():
        return 0, int(token), ""
    if re.fullmatch("[IVXLC]+", token):
        values = [_ROMAN[letter] for letter in token]
        return 0, sum(-v if v < max(values[n:]) else v for n, v in enumerate(values)), ""
    return 1, 0, token


def latest_first(table: Table) -> Table:
    """The rows the other way round where they are in the order of a day: the newest member is then seen at once."""
    for name in table.columns:
        days = [row[name] for row in table.rows]
        told = [d.value for d in days if isinstance(d, ox.Literal) and d.datatype == _DATE]
        if told and len(told) == len(days):
            document = json.loads(table.document)
            document["results"]["bindings"].reverse()
            return Table(json.dumps(document, ensure_ascii=False).encode()) if told == sorted(told) else table
    return table
