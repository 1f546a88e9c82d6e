"""From a question in a person's own words to the question that answers it, with the values that it names.

Names, codes and dates in the sentence are found by the matcher and stand in its place as signs; what is then left is compared with the
ways of asking in asked.yaml and with the questions themselves (phrases.py). A way of asking counts for less when it does not agree with
what is named.
"""

from __future__ import annotations

import heapq
import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..engines import Engine
from ..folding import ARTICLES, fold
from ..gazetteer import gazetteer
from ..vocabulary import BASE, expand, short
from . import catalogue, scope, turns
from .catalogue import KINDS, Question
from .filling import EVER, ROLES, barred, bound, denied, either, ever, gone, last_day, own, unconcluded, values
from .naming import ARTICLE, Named, meant, ways
from .phrases import MOODS, NOT, SIGNED, SIGNS, Phrase, index, plain, stems, terms
from .phrases import sign as sign

# At most so many questions are offered, and so many may speak against the first; of the ways of asking the nearest are looked at.
MOST, LIKELY, NEAREST = 5, 12, 300
# So like a way of asking is a sentence that it is taken for it where all its words that tell are heard in it; where it has none that
# no question has, or one that tells is heard; and in any case.
HEARD, HALF, SURE = 0.4, 0.6, 0.7
# ... and so like where only a part of a name is named.
PARTLY = 0.9
# ... and so like that it is offered at all, where nothing is named of which only this publication tells.
OFFERED = 0.2
# A guess is so like, at least, and so where something named does not agree with it; one that is less than half like stands out so far.
# Of ways of asking that were left out more than half of what is so like is right. A word that no question has speaks against any.
GUESS, ASTRAY, OUT, HALF_LIKE = 0.3, 0.9, 1.5, 0.5
# What comes so near the best may be guessed instead, where nothing is recorded of the best.
CLOSE = 0.6
# The best is clear when it is so much better than the next.
CLEAR = 1.05
# ... than the same question with other values,
ALONE = 1.02
# ... and when none has so much more of the words; one that is so much less likely is not looked at.
WORDIER, TWICE = 1.15, 1.6
# So much of how likely a question is by all its ways of asking counts beside how like the nearest of them is.
BAYES = 0.05
# What the likeness is multiplied by for each thing that is named and the question cannot take, or that its way of asking names and the
# sentence does not; for a date, or a word that would narrow it and does not; and for a "not" that only one of the two has.
AMISS, UNDATED, DENIED = 0.6, 0.85, 0.5
# ... and the likeness itself where no word that tells is heard: what is named may be all that they share.
UNHEARD = 0.3


@dataclass(frozen=True)
class Reading:
    """A question that may be meant, with its values; `score` is the likeness of its way of asking, less where they do not agree.

    `left` counts what does not agree: what is named and the question cannot take but dates, what its way of asking names and the
    sentence does not, and a "not" that only one of the two has.
    """

    question: Question
    given: Mapping[str, str]
    lang: str
    score: float
    left: int
    heard: float = 1.0  # how like the sentence its way of asking is, from 0 to 1
    sure: bool = True  # whether so much of what tells in the sentence is in its way of asking that it may be answered
    exact: bool = False  # whether the sentence is the way of asking, word for word but for articles
    nearest: float = 0.0  # the score by the nearest way of asking alone
    unheld: bool = False  # whether the sentence is more like a way of asking for what is not held
    wanting: bool = False  # whether its way of asking names what the sentence does not

    def __str__(self) -> str:
        """How it is asked on the command line."""
        options = {p.name: p.option for p in (*self.question.parameters, *self.question.filters)}
        said = (f"{options[k]}{'' if options[k].endswith('=') else ' '}{_quoted(v)}" for k, v in self.given.items())
        return " ".join((self.question.id, *said))


@dataclass(frozen=True)
class Found:
    """What may be meant by a sentence, the likeliest first; `clear` says whether the first stands out; `things` are named in it.

    Where it does not, or nothing is recorded of it, `guesses` are those near it that are worth a look, called a guess.
    `strange` are words of it that no question here has; without readings they are what is asked for and is not held, but what things
    are told in (`told`) a card may have. `mood` is what is asked of a fact beside it (a key of MOODS: why it is, whether it is good), or
    what no question can take of it ("article", "but", "unheld").
    """

    readings: tuple[Reading, ...]
    clear: bool
    things: tuple[str, ...]
    strange: tuple[str, ...] = ()
    told: bool = False
    lang: str = "en"
    mood: str = ""
    guesses: tuple[Reading, ...] = ()
    card: str = ""  # the thing of which only is asked what it is
    does: str = ""  # ... or what it does
    beside: str = ""  # ... or that of it too, beside something else
    more: str = ""  # what is asked beside the card and not answered
    latest: bool = False  # whether the last to come about is asked for


def _quoted(value: str) -> str:
    written = short(value) if value.startswith(BASE) else value
    return f"'{written}'" if re.search(r"[\s#]", written) else written


def find(sentence: str, source: Engine, lang: str | None = None, most: int = MOST) -> Found:
    """The questions that may be meant, `most` of them; none where no word is known. `lang` is the language if it is known."""
    best: dict[tuple[str, tuple[tuple[str, str], ...]], Reading] = {}
    for question in catalogue.all_questions().values():
        for spoken, summary in question.summary.items():
            if fold(summary) == fold(sentence):  # a question of the list, as it stands there
                return Found((Reading(question, {}, spoken, 0.0, 0),), True, ())
    sentence = turns.simpler(sentence)
    if (two := turns.ASKED_TWICE.match(sentence)) and (card := find(f"{two['what']} {two['name']}", source, lang).card):
        return _two(two["name"], two["rest"], card, source, lang, most)
    if sentence.isupper() and " " in sentence.strip():
        sentence = sentence.lower()  # in capitals throughout IS is not Iceland
    sentence = turns.SIGN.sub(" ", re.sub(r"['’]s\b", "  ", plain(sentence)))
    things: dict[str, None] = {}
    understood = _understood(sentence)
    languages = [lang] if lang else _languages(sentence)
    strange: list[str] | None = None
    whole: dict[str, int] = {}
    bare = True  # a name alone asks nothing
    mood = but = ""
    cards: set[str] = set()
    does: set[str] = set()
    itself: str | None = None  # what is named twice
    turned = False  # whether who does something may be to whom it is done
    for spoken, (part, worth) in itertools.product(languages, turns.parts(sentence)):
        for signed, named in ways(part, source, spoken):
            found = scope.strange(signed, spoken, source)
            if part == sentence:
                strange = found if strange is None or len(found) < len(strange) else strange
            if not named and not understood:
                continue
            things |= dict.fromkeys(n.value for n in named if n.kind not in ("time", "concept"))
            turned = turned or either(signed, named)
            bare = bare and not set(fold(signed).split()) - SIGNED
            but = but or ("but" if turns.BUT.search(signed) else "")  # what a part of the sentence no longer says is still left out
            unread = but or _no_article(signed, named)
            if part == sentence:
                if len(named) == 2 and itself is None:
                    itself = turns.itself(part, signed, [n.value for n in named])
                mood = mood or unread
                bare_of_brackets = " ".join(turns.BRACKETS.sub("", signed).split()).strip(" ?!.")
                for asks, told in ((turns.CARD, cards), (turns.DOES, does)):
                    only = len(named) == 1 and asks.fullmatch(bare_of_brackets)
                    told |= {n.value for n in named if n.scheme != "joined"} if only else {""}
            for reading in _readings(signed, named, spoken, len(found), bool(unread), source):
                less = worth * AMISS ** max(0, whole.get(spoken, 0) - len(named))
                reading = replace(reading, score=reading.score * less, nearest=reading.nearest * less)
                key = (reading.question.id, tuple(sorted(reading.given.items())))
                if key not in best or _rank(reading) < _rank(best[key]):
                    best[key] = reading
            whole.setdefault(spoken, len(named))
    alone = bare and max(whole.values(), default=0) < 2  # of a name alone what people ask most comes first
    ranked = sorted(best.values(), key=(lambda r: (not r.exact, r.left, _common(r), -r.score)) if alone else _rank)
    first: dict[str, int] = {}
    likely = [r for r in ranked if first.setdefault(r.question.id, r.left) == r.left][: max(most, LIKELY)]
    # a question with the same values in other places is offered once
    offered: dict[tuple[str, frozenset[str]], Reading] = {}
    kept = [r for r in likely if offered.setdefault((r.question.id, frozenset(r.given.values())), r) is r][:most]
    odd, spoken = tuple(strange or ()), kept[0].lang if kept else languages[0]
    clear = bool(kept) and kept[0].left == 0 and kept[0].sure and (not bare or kept[0].exact) and not itself
    clear = clear and not scope.unnamed(sentence, odd)
    clear = clear and not any(_rivals(kept[0], other) for other in likely[1:] if other.exact >= kept[0].exact)
    unheld = "unheld" if kept and kept[0].unheld else ""
    mood = next((name for name, asks in MOODS.items() if asks.search(sentence)), unheld or mood)
    card, done = (found.pop() if len(found) == 1 else "" for found in (cards, does))
    card = card or (itself if itself and turns.SAME.search(sentence) else "")
    guesses = () if bare or mood or odd or itself or not kept else _guesses(kept, clear)
    if turned and kept and (role := next((name for name in ("by", "target") if name in kept[0].given), "")):
        given = {"target" if role == "by" else "by": kept[0].given[role], **EVER}
        other = replace(kept[0], question=catalogue.all_questions()[catalogue.REGIMES], given=given)
        kept, guesses = [kept[0], other, *kept[1:]], (other, *guesses)
    return Found(
        tuple(kept),
        clear,
        tuple(things),
        odd,
        scope.said(odd, spoken, source),
        spoken,
        mood,
        guesses,
        card,
        done,
        latest=bool(turns.LATEST.search(sentence)),
    )


def _two(name: str, rest: str, card: str, source: Engine, lang: str | None, most: int) -> Found:
    """What a thing is and something more of it: the answer to that beside its card, or its card and what it does not answer."""
    told = (
        [turns.IT.sub(lambda m: f"{m['by'] or ''} {name}{chr(39) + 's' if m[0] == 'its' else ''}", rest)] if turns.IT.search(rest) else []
    )
    for sentence in told or [f"{rest.rstrip(' ?!.')} {of}{name}" for of in ("", "of ", "in ", "van ")]:
        found = find(sentence, source, lang, most)
        if found.clear and card in found.things and {*found.readings[0].given.values()} & {card, *_same(card, source)}:
            return replace(found, beside=card)
    return replace(found, card=card, more=rest)


def _same(card: str, source: Engine) -> set[str]:
    """What stands for a thing in the values of a question: the text that founded it, or the treaty whose parties are its members."""
    return {value for n in meant(card, source) for value in (n.value, n.text)}


def _guesses(kept: Sequence[Reading], clear: bool) -> tuple[Reading, ...]:
    """The readings that are worth a guess, the likeliest first; where the best is clear, those that are when nothing is recorded of it."""
    best, others = kept[0], [r for r in kept if r.question.id != kept[0].question.id]
    twins = [{*r.given.items()} ^ {*best.given.items()} for r in kept if r.question.id == best.question.id and best.score < ALONE * r.score]
    if any(other and all(value.startswith(f"{BASE}state/") for _, value in other) for other in twins):
        return ()  # of two states that bear a name neither is likelier
    if clear:
        return tuple(r for r in others if r.left == 0 and not r.wanting and r.heard >= HALF and r.score >= CLOSE * best.score)
    if best.heard < HALF_LIKE and any(best.score < OUT * other.score for other in others[:1]):
        return ()
    likely = [not r.wanting and r.left < 2 and r.heard >= (ASTRAY if r.left else GUESS) for r in kept]
    return tuple(r for r, worth in zip(kept, likely, strict=True) if likely[0] and worth and r.score >= CLOSE * best.score)


def _rivals(first: Reading, other: Reading) -> bool:
    """Whether another reading is so like the first that neither is clear: it comes near it, or it has more of the words but takes less."""
    if other.question.id == first.question.id and other.given.items() <= first.given.items():
        return False  # the first says all that it says
    near = CLEAR if other.question.id != first.question.id else ALONE
    if first.score >= TWICE * other.score:
        return False
    return min(first.score / other.score, first.nearest / other.nearest) < near or other.heard > WORDIER * first.heard


def _understood(sentence: str) -> bool:
    """Whether any word of a sentence is one by which people ask, or nearly so; those of three letters or fewer tell nothing."""
    from rapidfuzz import fuzz, process

    known: set[str] = set().union(*index().words.values())
    words = [w for w in fold(sentence).split() if len(w) > 3]
    return any(w in known or process.extractOne(w, known, scorer=fuzz.ratio, score_cutoff=75) for w in words)


def _languages(sentence: str) -> list[str]:
    """The language of a sentence, by the words of the ways of asking; both where that does not tell."""
    words = set(fold(sentence).split())
    known = {lang: len(words & found) for lang, found in index().words.items()}
    return [lang for lang, n in known.items() if n == max(known.values())]


def _rank(reading: Reading) -> tuple[bool, float, int]:
    return not reading.exact, -reading.score, _common(reading)


def _common(reading: Reading) -> int:
    """The place of a question among those that people ask most."""
    common, name = catalogue.COMMONEST, reading.question.id
    return common.index(name) if name in common else len(common)


def _readings(signed: str, named: Sequence[Named], lang: str, odd: int, unread: bool, source: Engine) -> Iterator[Reading]:
    """The questions whose ways of asking are most like a sentence, with the values that each takes from it.

    Where it has words that no question has (`odd` of them) and names nothing but states, places and days, of which anything can be asked,
    what has none of its telling words is no reading. Where it names a treaty, a body, a mission, that may well be what is asked about.
    What is `unread` in it speaks against all.
    """
    ours = any(n.kind not in ("state", "territory", "time", "concept") for n in named)
    telling = scope.telling(signed, lang)
    denies, text = bool(NOT.search(signed)), scope.spelt(fold(signed), lang)
    cannot, moods = barred(signed, named), [asks for asks in MOODS.values() if asks.search(text)]
    asks_when = bool(turns.WHEN.match(text))
    measured = [word for word in text.split() if turns.MEASURED.fullmatch(word)]
    rows = {word: term for row, term in terms(text, lang) if len(row) > 1 for word in row}
    told = telling if odd and not ours else [w for w in text.split() if len(w) > 3 and w not in SIGNED]
    alike, likely = index().alike(text, lang), index().likely(text, lang)
    unheld = max((heard for heard, phrase in alike if not phrase.question), default=0.0)
    for heard, phrase in heapq.nlargest(NEAREST, alike, key=lambda found: found[0]):
        if not phrase.question or (heard < OFFERED and not ours):
            continue
        question = catalogue.all_questions()[phrase.question]
        fixed = dict(phrase.fixed)
        bounds, dated = bound(signed, named)
        given, amiss, undated = values(question, denied(phrase.parameters, signed), dated, bounds, fixed, cannot)
        given = {**fixed, **given}
        if unconcluded(question, given, text, gazetteer(source)):
            question, given = catalogue.all_questions()[catalogue.CONSENTS], {"state": catalogue.ANY, **given}
        if gone(question, given, text, gazetteer(source)):
            question, given = catalogue.all_questions()[catalogue.SUCCESSIONS], {"state": given["state"]}
        narrowed, timed = bool(given.keys() - fixed.keys()), any(n.kind == "time" for n in named)
        given |= ever(question, given, narrowed, bounds, timed)
        if narrowed and not timed:
            given |= last_day(question, given, text, gazetteer(source))
        filled = [expand(value) or value for name, value in given.items() if name not in ("from", "to")]
        if len(set(filled)) < len(filled):
            continue  # nothing is asked of a thing and itself: who is in the United Nations but not in them
        given |= own(question, given)
        needed = phrase.parameters or [
            p.name for p in question.parameters if p.name in ROLES and p.kind == "iri"
        ]  # a question of two needs both
        kinds = {"organisation" if n.kind == "forum" else n.kind for n in named}
        wanting = sum(name[1:] not in kinds if name.startswith("*") else name not in given for name in needed)
        amiss += wanting + unread
        # permanent and elected members are those of an organ: of NATO nobody is either, and nobody has a veto
        amiss += 2 * ("status" in fixed and any(n.kind in ("organisation", "forum") and not n.whole for n in named))
        # a "not" says more than one word: who does not defend a state is nobody who is bound by one duty and not by another
        against = (denies and heard < HALF_LIKE) if phrase.denies in (None, denies) else True
        # of what is asked a word must be there: "erkent" is not heard in "werkt", nor what has only "which" and "have" in common
        if told and not any(_said(word, phrase, rows) for word in told):
            heard *= HALF if asks_when and named and turns.WHEN.match(phrase.text) else UNHEARD
        if (unsigned := turns.unsigned(text)) and unsigned != turns.unsigned(phrase.text):
            heard *= UNHEARD
        if ours or heard >= OFFERED:
            sure = heard >= SURE or (heard >= HALF and sum(_said(word, phrase, rows) for word in telling) >= odd)
            sure = sure or (heard >= HEARD and bool(telling) and all(_said(word, phrase, rows) for word in telling))
            sure = sure and (heard >= PARTLY or not any(n.part for n in named))
            sure = sure and all(heard >= HALF and asks.search(phrase.text) for asks in moods)
            sure = sure and all(_said(word, phrase, rows) for word in measured)
            # a strange word may be another body than the one that goes without saying
            sure = sure and not (odd and "organisation" in fixed)
            sure = sure and unsigned == turns.unsigned(phrase.text)
            sure = sure and heard > unheld and (MOODS["may"] in moods or not MOODS["may"].search(phrase.text))
            nearest = heard * AMISS**amiss * UNDATED**undated * (DENIED if against else 1.0)
            score, exact = nearest * math.exp(BAYES * likely[question.id]), _bare(phrase.text) == _bare(text)
            off = unheld > max(heard, HALF)
            yield Reading(question, given, lang, score, amiss + against, heard, sure, exact, nearest, unheld=off, wanting=bool(wanting))


def _said(word: str, phrase: Phrase, rows: Mapping[str, str]) -> bool:
    """Whether a word is in a way of asking: itself, another that asks the same, or nearly itself.

    `rows` tells what a word is compared as that stands in a row of several in the sentence: "pulled" of "pulled out" is to leave.
    """
    meant = {*stems(word, phrase.lang), rows.get(word, "")}
    return bool(meant & index().stems[phrase]) or scope.heard(word, phrase.text.split(), phrase.lang)


def _bare(words: str) -> list[str]:
    """The words of a way of asking without articles."""
    return [w for w in words.split() if w not in ARTICLES and w not in ("a", "an", "een")]


def _no_article(signed: str, named: Sequence[Named]) -> str:
    """Whether an article stands beside the text of which it is said to be one, and is not held: a key of the sentences on that."""
    texts = "|".join(sorted({SIGNS[kind] for kind in (*KINDS["provision"], "organisation")}))
    of = r"[\s,]*(?:(?:of|from|in|the|van|uit|de|het)\s+)*"
    beside = re.search(rf"{ARTICLE.pattern}{of}(?:{texts})|(?:{texts})\s+{ARTICLE.pattern}", signed, re.IGNORECASE)
    return "article" if beside and all(n.kind != "provision" for n in named) else ""
