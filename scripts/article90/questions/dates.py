"""Dates inside a sentence, in English and Dutch: a day, a month, a year, a decade, a century, so long ago: as the period that it is."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Dated:
    """A date in a sentence: where it stands, its first and its last day (ISO 8601)."""

    start: int
    end: int
    first: str
    last: str


@cache
def _months() -> dict[str, int]:
    """The names of the months, whole and short, in both languages."""
    from babel.dates import get_month_names

    found: dict[str, int] = {}
    for lang in ("en", "nl"):
        for width in ("wide", "abbreviated"):
            found |= {name.strip(".").casefold(): n for n, name in get_month_names(width, locale=lang).items()}
    return found


_ISO = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
_EUROPEAN = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b")
_YEARS = re.compile(r"(?<![\w./-])(1[89]\d\d|20\d\d)\s?[-–]\s?(1[89]\d\d|20\d\d)(?![\w/-])")
_YEAR = re.compile(r"(?<![\w./-])(1[89]\d\d|20\d\d)(?![\w/-]|\.\d)")
# The decades in words, in English and in Dutch behind "jaren".
_TENS = {
    **{word: 1900 + 10 * n for n, word in enumerate(("thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"), 3)},
    **{word: 1900 + 10 * n for n, word in enumerate(("dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"), 3)},
    **{"twenties": 2020, "tien": 2010, "twintig": 2020},
}
_TEN = r"(?:(?P<whole{n}>\d{{3}}0)|['’]?(?P<short{n}>\d0))"
_DECADE = re.compile(
    rf"(?<!\w)(?:the\s+)?(?:{_TEN.format(n=1)}['’]?s|(?:de\s+)?jaren\s+{_TEN.format(n=2)}|(?:de\s+jaren\s+|jaren\s+)?(?P<word>{'|'.join(_TENS)}))\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\b(?:(\d{1,2})(?:st|nd|rd|th|e)?\s+)?([^\W\d]{3,})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})\b")
# Periods that are told from today.
_COUNT = {
    word: n
    for words in (
        "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty",
        "een twee drie vier vijf zes zeven acht negen tien elf twaalf vijftien twintig dertig veertig vijftig",
    )
    for word, n in zip(words.split(), (*range(1, 13), 15, 20, 30, 40, 50), strict=True)
} | {"één": 1, "hundred": 100, "honderd": 100}
_N = rf"(?P<n>\d{{1,3}}|{'|'.join(_COUNT)})"
_SPAN = r"(?P<unit>years?|decades?|jaar|jaren|decennium|decennia)"
_LAST = re.compile(rf"\b(?:the\s+|de\s+|het\s+)?(?:last|past|afgelopen|laatste|voorbije)\s+(?:{_N}\s+)?{_SPAN}\b", re.IGNORECASE)
_AGO = re.compile(rf"\b{_N}\s+{_SPAN}\s+(?:ago|geleden)\b", re.IGNORECASE)
_NEAR = re.compile(r"\b(?:(?P<this>this|dit|deze)|(?P<last>last|previous|vorige?))\s+(?:(?P<year>year|jaar)|century|eeuw)\b", re.IGNORECASE)
_CENTURY = re.compile(r"\b(?:the\s+|de\s+)?(1[89]|2[01])(?:th|st|e|ste)\s+(?:century|eeuw)\b", re.IGNORECASE)


def _from_today(sentence: str) -> list[Dated]:
    """The periods that are told from today, and centuries: last year, the last ten years, twenty years ago, this century."""
    today = datetime.date.today()

    def before(match: re.Match[str]) -> datetime.date:
        """So many years before today, of this calendar: none is before 1583."""
        n = match["n"] or "1"
        years = (int(n) if n.isdigit() else _COUNT[n.casefold()]) * (10 if match["unit"].casefold().startswith("dec") else 1)
        return today.replace(year=max(today.year - years, 1583), day=min(today.day, 28))

    found: list[Dated] = []
    for match in _NEAR.finditer(sentence):
        first = today.year if match["year"] else (today.year - 1) // 100 * 100 + 1
        first -= 0 if match["this"] else 1 if match["year"] else 100
        found.append(Dated(*match.span(), f"{first}-01-01", f"{first if match['year'] else first + 99}-12-31"))
    for match in _CENTURY.finditer(sentence):
        last = 100 * int(match[1])
        found.append(Dated(*match.span(), f"{last - 99}-01-01", f"{last}-12-31"))
    for match in _AGO.finditer(sentence):
        found.append(Dated(*match.span(), f"{before(match).year}-01-01", f"{before(match).year}-12-31"))
    for match in _LAST.finditer(sentence):
        several = match["unit"].casefold() in ("years", "decades", "jaren", "decennia")  # in the last years: since when is not said
        if (match["n"] or not several) and not any(d.start < match.end() and match.start() < d.end for d in found):
            found.append(Dated(*match.span(), before(match).isoformat(), today.isoformat()))
    return found


def inside(sentence: str) -> list[Dated]:
    """The dates in a sentence, in order; what looks like a date and is none is passed over."""
    found = _from_today(sentence)

    def add(match: re.Match[str], year: str, month: int | None = None, day: str | None = None) -> None:
        if any(d.start < match.end() and match.start() < d.end for d in found):
            return
        try:
            first = datetime.date(int(year), month or 1, int(day or 1))
        except ValueError:
            return
        last = first if day else datetime.date(first.year, month or 12, calendar.monthrange(first.year, month or 12)[1])
        found.append(Dated(match.start(), match.end(), first.isoformat(), last.isoformat()))

    for match in _DECADE.finditer(sentence):
        written, word = match["whole1"] or match["whole2"] or match["short1"] or match["short2"], match["word"]
        if word and not word.endswith("ies") and "jaren" not in match[0].casefold():
            continue  # a number of things, not of years
        year = int(written) if written else _TENS[word.casefold()]
        year += 0 if year > 99 else 2000 if year < 30 else 1900  # the tens of this century
        found.append(Dated(match.start(), match.end(), f"{year}-01-01", f"{year + 9}-12-31"))
    for match in _ISO.finditer(sentence):
        add(match, match[1], int(match[2]), match[3])
    for match in _EUROPEAN.finditer(sentence):
        add(match, match[3], int(match[2]), match[1])
    for match in _WORDS.finditer(sentence) if re.search(r"[^\W\d]{3,}\.?\s+(\d{1,2}\w{0,2},?\s+)?\d{4}", sentence) else ():
        if month := _months().get(match[2].casefold()):
            add(match, match[4], month, match[1] or match[3])
    for match in _YEARS.finditer(sentence):
        if not any(d.start < match.end() and match.start() < d.end for d in found):
            found += [Dated(match.start(n), match.end(n), f"{match[n]}-01-01", f"{match[n]}-12-31") for n in (1, 2)]
    for match in _YEAR.finditer(sentence):
        add(match, match[1])
    return sorted(found, key=lambda d: d.start)
