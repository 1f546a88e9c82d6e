"""Which statements the answer to a query can depend on, read from its text: so an answer is kept until one of these changes.

An answer follows from the statements that match the patterns of its query, and the order of its rows, where the query leaves that open,
from theirs. Told is therefore by which property each pattern can match. Whatever is not read here for certain depends on all statements:
a variable in the place of a property that nothing limits, a path that may have no step between two variables (any node of the graph
would do), `!`, GRAPH, SERVICE, FROM, DESCRIBE (SPARQL 1.1 Query Language, section 19.8 for the grammar).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..vocabulary import RDF_TYPE

_TYPE = str(RDF_TYPE)
_TOKEN = re.compile(
    r"""(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<text>(?:\"\"\"(?:\\.|[^\\])*?\"\"\"|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')(?:@[A-Za-z0-9-]+)?)
    |(?P<comment>\#[^\n]*)|(?P<var>[?$]\w+)
    |(?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\.(?=[\w:%-]))*)
    |(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?P<word>[^\W\d_]\w*)|(?P<sign>\^\^|&&|\|\||[<>!]=|\S)""",
    re.DOTALL | re.VERBOSE,
)
_WRITTEN = {"word": lambda text: text if text == "a" else text.upper(), "var": lambda text: "?" + text[1:]}
_CHANCE = re.compile(r"(?i)\b(NOW|RAND|UUID|STRUUID|BNODE)\s*\(")


@dataclass(frozen=True)
class Needs:
    """What the answer depends on: on all statements, or on some; `together` says that the order between these counts too."""

    every: bool = False
    # each as Statements (remembering.py) has it: `<p>`, every statement with a property; `<p> <C>`, those of a class;
    # `<p> @en`, those in a language
    some: frozenset[str] = frozenset()
    together: bool = False


class _Unread(Exception):
    """Something that is not read here."""


def needs(query: str) -> Needs | None:
    """What the answer to a query depends on; None where it is another each time."""
    if _CHANCE.search(query):
        return None
    reader = _Reader(query)
    try:
        reader.query()
    except (_Unread, IndexError, RecursionError):
        return Needs(every=True)
    return Needs(some=frozenset(reader.found), together=reader.together)


@dataclass
class _Group:
    """What stands in one group of patterns, between its braces: all of it is joined."""

    texts: list[tuple[str, str]] = field(default_factory=list)  # a property with the variable that is its value
    free: set[str] = field(default_factory=set)  # variables in the place of a property
    lang: dict[str, str] = field(default_factory=dict)  # the language to which a filter holds a variable
    among: dict[str, set[str]] = field(default_factory=dict)  # the IRIs to which VALUES or a filter holds one


class _Reader:
    """Reads a query from its first token to its last."""

    def __init__(self, query: str) -> None:
        kinds = ((str(m.lastgroup), m[0]) for m in _TOKEN.finditer(query))
        self.tokens = [(kind, _WRITTEN.get(kind, str)(text)) for kind, text in kinds if kind != "comment"]
        self.at = 0
        self.prefixes: dict[str, str] = {}
        self.found: set[str] = set()
        self.together = False

    # tokens

    def seen(self, *texts: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at][0] in ("word", "sign") and self.tokens[self.at][1] in texts

    def take(self, *texts: str) -> bool:
        """Go past the next token if it is one of these words or signs."""
        if self.seen(*texts):
            self.at += 1
            return True
        return False

    def want(self, text: str) -> None:
        if not self.take(text):
            raise _Unread

    def kind(self) -> str:
        return self.tokens[self.at][0]

    def next(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1]

    def iri(self) -> str | None:
        """The next token as an IRI in angle brackets, if it is one."""
        kind, text = self.tokens[self.at]
        if kind == "name":
            prefix, _, local = text.partition(":")
            if prefix not in self.prefixes:
                raise _Unread
            text = f"<{self.prefixes[prefix]}{local}>"
        elif kind != "iri":
            return None
        if "\\" in text or "%" in text or ":" not in text:
            raise _Unread  # written in another way than in the statements
        self.at += 1
        return text

    # the parts of a query

    def query(self) -> None:
        while self.take("PREFIX"):
            name, space = self.next(), self.next()
            if not name.endswith(":") or not space.startswith("<"):
                raise _Unread
            self.prefixes[name[:-1]] = space[1:-1]
        if self.take("CONSTRUCT"):
            self.want("{")
            while not self.take("}"):
                self.at += 1
        elif not self.seen("SELECT", "ASK"):
            raise _Unread
        self.selected()
        if self.take("VALUES"):
            self.data(_Group())
        if self.at < len(self.tokens):
            raise _Unread

    def selected(self) -> None:
        """SELECT, ASK or nothing, the pattern, and what is done with the rows."""
        self.expressions("WHERE", "{")
        self.take("WHERE")
        self.group()
        self.expressions("VALUES", "}")

    def expressions(self, *ends: str) -> None:
        """All to one of the ends, which is not taken, or to the end of the query."""
        while self.at < len(self.tokens) and not self.seen(*ends):
            if self.seen("("):
                self.expression()
            elif self.seen("{", "FROM"):
                raise _Unread
            else:
                self.at += 1

    def expression(self) -> list[str]:
        """What stands between brackets, as its tokens; patterns in it (EXISTS) are read."""
        inside: list[str] = []
        self.want("(")
        while not self.take(")"):
            if self.seen("("):
                inside += ["(", *self.expression(), ")"]
            elif self.take("EXISTS"):
                self.group(looked=True)
                inside.append("EXISTS")
            elif self.seen("{", "}"):
                raise _Unread
            else:
                inside.append(self.iri() or self.next())
        return inside

    def group(self, looked: bool = False) -> None:
        """The patterns between braces; `looked`, where only is looked whether there are any (EXISTS)."""
        self.want("{")
        here = _Group()
        if self.seen("SELECT"):
            self.selected()
            self.want("}")
            return
        while not self.take("}"):
            if self.take("OPTIONAL", "MINUS", "UNION") or self.seen("{"):
                self.group(looked)
            elif self.take("FILTER"):
                self.filter(here)
            elif self.take("BIND"):
                self.expression()
            elif self.take("VALUES"):
                self.data(here)
            elif not self.take("."):
                self.triples(here, looked)
        for prop, value in here.texts:
            self.found.add(f"{prop} @{here.lang[value]}" if value in here.lang else prop)
        for variable in here.free:
            if variable not in here.among:
                raise _Unread
            self.found |= here.among[variable]
            self.together = True

    def filter(self, here: _Group) -> None:
        self.take("NOT")
        if self.take("EXISTS"):
            self.group(looked=True)
            return
        if not self.seen("("):  # a function
            self.at += 1
            self.expression()
            return
        for told in _all_of(self.expression()):
            if told[:2] == ["LANG", "("] and told[3:5] == [")", "="] and len(told) == 6 and re.fullmatch(r"\"[a-z]+\"", told[5]):
                here.lang[told[2]] = told[5].strip('"')
            if told[1:3] == ["IN", "("] and told[-1] == ")" and all(one.startswith("<") for one in told[3:-1:2]):
                here.among[told[0]] = set(told[3:-1:2])

    def data(self, here: _Group) -> None:
        """VALUES: of one variable the IRIs that it may be."""
        name = self.next() if self.kind() == "var" else ""
        if not name:
            self.expression()
        self.want("{")
        values = []
        while not self.take("}"):
            values.append(self.iri() or self.next())
        if name and all(one.startswith("<") for one in values):
            here.among[name] = set(values)

    # patterns

    def triples(self, here: _Group, looked: bool) -> None:
        if self.take("["):
            self.properties(here, looked, "]")
            if self.seen(".", "}"):
                return
            self.properties(here, looked)
        else:
            fixed = self.iri() is not None
            if not fixed and self.kind() != "var":
                raise _Unread
            self.at += not fixed
            self.properties(here, looked, fixed=fixed)

    def properties(self, here: _Group, looked: bool, end: str = "", fixed: bool = False) -> None:
        """Properties with their values, of a subject that is fixed or not, to the end, if one is given."""
        more = True
        while more:
            if self.kind() == "var":
                here.free.add(self.next())
                self.values(here, looked)
            else:
                props: list[str] = []
                steps, plain = self.path(props)
                values = self.values(here, looked)
                if not (steps or fixed or looked or all(one and not one.startswith("?") for one in values)):
                    raise _Unread
                self.met(here, props, plain, values)
            more = False
            while self.take(";"):
                more = not self.seen(".", ";", "}", "]")
        if end:
            self.want(end)

    def met(self, here: _Group, props: list[str], plain: str, values: list[str]) -> None:
        """Statements with these properties are needed; `plain` is the only one, unless it is part of a path."""
        if plain == _TYPE and all(one.startswith("<") for one in values):
            self.found |= {f"{_TYPE} {one}" for one in values}
        elif plain and all(one.startswith("?") for one in values):
            here.texts += [(plain, one) for one in values]
        else:
            self.found |= set(props)

    def values(self, here: _Group, looked: bool) -> list[str]:
        """The values of a property, as they are written; of what has no name of its own an empty text."""
        found = []
        while True:
            if self.take("["):
                self.properties(here, looked, "]")
                found.append("")
            elif self.kind() in ("var", "text", "number"):
                found.append(self.next())
                if self.take("^^"):
                    self.iri()
            elif one := self.iri():
                found.append(one)
            elif self.take("TRUE", "FALSE"):
                found.append("true")
            else:
                raise _Unread
            if not self.take(","):
                return found

    def path(self, props: list[str]) -> tuple[bool, str]:
        """Read a path: whether its first step, in each of its alternatives, has to be taken; and the property that is all of it."""
        steps, plain = self.sequence(props)
        while self.take("|"):
            steps, plain = self.sequence(props)[0] and steps, ""
        return steps, plain

    def sequence(self, props: list[str]) -> tuple[bool, str]:
        steps, plain = self.step(props)
        while self.take("/"):
            self.step(props)
            plain = ""
        return steps, plain

    def step(self, props: list[str]) -> tuple[bool, str]:
        turned = self.take("^")
        if self.take("("):
            steps, plain = self.path(props)
            self.want(")")
        else:
            steps, plain = True, (_TYPE if self.take("a") else self.iri()) or ""
            if not plain:
                raise _Unread
            props.append(plain)
        if self.take("?", "*"):
            return False, ""
        return steps, "" if self.take("+") or turned else plain


def _all_of(told: list[str]) -> list[list[str]]:
    """The parts of an expression that have to be true together; none where it has alternatives."""
    parts: list[list[str]] = [[]]
    depth = 0
    for token in told:
        depth += {"(": 1, ")": -1}.get(token, 0)
        if token == "||" and not depth:
            return []
        if token == "&&" and not depth:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts
