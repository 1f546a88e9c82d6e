"""Time the work that people wait for, on embedded Oxigraph beside rdflib in the same run.

Rounds are interleaved so that a busy machine slows both engines alike; medians are printed, times in seconds.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
import rdflib
import twice
from article90 import derive, engines, vocabulary
from article90.questions import catalogue

T = TypeVar("T")
ONE_FILE = str(vocabulary.DATA / "organisation" / "nato.ttl")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def run(*arguments: str) -> float:
    """The seconds that a command takes as a whole process."""
    command = [sys.executable, "-m", "article90", *arguments]
    return timed(lambda: subprocess.run(command, check=True, capture_output=True))[0]


def run_on(data: Path, *arguments: str) -> float:
    """The same with other data in the place of the published."""
    program = "import pathlib, sys; from article90 import cli, vocabulary; "
    program += f"vocabulary.DATA = pathlib.Path({str(data)!r}); raise SystemExit(cli.run(sys.argv[1:]))"
    return timed(lambda: subprocess.run([sys.executable, "-c", program, *arguments], check=True, capture_output=True))[0]


def answer_all(engine: engines.Engine) -> int:
    """The number of rows in all answers."""
    rows = 0
    for q in catalogue.all_questions().values():
        given = {"date": "2014-07-17"} if any(p.name == "date" for p in q.parameters) else {}
        rows += len(engines.rows(engine.query(q.text, q.bindings(given, engine))))
    return rows


def derived(engine: engines.Engine) -> int:
    """The number of triples of all bonds."""
    return len(derive.derive("bonds", engine).triples)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--no-shapes", action="store_true", help="leave out pySHACL, the longest part")
    given = options.parse_args()
    files = vocabulary.everything()
    times: dict[str, list[float]] = {}

    def note(name: str, seconds: float) -> None:
        times.setdefault(name, []).append(seconds)

    for number in range(given.rounds):
        print(f"round {number + 1} of {given.rounds}", file=sys.stderr)
        seconds, fast = timed(lambda: engines.Oxigraph(files))
        note("load, Oxigraph", seconds)

        def parse() -> rdflib.Graph:
            graph = rdflib.Graph()
            for file in files:
                graph.parse(file, format="turtle")
            return graph

        seconds, _ = timed(parse)
        note("load, rdflib", seconds)
        peers: dict[str, engines.Engine] = {"Oxigraph": fast, "rdflib": engines.Rdflib(files)}
        for name, engine in peers.items():
            seconds, rows = timed(partial(answer_all, engine))
            note(f"all questions, {name}", seconds)
        seconds, bonds = timed(partial(derived, fast))
        note("bond query (all states), Oxigraph", seconds)
        note("one question, whole process", run("ask", "cq-001", "--format", "csv"))
        note("one file validated, quick judge", run("validate", ONE_FILE))
        note("everything validated, quick judge", run("validate"))
        with tempfile.TemporaryDirectory() as folder:
            data = twice.write(Path(folder))
            note("one file of twice the data, quick judge", run_on(data, "validate", str(data / "organisation" / "nato.ttl")))
            note("everything of twice the data, quick judge", run_on(data, "validate"))
    if not given.no_shapes:
        note("one file validated, pySHACL", run("validate", ONE_FILE, "--reference"))
        note("everything validated, pySHACL", run("validate", "--reference"))
    median = {name: statistics.median(values) for name, values in times.items()}
    size = len(fast.store)
    print(f"{len(files):,} files, {size:,} triples, {rows:,} rows in all answers, {bonds:,} triples of bonds; ox {ox.__version__}")
    for name, value in median.items():
        ratio = ""
        once = name.replace("of twice the data", "validated")
        if once != name:
            ratio = f"   {value / median[once]:.1f} times as long as once the data"
        for ours, theirs in (("Oxigraph", "rdflib"), ("quick judge", "pySHACL")):
            if ours in name and (peer := median.get(name.replace(ours, theirs))):
                ratio = f"   {theirs} takes {peer / value:.1f} times as long"
        print(f"{name:40} {value:7.2f} s{ratio}")


if __name__ == "__main__":
    main()
