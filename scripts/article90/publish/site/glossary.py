"""The pages of the ontology and the shapes: one that lists all, one for each class, property and shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial

from ... import cookbook
from ...dossiers import others, terms
from ...dossiers.facts import Row, View
from ...questions import catalogue
from ...vocabulary import BASE, ROOT, short, turtle_files
from .. import settings
from ..release import parsed
from . import forms
from .general import Told


@cache
def _asking() -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The questions and the recipes that ask for a term, by its CURIE."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for q in catalogue.all_questions().values():
        for name in terms.named(q.text):
            found.setdefault(name, ([], []))[0].append(q.id)
    for recipe in cookbook.recipes():
        for name in terms.named(recipe.query):
            found.setdefault(name, ([], []))[1].append(recipe.slug)
    return {name: (tuple(questions), tuple(recipes)) for name, (questions, recipes) in found.items()}


def all_of(view: View) -> Iterator[Told]:
    """Every page of this module."""
    yield Told("ontology", "ontology", partial(_ontology, view), iri=BASE + "ontology")
    yield Told("shape", "shapes", partial(_shapes, view), iri=BASE + "shape", given=_shape_files())
    for iri in terms.with_pages(view):
        path = terms.page(iri)
        yield Told(path, "term", partial(_term, view, iri), iri=iri, given=_asking().get(short(iri)), asks="queries")
    for node in terms.shapes(view):
        yield Told(f"shape/{node.partition('#')[2]}", "shape", partial(_shape, view, node), iri=node, given=_shape_files().get(node))


def _within(view: View, path: str, english: str, dutch: str) -> Row:
    """What the frame of a page needs whose thing is a part of another page's: the ontology's, or that of the shapes."""
    crumbs = [
        {"label": view.t("Article 90", "Artikel 90"), "href": "index.html"},
        {"label": view.t(english, dutch), "href": f"{path}.html"},
    ]
    return {
        "within": path,
        "forms": forms.forms(path),
        "kind_label": view.t(english, dutch),
        "kind_href": f"{path}.html",
        "before": crumbs,
    }


def _ontology(view: View) -> Row:
    iri = BASE + "ontology"
    about = others.about(view, iri)
    about["description"] = about["description"] or view.texts(iri, "dcterms:abstract")
    title = view.t("The ontology", "De ontologie")
    return {"title": title, "d": terms.terms(view), "about": {**about, "label": title}, "edit": _edit("ontology/article90.ttl")}


def _edit(file: str) -> str:
    return f"{settings.REPOSITORY}/edit/main/{file}"


def _term(view: View, iri: str) -> Row:
    """The page of a class or a property."""
    told = terms.of_class(view, iri) if "owl:Class" in view.facts.classes(iri) else terms.of_property(view, iri)
    questions, recipes = _asking().get(short(iri), ((), ()))
    asked = [{"label": catalogue.find(q).summary[view.lang], "href": f"question/{q}.html", "id": q} for q in questions]
    shown = [{"label": cookbook.find(r).summary[view.lang], "href": f"cookbook.html#{r}", "id": ""} for r in recipes]
    about = others.about(view, iri)
    return {
        "title": about["label"],
        "about": {**about, "class": None},
        "edit": _edit("ontology/article90.ttl"),
        "d": {**told, "asked": asked, "recipes": shown},
        **_within(view, "ontology", "Ontology", "Ontologie"),
    }


@cache
def _shape_files() -> Mapping[str, str]:
    """The file below shapes/ in which each shape stands."""
    found: dict[str, str] = {}
    for file in turtle_files(ROOT / "shapes"):
        for t in parsed(file):
            found.setdefault(getattr(t.subject, "value", ""), f"{file.parent.name}/{file.stem}")
    return {node: name for node, name in found.items() if node.startswith(BASE + "shape#")}


def _shapes(view: View) -> Row:
    """All shapes, file by file."""
    groups: dict[str, list[Row]] = {}
    for node, file in _shape_files().items():
        told = terms.shape(view, node)
        if view.anchor(node):
            groups.setdefault(file, []).append(told)
    title = view.t("The shapes", "De shapes")
    said = view.t(
        "What a record has to be, as SHACL: in generic/ what any publisher of such data could use, in house/ the rules of this house.",
        "Waaraan een record moet voldoen, in SHACL: in generic/ wat elke uitgever van zulke data kan gebruiken, in house/ de huisregels.",
    )
    told_of = {node.partition("#")[2] for node in terms.shapes(view)}
    listed = [{"name": name, "shapes": found} for name, found in groups.items()]
    return {"title": title, "about": others.bare(view, BASE + "shape", title, said), "d": {"groups": listed, "with_pages": told_of}}


def _shape(view: View, node: str) -> Row:
    """The page of a shape."""
    told = terms.of_shape(view, node)
    title = told["shape"]["id"]
    return {
        "title": title,
        "about": others.bare(view, node, title, told["shape"]["said"][0] if told["shape"]["said"] else "", "en"),
        "edit": _edit(f"shapes/{_shape_files()[node]}.ttl"),
        "d": told,
        **_within(view, "shape", "Shapes", "Shapes"),
    }
