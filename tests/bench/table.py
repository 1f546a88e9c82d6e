"""Ask every question, as the download carries it, of five more engines; print how many give the rows of the embedded one, and which do not.

python tests/bench/table.py DIST [--seconds 30] [--only jena]

DIST is what `article90 build` makes. Oxigraph's and Jena's servers and Virtuoso run as the tests start them, rdflib in this process,
Comunica where NODE_PATH names a folder of modules that has it. Rows are compared by value, in any order.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from article90 import engines, vocabulary
from article90.endpoint import Endpoint
from article90.errors import UserError

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "loading"))
import test_endpoints
import test_loading
import virtuoso
from byvalue import by_value, plain

TESTS = Path(__file__).resolve().parent.parent
Rows = list[tuple[str, ...]]
Told = tuple[str, Rows | str, float]  # the question, its rows or why there are none, the seconds
LATE = "late"


def asked(texts: dict[str, str], query: Callable[[str], engines.Answer], after_late: Callable[[], None] | None = None) -> Iterator[Told]:
    """Each question asked of an engine of ours or an endpoint."""
    for name, text in texts.items():
        start = time.perf_counter()
        rows: Rows | str
        try:
            rows = by_value(query(text))
        except UserError as error:
            rows = LATE if "did not answer within" in str(error) else str(error)
        yield name, rows, time.perf_counter() - start
        if rows == LATE and after_late:
            after_late()


def of_server(name: str, texts: dict[str, str], dist: Path, folder: Path, seconds: int) -> Iterator[Told]:
    with test_endpoints.running(name, dist / "article90.nt", folder) as endpoint:
        endpoint.timeout = seconds
        yield from asked(texts, endpoint.query)


def of_rdflib(name: str, texts: dict[str, str], dist: Path, folder: Path, seconds: int) -> Iterator[Told]:
    yield from asked(texts, engines.Rdflib(vocabulary.everything()).query)  # it cannot be stopped, so it is never late


def of_virtuoso(name: str, texts: dict[str, str], dist: Path, folder: Path, seconds: int) -> Iterator[Told]:
    if not virtuoso.installed():
        pytest.skip("Virtuoso 7 (virtuoso-opensource-7-bin) is not installed")
    with virtuoso.running(folder, dist) as server:
        server.load(dist / "article90.ttl", vocabulary.BASE)
        endpoint = Endpoint(server.endpoint, timeout=seconds)
        # a query that it never ends may hold up every query after it
        yield from asked(texts, endpoint.query, lambda: None if server.answers() else server.again())


def of_comunica(name: str, texts: dict[str, str], dist: Path, folder: Path, seconds: int) -> Iterator[Told]:
    if not test_loading.comunica():
        pytest.skip("node, or the module @comunica/query-sparql-rdfjs in a folder that NODE_PATH names, is not installed")
    left, queries = dict(texts), folder / "queries.json"
    columns = {n: engines.Oxigraph([]).query(text).columns for n, text in texts.items()}  # type: ignore[union-attr]
    while left:
        given_up = False
        queries.write_text(json.dumps(left), encoding="utf-8")
        command = [
            "node",
            "--max-old-space-size=3000",
            str(TESTS / "loading/comunica.cjs"),
            str(dist / "article90.nt"),
            str(queries),
            str(seconds),
            "100000",
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            for line in process.stdout or ():
                one = json.loads(line)
                found = one.get("rows")
                del left[one["name"]]
                rows = one["error"] if found is None else plain([row.get(c, "") for c in columns[one["name"]]] for row in found)
                yield one["name"], rows, one["seconds"]
                if rows == LATE:
                    process.kill()  # what is given up goes on in its process
                    given_up = True
        if left and not given_up:
            first = next(iter(left))
            del left[first]
            yield first, "the engine ended, as it does for want of memory", 0.0


ENGINES = {
    "Oxigraph's server": ("oxigraph", of_server),
    "Jena": ("jena", of_server),
    "rdflib": ("rdflib", of_rdflib),
    "Virtuoso": ("virtuoso", of_virtuoso),
    "Comunica": ("comunica", of_comunica),
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("dist", type=Path)
    options.add_argument("--seconds", type=int, default=30, help="how long a question may take (30)")
    options.add_argument("--only", nargs="*", choices=[key for key, _ in ENGINES.values()], help="some of the engines")
    given = options.parse_args()
    found = engines.rows(engines.Oxigraph([given.dist / "questions.ttl"]).query(test_loading.SH + test_loading.CHECKS))
    said = ({name: term.value for name, term in row.items() if term} for row in found)
    texts = dict(sorted((row["check"].rpartition("/")[2].partition("#")[0], row["text"]) for row in said))
    embedded = {name: (rows, took) for name, rows, took in asked(texts, engines.Oxigraph([given.dist / "article90.nt"]).query)}
    table = [("Oxigraph, embedded", Counter(same=len(texts)), sum(took for _, took in embedded.values()))]
    notes: list[str] = []
    for title, (key, ask) in ENGINES.items():
        if given.only is not None and key not in given.only:
            continue
        counts: Counter[str] = Counter()
        spent = 0.0
        with tempfile.TemporaryDirectory() as folder:
            try:
                for name, rows, took in ask(key, texts, given.dist, Path(folder), given.seconds):
                    print(f"{title}: {sum(counts.values()) + 1} of {len(texts)}", end="\r", file=sys.stderr)
                    kind = (
                        "same" if rows == embedded[name][0] else "late" if rows == LATE else "refused" if isinstance(rows, str) else "other"
                    )
                    counts[kind] += 1
                    spent += took if kind in ("same", "other") else 0
                    if kind != "same":
                        what = rows if isinstance(rows, str) else f"{len(rows)} rows beside {len(embedded[name][0])}"
                        notes.append(f"* {title}, {name}: {' '.join(str(what).split())[:160]}")
            except pytest.skip.Exception as why:
                notes.append(f"* {title}: not asked. {why}")
                continue
        table.append((title, counts, spent))
    print("| engine | same rows | other rows | late | refused | seconds |\n|---|---:|---:|---:|---:|---:|")
    for title, counts, spent in table:
        print(f"| {title} | {counts['same']} | {counts['other']} | {counts['late']} | {counts['refused']} | {spent:.1f} |")
    with contextlib.suppress(BrokenPipeError):
        print("", *notes, sep="\n")


if __name__ == "__main__":
    main()
