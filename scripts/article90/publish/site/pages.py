"""Which pages there are, from which template each is drawn, and what it tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any
from urllib.parse import urlsplit

from ...dossiers import bodies, coverage, instruments, missions, others, states
from ...dossiers.facts import Row, View, by_value, href
from ...questions import catalogue
from ...vocabulary import BASE, CLASSES_IN, KINDS
from .. import settings
from . import charts, forms, general, glossary
from .material import Material

INSTRUMENTS = ("treaty", "declaration", "resolution", "constitution", "legal-act")
TEMPLATES = {
    **dict.fromkeys(INSTRUMENTS, "instrument"),
    **dict.fromkeys(("organisation", "forum"), "body"),
    **{kind: kind for kind in ("state", "territory", "mission", "measure", "event", "strategy", "indicator", "source", "person")},
    "concept": "scheme",
}
PLURALS = {
    "state": ("States", "Staten"),
    "territory": ("Territories", "Gebieden"),
    "organisation": ("Organisations", "Organisaties"),
    "forum": ("Forums", "Fora"),
    "treaty": ("Treaties", "Verdragen"),
    "declaration": ("Declarations", "Verklaringen"),
    "resolution": ("Resolutions", "Resoluties"),
    "constitution": ("Constitutions", "Grondwetten"),
    "legal-act": ("Legal acts", "Rechtshandelingen"),
    "mission": ("Missions", "Missies"),
    "measure": ("Measures", "Maatregelen"),
    "event": ("Events", "Gebeurtenissen"),
    "strategy": ("Strategies", "Strategieën"),
    "indicator": ("Indicators", "Indicatoren"),
    "person": ("People", "Personen"),
    "concept": ("Schemes of concepts", "Begrippenlijsten"),
    "source": ("Sources", "Bronnen"),
    "bond": ("Bonds", "Bindingen"),
    "finding": ("Findings", "Bevindingen"),
    "question": ("Questions", "Vragen"),
}


@dataclass(frozen=True)
class Page:
    """A page: its path without the ending, the template it is drawn from, and what it tells."""

    path: str
    template: str
    tells: Row


@cache
def host(url: str) -> str:
    """Whose address it is: `nato.int`."""
    return urlsplit(url).netloc.removeprefix("www.") or url


def source_list(view: View) -> list[Row]:
    """The sources that the page has named, in the order of their numbers."""
    facts = view.facts
    return [
        {
            "href": href(iri),
            "title": view.label(iri),
            "publisher": facts.one(iri, "dc:publisher"),
            "url": facts.one(iri, "a90:url"),
            "host": host(facts.one(iri, "a90:url") or ""),
            "read": facts.one(iri, "a90:read"),
        }
        for iri in view.cited.numbers
    ]


@dataclass(frozen=True)
class Drawing:
    """A page that can be drawn: its path, its template, and what makes it.

    `given` is what it is drawn from beside the facts that it asks for; `asks` as in general.Told.
    """

    path: str
    template: str
    make: Callable[[], Page]
    given: object = None
    asks: str = ""


def _thing(material: Material, view: View, path: str) -> Page:
    """The page of a thing with a file of its own."""
    kind = path.partition("/")[0]
    iri = BASE + path
    view.begin(iri)
    tells = _TELL[TEMPLATES[kind]](material, view, iri)
    about = others.about(view, iri)
    names = states.names(view, iri) if kind not in ("source", "concept") else {"by_language": {}, "former": [], "codes": [], "same": []}
    left = [
        view.fact(part, kind=states.kind_of(view, part), label=view.label(part))
        for part in view.facts.parts(iri)
        if part.partition("#")[2] not in view.anchored
    ]
    return Page(
        path,
        TEMPLATES[kind],
        {
            **tells,
            "about": about,
            "names": names,
            "same": names["same"],
            "leftover": left,
            "edit": f"{settings.REPOSITORY}/edit/main/data/{path}.ttl",
            **frame(view, path, about["label"], kind, iri),
            "sources": source_list(view),
            "summary": about["description"][0]["text"] if about["description"] else "",
        },
    )


def frame(view: View, path: str, title: str, kind: str = "", iri: str = "") -> Row:
    """What the frame of every page needs."""
    crumbs: list[Row] = [{"label": view.t("Article 90", "Artikel 90"), "href": "index.html"}]
    if kind:
        crumbs.append({"label": view.t(*PLURALS[kind]), "href": f"{kind}/index.html"})
    crumbs.append({"label": title, "href": None})
    return {
        "title": title,
        "path": path,
        "iri": iri,
        "kind": kind,
        "kind_label": view.t(*PLURALS[kind]) if kind else view.t("Vocabulary", "Woordenschat"),
        "kind_href": f"{kind}/index.html" if kind else "browse.html",
        "crumbs": crumbs if path != "index" else [],
        "forms": forms.forms(path) if iri and path != "index" else [],
        "summary": "",
    }


def _periods(rows: list[Row], name: str, full: bool = True) -> dict[str, list[tuple[str, str]]]:
    """First and last days by the IRI of whom they are of, for a map."""
    found: dict[str, list[tuple[str, str]]] = {}
    for r in rows:
        if r["since"] and (r.get("full", True) or not full):
            found.setdefault(r[name]["iri"], []).append((r["since"]["day"], r["until"]["day"] if r["until"] else ""))
    return found


def _world(view: View, rows: list[Row], name: str) -> Row | None:
    """What a map of the world has to show; it is drawn when the page is."""
    if not rows:
        return None
    periods = _periods(rows, name)
    return {"of": "world", "periods": periods, "names": {iri: view.label(iri) for iri in periods}}


def _state(material: Material, view: View, iri: str) -> Row:
    d = states.state(view, iri)
    spending = [{**s, "chart": charts.values(s["rows"])} for s in d["spending"]]
    return {"d": d, "spending": spending, "timeline": charts.timeline(d["memberships"], "body", view.today)}


def _territory(material: Material, view: View, iri: str) -> Row:
    d = states.territory(view, iri)
    return {"d": d, "timeline": charts.timeline(d["memberships"], "body", view.today)}


def _body(material: Material, view: View, iri: str) -> Row:
    d = bodies.body(view, iri)
    return {"d": d, "map": _world(view, d["members"], "member"), "stepped": charts.steps(d["steps"], view.today)}


def _instrument(material: Material, view: View, iri: str) -> Row:
    d = instruments.instrument(view, iri)
    return {"d": d, "map": _world(view, d["parties"], "party")}


def _mission(material: Material, view: View, iri: str) -> Row:
    d = missions.mission(view, iri)
    hosts = {h["iri"]: h["label"] for h in d["hosts"]}
    return {"d": d, "map": {"of": "piece", "point": d["point"], "names": hosts}, "timeline": charts.timeline(d["line"], "", view.today)}


def _indicator(material: Material, view: View, iri: str) -> Row:
    d = others.indicator(view, iri)
    slug = iri.rpartition("/")[2]
    return {"d": d, "findings_href": f"finding/{slug}.html" if view.facts.parts(f"{BASE}finding/{slug}") else None}


def _plain(tell: Callable[[View, str], Row]) -> Callable[[Material, View, str], Row]:
    return lambda material, view, iri: {"d": tell(view, iri)}


_TELL: dict[str, Callable[[Material, View, str], Row]] = {
    "state": _state,
    "territory": _territory,
    "body": _body,
    "instrument": _instrument,
    "mission": _mission,
    "measure": _plain(others.measure),
    "event": _plain(others.event),
    "strategy": _plain(others.strategy),
    "indicator": _indicator,
    "source": _plain(others.source),
    "scheme": _plain(others.scheme),
    "person": _plain(others.person),
}


def _bond(view: View, path: str) -> Page:
    """The page of the bonds of a commitment."""
    iri = BASE + path
    view.begin(iri)
    commitment = view.facts.one(view.facts.parts(iri)[0], "a90:commitment") or ""
    told = instruments.commitment(view, commitment)
    bonds = instruments.bonds_of(view, commitment)
    lists = [b["iri"] for b in told["bearers"] if b["how"]]
    limit = coverage.of_list(view, lists[0] if lists else "", "a90:Participation", "org:Membership")
    title = view.t("Bound by: ", "Gebonden door: ") + told["label"]
    return Page(
        path,
        "bond",
        {
            "d": {"commitment": told, "bonds": bonds, "limit": limit},
            "map": _world(view, bonds, "bearer"),
            "about": others.bare(view, iri, title),
            "edit": f"{settings.REPOSITORY}/edit/main/data/{commitment.removeprefix(BASE).partition('#')[0]}.ttl",
            **frame(view, path, title, "bond", iri),
            "sources": source_list(view),
        },
    )


def _finding(view: View, path: str) -> Page:
    iri = BASE + path
    view.begin(iri)
    indicator = BASE + "indicator/" + path.partition("/")[2]
    found = others.findings_of(view, indicator)
    title = view.t("Levels reached: ", "Bereikte niveaus: ") + view.label(indicator)
    rows = by_value(({**f, "name": f["state"]["label"]} for f in found), "name")
    return Page(
        path, "finding", {"d": {"by_state": rows}, "about": others.bare(view, iri, title), **frame(view, path, title, "finding", iri)}
    )


def pages(material: Material, view: View, ship: dict[str, Any]) -> Iterator[Drawing]:
    """Every page in the language of the view but those below; `ship` says what of others the site carries.

    A page has to be made before the next one is: the view numbers the sources of one page at a time.
    """
    things: dict[str, list[str]] = {kind: [] for kind in (*KINDS, "bond", "finding")}
    things["question"] = [f"question/{name}" for name in sorted({*catalogue.all_questions(), *catalogue.aliases()})]
    for path in sorted(material.documents):
        kind = path.partition("/")[0]
        if "/" in path and kind in things:
            things[kind].append(path)
        if "/" in path and kind in CLASSES_IN:
            yield Drawing(path, TEMPLATES[kind], partial(_thing, material, view, path))
        elif kind == "finding":
            yield Drawing(path, "finding", partial(_finding, view, path))
    for path in things["bond"]:
        yield Drawing(path, "bond", partial(_bond, view, path))
    for told in (*glossary.all_of(view), *general.all_of(material, view, things, PLURALS, ship)):
        yield _drawing(view, told)


def of_answers(material: Material, view: View, ship: dict[str, Any]) -> Iterator[Drawing]:
    """The pages of questions, which tell of answers that are worked out while all else is made."""
    return (_drawing(view, told) for told in general.questions(material, view, ship))


def of_recipes(material: Material, view: View) -> Drawing:
    """The page of the cookbook, whose answers are those to all that is published, in an engine that is made for it once."""
    return _drawing(view, general.recipes(material, view))


def _drawing(view: View, told: general.Told) -> Drawing:
    return Drawing(told.path, told.template, partial(_general, view, told), told.given, told.asks)


def _general(view: View, told: general.Told) -> Page:
    """A page of no single thing."""
    view.begin(told.iri)
    tells = told.tell()
    framed = frame(view, told.path, tells["title"], told.kind, told.iri)
    crumbs = [*tells.pop("before"), framed["crumbs"][-1]] if "before" in tells else framed["crumbs"]
    if "crumb" in tells:  # shorter than the title
        crumbs = [*crumbs[:-1], {"label": tells.pop("crumb"), "href": None}]
    return Page(told.path, told.template, {**framed, **tells, "crumbs": crumbs})
