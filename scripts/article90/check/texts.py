"""The text in a file: what an editor does not see, and what a reader sees too well.

Characters that are invisible or have gone wrong, mark-up, blanks, languages, and addresses of one's own machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ..vocabulary import XSD, short

_SKOS = "http://www.w3.org/2004/02/skos/core#"
LABELS = frozenset(_SKOS + name for name in ("prefLabel", "altLabel", "hiddenLabel"))
# The titles of some legal acts are as long as this; a sentence that explains belongs in a description.
LONGEST_LABEL, LONGEST_TEXT = 250, 2_000

# ISO 639-1, which BCP 47 wants where it has a code; of languages without one, none is in use here.
_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff
fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks
ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps
pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz
ve vi vo wa wo xh yi yo za zh zu
"""
LANGUAGES = frozenset(_CODES.split())

_TEXT = frozenset(("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", XSD + "string", XSD + "anyURI"))

# What is wrong in a text, and what to do about it. The joiners of Persian and of Indian scripts are left alone.
_UNSEEN = {
    "a control character": re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]"),
    "an invisible character": re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]"),
    "a blank that does not break": re.compile("[\u00a0\u2007\u202f]"),
    "a character that was lost (\ufffd)": re.compile("\ufffd"),
    "letters that were read in the wrong encoding": re.compile("[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u20ac"),
    "HTML": re.compile(r"</?[A-Za-z][^<>]*>|&(?:[A-Za-z]+|#\d+|#x[0-9A-Fa-f]+);"),
    "two blanks in a row": re.compile("  "),
}
_SUSPECT = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in _UNSEEN.values()))
_HERE = re.compile(r"https?://(?:[^/@]*@)?(?:localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|\[|[^/.:]+(?:[:/]|$))")
_TAG = re.compile(rb'"@([A-Za-z0-9-]+)')


def check_texts(document: bytes, triples: Iterable[ox.Triple]) -> Iterator[tuple[str, str, str]]:
    """(subject, rule, message) for each literal that is not clean text in a known language."""
    capitals = {tag.decode() for tag in _TAG.findall(document) if tag != tag.lower()}
    for s, p, o in triples:
        if not isinstance(o, ox.Literal) or isinstance(s, ox.BlankNode):
            continue
        what = f'{short(p.value)} "{o.value[:40]}"' if o.value else short(p.value)
        wrong = _wrong(p.value, o.value) if o.datatype.value in _TEXT else None
        if wrong:
            yield s.value, "clean-text", f"{what} {wrong}."
        tag = _wrong_tag(p.value, o)
        if tag:
            yield s.value, "languages", f"{what} {tag}."
        if o.datatype.value == XSD + "anyURI" or "://" in o.value:
            address = _wrong_address(o.value, o.datatype.value == XSD + "anyURI")
            if address:
                yield s.value, "web-addresses", f"{what} {address}."
    # a parser makes all tags lower case, so which subject has it is not known here
    for tag in sorted(capitals):
        subject = next((s.value for s, _, _ in triples if isinstance(s, ox.NamedNode)), "")
        yield subject, "languages", f"The language tag @{tag} is written with capitals: write @{tag.lower()}."


def _wrong(prop: str, text: str) -> str | None:
    if not text:
        return "is empty: give the text, or leave the line out"
    if text != text.strip():
        return "begins or ends with a blank: take it away"
    if len(text) > LONGEST_TEXT:
        return f"is {len(text):,} characters long: say in a sentence or two what matters, and cite the rest"
    if prop in LABELS and len(text) > LONGEST_LABEL:
        return f"is {len(text)} characters long: a label is a name; put the sentence in dcterms:description"
    if _SUSPECT.search(text):
        found = next(what for what, pattern in _UNSEEN.items() if pattern.search(text))
        return f"holds {found}: write plain text"
    return None


def _wrong_tag(prop: str, text: ox.Literal) -> str | None:
    if text.language is None:
        return "has no language: say which, as in @en" if prop in LABELS else None
    primary = text.language.partition("-")[0]
    if primary.lower() not in LANGUAGES:
        return f"has the language tag @{text.language}, which is no code of ISO 639-1: write two letters, as in @nl"
    return None


def _wrong_address(text: str, whole: bool) -> str | None:
    if whole and (not re.match(r"https?://\S", text) or re.search(r'[\s<>"{}|\\^`]', text)):
        return "is no web address: it begins with http:// or https:// and holds no blanks"
    if _HERE.match(text) if whole else _HERE.search(text):
        return "is an address on one's own machine or network: give that on the public web"
    return None
