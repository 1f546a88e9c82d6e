"""Article 90: linked data on who has promised whom what in international peace and security.

What programs use: `link`, `resolve`, `ask`, `graph`, `store`, the closed namespaces in `article90.namespaces`, and the errors.
Everything is read from what is installed or checked out, without a network.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from .errors import Ambiguous, NotFound, Unresolved, UserError

if TYPE_CHECKING:
    import pandas
    import polars
    import pyoxigraph
    import rdflib

    from .engines import Engine
    from .names import Match

__version__ = "0.2.0"
__all__ = ["Ambiguous", "NotFound", "Unresolved", "UserError", "ask", "graph", "link", "resolve", "store"]

When = str | int | float | datetime.date | None


@cache
def _engine() -> Engine:
    from .index import engine

    return engine()


def link(
    values: Iterable[object],
    years: Iterable[When] | None = None,
    kinds: Sequence[str] = ("state", "territory"),
    lang: str = "en",
    schemes: Collection[str] = (),
) -> list[Match]:
    """What each of `values` (names or codes) names, in its year or on its day where `years` are given.

    A `Match` has `iri` (empty where nothing, or more than one thing, is named), `how` ("code", "name", "former name", "spelling"), `score`
    (0 to 100), `candidates` and `why`. `kinds` are folders of data/; `schemes`, such as "correlates-of-war", say that the values are
    codes of these. In a data frame: ``frame["iri"] = [m.iri for m in article90.link(frame["country"], frame["year"])]``.
    Raises UserError for a kind or scheme that there is not, and ValueError when `years` are more or fewer than `values`.
    """
    from .linking import Linker, as_text

    linker = Linker(_engine(), tuple(kinds), lang, schemes)
    days = (None for _ in iter(int, 1)) if years is None else years
    return [linker.match(as_text(v), as_text(w)) for v, w in zip(values, days, strict=years is not None)]


def resolve(written: str, kinds: Sequence[str] = ("state", "territory"), date: str | None = None, lang: str = "en") -> str:
    """The IRI of the one thing that `written` names, on `date` (YYYY-MM-DD or a year) where one is given.

    Raises NotFound or Ambiguous; their `candidates` are IRIs to go on with.
    """
    from .names import resolve as found

    return found(written, kinds, _engine(), lang, date).value


def ask(question: str, frame: str = "polars", lang: str = "en", **parameters: str) -> polars.DataFrame | pandas.DataFrame:
    """The answer to a question ("cq-006") as a data frame of "polars" or "pandas", whichever is asked for and installed.

    The parameters are those of `article90 ask`: ``ask("cq-006", date="2014-07-17")``, with an underscore for a hyphen (``owed_to``) and
    one behind ``from_`` and ``in_``. IRIs are whole, dates are dates, numbers numbers. Raises UserError for what there is not.
    """
    from .answers import ask as answered
    from .engines import Table
    from .questions import catalogue

    named = catalogue.alias(question)
    asked = catalogue.find(question)
    given = {name.rstrip("_").replace("_", "-"): str(value) for name, value in parameters.items()}
    found = answered(asked, {**(named.given if named else {}), **given}, _engine(), lang).answer
    assert isinstance(found, Table)  # a competency question is a SELECT
    columns: dict[str, list[object]] = {name: [_python(row[name]) for row in found.rows] for name in found.columns}
    return _framed(columns, frame)


def _python(term: Any) -> object:
    """A term as Python has it: a date, a number, a truth value, else text."""
    import decimal

    read: dict[str, Callable[[str], object]] = {
        "date": datetime.date.fromisoformat,
        "integer": int,
        "decimal": decimal.Decimal,
        "double": float,
        "boolean": lambda text: text in ("true", "1"),
    }
    if term is None:
        return None
    kind = getattr(getattr(term, "datatype", None), "value", "").rpartition("#")[2]
    return read.get(kind, str)(term.value)


def _framed(columns: dict[str, list[object]], frame: str) -> Any:
    try:
        if frame == "polars":
            import polars

            return polars.DataFrame(columns, strict=False)
        if frame == "pandas":
            import pandas

            return pandas.DataFrame(columns)
    except ImportError:
        raise UserError(f"A frame of {frame} needs {frame}: pip install {frame}.") from None
    raise UserError(f"There is no frame '{frame}': choose polars or pandas.")


def graph() -> rdflib.Graph:
    """Everything published, as an rdflib graph in memory (some seconds)."""
    from .engines import Rdflib
    from .vocabulary import PREFIXES, everything

    made = Rdflib(everything()).graph
    for prefix, namespace in PREFIXES.items():
        made.bind(prefix, namespace)
    return made


def store() -> pyoxigraph.Store:
    """Everything published, as a read-only pyoxigraph store (from the index in the user's cache)."""
    from .index import published

    return published()[0]
