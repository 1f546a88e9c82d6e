"""Letters that an output cannot write, in the letters that it can: Curaçao is Curacao on a terminal that knows ASCII only.

The name of the error handler (PEP 293) is `TRANSLITERATE`; it is there for every stream and every `encode` once this is imported.
"""

from __future__ import annotations

import codecs
import re
import shutil
import sys
import textwrap

TRANSLITERATE = "transliterate"


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    """What stands in ASCII for the letters that could not be encoded; a question mark for what nothing stands for."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from anyascii import anyascii

    lost = error.object[error.start : error.end]
    return "".join("?" if "\ud800" <= c <= "\udfff" else anyascii(c) or "?" for c in lost), error.end


codecs.register_error(TRANSLITERATE, _in_ascii)


def writable(text: str, encoding: str | None) -> str:
    """The text as an output of that encoding (None: any letter) shows it, so that its width can be told before it is written."""
    return text.encode(encoding, TRANSLITERATE).decode(encoding) if encoding and not text.isascii() else text


# What a terminal obeys, or that turns what follows it round: the control characters but line ends and tabs, and those of direction.
_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    """`text` with a blank for whatever a terminal would obey: from an endpoint, a query or an argument anything may come."""
    return _OBEYED.sub(" ", text)


def brief(text: str) -> str:
    """A sentence in which no word is longer than some lines, and that is no longer than a screen or two, whatever was put into it."""
    text = re.sub(r"\S{201,}", lambda long: f"{long[0][:200]}…", text)
    return text if len(text) <= 4000 else f"{text[:4000]}…"


def printable(text: str) -> str:
    """`text` on one line, and `harmless`."""
    return " ".join(harmless(text).split())


def fitted(text: str) -> str:
    """A sentence for standard error: where somebody reads it on a terminal, in lines that fit, no word broken."""
    if not sys.stderr.isatty():
        return text
    width = shutil.get_terminal_size().columns
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False, replace_whitespace=False)
