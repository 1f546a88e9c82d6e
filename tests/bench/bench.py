"""Time the work that people wait for, on embedded Oxigraph beside rdflib in the same run.

Rounds are interleaved so that a busy machine slows both engines alike; medians are printed, times in seconds.
"""

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import pyoxigraph as ox
import rdflib
from article90 import engines, fragments, vocabulary
from article90.check import reference, rules
from article90.publish import downloads
from article90.questions import catalogue


def timed(work: Callable[[], object]) -> tuple[float, object]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def answer_all(engine: engines.Engine) -> int:
    """The number of rows in all answers."""
    rows = 0
    for q in catalogue.all_questions().values():
        answer = engine.query(q.text, q.bindings({"date": "2014-07-17"} if any(p.name == "date" for p in q.parameters) else {}, engine))
        rows += sum(1 for _ in answer)
    return rows


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--no-shapes", action="store_true", help="leave out pyshacl, the longest part")
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
        slow = engines.Rdflib(files)
        for engine in (fast, slow):
            seconds, rows = timed(lambda engine=engine: answer_all(engine))
            note(f"all questions, {'Oxigraph' if engine is fast else 'rdflib'}", seconds)
        seconds, bonds = timed(lambda fast=fast: sum(1 for _ in fast.query(fragments.expanded(downloads.DERIVE / "bonds.rq"))))
        note("bond query (all states), Oxigraph", seconds)
        command = [sys.executable, "-m", "article90", "ask", "cq-001", "--format", "csv"]
        seconds, _ = timed(lambda command=command: subprocess.run(command, check=True, capture_output=True))
        note("one question, whole process", seconds)
    if not given.no_shapes:
        parsed = [p for p in map(rules.parse, vocabulary.turtle_files()) if isinstance(p, rules.Parsed)]
        seconds, _ = timed(lambda: reference.shapes_report(parsed, rules.declared_terms().triples))
        note("pyshacl over all data", seconds)
    median = {name: statistics.median(values) for name, values in times.items()}
    size = len(fast.store)
    print(f"{len(files):,} files, {size:,} triples, {rows:,} rows in all answers, {bonds:,} triples of bonds; ox {ox.__version__}")
    for name, value in median.items():
        peer = median.get(name.replace("Oxigraph", "rdflib"))
        ratio = f"   rdflib takes {peer / value:.1f} times as long" if peer and "Oxigraph" in name else ""
        print(f"{name:40} {value:7.2f} s{ratio}")


if __name__ == "__main__":
    main()
