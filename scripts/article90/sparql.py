"""The text of a query: its variables, its form, terms put into it, and what makes it unfit for an embedded engine."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from .errors import UserError

Term = ox.NamedNode | ox.Literal | ox.BlankNode


# Tokens in which a question mark does not start a variable, then variables themselves
# (SPARQL 1.1, section 19.8: IRIREF, STRING_LITERAL*, comments, VAR1, VAR2).
TOKEN = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*>|\"\"\"(?:\\.|[^\\])*?\"\"\"|'''(?:\\.|[^\\])*?'''"""
    r"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\#[^\n]*|[?$]([A-Za-z0-9_]+)""",
    re.DOTALL | re.VERBOSE,
)


def variables(text: str) -> list[str]:
    """The names of the variables in a query, in order of first use."""
    return list(dict.fromkeys(m[1] for m in TOKEN.finditer(text) if m[1]))


def bind(text: str, bindings: Mapping[str, Term]) -> str:
    """`text` with each variable of `bindings` replaced by its term.

    The same for every engine, so that all answer the same query: pyoxigraph's `substitutions` takes only variables that are
    projected, rdflib has its own `initBindings`, and the SPARQL protocol has none. Works on tokens, so a question mark
    inside a string, IRI or comment is left alone, and writes terms through the library's own serialiser, so no value can
    break out of its place.
    """
    return TOKEN.sub(lambda m: str(bindings[m[1]]) if m[1] in bindings else m[0], text)


# Oxigraph's parser descends by recursion: twenty thousand brackets one in another end the process without a word.
DEEPEST = 200


def unescaped(text: str) -> str:
    """A query with its \\u escapes undone (SPARQL 1.1, section 19.2)."""

    def undone(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code < 0x110000 else match[0]

    return re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", undone, text)


def bare(text: str) -> str:
    """A query with blanks for its strings, IRIs, comments and variables; what is left stands where it stood."""
    return TOKEN.sub(lambda m: " " * len(m[0]), text)


def guard(text: str, service: bool = False) -> None:
    """Refuse a query that an embedded engine should not be given.

    UserError when it is nested too deeply, or when it calls another endpoint (SERVICE, SPARQL 1.1 Federated Query) and
    `service` does not allow that.
    """
    plain = bare(unescaped(text))
    depth = 0
    for bracket in re.findall(r"[{}()\[\]]", plain):
        depth += 1 if bracket in "{([" else -1
        if depth > DEEPEST:
            raise UserError(f"The query is nested more than {DEEPEST} brackets deep, which no engine here can take: make it flatter.")
    if not service and re.search(r"(?<![\w:.-])SERVICE(?![\w:.-])", plain, re.IGNORECASE):
        raise UserError("The query calls another endpoint (SERVICE), which is off: allow it with --allow-service.")


def form(text: str) -> str:
    """The form of a query: SELECT, ASK, CONSTRUCT or DESCRIBE; empty when it has none (SPARQL 1.1, section 16)."""
    found = re.search(r"(?<![\w:.-])(SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:.-])", bare(unescaped(text)), re.IGNORECASE)
    return found[1].upper() if found else ""
