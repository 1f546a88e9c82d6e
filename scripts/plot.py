"""Plots: the members of an organisation, its map, spending, treaties, commitments, missions and contributions of a state.

Every number and label comes from a query to the embedded store; Altair describes the chart, vl-convert draws it, and the
outlines of states are Natural Earth's at 1:50 million, as the package mapcraft ships them. Colours are those of Okabe and
Ito (2008), which people with any of the common colour-vision deficiencies can tell apart.
"""

from __future__ import annotations

import datetime
import html
import importlib
import itertools
import json
import math
import re
import textwrap
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import pyoxigraph as ox
import typer

from . import build, fragments, questions, store
from .errors import UserError

BLUE, ORANGE, GREEN, VERMILION, PURPLE, SKY, YELLOW = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#F0E442"
BLACK, INK, GREY, LAND, SEA = "#222222", "#444444", "#777777", "#E4E2DD", "#F5F8FA"
PALETTE = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK)
FONT = "Arial, Liberation Sans, sans-serif"
ENDINGS = (".svg", ".png", ".html", ".json")

MONTHS = {
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    "nl": ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
}

# What the plots say, in English and Dutch.
TEXT = {
    "en": {
        "full": "Member",
        "suspended": "Member, suspended",
        "associate": "Associate",
        "observer": "Observer",
        "partner": "Partner",
        "members": "Full members",
        "members-title": "Number of full members over time",
        "member-count": "{n} full members on {date}",
        "year": "Year",
        "map-title": "{name}: {n} members on {date}",
        "map-title-1": "{name}: 1 member on {date}",
        "outlines": "Outlines: Natural Earth 1:50m, those of today; Crimea is drawn with Ukraine (UN General Assembly resolution 68/262). "
        "They imply no position. Territories with a code of their own, such as Greenland, are not coloured. Dots: states too small to see.",
        "successors": "Drawn, in whole or in part, with the outlines of the states that came after them: {names}.",
        "no-outline": "Not drawn: {names}.",
        "known-to": "Lists known good up to: {names}.",
        "source": "Source: Article 90 (w3id.org/article90), data as of {date}, CC0.",
        "spending-title": "{indicator}, edition {edition}",
        "spending-sub": "Per cent. Blue: at or above the level in force on 31 December; orange: below it. "
        "Grey: not judged (not yet a member, or no level in force for this indicator).",
        "levels": "Levels: {levels}.",
        "level": "{value}% ({pledge}, {since}–{until})",
        "estimate": "* estimate",
        "ratio": "Against the level",
        "in-year": "In {year}, per cent",
        "met": "at or above {level}%",
        "not-met": "below {level}%",
        "treaties-title": "Who was bound by which treaty on {date}",
        "of-members": "Members of: {name}.",
        "bound": "Bound",
        "consented": "Consented, not yet in force for it",
        "signed": "Signed only",
        "left": "No longer bound",
        "to-year": "A year in brackets: the list of that treaty is known good up to then, and later changes may be missing.",
        "commitments-title": "{name}: what it has been committed to",
        "commitments-sub": "{n} commitments under {m} instruments, from the day on which each bound the state. In brackets: how many.",
        "commitments-sub-each": "{n} commitments, from the day on which each bound the state, and the instrument that it follows from.",
        "obligation": "Obligation (legal)",
        "pledge": "Pledge (political)",
        "both": "Some of both",
        "missions-title": "{n} missions on {date}",
        "missions-sub": "At the mission's own coordinates, else in its host; a line leads from the number to the place.",
        "lead": "Led by",
        "others": "Others",
        "lead-none": "No lead recorded",
        "contributions-title": "{name}: contributions to missions",
        "contributions-sub": "{n} contributions to {m} missions, by the region of the host.",
        "no-region": "At sea, or a host without a region",
        "regions": "Several regions",
        "today": "going on",
    },
    "nl": {
        "full": "Lid",
        "suspended": "Lid, geschorst",
        "associate": "Geassocieerd",
        "observer": "Waarnemer",
        "partner": "Partner",
        "members": "Volwaardige leden",
        "members-title": "Aantal volwaardige leden door de tijd",
        "member-count": "{n} volwaardige leden op {date}",
        "year": "Jaar",
        "map-title": "{name}: {n} leden op {date}",
        "map-title-1": "{name}: 1 lid op {date}",
        "outlines": "Omtrekken: Natural Earth 1:50m, die van nu; de Krim is bij Oekraïne getekend (resolutie 68/262 van de Algemene "
        "Vergadering van de VN). Ze drukken geen standpunt uit. Gebieden met een eigen code, zoals Groenland, zijn niet gekleurd. "
        "Stippen: staten die te klein zijn om te zien.",
        "successors": "Geheel of deels getekend met de omtrekken van de staten die na hen kwamen: {names}.",
        "no-outline": "Niet getekend: {names}.",
        "known-to": "Lijsten bekend tot en met: {names}.",
        "source": "Bron: Article 90 (w3id.org/article90), gegevens van {date}, CC0.",
        "spending-title": "{indicator}, editie {edition}",
        "spending-sub": "Procent. Blauw: op of boven het niveau dat op 31 december gold; oranje: eronder. "
        "Grijs: niet beoordeeld (nog geen lid, of geen niveau van kracht voor deze indicator).",
        "levels": "Niveaus: {levels}.",
        "level": "{value}% ({pledge}, {since}–{until})",
        "estimate": "* raming",
        "ratio": "Ten opzichte van het niveau",
        "in-year": "In {year}, procent",
        "met": "op of boven {level}%",
        "not-met": "onder {level}%",
        "treaties-title": "Wie op {date} aan welk verdrag gebonden was",
        "of-members": "Leden van: {name}.",
        "bound": "Gebonden",
        "consented": "Ingestemd, nog niet van kracht voor de staat",
        "signed": "Alleen ondertekend",
        "left": "Niet meer gebonden",
        "to-year": "Een jaar tussen haakjes: de lijst van dat verdrag is tot dan bekend; latere wijzigingen kunnen ontbreken.",
        "commitments-title": "{name}: waartoe de staat verbonden is en was",
        "commitments-sub": "{n} verbintenissen op grond van {m} instrumenten, vanaf de dag dat elk de staat bond. Tussen haakjes: hoeveel.",
        "commitments-sub-each": "{n} verbintenissen, vanaf de dag dat elk de staat bond, en het instrument waaruit zij volgt.",
        "obligation": "Verplichting (juridisch)",
        "pledge": "Toezegging (politiek)",
        "both": "Van beide",
        "missions-title": "{n} missies op {date}",
        "missions-sub": "Op de eigen coördinaten van de missie, anders in het gastland; een lijn leidt van het nummer naar de plaats.",
        "lead": "Geleid door",
        "others": "Anderen",
        "lead-none": "Geen leiding vastgelegd",
        "contributions-title": "{name}: bijdragen aan missies",
        "contributions-sub": "{n} bijdragen aan {m} missies, naar de regio van het gastland.",
        "no-region": "Op zee, of een gastgebied zonder regio",
        "regions": "Meer regio's",
        "today": "loopt door",
    },
}

PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in store.PREFIXES.items())

NAMES = """SELECT ?thing ?label ?kind WHERE {
  { ?thing skos:prefLabel ?label BIND("name" AS ?kind) } UNION { ?thing skos:altLabel ?label BIND("other" AS ?kind) }
  FILTER(LANG(?label) IN ("en", "nl"))
}"""

MEMBERSHIPS = """SELECT ?member ?role ?since ?until WHERE {
  ?membership org:organization ?body ; org:member ?member ; a90:since ?since .
  OPTIONAL { ?membership org:role ?role }
  OPTIONAL { ?membership a90:until ?until }
} ORDER BY ?since ?member"""

CODES = "SELECT ?thing ?m49 WHERE { ?thing a90:m49 ?m49 }"

SUCCESSIONS = """SELECT ?successor ?predecessor ?since WHERE {
  ?succession a90:successor ?successor ; a90:predecessor ?predecessor . OPTIONAL { ?succession a90:since ?since }
}"""

EDITIONS = """SELECT ?edition ?state ?year WHERE {
  ?o a qb:Observation ; a90:indicator ?indicator ; a90:edition ?edition ; a90:state ?state ; a90:year ?year .
}"""

OBSERVATIONS = """SELECT ?state ?year ?value ?estimated WHERE {
  ?o a qb:Observation ; a90:indicator ?indicator ; a90:edition ?edition ; a90:state ?state ; a90:year ?year ; a90:value ?value .
  OPTIONAL { ?o a90:estimated ?estimated }
}"""

LEVELS = """SELECT ?commitment ?body ?level ?since ?until ?text WHERE {
  ?commitment a90:threshold/dcterms:hasPart? ?threshold ; a90:bindsMembersOf ?body ; a90:since ?since .
  ?threshold a90:quantity ?indicator ; a90:value ?level ; a90:comparator <https://w3id.org/article90/concept/comparator#at-least> .
  OPTIONAL { ?commitment a90:groundedIn/dcterms:isPartOf ?text }
  OPTIONAL { ?commitment a90:until ?until }
} ORDER BY ?since"""

PARTICIPATIONS = """SELECT ?treaty ?party ?signed ?consented ?since ?until WHERE {
  ?treaty a a90:Treaty . ?participation a90:instrument ?treaty ; a90:party ?party .
  OPTIONAL { ?participation a90:signed ?signed }
  OPTIONAL { ?participation a90:consented ?consented }
  OPTIONAL { ?participation a90:since ?since }
  OPTIONAL { ?participation a90:until ?until }
}"""

TREATIES = """SELECT ?treaty (MIN(?day) AS ?adopted) (MIN(?to) AS ?complete) WHERE {
  ?treaty a a90:Treaty .
  OPTIONAL { ?treaty a90:adopted ?a } OPTIONAL { ?treaty a90:openedForSignature|a90:signedOn ?o } OPTIONAL { ?treaty a90:inForceSince ?f }
  BIND(COALESCE(?a, ?o, ?f) AS ?day)
  OPTIONAL { ?treaty a90:completeAsOf ?to }
} GROUP BY ?treaty"""

STATES = (
    "SELECT ?state ?since ?until WHERE { ?state a a90:State OPTIONAL { ?state a90:since ?since } OPTIONAL { ?state a90:until ?until } }"
)

COMMITMENTS = """SELECT ?commitment ?text ?kind WHERE {
  ?commitment a90:groundedIn/dcterms:isPartOf ?text ; a ?kind . FILTER(?kind IN (a90:Obligation, a90:Pledge))
}"""

MISSIONS = """SELECT ?mission ?lead ?host ?lat ?long WHERE {
  ?mission a a90:Mission ; a90:since ?since .
  OPTIONAL { ?mission a90:until ?until }
  FILTER(?since <= ?date && (!BOUND(?until) || ?date <= ?until))
  OPTIONAL { ?mission a90:ledBy ?lead } OPTIONAL { ?mission a90:host ?host }
  OPTIONAL { ?mission geo:lat ?lat ; geo:long ?long }
} ORDER BY ?mission ?lead ?host"""

CONTRIBUTIONS = """SELECT ?contribution ?mission ?since ?until ?personnel WHERE {
  ?contribution a a90:Contribution ; a90:contributor ?state ; a90:mission ?mission ; a90:since ?since .
  OPTIONAL { ?contribution a90:until ?until } OPTIONAL { ?contribution a90:personnel ?personnel }
} ORDER BY ?since ?contribution"""

REGIONS = """SELECT DISTINCT ?mission ?region ?continent WHERE {
  ?mission a a90:Mission ; a90:host ?host .
  ?host a90:region|(a90:partOfState/a90:region)|(^a90:predecessor/a90:successor/a90:region) ?region .
  ?region skos:broader* ?continent . FILTER NOT EXISTS { ?continent skos:broader ?wider }
}"""

AS_OF = "SELECT (MAX(?read) AS ?date) WHERE { ?source a90:dateRead ?read }"
COMPLETE = "SELECT ?date WHERE { ?body a90:completeAsOf ?date }"


class Lang(StrEnum):
    """The languages of titles and labels."""

    en = "en"
    nl = "nl"


@dataclass
class Plot:
    """A drawing to be written: its chart, what it says in words, and its notes below."""

    name: str
    chart: Any
    title: str
    subtitle: str
    width: int
    notes: list[str] = field(default_factory=list)
    outlines: dict[str, Any] | None = None


def libraries() -> tuple[Any, Any, Any]:
    """Altair, vl_convert and mapcraft; UserError when the extra `plot` is not installed."""
    try:
        alt, vlc, shapes = (importlib.import_module(name) for name in ("altair", "vl_convert", "mapcraft"))
    except ModuleNotFoundError as error:
        raise UserError(f"Plots need the package {error.name}: install the extra with 'pip install \"article90[plot]\"'.") from None
    alt.data_transformers.disable_max_rows()
    return alt, vlc, shapes


class Reader:
    """Asks the store and names things in one language."""

    def __init__(self, source: store.Engine, lang: str) -> None:
        self.source, self.lang = source, lang
        self.text: Mapping[str, str] = TEXT[lang]
        self._pref: dict[str, dict[str, str]] = defaultdict(dict)
        self._alt: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in store.rows(source.query(PREFIXES + NAMES)):
            thing, label = row["thing"].value, row["label"]
            if row["kind"].value == "name":
                self._pref[thing][label.language] = label.value
            else:
                self._alt[thing][label.language].add(label.value)

    def ask(self, query: str, **bindings: store.Term) -> list[dict[str, str]]:
        """The rows of `query`, values as text; a variable without a value is left out of its row."""
        answer = store.rows(self.source.query(PREFIXES + query, bindings))
        return [{name: term.value for name, term in row.items() if term is not None} for row in answer]

    def name(self, iri: str) -> str:
        """The preferred label, else the IRI as people write it."""
        labels = self._pref.get(iri, {})
        return labels.get(self.lang) or labels.get("en") or store.short(iri)

    def short(self, iri: str, limit: int = 34) -> str:
        """The name that people use: the alternative label nearest to the slug, or what fits of the preferred one."""
        from rapidfuzz import fuzz

        alternatives = self._alt.get(iri, {})
        name = self.name(iri)
        known = alternatives.get(self.lang) or alternatives.get("en") or set()
        if self.lang not in alternatives and not iri.startswith(store.BASE + "mission/"):
            # Of another language only acronyms serve.
            known = {label for label in known if re.search(r"[A-Z][A-Za-z]*[A-Z]", label)}
        if iri.startswith(store.BASE + "state/"):
            name = min([name, *(k for k in known if len(name) > 20 and len(k) > 4)], key=len)
        elif known:
            slug = iri.rpartition("/")[2].replace("-", " ")
            best = max(sorted(known), key=lambda label: fuzz.ratio(label.casefold().replace("-", " "), slug))
            if len(best) < len(name):
                name = best
        inner = re.search(r"\(([^()]{10,})\)$", name)
        if len(name) > limit and inner and len(inner[1]) <= limit:
            return inner[1]
        return name if len(name) <= limit else name[: limit - 1].rstrip() + "…"

    def day(self, iso: str) -> str:
        """An ISO date as it is written in the language of the plot."""
        d = datetime.date.fromisoformat(iso)
        return f"{d.day} {MONTHS[self.lang][d.month - 1]} {d.year}"

    def number(self, value: float, decimals: int) -> str:
        """A number with the decimal sign of the language."""
        return f"{value:.{decimals}f}".replace(".", "," if self.lang == "nl" else ".")

    def as_of(self) -> str:
        """The last day on which a source was read."""
        found = self.ask(AS_OF)
        return found[0]["date"] if found and "date" in found[0] else datetime.date.today().isoformat()


def _holds(row: Mapping[str, str], date: str) -> bool:
    # ISO dates sort as text; both ends are included.
    return row["since"] <= date <= row.get("until", "9999-12-31")


def _role(row: Mapping[str, str]) -> str:
    return row["role"].rpartition("#")[2] if "role" in row else "full"


# ---------------------------------------------------------------- drawing and writing


def specification(plot: Plot, reader: Reader) -> dict[str, Any]:
    """The Vega-Lite specification of `plot` with its title, its notes and the line that says where it comes from."""
    alt, _, _ = libraries()
    notes = [*plot.notes, reader.text["source"].format(date=reader.day(reader.as_of()))]
    lines = [line for note in notes for line in textwrap.wrap(note, max(60, int(plot.width / 5.4)))]
    below = alt.TitleParams(
        lines,
        orient="bottom",
        anchor="start",
        frame="bounds",
        align="left",
        offset=16,
        fontSize=11,
        lineHeight=14,
        fontWeight="normal",
        color=GREY,
    )
    whole = alt.vconcat(plot.chart.properties(title=below)).properties(
        title=alt.TitleParams(
            plot.title,
            subtitle=textwrap.wrap(plot.subtitle, max(40, int(plot.width / 6))),
            anchor="start",
            fontSize=18,
            subtitleFontSize=12.5,
            subtitleColor=INK,
            subtitlePadding=5,
            offset=14,
        ),
        description=f"{plot.title}. {plot.subtitle}",
        padding=16,
        background="white",
    )
    whole = (
        whole.configure(font=FONT, locale={"number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["€ ", ""]}})
        if reader.lang == "nl"
        else whole.configure(font=FONT)
    )
    whole = whole.configure_view(stroke=None).configure_axis(
        labelFontSize=11,
        titleFontSize=12,
        titleFontWeight="normal",
        labelColor=INK,
        titleColor=INK,
        gridColor="#EDEDED",
        domainColor="#AAAAAA",
    )
    whole = whole.configure_legend(
        labelFontSize=12, titleFontSize=12, titleFontWeight="normal", labelColor=INK, titleColor=INK, labelLimit=400
    )
    spec = whole.to_dict()
    if plot.outlines:
        # Put in afterwards: Altair would check each of their coordinates against the schema.
        spec["datasets"] = {**spec.get("datasets", {}), "outlines": plot.outlines}
    return spec


def _named(svg: str, title: str, description: str) -> str:
    # SVG 1.1, section 5.4: title and desc come first in the element that they describe.
    # A tenth of a pixel is enough for outlines, and halves the file.
    svg = re.sub(r' d="[^"]{200,}"', lambda m: re.sub(r"(\.\d)\d+", r"\1", m[0]), svg)
    head = re.match(r"<svg[^>]*>", svg)
    inside = f"<title>{html.escape(title)}</title><desc>{html.escape(description)}</desc>"
    return svg if head is None else f'{head[0][:-1]} role="img">{inside}{svg[head.end() :]}'


def write(plot: Plot, reader: Reader, out: Path | None) -> Path:
    """Draw `plot` into the file `out`, in the format that its ending names; say what was written, and return it."""
    path = Path(f"{plot.name}.svg") if out is None else out
    _, vlc, _ = libraries()
    spec = specification(plot, reader)
    match path.suffix.lower():
        case ".svg":
            content = _named(vlc.vegalite_to_svg(spec), plot.title, " ".join([plot.subtitle, *plot.notes])).encode()
        case ".png":
            content = vlc.vegalite_to_png(spec, scale=2)
        case ".html":
            content = vlc.vegalite_to_html(spec, bundle=True).encode()
        case _:
            content = json.dumps(spec, ensure_ascii=False).encode()
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror or error}.") from None
    print(f"{path}  {plot.title}")
    return path


def _check_ending(out: Path | None) -> None:
    if out is not None and out.suffix.lower() not in ENDINGS:
        raise UserError(f"'{out}' has no ending that can be drawn: end it in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}.")


# ---------------------------------------------------------------- members over time


def counts(rows: Iterable[Mapping[str, str]], last: str) -> list[tuple[str, int, list[str], list[str]]]:
    """The number of full members from each day on which it changes up to `last`: (day, number, who came, who went)."""
    changes: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for row in rows:
        if _role(row) != "full" or row["since"] > last:
            continue
        changes[row["since"]][0].append(row["member"])
        if row.get("until", last) < last:
            # The last day that it held is included: the number falls on the day after.
            day = datetime.date.fromisoformat(row["until"]) + datetime.timedelta(days=1)
            changes[day.isoformat()][1].append(row["member"])
    present: Counter[str] = Counter()
    steps = []
    for day in sorted(changes):
        came, went = changes[day]
        before = {m for m, n in present.items() if n > 0}
        present.update(came)
        present.subtract(went)
        after = {m for m, n in present.items() if n > 0}
        if after != before:
            steps.append((day, len(after), sorted(after - before), sorted(before - after)))
    return steps


def _spread(values: list[float], least: float) -> list[float]:
    # Push sorted values apart until neighbours are at least `least` apart, as little as possible.
    order = sorted(range(len(values)), key=values.__getitem__)
    placed = list(values)
    for _ in range(200):
        moved = False
        for a, b in itertools.pairwise(order):
            gap = least - (placed[b] - placed[a])
            if gap > 1e-6:
                placed[a] -= gap / 2
                placed[b] += gap / 2
                moved = True
        if not moved:
            break
    return placed


def members(reader: Reader, bodies: Sequence[str]) -> Plot:
    """The step chart of the number of full members of each of `bodies`."""
    alt, _, _ = libraries()
    last, text = reader.as_of(), reader.text
    width, height = 900, 440
    lines, ends, notes, known = [], [], [], []
    steps: dict[str, list] = {}
    for body in bodies:
        found = counts(reader.ask(MEMBERSHIPS, body=ox.NamedNode(body)), last)
        if not found:
            raise UserError(f"There is nothing to draw: no full members of {reader.name(body)} are recorded.")
        steps[body] = found
        name = reader.short(body)
        lines += [{"d": day, "n": n, "body": name} for day, n, *_ in found]
        if found[-1][1]:
            lines.append({"d": last, "n": found[-1][1], "body": name})
        day, n = (last, found[-1][1]) if found[-1][1] else (found[-1][0], found[-2][1])
        ends.append({"d": day, "n": n, "body": name, "label": f"{name} {n}"})
        for row in reader.ask(COMPLETE, body=ox.NamedNode(body)):
            if row["date"] < last and found[-1][1]:
                known.append(f"{name} {reader.day(row['date'])}")
    top = max(row["n"] for row in lines) * 1.06
    for end, y in zip(ends, _spread([e["n"] / top * height for e in ends], 14), strict=True):
        end["y"] = y / height * top
    first = min(row["d"] for row in lines)
    beside = _who_came(reader, steps[bodies[0]], height / top) if len(bodies) == 1 else []
    # So many years are left free before the first that the names beside the steps have room.
    span, earlier = int(last[:4]) - int(first[:4]) + 1, 1.0
    for row in beside:
        share = min(0.6, (5.6 * len(row["label"]) + 12) / width) if row["came"] else 0.0
        earlier = max(earlier, (share * span - (int(row["d"][:4]) - int(first[:4]))) / (1 - share))
    x = alt.X(
        "d:T",
        title=text["year"],
        scale=alt.Scale(domain=[_date(first, -math.ceil(earlier)), _date(last, 0)]),
        axis=alt.Axis(format="%Y", grid=False, tickCount=12),
    )
    names = [reader.short(b) for b in bodies]
    colours = alt.Color("body:N", legend=None, scale=alt.Scale(domain=names, range=[PALETTE[i % 7] for i in range(len(names))]))
    dashes = alt.StrokeDash(
        "body:N", legend=None, scale=alt.Scale(domain=names, range=[[[1, 0], [6, 3], [2, 2]][i // 7 % 3] for i in range(len(names))])
    )
    y = alt.Y("n:Q", title=text["members"], scale=alt.Scale(domain=[0, top], nice=False), axis=alt.Axis(tickMinStep=1, tickCount=8))
    base = alt.Chart(alt.Data(values=lines))
    layers = [base.mark_line(interpolate="step-after", strokeWidth=2.5).encode(x=x, y=y, color=colours, strokeDash=dashes)]
    layers.append(
        alt.Chart(alt.Data(values=ends))
        .mark_text(align="left", dx=6, fontSize=12.5, fontWeight="bold")
        .encode(x=x, y=alt.Y("y:Q", title=text["members"]), text="label:N", color=colours)
    )
    if len(bodies) == 1:
        frame = alt.Chart(alt.Data(values=beside))
        left = frame.transform_filter("datum.came").mark_text(align="right", dx=-5, dy=1, fontSize=10.5, color=INK)
        right = frame.transform_filter("!datum.came").mark_text(align="left", dx=5, dy=12, fontSize=10.5, color=INK)
        layers += [left.encode(x=x, y=y, text="label:N"), right.encode(x=x, y=y, text="label:N")] if beside else []
        count = steps[bodies[0]][-1][1]
        title = f"{reader.name(bodies[0])}: {text['members-title'][0].lower()}{text['members-title'][1:]}"
        subtitle = text["member-count"].format(n=count, date=reader.day(last)) + "."
    else:
        title = f"{text['members-title']}: {', '.join(names)}"
        subtitle = "; ".join(f"{name} {s[-1][1]}" for name, s in zip(names, steps.values(), strict=True))
        subtitle = f"{reader.day(last)}: {subtitle}."
    if known:
        notes.append(text["known-to"].format(names="; ".join(known)))
    chart = alt.layer(*layers).properties(width=width, height=height)
    return Plot("members-" + "-".join(_slug(b) for b in bodies), chart, title, subtitle, width, notes)


def _who_came(reader: Reader, steps: list, scale: float) -> list[dict[str, Any]]:
    # Names beside the steps of a small organisation: left of a rise, right of a fall, where nothing else is drawn.
    rows, free = [], -1e9
    for day, n, came, went in steps[1:] if len(steps) > 1 else []:
        names = sorted((reader.short(m, 60) for m in came), key=_sortable) if not went else []
        label = ", ".join(names) if names and len(", ".join(names)) <= 74 else f"+{len(came)}" if came else ""
        if went and not came:
            label = "− " + (", ".join(reader.short(m, 60) for m in went) if len(went) <= 2 else str(len(went)))
        height = n * scale
        if abs(height - free) < 10.5 or (went and came) or len(steps) > 40:
            continue
        free = height
        rows.append({"d": day, "n": n, "label": label, "came": bool(came)})
    return rows


def _date(iso: str, years: int) -> dict[str, int]:
    d = datetime.date.fromisoformat(iso)
    return {"year": d.year + years, "month": d.month, "date": min(d.day, 28)}


def _slug(iri: str) -> str:
    return re.split("[/#]", iri)[-1].lower()


# ---------------------------------------------------------------- outlines of states

Point = tuple[float, float]


class World:
    """The outlines of Natural Earth 1:50m (public domain), by UN M49 code.

    Three outlines that Natural Earth draws by who is in control are put with the member state of the United Nations that
    they belong to: Crimea (General Assembly resolution 68/262), Northern Cyprus (Security Council resolution 541) and Somaliland.
    """

    def __init__(self) -> None:
        _, _, shapes = libraries()
        pack = shapes.load("world-countries-2024")
        self.topology: dict[str, Any] = json.loads(json.dumps(pack.topology))
        self.object = pack.object_name
        scale, move = self.topology["transform"]["scale"], self.topology["transform"]["translate"]
        self._arcs: list[list[Point]] = []
        for arc in self.topology["arcs"]:
            x = y = 0
            points = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
            self._arcs.append(points)
        # Only the countries are drawn; the merged land of the pack is left out.
        self.topology["objects"] = {self.object: self.topology["objects"][self.object]}
        self.shapes: dict[str, dict[str, Any]] = {}
        for geometry in self.topology["objects"][self.object]["geometries"]:
            if geometry["type"] == "Polygon":
                geometry["type"], geometry["arcs"] = "MultiPolygon", [geometry["arcs"]]
            key = geometry.get("id") or geometry["properties"]["name"]
            self.shapes[key if key not in self.shapes else geometry["properties"]["name"]] = geometry
        russia = self.shapes["643"]["arcs"]
        crimea = [polygon for polygon in russia if _inside((34.1, 45.3), self._ring(polygon[0]))]
        self.shapes["643"]["arcs"] = [polygon for polygon in russia if polygon not in crimea]
        self._join("804", crimea)
        for owner, part in (("196", "N. Cyprus"), ("706", "Somaliland")):
            self._join(owner, self.shapes.pop(part)["arcs"])
        self.topology["objects"][self.object]["geometries"] = list(self.shapes.values())

    def _ring(self, arcs: Iterable[int]) -> list[Point]:
        points: list[Point] = []
        for arc in arcs:
            segment = self._arcs[arc] if arc >= 0 else self._arcs[~arc][::-1]
            points += segment[1:] if points else segment
        return points

    def _join(self, owner: str, polygons: list[list[list[int]]]) -> None:
        # The border between two polygons is one arc, used once in each direction: leave it out and tie the ends together.
        kept, touching = [], []
        used = {arc for polygon in polygons for ring in polygon for arc in ring}
        for polygon in self.shapes[owner]["arcs"]:
            (touching if any(~arc in used for ring in polygon for arc in ring) else kept).append(polygon)
        arcs = [arc for polygon in touching + polygons for ring in polygon for arc in ring]
        border = {arc for arc in arcs if ~arc in arcs}
        starts = {self._ring([arc])[0]: arc for arc in arcs if arc not in border}
        rings = []
        while starts:
            ring = [starts.pop(next(iter(starts)))]
            while (end := self._ring([ring[-1]])[-1]) in starts:
                ring.append(starts.pop(end))
            rings.append(ring)
        rings.sort(key=lambda ring: -abs(_area(self._ring(ring))))
        outer = [ring for ring in rings if (_area(self._ring(ring)) < 0) == (_area(self._ring(rings[0])) < 0)]
        holes = [ring for ring in rings if ring not in outer]
        self.shapes[owner]["arcs"] = [*kept, [outer[0], *holes], *([ring] for ring in outer[1:])]

    def main(self, code: str) -> list[Point]:
        """The ring around the largest part of a state: its label point and extent are taken from it."""
        rings = (self._ring(polygon[0]) for polygon in self.shapes[code]["arcs"])
        return max(rings, key=lambda ring: abs(_area(ring)))

    def centre(self, code: str) -> Point:
        """The label point: the centre of gravity of the largest part, in degrees."""
        if code in LACKING:
            return LACKING[code]
        ring = self.main(code)
        area = sx = sy = 0.0
        for (x1, y1), (x2, y2) in itertools.pairwise(ring):
            cross = x1 * y2 - x2 * y1
            area, sx, sy = area + cross, sx + (x1 + x2) * cross, sy + (y1 + y2) * cross
        return (sx / (3 * area), sy / (3 * area)) if area else ring[0]

    def size(self, code: str) -> float:
        """The side, in degrees of latitude, of the square as large as the largest part."""
        return math.sqrt(abs(_area(self.main(code)))) if code in self.shapes else 0.0


# Natural Earth 1:50m has no outline of Tuvalu: a dot at Funafuti, as GeoNames places it.
LACKING = {"798": (179.2, -8.52)}


def _area(ring: Sequence[Point]) -> float:
    # Signed, in square degrees of latitude: longitude is shortened by the cosine of the mean latitude.
    total = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring)) / 2
    return total * math.cos(math.radians(sum(y for _, y in ring) / len(ring)))


def _inside(point: Point, ring: Sequence[Point]) -> bool:
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _codes(reader: Reader) -> dict[str, str]:
    codes = {row["thing"]: row["m49"] for row in reader.ask(CODES)}
    # Without a code in M49 of their own: the names under which Natural Earth has them.
    return codes | {store.BASE + "territory/XKX": "Kosovo", store.BASE + "territory/TWN": "158"}


def _unit(point: Point) -> tuple[float, float, float]:
    lon, lat = math.radians(point[0]), math.radians(point[1])
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def _cap(points: Sequence[Point]) -> tuple[Point, float]:
    """The centre and radius in degrees of a small cap of the globe around `points` (Badoiu and Clarkson, 2003)."""
    units = [_unit(p) for p in points]
    centre = [sum(c) / len(units) for c in zip(*units, strict=True)]
    for i in range(1, 200):
        far = min(units, key=lambda u: sum(a * b for a, b in zip(u, centre, strict=True)))
        centre = [c + (f - c) / (i + 1) for c, f in zip(centre, far, strict=True)]
        norm = math.sqrt(sum(c * c for c in centre)) or 1.0
        centre = [c / norm for c in centre]
    radius = math.degrees(math.acos(max(-1.0, min(sum(a * b for a, b in zip(u, centre, strict=True)) for u in units))))
    return (math.degrees(math.atan2(centre[1], centre[0])), math.degrees(math.asin(centre[2]))), radius


def _azimuthal(point: Point, centre: Point) -> Point:
    # Lambert's azimuthal equal-area projection (Snyder 1987, equations 24-2 to 24-4), radius 1, y downwards.
    lon, lat, lat0 = math.radians(point[0] - centre[0]), math.radians(point[1]), math.radians(centre[1])
    k = math.sqrt(2 / max(1e-9, 1 + math.sin(lat0) * math.sin(lat) + math.cos(lat0) * math.cos(lat) * math.cos(lon)))
    x = k * math.cos(lat) * math.sin(lon)
    return x, -k * (math.cos(lat0) * math.sin(lat) - math.sin(lat0) * math.cos(lat) * math.cos(lon))


def _equal_earth(point: Point, centre: Point) -> Point:
    # Equal Earth (Šavrič, Patterson and Jenny 2018, equations 8 and 9), radius 1, y downwards.
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    lon = math.radians((point[0] - centre[0] + 180) % 360 - 180)
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(point[1])))
    x = 2 * math.sqrt(3) * lon * math.cos(t) / (3 * (9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1))
    return x, -(a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t)


@dataclass
class View:
    """What part of the globe is drawn, how, and how large."""

    kind: str
    centre: Point
    width: int
    height: int
    scale: float
    move: Point

    def place(self, point: Point) -> Point:
        """Where a point (longitude, latitude) is drawn, in pixels."""
        x, y = (_azimuthal if self.kind == "azimuthalEqualArea" else _equal_earth)(point, self.centre)
        return self.move[0] + self.scale * x, self.move[1] + self.scale * y

    @property
    def degree(self) -> float:
        """Pixels in a degree of latitude."""
        return self.scale * math.pi / 180

    def projection(self, alt: Any) -> Any:
        """The view as Vega-Lite has it."""
        latitude = -self.centre[1] if self.kind == "azimuthalEqualArea" else 0
        return alt.Projection(
            type=self.kind, rotate=[-self.centre[0], latitude, 0], scale=self.scale, translate=list(self.move), precision=0.4
        )


# The whole world, cut where the Bering Strait is; without the southern half of Antarctica, where nobody is a member of anything.
WORLD = View("equalEarth", (11.0, 0.0), 1120, 500, 206.0, (560.0, 268.0))


def _view(world: World, codes: Iterable[str]) -> View:
    """The view on the states with these codes.

    Up to 40 degrees around: the part of the globe seen from above its middle. Wider: a part of a map of the world, north up.
    """
    points = [p for code in codes if code in world.shapes for p in world.main(code)[::4]]
    points += [LACKING[code] for code in codes if code in LACKING]
    if not points:
        return WORLD
    centre, radius = _cap(points)
    kind, width = "azimuthalEqualArea", 900
    if radius > 40:
        # The widest meridian gap without members is left out.
        meridians = sorted({round(p[0]) for p in points})
        gap, start = max(((b - a) % 360, b) for a, b in zip(meridians, [*meridians[1:], meridians[0] + 360], strict=True))
        if gap < 110:
            return WORLD
        kind, width, centre = "equalEarth", 1000, (((start + (360 - gap) / 2) + 180) % 360 - 180, 0.0)
    flat = [View(kind, centre, 0, 0, 1.0, (0.0, 0.0)).place(p) for p in points]
    left, right = min(p[0] for p in flat), max(p[0] for p in flat)
    top, bottom = min(p[1] for p in flat), max(p[1] for p in flat)
    height = round(min(720, max(400, width * (bottom - top) / max(right - left, 1e-6))))
    scale = 0.92 * min(width / (right - left), height / (bottom - top))
    move = (width / 2 - scale * (left + right) / 2, height / 2 - scale * (top + bottom) / 2)
    return View(kind, centre, width, height, scale, move)


def _world_layers(alt: Any, world: World, view: View, colour: Any) -> list[Any]:
    data = alt.NamedData(name="outlines", format=alt.TopoDataFormat(type="topojson", feature=world.object))
    land = alt.Chart(data).mark_geoshape(stroke="white", strokeWidth=0.5, clip=True)
    layers = [land.encode(color=colour, description="properties.label:N", tooltip="properties.label:N")]
    if view is WORLD:
        return [alt.Chart(alt.SphereGenerator(sphere=True)).mark_geoshape(fill=SEA, clip=True, aria=False), *layers]
    frame = {"x": alt.value(0), "x2": alt.value(view.width), "y": alt.value(0), "y2": alt.value(view.height)}
    return [alt.Chart(alt.Data(values=[{}])).mark_rect(fill=SEA, aria=False).encode(**frame), *layers]


# ---------------------------------------------------------------- map of members

STATUSES = {"full": BLUE, "suspended": VERMILION, "associate": GREEN, "observer": SKY, "partner": PURPLE}


def status_on(rows: Iterable[Mapping[str, str]], date: str) -> dict[str, str]:
    """The status of each member on `date`; a suspension, or any status, beside full membership qualifies it."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if _holds(row, date):
            found[row["member"]].add(_role(row))
    rank = ["suspended", "full", "associate", "observer", "partner"]
    return {member: min(roles, key=lambda r: rank.index(r) if r in rank else 9) for member, roles in found.items()}


def map_(reader: Reader, body: str, date: str) -> Plot:
    """The map of the members of `body` on `date`, coloured by status."""
    alt, _, _ = libraries()
    text, world, codes = reader.text, World(), _codes(reader)
    rows = reader.ask(MEMBERSHIPS, body=ox.NamedNode(body))
    status = status_on(rows, date)
    if not status:
        raise UserError(f"There is nothing to draw: {reader.name(body)} had no members on {date}.")
    drawn = {codes[m]: (m, s) for m, s in status.items() if codes.get(m) in world.shapes or codes.get(m) in LACKING}
    # A state of today that did not yet exist takes the colour of the one it came from, if that has no outline of its own.
    former, successions = set(), reader.ask(SUCCESSIONS)
    parents: dict[str, set[str]] = defaultdict(set)
    for row in successions:
        if row.get("since", "9999") > date:
            parents[row["successor"]].add(row["predecessor"])
    for child in list(parents):
        line, seen = set(parents[child]), set()
        while line - seen:
            seen |= (new := line - seen)
            line |= {p for n in new for p in parents.get(n, ())}
        ancestors, code = sorted(m for m in line if m in status), codes.get(child)
        if not ancestors or code not in world.shapes:
            continue
        if child not in status:
            drawn[code] = (ancestors[0], status[ancestors[0]])
            former |= set(ancestors)
        former |= {m for m in ancestors if codes.get(m) not in world.shapes}
    missing = [m for m in status if m not in {d[0] for d in drawn.values()} | former]
    used = [s for s in STATUSES if s in status.values()]
    tally = Counter(status.values())
    labels = {s: f"{text[s]} ({tally[s]})" for s in used}
    for key, geometry in world.shapes.items():
        member, kind = drawn.get(key, (None, None))
        label = f"{reader.name(member)}: {text[kind]}" if member else geometry["properties"]["name"]
        geometry["properties"] = {"label": label, "status": labels.get(kind, "")}
    view = _view(world, list(drawn))
    colour = alt.Color(
        "properties.status:N",
        title=None,
        scale=alt.Scale(domain=[*labels.values(), ""], range=[*(STATUSES[s] for s in used), LAND]),
        legend=alt.Legend(orient="top", direction="horizontal", values=list(labels.values()), symbolType="square", offset=4),
    )
    dots = [
        {"lon": (p := world.centre(code))[0], "lat": p[1], "status": labels[kind], "label": f"{reader.name(member)}: {text[kind]}"}
        for code, (member, kind) in drawn.items()
        if world.size(code) * view.degree < 3.6
    ]
    layers = _world_layers(alt, world, view, colour)
    points = alt.Chart(alt.Data(values=dots)).mark_circle(size=34, opacity=1, stroke="white", strokeWidth=0.7, clip=True)
    layers.append(
        points.encode(
            longitude="lon:Q",
            latitude="lat:Q",
            description="label:N",
            tooltip="label:N",
            color=alt.Color("status:N", legend=None, scale=alt.Scale(domain=list(labels.values()), range=[STATUSES[s] for s in used])),
        )
    )
    count = sum(1 for s in status.values() if s in ("full", "suspended"))
    name = reader.short(body)
    title = text["map-title-1" if count == 1 else "map-title"].format(name=name, n=count, date=reader.day(date))
    notes = [text["outlines"]]
    if former:
        notes.append(text["successors"].format(names=", ".join(sorted(map(reader.name, former)))))
    if missing:
        notes.append(text["no-outline"].format(names=", ".join(sorted(map(reader.name, missing)))))
    for row in reader.ask(COMPLETE, body=ox.NamedNode(body)):
        if row["date"] < date:
            notes.append(text["known-to"].format(names=reader.day(row["date"])))
    chart = alt.layer(*layers).properties(width=view.width, height=view.height, projection=view.projection(alt))
    full = reader.name(body)
    return Plot(
        f"map-{_slug(body)}-{date}",
        chart.resolve_scale(color="independent"),
        title,
        f"{full}." if full != name else "",
        view.width,
        notes,
        world.topology,
    )


# ---------------------------------------------------------------- spending


def spending(reader: Reader, indicator: str, edition: str | None) -> Plot:
    """The heat map of what states spent in each year against the level in force, with bars for the last full year."""
    alt, _, _ = libraries()
    text, thing = reader.text, ox.NamedNode(indicator)
    sizes = Counter(row["edition"] for row in reader.ask(EDITIONS, indicator=thing))
    if not sizes:
        raise UserError(f"There is nothing to draw: no values of {reader.name(indicator)} are recorded.")
    if edition is None:
        # The last edition that is more than a list of one or two years.
        edition = max(e for e in sizes if sizes[e] >= max(sizes.values()) / 3)
    if edition not in sizes:
        raise UserError(f"There is no edition '{edition}' of {reader.name(indicator)}: choose {', '.join(sorted(sizes))}.")
    values = reader.ask(OBSERVATIONS, indicator=thing, edition=ox.Literal(edition))
    levels = reader.ask(LEVELS, indicator=thing)
    memberships = {body: reader.ask(MEMBERSHIPS, body=ox.NamedNode(body)) for body in {row["body"] for row in levels}}
    decimals = 2 if max(float(v["value"]) for v in values) < 12 else 1

    def level(state: str, year: str) -> float | None:
        end = f"{year}-12-31"
        for row in levels:
            if _holds(row, end) and any(m["member"] == state and _role(m) == "full" and _holds(m, end) for m in memberships[row["body"]]):
                return float(row["level"])
        return None

    cells = []
    for row in values:
        value, bar = float(row["value"]), level(row["state"], row["year"])
        star = "*" if row.get("estimated") == "true" else ""
        ratio = None if bar is None else value / bar - 1
        cells.append(
            {
                "state": reader.short(row["state"]),
                "year": int(row["year"]),
                "value": value,
                "text": reader.number(value, decimals) + star,
                "ratio": ratio,
                "level": bar,
                "ink": "white" if ratio is not None and abs(ratio) > 0.58 else BLACK,
                "label": f"{reader.name(row['state'])} {row['year']}: {reader.number(value, decimals)}%{star}",
            }
        )
    states, years = {c["state"] for c in cells}, sorted({c["year"] for c in cells})
    full = [y for y in years if sum(c["year"] == y for c in cells) >= 0.8 * len(states)]
    judged = [y for y in full if any(c["year"] == y and c["level"] for c in cells)]
    year = (judged or full or years)[-1]
    bars = [c for c in cells if c["year"] == year]
    order = [c["state"] for c in sorted(bars, key=lambda c: -c["value"])]
    order += sorted(states - set(order))
    high = len(order) * 18
    y = alt.Y("state:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=220, labelPadding=6))
    frame = alt.Chart(alt.Data(values=cells)).encode(
        x=alt.X("year:O", title=text["year"], axis=alt.Axis(labelAngle=0, orient="top", ticks=False, domain=False)), y=y
    )
    legend = alt.Legend(
        orient="bottom",
        title=text["ratio"],
        format="+.0%",
        gradientLength=300,
        values=[-0.6, -0.3, 0, 0.3, 0.6],
        titleOrient="left",
        direction="horizontal",
        offset=10,
    )
    colour = alt.Color("ratio:Q", scale=alt.Scale(scheme="blueorange", reverse=True, domain=[-0.75, 0.75], clamp=True), legend=legend)
    heat = (
        frame.transform_filter("datum.ratio !== null")
        .mark_rect(stroke="white")
        .encode(color=colour, description="label:N", tooltip="label:N")
    )
    pale = (
        frame.transform_filter("datum.ratio === null")
        .mark_rect(stroke="white", fill="#EFEFEF")
        .encode(description="label:N", tooltip="label:N")
    )
    ink = frame.mark_text(fontSize=10.5, aria=False).encode(text="text:N", color=alt.Color("ink:N", scale=None))
    map_width = 42 * len(years)
    left = alt.layer(pale, heat, ink).resolve_scale(color="independent").properties(width=map_width, height=high)
    line = next((c["level"] for c in bars if c["level"]), None)
    for c in bars:
        c["met"] = (
            "" if c["level"] is None else text["met" if c["value"] >= c["level"] else "not-met"].format(level=_short(reader, c["level"]))
        )
        c["on"] = "white" if c["level"] is not None and c["value"] >= c["level"] else BLACK
    kinds = [text[k].format(level=_short(reader, line)) for k in ("met", "not-met")] if line else []
    barframe = alt.Chart(alt.Data(values=bars)).encode(y=alt.Y("state:N", sort=order, title=None, axis=None, scale=alt.Scale(domain=order)))
    xbar = alt.X("value:Q", title=text["in-year"].format(year=year), axis=alt.Axis(orient="top", tickCount=5, titleAnchor="start"))
    drawn = barframe.mark_bar(height=11).encode(
        x=xbar,
        description="label:N",
        color=alt.Color("met:N", scale=alt.Scale(domain=[*kinds, ""], range=[*([BLUE, ORANGE] if kinds else []), "#C9C9C9"]), legend=None),
    )
    # The value stands at the foot of the bar, where neither its end nor the level can cross it.
    words = barframe.mark_text(align="left", dx=5, fontSize=10.5, aria=False).encode(
        x=alt.value(0), text="text:N", color=alt.Color("on:N", scale=None)
    )
    right = [drawn, words]
    if line:
        rule = alt.Chart(alt.Data(values=[{"value": line, "label": f"{_short(reader, line)}%"}]))
        right.append(rule.mark_rule(color=BLACK, strokeDash=[5, 3], strokeWidth=1.3).encode(x=xbar))
        right.append(
            rule.mark_text(align="left", dx=5, fontSize=11, fontWeight="bold", color=BLACK).encode(
                x=xbar, y=alt.value(high - 6), text="label:N"
            )
        )
    bar_width = 240
    chart = alt.hconcat(
        left, alt.layer(*right).resolve_scale(color="independent").properties(width=bar_width, height=high), spacing=22
    ).resolve_scale(color="independent")
    stated = dict.fromkeys(
        text["level"].format(
            value=_short(reader, float(row["level"])),
            pledge=reader.short(row.get("text", row["commitment"]), 60),
            since=row["since"][:4],
            until=row.get("until", "")[:4],
        )
        for row in levels
    )
    notes = ([text["levels"].format(levels="; ".join(stated))] if stated else []) + [text["estimate"] + "."]
    title = text["spending-title"].format(indicator=reader.name(indicator), edition=edition)
    return Plot(f"spending-{_slug(indicator)}-{_slug(edition)}", chart, title, text["spending-sub"], 130 + map_width + bar_width, notes)


def _short(reader: Reader, value: float) -> str:
    return f"{value:g}".replace(".", "," if reader.lang == "nl" else ".")


# ---------------------------------------------------------------- treaties

STANDINGS = {
    "bound": (BLUE, "square", 74),
    "consented": (SKY, "diamond", 56),
    "signed": (ORANGE, "circle", 30),
    "left": (VERMILION, "cross", 60),
}


def standing(rows: Iterable[Mapping[str, str]], date: str) -> str | None:
    """What one state's participations in one treaty came to on `date`: bound, consented, signed, left, or nothing."""
    rows = list(rows)
    if any("since" in r and _holds(r, date) for r in rows):
        return "bound"
    if any("since" in r and r.get("until", "9999") < date for r in rows):
        return "left"
    if any(r.get("consented", "9999") <= date and r.get("until", "9999") >= date for r in rows):
        return "consented"
    return "signed" if any(r.get("signed", "9999") <= date for r in rows) else None


def treaties(reader: Reader, date: str, chosen: Sequence[str], body: str | None) -> Plot:
    """The matrix of states by treaties on `date`."""
    alt, _, _ = libraries()
    text = reader.text
    grouped: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in reader.ask(PARTICIPATIONS):
        grouped[row["party"], row["treaty"]].append(row)
    about = {row["treaty"]: row for row in reader.ask(TREATIES)}
    sizes = Counter(treaty for _, treaty in grouped)
    columns = list(dict.fromkeys(chosen)) or [t for t in about if sizes[t] >= 10]
    if body is not None:
        rows = [m for m, s in status_on(reader.ask(MEMBERSHIPS, body=ox.NamedNode(body)), date).items() if s in ("full", "suspended")]
    else:
        rows = [r["state"] for r in reader.ask(STATES) if r.get("since", "0000") <= date <= r.get("until", "9999")]
        rows += sorted({party for party, _ in grouped if not party.startswith(store.BASE + "state/")})
    cells = {(p, t): s for p in rows for t in columns if (s := standing(grouped.get((p, t), ()), date))}
    columns = [t for t in columns if t in chosen or any(k[1] == t for k in cells)]
    rows = sorted({p for p, _ in cells} if body is None else set(rows), key=lambda p: _sortable(reader.short(p)))
    if not cells:
        raise UserError(f"There is nothing to draw: no state is recorded as party to or signatory of these treaties on {date}.")
    columns.sort(key=lambda t: about.get(t, {}).get("adopted", "9999"))
    late = False
    heads = {}
    for t in columns:
        known = about.get(t, {}).get("complete", "9999-12-31")
        heads[t] = reader.short(t, 42) + (f" ({known[:4]})" if known < date else "")
        late |= known < date
    blocks = 1 if len(rows) <= 66 else 2 if len(columns) > 40 or len(rows) <= 110 else 3
    size = math.ceil(len(rows) / blocks)
    step, parts, width = 14, [], 0
    for i in range(blocks):
        part = rows[i * size : (i + 1) * size]
        values = [
            {
                "state": reader.short(p),
                "treaty": heads[t],
                "standing": text[cells[p, t]],
                "label": f"{reader.name(p)}, {reader.name(t)}: {text[cells[p, t]]}",
            }
            for p in part
            for t in columns
            if (p, t) in cells
        ]
        used = list(STANDINGS)
        domain = [text[s] for s in used]
        legend = (
            alt.Legend(orient="top", direction="horizontal", columns=4, title=None, offset=12, symbolOpacity=1, labelLimit=400)
            if i == 0
            else None
        )
        chart = alt.Chart(alt.Data(values=values)).mark_point(filled=True, opacity=1)
        parts.append(
            chart.encode(
                x=alt.X(
                    "treaty:N",
                    title=None,
                    sort=list(heads.values()),
                    scale=alt.Scale(domain=list(heads.values())),
                    axis=alt.Axis(orient="top", labelAngle=-90, labelLimit=300, grid=True, ticks=False, domain=False, labelPadding=5),
                ),
                y=alt.Y(
                    "state:N",
                    title=None,
                    sort=[reader.short(p) for p in part],
                    scale=alt.Scale(domain=[reader.short(p) for p in part]),
                    axis=alt.Axis(grid=True, ticks=False, domain=False, labelLimit=210, labelPadding=5),
                ),
                color=alt.Color("standing:N", scale=alt.Scale(domain=domain, range=[STANDINGS[s][0] for s in used]), legend=legend),
                shape=alt.Shape("standing:N", scale=alt.Scale(domain=domain, range=[STANDINGS[s][1] for s in used]), legend=legend),
                size=alt.Size("standing:N", scale=alt.Scale(domain=domain, range=[STANDINGS[s][2] for s in used]), legend=legend),
                description="label:N",
                tooltip="label:N",
            ).properties(width=step * len(columns), height=step * len(part))
        )
        width += step * len(columns) + 150
    chart = parts[0] if blocks == 1 else alt.hconcat(*parts, spacing=26)
    notes = [text["to-year"]] if late else []
    subtitle = "" if body is None else text["of-members"].format(name=reader.name(body))
    name = "treaties-" + (f"{_slug(body)}-" if body else "") + date
    return Plot(name, chart, text["treaties-title"].format(date=reader.day(date)), subtitle, max(560, width), notes)


def _sortable(name: str) -> str:
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))


# ---------------------------------------------------------------- timelines


def _timeline(alt: Any, reader: Reader, rows: list[dict[str, Any]], order: list[str], colour: Any, width: int) -> Any:
    """Bars from `start` to `end` in rows named `row`; a bar without an end runs to the day of the data and is cut off open."""
    first, last = min(r["start"] for r in rows), reader.as_of()
    for r in rows:
        r["stop"] = min(r.get("end") or last, last)
        if r["stop"] <= r["start"]:
            r["stop"] = (datetime.date.fromisoformat(r["start"]) + datetime.timedelta(days=1)).isoformat()
    span = int(last[:4]) - int(first[:4]) or 1
    x = alt.X(
        "start:T",
        title=reader.text["year"],
        scale=alt.Scale(domain=[_date(first, 0), _date(last, 0)]),
        axis=alt.Axis(format="%Y", orient="top", tickCount=min(14, span)),
    )
    y = alt.Y(
        "row:N",
        sort=order,
        scale=alt.Scale(domain=order),
        title=None,
        axis=alt.Axis(labelLimit=420, ticks=False, domain=False, labelPadding=6),
    )
    frame = alt.Chart(alt.Data(values=rows)).encode(x=x, y=y)
    bars = frame.mark_bar(height=9, cornerRadius=1.5).encode(x2="stop:T", color=colour, description="label:N", tooltip="label:N")
    going = frame.transform_filter("!datum.end").mark_point(shape="triangle-right", filled=True, size=46, opacity=1, aria=False)
    return alt.layer(bars, going.encode(x="stop:T", color=colour)).properties(width=width, height=15 * len(order))


def _period(reader: Reader, start: str, end: str | None) -> str:
    return f"{reader.day(start)} – {reader.day(end) if end else reader.text['today']}"


def commitments(reader: Reader, state: str, kind: str | None = None) -> Plot:
    """The timeline of the commitments that bound `state`, a row each when they are few, a row an instrument otherwise."""
    alt, _, _ = libraries()
    text = reader.text
    query = store.bind(fragments.expanded(build.DERIVE / "bonds.rq"), {"state": ox.NamedNode(state)})
    bonds: dict[str, dict[str, str]] = defaultdict(dict)
    for subject, predicate, value in reader.source.query(query):
        bonds[subject.value][predicate.value.rpartition("#")[2]] = value.value
    about = {row["commitment"]: row for row in reader.ask(COMMITMENTS)}
    if kind is not None:
        wanted = f"{store.BASE}concept/commitment-type#{kind}"
        of_kind = {r["c"] for r in reader.ask("SELECT ?c WHERE { ?c a90:commitmentType ?kind }", kind=ox.NamedNode(wanted))}
        if not of_kind:
            known = reader.ask("SELECT DISTINCT ?kind WHERE { ?c a90:commitmentType ?kind }")
            raise UserError(f"No commitment is of type '{kind}': choose {', '.join(sorted(k['kind'].rpartition('#')[2] for k in known))}.")
        about = {c: row for c, row in about.items() if c in of_kind}
    held = [b for b in bonds.values() if b.get("commitment") in about and b["since"] <= reader.as_of()]
    if not held:
        raise UserError(f"There is nothing to draw: no commitments of {reader.name(state)} are recorded.")
    each = len({b["commitment"] for b in held}) <= 70
    rows: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    number: Counter[tuple[str, str, str]] = Counter()
    for b in held:
        row = about[b["commitment"]]
        key = (b["commitment"] if each else row["text"], b["since"], b.get("until", ""))
        rows[key].add("pledge" if row["kind"].endswith("Pledge") else "obligation")
        number[key] += 1
    totals = Counter(b["commitment"] if each else about[b["commitment"]]["text"] for b in held)

    def title_of(iri: str) -> str:
        if not each:
            return f"{reader.short(iri, 56)} ({totals[iri]})"
        return f"{_cut(reader.name(iri), 52)} ({reader.short(about[iri]['text'], 22)})"

    values = [
        {
            "row": title_of(iri),
            "start": start,
            "end": end or None,
            "nature": text["both" if len(natures) > 1 else next(iter(natures))],
            "label": f"{reader.name(iri)} ({number[iri, start, end]}): {_period(reader, start, end or None)}",
        }
        for (iri, start, end), natures in sorted(rows.items(), key=lambda item: item[0][1])
    ]
    order = list(dict.fromkeys(v["row"] for v in values))
    natures = [text[k] for k in ("obligation", "pledge", "both") if any(v["nature"] == text[k] for v in values)]
    shades = {text["obligation"]: BLUE, text["pledge"]: ORANGE, text["both"]: GREEN}
    colour = alt.Color(
        "nature:N",
        title=None,
        scale=alt.Scale(domain=natures, range=[shades[n] for n in natures]),
        legend=alt.Legend(orient="top", direction="horizontal", symbolType="square"),
    )
    chart = _timeline(alt, reader, values, order, colour, 640)
    count = len({b["commitment"] for b in held})
    subtitle = text["commitments-sub-each" if each else "commitments-sub"].format(
        n=count, m=len({about[b["commitment"]]["text"] for b in held})
    )
    name = f"commitments-{_slug(state)}" + (f"-{kind}" if kind else "")
    return Plot(name, chart, text["commitments-title"].format(name=reader.name(state)), subtitle, 980, [])


def _cut(name: str, limit: int) -> str:
    return name if len(name) <= limit else name[: limit - 1].rstrip() + "…"


def contributions(reader: Reader, state: str) -> Plot:
    """The timeline of the contributions of `state` to missions, by the region of the mission's host."""
    alt, _, _ = libraries()
    text = reader.text
    found = reader.ask(CONTRIBUTIONS, state=ox.NamedNode(state))
    if not found:
        raise UserError(f"There is nothing to draw: no contributions of {reader.name(state)} to missions are recorded.")
    regions: dict[str, dict[str, str]] = defaultdict(dict)
    for row in reader.ask(REGIONS):
        regions[row["mission"]][row["region"]] = row["continent"]
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in found:
        where = regions.get(row["mission"], {})
        continents = set(where.values())
        if len(continents) != 1:
            group = ("", text["regions" if where else "no-region"])
        else:
            group = (reader.name(continents.pop()), reader.name(next(iter(where)) if len(where) == 1 else next(iter(where.values()))))
        people = f" ({row['personnel']})" if "personnel" in row else ""
        groups[group].append(
            {
                "row": reader.short(row["mission"], 42),
                "start": row["since"],
                "end": row.get("until"),
                "label": f"{reader.name(row['mission'])}{people}: {_period(reader, row['since'], row.get('until'))}",
            }
        )
    begins: dict[str, str] = {}
    for (continent, _), rows in groups.items():
        begins[continent] = min([begins.get(continent, "9999"), *(r["start"] for r in rows)])
    names = sorted(groups, key=lambda g: (g[0] == "", begins[g[0]], min(r["start"] for r in groups[g])))
    shades = dict(zip(sorted(begins), [GREY, BLUE, GREEN, VERMILION, PURPLE, ORANGE, BLACK], strict=False))
    first = min(r["start"] for rows in groups.values() for r in rows)
    parts = []
    for i, name in enumerate(names):
        order = list(dict.fromkeys(r["row"] for r in sorted(groups[name], key=lambda r: r["start"])))
        part = _timeline(alt, reader, groups[name], order, alt.value(shades[name[0]]), 640)
        for layer in part.layer:
            layer.encoding.x.scale = alt.Scale(domain=[_date(first, 0), _date(reader.as_of(), 0)])
            layer.encoding.x.title = None
            at_edge = i == 0 or i == len(names) - 1
            side = "top" if i == 0 else "bottom"
            layer.encoding.x.axis = alt.Axis(format="%Y", orient=side, labels=at_edge, ticks=at_edge, domain=at_edge, tickCount=12)
            layer.encoding.y.axis = alt.Axis(labelLimit=330, minExtent=300, maxExtent=300, ticks=False, domain=False, labelPadding=6)
        head = name[1] if name[0] in ("", name[1]) else f"{name[1]} ({name[0]})" if name[0] not in name[1] else name[1]
        parts.append(
            part.properties(title=alt.TitleParams(head, anchor="start", frame="group", fontSize=13, color=shades[name[0]], offset=4))
        )
    chart = alt.vconcat(*parts, spacing=10)
    subtitle = text["contributions-sub"].format(n=len(found), m=len({r["mission"] for r in found}))
    title = text["contributions-title"].format(name=reader.name(state))
    return Plot(f"contributions-{_slug(state)}", chart, title, subtitle, 940, [])


# ---------------------------------------------------------------- map of missions


def missions(reader: Reader, date: str) -> Plot:
    """The world map of the missions on `date`, numbered, coloured by who leads them."""
    alt, _, _ = libraries()
    text, world, codes = reader.text, World(), _codes(reader)
    found: dict[str, dict[str, Any]] = {}
    for row in reader.ask(MISSIONS, date=store.date(date)):
        entry = found.setdefault(row["mission"], {"leads": [], "places": []})
        if "lead" in row and row["lead"] not in entry["leads"]:
            entry["leads"].append(row["lead"])
        if "lat" in row:
            entry["at"] = (float(row["long"]), float(row["lat"]))
        code = codes.get(row.get("host", ""))
        if code in world.shapes or code in LACKING:
            entry["places"].append(world.centre(code))
    if not found:
        raise UserError(f"There is nothing to draw: no mission is recorded on {date}.")
    tally = Counter(lead for entry in found.values() for lead in entry["leads"][:1])
    leads = [lead for lead, n in tally.most_common(5) if n >= 2 or len(tally) <= 6]

    def group(entry: Mapping[str, Any]) -> str:
        if not entry["leads"]:
            return text["lead-none"]
        return reader.short(entry["leads"][0]) if entry["leads"][0] in leads else text["others"]

    groups = [g for g in [*map(reader.short, leads), text["others"], text["lead-none"]] if any(group(e) == g for e in found.values())]
    colours = dict(zip(groups, [*PALETTE[: len(leads)], GREY, BLACK], strict=False))
    ordered = sorted(found, key=lambda m: (groups.index(group(found[m])), _sortable(reader.short(m, 38))))
    marks, absent = [], []
    for mission in ordered:
        entry = found[mission]
        place = entry.get("at") or (entry["places"][0] if entry["places"] else None)
        if place is None:
            absent.append(reader.short(mission, 60))
            continue
        g = group(entry)
        who = ", ".join(reader.short(lead) for lead in entry["leads"])
        marks.append({"n": len(marks) + 1, "x": place[0], "y": place[1], "group": g, "label": f"{reader.name(mission)} ({who})"})
        marks[-1]["short"] = _cut(reader.short(mission, 60) + (f" ({who})" if g == text["others"] else ""), 44)
    for geometry in world.shapes.values():
        geometry["properties"] = {"label": geometry["properties"]["name"]}
    scale = alt.Scale(domain=groups, range=[colours[g] for g in groups])
    legend = alt.Legend(orient="top", direction="horizontal", titleOrient="left", symbolType="circle")
    colour = alt.Color("group:N", title=text["lead"], scale=scale, legend=legend)
    for mark in marks:
        mark["ink"] = "black" if colours[mark["group"]] in (PURPLE, ORANGE, SKY) else "white"

    def numbered(frame: Any, x: Any, y: Any) -> list[Any]:
        disc = frame.mark_circle(size=215, opacity=1, stroke="white", strokeWidth=0.8)
        number = frame.mark_text(fontSize=9.5, fontWeight="bold", dy=0.5, aria=False)
        return [
            disc.encode(x=x, y=y, color=colour, description="label:N", tooltip="label:N"),
            number.encode(x=x, y=y, text="n:N", color=alt.Color("ink:N", scale=None)),
        ]

    def sheet(view: View, shown: list[dict[str, Any]], frame: list[Any]) -> Any:
        spots = [view.place((m["x"], m["y"])) for m in shown]
        values = [
            {**m, "px": px, "py": py, "qx": qx, "qy": qy} for m, (px, py), (qx, qy) in zip(shown, spots, _apart(spots, 17.5), strict=True)
        ]
        data = alt.Chart(alt.Data(values=values))
        wide, tall = alt.Scale(domain=[0, view.width], nice=False), alt.Scale(domain=[0, view.height], nice=False, reverse=True)
        px, py, qx, qy = (
            kind(f"{name}:Q", axis=None, scale=s)
            for kind, name, s in ((alt.X, "px", wide), (alt.Y, "py", tall), (alt.X, "qx", wide), (alt.Y, "qy", tall))
        )
        layers = [
            *_world_layers(alt, world, view, alt.value(LAND)),
            *frame,
            data.mark_rule(color=INK, strokeWidth=0.8, aria=False).encode(x=px, y=py, x2="qx", y2="qy"),
            data.mark_circle(size=10, color=BLACK, opacity=1, aria=False).encode(x=px, y=py),
            *numbered(data, qx, qy),
        ]
        return alt.layer(*layers).properties(width=view.width, height=view.height, projection=view.projection(alt))

    # Where missions crowd, Europe and the Near East, a second map on a larger scale takes them over.
    west, south, east, north = NEAR
    near = [m for m in marks if west <= m["x"] <= east and south <= m["y"] <= north]
    near = near if len(near) > 15 else []
    edge = [(west + (east - west) * i / 20, south) for i in range(21)] + [(east, north)]
    edge += [(east - (east - west) * i / 20, north) for i in range(1, 21)] + [(west, south)]
    outline = [{"x": (p := WORLD.place(e))[0], "y": p[1], "i": i} for i, e in enumerate(edge)]
    box = alt.Chart(alt.Data(values=outline)).mark_line(color=INK, strokeWidth=1, aria=False)
    box = box.encode(
        x=alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, WORLD.width], nice=False)),
        y=alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, WORLD.height], nice=False, reverse=True)),
        order="i:Q",
    )
    sheets = [sheet(WORLD, [m for m in marks if m not in near], [box] if near else [])]
    if near:
        flat = [View("azimuthalEqualArea", NEAR_CENTRE, 0, 0, 1.0, (0.0, 0.0)).place(e) for e in edge]
        left, right, top, bottom = (f(p[i] for p in flat) for i in (0, 1) for f in (min, max))
        size = WORLD.width / (right - left)
        closer = View("azimuthalEqualArea", NEAR_CENTRE, WORLD.width, round(size * (bottom - top)), size, (-size * left, -size * top))
        sheets.append(sheet(closer, near, []))
    tall = math.ceil(len(marks) / 4)
    listed = [{**m, "col": 8 + (i // tall) * WORLD.width / 4, "line": i % tall + 0.5} for i, m in enumerate(marks)]
    keys = alt.Chart(alt.Data(values=listed))
    kx = alt.X("col:Q", axis=None, scale=alt.Scale(domain=[0, WORLD.width], nice=False))
    ky = alt.Y("line:Q", axis=None, scale=alt.Scale(domain=[0, tall], nice=False, reverse=True))
    words = keys.mark_text(align="left", dx=12, fontSize=11.5, color=BLACK, aria=False).encode(x=kx, y=ky, text="short:N")
    key = alt.layer(*numbered(keys, kx, ky), words).properties(width=WORLD.width, height=18 * tall)
    notes = [text["no-outline"].format(names=", ".join(absent))] if absent else []
    notes.append(text["outlines"].split(" Territor")[0].split(" Gebieden")[0])
    title = text["missions-title"].format(n=len(found), date=reader.day(date))
    return Plot(f"missions-{date}", alt.vconcat(*sheets, key, spacing=10), title, text["missions-sub"], WORLD.width, notes, world.topology)


# The corner of the world where missions crowd (west, south, east, north), and the middle from which it is seen.
NEAR = (-11.0, 30.0, 50.0, 60.0)
NEAR_CENTRE = (20.0, 46.0)


def _apart(places: Sequence[Point], least: float) -> list[Point]:
    """The places in pixels, moved until no two are nearer than `least`; near neighbours fan out around their middle."""
    spots = [(x + 0.1 * math.cos(i * 2.4), y + 0.1 * math.sin(i * 2.4)) for i, (x, y) in enumerate(places)]
    for _ in range(500):
        moved = False
        for i in range(len(spots)):
            for j in range(i):
                (x1, y1), (x2, y2) = spots[i], spots[j]
                gap = math.hypot(x1 - x2, y1 - y2)
                if gap < least:
                    push = (least - gap + 0.01) / 2 / (gap or 1)
                    dx, dy = (x1 - x2) * push, (y1 - y2) * push
                    spots[i], spots[j] = (x1 + dx, y1 + dy), (x2 - dx, y2 - dy)
                    moved = True
        if not moved:
            break
    return spots


# ---------------------------------------------------------------- the command

app = typer.Typer(
    help="Draw a plot: members, map, spending, treaties, commitments, missions or contributions.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

OutOption = Annotated[Path | None, typer.Option(help="The file to write: .svg, .png, .html or .json (Vega-Lite); its name by default.")]
LangOption = Annotated[Lang, typer.Option("--lang", help="The language of titles and labels.")]
DateOption = Annotated[str, typer.Option(help="The date: YYYY-MM-DD or today.")]
StateOption = Annotated[str, typer.Option(help="A state: code, name or IRI.")]
BODIES = questions.KINDS["organisation"]


def _draw(make: Callable[[Reader], Plot], out: Path | None, lang: Lang) -> None:
    _check_ending(out)
    libraries()
    reader = Reader(store.engine(), lang.value)
    write(make(reader), reader, out)


def _find(reader: Reader, text: str, *kinds: str) -> str:
    return store.resolve(text, kinds, reader.source).value


@app.command("members")
def members_command(
    organisation: Annotated[list[str], typer.Option(help="An organisation or forum; may be given more than once.")],
    out: OutOption = None,
    lang: LangOption = Lang.en,
) -> None:
    """The number of full members over time."""
    _draw(lambda r: members(r, list(dict.fromkeys(_find(r, o, *BODIES) for o in organisation))), out, lang)


@app.command("map")
def map_command(
    organisation: Annotated[str, typer.Option(help="An organisation or forum.")],
    date: DateOption = "today",
    out: OutOption = None,
    lang: LangOption = Lang.en,
) -> None:
    """The members on a date, on a map."""
    day = store.date(date).value
    _draw(lambda r: map_(r, _find(r, organisation, *BODIES), day), out, lang)


@app.command("spending")
def spending_command(
    edition: Annotated[str | None, typer.Option(help="The edition of the figures; the last full one by default.")] = None,
    indicator: Annotated[str, typer.Option(help="What is measured.")] = "defence-expenditure",
    out: OutOption = None,
    lang: LangOption = Lang.en,
) -> None:
    """What states spent, against the level in force in each year."""
    _draw(lambda r: spending(r, _find(r, indicator, "indicator"), edition), out, lang)


@app.command("treaties")
def treaties_command(
    date: DateOption = "today",
    treaty: Annotated[list[str] | None, typer.Option(help="A treaty; may be given more than once; all by default.")] = None,
    organisation: Annotated[str | None, typer.Option(help="Only the members of this organisation or forum.")] = None,
    out: OutOption = None,
    lang: LangOption = Lang.en,
) -> None:
    """Which state was bound by which treaty on a date."""
    day = store.date(date).value
    _draw(
        lambda r: treaties(
            r, day, [_find(r, t, "treaty") for t in treaty or []], None if organisation is None else _find(r, organisation, *BODIES)
        ),
        out,
        lang,
    )


@app.command("commitments")
def commitments_command(
    state: StateOption = "NLD",
    type_: Annotated[str | None, typer.Option("--type", help="Only this type of commitment, for example defence.")] = None,
    out: OutOption = None,
    lang: LangOption = Lang.en,
) -> None:
    """What a state has been committed to, and since when."""
    _draw(lambda r: commitments(r, _find(r, state, "state"), type_), out, lang)


@app.command("missions")
def missions_command(date: DateOption = "today", out: OutOption = None, lang: LangOption = Lang.en) -> None:
    """The missions on a date, on a map of the world."""
    day = store.date(date).value
    _draw(lambda r: missions(r, day), out, lang)


@app.command("contributions")
def contributions_command(state: StateOption = "NLD", out: OutOption = None, lang: LangOption = Lang.en) -> None:
    """A state's contributions to missions, by region."""
    _draw(lambda r: contributions(r, _find(r, state, "state")), out, lang)
