"""Where people read: how wide and high it is, and how something is written to it."""

from __future__ import annotations

import os
import pydoc
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from .. import letters

if TYPE_CHECKING:
    from rich.console import Console

# Where there is no terminal and COLUMNS says nothing, as in a file.
WIDTH, HEIGHT, LOWEST = 120, 50, 30


@dataclass(frozen=True)
class View:
    """How an answer is wanted: its language, with IRIs or not, and how many rows (None: as many as fit on a terminal)."""

    lang: str = "en"
    iris: bool = False
    rows: int | None = None
    full: bool = False
    brief: bool = False

    @property
    def short(self) -> bool:
        """Whether no more is shown than fits on two screens: where it is one of many, and on a terminal unless more was asked for."""
        return self.brief or (sys.stdout.isatty() and not self.full)


def console() -> Console:
    """Where people read: as wide as COLUMNS says, or else the terminal, or else WIDTH."""
    from rich.console import Console

    class Piped(Console):
        """One that tells of a pipe whose reader has gone: rich itself ends the process, with status 1."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    somewhere = os.environ.get("COLUMNS", "").isdigit() or any(os.isatty(fd) for fd in (0, 1, 2) if _open(fd))
    return Piped(width=None if somewhere else WIDTH, highlight=False)


def screenful(out: Console) -> int:
    """How many lines are a screen: those of the terminal, but no fewer than it takes to say anything; HEIGHT where there is none."""
    return max(out.height, LOWEST) if sys.stdout.isatty() else HEIGHT


def encoding() -> str | None:
    """That in which standard output writes letters; None where it takes any, or says nothing."""
    said: str | None = getattr(sys.stdout, "encoding", None)
    return None if (said or "utf-8").lower().replace("-", "") == "utf8" else said


def _open(fd: int) -> bool:
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True


def paged(text: str) -> None:
    """Show text through PAGER; where that is no program, or fails, as it is, since an answer must not be lost."""
    named = os.environ.get("PAGER")
    if not named:
        pydoc.pager(text)
    elif subprocess.run(named, shell=True, input=text.encode(encoding() or "utf-8", letters.TRANSLITERATE), check=False).returncode > 0:
        sys.stdout.write(text)


def show(out: Console, parts: Sequence[Text], view: View) -> None:
    """Print lines; all that was asked for goes through the pager where it is more than a screen."""
    text = Text("\n").join(parts)
    if view.full and sys.stdout.isatty() and len(text.plain.splitlines()) > out.height:
        with out.capture() as shown:
            out.print(text, soft_wrap=True)
        paged(shown.get())
    else:
        out.print(text, soft_wrap=True)


def write(document: bytes) -> None:
    """Write a document for programs to standard output."""
    sys.stdout.buffer.write(document)
    sys.stdout.buffer.flush()


def note(text: str) -> None:
    """Say something beside the answer, on standard error, so that it is in no document."""
    print(letters.fitted(letters.harmless(text)), file=sys.stderr)
