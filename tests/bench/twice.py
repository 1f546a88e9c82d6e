"""Twice the data: beside each published file a second one of another name, as valid as the first, for measuring what growth costs.

python tests/bench/twice.py FOLDER     writes FOLDER/data
"""

import sys
from pathlib import Path

import pyoxigraph as ox
from article90 import vocabulary

# What all others point to and what is told apart by codes stands once; so does the Court, whose acts are told with its Statute's
# parties, and what a rule names as its exception.
ONCE = {"concept", "state", "territory"}
ALONE = {*(f"organisation/{body}" for body in ("icj", "osce", "un")), *(f"treaty/gc-{n}" for n in ("i", "ii", "iii", "iv"))}
ALONE |= {"treaty/genocide-convention"}
# What only one thing may have.
DROPPED = {"http://www.w3.org/2002/07/owl#sameAs", "https://schema.org/sameAs"}
DROPPED |= {vocabulary.ONTOLOGY + name for name in ("geonames", "documentSymbol")}
TEXTS = {f"http://www.w3.org/2004/02/skos/core#{name}" for name in ("prefLabel", "altLabel", "hiddenLabel")} | {
    "http://purl.org/dc/terms/description"
}


def second(triples: list[ox.Triple], own: str) -> list[ox.Triple]:
    """The triples of a file as they would be of another thing: its own IRI, addresses and labels have an ending of their own."""

    def term(node: ox.NamedNode | ox.BlankNode | ox.Literal) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        if isinstance(node, ox.NamedNode) and (node.value == own or node.value.startswith(own + "#")):
            return ox.NamedNode(f"{own}-second{node.value.removeprefix(own)}")
        if isinstance(node, ox.Literal) and node.datatype.value == vocabulary.XSD + "anyURI":
            return ox.Literal(node.value + "?second", datatype=node.datatype)
        return node

    made = []
    for s, p, o in triples:
        if p.value in DROPPED:
            continue
        if p.value in TEXTS and isinstance(o, ox.Literal):
            o = ox.Literal(o.value + " (second)", language=o.language)
        made.append(ox.Triple(term(s), p, term(o)))  # type: ignore[arg-type]
    return made


def write(folder: Path) -> Path:
    """Twice the published data below a folder; returns the folder of data."""
    data = folder / "data"
    for file in vocabulary.turtle_files():
        name = file.relative_to(vocabulary.DATA).with_suffix("").as_posix()
        target = data / f"{name}.ttl"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
        if target.parent.name in ONCE or name in ALONE:
            continue
        triples = second([q.triple for q in ox.parse(path=str(file))], vocabulary.BASE + name)
        target.with_name(f"{target.stem}-second.ttl").write_bytes(ox.serialize(triples, format=ox.RdfFormat.TURTLE) or b"")
    return data


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))
