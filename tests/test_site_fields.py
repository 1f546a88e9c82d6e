"""A question asked in its page is the question that `article90 ask` puts: the pieces that the page fills are its query."""

import itertools
import json
import re

import pytest
from article90 import sparql
from article90.publish.site import fields
from article90.questions import catalogue

VALUES = {
    "state": "state/NLD",
    "territory": "territory/CUW",
    "organisation": "organisation/nato",
    "treaty": "treaty/npt",
    "mission": "mission/kfor",
    "strategy": "strategy/iiss-2018",
    "indicator": "indicator/defence-expenditure",
    "event": "event/mh17",
}
TYPED = {"date": "2000-01-01", "integer": "2000", "string": "x"}


def value(p: catalogue.Parameter, oxigraph) -> str:
    """Something that a parameter accepts; of concepts two, which stand side by side."""
    if p.kind == "concept":
        pattern = f"?c <http://www.w3.org/2004/02/skos/core#inScheme> <https://w3id.org/article90/concept/{p.among}>"
        query = f"SELECT ?c {{ {pattern} }} ORDER BY ?c LIMIT 2"
        return ",".join(row["c"].value.rpartition("#")[2] for row in oxigraph.query(query).rows)
    if p.among == "truth":
        return "yes"
    return VALUES[next(k for k in catalogue.KINDS[p.among] if k in VALUES)] if p.kind == "iri" else TYPED[p.kind]


def filled(pieces: list, terms: dict[str, str]) -> str:
    """As static/question.js does it."""

    def one(part: str | dict[str, str]) -> str:
        return part if isinstance(part, str) else part["else"] if "f" in part and part["f"] not in terms else terms[part["p"]]

    return "".join(one(part) for needs, *parts in pieces if not needs or set(needs) & terms.keys() for part in parts).strip()


@pytest.mark.parametrize("q", catalogue.all_questions().values(), ids=lambda q: q.id)
def test_the_pieces_filled_are_the_query_of_the_command(q, oxigraph) -> None:
    """With its defaults, and with every filter; the rows that are left out too."""
    told = json.loads(fields.document(q))
    every = {p.name: value(p, oxigraph) for p in q.filters}
    for given, silent in itertools.product(({}, every), (False, True) if q.leaves_out else (False,)):
        text, bound = q.asked(given, oxigraph, "en", silent)
        terms = {}
        for p in (*q.parameters, *q.filters):
            found = [str(t) for name, t in bound.items() if name == p.variable or re.fullmatch(rf"{p.variable}_\d+", name)]
            if found:
                terms[p.name] = " ".join(found)
        wanted = "".join(itertools.dropwhile(lambda line: line.startswith("#"), sparql.bind(text, bound).splitlines(keepends=True)))
        assert filled(told["silent" if silent else "query"], terms) == wanted.strip()
        assert not re.search(r"\?_[a-z]", wanted)


def test_what_finds_the_limits_has_no_parameter_left() -> None:
    """Every closure has a query for each choice of what changes it, with the place for what narrows it."""
    for q in catalogue.all_questions().values():
        for closure in json.loads(fields.document(q))["closures"]:
            assert len(closure["queries"]) == 2 ** len(closure["turning"])
            for parts, named in closure["queries"].values():
                assert bool(named) == bool(closure["named"])
                for text in (part for one in (parts, named or []) for part in one if isinstance(part, str)):
                    assert not re.search(r"\?_[a-z]", text), q.id
                assert "%VALUES% " in "".join(part for part in parts if isinstance(part, str))
