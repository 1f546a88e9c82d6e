"""A Turtle file as its lines stand: prefixes, then a block a subject. A new block goes in, and nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from .. import vocabulary
from ..errors import UserError
from ..vocabulary import BASE, PREFIXES, RDF_TYPE, XSD

Node = ox.NamedNode
Object = ox.NamedNode | ox.Literal

_PREFIX = re.compile(r"^@prefix ([\w.-]*): <([^>]*)> \.\n", re.MULTILINE)
# A block begins after an empty line, with the comments that belong to it.
_BLOCK = re.compile(r"(?:^|(?<=\n\n))(?:#.*\n)*(<[^>\n]*>|[\w.-]*:[^\s;,]*) a ([^\s;,]+)")
_PLAIN = re.compile(r"[A-Za-z0-9_]([\w-]*[\w])?", re.ASCII)
_OTHER_VALUE = f"{BASE}ontology#OtherValue"


@dataclass(frozen=True)
class Record:
    """A node to be: its IRI, its class, and what is said of it in the order in which it is written."""

    iri: str
    kind: str
    says: tuple[tuple[str, tuple[Object, ...]], ...]
    part_of: str | None = None  # the part beside which it belongs, where that is not its own list

    def triples(self) -> set[ox.Triple]:
        """What is said, as triples."""
        said = {ox.Triple(Node(self.iri), Node(p), o) for p, objects in self.says for o in objects}
        return said | {ox.Triple(Node(self.iri), RDF_TYPE, Node(self.kind))}


@dataclass(frozen=True)
class Block:
    """One subject in a file: its IRI, its class, and where its lines begin and end."""

    iri: str
    kind: str
    start: int
    end: int

    @property
    def name(self) -> str:
        """The fragment, empty for the thing itself."""
        return self.iri.partition("#")[2]


def natural(name: str) -> list[str | int]:
    """A key that sorts art2 before art10, and NLD before NLD-2 before NLD-suspended."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]


class Page:
    """The text of the file that describes a thing, new or there."""

    def __init__(self, iri: str) -> None:
        """Read the file of `iri`, which need not exist yet."""
        self.iri = iri.partition("#")[0]
        self.path: Path = vocabulary.DATA / f"{self.iri.removeprefix(BASE)}.ttl"
        self.before = self.path.read_bytes().decode() if self.path.exists() else ""
        self.text = self.before
        self.parsed: tuple[str, set[ox.Triple]] = ("", set())

    def triples(self) -> set[ox.Triple]:
        """What the page says now; UserError when it cannot be read."""
        if self.text == self.parsed[0]:
            return self.parsed[1]
        try:
            self.parsed = self.text, {q.triple for q in ox.parse(self.text.encode(), format=ox.RdfFormat.TURTLE)}
            return self.parsed[1]
        except SyntaxError as error:
            raise UserError(f"{self.path} is not well-formed Turtle, so nothing can be added to it: {error}") from None

    def prefixes(self) -> dict[str, str]:
        """The prefixes that the page declares."""
        return dict(_PREFIX.findall(self.text))

    def blocks(self) -> list[Block]:
        """The subjects in the order of the page."""
        prefixes, found = self.prefixes(), []
        for match in _BLOCK.finditer(self.text):
            end = self.text.find("\n\n", match.end())
            iri, kind = (_whole(name, prefixes) for name in match.groups())
            found.append(Block(iri, kind, match.start(), len(self.text) if end < 0 else end + 1))
        return found

    def insert(self, record: Record) -> None:
        """Put a record in its place; UserError when the page is not laid out so that this can be done safely."""
        said = self.triples() | record.triples()
        if not self.text:
            names = _Names({})
            body = _block(record, names)
            self.text = _head(names.used) + "\n" + body
        else:
            names = _Names(self.prefixes())
            body = _block(record, names)
            blocks = self.blocks()
            after, before = _place(record, blocks)
            if after is not None:
                self.text = self.text[: after.end].rstrip("\n") + "\n\n" + body + self.text[after.end :]
            elif before is not None:
                self.text = self.text[: before.start] + body + "\n" + self.text[before.start :]
            self._declare(names.added)
        if self.triples() != said:
            raise UserError(f"{self.path} is laid out in a way that this command does not know: run turtlefmt on it, or add by hand.")

    def _declare(self, added: dict[str, str]) -> None:
        """Put prefixes among those that are declared, in their alphabetical place."""
        for name, namespace in added.items():
            line = f"@prefix {name}: <{namespace}> .\n"
            later = [m.start() for m in _PREFIX.finditer(self.text) if m[1] > name]
            last = [m.end() for m in _PREFIX.finditer(self.text)]
            at = later[0] if later else last[-1] if last else 0
            self.text = self.text[:at] + line + self.text[at:]


def _place(record: Record, blocks: Sequence[Block]) -> tuple[Block | None, Block | None]:
    """The block after which a record comes, or else the one before which."""
    name = record.iri.partition("#")[2]
    alike = [b for b in blocks if b.kind == record.kind and b.name]
    if record.part_of is not None:
        # An act stands beside the participation that it is part of.
        whole = record.part_of.partition("#")[2]
        for number, block in enumerate(blocks):
            if block.name == whole:
                about = blocks[number : blocks.index(_last_of(number, blocks)) + 1]
                acts = [b for b in about if b.kind == record.kind]
                before = [b for b in acts if natural(b.name) < natural(name)]
                if acts and not before:
                    return None, acts[0]
                return (before or about)[-1], None
    smaller = [n for n, b in enumerate(blocks) if b in alike and natural(b.name) < natural(name)]
    if smaller:
        return _last_of(max(smaller, key=lambda n: natural(blocks[n].name)), blocks), None
    if alike:
        return None, alike[0]
    if record.kind.endswith("#Coverage"):
        return blocks[0], None
    other = [b for b in blocks if b.kind == _OTHER_VALUE]
    return (None, other[0]) if other and record.kind != _OTHER_VALUE else (blocks[-1], None)


def _last_of(number: int, blocks: Sequence[Block]) -> Block:
    """A block, or the last of those of other classes behind it that are about it: LTU-notice-of-withdrawal behind LTU."""
    first = blocks[number]
    while number + 1 < len(blocks) and blocks[number + 1].name.startswith(f"{first.name}-") and blocks[number + 1].kind != first.kind:
        number += 1
    return blocks[number]


def _whole(name: str, prefixes: dict[str, str]) -> str:
    if name.startswith("<"):
        return name[1:-1]
    prefix, _, local = name.partition(":")
    return prefixes.get(prefix, f"{prefix}:") + local


class _Names:
    """IRIs as a page writes them: by its own prefixes, and by those that have to be added."""

    def __init__(self, declared: dict[str, str]) -> None:
        self.declared = declared
        self.added: dict[str, str] = {}
        self.used: dict[str, str] = {}

    def write(self, iri: str) -> str:
        """`iri` with a prefix, or whole where it cannot be written plainly."""
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        namespace, local = iri[:cut], iri[cut:]
        prefix = self._prefix(namespace) if _PLAIN.fullmatch(local) else None
        if prefix is None:
            return f"<{iri}>"
        self.used[prefix] = namespace
        return f"{prefix}:{local}"

    def _prefix(self, namespace: str) -> str | None:
        known = self.declared | self.added
        for prefix, there in known.items():
            if there == namespace:
                return prefix
        of_house = {there: name for name, there in PREFIXES.items()}
        found = of_house.get(namespace)
        if found is None and namespace.startswith(BASE) and namespace.endswith("#"):
            # The parts of a thing take its own name as prefix, nato:NLD.
            kind, _, slug = namespace[len(BASE) : -1].rpartition("/")
            found = f"{kind.replace('/', '-')}-{slug}" if slug in known or slug in PREFIXES or not slug[0].isalpha() else slug
        if found is None or found in known:
            return None
        self.added[found] = namespace
        return found


def _head(prefixes: dict[str, str]) -> str:
    return "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in sorted(prefixes.items()))


def _block(record: Record, names: _Names) -> str:
    """A record as turtlefmt writes it."""
    lines = [f"{names.write(record.iri)} a {names.write(record.kind)}"]
    lines += [f"    {names.write(p)} {_objects(objects, names)}" for p, objects in record.says if objects]
    return " ;\n".join(lines) + " .\n"


def _objects(objects: Iterable[Object], names: _Names) -> str:
    return " , ".join(names.write(o.value) if isinstance(o, ox.NamedNode) else _literal(o, names) for o in objects)


def _literal(term: ox.Literal, names: _Names) -> str:
    kind = term.datatype.value.removeprefix(XSD)
    if kind in ("integer", "boolean") or (kind == "decimal" and "." in term.value):
        return term.value
    text = term.value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    if term.language:
        return f'"{text}"@{term.language}'
    return f'"{text}"' if kind == "string" else f'"{text}"^^{names.write(term.datatype.value)}'
