"""The one matcher: from what a person writes (a code, a name, an identifier) to the thing that is meant.

It never guesses between two things, and never suggests what it would not accept.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from .concepts import concept as concept
from .engines import Engine, rows
from .errors import Ambiguous, NotFound
from .folding import GENERIC, LINKS, SORTS, TWO, alike, bag, core, fold, is_word, outside, parts, resolution, ruled, squash
from .gazetteer import CODE, FIRST, FORMER, LAST, SPELLING, Entry, Gazetteer, Period, code, gazetteer
from .suggestions import suggestions
from .vocabulary import BASE, KINDS, expand, short

# From this likeness on (100 is alike) a name is taken for a slip of the pen, if no other thing comes within the margin, and if it
# is long enough to be one. Measured in tests/test_linking.py on slips made by rule and on all pairs of names of two things.
THRESHOLD, MARGIN, SHORTEST = 90.5, 4.0, 5
# A code of this scheme is one that was withdrawn: where another thing has it now, that one is meant unless a day is given.
WITHDRAWN = "iso-3166-3"
# Numbers of this scheme run through all others' and are read only where the scheme is said.
APART = frozenset(("v-dem",))
_ELSEWHERE, _NOT_THEN = "elsewhere", "not of that time"


@dataclass(frozen=True)
class Match:
    """What a cell or a word names: the thing, or the choices, or nothing.

    `label` is its name in the language asked; `how` is "code", "name", "former name" or "spelling", empty where nothing was found;
    `score` is 100 where name or code are the same after folding, less where they are nearly so. `candidates` are things (their
    IRIs) that might be meant; `why` says, where there is no `iri`, what stood in the way.
    """

    iri: str = ""
    how: str = ""
    score: float = 0.0
    candidates: tuple[str, ...] = ()
    why: str = ""
    label: str = ""


def period(when: str | int | datetime.date | None) -> Period | None:
    """A year (1979), a day (1979-05-01) or a month as a period; None for what is empty. ValueError for anything else."""
    if when is None or (isinstance(when, float) and when != when):
        return None
    if isinstance(when, datetime.date):
        return Period(day := when.isoformat()[:10], day)
    written = str(when).strip().removesuffix(".0")
    if not written:
        return None
    if re.fullmatch(r"\d{4}", written, re.ASCII) and written != "0000":
        return Period(f"{written}-01-01", f"{written}-12-31")
    return Period(day := datetime.date.fromisoformat(written[:10] if len(written) != 7 else f"{written}-15").isoformat(), day)


class Matcher:
    """Names and codes looked up among the things of some kinds (folders of data/), in one language beside English for slips."""

    def __init__(self, known: Gazetteer, kinds: Iterable[str], lang: str = "en", schemes: Collection[str] = (), slips: bool = True) -> None:
        """`schemes`, where given, are the only ones whose codes are read, and names are not; `slips` accepts slips of the pen."""
        self.slips = slips
        self.known, self.kinds, self.lang, self.schemes = known, tuple(kinds), lang, frozenset(schemes)
        self._heads = tuple(f"{BASE}{kind}/" for kind in self.kinds)
        self._pool: dict[str, list[Entry]] | None = None

    def match(self, written: str, when: Period | None = None) -> Match:
        """What `written` names, in a period where one is given."""
        iri = expand(written.strip())
        if iri and iri.startswith(BASE):
            if iri in self.known.lives and iri.startswith(self._heads):
                return Match(iri, "iri", 100.0, (iri,))
            elsewhere = tuple(sorted(self.known.slugs.get(iri.rpartition("/")[2].casefold(), ())))
            return Match(candidates=elsewhere, why=f"this is no {self.kind}" if iri in self.known.lives else "nothing is said of this IRI")
        told = Match(why="no such name or code")
        for step, score in self._steps():
            # a name that is known is no slip for another
            if told.why in (_NOT_THEN, _ELSEWHERE) and step in (
                self._shortened,
                self._spelt,
            ):
                break
            found = self._decide(step(written, when), when, score)
            if found.iri or found.why not in ("", _ELSEWHERE, _NOT_THEN):
                return found
            if found.why and told.why in ("no such name or code", _ELSEWHERE):
                told = found
        never = "" if told.candidates else outside(written, self.known.regions)
        return Match(why=never) if never else told

    def inside(self, written: str, when: Period | None, words: int) -> Match:
        """What a piece of a sentence names, as it stands; see `mentions`."""
        marked = words == 1 and written.strip(".").upper() == written.strip(".") and len(written) > 1
        folded = fold(written)
        long = len(folded) > 3 or marked or not is_word(folded, behind_article=words == 2 and " " not in folded)
        named = [e for e in self.known.names.get(folded, ()) if e.lang in ("en", self.lang) and long]
        ends = {fold(written.split()[0]), fold(written.split()[-1])}
        if not named and words > 1 and not ends & LINKS and not TWO.search(written):
            told = [(e, {*e.folded.split()}) for e in self.known.bags.get(bag(written), ()) if e.lang in ("en", self.lang)]
            both = {"and", "en"} & {*folded.split()}  # Sudan and South Sudan are two
            named = [e for e, said in told if len(said - LINKS) <= words and both <= said]
        named += [e for e in self.known.codes.get(code(written), ()) if marked and e.scheme not in APART]
        named += self.known.resolutions.get(resolution(written), ()) if words > 1 else ()
        return found if (found := self._decide(named, when, 100.0)).why != _ELSEWHERE else Match()

    @property
    def kind(self) -> str:
        """What is looked for, in words."""
        return _words(self.kinds)

    def _steps(self) -> Iterator[tuple[Callable[[str, Period | None], Sequence[Entry | Match]], float]]:
        yield self._exact, 100.0
        if not self.schemes:
            yield self._squashed, 99.0
            yield self._bag, 98.0
            yield self._ruled, 97.0
            yield self._apart, 96.0
            yield self._foreign, 95.0
            yield self._shortened, 93.0
            if self.slips:
                yield self._spelt, 0.0

    def _exact(self, written: str, when: Period | None) -> list[Entry]:
        key = code(written)
        both = (self.known.codes.get(key, []), self.known.numbers.get(key.lstrip("0"), []) if key.isdigit() else [])
        if self.schemes:
            return next((mine for coded in both if (mine := [e for e in coded if e.scheme in self.schemes])), [])
        bare = [[e for e in coded if e.scheme not in APART] for coded in both]
        coded = next((c for c in bare if any(e.iri.startswith(self._heads) for e in c)), bare[0])
        return [*self._named(fold(written), self.known.names), *coded, *self.known.resolutions.get(resolution(written), ())]

    def _named(self, key: str, index: Mapping[str, list[Entry]]) -> list[Entry]:
        """The names of a key; of those of three letters or fewer, which are short forms, only the ones of the languages asked."""
        found = index.get(key, [])
        return found if len(key) > 3 or not key.isascii() else [e for e in found if e.lang in ("en", self.lang, "")]

    def _foreign(self, written: str, when: Period | None) -> Sequence[Entry]:
        """The short forms of three letters in any language (BRD, RFA), which count where the languages asked have no such form."""
        return self.known.names.get(fold(written), []) if len(written) == 3 and written.isupper() else []

    def _squashed(self, written: str, when: Period | None) -> Sequence[Entry]:
        return self._named(squash(fold(written)), self.known.squashed)

    def _bag(self, written: str, when: Period | None) -> Sequence[Entry]:
        return self._named(bag(written), self.known.bags)

    def _plain(self, written: str, when: Period | None) -> Sequence[Entry]:
        return self._exact(written, when) or self._squashed(written, when) or self._bag(written, when)

    def _ruled(self, written: str, when: Period | None) -> Sequence[Entry | Match]:
        """Without "Government of" and "former"."""
        bare = ruled(written)
        return (self._plain(bare, when) or self._apart(bare, when)) if bare and bare != written.strip() else ()

    def _apart(self, written: str, when: Period | None) -> Sequence[Entry | Match]:
        """Russia (Soviet Union), Palestine/Gaza, Hong Kong, China: the first part must be known, and no part speak against it."""
        pieces = [p for p in (ruled(p) for p in parts(written)) if p]
        if len(pieces) < 2:
            return self._plain(pieces[0], when) if pieces and pieces[0] != written.strip() else ()
        found = [self._decide(self._plain(p, when) or self._shortened(p, when), when, 96.0) for p in pieces]
        first = found[0]
        if not first.iri:  # what stands first must be known, and if it was not there then, what stands beside it says nothing
            return [first] if first.candidates and first.why == _NOT_THEN else ()
        theirs = {w for e in self.known.of_thing.get(first.iri, []) for w in e.bagged.split()}
        for piece, one in zip(pieces, found, strict=True):
            if not one.why and not one.iri and set(bag(piece).split()) <= theirs:
                continue  # Congo (Brazzaville, Republic of Congo): nothing but words of its names
            if one.why == _ELSEWHERE or (not one.why and not one.iri):
                return ()
        things = self._narrowed(list(dict.fromkeys(f.iri for f in found if f.iri)))
        if len(things) == 1 and all(f.iri or f.why in ("", _NOT_THEN) or things[0] in f.candidates for f in found):
            return [Match(things[0], first.how, 96.0, (things[0],))]
        told = tuple(dict.fromkeys((*things, *(c for f in found for c in f.candidates))))
        return [Match(candidates=told, why="its parts name more than one thing")]

    def _narrowed(self, things: list[str]) -> list[str]:
        """What the parts of a name name together: a part, not its whole; a territory, not the state behind it; a union, not its members."""
        wholes = {w for t in things for w in (*self.known.part_of(t), *self.known.links.get(t, {}).get("union", ()))}
        left = [t for t in things if t not in wholes]
        if len(left) > 1 and left[0].startswith(f"{BASE}territory/") and all(t.startswith(f"{BASE}state/") for t in left[1:]):
            return left[:1]
        return left

    def _shortened(self, written: str, when: Period | None) -> Sequence[Entry]:
        """Names that have these words and beside them only such as tell the kind of a state: Korea, Dem. Rep."""
        words = set(bag(written).split())
        if words <= GENERIC or len("".join(words - GENERIC)) <= 3:
            return ()
        # a republic is no people's or democratic one (Republic of China), unless it says so
        spared = GENERIC - SORTS if "republic" in words and not words & SORTS else GENERIC
        among = set.intersection(*(self.known.words.get(w, set()) for w in words))
        return [e for key in among if set(key.split()) - words <= spared for e in self.known.bags[key]]

    def namesakes(self, written: str) -> list[str]:
        """The things that have a name of which `written` is all but words that tell the kind of a state: Congo, Korea."""
        return sorted({e.iri for e in self._shortened(written, None) if self.among(e)})

    def _spelt(self, written: str, when: Period | None) -> Sequence[Entry | Match]:
        """The one thing with a name that is spelt nearly so."""
        from rapidfuzz import fuzz

        wanted = fold(ruled(written))
        heart = core(wanted)
        if len(heart) < SHORTEST or outside(written, self.known.regions):
            return ()
        near: dict[str, tuple[float, str]] = {}
        for entry, likeness in self.near(wanted, THRESHOLD - MARGIN, 40):
            found = self._decide([entry], when, 0.0)
            likeness = min(likeness, fuzz.ratio(heart, core(entry.folded)))
            same = (
                len(entry.folded) >= SHORTEST and alike(wanted, entry.folded) and core(entry.folded)[:1] == heart[0]
            )  # nobody slips at the first letter
            if found.iri and same and likeness > near.get(found.iri, (0.0, ""))[0]:
                near[found.iri] = (likeness, entry.folded)
        ranked = sorted(((score, iri) for iri, (score, _) in near.items()), reverse=True)
        if not ranked or ranked[0][0] < THRESHOLD:
            return ()
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN:
            return [Match(candidates=tuple(iri for _, iri in ranked), why="it is spelt like more than one name")]
        return [Match(ranked[0][1], SPELLING, round(ranked[0][0], 1), (ranked[0][1],))]

    def near(self, wanted: str, cutoff: float, most: int) -> Iterator[tuple[Entry, float]]:
        """Names in English and in the language asked that are spelt like `wanted`, the likest first."""
        from rapidfuzz import fuzz, process

        if self._pool is None:
            self._pool = {}
            for e in self.spoken():
                if len(e.folded) >= SHORTEST - 1:
                    self._pool.setdefault(e.folded, []).append(e)
        for key, likeness, _ in process.extract(wanted, self._pool.keys(), scorer=fuzz.ratio, limit=most, score_cutoff=cutoff):
            for entry in self._pool[key]:
                yield entry, likeness

    def among(self, entry: Entry) -> bool:
        """Whether a name or code is that of a thing of the kinds looked for."""
        return entry.iri.startswith(self._heads)

    def spoken(self) -> Iterator[Entry]:
        """The names, not the codes, of things of the kinds looked for, in English and in the language asked."""
        return (e for e in self.known.entries if e.how != CODE and e.lang in ("en", self.lang) and self.among(e))

    def _decide(self, entries: Sequence[Entry | Match], when: Period | None, score: float) -> Match:
        """The one thing that entries lead to in a period; else the choices, or why there is none."""
        for one in entries:
            if isinstance(one, Match):
                return one
        given = [e for e in entries if isinstance(e, Entry)]
        mine = [e for e in given if e.iri.startswith(self._heads)]
        if not mine:
            return Match(why=_ELSEWHERE, candidates=tuple(sorted({e.iri for e in given}))) if given else Match()
        ranked: dict[str, tuple[tuple[int, int, int], str]] = {}
        for e in given:
            former = int(e.how == FORMER or e.scheme == WITHDRAWN)
            there = self.known.of_the_day(e.iri, when) if when else (e.iri, former)
            if there:
                rank = (*(self._not_borne(e, there[0], when) if when else (0, 1)), there[1])
                ranked[there[0]] = min(ranked.get(there[0], (rank, e.how)), (rank, e.how))
        ours = {iri: rank for iri, (rank, _) in ranked.items() if iri.startswith(self._heads)}
        if not ours:
            return Match(why=_NOT_THEN, candidates=tuple(sorted({e.iri for e in mine})))
        best = min(ours.values())
        chosen = sorted(iri for iri, rank in ours.items() if rank == best)
        if best[0] or best[2]:  # a former name, or one of another time: what else bears it as well is meant as likely (Republic of China)
            chosen += sorted(iri for iri, (rank, _) in ranked.items() if iri not in ours and rank <= best)
        if len(chosen) == 1:
            return Match(chosen[0], ranked[chosen[0]][1], score, (chosen[0],))
        return Match(candidates=tuple(chosen), why="it names more than one thing")

    @staticmethod
    def _not_borne(e: Entry, there: str, when: Period) -> tuple[int, int]:
        """How well a name or code fits a period: 0 if it was the thing's own then, 1 if at another time or of another person.

        Second, 0 for a code both of whose ends are recorded and have the period between them: 260 in 1970 is West Germany's.
        """
        if not e.since and not e.until:
            return int(e.how == FORMER or there != e.iri), 1
        covers = (e.since or FIRST) <= when.last and when.first <= (e.until or LAST)
        return int(not covers), int(not (covers and e.how == CODE and e.since and e.until))


def forms(written: str, kinds: Iterable[str], source: Engine) -> list[str]:
    """The names and codes, as they are recorded, that are `written` in another spelling; `written` itself if there are none."""
    matcher = Matcher(gazetteer(source), kinds, slips=False)
    found = [e for e in matcher._plain(written, None) if e.iri.startswith(matcher._heads)]
    return sorted({e.form for e in found} or {written})


def _words(kinds: tuple[str, ...]) -> str:
    return " or ".join(kinds) if len(kinds) < 6 else "thing"


def among(kinds: Iterable[str], iri: str) -> bool:
    """Whether a thing is of one of the kinds."""
    return any(iri.startswith(f"{BASE}{kind}/") for kind in kinds)


def resolve(written: str, kinds: Iterable[str], source: Engine, lang: str = "en", date: str | None = None) -> ox.NamedNode:
    """The thing that `written` names among those of `kinds` (folders of data/).

    Accepts an IRI, `kind:slug`, `kind/slug`; a name in any language; a code (ISO 3166-1 alpha-2, alpha-3 or alpha-4, M49,
    Correlates of War, a Wikidata item, the symbol of a document ...); and, where no name or code fits, a bare slug.
    A name or code means what it meant on `date` (YYYY-MM-DD), where it meant anything then.
    Raises NotFound, with near misses in English and `lang`, or Ambiguous, with the choices (both are UserErrors).
    """
    kinds = tuple(kinds)
    shown = written if len(written) <= 60 else written[:57] + "..."
    iri = expand(written)
    if iri and iri.startswith(BASE):
        return _by_iri(iri, shown, kinds, source)
    known = gazetteer(source)
    matcher = Matcher(known, kinds, lang, slips=False)  # who asks for one thing can answer: a slip is suggested, not taken
    when = period(date)
    found = matcher.match(written, when)
    if when and not found.iri:  # a state may be asked about at a time when it was not, or is not yet: the answer says so
        found = matcher.match(written)
    if found.iri:
        return ox.NamedNode(found.iri)
    slugs = [t for t in known.slugs.get(code(written), ()) if re.fullmatch(r"[A-Za-z0-9-]+", written.strip())]
    mine = [t for t in slugs if among(matcher.kinds, t)]
    if len(mine) == 1 and not (found.candidates and found.why != _ELSEWHERE):
        return ox.NamedNode(mine[0])
    choices = sorted({*mine, *found.candidates}) if found.why != _ELSEWHERE else sorted(mine)
    if choices:
        more = f"say which of {', '.join(map(short, choices))}."
        raise Ambiguous(f"'{shown}' is the name of more than one thing: {more}", choices)
    elsewhere = sorted({*found.candidates, *slugs})
    if elsewhere:
        there = " and ".join(f"the {t.removeprefix(BASE).partition('/')[0]} {short(t)}" for t in elsewhere)
        raise NotFound(f"There is no {matcher.kind} called '{shown}': it names {there}.", elsewhere)
    near = suggestions(written, matcher, when)
    hint = f" Did you mean {', '.join(f'{name} ({short(thing)})' for name, thing in near)}?" if near else ""
    raise NotFound(f"There is no {matcher.kind} called '{shown}'.{hint}", [thing for _, thing in near])


def _by_iri(iri: str, shown: str, kinds: tuple[str, ...], source: Engine) -> ox.NamedNode:
    if _said(iri, source):
        if among(kinds, iri):
            return ox.NamedNode(iri)
        raise NotFound(f"'{shown}' is no {_words(kinds)}: give a code, a name or an IRI of one.", [iri])
    slug = iri.rpartition("/")[2]
    elsewhere = sorted(t for kind in KINDS for t in (f"{BASE}{kind}/{slug}",) if _said(t, source)) if "#" not in slug else []
    hint = f"do you mean {' or '.join(map(short, elsewhere))}?" if elsewhere else "check the spelling, or give a name instead."
    raise NotFound(f"Nothing is said here of <{iri}>: {hint}", elsewhere)


@dataclass(frozen=True)
class Mention:
    """A name or code inside a sentence: where it stands (`sentence[start:end]`), and what it names."""

    start: int
    end: int
    text: str
    match: Match


_OF_THE_ASSEMBLY = re.compile(r"(?:\bassembly|\bvergadering|\bUNGA|\bGA)(?:['’]s)?[\s-]*$", re.IGNORECASE)
# No name is longer, in words.
LONGEST = 12


def mentions(sentence: str, kinds: Iterable[str], source: Engine, lang: str = "en", date: str | None = None) -> list[Mention]:
    """All names and codes of things of `kinds` inside a sentence, in order, the longest first where they overlap.

    Names are read in English and in `lang`, slips are not. A code, and a name of three letters or fewer that is a word too, counts only
    where it is written in capitals or with a digit (US, NPT, 1373), so that "us" is a word; "the us" is a name. A mention of more than one
    thing has no IRI, but choices.
    """
    matcher, when = Matcher(gazetteer(source), kinds, lang, slips=False), period(date)
    words = [(m.start(), m.end()) for m in re.finditer(r"\w+(?:[.'’]\w+)*\.?", sentence)]
    found: list[Mention] = []
    at = 0
    while at < len(words):
        for to in range(min(len(words), at + LONGEST), at, -1):
            start, end = words[at][0], words[to - 1][1]
            one = matcher.inside(sentence[start:end], when, to - at)
            if not (one.iri or one.candidates) and sentence[end - 1] == ".":
                end -= 1
                one = matcher.inside(sentence[start:end], when, to - at)
            # resolution 48 of "resolution 48/213" and of "General Assembly resolution 48" is none of the Security Council
            if one.iri.startswith(f"{BASE}resolution/") and (sentence[end : end + 1] == "/" or _OF_THE_ASSEMBLY.search(sentence[:start])):
                continue
            if one.iri or one.candidates:
                found.append(Mention(start, end, sentence[start:end], one))
                at = to
                break
        else:
            at += 1
    return found


def _said(iri: str, source: Engine) -> bool:
    return bool(rows(source.query("SELECT ?p { ?thing ?p ?o } LIMIT 1", {"thing": ox.NamedNode(iri)})))
