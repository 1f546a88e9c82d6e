"""A rule that several queries share stands once, here, and is written out when a query is read.

A query includes a fragment by a comment line, and what is run and published is plain SPARQL 1.1::

    # include: holds-on (?thing = ?membership, ?day = ?_date_xsd_date, ?since)

The line names the variables that the two share, as ``?fragment's = ?query's``, or ``?both`` where they are called alike; a term
or a path may stand for the query's. All other variables of a fragment get a number, so that it can be included twice, but for
parameters (``?_lang``), which are the same everywhere. A query may also be narrowed, by lines that are left out unless they are
asked for::

    # filter: leader ?mission a90:ledBy ?_leader_iri .
    # filter: state ?member = ?_state_iri

The second kind of filter puts the parameter in the place of the variable, which engines take best; it may be used for a variable
that stands in patterns only, not among the columns or in the order of rows.

A query that draws a row from what a list does not hold says when it may, and what is run keeps to it::

    # closed: BOUND(?readTo)

Written the other way round, the same query gives the rows that are left out, so that they can be counted.

The head of a fragment (lines that begin with ``#+``) says in words what
it means, which variables it takes and which it gives; a variable that it gives may be given to it too, which narrows it. What else
may be given to it, its head lists under ``narrows``; the lines that need that stand in it as::

    # if person: # include: same-person (?asked = ?person, ?record = ?state)
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import UserError

FOLDER = Path(__file__).resolve().parent
_INCLUDE = re.compile(r"(\s*)# include: ([a-z-]+) \((.+)\)")
_FILTER = re.compile(r"(\s*)# filter: ([a-z-]+) (.+)")
_CLOSED = re.compile(r"(\s*)# closed: (.+)")
_IF = re.compile(r"(\s*)# if (\w+): (.+)")
_FIXED = re.compile(r"\?([A-Za-z]\w*) = (\?_\w+)")
_SHARED = re.compile(r"\?(\w+)(?: = (.+))?")


@cache
def head(path: Path) -> dict[str, Any]:
    """What the lines of the file that begin with ``#+`` say, which is YAML; UserError if it is none or has no summary."""
    import yaml

    lines = path.read_text(encoding="utf-8").splitlines()
    said = "\n".join(line[2:].removeprefix(" ") for line in lines if line.startswith("#+"))
    try:
        meta = yaml.load(said, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return {**meta, "summary": meta["summary"]}
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise UserError(f"The head of {path} (lines that begin with #+) cannot be read: {error}") from None


def filters(path: Path) -> set[str]:
    """The names of the filters that the query in the file at `path` has."""
    return {match[2] for line in path.read_text(encoding="utf-8").splitlines() if (match := _FILTER.fullmatch(line))}


def closes(path: Path) -> bool:
    """Whether the query in the file at `path` keeps rows from open lists."""
    return any(_CLOSED.fullmatch(line) for line in path.read_text(encoding="utf-8").splitlines())


def expanded(path: Path, narrowed: Collection[str] = (), silent: bool = False) -> str:
    """The query in the file at `path` with its fragments written out and the prefixes that they need.

    Of its filters those named in `narrowed` are written out too; all others are left out. With `silent` the query gives the rows
    that are left out otherwise, because they would be drawn from open lists.
    Raises UserError, with file and line, for a fragment or variable that there is not, and one that is wanted and not given.
    """
    found = marked(path, silent)
    given = frozenset(narrowed)
    text = "".join(f"{line}\n" for needs, line in found.lines if not needs or needs & given)
    for variable, (name, parameter) in found.fixed.items():
        if name in given:
            text = re.sub(rf"\?{variable}\b", parameter, text)
    return text


@dataclass(frozen=True)
class Marked:
    """A query whose filters are all written out, each line with the filters of which it needs one; without any it always stands.

    `fixed` has the variables in whose place a parameter (``?_state_iri``) stands when their filter is given, with that filter.
    """

    lines: list[tuple[frozenset[str], str]]
    fixed: dict[str, tuple[str, str]]


def marked(path: Path, silent: bool = False) -> Marked:
    """The query in the file at `path` as `expanded` gives it for any of its filters: what a page chooses from. Raises as `expanded`."""
    prefixes: dict[str, set[str]] = {}
    lines = list(_lines(path, {}, prefixes, itertools.count(), (), silent))
    opening = list(itertools.takewhile(lambda told: told[1].startswith("#"), lines))
    declared = [("" if "" in names else " ".join(names), prefix) for prefix, names in sorted(prefixes.items())]
    whole = [*opening, *declared, *lines[len(opening) :]]
    parted = [(name, line, _FIXED.fullmatch(line.strip())) for name, line in whole]
    fixed = {match[1]: (name, match[2]) for name, _, match in parted if match}
    return Marked([(frozenset(name.split()), line) for name, line, match in parted if not match], fixed)


def written(pattern: str) -> str:
    """A pattern, or the pattern of the fragment that a line `# include: ...` names, without its prefixes; UserError as `expanded`."""
    if not pattern.startswith("# include"):
        return pattern
    _, fragment, given = _include(pattern, pattern)
    return "\n".join(line for _, line in _lines(fragment, given, {}, itertools.count(1), (fragment,)))


def _lines(
    path: Path,
    shared: Mapping[str, str],
    prefixes: dict[str, set[str]],
    numbers: Iterator[int],
    within: tuple[Path, ...],
    silent: bool = False,
    needs: str = "",
) -> Iterator[tuple[str, str]]:
    """The lines of a query, or of a fragment with its variables renamed as `shared` says, each with the filter that it belongs to.

    Prefixes go into `prefixes`, with the filters that need them. Filters are numbered like all else, so that what a line says does
    not turn on which of them are given.
    """
    number = next(numbers)
    optional = head(path).get("narrows", {}) if within else {}

    def renamed(text: str) -> str:
        return re.sub(r"\?([A-Za-z]\w*)", lambda m: shared.get(m[1], f"?{m[1]}_{number}"), text) if within else text

    for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if within and line.lstrip().startswith(("# filter", "# closed")):
            raise UserError(f"{path}, line {at}: a fragment has no filters: write them in the query.")
        if match := _CLOSED.fullmatch(line):
            line = f"{match[1]}FILTER({f'!({match[2]})' if silent else match[2]})"
        elif line.lstrip().startswith("# closed"):
            raise UserError(f"{path}, line {at}: write when rows may be drawn as '# closed: condition'.")
        belongs = needs
        if match := _FILTER.fullmatch(line):
            belongs, line = match[2], match[1] + match[3]
        elif line.lstrip().startswith("# filter"):
            raise UserError(f"{path}, line {at}: write a filter as '# filter: name what narrows'.")
        if match := _IF.fullmatch(line):
            if match[2] not in optional:
                raise UserError(f"{path}, line {at}: the head lists no ?{match[2]} under narrows.")
            if match[2] not in shared:
                continue
            line = match[1] + match[3]
        if line.startswith("PREFIX "):
            prefixes.setdefault(line, set()).add(needs)
        elif line.lstrip().startswith("# include"):
            indent, fragment, given = _include(line, f"{path}, line {at}")
            if fragment in (path, *within):
                raise UserError(f"{path}, line {at}: the fragment '{fragment.stem}' includes itself.")
            inner = {name: renamed(term) for name, term in given.items() if term[1:] not in optional or term[1:] in shared}
            inside = _lines(fragment, inner, prefixes, numbers, (path, *within), needs=belongs)
            yield from ((name, indent + each) for name, each in inside)
        elif not within or (line and not line.startswith("#+")):
            yield belongs, renamed(line)


def _include(line: str, place: str) -> tuple[str, Path, dict[str, str]]:
    """The indent of an include, its fragment, and what it gives for the fragment's variables."""
    match = _INCLUDE.fullmatch(line)
    pairs = [_SHARED.fullmatch(pair.strip()) for pair in match[3].split(",")] if match else []
    if not match or not all(pairs):
        raise UserError(f"{place}: write an include as '# include: name (?its = ?ours, ?both)'.")
    fragment = FOLDER / f"{match[2]}.rq"
    if not fragment.is_file():
        there = ", ".join(sorted(f.stem for f in FOLDER.glob("*.rq")))
        raise UserError(f"{place}: there is no fragment '{match[2]}': there are {there}.")
    given = {pair[1]: pair[2] or f"?{pair[1]}" for pair in pairs if pair}
    takes = head(fragment).get("takes", {})
    has = takes | head(fragment).get("narrows", {}) | head(fragment).get("gives", {})
    if unknown := given.keys() - has:
        raise UserError(f"{place}: '{match[2]}' has no variable ?{min(unknown)}: it has ?{', ?'.join(has)}.")
    if missing := takes.keys() - given:
        raise UserError(f"{place}: '{match[2]}' needs ?{min(missing)}: {takes[min(missing)]}.")
    return match[1], fragment, given
