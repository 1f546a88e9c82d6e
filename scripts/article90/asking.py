"""The command `article90 ask`: what is asked, by number, in words or in SPARQL, and how the answer is written."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from . import answers, engines, ordering, own, screen, sheets, vocabulary, words
from .endpoint import Endpoint
from .errors import UserError
from .questions import catalogue
from .screen.console import View

if TYPE_CHECKING:
    from .questions.finder import Reading

# The formats in which many answers at once, and the list of questions, can be written.
COUNTED = ("table", "csv", "tsv", "json")
# Of a guess so many rows are shown: enough to see whether it is what was meant.
GLANCE = 10


def run(a: argparse.Namespace) -> int:
    """Answer what the command line asks, and return the exit status."""
    asked = " ".join(a.question).strip()
    if a.question and not asked:
        raise UserError("The question is empty: give it in your own words, or its number.")
    if bool(asked) + a.all + (a.query is not None) + (a.search is not None) > 1:
        raise UserError("Give one of: a question, --search, --all, or --query.")
    if by_number := re.match(r"(?i)(cq-?\d+)\s+\S", asked):
        raise UserError(f"'{by_number[1]}' is a question by itself: give one number, and say what it is asked for with --date, --state ...")
    given = _given(a, catalogue.OPTIONS)
    for day in (given[name] for name in ("date", "from", "to") if name in given and given[name] != catalogue.ANY):
        vocabulary.date(day)
    _rows_of_a_table(a)
    if a.query is not None:
        return _own(a, given)
    if a.all:
        return _all(a, given)
    if a.search is not None:
        return _search(a, a.search)
    if asked:
        return _one(a, asked, given) if re.fullmatch(r"(?i)(cq-?)?\d\S*|\S+\.rq", asked) else _in_words(a, asked, given)
    return _list(a, given)


def _given(a: argparse.Namespace, options: Sequence[str]) -> dict[str, str]:
    """The values of parameters, from the options of their own and from --set."""
    named = ((name, getattr(a, f"given_{name}", None) or getattr(a, name.replace("-", "_"), None)) for name in options)
    given = {name: value for name, value in named if value is not None}
    for pair in a.pairs or []:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise UserError(f"'{pair}' is no parameter: write --set name=value.")
        if given.get(name.strip(), value.strip()) != value.strip():
            raise UserError(f"'{name.strip()}' is given twice, as '{given[name.strip()]}' and as '{value.strip()}': give it once.")
        given[name.strip()] = value.strip()
    return given


def _view(a: argparse.Namespace, lang: str) -> View:
    return View(lang, a.iris, a.rows, a.full)


def _counted(fmt: str, what: str) -> None:
    if fmt not in COUNTED:
        raise UserError(f"{what} no {fmt}: choose {', '.join(COUNTED[:-1])} or {COUNTED[-1]}.")


def _list(a: argparse.Namespace, given: Mapping[str, str]) -> int:
    if given:
        raise UserError("Say which question the parameters are for: 'article90 ask' lists the questions.")
    _counted(a.format, "The list of questions is")
    if a.format == "table":
        screen.questions(a.lang or "en")
    else:
        screen.write(answers.records(screen.listed_questions(), a.format).encode())
    return 0


def _all(a: argparse.Namespace, given: Mapping[str, str]) -> int:
    _counted(a.format, "All answers at once are")
    lang = a.lang or "en"
    # all questions together are answered faster from memory than from the index, which saves one question its parsing
    source = answers.engine(a.engine, a.endpoint, a.timeout or None, a.allow_service, in_memory=True)
    told = answers.ask_all(given, source, lang)
    if a.format == "table":
        screen.all_answers(told, _view(a, lang))
    else:
        screen.write(answers.records(answers.all_records(told, a.format, lang), a.format).encode())
    return 0


def _own(a: argparse.Namespace, given: Mapping[str, str]) -> int:
    """A query of one's own."""
    if given:
        raise UserError("A query of your own takes no parameters: write the values into it.")
    text = answers.query_text(a.query)
    derived = not a.endpoint and own.derived(text)
    source = answers.engine(a.engine, a.endpoint, a.timeout or None, a.allow_service, derived=derived)
    if a.format in answers.FORMATS and isinstance(source, engines.Oxigraph):
        own.stream(text, source, a.format, sys.stdout.buffer, screen.note)
        return 0
    _write(a, own.ask(text, source, screen.note, strict=not a.endpoint), source, a.lang or "en")
    return 0


def _one(a: argparse.Namespace, name: str, given: Mapping[str, str]) -> int:
    """A question by its number."""
    asked = catalogue.find(name)
    replaced = catalogue.alias(name)
    if replaced:
        given = {**replaced.given, **given}
        screen.note(words.say("now-asked", a.lang or "en", number=replaced.id, command=f"article90 ask {replaced}"))
    source = answers.engine(a.engine, a.endpoint, a.timeout or None, a.allow_service)
    lang = a.lang or "en"
    _told(a, asked, answers.ask(asked, given, source, lang), source, lang)
    return 0


def _told(
    a: argparse.Namespace,
    question: catalogue.Question,
    found: answers.Answered,
    source: engines.Engine,
    lang: str,
    rows: int | None = None,
    latest: bool = False,
) -> bool:
    """An answer written, with a word where its rows are not to be relied on; `rows` are shown if none are asked for.

    People are shown the `latest` first where that is asked. Returns whether anything was found.
    """
    if isinstance(source, Endpoint) and (engine := catalogue.otherwise(question, source.server)):
        screen.note(words.say("answers-otherwise", lang, question=question.id, engine=engine))
    shown = found
    if latest and a.format == "table" and isinstance(found.answer, engines.Table):
        shown = replace(found, answer=ordering.latest_first(found.answer))
    _write(a, shown, source, lang, rows)
    return answers.holds(found)


def _in_words(a: argparse.Namespace, sentence: str, given: Mapping[str, str]) -> int:
    """A question in words: answered when one meaning is clear or, for people, likely; otherwise the likeliest are listed.

    What a thing is its card tells.
    """
    from .questions import finder

    source = answers.engine(a.engine, a.endpoint, a.timeout or None, a.allow_service)
    found = finder.find(sentence, source, a.lang)
    lang = a.lang or found.lang
    aims = [r for r in found.readings if found.does in r.given.values()][:1]
    card = found.card or (found.does if not _recorded(aims, given, source, lang) else "")
    if card and not given and a.format in ("table", "turtle", "json"):
        screen.note(words.say("understood", lang, command=f"article90 describe {vocabulary.short(card)}"))
        if found.more:
            screen.note(words.say("not-answered", lang, words=found.more))
        described(a, card, source, lang)
        return 0
    if not found.readings:
        raise UserError(screen.outside(found, lang))
    readings = list(found.readings)
    people = a.format == "table"  # no program is given a guess
    told = _recorded([*(readings[:1] if found.clear else ()), *found.guesses], given, source, lang) if people else None
    guess = told[0] if told and not (found.clear and told[0] is readings[0]) else None
    if not found.clear and not guess:
        if not people:  # a program takes what it is given for the answer
            choices = "; ".join(f"article90 ask {r}" for r in readings)
            raise UserError(f"It is not clear what is asked: choose among {choices}.")
        screen.meanings(found, lang)
        return 0
    guessed = guess is not None
    note = "guessed" if not found.clear else "understood-empty" if guessed else "understood"
    meant = guess if guess and not found.clear else readings[0]
    asks = replace(meant, given={**meant.given, **{name: value for name, value in given.items() if meant.question.takes(name)}})
    screen.note(words.say(note, lang, command=f"article90 ask {asks}"))
    if guess:
        readings.remove(guess)
        readings.insert(0, guess)
    first, *others = readings
    if found.mood:
        screen.note(words.say(f"mood-{found.mood}", lang))
    if guessed:
        screen.guess(found, first, lang)
    elif found.strange:
        screen.note(words.say("not-understood", lang, words=", ".join(found.strange)))
    answered = told[1] if told else answers.ask(first.question, {**first.given, **given}, source, lang)
    holds = _told(a, first.question, answered, source, lang, GLANCE if guessed and not a.full else None, found.latest)
    if a.format == "table":
        if others:
            screen.otherwise(others if guessed else others[:2], lang)
        if found.beside or others or not holds:
            screen.things([found.beside] if found.beside else found.things, lang)
    return 0


def _recorded(
    readings: Sequence[Reading], given: Mapping[str, str], source: engines.Engine, lang: str
) -> tuple[Reading, answers.Answered] | None:
    """The first of some readings of which anything is recorded, and its answer; one that does not take what is given is none."""
    fitting = (r for r in readings if all(r.question.takes(name) for name in given))
    told = ((r, answers.ask(r.question, {**r.given, **given}, source, lang)) for r in fitting)
    return next(((r, answered) for r, answered in told if answers.holds(answered)), None)


def _rows_of_a_table(a: argparse.Namespace) -> None:
    if a.rows and a.format != "table":
        raise UserError(f"--rows is for a table on a screen, and {a.format} has every row: leave one of the two out.")


def described(a: argparse.Namespace, thing: str, source: engines.Engine, lang: str) -> None:
    """All that is said of a thing, named by its IRI, a name or a code, in the format that is asked for."""
    _rows_of_a_table(a)
    node = answers.find(thing, source, lang)
    if a.format == "table":
        screen.card(answers.describe(node, source, lang), screen.View(lang, a.iris, a.rows, a.full or a.all))
    else:
        screen.write(answers.description_document(node, source, a.format, lang))


def _search(a: argparse.Namespace, sentence: str) -> int:
    """The questions that words may mean, with what they take."""
    from .questions import finder

    _counted(a.format, "The list of questions is")
    if re.fullmatch(r"(?i)cq-?\d+", sentence.strip()):
        ids, lang = [catalogue.find(sentence.strip()).id], a.lang or "en"
    else:
        found = finder.find(sentence, answers.engine(a.engine, a.endpoint, a.timeout or None), a.lang, most=12)
        if not found.readings:
            raise UserError(screen.outside(found, a.lang or found.lang))
        ids, lang = list(dict.fromkeys(r.question.id for r in found.readings)), a.lang or found.readings[0].lang
    listed = {str(q["id"]): q for q in screen.listed_questions()}
    if a.format == "table":
        screen.searched([listed[name] for name in ids], lang)
    else:
        screen.write(answers.records([listed[name] for name in ids], a.format).encode())
    return 0


def _write(a: argparse.Namespace, found: answers.Answered, source: engines.Engine, lang: str, rows: int | None = None) -> None:
    """An answer in the format that is asked for."""
    if a.format == "table":
        screen.answer(found, replace(_view(a, lang), rows=a.rows or rows))
    elif a.format == "markdown":
        screen.write(screen.markdown(found, _view(a, lang)).encode())
        return
    elif a.format in sheets.FORMATS:
        screen.write(sheets.write(found, a.format, lang))
    else:
        screen.write(answers.document(found.answer, a.format, source, found.limits.record(lang) if found.question else None))
    for sentence in found.limits.said.get(lang, ()) if a.format not in ("table", "json") else ():
        screen.note(sentence)
