"""What stands in the lines of every template, and often: links, days, periods and the numbers of sources.

A page has thousands of them; written by macros of the templates they took half the time in which it is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from markupsafe import Markup, escape

from ...dossiers.facts import Row

_SCHEME = re.compile(r"[a-z]+:")
# Text and Markup are equal where they read the same, and are not escaped alike.
_kept = lru_cache(maxsize=None, typed=True)


@cache
def words(lang: str, here: str, folder: str = "") -> dict[str, Callable[..., object]]:
    """The functions for a page in a language; `here` leads from the page in `folder` to the root of its language.

    What they write is kept: the pages of a folder name the same things, days and sources over and over.
    """
    dutch = lang == "nl"

    def t(english: str, dutch_: str) -> str:
        return dutch_ if dutch else english

    def u(address: str) -> str:
        return address if _SCHEME.match(address) else here + address

    def near(address: str) -> str:
        """An address that lies in the folder of the page, which a list of thousands has more shortly."""
        return address.removeprefix(folder) if folder and address.startswith(folder) else u(address)

    @_kept
    def _link(address: str, label: str) -> Markup:
        rel = ' rel="external"' if address.startswith("http") else ""
        return Markup(f'<a href="{escape(u(address))}"{rel}>{escape(label)}</a>')

    def link(r: Mapping[str, Any]) -> Markup:
        return _link(r["href"], r["label"])

    @_kept
    def _cited(address: str, number: int) -> str:
        return f'<a href="{escape(u(address))}" aria-label="{source} {number}">{number}</a>'

    def cite(sources: Iterable[Row]) -> Markup:
        each = [_cited(s["href"], s["n"]) for s in sources]
        return Markup(f'<span class="c">{"".join(each)}</span>' if each else "")

    @_kept
    def _day(value: str, shown: str, precision: str) -> Markup:
        note = late if precision == "unknown" else ""
        return Markup(f'<time datetime="{escape(value)}">{escape(shown)}</time>{note}')

    def day(d: Row | None) -> Markup:
        return _day(d["day"], d["shown"], d["precision"]) if d else Markup()

    def period(f: Mapping[str, Any]) -> Markup:
        if not (f["since"] or f["until"]):
            return undated
        return Markup(f'{day(f["since"]) or "…"}<span class="to">–</span>{day(f["until"])}')

    def lasts(f: Mapping[str, Any]) -> str:
        """A period as scripts read it: its first and its last day."""
        return f"{f['since']['day'] if f['since'] else ''}/{f['until']['day'] if f['until'] else ''}"

    def number(n: int) -> str:
        return f"{n:,}".replace(",", t(",", "."))

    source = t("source", "bron")
    why = t("at the latest; the day was not found", "uiterlijk; de dag is niet gevonden")
    late = f' <abbr title="{why}">{t("at the latest", "uiterlijk")}</abbr>'
    undated = Markup(f'<span class="q">{t("no dates", "geen datums")}</span>')
    return {"t": t, "u": u, "near": near, "link": link, "cite": cite, "day": day, "period": period, "lasts": lasts, "number": number}
