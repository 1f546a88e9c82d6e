"""The normal forms in which names are compared: how a name is folded, taken to a bag of words, and taken apart."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Letters that have no decomposition in Unicode but are written without their stroke as often as with it.
_PLAIN = str.maketrans({"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h"})
_APOSTROPHES = "'’‘ʼ`´ʻ"
_APOSTROPHE, _POSSESSIVE = re.compile(rf"[{_APOSTROPHES}]"), re.compile(rf"[{_APOSTROPHES}]s\b")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ARTICLES = _set("the de het la le les el los las il der die das den l")
# Words of many languages that join the words of a name, or stand before it.
LINKS = ARTICLES | _set("of and du des d y et e i in und van von di del della dello do da dos o a al")
_LINKING = _set("en nl de fr es pt it da sv ro")
_PHRASES = {"united states of america": "us", "united states": "us", "united kingdom": "uk", "viet nam": "vietnam"}
_WORDS = {
    "usa": "us",
    "rep": "republic",
    "repub": "republic",
    "dem": "democratic",
    "fed": "federal",
    "federated": "federal",
    "federation": "federal",
    "st": "saint",
    "sts": "states",
    "state": "states",
    "is": "islands",
    "isl": "islands",
    "isls": "islands",
    "island": "islands",
    "isles": "islands",
    "terr": "territory",
    "territories": "territory",
    "prov": "province",
    "people": "peoples",
    "german": "germany",
    "gt": "great",
    "cent": "central",
    "pdr": "peoples democratic republic",
    "dpr": "democratic peoples republic",
    "dr": "democratic republic",
    "pr": "peoples republic",
    "ir": "islamic republic",
    "rb": "bolivarian republic",
    "fyr": "former yugoslav republic",
    "fr": "federal republic",
    "ssr": "soviet socialist republic",
    "sar": "special administrative region",
    "org": "organization",
    "orgn": "organization",
    "organisation": "organization",
    "assn": "association",
    "intl": "international",
    "govt": "government",
    "programme": "program",
    "center": "centre",
}
# Treaties are called either in Dutch: genocideverdrag, genocideconventie; Verdragen van Genève, Conventies van Genève.
_CONVENTION = re.compile(r"(?:conventie|conventies|verdragen)\b")
_POINTS = {"n": "north", "s": "south", "e": "east", "w": "west"}
# Words that tell what kind of state a thing is, not which.
GENERIC = _set(
    "republic democratic peoples federal kingdom states socialist islamic arab union united commonwealth sultanate great plurinational city"
)
SORTS = _set("democratic peoples")
# Two names that differ in one of these are two names, however alike they are spelt.
TELLING = _set(
    "north south east west northern southern eastern western new central upper lower great greater little former first second third "
    "democratic peoples minor nord sud noord zuid oost nouvelle"
)
_STARS = re.compile(r"[*†‡§¹²³⁴⁵⁶⁷⁸⁹]+|\[[0-9a-z]{1,2}\]\s*$")
_GOVERNMENT = re.compile(r"^\s*(?:the\s+)?gov(?:ernment|t)?\.?\s+of\s+(?:the\s+)?", re.IGNORECASE)
_FORMER = re.compile(r"^\s*(?:the\s+)?(?:former(?:ly)?|ex)[\s-]+|[\s,]*\(?\bformer\)?\s*$", re.IGNORECASE)
_PARTS = re.compile(r"[(\[]([^()\[\]]*)[)\]]|\s*[;/]\s*|\s+[-–—]\s+")
_YEARS = re.compile(r"\W*(?:(?:since|until|till|to|from|before|after|pre|post)\W*)?(?:\d{4}\W*){0,2}\W*", re.IGNORECASE)


def _bare(name: str) -> str:
    """Decomposed (UAX #15, NFKD), without marks, case folded."""
    if name.isascii():
        return name.casefold()
    split = unicodedata.normalize("NFKD", _STARS.sub(" ", name).casefold())
    return "".join(c for c in split if not unicodedata.combining(c)).translate(_PLAIN)


def _split(bare: str) -> list[str]:
    """The words of a bare name; initials that stand in a row (U. S. A.) are one word."""
    words: list[str] = []
    initials = False
    for word in re.sub(r"[\W_]+", " ", bare.replace("&", " and ")).split():
        single = len(word) == 1 and word.isalpha() and word.isascii()
        if single and initials:
            words[-1] += word
        else:
            words.append(word)
        initials = single
    return words


@cache
def fold(name: str) -> str:
    """The normal form in which names are compared.

    Unicode compatibility decomposition (UAX #15, NFKD), without marks, case folded, with blanks for punctuation and
    without a leading article.
    """
    bare = _bare(name)
    for apostrophe in _APOSTROPHES:
        bare = bare.replace(apostrophe, "")
    words = _split(bare)
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "de", "het") else words)


# Names of three letters or fewer that are words of English or Dutch too, and those that are not behind an article: tell us, the us.
_SHORT_WORDS = _set("aim att car cat due eva gos ish las man roc rok who")
_PRONOUNS = _set("ag au ec eg us vs wa")


def is_word(folded: str, behind_article: bool) -> bool:
    """Whether a folded name of three letters or fewer, written small in a sentence, is a word and not the name."""
    return folded in _SHORT_WORDS or (folded in _PRONOUNS and not behind_article)


# A word that stands there twice, but for the smallest: NATO in NATO.
_AGAIN = r"\b(?!(?:the|van|het|der|and|een|for|voor)\b)(\w{3,})\b.*\b\1\b"
AGAIN = re.compile(_AGAIN, re.IGNORECASE)
# What tells that words are not those of one name: a mark between them, or a word that is said again.
TWO = re.compile(rf"[?!;:]|{_AGAIN}", re.IGNORECASE)


def squash(folded: str) -> str:
    """A folded name without its blanks: Viet Nam and Vietnam are one."""
    return folded.replace(" ", "")


@cache
def bag(name: str, lang: str = "en") -> str:
    """The words of a name that tell, abbreviations written out, sorted: "Korea, Rep." and "Republic of Korea" are one.

    Joining words are left out in the languages that have them: `del` is an article in Spanish and the south in Hungarian.
    """
    links = LINKS if lang in _LINKING else frozenset[str]()
    bare = _bare(name)
    text = " ".join(_split(_APOSTROPHE.sub(" ", _POSSESSIVE.sub("s", bare))))
    for phrase, short in _PHRASES.items():
        if phrase in text:
            text = re.sub(rf"\b{phrase}\b", short, text)
    words = _CONVENTION.sub("verdrag", text).split()
    whole = [_POINTS.get(w, w) if len(words) > 1 else w for w in words]
    told = {one for w in whole for one in _WORDS.get(w, w).split() if one not in links}
    return " ".join(sorted(told))


def ruled(name: str) -> str:
    """A name without what tables put around it: "Government of", "former", stars and the marks of notes."""
    return _FORMER.sub("", _GOVERNMENT.sub("", _STARS.sub("", name))).strip()


def parts(name: str) -> list[str]:
    """A name taken apart at brackets, slashes and dashes, else at commas; years and empty parts are left out."""
    found = [p.strip() for p in _PARTS.split(name) if p and p.strip()]
    if len(found) == 1:
        found = [p.strip() for p in found[0].split(",") if p.strip()]
    return [p for p in found if not _YEARS.fullmatch(p)]


def core(name: str) -> str:
    """A name without the words that tell only what kind of state it is: the part in which a slip must be small."""
    return " ".join(w for w in fold(name).split() if w not in LINKS and _WORDS.get(w, w) not in GENERIC)


def alike(one: str, other: str) -> bool:
    """Whether two folded names may be spellings of one: the same numbers, and the same words that tell places apart."""
    a, b = set(one.split()), set(other.split())
    return (a & TELLING) == (b & TELLING) and {w for w in a if any(c.isdigit() for c in w)} == {w for w in b if any(c.isdigit() for c in w)}


_UN = "(?:un|vn|united nations|verenigde naties)"
_COUNCIL = rf"(?:{_UN} )?(?:security council|veiligheidsraad|veiligheidsraads|sc|vr)"
_ASSEMBLY = rf"(?:{_UN} )?(?:general assembly|algemene vergadering|ga|av)"
_SAID = "(?:resolution|resolutie|res)(?: (?:no|nr|number|nummer))?"
_COUNCILS = re.compile(
    rf"(?:unscr?|scr|s res|(?:(?:{_COUNCIL}|unsc|{_UN}) )?{_SAID}|veiligheidsraads?resolutie) (\d{{1,4}})"
    rf"(?: (?:of |from |uit |van )?((?:19|20)\d\d))?(?: (?:(?:of|by|van|door) )?(?:(?:the|de) )?{_COUNCIL})?"
)
_ASSEMBLYS = re.compile(
    rf"(?:unga|a res|(?:(?:{_ASSEMBLY}|unga|{_UN}) )?{_SAID}) (\d\d) (\d{{1,3}})(?: (?:(?:of|by|van|door) )?(?:(?:the|de) )?{_ASSEMBLY})?"
)


def resolution(name: str) -> str:
    """The symbol of a resolution of the United Nations, case folded, with the year where that is said; empty for what names none.

    UNSCR 1244, S/RES/1244, VN-resolutie 1244 (1999) and resolution 1244 of the Security Council are one; so are resolution 64/288 and
    A/RES/64/288.
    """
    folded = fold(name)
    if found := _ASSEMBLYS.fullmatch(folded):
        return f"a/res/{found[1]}/{found[2]}"
    found = _COUNCILS.fullmatch(folded)
    return f"s/res/{found[1]}" + (f" ({found[2]})" if found[2] else "") if found else ""


_ACTORS = re.compile(
    r"\b(rebels?|militias?|insurgents?|guerr?illas?|militants?|front|liberation army|combatants|terrorists?|cartels?|faction|opposition)\b",
    re.IGNORECASE,
)
_GROUPS = re.compile(
    r"\b(world|global|total|income|regions?|regional|countries|developing|developed|least|aggregates?|average|area|oecd|excluding|members|others?|"
    r"rest of|multiple|various|unspecified|unknown|unidentified|not specified|stateless|wereld|onbekend|overige?|landen)\b",
    re.IGNORECASE,
)


def outside(name: str, regions: frozenset[str]) -> str:
    """Why a name that names no thing of ours never will: a region, a group of states, an armed group, nobody; empty if none of these."""
    if fold(name) in regions:
        return "a region, which has no identifier here: see concept/m49-region"
    if _ACTORS.search(name):
        return "an armed group or party, of which no identifiers are kept"
    return "a region, group or unknown, of which no identifiers are kept" if _GROUPS.search(name) else ""
