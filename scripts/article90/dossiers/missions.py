"""What is told of a mission: by whom, where, on what mandate, after what, and who took part."""

from __future__ import annotations

from . import coverage
from .facts import Row, View
from .states import contribution, listed


def mandates(view: View, mission: str) -> list[Row]:
    """The chain of instruments that gave, renewed and ended the mandate, in the order in which they were adopted."""
    facts = view.facts
    found = []
    for prop, does in (
        ("a90:mandatedBy", view.t("mandated", "gemandateerd")),
        ("a90:mandateRenewedBy", view.t("renewed or changed", "verlengd of gewijzigd")),
        ("a90:mandateEndedBy", view.t("ended", "beëindigd")),
    ):
        for node in facts.all(mission, prop):
            found.append(
                {
                    **view.ref(node),
                    "does": does,
                    "adopted": facts.one(node, "a90:adopted"),
                    "chapter": facts.one(node, "a90:charterChapter"),
                    "chapter_scope": view.text(node, "a90:chapterScope"),
                    "note": view.text(node, "dcterms:description"),
                    "sources": view.sources(node),
                }
            )
    return sorted(found, key=lambda m: (m["adopted"] or "", m["label"]))


def line(view: View, mission: str) -> list[Row]:
    """The missions before and after it, as far as they follow each other, in order of their beginning."""
    facts = view.facts
    found = {mission}
    for step in (lambda m: facts.all(m, "a90:succeeds"), lambda m: facts.to(m, "a90:succeeds")):
        new = {mission}
        while new:
            new = {n for m in new for n in step(m)} - found
            found |= new
    return listed(view, sorted(found)) if len(found) > 1 else []


def mission(view: View, thing: str) -> Row:
    """All that the page of a mission tells."""
    facts = view.facts
    found = [contribution(view, n) for n in facts.to(thing, "a90:mission")]
    lat, long = facts.one(thing, "geo:lat"), facts.one(thing, "geo:long")
    return {
        "contributions": sorted(found, key=lambda c: (c["contributor"]["label"], (c["since"] or {"day": ""})["day"])),
        "limit": coverage.of_list(view, thing, "a90:Contribution"),
        "types": view.linked(thing, "a90:missionType"),
        "nature": view.linked(thing, "a90:missionNature"),
        "led_by": view.linked(thing, "a90:ledBy"),
        "partners": view.linked(thing, "a90:partner"),
        "hosts": view.linked(thing, "a90:host"),
        "consent": view.linked(thing, "a90:hostConsent"),
        "basis": view.linked(thing, "a90:missionBasis"),
        # as what-missions-rest-on (cq-130) has it: that the host agreed is no ground of its own
        "grounded": bool(facts.all(thing, "a90:mandatedBy") or facts.all(thing, "a90:missionBasis"))
        or any(c.endswith("#requested") for c in facts.all(thing, "a90:hostConsent")),
        "decided": view.day(thing, "a90:decided"),
        "mandate_until": facts.one(thing, "a90:mandateUntil"),
        "chapter": facts.one(thing, "a90:charterChapter"),
        "chapter_scope": view.text(thing, "a90:chapterScope"),
        "aims": view.linked(thing, "a90:aim"),
        "seat": view.text(thing, "a90:seat"),
        "area": view.text(thing, "a90:area"),
        "point": (float(long), float(lat)) if lat and long else None,
        "authorised": facts.one(thing, "a90:authorisedStrength"),
        "deployed": facts.one(thing, "a90:deployedStrength"),
        "counted": facts.one(thing, "a90:counted"),
        "mandates": mandates(view, thing),
        "line": line(view, thing),
        "within": view.linked(thing, "dcterms:isPartOf"),
        "parts": listed(view, [n for n in facts.to(thing, "dcterms:isPartOf") if "a90:Mission" in facts.classes(n)]),
        "measures": listed(view, facts.to(thing, "a90:through")),
    }
