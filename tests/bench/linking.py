"""How well names are linked: precision and recall a table, with and without the year, beside other packages where they are installed.

    python tests/bench/linking.py [--wrong]

The tables are those of tests/linking: distinct values of tables of others (a year at each end of a run), and what they should be
linked to by the tables' own codes. Precision is of what was linked, recall of what has an identifier; a value that has none counts
against precision when it is linked. The others give an ISO alpha-3 code, which is led to our identifier; they take no year.
Tried in an environment of its own: pip install "pandas<3" country-converter pycountry countryguess hdx-python-country countrynames
"""

from __future__ import annotations

import contextlib
import csv
import importlib
import logging
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from article90 import gazetteer, index, names, vocabulary

TABLES = Path(__file__).resolve().parent.parent / "linking"
Row = Mapping[str, str]


def rivals() -> dict[str, Callable[[str], str | None]]:
    """From a name to an ISO alpha-3 code, for each package that is installed."""
    found: dict[str, Callable[[str], str | None]] = {}
    logging.disable(logging.CRITICAL)
    with contextlib.suppress(ImportError):
        coco = importlib.import_module("country_converter").CountryConverter()
        found["coco"] = lambda name: one if isinstance(one := coco.convert(name, to="ISO3", not_found=""), str) else None
    with contextlib.suppress(ImportError):
        pycountry = importlib.import_module("pycountry")

        def by_pycountry(name: str) -> str | None:
            for database in (pycountry.countries, pycountry.historic_countries):
                with contextlib.suppress(LookupError):
                    return str(database.lookup(name).alpha_3)
            return None

        found["pycountry"] = by_pycountry
    with contextlib.suppress(ImportError):
        guess = importlib.import_module("countryguess")
        found["countryguess"] = lambda name: (guess.guess_country(name) or {}).get("iso3")
    with contextlib.suppress(ImportError):
        hdx = importlib.import_module("hdx.location.country").Country
        found["hdx"] = lambda name: hdx.get_iso3_country_code_fuzzy(name, use_live=False)[0]
    with contextlib.suppress(ImportError):
        countrynames = importlib.import_module("countrynames")
        found["countrynames"] = lambda name: countrynames.to_code_3(name)
    return found


def _answer(package: Callable[[str], str | None], name: str) -> str | None:
    try:
        return package(name)
    except (KeyError, ValueError, TypeError):  # countrynames has no alpha-3 code for its own DD
        return None


def scored(rows: list[Row], linked: Callable[[Row], str]) -> tuple[int, int, int]:
    """How many were linked rightly, linked wrongly, and should have been linked."""
    right = wrong = 0
    for row in rows:
        iri = linked(row)
        right += bool(iri) and iri == row["expected"]
        wrong += bool(iri) and iri != row["expected"]
    return right, wrong, sum(bool(row["expected"]) for row in rows)


def shown(score: tuple[int, int, int]) -> str:
    """Precision/recall in percent."""
    right, wrong, all_ = score
    return f"{100 * right / max(1, right + wrong):5.1f}/{100 * right / max(1, all_):5.1f}"


def main() -> None:
    """Print a line a table."""
    known = gazetteer.gazetteer(index.engine())
    matcher = names.Matcher(known, ("state", "territory"))
    alpha3 = {
        e.form: e.iri.removeprefix(vocabulary.BASE)
        for e in known.entries
        if e.how == gazetteer.CODE and len(e.form) == 3 and "iso" in e.scheme
    }

    def ours(row: Row, year: bool = True) -> str:
        return matcher.match(row["value"], names.period(row["year"]) if year else None).iri.removeprefix(vocabulary.BASE)

    def theirs(package: Callable[[str], str | None], row: Row) -> str:
        return alpha3.get(_answer(package, row["value"]) or "", "")

    ways: dict[str, Callable[[Row], str]] = {"with year": ours, "without": lambda row: ours(row, False)}
    for name, package in rivals().items():
        ways[name] = partial(theirs, package)
    print(f"{'table':28}{'rows':>6}", *(f"{way:>13}" for way in ways))
    for group in ("seen", "unseen"):
        total = dict.fromkeys(ways, (0, 0, 0))
        for file in sorted((TABLES / group).glob("*.csv")):
            with file.open(encoding="utf-8", newline="") as handle:
                rows: list[Row] = list(csv.DictReader(handle))
            scores = {way: scored(rows, linked) for way, linked in ways.items()}
            for way, score in scores.items():
                total[way] = (total[way][0] + score[0], total[way][1] + score[1], total[way][2] + score[2])
            print(f"{group + '/' + file.stem:28}{len(rows):>6}", *(f"{shown(score):>13}" for score in scores.values()))
            if "--wrong" in sys.argv:
                for row in rows:
                    if (iri := ours(row)) != row["expected"]:
                        print(f"    {row['value']} ({row['year']}): {iri or 'none'}, and should be {row['expected'] or 'none'}")
        print(f"{'all ' + group:34}", *(f"{shown(score):>13}" for score in total.values()))


if __name__ == "__main__":
    main()
