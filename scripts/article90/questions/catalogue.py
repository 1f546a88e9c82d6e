"""The competency questions: SPARQL files whose head says in words what they ask.

The head is the grlc convention: lines that start with ``#+`` hold YAML (summary, description, tags, defaults), and a
variable that starts with an underscore is a parameter: ``?_state_iri`` an IRI, ``?_date_xsd_date`` an xsd:date,
``?_lang`` a plain string. Beyond grlc, ``summary_nl`` gives the question in Dutch and ``claims`` the claims it reaches.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from .. import fragments
from ..engines import Engine
from ..errors import UserError
from ..names import resolve
from ..sparql import Term, variables
from ..vocabulary import date, expand

FOLDER = Path(__file__).resolve().parent

# Where a parameter's value is looked up: the folders of data/ whose things it accepts.
KINDS = {
    "state": ("state",),
    "other": ("state",),
    "territory": ("territory",),
    "organisation": ("organisation", "forum"),
    "without": ("organisation", "forum"),
    "treaty": ("treaty",),
    "instrument": ("treaty", "declaration", "resolution", "constitution", "legal-act"),
    "mission": ("mission",),
    "provision": ("treaty", "declaration", "resolution", "constitution", "legal-act"),
    "strategy": ("strategy",),
    "event": ("event",),
    "indicator": ("indicator",),
    "fact": [
        "state",
        "territory",
        "organisation",
        "forum",
        "treaty",
        "declaration",
        "resolution",
        "constitution",
        "legal-act",
        "mission",
        "measure",
        "event",
        "strategy",
        "indicator",
        "person",
    ],
}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question: its name, the variable that carries it, its kind and its default value as text."""

    name: str
    variable: str
    kind: str  # "iri", "date", "integer" or "string"
    default: str | None

    @property
    def option(self) -> str:
        """How the parameter is given on the command line: the commonest have an option of their own."""
        return f"--{self.name}" if self.name in ("date", "state", "other", "organisation") else f"--set {self.name}="

    def accepts(self) -> str:
        """What may be given, in words."""
        if self.kind == "iri":
            folders = KINDS.get(self.name, ())
            examples = {"state": "NLD", "other": "DEU", "organisation": "nato", "territory": "CUW"}
            example = f", for example {examples[self.name]}" if self.name in examples else ""
            return f"a code, slug, name or IRI of a {' or '.join(folders)}{example}"
        return {"date": "a date, for example 2014-07-17", "integer": "a whole number"}.get(self.kind, "a word")


@dataclass(frozen=True)
class Question:
    """One competency question as published."""

    id: str
    path: Path
    text: str
    summary: Mapping[str, str]
    description: str
    tags: tuple[str, ...]
    claims: tuple[str, ...]
    parameters: tuple[Parameter, ...]

    def bindings(self, given: Mapping[str, str], source: Engine, lang: str = "en") -> dict[str, Term]:
        """The terms to bind, from the values given and the defaults.

        Raises UserError for a parameter that the question does not take, or a value that it does not accept.
        """
        known = {p.name: p for p in self.parameters}
        for name in given:
            if name not in known:
                takes = ", ".join(p.option for p in self.parameters if p.name != "lang") or "no parameters"
                raise UserError(f"{self.id} does not take '{name}': it takes {takes}.")
        bound: dict[str, Term] = {}
        for p in self.parameters:
            value = given.get(p.name, p.default)
            if value is None:
                raise UserError(f"{self.id} needs {p.option}: {p.accepts()}.")
            bound[p.variable] = _term(p, str(value), source, lang)
        return bound


def _term(p: Parameter, value: str, source: Engine, lang: str) -> Term:
    match p.kind:
        case "iri" if p.name in KINDS:
            return resolve(value, KINDS[p.name], source, lang)
        case "iri":
            iri = expand(value)
            if not iri:
                raise UserError(f"'{value}' is not an IRI: write it whole, as prefix:name or as kind/slug#part.")
            return ox.NamedNode(iri)
        case "date":
            return date(value)
        case "integer":
            if not re.fullmatch(r"-?\d{1,9}", value):
                raise UserError(f"'{value}' is not a whole number: {p.option} takes one, for example 2024.")
            return ox.Literal(int(value))
        case _:
            return ox.Literal(value)


def _parameter(variable: str, defaults: Mapping[str, str]) -> Parameter:
    name = variable[1:]
    for suffix, kind in (("_iri", "iri"), ("_xsd_date", "date"), ("_xsd_integer", "integer")):
        if name.endswith(suffix):
            name = name.removesuffix(suffix)
            return Parameter(name, variable, kind, defaults.get(name))
    return Parameter(name, variable, "string", defaults.get(name))


def read(path: Path) -> Question:
    """The question in the file at `path`, its fragments written out.

    Raises UserError when its head is missing or is not YAML, or when it includes what there is not.
    """
    meta, text = fragments.head(path), fragments.expanded(path)
    if "summary_nl" not in meta:
        raise UserError(f"The head of {path} (lines that begin with #+) has no summary_nl: the question in Dutch.")
    summary = {"en": meta["summary"], "nl": meta["summary_nl"]}
    defaults = {k: str(v) for item in meta.get("defaults", []) for k, v in item.items()}
    defaults.setdefault("lang", "en")
    return Question(
        id="-".join(path.stem.split("-")[:2]),
        path=path,
        text=text,
        summary=summary,
        description=meta.get("description", ""),
        tags=tuple(meta.get("tags", ())),
        claims=tuple(meta.get("claims", ())),
        parameters=tuple(_parameter(v, defaults) for v in variables(text) if v.startswith("_")),
    )


@cache
def all_questions() -> dict[str, Question]:
    """All published questions by id (`cq-006`), in order."""
    return {q.id: q for q in map(read, sorted(FOLDER.glob("cq-*.rq")))}


def find(name: str) -> Question:
    """The question with the id or file name `name`; UserError if there is none."""
    stem = name.removesuffix(".rq").lower()
    match = re.fullmatch(r"(?:cq-?)?(\d+)(?:-.*)?", stem)
    wanted = f"cq-{int(match[1]):03}" if match else stem
    paths = sorted(FOLDER.glob(f"{wanted}-*.rq")) if match else []
    if not paths:
        raise UserError(f"There is no question '{name}': 'article90 ask' lists them all.")
    return read(paths[0])
