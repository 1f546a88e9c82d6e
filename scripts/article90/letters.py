"""Letters that an output cannot write, in the letters that it can: Curaçao is Curacao on a terminal that knows ASCII only.

The name of the error handler (PEP 293) is `TRANSLITERATE`; it is there for every stream and every `encode` once this is imported.
"""

from __future__ import annotations

import codecs

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
