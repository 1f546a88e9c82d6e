"""The exceptions whose message is meant for the person at the keyboard."""


class UserError(Exception):
    """Bad input: the message says in one sentence what is wrong and what to do (exit status 2)."""


class Stopped(Exception):
    """The person at the keyboard stopped what was going on (exit status 130)."""
