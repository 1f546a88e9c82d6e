"""The pages that are of no single thing: front page, lists by kind, questions with their answers, load, reuse, search, SPARQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pyoxigraph as ox

from ... import answers, cookbook, own, words
from ...dossiers import others
from ...dossiers.facts import Row, View, href
from ...engines import Table
from ...questions import catalogue
from ...vocabulary import BASE, KINDS, XSD
from .. import downloads, settings
from ..parts import DERIVED, PARTS, WHOLE
from ..tables import TABLES
from . import fields
from .markup import from_markdown
from .material import Material


@dataclass(frozen=True)
class Told:
    """A page of this module: its path and template, what it tells, its kind and its IRI where it has one.

    `given` is what it tells of beside the facts that it asks for, or gives it; `asks` is "queries" where it tells of questions or recipes,
    "answer" where of an answer that is in `given`, and is known late, "answers" where of answers to what is published as it stands.
    """

    path: str
    template: str
    tell: Callable[[], Row]
    kind: str = ""
    iri: str = ""
    given: object = None
    asks: str = ""


MOST = 200
_BROWSED = tuple(k for k in KINDS if k not in ("source", "concept", "person"))


def all_of(
    material: Material, view: View, things: Mapping[str, list[str]], plurals: Mapping[str, tuple[str, str]], ship: Mapping[str, Any]
) -> Iterator[Told]:
    """Every page of this module but those of questions and recipes."""
    t = view.t
    kinds = [
        {"href": f"{k}/index.html", "label": t(*plurals[k]), "n": len(things[k])}
        for k in (*sorted(_BROWSED, key=list(plurals).index), "concept", "source", "bond", "finding", "question")
        if things.get(k)
    ]
    yield Told("index", "front", partial(_front, material, view, kinds), iri=BASE, given=kinds)
    yield Told("browse", "browse", lambda: _lists(t("Browse", "Bladeren"), kinds), given=kinds)
    for kind, paths in things.items():
        if kind != "question" and paths:
            yield from _kinds(view, kind, paths, t(*plurals[kind]))
    yield _asked(view)
    yield Told("dataset", "dataset", partial(_dataset, material, view, bool(ship["engine"])), given=ship["engine"])
    yield Told("reuse", "reuse", lambda: {"title": t("Reuse the identifiers", "De identificaties hergebruiken"), "lead": ""})
    yield Told("search", "search", lambda: {"title": t("Search", "Zoeken"), "lead": ""})
    examples = [(recipe, own.derived(recipe.query)) for recipe in cookbook.recipes()]
    engine = ship["engine"]
    given = [engine, [derived for _, derived in examples]]
    yield Told("sparql", "sparql", partial(_sparql, view, engine, examples), given=given, asks="queries")
    shown = {"packages": ship["packages"], "notice": downloads.notice()}
    yield Told("licences", "licences", lambda: {"title": t("Licences", "Licenties"), "lead": "", "d": shown}, given=shown)
    if view.lang == "en":
        yield Told("404", "404", lambda: {"title": "Not found", "lead": ""})


def _lists(title: str, kinds: list[Row], groups: list[Row] | None = None, beside: Row | None = None) -> Row:
    """What a page of lists tells, with a link to what stands beside it."""
    return {"title": title, "lead": "", "d": {"kinds": kinds, "groups": groups or [], "beside": beside, "letters": []}}


def _front(material: Material, view: View, kinds: list[Row]) -> Row:
    return {"title": view.t("Who has promised whom what", "Wie wie wat heeft beloofd"), "d": {**_striking(material, view), "kinds": kinds}}


def _striking(material: Material, view: View) -> Row:
    """Three answers and the latest changes, counted from the data each time."""
    facts, t, today = material.facts, view.t, view.today
    kingdom = BASE + "state/NLD"
    bound = {
        facts.one(b, "a90:commitment")
        for b in facts.to(kingdom, "a90:bearer")
        if facts.one(b, "a90:commitment") and view.period(b)["state"] == "holds"
    }
    left = [
        p
        for p in facts.of("a90:Participation")
        if (facts.one(p, "a90:endedBy") or "").endswith("#withdrawal") and view.period(p)["state"] == "ended"
    ]
    article5 = BASE + "treaty/north-atlantic-treaty#collective-defence"
    outside = [
        x for x in facts.all(article5, "a90:doesNotApplyIn") if facts.one(x, "a90:partOfState") == kingdom and not facts.one(x, "a90:until")
    ]
    striking = [
        {
            "number": len(bound),
            "text": t(
                "commitments on record bind the Kingdom of the Netherlands today",
                "vastgelegde verbintenissen binden vandaag het Koninkrijk der Nederlanden",
            ),
            "href": "state/NLD.html#s-bonds",
        },
        {
            "number": len(outside),
            "text": t(
                "parts of the Kingdom lie outside article 5 of the North Atlantic Treaty: ",
                "delen van het Koninkrijk vallen buiten artikel 5 van het Noord-Atlantisch Verdrag: ",
            )
            + ", ".join(view.label(x) for x in outside),
            "href": href(article5),
        },
        {
            "number": len(left),
            "text": t("withdrawals from treaties on record have taken effect", "vastgelegde opzeggingen van verdragen zijn ingegaan"),
            "href": "question/cq-069.html",
        },
    ]
    changes = []
    for kind in ("org:Membership", "a90:Participation"):
        for node in facts.of(kind):
            for prop in ("a90:since", "a90:until"):
                day = facts.one(node, prop)
                if day and day <= today and not facts.one(node, f"{prop}Precision"):
                    what = t("began", "begon") if prop == "a90:since" else t("ended", "eindigde")
                    changes.append({"day": day, "label": view.label(node), "href": href(node), "kind": what})
    changes.sort(key=lambda c: (c["day"], c["label"]), reverse=True)
    return {"striking": striking, "new": changes[:6]}


def _kinds(view: View, kind: str, paths: list[str], title: str) -> Iterator[Told]:
    """The things of a kind: one list or, of sources, which are too many for a page, one for each letter that a publisher begins with."""
    if kind != "source":
        yield Told(f"{kind}/index", "browse", partial(_kind, view, kind, paths, title), given=paths)
        return
    letters: dict[str, list[str]] = {}
    for path in paths:
        letter = _letter(_publisher(view, path))
        letters.setdefault(letter.lower() if letter.isascii() else "other", []).append(path)
    order = sorted(letters, key=lambda slug: (len(slug), slug))
    named = {slug: slug.upper() if len(slug) == 1 else view.t("other signs", "andere tekens") for slug in order}
    there: list[Row] = [{"href": f"source/index/{slug}.html", "label": name, "n": len(letters[slug])} for slug, name in named.items()]
    lead = view.t("By the first letter of who published them.", "Op de eerste letter van wie ze uitgaf.")
    yield Told("source/index", "browse", lambda: {**_lists(title, there), "lead": lead}, given=there)
    for slug, name in named.items():
        told = partial(_letter_page, view, letters[slug], f"{title}: {name}", [{**one, "here": one["label"] == name} for one in there])
        yield Told(f"source/index/{slug}", "browse", told, kind, given=[letters[slug], list(named)])


def _letter_page(view: View, paths: list[str], title: str, letters: list[Row]) -> Row:
    """The sources under a letter, with the way to the other letters."""
    told = _kind(view, "source", paths, title)
    return {**told, "d": {**told["d"], "letters": letters}}


def _publisher(view: View, path: str) -> str:
    return view.facts.one(BASE + path, "dc:publisher") or "?"


def _kind(view: View, kind: str, paths: list[str], title: str) -> Row:
    """The things of a kind, by their first letter, by publisher for sources, or by beginning for missions."""
    groups: dict[str, list[Row]] = {}
    for path in paths:
        iri = BASE + path
        label = view.label(iri)
        if kind == "bond":
            first = view.facts.one(next(iter(view.facts.parts(iri)), ""), "a90:commitment") or ""
            label, name = view.label(first), view.label(first.partition("#")[0])
        elif kind == "finding":
            label, name = view.label(BASE + path.replace("finding/", "indicator/")), ""
        elif kind == "source":
            name = _publisher(view, path)
        elif kind in ("mission", "measure", "event"):
            since = view.day(iri, "a90:since")
            name = f"{since['day'][:3]}0" if since else view.t("no date", "geen datum")
        elif len(paths) > 60:
            name = _letter(label)
        else:
            name = ""
        when = view.facts.one(iri, "a90:since") or view.facts.one(iri, "a90:adopted") or ""
        alt = [x["text"] for x in view.texts(iri, "skos:altLabel")][:1] if kind not in ("state", "source") else []
        shown = "" if kind in ("state", "territory", "source") else when[:4]
        groups.setdefault(name, []).append({"href": f"{path}.html", "label": label, "alt": ", ".join(alt), "when": shown})
    found: list[Row] = [
        {"name": name, "id": str(n), "rows": sorted(rows, key=lambda r: str(r["label"]).casefold())}
        for n, (name, rows) in enumerate(sorted(groups.items()))
    ]
    return _lists(title, [], found)


def _letter(label: str) -> str:
    import unicodedata

    first = unicodedata.normalize("NFD", label[:1]).upper()[:1]
    return first if first.isalpha() else "0–9"


def recipes(material: Material, view: View) -> Told:
    """The page of the cookbook."""
    return Told("cookbook", "cookbook", partial(_cookbook, material, view), asks="answers")


def questions(material: Material, view: View, ship: Mapping[str, Any]) -> Iterator[Told]:
    """The pages of questions, and those of numbers whose question another has taken in."""
    for q in catalogue.all_questions().values():
        yield Told(
            f"question/{q.id}",
            "question",
            partial(_question, material, view, q, bool(ship["engine"])),
            "question",
            f"{BASE}question/{q.id}",
            given=partial(_given, material, view.lang, q, ship["engine"]),
            asks="answer",
        )
    for old in catalogue.aliases().values():
        yield Told(f"question/{old.id}", "question", partial(_replaced, view, old), "question", f"{BASE}question/{old.id}", asks="queries")


def _asked(view: View) -> Told:
    """The list of the questions."""
    themes: dict[str, list[Row]] = {}
    for q in catalogue.all_questions().values():
        themes.setdefault(q.theme, []).append({"href": f"question/{q.id}.html", "label": q.summary[view.lang], "alt": q.id, "when": ""})
    named = ((theme, words[view.lang]) for theme, words in catalogue.THEMES.items() if theme in themes)
    groups = [{"name": name, "id": theme, "rows": themes[theme]} for theme, name in named]
    beside = {"href": "cookbook.html", "label": view.t("Queries to learn from: the cookbook", "Zoekvragen om van te leren: het kookboek")}
    return Told("question/index", "browse", lambda: _lists(view.t("Questions", "Vragen"), [], groups, beside), asks="queries")


def _given(material: Material, lang: str, q: catalogue.Question, engine: bool) -> object:
    """What the page of a question tells of it."""
    found = material.answer(q, lang)
    assert isinstance(found.table, Table)
    published = sorted(str(t) for t in material.questions[f"question/{q.id}"])
    return [engine, found.table.document.decode(), found.limits.record(lang), dict(found.asked), published]


def _replaced(view: View, old: catalogue.Alias) -> Row:
    """A number whose question another has taken in."""
    replaced = {"by": old.by, "href": f"question/{old.by}.html", "given": dict(old.given)}
    told = {"id": old.id, "replaced": replaced, "theme": ""}
    return {"title": old.id, "d": told, "about": _head(view, old.id, old.id), "most": MOST}


def _head(view: View, name: str, title: str, said: str = "") -> Row:
    return others.bare(view, f"{BASE}question/{name}", title, said)


def _question(material: Material, view: View, q: catalogue.Question, engine: bool) -> Row:
    """A question with its answer on the day of the release, its parameters and its query."""
    answered = material.answer(q, view.lang)
    assert isinstance(answered.table, Table)
    return {
        "title": q.summary[view.lang],
        "crumb": q.id,
        "about": _head(view, q.id, q.summary[view.lang], words.caveat(q.description.get(view.lang, ""), view.lang, q.id)),
        "most": MOST,
        "engine": engine,
        "edit": f"{settings.REPOSITORY}/edit/main/scripts/article90/questions/{q.theme}/{q.path.name}",
        "d": {
            "id": q.id,
            "replaced": None,
            "theme": catalogue.THEMES[q.theme][view.lang],
            "columns": answered.table.columns,
            "rows": [[_cell(view, row[c]) for c in answered.table.columns] for row in answered.table.rows],
            "fields": fields.fields(view, q),
            "headings": {c: words.heading(c, view.lang, q.id) for c in answered.table.columns},
            "example": "".join(f" {p.option} {p.default}" for p in q.parameters if p.default and p.name != "lang" and "=" not in p.option),
            "query": material.query(q),
            "limits": answered.limits.said.get(view.lang, ()),
            "asked": answered.asked,
            "checks": _checks(material, q.id),
        },
    }


def _checks(material: Material, name: str) -> list[Row]:
    """What is published beside a question to check an answer with: other queries, each with the rows to expect."""
    found: dict[str, Row] = {}
    for t in material.questions[f"question/{name}"]:
        mark = t.subject.value.partition("#")[2] if isinstance(t.subject, ox.NamedNode) else ""
        if mark and isinstance(t.object, ox.Literal):
            row = found.setdefault(mark, {"id": mark, "said": "", "query": ""})
            if t.predicate.value.endswith("#comment") and (not row["said"] or t.object.language == "en"):
                row["said"] = t.object.value
            elif t.predicate.value.endswith("#select"):
                row["query"] = t.object.value
    return [row for _, row in sorted(found.items())]


def _cell(view: View, term: ox.NamedNode | ox.Literal | ox.BlankNode | None) -> object:
    """A cell as people read it; an identifier of ours is a link."""
    if isinstance(term, ox.NamedNode):
        return {"href": href(term.value), "label": answers.cell(term)}
    if isinstance(term, ox.Literal) and term.datatype.value == XSD + "date":
        return {"day": term.value, "shown": term.value, "precision": "day"}
    return answers.cell(term)


def _cookbook(material: Material, view: View) -> Row:
    """The recipes, each with its query and the first rows of its answer, after what one has to know to write another."""
    before, after = cookbook.guide(lang=view.lang)
    drawn = []
    for recipe in cookbook.recipes():
        answer = cookbook.answer(recipe, material.whole)
        rows = [[_cell(view, row[c]) for c in answer.columns] for row in answer.rows[: cookbook.SHOWN]]
        said = {"summary": recipe.summary[view.lang], "lesson": from_markdown(recipe.lesson[view.lang]), "query": recipe.query}
        drawn.append(
            {"number": recipe.number, "id": recipe.slug, **said, "columns": answer.columns, "rows": rows, "count": len(answer.rows)}
        )
    material.whole.keep(all_asked=True)
    return {
        "title": view.t("Cookbook", "Kookboek"),
        "lead": view.t(
            "Queries from simple to hard with their answers, what each date means, and the traps.",
            "Zoekvragen van eenvoudig tot moeilijk met hun antwoorden, wat elke datum betekent, en de valkuilen.",
        ),
        "d": {"before": from_markdown(before.partition("\n")[2]), "recipes": drawn, "after": from_markdown(after)},
    }


def _dataset(material: Material, view: View, engine: bool) -> Row:
    version = material.release.version
    endings = ("ttl", "nt", "jsonld", "rdf", "nq")
    parts: list[Row] = []
    for part in (*PARTS, *TABLES):
        if part in TABLES:
            names = [f"{part.name}.csv"]
        elif part == WHOLE:
            names = [f"{part.name}.{e}{z}" for e in endings for z in ("", ".gz")]
        else:
            names = [f"{part.name}.ttl", *([f"{part.name}.ttl.gz"] if part.name in DERIVED else [])]
        files = [{"name": n, "href": settings.download(version, n)} for n in names]
        named = part.name if part in PARTS or part.name not in {p.name for p in PARTS} else ""
        parts.append({"id": named, "title": part.title[view.lang], "description": part.description[view.lang], "files": files})
    return {
        "title": view.t("Load the data", "De data laden"),
        "lead": "",
        "engine": engine,
        "d": {
            "parts": parts,
            "citation": material.release.citation,
            "catalogue": settings.download(version, "catalogue.ttl"),
        },
    }


def _sparql(view: View, engine: bool, examples: list[tuple[cookbook.Recipe, bool]]) -> Row:
    """The page for queries of one's own, which begins with the first recipe."""
    asked = [{"id": q.id, "text": q.summary[view.lang]} for q in catalogue.all_questions().values()]
    recipes = [{"id": r.slug, "text": f"{r.number}. {r.summary[view.lang]}", "derived": derived} for r, derived in examples]
    first = examples[0][0].query
    return {"title": "SPARQL", "lead": "", "engine": engine, "d": {"questions": asked, "recipes": recipes, "first": first}}
