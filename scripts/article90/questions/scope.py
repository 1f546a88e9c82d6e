"""What of a sentence carries its meaning, and what of that no question here has: the sign that something else is asked.

No word is listed here. That a word joins others, and tells nothing of what is asked, is seen by its standing in questions on many
themes; that something lies outside, by its standing in no question.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, partial
from weakref import WeakKeyDictionary

from ..engines import Engine, rows, text
from ..folding import fold
from ..gazetteer import gazetteer
from . import catalogue
from .phrases import LITTLE, SIGNS, index, stem, stems

# A word of the questions of so many themes tells none of them from the others.
EVERYWHERE = 4
# From this likeness on (100 is alike) a word is another with a slip of the pen, and from this on it is put right: president is not present.
LIKE, SLIP = 86.0, 90.0


# A year that none of the dates that are read is: who asks of 3024 is not to hear of today.
_UNREAD = re.compile(r"2[1-9]\d\d|[3-9]\d{3}|\d{5}")

# Letters with a number behind them are a name: ww2.
_MIXED = re.compile(r"[a-z]+\d+")


@cache
def joining(lang: str) -> frozenset[str]:
    """The words of a language that stand in questions on most themes: which, how, many, does, have."""
    themes: dict[str, set[str]] = {}
    for phrase in index().phrases:
        if phrase.question and phrase.lang == lang and phrase.denies is not None:
            for word in phrase.text.split():
                themes.setdefault(word, set()).add(catalogue.all_questions()[phrase.question].theme)
    return frozenset(word for word, found in themes.items() if len(found) >= EVERYWHERE)


def telling(signed: str, lang: str) -> list[str]:
    """The words of a sentence (signs in the place of what it names) that tell what is asked: none of three letters, but capitals."""
    words = re.findall(r"\w+(?:['’-]\w+)*", re.sub(rf"{SIGNS['concept']}\s+\S+", "", signed))  # a concept stands behind its sign
    told = (
        fold(w)
        for w in words
        if w not in SIGNS.values()
        and (_UNREAD.fullmatch(w) or (not w.isdigit() and (len(w) > 3 or (len(w) > 1 and w.isupper()) or _MIXED.fullmatch(w))))
    )
    return [w for one in told for w in one.split() if w not in joining(lang)]


def heard(word: str, among: Collection[str], lang: str, like: float = LIKE) -> bool:
    """Whether a word stands among others, with another ending or a slip of the pen."""
    from rapidfuzz import fuzz, process

    return word in among or bool(process.extractOne(word, among, scorer=fuzz.ratio, processor=partial(stem, lang=lang), score_cutoff=like))


# A capital behind a small letter: in a heading every word has one.
_NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]{3,}")


@cache
def spelt(text: str, lang: str) -> str:
    """A folded text with the words by which people ask in place of those that are nearly so: slips of the pen."""
    from rapidfuzz import fuzz, process

    known = index().words[lang]

    def right(word: str) -> str:
        near = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=SLIP) if len(word) > 4 and word not in known else None
        return near[0] if near else word

    return " ".join(right(word) for word in text.split())


def strange(signed: str, lang: str, source: Engine) -> list[str]:
    """The telling words of a sentence that stand in no question and name nothing: but what stands between any (within, ooit)."""
    known = gazetteer(source)
    names = {fold(w) for w in _NAME.findall(signed)} if signed != signed.title() else set()  # Atlantis is no Atlantic with a slip in it
    told = (w for w in dict.fromkeys(telling(signed, lang)) if w not in LITTLE)
    odd = (w for w in told if not heard(w, index().words[lang], lang, 100.0 if w in names else LIKE))
    return [w for w in odd if w not in known.names and w not in known.codes and not any(s.startswith("=") for s in stems(w, lang))]


def unnamed(sentence: str, odd: Collection[str]) -> bool:
    """Whether a treaty or a former ruler is named that is not here: a word that no question has beside one for a treaty (Kyoto Protocol),
    or behind independence (from the Ottoman Empire).
    """
    words = "|".join(map(re.escape, odd))
    text = r"(?:treaty|convention|protocol|agreement|accords?|pact|charter|statute|verdrag|conventie|overeenkomst|akkoord|handvest|statuut)"
    beside = rf"\b(?:{words})\s+{text}\b|\b{text}\s+(?:of|on|van|inzake|over|tegen)\s+(?:(?:the|de|het)\s+)?(?:{words})\b"
    freed = rf"\b(?:independ|onafhankelijk|colon|koloni)\w*\s+(?:from|of|van)\s+(?:(?:the|de|het)\s+)?(?:{words})\b"
    return bool(words) and bool(re.search(f"{beside}|{freed}", fold(sentence)))


def said(words: Collection[str], lang: str, source: Engine) -> bool:
    """Whether words are, all of them, such as things are told in, so that a card may have what no question asks: capital, seat."""
    return bool(words) and all(heard(w, _terms(source), lang) for w in words)


_TERMS = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?name {
  { ?term rdfs:label ?name }
  UNION { ?term skos:inScheme ?scheme ; skos:prefLabel ?name FILTER(!STRENDS(STR(?scheme), "/organ")) }  # no card tells who is president
  FILTER(LANG(?name) IN ("en", "nl"))
}"""
_known: WeakKeyDictionary[Engine, set[str]] = WeakKeyDictionary()


def _terms(source: Engine) -> set[str]:
    """The words in the names of the terms and concepts in which things are told: capital, seat, peacekeeping."""
    if source not in _known:
        _known[source] = {w for r in rows(source.query(_TERMS)) for w in fold(text(r, "name")).split() if len(w) > 3}
    return _known[source]
