"""The one exception whose message is meant for the person at the keyboard."""


class UserError(Exception):
    """Bad input: the message says in one sentence what is wrong and what to do (exit status 2)."""
