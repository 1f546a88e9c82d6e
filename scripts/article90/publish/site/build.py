"""Writing the site: every page in both languages and the files beside it, all or nothing, and only what has changed anew.

What each file was made from is kept as a hash in `.built.json`; what has the same hash as before is not made again.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from ... import cookbook, engines
from ...dossiers.facts import View
from ...errors import UserError
from ...questions import catalogue
from ...vocabulary import KINDS
from .. import executables, formats, settings
from . import assets, fields, find, forms, maps, redirects, render
from .material import Material, gather
from .pages import Page, pages

PACKAGE = Path(__file__).resolve().parents[2]
BUILT = ".built.json"
LANGUAGES = ("en", "nl")


@dataclass
class Site:
    """What was built."""

    pages: int = 0
    files: int = 0
    anew: int = 0
    left_out: list[str] = field(default_factory=list)


def _code() -> str:
    """A hash of all that makes pages out of facts: when it changes, everything is made anew."""
    import jinja2
    import pyoxigraph

    told = hashlib.sha256(f"{jinja2.__version__} {pyoxigraph.__version__} {maps.there()}".encode())
    for folder in (PACKAGE / "publish", PACKAGE / "dossiers", PACKAGE / "plot"):
        for file in sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".html")):
            told.update(file.read_bytes())
    return told.hexdigest()


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, default=str).encode()).hexdigest()[:24]


def _data(material: Material) -> Iterator[tuple[str, bytes]]:
    """What the SPARQL page loads: the whole, and what is derived, as Turtle packed with gzip."""

    def packed(found: Iterable[Any]) -> bytes:
        return gzip.compress(engines.turtle(found), 9, mtime=0)

    derived = {name for name in material.documents if name.split("/")[0] in ("bond", "finding")}
    others = {name for name in material.documents if name.split("/")[0] in ("question", "shape")}
    yield "data/article90.ttl.gz", packed(t for n, found in material.documents.items() if n not in derived | others for t in found)
    yield "data/derived.ttl.gz", packed(t for n in sorted(derived) for t in material.documents[n])


def _sitemap(paths: Iterable[str]) -> bytes:
    """The sitemap, each page with the same one in the other language."""
    site = settings.SITE
    out = ['<?xml version="1.0" encoding="UTF-8"?>']
    out.append('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">')
    for path in paths:
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{site}{lang}{path}.html"/>' for lang, code in (("", "en"), ("nl/", "nl"))
        )
        out += [f"<url><loc>{site}{lang}{path}.html</loc>{links}</url>" for lang in ("", "nl/")]
    return ("\n".join([*out, "</urlset>"]) + "\n").encode()


@dataclass(frozen=True)
class _Work:
    """All that a process needs to make its share; the processes are forked with it."""

    material: Material
    ship: assets.Shipped
    only: Callable[[str], bool]
    before: Mapping[str, Any]
    to: Path
    making: Path
    count: Any  # how many files are done, counted by all processes together


# A name, the hash of what it is made from, and how it is made: file names with their content.
Job = tuple[str, str, Callable[[], Iterable[tuple[str, bytes]]]]


def _pages(work: _Work, lang: str) -> Iterator[Job]:
    """The pages in one language; the general files, too, are known when the English ones are."""
    material, code = work.material, _code()
    view = View(material.facts, lang, material.today)
    paths = []

    def drawn(page: Page) -> Iterable[tuple[str, bytes]]:
        text = render.html(page, lang, material.today, material.release.version, material.atlas)
        return [(render.file_of(page, lang), text.encode())]

    for path, make in pages(material, view, {"packages": work.ship.packages, "engine": work.ship.engine}):
        if work.only(path):
            page = make()
            if path != "404":
                paths.append(path)
            yield render.file_of(page, lang), _digest(code, page.tells, material.today, settings.SITE), partial(drawn, page)
    if lang == "en":
        files = [
            ("sitemap.xml", _sitemap(sorted(paths))),
            ("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {settings.SITE}sitemap.xml\n".encode()),
            ("w3id/.htaccess", redirects.htaccess(material.release)),
            ("w3id/README.md", redirects.readme()),
            (".nojekyll", b""),
            *_queries(work),
        ]
        yield "general", _digest([(n, c.decode()) for n, c in files]), lambda: files


def _files(work: _Work, _: str) -> Iterator[Job]:
    """What machines are given for each thing, what the pages load, what the search knows."""
    material, code = work.material, _code()
    said = {}
    for path, triples in sorted(material.documents.items()):
        if work.only(path):
            said[path] = _digest(code, formats.lines(triples))  # canonical: a blank node has another name each time it is read
            yield f"{path}.*", said[path], partial(forms.written, path, triples, material.context, settings.SITE)
    ship = list(assets.assets(work.ship))
    yield "assets/*", _digest([(name, hashlib.sha256(content).hexdigest()) for name, content in ship]), lambda: ship
    things = [p for p in material.documents if p.partition("/")[0] in KINDS and "/" in p and work.only(p)]
    views = [View(material.facts, lang, material.today) for lang in LANGUAGES]
    found = find.index(views[0], views[1], things)
    yield "assets/names.js", _digest(found.decode()), lambda: [("assets/names.js", found)]
    if work.ship.engine:
        yield "data/*", _digest(code, said), lambda: _data(material)


# The shares, each for a process of its own.
SHARES = ((_pages, "en"), (_pages, "nl"), (_files, ""))
_work: _Work | None = None


def _share(number: int) -> list[tuple[str, str, list[str], bool]]:
    """Make a share of the site in the folder of what is being made: each name with its hash, its files, and whether it is made anew."""
    assert _work is not None
    made = []
    jobs, given = SHARES[number]
    for name, digest, make in jobs(_work, given):
        old = _work.before.get(name)
        if old and old[0] == digest and all((_work.to / n).is_file() for n in old[1]):
            made.append((name, digest, list(old[1]), False))
            continue
        names = []
        for file, content in make():
            place = _work.making / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
            names.append(file)
        with _work.count.get_lock():
            _work.count.value += len(names)
        made.append((name, digest, names, True))
    return made


def _queries(work: _Work) -> Iterator[tuple[str, bytes]]:
    """The text of each question, ready to run, and of each recipe."""
    for q in catalogue.all_questions().values():
        if work.only(f"question/{q.id}"):
            yield f"question/{q.id}.rq", executables.text(q, work.material.engine).encode()
            yield f"assets/ask/{q.id}.json", fields.document(q)
    yield "assets/ask/limits.json", fields.wording()
    if work.material.atlas:
        yield "assets/world.json", json.dumps(work.material.atlas.whole(), separators=(",", ":")).encode()
    if work.only("cookbook"):
        for recipe in cookbook.recipes():
            yield f"cookbook/{recipe.slug}.rq", recipe.query.encode()


def write(
    to: Path,
    tell: Callable[[str], None] = lambda _: None,
    material: Material | None = None,
    only: Callable[[str], bool] = lambda _: True,
    ship: assets.Shipped | None = None,
) -> Site:
    """Write the site into the folder `to`, all of it or nothing; UserError when the folder cannot be written to.

    `only` chooses pages by their path, for a part of the site; `ship` is what of others it carries, by default what npm gives.
    """
    global _work
    tell("reading and deriving")
    material = material or gather()
    ship = assets.shipped(tell) if ship is None else ship
    site = Site()
    if ship.missing:
        site.left_out.append(f"search, the SPARQL page and our fonts: {ship.missing}")
    if not maps.there():
        site.left_out.append("maps: the extra 'plot' is not installed")
    try:
        to.mkdir(parents=True, exist_ok=True)
        before = _before(to)
        with tempfile.TemporaryDirectory(dir=to, prefix=".making-") as folder:
            making = Path(folder)
            render.environment()
            _work = _Work(material, ship, only, before, to, making, get_context().Value("i", 0))
            made = [one for share in _shares(tell) for one in share]
            tell("putting in place")
            for _, _, names, anew in made:
                for name in names if anew else ():
                    (to / name).parent.mkdir(parents=True, exist_ok=True)
                    (making / name).replace(to / name)
            kept = {name: [digest, names] for name, digest, names, _ in sorted(made)}
            (making / BUILT).write_text(json.dumps(kept, indent=0) + "\n", encoding="utf-8")
            (making / BUILT).replace(to / BUILT)
        files = {n for _, _, names, _ in made for n in names}
        for stale in {n for _, names in before.values() for n in names} - files:
            (to / stale).unlink(missing_ok=True)
    except OSError as error:
        raise UserError(f"{to} cannot be written to: {error.strerror or error}.") from None
    finally:
        _work = None
    site.files, site.pages = len(files), sum(n.endswith(".html") for n in files)
    site.anew = sum(len(names) for _, _, names, anew in made if anew)
    return site


def _shares(tell: Callable[[str], None]) -> list[list[tuple[str, str, list[str], bool]]]:
    """The shares, made side by side where the system can fork."""
    assert _work is not None
    cores = os.cpu_count() or 1
    if cores < 2 or not hasattr(os, "fork"):
        return [_share(number) for number in range(len(SHARES))]
    with ProcessPoolExecutor(min(cores, len(SHARES)), mp_context=get_context("fork")) as pool:
        doing = [pool.submit(_share, number) for number in range(len(SHARES))]
        while wait(doing, timeout=0.5).not_done:
            tell(f"pages: {_work.count.value:,} files made anew")
        return [one.result() for one in doing]


def _before(to: Path) -> dict[str, Any]:
    """What a build before this one made."""
    try:
        found = json.loads((to / BUILT).read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    except (OSError, ValueError):
        return {}
