"""The cookbook: queries from simple to hard with their answers, what the dates mean, how an identifier is built, the traps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .. import fragments
from ..answers import cell
from ..engines import Engine, Oxigraph, Table, rows, text
from ..errors import UserError
from ..vocabulary import ROOT, short

FOLDER = Path(__file__).resolve().parent
# So many rows of an answer are shown in the text; the number of all stands under them.
SHOWN = 8

# What the picture shows: the classes that most queries join. Agent stands for states and organisations.
CLASSES = (
    "a90:State",
    "foaf:Agent",
    "org:Organization",
    "org:Membership",
    "a90:Instrument",
    "a90:Provision",
    "a90:Participation",
    "a90:Act",
    "a90:Suspension",
    "a90:Reservation",
    "a90:TerritorialApplication",
    "a90:Territory",
    "a90:Commitment",
    "a90:Threshold",
    "a90:Bond",
    "a90:Finding",
    "qb:Observation",
    "a90:Indicator",
    "a90:Mission",
    "a90:Contribution",
    "a90:Attestation",
    "a90:Measure",
    "a90:Event",
    "a90:Coverage",
)
# Properties of other vocabularies, which say nothing of our classes, and what a part is part of.
OUTSIDE = (
    ("org:Membership", "org:member", "foaf:Agent"),
    ("org:Membership", "org:organization", "org:Organization"),
    ("a90:Provision", "dcterms:isPartOf", "a90:Instrument"),
    ("a90:Act", "dcterms:isPartOf", "a90:Participation"),
    ("a90:Suspension", "dcterms:isPartOf", "a90:Participation"),
    ("a90:TerritorialApplication", "dcterms:isPartOf", "a90:Participation"),
    ("a90:Attestation", "dcterms:isPartOf", "a90:Contribution"),
)
_ARROWS = """
PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX schema: <https://schema.org/>
SELECT DISTINCT ?from ?property ?to {
  ?property a owl:ObjectProperty ; rdfs:domain|schema:domainIncludes ?from ; rdfs:range|schema:rangeIncludes ?to
}
"""


@dataclass(frozen=True)
class Recipe:
    """A query with what it asks and what it teaches, in English and Dutch."""

    number: int
    slug: str
    summary: dict[str, str]
    lesson: dict[str, str]
    query: str


@cache
def recipes() -> tuple[Recipe, ...]:
    """All recipes, from simple to hard."""
    found = []
    for path in sorted(FOLDER.glob("*.rq")):
        head = fragments.head(path)
        number, _, slug = path.stem.partition("-")
        query = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#+"))
        summary, lesson = ({"en": head[key].strip(), "nl": head[f"{key}_nl"].strip()} for key in ("summary", "description"))
        found.append(Recipe(int(number), slug, summary, lesson, query.strip() + "\n"))
    return tuple(found)


def find(written: str) -> Recipe:
    """The recipe with a number or a slug; UserError when there is none."""
    for recipe in recipes():
        if written.strip().lstrip("0") == str(recipe.number) or written.strip() == recipe.slug:
            return recipe
    raise UserError(f"There is no recipe '{written[:40]}': 'article90 cookbook' lists them.")


def answer(recipe: Recipe, engine: Engine) -> Table:
    """What the query of a recipe finds; `engine` has to hold the derived triples."""
    found = engine.query(recipe.query)
    assert isinstance(found, Table)
    return found


@cache
def arrows() -> tuple[tuple[str, str, str], ...]:
    """The properties that lead from one of the classes in the picture to another, read from the ontology, as CURIEs."""
    ontology = Oxigraph([ROOT / "ontology" / "article90.ttl"])
    read = [tuple(short(text(row, name)) for name in ("from", "property", "to")) for row in rows(ontology.query(_ARROWS))]
    inside = {(a, p, b) for a, p, b in (*read, *OUTSIDE) if a in CLASSES and b in CLASSES}
    return tuple(sorted(inside, key=lambda arrow: (CLASSES.index(arrow[0]), arrow[1], arrow[2])))


def diagram() -> str:
    """The picture of the classes as Mermaid, which code hosts and many editors draw."""
    lines = ["```mermaid", "flowchart LR"]
    lines += [f"  {_node(name)}[{name.partition(':')[2]}]" for name in CLASSES]
    joined: dict[tuple[str, str], list[str]] = {}
    for a, p, b in arrows():
        joined.setdefault((a, b), []).append(p.partition(":")[2])
    lines += [f"  {_node(a)} -- {'<br>'.join(names)} --> {_node(b)}" for (a, b), names in joined.items()]
    return "\n".join([*lines, "```"])


def _node(name: str) -> str:
    return name.replace(":", "_")


def table(found: Table, lang: str = "en", most: int = SHOWN) -> str:
    """The first rows of an answer as a Markdown table, with the number of all under it."""
    lines = ["| " + " | ".join(found.columns) + " |", "|" + "---|" * len(found.columns)]
    for row in found.rows[:most]:
        lines.append("| " + " | ".join(cell(row[name]).replace("|", "\\|").replace("\n", " ") for name in found.columns) + " |")
    count = len(found.rows)
    words = {"en": ("row", "rows", "the first %d shown"), "nl": ("rij", "rijen", "de eerste %d getoond")}[lang]
    shown = f", {words[2] % most}" if count > most else ""
    return "\n".join([*lines, "", f"{count} {words[count != 1]}{shown}."])


def chapter(recipe: Recipe, engine: Engine, lang: str = "en") -> str:
    """A recipe as Markdown: what it asks, what it teaches, the query, the answer."""
    shown = table(answer(recipe, engine), lang)
    return f"### {recipe.number}. {recipe.summary[lang]}\n\n{recipe.lesson[lang]}\n\n```sparql\n{recipe.query}```\n\n{shown}\n"


def markdown(engine: Engine, lang: str = "en") -> str:
    """The whole cookbook as Markdown, its answers drawn from `engine`, which has to hold the derived triples."""
    return "".join(_filled(engine, lang))


def guide(picture: str = "", lang: str = "en") -> tuple[str, str]:
    """What stands before the recipes and after them, as Markdown, with the table of arrows and the picture that is given."""
    whole = (FOLDER / ("guide.nl.md" if lang == "nl" else "guide.md")).read_text(encoding="utf-8")
    before, _, after = whole.partition("{{recipes}}")
    drawn = "\n".join(f"| {a} | `{p}` | {b} |" for a, p, b in arrows())
    return before.replace("{{diagram}}", picture).replace("{{arrows}}", drawn), after.lstrip()


def _filled(engine: Engine, lang: str) -> Iterator[str]:
    before, after = guide(diagram(), lang)
    yield before
    for recipe in recipes():
        yield chapter(recipe, engine, lang) + "\n"
    yield after
