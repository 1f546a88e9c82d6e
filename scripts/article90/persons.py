"""Who is asked for, in law: what is said when a state that is asked for is another one on the day, or is not there.

A state and the one that continues it are one person in law. What is recorded of it is found under either, by the fragments same-person
and person-on; here it is said in words which of them existed on the day, so that nobody takes an empty answer for a no. So it is of a body
whose members are the parties to a treaty, or the members of another body: asked for its members, it is said where they are listed.
"""

from __future__ import annotations

from collections.abc import Mapping

from .engines import Engine, rows, text
from .questions.catalogue import KINDS, Parameter, Question
from .sparql import Term
from .vocabulary import BASE, ONTOLOGY, PREFIXES

STATES = f"""PREFIX a90: <{ONTOLOGY}>
PREFIX skos: <{PREFIXES["skos"]}>
SELECT ?lang ?name ?since ?until ?next ?then ?from ?to WHERE {{
  VALUES ?asked {{ %s }}
  ?asked a a90:State ; skos:prefLabel ?name .
  BIND(LANG(?name) AS ?lang)
  OPTIONAL {{ ?asked a90:since ?since }}
  OPTIONAL {{ ?asked a90:until ?until }}
  OPTIONAL {{ ?continuing a90:continues ?asked ; skos:prefLabel ?next . FILTER(LANG(?next) = ?lang) }}
  OPTIONAL {{ ?asked a90:continues ?former . ?former skos:prefLabel ?then ; a90:since ?from ; a90:until ?to . FILTER(LANG(?then) = ?lang) }}
}} ORDER BY ?asked ?lang
"""

BODIES = f"""PREFIX a90: <{ONTOLOGY}>
PREFIX skos: <{PREFIXES["skos"]}>
SELECT ?lang ?name ?list ?listed WHERE {{
  VALUES ?asked {{ %s }}
  ?asked a90:joinedThrough ?list ; skos:prefLabel ?name .
  ?list skos:prefLabel ?listed .
  BIND(LANG(?name) AS ?lang)
  FILTER(LANG(?listed) = ?lang)
}} ORDER BY ?asked ?lang ?list
"""


def said(question: Question, bound: Mapping[str, Term], day: str, engine: Engine) -> dict[str, list[str]]:
    """The sentences by language on what a question was asked for: states that are others or none on the day (YYYY-MM-DD), and bodies
    whose members are listed elsewhere."""
    states = _states(question, bound, day, engine)
    bodies = _bodies(question, bound, engine)
    return {lang: [*states[lang], *bodies[lang]] for lang in WORDS}


def _bodies(question: Question, bound: Mapping[str, Term], engine: Engine) -> dict[str, list[str]]:
    """The sentences on bodies of whose members a question asks, and whose members are the parties to a treaty or those of another body."""
    told: dict[str, list[str]] = {lang: [] for lang in WORDS}
    if not any(c.kind == "Membership" for c in question.closes_over or ()):
        return told
    asked = _asked(question, bound, "organisation")
    for row in rows(engine.query(BODIES % " ".join(asked))) if asked else ():
        if (lang := text(row, "lang")) in WORDS:
            short = text(row, "list").removeprefix(BASE)
            key = "parties" if short.startswith("treaty/") else "members"
            told[lang].append(WORDS[lang][key] % {"name": text(row, "name"), "listed": text(row, "listed"), "list": short})
    return told


def taking(question: Question, kind: str) -> list[Parameter]:
    """The parameters and filters of a question that take a thing of a kind (a folder of data/)."""
    return [p for p in (*question.parameters, *question.filters) if kind in KINDS.get(p.among, ()) and p.among != "fact"]


def _asked(question: Question, bound: Mapping[str, Term], kind: str) -> list[str]:
    """The things of a kind that a question was asked for, as they stand in a query."""
    return list(dict.fromkeys(str(bound[p.variable]) for p in taking(question, kind) if p.variable in bound))


def _states(question: Question, bound: Mapping[str, Term], day: str, engine: Engine) -> dict[str, list[str]]:
    """The sentences on the states that a question was asked for, where one is another or none on the day."""
    told: dict[str, list[str]] = {lang: [] for lang in WORDS}
    asked = _asked(question, bound, "state")
    if not asked or not any(p.name == "date" for p in question.parameters):
        return told
    for row in rows(engine.query(STATES % " ".join(asked))):
        if (lang := text(row, "lang")) in WORDS and (key := _which(day, *(text(row, k) for k in ("since", "until", "next", "from", "to")))):
            told[lang].append(WORDS[lang][key] % {"day": day, **{k: text(row, k) for k in ("name", "since", "until", "next", "then")}})
    return told


def _which(day: str, since: str, until: str, following: str, former_from: str, former_to: str) -> str:
    """Which sentence is due for a state on a day; none for one that is there under its own name. Absent days are empty."""
    if until and until < day:
        return "continued" if following else "ended"
    if former_from and former_from <= day <= former_to:
        return "named"
    return "not begun" if since > day and not former_from else ""


WORDS = {
    "en": {
        "continued": "%(name)s existed until %(until)s; %(next)s continues it: ask for %(next)s.",
        "ended": "%(name)s existed until %(until)s, and no state continues it; question cq-046 names its successors.",
        "named": "On %(day)s this was: %(then)s, which is continued by %(name)s.",
        "not begun": "%(name)s exists since %(since)s.",
        "parties": "%(name)s: its members are the parties to a treaty, %(listed)s: article90 ask cq-077 --treaty %(list)s.",
        "members": "%(name)s: its states are the members of another body, %(listed)s: article90 ask cq-002 --organisation %(list)s.",
    },
    "nl": {
        "continued": "%(name)s bestond tot en met %(until)s; %(next)s zet die staat voort: vraag naar %(next)s.",
        "ended": "%(name)s bestond tot en met %(until)s en geen staat zet die voort; vraag cq-046 noemt de opvolgers.",
        "named": "Op %(day)s was dit: %(then)s, voortgezet door %(name)s.",
        "not begun": "%(name)s bestaat sinds %(since)s.",
        "parties": "%(name)s: de leden zijn de partijen bij een verdrag, %(listed)s: article90 ask cq-077 --treaty %(list)s.",
        "members": "%(name)s: de staten zijn de leden van een ander lichaam, %(listed)s: article90 ask cq-002 --organisation %(list)s.",
    },
}
