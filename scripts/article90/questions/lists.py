"""The lists that a question closes over: those from whose silence it draws a no, a never or a number.

A question says so in its head, in one of two ways::

    #+ closes-over: none
    #+ closes-over:
    #+   - {class: Participation, of: treaty, about: state}
    #+   - {class: Participation, of: instrumentIri, numbers: [parties]}
    #+   - {class: Membership, of: "?list a a90:Forum", draws: rows}

``class`` is what the list lists (a key of LISTS; Bond stands for the lists of commitments, parties and members, of whatever the
pattern in ?duty, if it has one, narrows), ``of`` whose list it is: a parameter, a column of the answer (whose names end in Iri),
``each`` (whatever has such a list), ``these data`` (the question asks what is recorded here, and says nothing of the world), or a
pattern or include that gives ?list and may use parameters and columns. ``about`` is the parameter or filter that says whose
record is looked for in the lists, ``named`` the filters that pick one list out. What is drawn from silence: with ``draws: rows``
a row, which the query keeps from open lists by a line ``# closed: ...``; with ``draws: set`` a number over those lists of a set
that are not open; with ``numbers`` the numbers in those columns, which are minimums in the rows whose column ``atLeast`` is true;
with none of these the no of an empty answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import UserError
from ..fragments import written

EACH, HERE = "each", "these data"
AT_LEAST = "atLeast"
DRAWS = ("", "rows", "set")
# A bond follows from a commitment and a list of those whom it binds, and closes over the lists of both.
BOND = "Bond"
_BEARER = "a90:bindsPartiesTo|(a90:bindsGroup/dcterms:isPartOf)|a90:bindsMembersOf"
_NARROWED = (("instrument", "?duty a90:groundedIn/dcterms:isPartOf ?_instrument_iri"), ("type", "?duty a90:commitmentType ?_type_iri"))
# What else an instrument may lay on a state matters only where it binds the state on the day.
_SAME = written("# include: same-person (?asked = ?_state_iri, ?record = ?whose)")
_ON = written("# include: holds-on (?thing = ?record, ?day = ?_date_xsd_date)")
_FULL = written("# include: full-member (?membership = ?record)")
_RECORD = f"{_SAME} ?record a90:party|org:member ?whose ; a90:instrument|org:organization ?body . {_ON} {_FULL}"
_OF_STATE = ("state", f"{{ SELECT DISTINCT ?list WHERE {{ {_RECORD} ?other {_BEARER} ?body ; a90:groundedIn/dcterms:isPartOf ?list }} }}")
_BONDS: tuple[tuple[str, str] | tuple[str, str, tuple[str, str]], ...] = (
    ("Participation", "?duty a90:bindsPartiesTo|(a90:bindsGroup/dcterms:isPartOf) ?list"),
    ("Membership", "?duty a90:bindsMembersOf ?list"),
    ("Commitment", "?duty a90:groundedIn/dcterms:isPartOf ?list", _OF_STATE),
)


@dataclass(frozen=True)
class Kind:
    """What may be listed: the term for its class, the paths from a record to whose list it is in and to whom it is about, and words.

    `words` are, a language: the list ("list of parties"), its plural, and what has such lists, one and several.
    """

    term: str
    of: str
    about: str
    words: Mapping[str, tuple[str, str, str, str]]


LISTS = {
    "Participation": Kind(
        "a90:Participation",
        "a90:instrument",
        "a90:party",
        {
            "en": ("list of parties", "lists of parties", "instrument", "instruments"),
            "nl": ("lijst van partijen", "lijsten van partijen", "instrument", "instrumenten"),
        },
    ),
    "Membership": Kind(
        "org:Membership",
        # the members of some bodies are the parties to a treaty, or those of another body (fragment listed-in)
        "(org:organization|((org:organization|a90:instrument)/^a90:joinedThrough))",
        "(org:member|a90:party)",
        {
            "en": ("list of members", "lists of members", "organisation or forum", "organisations or forums"),
            "nl": ("ledenlijst", "ledenlijsten", "organisatie of forum", "organisaties of fora"),
        },
    ),
    "Act": Kind(
        "a90:Act",
        "dcterms:isPartOf/(a90:instrument|org:organization)",
        "a90:actor",
        {
            "en": ("list of acts", "lists of acts", "instrument or body", "instruments or bodies"),
            "nl": ("lijst van handelingen", "lijsten van handelingen", "instrument of organisatie", "instrumenten of organisaties"),
        },
    ),
    "Mission": Kind(
        "a90:Mission",
        "a90:ledBy",
        "a90:host",
        {
            "en": ("list of missions", "lists of missions", "leader", "leaders"),
            "nl": ("lijst van missies", "lijsten van missies", "leider", "leiders"),
        },
    ),
    "Contribution": Kind(
        "a90:Contribution",
        "a90:mission",
        "a90:contributor",
        {
            "en": ("list of contributions", "lists of contributions", "mission or state", "missions or states"),
            "nl": ("lijst van bijdragen", "lijsten van bijdragen", "missie of staat", "missies of staten"),
        },
    ),
    "Measure": Kind(
        "a90:Measure",
        "a90:undertakenBy",
        "a90:target",
        {
            "en": ("list of measures", "lists of measures", "body or state", "bodies or states"),
            "nl": ("lijst van maatregelen", "lijsten van maatregelen", "organisatie of staat", "organisaties of staten"),
        },
    ),
    "TerritorialApplication": Kind(
        "a90:TerritorialApplication",
        "dcterms:isPartOf/a90:party",
        "a90:territory",
        {
            "en": (
                "list of territorial applications",
                "lists of territorial applications",
                "state or instrument",
                "states or instruments",
            ),
            "nl": (
                "lijst van territoriale toepassingen",
                "lijsten van territoriale toepassingen",
                "staat of instrument",
                "staten of instrumenten",
            ),
        },
    ),
    "Commitment": Kind(
        "a90:Commitment",
        "a90:groundedIn/dcterms:isPartOf",
        "a90:bearer",
        {
            "en": ("list of commitments", "lists of commitments", "instrument or state", "instruments or states"),
            "nl": ("lijst van verbintenissen", "lijsten van verbintenissen", "instrument of staat", "instrumenten of staten"),
        },
    ),
    "Observation": Kind(
        "qb:Observation",
        "a90:indicator",
        "a90:state",
        {
            "en": ("list of figures", "lists of figures", "indicator", "indicators"),
            "nl": ("lijst van cijfers", "lijsten van cijfers", "indicator", "indicatoren"),
        },
    ),
}


@dataclass(frozen=True)
class Closure:
    """One kind of list that a question closes over; see the head of this module."""

    kind: str
    of: str
    about: str = ""
    named: tuple[str, ...] = ()
    draws: str = ""  # "rows", "set" or nothing
    numbers: tuple[str, ...] = ()
    narrowed: tuple[tuple[str, str], ...] = ()  # a filter, and what it adds to the pattern

    @property
    def listed(self) -> Kind:
        """What the lists list."""
        return LISTS[self.kind]

    @property
    def single(self) -> bool:
        """Whether the lists are one: that of a parameter."""
        return " " not in self.of and not self.of.endswith("Iri") and self.of not in (EACH, HERE)

    @property
    def pattern(self) -> str:
        """SPARQL that gives ?list; it may use parameters (?_...) and columns of the answer."""
        if self.of == EACH:
            of, term = self.listed.of, self.listed.term
            return f"{{ ?any {of} ?list ; a {term} }} UNION {{ ?said a90:coverageOf ?list ; a90:ofClass {term} }}"
        if " " in self.of:
            return written(self.of)
        return f"BIND(?_{self.of.replace('-', '_')}_iri AS ?list)" if self.single else f"BIND(?{self.of} AS ?list)"


def closures(head: Mapping[str, Any], place: str) -> tuple[Closure, ...] | None:
    """What the head of a question closes over, nothing if it says none, None if it does not say; UserError if it is not as above."""
    said = head.get("closes-over")
    if said is None:
        return None
    if said == "none":
        return ()
    return tuple(c for one in (said if isinstance(said, list) else [said]) for c in _closures(one, place))


def _closures(said: Any, place: str) -> list[Closure]:
    keys = said.keys() if isinstance(said, dict) else set()
    known = {"class", "of"} <= keys <= {"class", "of", "about", "named", "draws", "numbers"}
    if not known or said["class"] not in (*LISTS, BOND) or said.get("draws", "") not in DRAWS:
        kinds = ", ".join((*LISTS, BOND))
        raise UserError(f"The head of {place} closes over {said}: say a class ({kinds}), of what, and how it draws from silence.")
    of, about, draws = str(said["of"]).strip(), str(said.get("about", "")), str(said.get("draws", ""))
    named, numbers = (tuple([given] if isinstance(given := said.get(key, ()), str) else given) for key in ("named", "numbers"))
    if said["class"] != BOND:
        return [Closure(said["class"], of, about, named, draws, numbers)]
    return [
        Closure(kind, f"{'' if of == EACH else f'{of} . '}{pattern}", about, named, draws, numbers, (*_NARROWED, *more))
        for kind, pattern, *more in _BONDS
        if kind != "Commitment" or not (draws or numbers)
    ]
