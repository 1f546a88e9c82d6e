"""From what a page tells to its HTML: Jinja2, with the few words that the templates share."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import platformdirs
from markupsafe import Markup, escape

from ...dossiers.facts import href as page_of
from ...vocabulary import BASE
from .. import settings
from . import inline
from .maps import Atlas
from .pages import Page, host

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
_TAKEN_IN = re.compile(r"""\{%-?\s*(?:extends|import|include|from)\s+["']([^"']+)\.html["']""")


def linkified(text: str) -> Markup:
    """Text in which an identifier of ours is a link; for the ontology's page, which stands at the root."""
    parts = re.split(rf"({re.escape(BASE)}[A-Za-z0-9/#._-]*[A-Za-z0-9])", text)
    links = (Markup('<a href="{}">{}</a>').format(page_of(part), part) if n % 2 else escape(part) for n, part in enumerate(parts))
    return Markup("").join(links)


def anchor(row: Mapping[str, Any]) -> Markup:
    """The id of a part, where it is told on its own page."""
    return Markup(f' id="{escape(row["id"])}"' if row.get("id") else "")


def places(urls: Iterable[str]) -> list[tuple[str, str]]:
    """Addresses, each with whose it is; of two at the same place each with its last part too."""
    urls = list(dict.fromkeys(urls))
    hosts = [host(url) for url in urls]
    return [(url, at if hosts.count(at) == 1 else f"{at}: {_last(url)}") for url, at in zip(urls, hosts, strict=True)]


def _last(url: str) -> str:
    return re.split(r"[/#=]", url.rstrip("/"))[-1]


_METHODS = frozenset(dir(dict))


class _Environment(jinja2.Environment):
    """Jinja2's, which looks among the attributes of a row before it looks into the row: that takes most of the time of a page of rows."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What `obj.attribute` is in a template."""
        if type(obj) is dict and attribute not in _METHODS and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


@cache
def environment() -> jinja2.Environment:
    """The templates, all of them compiled, so that processes that are forked have them."""
    compiled = platformdirs.user_cache_path("article90") / "templates"
    with contextlib.suppress(OSError):
        compiled.mkdir(parents=True, exist_ok=True)
    found = _Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        bytecode_cache=jinja2.FileSystemBytecodeCache(str(compiled)) if os.access(compiled, os.W_OK) else None,
    )
    found.filters |= {"host": host, "places": places, "linkified": linkified, "anchor": anchor}
    found.globals |= {"site": settings.SITE, "repository": settings.REPOSITORY, "base": BASE}
    for name in found.list_templates():
        found.get_template(name)
    return found


@cache
def looks(template: str) -> str:
    """A hash of a template and of all that it extends or takes in, which are named in words there."""
    text = (TEMPLATES / f"{template}.html").read_text(encoding="utf-8")
    others = _TAKEN_IN.findall(text)
    return hashlib.sha256("".join([text, *(looks(name) for name in others)]).encode()).hexdigest()


def ready() -> None:
    """Read all templates, so that processes that are forked have them."""
    for name in environment().list_templates():
        looks(name.removesuffix(".html"))


def file_of(path: str, lang: str) -> str:
    """Where a page stands below the root of the site."""
    return f"{'nl/' if lang == 'nl' else ''}{path}.html"


def html(page: Page, lang: str, today: str, version: str, atlas: Callable[[], Atlas | None] = lambda: None) -> str:
    """The page as HTML, with its map where there is an atlas to draw it from; `atlas` gives it where a page has a map."""
    root = "../" * file_of(page.path, lang).count("/")
    if page.path == "404":  # shown at any address
        root = settings.SITE
    here = root + ("nl/" if lang == "nl" else "")

    told = page.tells.get("map")
    drawn = outlines.draw(told, today) if told and (outlines := atlas()) else None
    text = (
        environment()
        .get_template(f"{page.template}.html")
        .render(
            **{"edit": None, "sources": [], "leftover": [], "same": [], "forms": [], "within": None, **page.tells, "map": drawn},
            **inline.words(lang, here, page.path.rpartition("/")[0] + "/" if "/" in page.path else ""),
            lang=lang,
            root=root,
            today=today,
            version=version,
            address=f"{settings.SITE}{file_of(page.path, lang)}",
        )
    )
    if "<pre" in text or "<textarea" in text:
        return text
    return "\n".join(line for line in map(str.strip, text.split("\n")) if line) + "\n"
