"""The competency questions: SPARQL files whose head says in words what they ask.

The head is the grlc convention: lines that start with ``#+`` hold YAML (summary, description, tags, defaults), and a
variable that starts with an underscore is a parameter: ``?_state_iri`` an IRI, ``?_date_xsd_date`` an xsd:date,
``?_lang`` a plain string. Beyond grlc, ``summary_nl`` gives the question in Dutch, ``title_nl`` what it asks in a few Dutch words
(the English ones are in the name of its file), ``claims`` the claims it reaches, ``closes-over`` the lists from whose silence it
draws something (see lists.py), and ``filters`` the parameters that may be left out, each with what it takes: a kind (a key of
KINDS), the slug of a scheme of concepts, or date, number, word or truth (yes or no). Their lines in the query
(``# filter: name ...``) are left out with them. A filter may have a default; the value ``any`` then leaves it out.

Questions lie in a folder a theme. A question that another has taken in keeps its number in ``aliases.yaml``.
What an engine is known to answer otherwise than the others is in ``otherwise.yaml``.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from .. import fragments, words
from ..engines import Engine
from ..errors import Unresolved, UserError
from ..gazetteer import gazetteer
from ..names import concept, forms, resolve
from ..sparql import Term, variables
from ..vocabulary import KINDS as VOCABULARY
from ..vocabulary import date, expand
from .lists import Closure, closures

FOLDER = Path(__file__).resolve().parent

# The themes in which questions are listed, which are the folders they lie in.
THEMES = {
    "memberships": {"en": "Memberships", "nl": "Lidmaatschappen"},
    "organisations": {"en": "Organisations, courts and forums", "nl": "Organisaties, hoven en fora"},
    "treaties": {"en": "Treaties and other instruments", "nl": "Verdragen en andere instrumenten"},
    "commitments": {"en": "Who is bound to what, and to whom", "nl": "Wie waartoe gebonden is, en jegens wie"},
    "spending": {"en": "Spending and other figures", "nl": "Uitgaven en andere cijfers"},
    "missions": {"en": "Missions and contributions", "nl": "Missies en bijdragen"},
    "measures": {"en": "Measures, sanctions and events", "nl": "Maatregelen, sancties en gebeurtenissen"},
    "strategies": {"en": "Strategies and aims", "nl": "Strategieën en doelen"},
    "states": {"en": "States and territories", "nl": "Staten en gebieden"},
    "sources": {"en": "Sources and completeness", "nl": "Bronnen en volledigheid"},
}
# The questions that people ask most, in that order; in every theme they stand first.
COMMONEST = (
    *("cq-001", "cq-042", "cq-002", "cq-041", "cq-043", "cq-044", "cq-057", "cq-077", "cq-069", "cq-078", "cq-067", "cq-076", "cq-110"),
    *("cq-004", "cq-005", "cq-060", "cq-061", "cq-075", "cq-073", "cq-007", "cq-072", "cq-006", "cq-091", "cq-090", "cq-008", "cq-105"),
    *("cq-016", "cq-022", "cq-021", "cq-046", "cq-050", "cq-059"),
)
# What leaves a filter out that has a default.
ANY = "any"
# Who is a party, and to how many; and who signed and consented, in force or not.
PARTIES, CONSENTS = ("cq-077", "cq-087"), "cq-078"
# What befell a state, and what became of one that is no more.
EVENTS, SUCCESSIONS = "cq-020", "cq-046"
# Whether a mission still runs: on the day asked, whatever was its last.
WHETHER = "cq-100"
# Every regime of sanctions that there was.
REGIMES = "cq-133"
# The parameters that have an option of their own on the command line; all others are given by --set.
OPTIONS = ("date", "from", "to", "state", "other", "organisation", "in", "treaty", "mission", "leader", "owed-to", "type", "region")

# Where a parameter's value is looked up: the folders of data/ whose things it accepts.
KINDS = {
    "state": ("state",),
    "other": ("state",),
    "owed-to": ("state",),
    "territory": ("territory",),
    "place": ("state", "territory"),
    "organisation": ("organisation", "forum"),
    "without": ("organisation", "forum"),
    "in": ("organisation", "forum"),
    "leader": ("organisation", "forum", "state"),
    "party": ("state", "organisation"),
    "treaty": ("treaty",),
    "instrument": ("treaty", "declaration", "resolution", "constitution", "legal-act"),
    "mission": ("mission",),
    "provision": ("treaty", "declaration", "resolution", "constitution", "legal-act"),
    "strategy": ("strategy",),
    "event": ("event",),
    "indicator": ("indicator",),
    # whatever states facts: every kind but the words and the sources
    "fact": tuple(kind for kind in VOCABULARY if kind not in ("concept", "source")),
}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question: its name, the variable that carries it, its kind and its default value as text.

    Where a value is looked up is said by `among`: a key of KINDS, or a scheme of concepts, of which several may be given.
    """

    name: str
    variable: str
    kind: str  # "iri", "concept", "date", "integer" or "string"
    default: str | None
    among: str = ""

    @property
    def option(self) -> str:
        """How the parameter is given on the command line: the commonest have an option of their own."""
        return f"--{self.name}" if self.name in OPTIONS else f"--set {self.name}="

    def accepts(self, lang: str = "en") -> str:
        """What may be given, in words."""
        if self.kind == "iri":
            folders = KINDS.get(self.among, ()) if self.among != "fact" else ()
            kinds = ", ".join(words.say(f"a-{folder}", lang) for folder in folders[:-1])
            last = words.say(f"a-{folders[-1]}", lang) if folders else words.say("a-thing", lang)
            examples = {"state": "NLD", "other": "DEU", "organisation": "nato", "territory": "CUW"}
            example = words.say("for-example", lang, value=examples[self.name]) if self.name in examples else ""
            return words.say("takes-thing", lang, kinds=f"{kinds} {words.say('or', lang)} {last}" if kinds else last) + example
        if self.kind == "concept":
            return words.say("takes-concept", lang, scheme=self.among)
        return words.say(f"takes-{self.kind}" if self.kind in ("date", "integer") else "takes-word", lang)


@dataclass(frozen=True)
class Question:
    """One competency question as published; `parameters` are those it needs, `filters` those that may be left out."""

    id: str
    path: Path
    text: str
    summary: Mapping[str, str]
    description: Mapping[str, str]
    tags: tuple[str, ...]
    claims: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    filters: tuple[Parameter, ...] = ()
    closes_over: tuple[Closure, ...] | None = None
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def theme(self) -> str:
        """The theme under which the question is listed."""
        return self.path.parent.name

    def title(self, lang: str) -> str:
        """What it asks in a few words: those of its head, in English else those of its file."""
        return self.titles.get(lang) or self.path.stem.removeprefix(f"{self.id}-").replace("-", " ")

    @property
    def leaves_out(self) -> bool:
        """Whether rows that would be drawn from open lists are left out of the answer."""
        return fragments.closes(self.path)

    def takes(self, name: str) -> bool:
        """Whether the question has a parameter or filter of that name."""
        return any(p.name == name for p in (*self.parameters, *self.filters))

    def values(self, given: Mapping[str, str]) -> dict[Parameter, str]:
        """The value of each parameter and of each filter that narrows, from what is given and the defaults.

        Raises UserError for a parameter that the question does not take, or one that it needs.
        """
        for name in given:
            if not self.takes(name):
                takes = ", ".join(p.option for p in (*self.parameters, *self.filters) if p.name != "lang") or "no parameters"
                raise UserError(f"{self.id} does not take '{name}': it takes {takes}.")
        found: dict[Parameter, str] = {}
        for p in self.parameters:
            value = given.get(p.name, p.default)
            if value is None:
                raise UserError(f"{self.id} needs {p.option}: {p.accepts()}.")
            found[p] = str(value)
        return found | {p: value for p in self.filters if (value := self.narrows(p, given)) is not None}

    def narrows(self, p: Parameter, given: Mapping[str, str]) -> str | None:
        """The value by which a filter narrows, given or usual; None where it does not.

        The usual period of a list without end gives way where something else narrows it, which is no day.
        """
        other = given.keys() & {f.name for f in self.filters if f.kind != "date"}
        value = given.get(p.name, None if p.kind == "date" and other else p.default)
        return None if value is None or value == ANY else str(value)

    def asked(self, given: Mapping[str, str], source: Engine, lang: str = "en", silent: bool = False) -> tuple[str, dict[str, Term]]:
        """The text of the query, narrowed by the filters that are given, and the terms to bind in it; UserError as `values`.

        With `silent` it is the query for the rows that are left out, because nothing follows from open lists.
        """
        values = self.values(given)
        first, last = (next((v for p, v in values.items() if p.name == name), "") for name in ("from", "to"))
        if first and last and date(last).value < date(first).value:
            raise UserError(f"The period ends on {last}, before it begins on {first}: give the earlier day with --from.")
        narrowed = {p.name for p in values if p in self.filters}
        usual = not silent and narrowed == {p.name for p in self.filters if p.default}
        text = self.text if usual else fragments.expanded(self.path, narrowed, silent)
        day = next((date(value).value for p, value in values.items() if p.name == "date"), None)
        bound: dict[str, Term] = {}
        for p, value in values.items():
            terms = _terms(p, value, source, lang, day)
            names = [p.variable] if len(terms) == 1 else [f"{p.variable}_{n}" for n in range(1, len(terms) + 1)]
            if len(terms) > 1:  # concepts, and forms of a name, stand in a VALUES clause, which takes several
                text = re.sub(rf"\?{p.variable}\b", " ".join(f"?{name}" for name in names), text)
            bound |= dict(zip(names, terms, strict=True))
        return text, bound

    def bindings(self, given: Mapping[str, str], source: Engine, lang: str = "en") -> dict[str, Term]:
        """The terms to bind in `text`, from the values given and the defaults; UserError as `values`."""
        return self.asked(given, source, lang)[1]


def _terms(p: Parameter, value: str, source: Engine, lang: str, day: str | None) -> list[Term]:
    if p.kind == "concept":
        return [concept(one.strip(), p.among, source, lang) for one in value.split(",")]
    if p.name == "name":  # a word that names something is looked for in every form that is the same after folding
        return [ox.Literal(form) for form in forms(value, ("state", "territory"), source)]
    return [_term(p, value, source, lang, day)]


def _asked_for(value: str, kinds: Sequence[str], source: Engine, lang: str, day: str | None) -> Term:
    """The thing that `value` names on the day; a state that had ended stands for itself: the answer names who continues it."""
    node = resolve(value, kinds, source, lang, day)
    if day and "state" in kinds:
        with contextlib.suppress(Unresolved):
            ever = resolve(value, kinds, source, lang)
            return ever if ever != node and gazetteer(source).continued.get(ever.value) == node.value else node
    return node


def _term(p: Parameter, value: str, source: Engine, lang: str, day: str | None) -> Term:
    match p.kind:
        case "iri" if p.among in KINDS:
            return _asked_for(value, KINDS[p.among], source, lang, day)
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
        case _ if p.among == "truth":
            if (told := value.strip().lower()) not in _TRUTH:
                raise UserError(f"'{value}' is neither yes nor no: {p.option}yes or {p.option}no.")
            return ox.Literal(_TRUTH[told])
        case _:
            return ox.Literal(value)


# What says yes or no to a filter of that kind.
_TRUTH = {"true": "true", "yes": "true", "ja": "true", "false": "false", "no": "false", "nee": "false"}
# Days are told behind all else, in this order.
_DAYS = ("date", "from", "to")
_TYPED = {"iri": "iri", "xsd_date": "date", "xsd_integer": "integer"}


def _parameter(variable: str, defaults: Mapping[str, str], among: Mapping[str, str]) -> Parameter:
    name, kind = variable[1:], "string"
    for suffix, typed in _TYPED.items():
        if name.endswith(f"_{suffix}"):
            name, kind = name.removesuffix(f"_{suffix}"), typed
            break
    name = name.replace("_", "-")
    looked_up = among.get(name, name)
    if kind == "iri" and looked_up not in KINDS and name in among:
        kind = "concept"
    return Parameter(name, variable, kind, defaults.get(name), looked_up)


def place(p: Parameter) -> int:
    """Where a parameter is told among others: days last, the first day of a period before its last."""
    return _DAYS.index(p.name) if p.name in _DAYS else -1


@cache
def read(path: Path) -> Question:
    """The question in the file at `path`, its fragments written out.

    Raises UserError when its head is missing or is not YAML, or when it includes what there is not.
    """
    meta = fragments.head(path)
    if "summary_nl" not in meta:
        raise UserError(f"The head of {path} (lines that begin with #+) has no summary_nl: the question in Dutch.")
    summary = {"en": meta["summary"], "nl": meta["summary_nl"]}
    defaults = {k: str(v) for item in meta.get("defaults", []) for k, v in item.items()}
    defaults.setdefault("lang", "en")
    among: dict[str, str] = meta.get("filters", {})
    whole = [_parameter(v, defaults, among) for v in variables(fragments.expanded(path, among)) if v.startswith("_")]
    if among.keys() != fragments.filters(path) or among.keys() - {p.name for p in whole}:
        raise UserError(f"The head of {path} names other filters than its lines '# filter: ...' have.")
    return Question(
        id="-".join(path.stem.split("-")[:2]),
        path=path,
        text=fragments.expanded(path, {name for name in among if name in defaults}),
        summary=summary,
        description={lang: meta[key] for lang, key in (("en", "description"), ("nl", "description_nl")) if key in meta},
        tags=tuple(meta.get("tags", ())),
        claims=tuple(meta.get("claims", ())),
        parameters=tuple(sorted((p for p in whole if p.name not in among), key=place)),
        filters=tuple(sorted((p for p in whole if p.name in among), key=lambda p: list(among).index(p.name))),
        closes_over=closures(meta, path.name),
        titles={lang: meta[key] for lang, key in (("en", "title"), ("nl", "title_nl")) if key in meta},
    )


def files() -> list[Path]:
    """The files of the questions, by number."""
    return sorted(FOLDER.glob("*/cq-*.rq"), key=lambda path: path.name)


@cache
def all_questions() -> dict[str, Question]:
    """All published questions by id (`cq-006`), in order."""
    return {q.id: q for q in map(read, files())}


def listed() -> list[Question]:
    """All questions as they are listed: theme by theme, the commonest first."""
    themes, first = list(THEMES), {name: n for n, name in enumerate(COMMONEST)}
    return sorted(all_questions().values(), key=lambda q: (themes.index(q.theme), first.get(q.id, len(first)), q.id))


@dataclass(frozen=True)
class Alias:
    """A number whose question another has taken in: `given` to `by`, it is answered as it was."""

    id: str
    by: str
    given: Mapping[str, str]

    def __str__(self) -> str:
        """What is asked now, as it is written on the command line."""
        said = (f"--{k} {v}" if k in OPTIONS else f"--set {k}={v}" for k, v in self.given.items())
        return " ".join((self.by, *said))


@cache
def aliases() -> dict[str, Alias]:
    """The numbers that are questions no more, by number."""
    import yaml

    listed = yaml.safe_load((FOLDER / "aliases.yaml").read_text(encoding="utf-8"))
    return {name: Alias(name, said["by"], {k: str(v) for k, v in said.get("given", {}).items()}) for name, said in listed.items()}


@cache
def engines_otherwise() -> dict[str, tuple[str, ...]]:
    """The numbers of the questions that an engine is known to answer otherwise than Oxigraph, rdflib and Jena, by the engine's name."""
    import yaml

    return {engine: tuple(names) for engine, names in yaml.safe_load((FOLDER / "otherwise.yaml").read_text(encoding="utf-8")).items()}


def otherwise(question: Question, server: str) -> str:
    """The name and version of a server that answers the question otherwise; empty if it is none, or does not say what it is."""
    known = any(server.startswith(engine) and question.id in names for engine, names in engines_otherwise().items())
    return server.split()[0] if known else ""


def _wanted(name: str) -> str:
    stem = name.removesuffix(".rq").lower()
    match = re.fullmatch(r"(?:cq-?)?(\d+)(?:-.*)?", stem)
    return f"cq-{int(match[1]):03}" if match else ""


def alias(name: str) -> Alias | None:
    """What has taken the place of the question `name`; None if it is a question still, or never was one."""
    return aliases().get(_wanted(name))


def find(name: str) -> Question:
    """The question with the id or file name `name`, or the one that took it in; UserError if there is none."""
    wanted = _wanted(name)
    if wanted in aliases():
        wanted = aliases()[wanted].by
    for path in files() if wanted else ():
        if path.name.startswith(f"{wanted}-"):
            return read(path)
    raise UserError(f"There is no question '{name}': 'article90 ask' lists them all.")
