"""What may be meant by a name or a code that names nothing: a slip of the pen, an everyday short form, a letter too many or too few.

Nothing is taken for what is suggested; and nothing is suggested that the matcher would not accept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .concepts import NEAR
from .folding import LINKS, fold
from .gazetteer import CODE, FORMER, Entry, Period, code
from .vocabulary import short

if TYPE_CHECKING:
    from .names import Matcher

# Of what is named by a short form the kinds that are meant oftener stand first.
OFTENER = ("state", "territory", "organisation", "forum", "treaty", "mission")
# So many things at most are suggested for a slip of the pen, and for a short form of several names (Virgin Islands, Guinea).
FEW, SEVERAL = 3, 6
# Codes are so long, in letters; a longer word is a name.
SHORTEST, LONGEST = 2, 4


def suggestions(written: str, matcher: Matcher, when: Period | None = None) -> list[tuple[str, str]]:
    """Names or codes that may be meant by `written`, the likeliest first, a thing each, with its IRI: each would be accepted.

    What is written in capitals is a code first, anything else a name.
    """
    written = written.strip()[:200]
    shorts = list(_short_forms(written, matcher))
    slips = [e for e, _ in matcher.near(fold(written), NEAR, 12)]
    codes = list(_codes(written, matcher))
    ranked = [*codes, *shorts, *slips] if written == written.upper() else [*shorts, *slips, *codes]
    most = SEVERAL if len(shorts) > FEW else FEW
    near: dict[str, str] = {}
    for entry in ranked:
        if len(near) < most and entry.iri not in near:
            forms = (f for f in (matcher.known.label(entry.iri, matcher.lang), entry.form) if matcher.match(f, when).iri == entry.iri)
            if form := next(forms, ""):
                near[entry.iri] = form
    return [(form, iri) for iri, form in near.items()]


def _stems(folded: str) -> list[str]:
    """The words of a name without joining words and without the s of the plural: Falklands and Falkland Islands begin alike."""
    return [w.removesuffix("s") if len(w) > 3 else w for w in folded.split() if w not in LINKS]


def _short_forms(written: str, matcher: Matcher) -> Iterator[Entry]:
    """Names that have all words of `written` and others beside them: first those that begin with them, then the shortest."""
    wanted = _stems(fold(written))
    if not wanted or (len("".join(wanted)) <= 3 and written == written.upper()):
        return  # a code, not a word
    found: list[tuple[tuple[bool, bool, int, int, str], Entry]] = []
    for e in matcher.spoken():
        stems = _stems(e.folded)
        if len(stems) > len(wanted) and set(wanted) <= set(stems):
            kind = e.iri.split("/")[-2]
            often = OFTENER.index(kind) if kind in OFTENER else len(OFTENER)
            found.append(((stems[: len(wanted)] != wanted, e.how == FORMER, often, len(stems), e.folded), e))
    yield from (e for _, e in sorted(found, key=lambda one: one[0]))


def _codes(written: str, matcher: Matcher) -> Iterator[Entry]:
    """Codes of letters that have one letter less, one more, two in the other order or another one: a letter typed twice first."""
    from rapidfuzz.distance import OSA

    wanted = code(written)
    if not (SHORTEST <= len(wanted) <= LONGEST + 1 and wanted.isalnum() and wanted.isascii()):
        return
    found: dict[str, tuple[tuple[int, bool, bool, str], Entry]] = {}
    # the last part of an IRI is read as a code too (state:TAN)
    slugs = {slug: [Entry(i, short(i), "", CODE, "", "", "", slug, "") for i in iris] for slug, iris in matcher.known.slugs.items()}
    for key, entries in (*matcher.known.codes.items(), *slugs.items()):
        if not (SHORTEST <= len(key) <= LONGEST and key.isalpha()) or OSA.distance(wanted, key, score_cutoff=1) != 1:
            continue
        for e in entries:
            if e.how == CODE and matcher.among(e):
                if sorted(key) == sorted(wanted):
                    slip = 1
                elif len(key) < len(wanted):
                    slip = 0 if _doubled(wanted, key) else 2
                else:
                    slip = 3 if len(key) > len(wanted) else 4
                # who slips at a letter rarely does so at the first; of what was withdrawn one speaks less
                rank = (slip, key[0] != wanted[0], bool(e.until), key)
                found[key] = min(found.get(key, (rank, e)), (rank, e), key=lambda one: one[0])
    yield from (e for _, e in sorted(found.values(), key=lambda one: one[0]))


def _doubled(written: str, key: str) -> bool:
    """Whether a letter of a code stands in it twice: NLDD."""
    return any(written[:n] + written[n + 1 :] == key for n in range(1, len(written)) if written[n] == written[n - 1])
