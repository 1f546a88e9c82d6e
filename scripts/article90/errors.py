"""The exceptions whose message is meant for the person at the keyboard."""

from collections.abc import Iterable


class UserError(Exception):
    """Bad input: the message says in one sentence what is wrong and what to do (exit status 2)."""


class Unresolved(UserError):
    """A name or code that led to no one thing; `candidates` has the IRIs of those that might be meant."""

    def __init__(self, message: str, candidates: Iterable[str] = ()) -> None:
        """`message` is the sentence for people, `candidates` what a program can go on with."""
        super().__init__(message)
        self.candidates = tuple(candidates)


class NotFound(Unresolved):
    """No thing of the kinds asked has that name or code; the candidates are things of other kinds, or near misses."""


class Ambiguous(Unresolved):
    """More than one thing has that name or code, and none is chosen."""


class Stopped(Exception):
    """The person at the keyboard stopped what was going on (exit status 130)."""
