"""From what a page tells to its HTML: Jinja2, with the few words that the templates share."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import jinja2.meta
from markupsafe import Markup, escape

from ...dossiers.facts import href as page_of
from ...vocabulary import BASE
from .. import settings
from .maps import Atlas
from .pages import Page, host

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def linkified(text: str) -> Markup:
    """Text in which an identifier of ours is a link; for the ontology's page, which stands at the root."""
    parts = re.split(rf"({re.escape(BASE)}[A-Za-z0-9/#._-]*[A-Za-z0-9])", text)
    links = (Markup('<a href="{}">{}</a>').format(page_of(part), part) if n % 2 else escape(part) for n, part in enumerate(parts))
    return Markup("").join(links)


def anchor(row: Mapping[str, Any]) -> Markup:
    """The id of a part, where it is told on its own page."""
    return Markup(' id="{}"').format(row["id"]) if row.get("id") else Markup("")


@cache
def environment() -> jinja2.Environment:
    """The templates, all of them compiled, so that processes that are forked have them."""
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    found.filters |= {"host": host, "linkified": linkified, "anchor": anchor}
    found.globals |= {"site": settings.SITE, "repository": settings.REPOSITORY, "base": BASE}
    for name in found.list_templates():
        found.get_template(name)
    return found


@cache
def looks(template: str) -> str:
    """A hash of a template and of all that it extends or takes in."""
    loader = environment().loader
    assert loader
    text = loader.get_source(environment(), f"{template}.html")[0]
    others = (name for name in jinja2.meta.find_referenced_templates(environment().parse(text)) if name)
    return hashlib.sha256("".join([text, *(looks(name.removesuffix(".html")) for name in others)]).encode()).hexdigest()


def file_of(path: str, lang: str) -> str:
    """Where a page stands below the root of the site."""
    return f"{'nl/' if lang == 'nl' else ''}{path}.html"


def html(page: Page, lang: str, today: str, version: str, atlas: Atlas | None = None) -> str:
    """The page as HTML, with its map where there is an atlas to draw it from."""
    root = "../" * file_of(page.path, lang).count("/")
    if page.path == "404":  # shown at any address
        root = settings.SITE
    here = root + ("nl/" if lang == "nl" else "")

    def u(address: str) -> str:
        return address if re.match(r"[a-z]+:", address) else here + address

    told = page.tells.get("map")
    drawn = atlas.draw(told, today) if atlas and told else None
    text = (
        environment()
        .get_template(f"{page.template}.html")
        .render(
            **{"edit": None, "sources": [], "leftover": [], "same": [], "forms": [], "within": None, **page.tells, "map": drawn},
            lang=lang,
            t=(lambda english, dutch: dutch) if lang == "nl" else (lambda english, dutch: english),
            u=u,
            root=root,
            today=today,
            version=version,
            address=f"{settings.SITE}{file_of(page.path, lang)}",
        )
    )
    return re.sub(r"[ \t]*\n\s*", "\n", text) if not re.search("<pre|<textarea", text) else text
