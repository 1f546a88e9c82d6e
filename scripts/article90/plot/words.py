"""What the plots say, in English and Dutch: the texts of words/*.json, and dates and numbers as the language writes them."""

from __future__ import annotations

import datetime
import json
import re
import textwrap
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

_LOCALES = {"en": "en_GB", "nl": "nl"}


@cache
def texts(lang: str) -> dict[str, str | dict[str, str]]:
    """The texts of a language by key: a sentence, or one for each of the plural forms that CLDR has for the language."""
    found: dict[str, str | dict[str, str]] = json.loads((Path(__file__).with_name("words") / f"{lang}.json").read_text(encoding="utf-8"))
    return found


class Words:
    """Says things in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._locale = Locale.parse(_LOCALES[lang])

    def say(self, key: str, **values: object) -> str:
        """The text of `key` with its values; whole numbers are written as the language does, and `n` chooses the plural form."""
        text = texts(self.lang)[key]
        if isinstance(text, dict):
            n = values["n"]
            assert isinstance(n, int)
            text = text[self._locale.plural_form(n)]
        written = {name: format_decimal(v, locale=self._locale) if isinstance(v, int) else v for name, v in values.items()}
        return text.format(**written)

    def day(self, iso: str) -> str:
        """An ISO date as it is written in a sentence."""
        return format_date(datetime.date.fromisoformat(iso), "long", self._locale)

    def period(self, start: str, end: str | None) -> str:
        """From one day to another, or going on."""
        return f"{self.day(start)} – {self.day(end) if end else self.say('today')}"

    def number(self, value: str | float, decimals: int | None = None) -> str:
        """A number with so many decimals, a half rounded up as people do, or with those that it has."""
        exact = Decimal(str(value))
        if decimals is None:
            return format_decimal(exact, locale=self._locale, decimal_quantization=False)
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        return format_decimal(rounded, f"#,##0.{'0' * decimals}", self._locale)


def sort_key(name: str) -> str:
    """The name as it is put in order: without regard to case and marks, so that Åland and Österreich stand with A and O."""
    return "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))


def cut(name: str, limit: int) -> str:
    """The name, cut off after a whole word if it is longer than `limit` characters."""
    return re.sub(r"[\s,;:(–-]+…$", "…", textwrap.shorten(name, limit, placeholder="…"))
