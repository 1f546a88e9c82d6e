"""The ways of asking for questions (asked.yaml, and the questions themselves), and how like a sentence each of them is.

Sentence and way are compared as texts are in information retrieval: as vectors of weighted terms, by their cosine (Salton, Wong and
Yang, "A vector space model for automatic indexing", 1975). The terms are the stems of the words (Snowball's stemmers of English and
Dutch), those of synonyms.yaml standing for one another, and the groups of three letters in them, which forgive slips and compounds.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial

from ..folding import fold
from . import catalogue
from .catalogue import KINDS, Parameter

# What may be named in a sentence, and the sign that stands for it: five letters that no word has.
SIGNS = {
    "state": "qsqzt",
    "territory": "qtqzt",
    "organisation": "qoqzt",
    "forum": "qoqzt",
    "treaty": "qiqzt",
    "declaration": "qiqzt",
    "resolution": "qiqzt",
    "constitution": "qiqzt",
    "legal-act": "qiqzt",
    "mission": "qmqzt",
    "event": "qeqzt",
    "strategy": "qgqzt",
    "provision": "qpqzt",
    "time": "qdqzt",
    "concept": "qcqzt",
}
SIGNED = frozenset(SIGNS.values())
_STEMMERS = {"en": "english", "nl": "dutch"}
# Words that stand between others and tell nothing.
_LITTLE_EN = "the a an exactly actually really officially please itself themselves within during ever"
_LITTLE_NL = "de het een er precies eigenlijk nou ook alweer dan zichzelf binnen tijdens gedurende ooit"
LITTLE = frozenset(f"{_LITTLE_EN} {_LITTLE_NL}".split())
# So much of the likeness is that of words, the rest that of letters: best of five by leaving out each way of asking and asking with it.
WORDS = 0.6
# What no way of asking of a question says is so often in them all the same.
UNSEEN = 0.02


@dataclass(frozen=True)
class Phrase:
    """One way of asking a question (or, where that is empty, for what is not held), folded, with signs in the place of its parameters.

    The parameters are in the order in which it says them.
    """

    question: str
    lang: str
    parameters: tuple[str, ...]
    text: str
    denies: bool | None  # whether there is a "not" in it; None of a question itself, which is too long to tell
    fixed: tuple[tuple[str, str], ...] = ()  # values that go without saying


# In the braces of a way of asking stands a parameter, or behind a star a kind of thing that is said there and is no value.
PLACE = r"\{(\*?[\w-]+)\}"


_NO = "not? never nor non none cannot niet geen nooit buiten outside zonder without"
NOT = re.compile(rf"\b(?:{'|'.join(_NO.split())})\b", re.IGNORECASE)
# "Not" as it hangs on to a verb, the apostrophe being often left out; and the verbs that it shortens.
_HANGING = re.compile(r"\b(?:(\w+)n['’]t|(did|do|does|is|are|was|were|has|have)nt)\b", re.IGNORECASE)
_SHORTENED = {"ca": "can", "wo": "will"}
# "Is" as it hangs on to a word that asks; behind a name an s is that of its owner.
_IS = re.compile(r"\b(who|what|where|when|which|how)['’]?s\b(?=\s)", re.IGNORECASE)

# What is asked about a fact that is not the fact: whether it may be, why it is, whether it is good, what will come, what is in the news.
# Only a way of asking that asks so too is meant by it.
_MOODS = {
    "may": r"can|could|possible|kan|kun|kunnen|mogelijk|mag|mogen",
    "why": r"(?<!and )why|how come|reasons?|causes?|caused|what led to|oorza(?:ak|ken)|wat leidde tot|(?<!en )waarom|hoezo|reden(?:en)?",
    "opinion": r"should|opinions?|think|believe|better|best|worst|justified|good idea|(?:dis)?advantages?|benefits?|"
    r"pros and cons|do we need|mening(?:en)?|vindt?(?!.*\bplaats\b)|vinden(?!.*\bplaats\b)|denkt?|denken|beter|beste|slechtste|"
    r"hebben we .*nodig|terecht|verstandig|goed idee|(?:voor|na)deel|(?:voor|na)delen",
    "ahead": r"^(?:will|zal|zullen|gaat)|future|likely|predict(?:ion|ions)?|toekomst|voorspelling(?:en)?|waarschijnlijk",
    "news": r"news|headlines|nieuws",
}
MOODS = {mood: re.compile(rf"(?:\b(?:{words})\b)", re.IGNORECASE) for mood, words in _MOODS.items()}


class Field:
    """Texts as vectors of weighted terms of one sort: a term that stands in few questions weighs much (inverse document frequency)."""

    def __init__(self, texts: Iterable[tuple[int, str, frozenset[str]]], questions: int) -> None:
        """`texts` are the number of a way of asking, its question and its terms."""
        held = list(texts)
        asks: dict[str, set[str]] = defaultdict(set)
        self._holders: dict[str, list[int]] = defaultdict(list)
        for number, question, terms in held:
            for term in terms:
                asks[term].add(question)
                self._holders[term].append(number)
        self._unknown = math.log(1 + questions) / 2  # a word that none has may be any
        self._weights = {term: math.log(1 + questions / len(found)) for term, found in asks.items()}
        self._lengths = {number: self._length(terms) for number, _, terms in held}
        self._sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self._totals: dict[str, float] = defaultdict(float)
        for number, question, terms in held:
            for term in terms:
                self._sums[term][question] += self._weights[term] / self._lengths[number]
                self._totals[question] += self._weights[term] / self._lengths[number]
        for question in self._totals:
            self._totals[question] += UNSEEN * len(self._weights)

    def _length(self, terms: Iterable[str]) -> float:
        return math.sqrt(math.fsum(self._weights.get(term, self._unknown) ** 2 for term in terms)) or 1.0

    def likely(self, terms: frozenset[str]) -> dict[str, float]:
        """How likely each question is by the terms of a sentence: the logarithm of the likelihood, the length of its vector being 1.

        Naive Bayes over weighted vectors of length 1 (Rennie and others, "Tackling the poor assumptions of naive Bayes text classifiers",
        2003, 4.1 to 4.3): what all its ways of asking say of a question, where the cosine hears the nearest alone.
        """
        length = self._length(terms)
        said = [(self._weights[t] / length, self._sums.get(t, {})) for t in sorted(terms) if t in self._weights]
        return {q: math.fsum(w * math.log((held.get(q, 0.0) + UNSEEN) / total) for w, held in said) for q, total in self._totals.items()}

    def alike(self, terms: frozenset[str]) -> dict[int, float]:
        """The numbers of the texts that share a term, and the cosine of the angle between their vectors: from 0 to 1."""
        products: dict[int, float] = defaultdict(float)
        for term in sorted(terms):  # a sum of floats hangs on its order, and with it which of two that are equally like comes first
            square = self._weights.get(term, 0.0) ** 2
            for number in self._holders.get(term, ()):
                products[number] += square
        length = self._length(terms)
        return {number: product / (length * self._lengths[number]) for number, product in products.items()}


class Index:
    """The ways of asking, the words in them by language, and what a sentence is like."""

    def __init__(self, phrases: list[Phrase]) -> None:
        self.phrases = phrases
        self.words = {lang: {w for p in phrases if p.question and p.lang == lang for w in p.text.split()} for lang in _STEMMERS}
        self.stems: dict[Phrase, frozenset[str]] = {}
        self._fields: dict[str, tuple[Field, Field]] = {}

    def _read(self, lang: str) -> tuple[Field, Field]:
        """The ways of asking of a language as stems and as letters, made when it is first asked in."""
        if lang not in self._fields:
            many = len({p.question for p in self.phrases})
            mine = [(number, p) for number, p in enumerate(self.phrases) if p.lang == lang]
            self.stems |= {p: stems(p.text, lang) for _, p in mine}
            self._fields[lang] = (
                Field(((number, p.question, self.stems[p]) for number, p in mine), many),
                Field(((number, p.question, letters(p.text)) for number, p in mine), many),
            )
        return self._fields[lang]

    def alike(self, text: str, lang: str) -> list[tuple[float, Phrase]]:
        """How like a folded sentence, with signs in the place of what it names, each way of asking is that shares a term with it."""
        known_stems, known_letters = self._read(lang)
        words, groups = known_stems.alike(stems(text, lang)), known_letters.alike(letters(text))
        both = {n: WORDS * words.get(n, 0.0) + (1 - WORDS) * groups.get(n, 0.0) for n in {*words, *groups}}
        return [(likeness, self.phrases[n]) for n, likeness in both.items()]

    def likely(self, text: str, lang: str) -> dict[str, float]:
        """How much less likely than the likeliest each question is by a folded sentence: logarithms, 0 for the likeliest."""
        known_stems, known_letters = self._read(lang)
        words, groups = known_stems.likely(stems(text, lang)), known_letters.likely(letters(text))
        both = {q: words[q] + groups[q] for q in words}
        most = max(both.values())
        return {q: likelihood - most for q, likelihood in both.items()}


@cache
def index() -> Index:
    """The ways of asking of all questions."""
    asked = written("asked.yaml")
    phrases: list[Phrase] = []
    for q in catalogue.all_questions().values():
        parameters = {p.name: p for p in (*q.parameters, *q.filters)}
        for lang in q.summary:
            phrases.append(Phrase(q.id, lang, (), fold(f"{q.summary[lang]} {' '.join(q.tags) if lang == 'en' else ''}"), None))
            for said_so in asked.get(q.id, {}).get(lang, ()):
                way, _, fixed = said_so.partition(" -> ")
                way = plain(way)
                said = tuple(re.findall(PLACE, way))
                signed = fold(re.sub(PLACE, partial(_sign_of, parameters), way))
                phrases.append(Phrase(q.id, lang, said, signed, bool(NOT.search(way)), values_of(fixed)))
    for lang, outside in written("outside.yaml").items():
        phrases += [Phrase("", lang, (), fold(re.sub(PLACE, partial(_sign_of, {}), plain(way))), bool(NOT.search(way))) for way in outside]
    return Index(phrases)


def values_of(fixed: str) -> tuple[tuple[str, str], ...]:
    """What stands behind the arrow of a way of asking: `name=value`, several joined by `&`."""
    return tuple((name.strip(), value.strip()) for name, _, value in (one.partition("=") for one in fixed.split("&")) if value)


def written(name: str) -> dict[str, dict[str, list[str]]]:
    """What stands in one of the files beside the questions."""
    import yaml

    read: dict[str, dict[str, list[str]]] = yaml.load(
        (catalogue.FOLDER / name).read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return read


@cache
def adjectives(lang: str) -> dict[str, str]:
    """What is said for a state in front of a word, folded, and the code of the state."""
    said = {fold(word): code for code, words in written("adjectives.yaml")[lang].items() for word in words}
    return {**said, **{f"{re.sub('ees$', 'es', word)}e": code for word, code in said.items() if lang == "nl"}}


@cache
def terms(text: str, lang: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The words of a folded text, in rows, and what each row is compared as: its stem, or the first row of its line in synonyms.yaml."""
    words, same = [word for word in text.split() if word not in LITTLE], _synonyms(lang)
    bare = _stemmer(lang)(words)
    longest = max(len(row.split()) for row in same)
    found: list[tuple[tuple[str, ...], str]] = []
    at = 0
    while at < len(bare):
        size = next((n for n in range(longest, 0, -1) if " ".join(bare[at : at + n]) in same), 1)
        row = " ".join(bare[at : at + size])
        found.append((tuple(words[at : at + size]), same.get(row, row)))
        at += size
    return tuple(found)


@cache
def stems(text: str, lang: str) -> frozenset[str]:
    """What the words of a folded text are compared as."""
    return frozenset(term for _, term in terms(text, lang))


@cache
def stem(word: str, lang: str) -> str:
    """A folded word without its ending: countries, countri; landen, land."""
    return _stemmer(lang)([word])[0]


def letters(text: str) -> frozenset[str]:
    """The groups of three letters in the words of a folded text; signs have none."""
    return frozenset(f" {word} "[n : n + 3] for word in text.split() if word not in SIGNED for n in range(len(word)))


@cache
def _stemmer(lang: str) -> partial[list[str]]:
    import Stemmer

    return partial(Stemmer.Stemmer(_STEMMERS[lang]).stemWords)


@cache
def _synonyms(lang: str) -> dict[str, str]:
    """Each row of stems that synonyms.yaml has, and the first of its line."""
    same: dict[str, str] = {}
    for line in written("synonyms.yaml")[lang]:
        rows = [stemmed(row, lang) for row in line.split(",")]
        same |= {row: f"={rows[0]}" for row in rows}
    return same


def stemmed(row: str, lang: str) -> str:
    """A row of words of synonyms.yaml as it is looked for: the stems of those that tell."""
    return " ".join(_stemmer(lang)([w for w in fold(row).split() if w not in LITTLE]))


def _sign_of(parameters: Mapping[str, Parameter], match: re.Match[str]) -> str:
    return SIGNS[match[1][1:]] if match[1].startswith("*") else sign(parameters[match[1]])


def sign(p: Parameter) -> str:
    """The sign for what a parameter takes."""
    if p.kind == "concept":
        return SIGNS["concept"]
    if p.kind in ("date", "integer") or p.name == "year":
        return SIGNS["time"]
    return SIGNS[p.among if p.among in SIGNS else KINDS[p.among][0]]


# How many are asked for tells nothing of what is asked: which three countries, welke 6 landen.
_NUMBER = "[2-9]|two|three|four|five|six|seven|eight|nine|ten|twelve|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf"
_COUNTED = re.compile(
    rf"(?<=\s)(?:{_NUMBER})\s+(?=(?:[\w-]+\s+)?(?:countries|states|nations|members|allies|landen|staten|lidstaten|leden|bondgenoten)\b)",
    re.IGNORECASE,
)


# What stands before a question in a list of them.
_HEADED = re.compile(r"^\s*(?:(?:question|vraag|q|v)\s*\d*\s*[.:)]|\d{1,3}[.)])\s+(?=\S)", re.IGNORECASE)


# What is said of something between commas is not what is asked of it: Luxembourg, which is a member of NATO, ...
_CLAUSE = re.compile(r",\s+(?:which|who|that|die|dat)\s[^,?]*,(?=\s)(?!\s+(?:and|or|en|of)\b)", re.IGNORECASE)

# ... nor, without a second comma, what it did to something that is named: the Treaty of Rome, which created the EU (...) signed.
_NAMING = re.compile(r",\s+(?:which|who|that)\s+\w+ed\s+(?:the\s+)?[A-Z][\w-]*(?:\s+[A-Z][\w-]*)*(?:\s*\([^()]*\))?(?=\s+\w)")


def plain(sentence: str) -> str:
    """A sentence with its "not" and "is" written out (isn't, is not; who's, who is), without its number in a list of questions, without how
    many are asked for, and without clauses between commas.
    """
    sentence = re.sub(r"(?i)\bapart of\b", "a part of", re.sub(r"(?i)\bright now\b", "now", _IS.sub(r"\1 is", sentence)))
    sentence = _COUNTED.sub("", _NAMING.sub("", _CLAUSE.sub("", _HEADED.sub("", sentence))))
    return _HANGING.sub(lambda m: f"{_SHORTENED.get((m[1] or m[2]).casefold(), m[1] or m[2])} not", sentence)
