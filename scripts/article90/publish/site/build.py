"""Writing the site: every page in both languages and the files beside it, all or nothing, and only what has changed anew.

`.built.json` lists what was made, and has a hash of all it was made from; what an earlier build was drawn from is kept under that
(earlier.py), and what would come out as it did is not made again.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import re
import tempfile
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
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
from ...words import LANGUAGES
from .. import formats, settings
from ..terms import NAMESPACES
from . import assets, earlier, fields, find, forms, maps, redirects, render
from .earlier import Earlier, Made, numbers
from .given import Given, digest
from .material import Material, gather
from .pages import Drawing, of_answers, of_recipes, pages

BUILT = ".built.json"


@dataclass
class Site:
    """What was built."""

    pages: int = 0
    files: int = 0
    anew: int = 0
    left_out: list[str] = field(default_factory=list)


def _data(work: _Work, file: str, names: list[str]) -> Iterator[tuple[str, bytes]]:
    """What the SPARQL page loads, as Turtle packed with gzip: that of each document, one after another."""
    prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(NAMESPACES.items())).encode()

    def plain(number: int, name: str) -> bytes:
        """A document without its prefixes, its blank nodes apart from those of other documents."""
        made = [place for folder in (work.making, work.to) if (place := folder / f"{name}.ttl").is_file()]
        text = made[0].read_bytes() if made else engines.turtle(work.material.documents[name], NAMESPACES)
        return re.sub(rb"\A(?:@prefix [^\n]*\n)+", b"", text).replace(b"_:c14n", b"_:d%dc14n" % number)

    yield file, formats.zipped(b"".join([prefixes, *(plain(n, name) for n, name in enumerate(names))]))


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
    given: Given
    ship: assets.Shipped
    only: Callable[[str], bool]
    before: Mapping[str, Made]
    changed: Set[int]  # the look-ups whose answer is another now
    to: Path
    making: Path
    count: Any  # how many files are done, counted by all processes together

    @property
    def carried(self) -> dict[str, Any]:
        """What of others the site carries, as pages tell it."""
        return {"packages": self.ship.packages, "engine": self.ship.engine}

    def views(self) -> tuple[View, View]:
        """The facts in English and in Dutch, told anew."""
        english, dutch = (View(self.material.facts, lang, self.material.today) for lang in LANGUAGES)
        return english, dutch


# A name, the hash of what it is made from beside the facts, and how it is made: file names with their content.
Job = tuple[str, str, Callable[[], Iterable[tuple[str, bytes]]]]


def _drawn(work: _Work, view: View, drawings: Iterable[Drawing]) -> Iterator[Job]:
    """The pages that are to be made of all these, in the language of the view."""
    material, given, lang = work.material, work.given, view.lang

    def drawn(drawing: Drawing) -> Iterable[tuple[str, bytes]]:
        page = drawing.make()
        text = render.html(page, lang, material.today, material.release.version, lambda: material.atlas)
        return [(render.file_of(page.path, lang), text.encode())]

    for one in drawings:
        if work.only(one.path):
            known = one.given() if callable(one.given) else one.given
            beside = digest(given.code, render.looks(one.template), known, given.asks[one.asks])
            yield render.file_of(one.path, lang), beside, partial(drawn, one)


def _pages(work: _Work, number: int) -> Iterator[Job]:
    """One half of the pages, in both languages: a change often touches one alone; with the first, the files that are about all pages."""
    paths: set[str] = set()

    def mine(view: View) -> Iterator[Drawing]:
        for one in pages(work.material, view, work.carried):
            paths.add(one.path)
            if zlib.crc32(one.path.encode()) % 2 == number:
                yield one

    for view in work.views():
        yield from _drawn(work, view, mine(view))
    if not number:
        also = {one.path for view in work.views() for one in of_answers(work.material, view, work.carried)}
        shown = filter(work.only, sorted(paths - {"404"} | also | {"cookbook"}))
        files = [
            ("sitemap.xml", _sitemap(shown)),
            ("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {settings.SITE}sitemap.xml\n".encode()),
            ("w3id/.htaccess", redirects.htaccess(work.material.release)),
            ("w3id/README.md", redirects.readme()),
            (".nojekyll", b""),
        ]
        yield "general", digest([(n, c.decode()) for n, c in files]), lambda: files


def _answers(work: _Work, _: int) -> Iterator[Job]:
    """The pages with answers, and what machines are given of the questions."""
    material, given = work.material, work.given
    for view in work.views():
        yield from _drawn(work, view, of_answers(material, view, work.carried))
    told = {path: hashlib.sha256(formats.told(found)).hexdigest() for path, found in material.questions.items()}
    yield "queries", digest(given.code, given.asks["queries"], told), lambda: _queries(work)
    yield "world", given.code, lambda: _world(work)
    made = digest(given.code, material.context)
    for name in sorted({*catalogue.all_questions(), *catalogue.aliases()}):
        path = f"question/{name}"
        if work.only(path):
            yield f"{path}.*", digest(made, told[path]), partial(_forms, work, path)


def _world(work: _Work) -> Iterator[tuple[str, bytes]]:
    """The outlines for charts that are drawn in the page; which thing each is of is said by its code."""
    if work.material.atlas:
        yield "assets/world.json", json.dumps(work.material.atlas.whole(), separators=(",", ":")).encode()


def _forms(work: _Work, path: str) -> Iterator[tuple[str, bytes]]:
    return forms.written(path, work.material.questions[path], work.material.context, settings.SITE)


def _written(work: _Work, path: str) -> Iterator[tuple[str, bytes]]:
    return forms.written(path, work.material.documents[path], work.material.context, settings.SITE)


def _files(work: _Work, _: int) -> Iterator[Job]:
    """What machines are given for each thing, what the pages load, what the search knows."""
    material, given = work.material, work.given
    made = digest(given.code, material.context)
    for path in sorted(material.documents):
        if work.only(path):
            yield f"{path}.*", digest(made, given.documents[path]), partial(_written, work, path)
    for view in work.views():
        yield from _drawn(work, view, [of_recipes(material, view)])
    ship = list(assets.assets(work.ship))
    yield "assets/*", digest([(name, hashlib.sha256(content).hexdigest()) for name, content in ship]), lambda: ship
    things = [p for p in material.documents if p.partition("/")[0] in KINDS and "/" in p and work.only(p)]
    names = digest(given.code, given.asks["queries"], things)
    yield "assets/names.js", names, lambda: [("assets/names.js", find.index(*work.views(), things))]
    if work.ship.engine:
        of = {name: name.split("/")[0] for name in sorted(material.documents)}
        for part, held in (
            ("article90", [name for name, kind in of.items() if kind not in ("bond", "finding", "shape")]),
            ("derived", [name for name, kind in of.items() if kind in ("bond", "finding")]),
        ):
            file = f"data/{part}.ttl.gz"
            yield file, digest(given.code, [(name, given.documents[name]) for name in held]), partial(_data, work, file, held)


# The shares, each for a process of its own.
SHARES = ((_pages, 0), (_pages, 1), (_files, 0), (_answers, 0))
_work: _Work | None = None


# The name of a piece, and what it is; None where it is as it was before.
Piece = tuple[str, Made | None]


def _share(number: int) -> list[Piece]:
    """Make a share of the site in the folder of what is being made."""
    assert _work is not None
    made: list[Piece] = []
    jobs, which = SHARES[number]
    there = str(_work.to)
    facts = _work.material.facts
    for name, given, make in jobs(_work, which):
        old = _work.before.get(name)
        if (
            old
            and old.given == given
            and _work.changed.isdisjoint(array("I", old.asked))
            and all(os.path.isfile(f"{there}/{file}") for file in old.files)  # noqa: PTH113 - thirty thousand of them
        ):
            made.append((name, None))
            continue
        facts.asked = set()
        files = []
        for file, content in make():
            place = _work.making / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
            files.append(file)
        with _work.count.get_lock():
            _work.count.value += len(files)
        made.append((name, Made(given, files, numbers(facts.asked).tobytes())))
    return made


def _queries(work: _Work) -> Iterator[tuple[str, bytes]]:
    """The text of each question, ready to run, and of each recipe."""
    for q in catalogue.all_questions().values():
        if work.only(f"question/{q.id}"):
            yield f"question/{q.id}.rq", work.material.query(q).encode()
            yield f"assets/ask/{q.id}.json", fields.document(q)
    yield "assets/ask/limits.json", fields.wording()
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
    # millions of small things stay to the end and none of them stands in a circle: nobody looks for circles among them
    gc.disable()
    try:
        material = material or gather()
    finally:
        gc.freeze()
        gc.enable()
    ship = assets.shipped(tell) if ship is None else ship
    site = Site()
    if ship.missing:
        site.left_out.append(f"search, the SPARQL page and our fonts: {ship.missing}")
    if not maps.there():
        site.left_out.append("maps: the extra 'plot' is not installed")
    try:
        to.mkdir(parents=True, exist_ok=True)
        built = _built(to)
        before, given = earlier.read(built), Given.of(material)
        changed = earlier.changed(before, material.told, given.documents) if before.made else set()
        with tempfile.TemporaryDirectory(dir=to, prefix=".making-") as folder:
            making = Path(folder)
            render.ready()
            if not before.made and material.atlas:
                material.atlas.prepare()  # here, once: most shares draw maps
            _work = _Work(material, given, ship, only, before.made, changed, to, making, get_context().Value("i", 0))
            pieces = [one for share in _shares(tell) for one in share]
            tell("putting in place")
            anew = [name for _, piece in pieces if piece for name in piece.files]
            for name in anew:
                (to / name).parent.mkdir(parents=True, exist_ok=True)
                (making / name).replace(to / name)
            made = {name: piece or before.made[name] for name, piece in pieces}
            files = {n for piece in made.values() for n in piece.files}
            for stale in _files_of(built) - files:
                (to / stale).unlink(missing_ok=True)
            told = {"from": digest(given.code, given.asks, given.documents), "files": sorted(files)}
            (making / BUILT).write_bytes(built := (json.dumps(told, indent=0) + "\n").encode())
            (making / BUILT).replace(to / BUILT)
            documents = earlier.packed(given.documents, material.packed, before)
            earlier.keep(built, Earlier(made, documents))
    except OSError as error:
        raise UserError(f"{to} cannot be written to: {error.strerror or error}.") from None
    finally:
        _work = None
        gc.unfreeze()
    site.files, site.pages = len(files), sum(n.endswith(".html") for n in files)
    site.anew = len(anew)
    return site


def _shares(tell: Callable[[str], None]) -> list[list[Piece]]:
    """The shares, made side by side where the system can fork."""
    assert _work is not None
    cores = os.cpu_count() or 1
    if cores < 2 or not hasattr(os, "fork"):
        return [_share(number) for number in range(len(SHARES))]
    # a process a share, also where there are fewer cores: the last one would wait for a whole share otherwise
    with ProcessPoolExecutor(len(SHARES) - 1, mp_context=get_context("fork")) as pool:
        *others, last = range(len(SHARES))
        doing = [pool.submit(_share, number) for number in others]
        answers = _share(last)  # here: what is asked is answered by a process of its own
        while wait(doing, timeout=0.5).not_done:
            tell(f"pages: {_work.count.value:,} files made anew")
        return [*(one.result() for one in doing), answers]


def _built(to: Path) -> bytes:
    """The list of what a build before this one made."""
    try:
        return (to / BUILT).read_bytes()
    except OSError:
        return b""


def _files_of(built: bytes) -> set[str]:
    """The files that such a list names."""
    try:
        return set(json.loads(built)["files"])
    except (ValueError, TypeError, KeyError):
        return set()
