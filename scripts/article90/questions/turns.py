"""Turns of phrase by which is told what a sentence asks: what a thing is, the latest, what is left out, and which part of it asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..folding import AGAIN
from .phrases import SIGNED, SIGNS

# What is like a part of a sentence is worth so much of what is like the whole.
PART = 0.9

_ASKS = re.compile(
    r"\b(?:who|whom|what|when|where|which|how|why|is|are|did|does|do|has|have|wie|wat|wanneer|waar|welke?|hoe|hoeveel|waarom|heeft|zijn)\b",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\s*\([^()]*\)")
_PAUSE = re.compile(
    r"\s*(?:[;:?!,–]|\s-\s|\.(?=\s)|\b(?:and|en)\b(?=\s+(?:who|what|when|where|which|how|why|wie|wat|wanneer|waar|welke|hoe|hoeveel|waarom|sinds)\b))\s*",
    re.IGNORECASE,
)


def parts(sentence: str) -> list[tuple[str, float]]:
    """A sentence, and the parts of it that may be all that is asked, with what a likeness to each is worth."""
    bare = BRACKETS.sub("", sentence)
    told = [p for p in _PAUSE.split(bare) if len(p.split()) > 2]
    told = [p for p in told if _ASKS.search(p)] or told  # beside a question what does not ask is only what it is about
    return list(dict.fromkeys([(sentence, 1.0), *((part, PART) for part in (bare, *told) if part.strip() and part != sentence)]))


_TWICE = re.compile(rf"({'|'.join(SIGNED)})[^.;:!?()]*\1")


def itself(sentence: str, signed: str, named: Sequence[str]) -> str:
    """What is named twice in one clause, in the same words or to ask whether it is one, and nothing else: whether NATO is in NATO is
    nothing that a question asks."""
    again = AGAIN.search(sentence) or SAME.search(sentence)
    said = len(named) == 2 and named[0] == named[1] and again and _TWICE.search(signed)
    return named[0] if said else ""


# What is asked of a thing when only what it is: the card tells that.
_THING = "|".join(sorted({sign for kind, sign in SIGNS.items() if kind not in ("time", "concept", "provision")}))
_NAME = rf"(?:(?:the|an?|de|het|een)\s+)?(?:{_THING})"
_SHORT = rf"(?:(?:the|de)\s+)?(?:(?:letters|initials|abbreviation|acronym|afkorting|initialen)\s+)?{_NAME}"
_LETTERS = (
    rf"what\s+(?:is\s+)?(?:(?:does|do)\s+)?{_SHORT}\s+(?:stands?\s+for|means?)|"
    rf"what\s+is\s+{_SHORT}\s+(?:short|an abbreviation|an acronym)\s+(?:for|of)|"
    rf"wat\s+betekent\s+{_SHORT}|waar\s*(?:voor\s+)?staat\s+{_SHORT}(?:\s+voor)?"
)
CARD = re.compile(
    rf"(?:(?:what|who|wat|wie)\s+(?:is|was|are|were|zijn|waren)|tell me about|explain|describe|vertel (?:me )?over|leg uit|beschrijf)"
    rf"\s+{_NAME}|{_LETTERS}|"
    rf"(?:(?:definition|meaning) of|(?:definitie|betekenis) van)\s+{_NAME}|{_NAME}\s+(?:defined|definition|meaning|definitie|betekenis)",
    re.IGNORECASE,
)
# What stands for a name in a sentence is no word of one.
SIGN = re.compile("|".join(SIGNED), re.IGNORECASE)
# What a thing is and something more of it, which is then "it".
ASKED_TWICE = re.compile(
    r"\s*(?P<what>(?:what|who|wat|wie)\s+(?:is|was|are|were|zijn|waren))\s+(?P<name>[^,?]+?)\s*(?:,|,?\s(?:and|en)\b)\s*"
    r"(?P<rest>(?:which|what|who|when|where|how|has|have|did|does|is|are|welke?|wat|wie|wanneer|waar|hoe\w*|sinds|heeft|hebben)\b.+)$",
    re.IGNORECASE,
)
IT = re.compile(
    r"\b(?:(?:er|hier|daar)(?P<by>bij|van|in|aan|door|voor|mee|over|toe)|its?|they|them|these|ze|zij|deze|het(?=\s*\W*$))\b", re.IGNORECASE
)
# What it does is told by its aims, and by its card where none are recorded.
DOES = re.compile(
    rf"(?:what|wat)\s+(?:does|do|did|doet|doen|deed)\s+{_NAME}(?:\s+(?:do|precies))?|"
    rf"(?:what|wat)\s+(?:is|are|was|were|zijn|waren)\s+(?:the|de|het)\s+(?:main\s+)?(?:roles?|functions?|tasks?|rol|functies?|ta(?:ak|ken))"
    rf"\s+(?:of|van)\s+{_NAME}(?:\s+(?:in|te)\s+[A-Z]\w+(?:\s[A-Z]\w+)?)?",
    re.IGNORECASE,
)
# The last of several is asked for; not what was in the last ten years.
LATEST = re.compile(
    r"\b(?:newest|latest|most recent(?:ly)?|youngest|nieuwste|meest recente?|recentste|jongste|(?:last|laatste?)(?!\s+(?:\w+\s+)?"
    r"(?:years?|months?|weeks?|decades?|century|time|jaar|jaren|maand(?:en)?|we(?:ek|ken)|decenni\w+|eeuw|keer|tijd)\b))\b",
    re.IGNORECASE,
)
# What is named behind these words is left out of what is asked.
BUT = re.compile(
    r"\b(?:apart from|except(?: for)?|but|other than|besides|excluding|minus|not counting|with the exception of|"
    r"behalve|afgezien van|naast|uitgezonderd|met uitzondering van|op(?=[^,]*\bna\b))\s+"
    rf"(?:(?:the|de|het)\s+)?(?:{'|'.join(SIGNED)})\b|(?:{'|'.join(SIGNED)})\s+(?:excepted|excluded|uitgezonderd|niet meegerekend)\b",
    re.IGNORECASE,
)

# What comes first or last of several by a measure: only a way of asking that says it tells of that.
MEASURED = re.compile(
    r"\b(?:smallest|largest|biggest|greatest|richest|poorest|strongest|weakest|highest|lowest|fewest|most|"
    r"kleinste|grootste|rijkste|armste|sterkste|zwakste|hoogste|laagste|minste|meeste)\b",
    re.IGNORECASE,
)
# Whether two names are those of one thing.
SAME = re.compile(r"\b(?:same|identical|hetzelfde|dezelfde|zelfde)\b", re.IGNORECASE)
# A question for a day: the days of what is named may answer it though a word of it is not known.
WHEN = re.compile(r"(?:when|wanneer|(?:(?:in|on|op|sinds)\s+)?(?:which|what|welke?)\s+(?:year|date|day|jaar|datum|dag))\b", re.IGNORECASE)
# From whom a state became independent, where the day is asked: the day is its own.
_FREED_FROM = re.compile(
    r"(\b(?:independen\w+|onafhankelijk\w*))\s+(?:from|of|van)\s+[^?.!,;]+?"
    r"(?=\s+(?:in|on|and|en|as|declared|won|verklaard|uitgeroepen|uit)\b|[?.!,;]|$)",
    re.IGNORECASE,
)
# What else something is called.
_ALIAS = re.compile(
    r"\s*,?\s*\b(?:also|otherwise|better|ook wel|ook|beter)\s+(?:known|called|referred to|bekend|genoemd)(?:\s+(?:as|als))?\s+[^?,;]+"
    r"(?:,|(?=[?;])|$)",
    re.IGNORECASE,
)

# What stands before what is asked and asks nothing: is it true that, kunt u aangeven, hi Tom.
_LEAD_IN = re.compile(
    r"^\s*(?:(?:hey|hi|hello|hallo|hoi|dear|beste)(?:\s+[A-Z]\w+)?\s*,\s*|"
    r"(?:is it (?:true|correct|known)(?: that)?|do you know|(?:could|can|would) you (?:please )?(?:tell me|say|explain)|"
    r"i(?:['’]d| would)? (?:like|want) to know|i wonder|please tell me|does anyone know|"
    r"is het (?:nu |al |nog )?(?:waar|juist|correct|bekend)(?: dat)?|klopt het(?: dat)?|weet (?:u|je|iemand|jij)|kent u|bent u bekend met|"
    r"k(?:unt u|un je|an iemand) (?:mij |me |ons )?(?:aangeven|vertellen|zeggen|uitleggen|meedelen|toelichten)|"
    r"ik (?:wil|zou) (?:graag )?(?:willen )?weten|ik vraag me af)\s*,?\s+(?=\S+\s+\S))",
    re.IGNORECASE,
)
# A clause on what a named thing founded tells no more than its name: the North Atlantic Treaty which established NATO.
_WHICH_FOUNDED = re.compile(
    r"(\b[A-Z][\w-]*)\s+(?:which|that)\s+(?:established|created|founded|set up|formed)\s+(?:the\s+)?"
    r"[A-Z][\w-]*(?:\s+(?:of\s+)?[A-Z][\w-]*)*"
    r"(?=\s+\w)"
)
# When something took place is when it was: wanneer vond de oprichting van de NAVO plaats.
_TOOK_PLACE = re.compile(r"\b(?:vond|vonden|heeft)\s+((?:de|het)\s+\w+ing\b[^?,;]*?)\s+plaats(?:gevonden)?\b", re.IGNORECASE)
# Small as it is written, us in front of what a state has is America.
_AMERICAN = re.compile(
    r"(?<!\btell )(?<!\bshow )(?<!\bgive )(?<!\bhelp )(?<!\blet )"
    r"\bus(?=\s+(?:nuclear|military|troops?|soldiers?|forces|bases?|army|navy|atomic)\b)"
)


def simpler(sentence: str) -> str:
    """A sentence without what does not change what it asks: what leads in to it, of whom a state became independent on a day, what else
    a thing is called or founded.
    """
    sentence = _AMERICAN.sub("US", sentence)
    told = _WHICH_FOUNDED.sub(r"\1", _ALIAS.sub("", _LEAD_IN.sub("", sentence)))
    return _FREED_FROM.sub(r"\1", _TOOK_PLACE.sub(r"was \1", told)) if WHEN.match(told.strip()) else told


_UNSIGNED = re.compile(
    r"\b(?:not|never|without|niet|nooit|zonder)\s+(?:\w+\s+){0,3}?(?:sign\w*|onderteken\w*|getekend|tekenden)|"
    r"\b(?:did|have|has)n['’]?t\s+(?:\w+\s+)?sign\w*|(?:onderteken\w*|tekenden)\s+(?:\w+\s+){0,3}?(?:niet|nooit)\b",
    re.IGNORECASE,
)


_BOUND = re.compile(
    r"\b(?:ratif\w*|bound|part(?:y|ies)|joined|consent\w*|acce(?:ded|ssion)|bekrachtig\w*|partij\w*|gebonden|geratificeerd)\b",
    re.IGNORECASE,
)


@cache
def unsigned(text: str) -> str:
    """Who is asked for that did not sign: one "bound" all the same, or any; empty where nobody is."""
    return "" if not _UNSIGNED.search(text) else "bound" if _BOUND.search(text) else "any"
