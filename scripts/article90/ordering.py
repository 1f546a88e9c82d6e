"""The rows of an answer in the order in which people read them, where SPARQL has no order that is so."""

from __future__ import annotations

import itertools
import json
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence

import pyoxigraph as ox

from .engines import Row, Table
from .sparql import Term

_Pair = tuple[Mapping[str, object], Row]
# What a query orders by: a variable, falling or by whether it is bound.
_KEY = re.compile(r"((?:DESC)?\(?!?(?:BOUND)?\(?)\?(\w+)")
_STRING = ox.NamedNode("http://www.w3.org/2001/XMLSchema#string")
_DATE = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
_TOKEN = re.compile(r"\d+|(?<!\w)[IVXLC]+(?!\w)|[^\d]+?(?=\d|\b[IVXLC]+\b|$)")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def as_read(table: Table, query: str) -> Table:
    """The rows in the order that a query gives (its ORDER BY), but names without regard to capitals and accents, and by their numbers.

    SPARQL has Z before a, and 10 before 9. Articles stand in the order of their numbers, 4 before 20 and IX behind V.
    """
    head, _, tail = query.rpartition("ORDER BY")
    if not head or len(table.rows) < 2:
        return table
    called = {inner: outer for inner, outer in re.findall(r"\(\s*\?(\w+)\s+AS\s+\?(\w+)\s*\)", head)}
    keys = [(desc, called.get(name, name)) for desc, name in _KEY.findall(tail)]
    document = json.loads(table.document)
    pairs = list(zip(document["results"]["bindings"], table.rows, strict=True))
    ordered = _ordered(pairs, keys, set(table.columns))
    if all(one is other for one, other in zip(pairs, ordered, strict=True)):
        return table
    document["results"]["bindings"] = [binding for binding, _ in ordered]
    return Table(json.dumps(document, ensure_ascii=False).encode())


def _ordered(pairs: Sequence[_Pair], keys: Sequence[tuple[str, str]], columns: Collection[str]) -> list[_Pair]:
    """Rows that the engine ordered by the keys, each key within those before it; from one that is no column on they stay as they are."""
    if not keys or len(pairs) < 2 or keys[0][1] not in columns:
        return list(pairs)
    (way, name), *rest = keys
    told = "BOUND" in way
    groups = [list(g) for _, g in itertools.groupby(pairs, lambda pair: pair[1][name] is not None if told else pair[1][name])]
    terms = [group[0][1][name] for group in groups]
    words = all(
        t is None or isinstance(t, ox.NamedNode) or (isinstance(t, ox.Literal) and (t.language or t.datatype == _STRING)) for t in terms
    )
    if words and not told:
        groups.sort(key=lambda group: _read(group[0][1][name], name), reverse=way.startswith("DESC"))
    return [pair for group in groups for pair in _ordered(group, rest, columns)]


def _read(term: Term | None, name: str) -> tuple[list[tuple[int, int, str]], str]:
    """What a name is in order by; of articles Roman numbers count too."""
    value = term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""
    plain = "".join(c for c in unicodedata.normalize("NFD", value.casefold()) if not unicodedata.combining(c))
    return natural(value if name == "article" else plain), value


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
