"""What is wrong with what was asked, in the language of the answer.

A UserError says it in English where it arises, which is where the language is not known; complaints.json has each sentence that people
meet who ask or look up, with its holes ({name}), in the others. The sentences stand there in the order in which they are tried.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from . import words


@cache
def _sentences() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    """Each English sentence as a pattern of its holes, with what it is in the other languages."""
    told: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("complaints.json").read_text(encoding="utf-8"))
    return [(re.compile(_pattern(sentence), re.DOTALL), said) for sentence, said in told.items()]


def _pattern(sentence: str) -> str:
    """A sentence as a regular expression in which each hole is a group. One that begins with a capital begins the complaint or follows
    another; a hole at the end takes all that is left, and what comes first in one has no blanks."""
    parts = re.split(r"{(\w+)}", sentence)
    first = r"\S+?" if not parts[0] else ".+?"
    holes = [f"(?P<{part}>{'.+?' if n else first})" for n, part in enumerate(parts[1::2])]
    body = "".join(re.escape(text) + hole for text, hole in zip(parts[::2], [*holes, ""], strict=True))
    return (rf"(?:(?<=^)|(?<=[.:?] )){body}" if sentence[:1].isupper() else body) + ("$" if sentence.endswith("}") else "")


def said(message: str, lang: str) -> str:
    """A complaint in a language; what nobody translated stays as it is."""
    if lang == "en":
        return message
    for pattern, told in _sentences():
        if found := pattern.search(message):
            holes = {name: _kind(value, lang) if name == "kind" else value for name, value in found.groupdict().items()}
            message = message[: found.start()] + told[lang].format(**holes) + message[found.end() :]
    return message


def _kind(kinds: str, lang: str) -> str:
    """Kinds of thing, as the English sentence has them, in a language."""
    return f" {words.say('or', lang)} ".join(words.kind(kind, lang) for kind in kinds.split(" or "))
