"""The words that people read around an answer, in every language that can be asked for: headings, yes and no, footers.

They stand in words.json, each with its languages side by side; what a question itself says stands in its head, and what a
thing is called in its file.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "nl")

Entry = dict[str, str]


@cache
def _words() -> dict[str, dict[str, Entry]]:
    found: dict[str, dict[str, Entry]] = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
    return found


def say(key: str, lang: str, **values: object) -> str:
    """The words of `key` with its values; `n`, a whole number, chooses between one and other where the key has both."""
    screen = _words()["screen"]
    if key not in screen:
        key += ".one" if values.get("n") == 1 else ".other"
    return screen[key][lang].format(**{name: figure(value, lang) if isinstance(value, int) else value for name, value in values.items()})


def figure(number: int, lang: str) -> str:
    """A number with its thousands parted as the language does."""
    return f"{number:,}".replace(",", "." if lang == "nl" else ",")


def kind(folder: str, lang: str) -> str:
    """A kind of thing, without its article; what has no words is what it is called in English."""
    entry = _words()["screen"].get(f"a-{folder.replace(' ', '-')}")
    return entry[lang].partition(" ")[2] if entry else folder


def heading(column: str, lang: str, question: str = "") -> str:
    """The heading of a column (of a question, where the word means something else there); the name of a column without one."""
    columns = _words()["columns"]
    entry = columns.get(f"{question}.{column}") or columns.get(column)
    return entry[lang] if entry else column


def quoted(column: str, lang: str, question: str = "") -> str:
    """The heading of a column as it is named in a sentence."""
    said = heading(column, lang, question)
    return said if said == column else f"‘{said}’"


def caveat(text: str, lang: str, question: str) -> str:
    """The caveat of a question as people read it: a column that it names (`?since`, or a name such as readTo) by its heading."""

    def said(found: re.Match[str]) -> str:
        name = found[1] or found[2]
        first = name[0].lower() + name[1:]  # one that begins a sentence
        return quoted(name if heading(first, lang, question) == first else first, lang, question)

    return re.sub(r"\?([a-z]\w*)|\b([A-Za-z][a-z]+[A-Z]\w*)\b", said, text)


def parameter(name: str, lang: str) -> str:
    """A parameter of a question in words."""
    entry = _words()["parameters"].get(name)
    return entry[lang] if entry else name


def term(name: str, lang: str) -> str:
    """A term of another vocabulary, by its short name, in words; empty where it has none here."""
    entry = _words()["terms"].get(name)
    return entry[lang] if entry else ""
