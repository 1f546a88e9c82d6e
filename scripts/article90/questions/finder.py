"""From a question in a person's own words to the question that answers it, with the values that it names.

Names, codes and dates in the sentence are found by the matcher and stand in its place as signs; what is then left is compared with the
ways of asking in asked.yaml and with the questions themselves by SQLite's full text search (FTS5 over groups of three letters, ranked by
its bm25), which forgives slips, plurals and compounds in both languages.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..engines import Engine
from ..folding import ARTICLES, fold
from ..vocabulary import BASE, short
from . import catalogue, scope
from .catalogue import KINDS, Parameter, Question
from .naming import Named, ways
from .phrases import NOT, SIGNS, folded, index
from .phrases import sign as sign

# At most so many questions are offered, and so many may speak against the first.
MOST, LIKELY = 5, 12
# So much of a sentence has to be in the way of asking that it is taken for: of what is unlike everything nothing is clear.
HEARD = 0.35
# ... and so much that it is offered at all, where nothing is named of which only this publication tells.
OFFERED = 0.2
# The best is clear when it is so much better than the next.
CLEAR = 1.05


@dataclass(frozen=True)
class Reading:
    """A question that may be meant, with its values; `score` is bm25, more is better.

    `left` counts what does not agree: what is named and the question cannot take, what its way of asking names and the sentence does
    not, and a "not" that only one of the two has.
    """

    question: Question
    given: Mapping[str, str]
    lang: str
    score: float
    left: int
    heard: float = 1.0  # how much of the sentence the way of asking has, from 0 to 1: what is rare counts most
    sure: bool = True  # of a sentence with words that no question has, whether one that tells is in the way of asking
    exact: bool = False  # whether the sentence is the way of asking, word for word but for articles

    def __str__(self) -> str:
        """How it is asked on the command line."""
        options = {p.name: p.option for p in (*self.question.parameters, *self.question.filters)}
        said = (f"{options[k]}{'' if options[k].endswith('=') else ' '}{_quoted(v)}" for k, v in self.given.items())
        return " ".join((self.question.id, *said))


@dataclass(frozen=True)
class Found:
    """What may be meant by a sentence, the likeliest first; `clear` says whether the first stands out; `things` are named in it.

    `strange` are words of it that no question here has; without readings they are what is asked for and is not held, but what things
    are told in (`told`) a card may have.
    """

    readings: tuple[Reading, ...]
    clear: bool
    things: tuple[str, ...]
    strange: tuple[str, ...] = ()
    told: bool = False
    lang: str = "en"


def _quoted(value: str) -> str:
    written = short(value) if value.startswith(BASE) else value
    return f"'{written}'" if re.search(r"[\s#]", written) else written


def find(sentence: str, source: Engine, lang: str | None = None, most: int = MOST) -> Found:
    """The questions that may be meant, `most` of them; none where no word is known. `lang` is the language if it is known."""
    best: dict[tuple[str, tuple[tuple[str, str], ...]], Reading] = {}
    sentence = re.sub(r"['’]s\b", "  ", sentence)
    for question in catalogue.all_questions().values():
        for spoken, summary in question.summary.items():
            if fold(summary) == fold(sentence):  # a question of the list, as it stands there
                return Found((Reading(question, {}, spoken, 0.0, 0),), True, ())
    things: dict[str, None] = {}
    understood = _understood(sentence)
    languages = [lang] if lang else _languages(sentence)
    strange: list[str] | None = None
    for spoken in languages:
        for signed, named in ways(sentence, source, spoken):
            found = scope.strange(signed, spoken, source)
            strange = found if strange is None or len(found) < len(strange) else strange
            if not named and not understood:
                continue
            things |= dict.fromkeys(n.value for n in named if n.kind not in ("time", "concept"))
            for reading in _readings(signed, named, spoken, bool(found)):
                key = (reading.question.id, tuple(sorted(reading.given.items())))
                if key not in best or _rank(reading) < _rank(best[key]):
                    best[key] = reading
    ranked = sorted(best.values(), key=_rank)
    first: dict[str, int] = {}
    likely = [r for r in ranked if first.setdefault(r.question.id, r.left) == r.left][: max(most, LIKELY)]
    kept = likely[:most]
    clear = (
        bool(kept)
        and kept[0].left == 0
        and kept[0].sure
        and kept[0].heard >= HEARD
        and (len(kept) == 1 or kept[0].left < kept[1].left or kept[0].exact > kept[1].exact or kept[0].score >= CLEAR * kept[1].score)
        # one takes all that is named, another has the words: neither is clear
        and (kept[0].exact or all(r.score <= kept[0].score for r in likely))
    )
    odd, spoken = tuple(strange or ()), kept[0].lang if kept else languages[0]
    return Found(tuple(kept), clear, tuple(things), odd, scope.said(odd, source), spoken)


def _understood(sentence: str) -> bool:
    """Whether any word of a sentence is one by which people ask, or nearly so; those of three letters or fewer tell nothing."""
    from rapidfuzz import fuzz, process

    known: set[str] = set().union(*index()[2].values())
    words = [w for w in folded(sentence).split() if len(w) > 3]
    return any(w in known or process.extractOne(w, known, scorer=fuzz.ratio, score_cutoff=75) for w in words)


def _languages(sentence: str) -> list[str]:
    """The language of a sentence, by the words of the ways of asking; both where that does not tell."""
    words = set(folded(sentence).split())
    known = {lang: len(words & found) for lang, found in index()[2].items()}
    return [lang for lang, n in known.items() if n == max(known.values())]


def _rank(reading: Reading) -> tuple[int, bool, float, int]:
    common, name = catalogue.COMMONEST, reading.question.id
    return reading.left, not reading.exact, -reading.score, common.index(name) if name in common else len(common)


def _readings(signed: str, named: Sequence[Named], lang: str, odd: bool) -> Iterator[Reading]:
    """The questions whose ways of asking are most like a sentence, with the values that each takes from it.

    Where it has words that no question has (`odd`) and names nothing but states, places and days, of which anything can be asked, what
    has none of its telling words is no reading. Where it names a treaty, a body, a mission, that may well be what is asked about.
    """
    ours = any(n.kind not in ("state", "territory", "time", "concept") for n in named)
    telling = scope.telling(signed, lang)
    told = telling if odd and not ours else [w for w in folded(signed).split() if len(w) > 3 and w not in SIGNS.values()]
    search, phrases, _ = index()
    denies = bool(NOT.search(signed))
    groups = {f" {word} "[n : n + 3] for word in folded(signed).split() for n in range(len(word))}
    if not groups:
        return
    wanted = " OR ".join(f'"{g}"' for g in sorted(groups) if '"' not in g)
    counts = dict(search.execute(f"SELECT term, doc FROM terms WHERE term IN ({','.join('?' * len(groups))})", sorted(groups)))
    weights = {g: math.log(len(phrases) / (1 + counts.get(g, 0))) for g in groups}
    query = "SELECT rowid, bm25(phrases) FROM phrases WHERE phrases MATCH ? ORDER BY rank LIMIT 80"
    for number, score in search.execute(query, (wanted,)):
        phrase = phrases[number]
        if phrase.lang == lang:
            question = catalogue.all_questions()[phrase.question]
            name, _, value = phrase.fixed.partition("=")
            given, left = _values(question, phrase.parameters, named, _bound(signed), name)
            given = {**({name: value} if name else {}), **given}
            needed = phrase.parameters or [
                p.name for p in question.parameters if p.name in _ROLES and p.kind == "iri"
            ]  # a question of two needs both
            missing = sum(name not in given for name in needed) + (phrase.denies is not None and phrase.denies != denies)
            held = {f" {word} "[n : n + 3] for word in phrase.text.split() for n in range(len(word))}
            heard = sum(weights[g] for g in groups & held) / (sum(weights[g] for g in groups) or 1.0)
            # of what is asked a word must be there: "erkent" is not heard in "werkt", nor what has only "which" and "have" in common
            if told and not any(scope.heard(word, phrase.text.split()) for word in told):
                heard = 0.0
            # a question as it stands in the list is so long that it has a word of everything
            heard = heard / 2 if phrase.denies is None else heard
            if ours or heard >= OFFERED:
                sure = not odd or any(scope.heard(word, phrase.text.split()) for word in telling)
                yield Reading(question, given, lang, -score, left + missing, heard, sure, _bare(phrase.text) == _bare(folded(signed)))


def _bare(words: str) -> list[str]:
    """The words of a way of asking without articles."""
    return [w for w in words.split() if w not in ARTICLES and w not in ("a", "an", "een")]


def _bound(signed: str) -> str:
    """Which bound of a period a single date is: "from" of what is since then, "to" of what is until then, else "" (both)."""
    time = SIGNS["time"]
    if re.search(rf"\b(?:since|after|sinds|vanaf)\s+{time}", signed, re.IGNORECASE):
        return "from"
    return "to" if re.search(rf"\b(?:until|till|before|tot|voor)\s+{time}", signed, re.IGNORECASE) else ""


def _values(question: Question, said: Sequence[str], named: Sequence[Named], bound: str, fixed: str) -> tuple[dict[str, str], int]:
    """What is named as values of the question's parameters: first those that its way of asking says, in order, then any that fit.

    A single date is both bounds of a period, or the one that `bound` says; of two dates the earlier is the first bound. What is
    `fixed` by the way of asking is open to no other value: Dutch troops are not those of another state.
    """
    parameters = {p.name: p for p in (*question.parameters, *question.filters) if p.name != fixed}
    given: dict[str, str] = {}
    left = 0
    for one in sorted(named, key=lambda n: n.value if n.kind == "time" else ""):
        places = [parameters[name] for name in said if name not in given]
        if one.kind != "concept":  # what a word narrows to is said, or not meant
            places += [p for p in parameters.values() if p.name not in (*given, *said, *_ROLES)]
        if one.kind == "time":
            places.sort(key=lambda p: p.name == ("from" if bound == "to" else "to"))
        # a body whose members are the parties to a treaty stands for that where members are asked for, and for itself elsewhere
        amiss = one.scheme == "unlisted" and question.theme == "memberships"
        amiss |= one.scheme == "joined" and any(p.name == "organisation" for p in question.filters) and question.theme != "memberships"
        if amiss or not any(_fill(p, one, given) for p in places):
            left += one.kind != "concept"
    days = [n.value.split("/") for n in named if n.kind == "time"]
    if len(days) == 1 and not bound and "to" in parameters and given.get("from") == days[0][0]:
        given["to"] = days[0][1]
    return given, left


# Filters that are only meant where the way of asking says so.
_ROLES = ("owed-to", "other", "without", "leader", "host", "target", "by", "partner", "depositary", "name", "edition")


def _fill(p: Parameter, one: Named, given: dict[str, str]) -> bool:
    """Whether a parameter takes what is named; if so it has the value."""
    if one.kind == "time":
        return _fill_time(p, one.value, given)
    if p.kind == "concept":
        fits = one.kind == "concept" and p.among == one.scheme
    else:
        fits = p.kind == "iri" and one.kind in (*KINDS.get(p.among, ()), *(("provision",) if p.among == "provision" else ()))
        fits = fits and not (p.among == "provision" and one.kind != "provision")
    if fits:
        given[p.name] = one.value
    return fits


def _fill_time(p: Parameter, period: str, given: dict[str, str]) -> bool:
    """A day, month or year as a year, as the bounds of a period, or as the last day of it that is not ahead."""
    first, last = period.split("/")
    if p.name == "year":
        given["year"] = first[:4]
    elif p.kind != "date":
        return False
    elif p.name == "from":
        given["from"] = first
    elif p.name == "to":
        given["to"] = last
    else:
        given[p.name] = min(last, max(first, datetime.date.today().isoformat()))
    return True
