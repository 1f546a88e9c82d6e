"""Dates inside a sentence, in English and Dutch: a day, a month or a year, as the period that it is."""

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
_YEAR = re.compile(r"(?<![\w./-])(1[89]\d\d|20\d\d)(?![\w/-]|\.\d)")
_TODAY = re.compile(r"\b(?:today|currently|vandaag|momenteel|thans)\b", re.IGNORECASE)
_WORDS = re.compile(r"\b(?:(\d{1,2})(?:st|nd|rd|th|e)?\s+)?([^\W\d]{3,})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})\b")


def inside(sentence: str) -> list[Dated]:
    """The dates in a sentence, in order; what looks like a date and is none is passed over."""
    found: list[Dated] = []

    def add(match: re.Match[str], year: str, month: int | None = None, day: str | None = None) -> None:
        if any(d.start < match.end() and match.start() < d.end for d in found):
            return
        try:
            first = datetime.date(int(year), month or 1, int(day or 1))
        except ValueError:
            return
        last = first if day else datetime.date(first.year, month or 12, calendar.monthrange(first.year, month or 12)[1])
        found.append(Dated(match.start(), match.end(), first.isoformat(), last.isoformat()))

    for match in _ISO.finditer(sentence):
        add(match, match[1], int(match[2]), match[3])
    for match in _EUROPEAN.finditer(sentence):
        add(match, match[3], int(match[2]), match[1])
    for match in _WORDS.finditer(sentence) if re.search(r"[^\W\d]{3,}\.?\s+(\d{1,2}\w{0,2},?\s+)?\d{4}", sentence) else ():
        if month := _months().get(match[2].casefold()):
            add(match, match[4], month, match[1] or match[3])
    for match in _YEAR.finditer(sentence):
        add(match, match[1])
    for match in _TODAY.finditer(sentence) if not found else ():
        today = datetime.date.today()
        add(match, str(today.year), today.month, str(today.day))
    return sorted(found, key=lambda d: d.start)
