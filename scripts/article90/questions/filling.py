"""Which parameters and filters of a question take what a sentence names: states, bodies, texts, concepts and days, by their roles in it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ..gazetteer import Gazetteer
from ..vocabulary import BASE, expand
from . import catalogue
from .catalogue import KINDS, Parameter, Question
from .naming import Named
from .phrases import NOT, SIGNED, SIGNS

# Behind which words stands who imposes something, and on whom, in English and Dutch; where sanctions are said, behind more.
_BY, _ON, _OF, _TO = (
    re.compile(rf"\b(?:{words})\s+(?:(?:the|de|het)\s+)?$", re.IGNORECASE)
    for words in ("by|door", "on|upon|against|in|tegen|jegens", "from|of|uit|van", "on|upon|against|to|for|tegen|jegens|aan|voor")
)
_ANY = "|".join(SIGNED)
_DOER = re.compile(
    rf"(?:(?P<en>{_ANY})\s+(?:(?:has|have|had|did|does|do)\s+)?(?:ever\s+)?"
    rf"(?:impose[sd]?|adopt(?:s|ed)?|gives?|gave|given|introduced?|put|laid|lift(?:s|ed)?|placed?)\b|"
    rf"(?:(?:heeft|hebben|had|hadden)\s+(?:(?:de|het)\s+)?(?P<has>{_ANY})\s+(?:\w+\s+){{0,3}}(?:opgelegd|ingesteld|opgeheven)\b)|"
    rf"(?:(?:legt|leggen|legde|legden|stelt|stellen|stelde|stelden|hief|hieven|heft)\s+(?:(?:de|het)\s+)?(?P<nl>{_ANY})))",
    re.IGNORECASE,
)
_AIDED = re.compile(r"\b(?:defended|protected|helped|aided|assisted|verdedigd|beschermd|geholpen|bijgestaan)\b", re.IGNORECASE)
_IMPOSED = re.compile(r"\b(?:sanction|sanctie|embargo|boycot)", re.IGNORECASE)


def barred(signed: str, named: Sequence[Named]) -> dict[str, tuple[str, ...]]:
    """What each thing that is named cannot be: sanctions by Russia are not those on it, nor are American ones on Iran on America.

    Nor does what they are imposed on stand for a state that is bound by them.
    """
    signs = [*re.finditer(_ANY, signed)]
    things = [(sign, one) for sign, one in zip(signs, named, strict=True) if one.kind not in ("time", "concept")]
    who = [(sign, one) for sign, one in things if one.kind in ("state", "organisation", "forum")]
    imposed = bool(_IMPOSED.search(signed))

    def behind(*words: re.Pattern[str]) -> set[str]:
        return {one.value for sign, one in things if any(w.search(signed, 0, sign.start()) for w in words)}

    doers, others = behind(_BY), behind(_ON)
    doers |= {one.value for _, one in things if others and one.value not in others}
    if imposed:
        subjects = {m.start(m.lastgroup or 0) for m in _DOER.finditer(signed)}
        doers |= {one.value for sign, one in who if sign.start() in subjects}  # which sanctions does Russia impose
        if not doers and len(who) == 2 and _IMPOSED.search(signed, who[0][0].end(), who[1][0].start()):
            doers = {who[0][1].value}  # the US have sanctions to lay on Iran
        # sanctions from Russia, Russian sanctions
        if not doers:
            owners = {one.value for sign, one in who if one.scheme == "adjective" and _IMPOSED.search(signed[sign.end() : sign.end() + 30])}
            doers = (owners | (behind(_OF) & {one.value for _, one in who})) - behind(_TO)
        laid = (behind(_TO) | {one.value for _, one in who if doers}) - doers
        return {**dict.fromkeys(doers, ("target",)), **dict.fromkeys(others | laid, ("by", "state"))}
    owners = {one.value for _, one in who if one.scheme == "adjective"}  # American weapons in Europe are not in America
    # by whom one is defended owes it, and is not owed it
    aided = {one.value for _, one in who} - doers if doers and _AIDED.search(signed) else set()
    kept = {**dict.fromkeys(owners, ("host",)), **dict.fromkeys(doers, ("target", "owed-to")), **dict.fromkeys(others, ("by",))}
    return {**kept, **dict.fromkeys(aided, ("state",))}


def either(signed: str, named: Sequence[Named]) -> bool:
    """Whether sanctions may be those by what is named or those on it: Russian sanctions, sanctions of Russia, US sanctions."""
    who = [n for n in named if n.kind == "state"]
    plain = not _DOER.search(signed) and not any(_BY.search(signed, 0, m.start()) for m in re.finditer(_ANY, signed))
    if not plain or len(who) != 1 or not _IMPOSED.search(signed):
        return False
    beside = re.search(rf"{SIGNS['state']}\s+(?:{SIGNS['concept']}\s+)?{_IMPOSED.pattern}", signed, re.IGNORECASE)
    return bool(beside) or barred(signed, named).get(who[0].value) == ("target",)


_DENIED = re.compile(rf"{NOT.pattern}\W+(?:(?!{'|'.join(SIGNED)})[\w'’]+\W+)*?{SIGNS['organisation']}", re.IGNORECASE)


def denied(said: Sequence[str], signed: str) -> Sequence[str]:
    """What a way of asking says, in the order of the sentence: of two bodies the one behind the "not" is `without`.

    In NATO but not in the EU, not in the EU but in NATO: the likeness of words does not tell them apart.
    """
    bodies = [name for name in said if name in ("organisation", "without")]
    if len(bodies) < 2 or not (found := _DENIED.search(signed)):
        return said
    first = SIGNS["organisation"] not in signed[: found.end() - len(SIGNS["organisation"])]
    order = iter(("without", "organisation") if first else ("organisation", "without"))
    return [next(order) if name in bodies else name for name in said]


_SINCE, _AFTER, _UNTIL, _BEFORE = (
    re.compile(rf"\b(?:{words})\s+(?:the\s+|het\s+)?{SIGNS['time']}", re.IGNORECASE)
    for words in ("since|from|sinds|vanaf", "after|na", "until|till|up to|tot", "before|voor|vóór")
)


def bound(signed: str, named: Sequence[Named]) -> tuple[str, list[Named]]:
    """Which bound of a period a single date is: "from" of what is since then, "to" of what is until then, else "" (both).

    Beside it stands what is named with the date as that bound: before 2014 is until the last day of 2013, after it from the next year on.
    """
    if sum(n.kind == "time" for n in named) != 1:  # of two the earlier is the first
        return "", [*named]
    first, last = next(n.value for n in named if n.kind == "time").split("/")
    one = datetime.timedelta(days=1)
    if _AFTER.search(signed):
        day = (datetime.date.fromisoformat(last) + one).isoformat()
        return "from", [replace(n, value=f"{day}/{day}") if n.kind == "time" else n for n in named]
    if _BEFORE.search(signed):
        day = (datetime.date.fromisoformat(first) - one).isoformat()
        return "to", [replace(n, value=f"{day}/{day}") if n.kind == "time" else n for n in named]
    return "from" if _SINCE.search(signed) else "to" if _UNTIL.search(signed) else "", [*named]


# What another state than the one that is asked about may be: owed a duty, or that of which it became independent.
_COUNTERPARTS = ("owed-to", "predecessor")


def values(
    question: Question,
    said: Sequence[str],
    named: Sequence[Named],
    bounds: str,
    fixed: Collection[str],
    kept_from: Mapping[str, Collection[str]],
) -> tuple[dict[str, str], int, int]:
    """What is named as values of the question's parameters: first those that its way of asking says, in order, then any that fit.

    A single date is both bounds of a period, or the one that `bounds` says; of two dates the earlier is the first bound. What is
    `fixed` by the way of asking is open to no other value: Dutch troops are not those of another state; `kept_from` tells which
    parameters a thing cannot be. Beside the values stands how many things that are named are none, and how many dates.
    """
    parameters = {p.name: p for p in (*question.parameters, *question.filters) if p.name not in fixed}
    given: dict[str, str] = {}
    # of two states which is which is not told by a way of asking that says one of them
    two = sum(one.kind == "state" for one in named) == 2 and "*state" not in said
    left, undated = sum(two and {"state", role} <= parameters.keys() and len({"state", role} & {*said}) == 1 for role in _COUNTERPARTS), 0
    for one in sorted(named, key=lambda n: n.value if n.kind == "time" else ""):
        places = [parameters[name] for name in said if name not in given and not name.startswith("*")]
        if one.kind != "concept":  # what a word narrows to is said, or not meant
            places += [p for p in parameters.values() if p.name not in (*given, *said, *ROLES)]
        places = [p for p in places if p.name not in kept_from.get(one.value, ())]
        if one.kind == "time":
            places.sort(key=lambda p: p.name == ("from" if bounds == "to" else "to"))
        # a body whose members are the parties to a treaty stands for that where members are asked for, and for itself elsewhere
        amiss = one.scheme == "unlisted" and question.theme == "memberships"
        amiss |= one.scheme == "joined" and any(p.name == "organisation" for p in question.filters) and question.theme != "memberships"
        # nor is a part of a state a member of what the state is in
        covered = one.kind == "territory" and bool(one.whole) and question.theme == "memberships"
        amiss |= covered
        if amiss or not (any(_fill(p, one, given) for p in places) or _fill_text(said, one, given)):
            idle = not covered and f"*{'organisation' if one.kind == 'forum' else one.kind}" in said
            left += not idle and one.kind not in ("concept", "time") and one.value not in given.values()
            left += covered
            left += one.scheme == "m49-region"
            undated += one.kind == "time" or any(p.kind == "concept" and p.among == one.scheme for p in parameters.values())
    days = [n.value.split("/") for n in named if n.kind == "time"]
    # the nineties are no day, nor is what was since or before one, nor from one to another
    undated += 2 * ("date" in given and (bool(bounds) or len(days) > 1 or any(first[:4] != last[:4] for first, last in days)))
    if len(days) == 1 and not bounds and "to" in parameters and given.get("from") == days[0][0]:
        given["to"] = days[0][1]
    return given, left, undated


# The whole of time.
EVER = {"from": "1800-01-01", "to": "today"}


def ever(question: Question, given: Mapping[str, str], narrowed: bool, bounds: str, timed: bool) -> dict[str, str]:
    """What a default would narrow to, which is but an example, left open: a filter where something else is said, and the whole of time
    where something is named and no date, or the other end of a period of which one is.
    """
    filters = {p.name for p in question.filters}
    defaults = {p.name: p.default for p in (*question.parameters, *question.filters) if p.default and p.name not in given}
    spans = [name for name in EVER if name in defaults and not (bounds and defaults[name] == "today")]
    told = {name: catalogue.ANY if name in filters else EVER[name] for name in spans if (narrowed and not timed) or bounds}
    return told | {name: catalogue.ANY for name in filters & defaults.keys() - EVER.keys() if narrowed or timed}


# Words for what is and what was, questions for a day, and for signature and consent.
_PRESENT = re.compile(
    r"\b(?:is|are|does|do|has|have|can|still|exists?|runs?|zit|zitten|zijn|heeft|hebben|hoort|horen|kan|bestaat|bestaan|loopt|lopen|nog)\b"
)
_PAST = re.compile(r"\b(?:was|were|did|had|became|werd|werden|waren|hadden|zat|zaten|hoorden|hoorde)\b")
_WHEN = re.compile(r"(?:when|wanneer|(?:in|on|op|sinds) (?:which|what|welke?) (?:year|date|day|jaar|datum|dag))\b")
_CONSENTS = re.compile(r"\b(?:sign|ratif|accede|acces|ondertek|tekend|bekracht|geratific|toegetreden|trad)", re.IGNORECASE)


def own(question: Question, given: Mapping[str, str]) -> dict[str, str]:
    """The state that is bound by what a state imposes: itself, where no other is said."""
    by = given.get("by", "")
    asks = "state" not in given and any(p.name == "state" for p in question.parameters)
    return {"state": by} if asks and (expand(by) or by).startswith(f"{BASE}state/") else {}


def unconcluded(question: Question, given: Mapping[str, str], asked: str, known: Gazetteer) -> bool:
    """Whether it is asked who signed or consented to a treaty that is not in force, to which nobody is a party."""
    treaty = expand(given.get("treaty", "")) or given.get("treaty", "")
    return question.id in catalogue.PARTIES and treaty in known.lives and not known.lives[treaty][0] and bool(_CONSENTS.search(asked))


_HAPPENED = re.compile(r"\b(?:happened|gebeur\w*)\b")


def gone(question: Question, given: Mapping[str, str], asked: str, known: Gazetteer) -> bool:
    """Whether it is asked (`asked`, folded) what happened to a state that is no more, on no day of its own: what became of it is meant."""
    state = given.get("state", "")
    last = known.lives.get(state, ("", ""))[1]
    return question.id == catalogue.EVENTS and bool(last) and given.get("from", last)[:4] == last[:4] and bool(_HAPPENED.search(asked))


def last_day(question: Question, given: Mapping[str, str], asked: str, known: Gazetteer) -> dict[str, str]:
    """The day to ask about where what is asked of is no more, and no day is said: the last of the first that ended.

    Who asks (`asked`, folded) in the present tense is to hear that it is no more, but not who asks when something was.
    """
    if question.id == catalogue.WHETHER or (_PRESENT.search(asked) and not _PAST.search(asked) and not _WHEN.match(asked)):
        return {}
    today = datetime.date.today().isoformat()
    ended = [until for value in given.values() if (until := known.lives.get(expand(value) or "", ("", ""))[1]) and until < today]
    dated = "date" not in given and any(p.name == "date" for p in question.parameters)
    return {"date": min(ended)} if ended and dated else {}


# Filters that are only meant where the way of asking says so.
ROLES = ("owed-to", "other", "without", "predecessor", "leader", "host", "target", "by", "partner", "depositary", "name", "edition")


def _fill(p: Parameter, one: Named, given: dict[str, str]) -> bool:
    """Whether a parameter takes what is named; if so it has the value."""
    if one.kind == "time":
        return _fill_time(p, one.value, given)
    if p.kind == "concept":
        fits = one.kind == "concept" and p.among == one.scheme
    else:
        fits = p.kind == "iri" and one.kind in (*KINDS.get(p.among, ()), *(("provision",) if p.among == "provision" else ()))
        fits = fits and not (p.among == "provision" and one.kind != "provision")
    if fits:  # of an organ the organisation leads the missions, and takes the measures
        given[p.name] = one.whole if one.whole and p.among == "leader" else one.value
    return fits


def _fill_text(said: Sequence[str], one: Named, given: dict[str, str]) -> bool:
    """Whether a way of asking says an instrument where a body is named: the one that founded it is the value then."""
    if one.text and "instrument" in said and "instrument" not in given:
        given["instrument"] = one.text
        return True
    return False


def _fill_time(p: Parameter, period: str, given: dict[str, str]) -> bool:
    """A day, month or year as a year, as the bounds of a period, or as the last day of it that is not ahead."""
    first, last = period.split("/")
    if p.name == "year" and first[:4] == last[:4]:
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
