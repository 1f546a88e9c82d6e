"""How soon the SPARQL page is ready and answers, in Debian's Chromium over loopback; beside it Comunica, in the same run of the browser.

    article90 build
    .venv/bin/python tests/bench/browser.py --site site --rounds 5
    .venv/bin/python tests/bench/browser.py --site site --comunica comunica.js

Comunica's bundle is made in a folder of its own, and nothing of it is committed:

    npm install @comunica/query-sparql-rdfjs n3 esbuild
    echo 'import { QueryEngine } from "@comunica/query-sparql-rdfjs"; import { Parser, Store } from "n3";
    window.comunica = { QueryEngine, Parser, Store };' > entry.js
    npx esbuild entry.js --bundle --minify --define:global=window --outfile=comunica.js
"""

import argparse
import shutil
import statistics
import threading
from pathlib import Path

from article90.publish.site import loopback
from playwright.sync_api import Browser, sync_playwright

PREFIXES = """PREFIX a90: <https://w3id.org/article90/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX organisation: <https://w3id.org/article90/organisation/>
PREFIX treaty: <https://w3id.org/article90/treaty/>
"""
# Three joins each: from one body through its members to one treaty; all participations with their dates; the hosts of missions by name.
QUERIES = {
    "members who are parties": """SELECT ?state ?since WHERE { ?m org:organization organisation:nato ; org:member ?state .
      ?p a90:party ?state ; a90:instrument treaty:npt ; a90:since ?since }""",
    "all participations": """SELECT ?p ?state ?treaty ?since WHERE { ?p a a90:Participation ;
      a90:party ?state ; a90:instrument ?treaty ; a90:since ?since }""",
    "missions by name": """SELECT ?name ?mission ?led WHERE { ?mission a90:host ?host . ?host skos:prefLabel ?name .
      ?mission a90:ledBy ?led . FILTER(LANG(?name) = "en") }""",
}
COMUNICA = """async ([data, queries]) => {
  const { Parser, Store, QueryEngine } = window.comunica, told = {}, began = performance.now();
  const packed = (await fetch(data)).body.pipeThrough(new DecompressionStream("gzip"));
  const store = new Store(new Parser().parse(await new Response(packed).text())), engine = new QueryEngine();
  told.ready = performance.now() - began;
  for (const [name, query] of Object.entries(queries)) {
    const at = performance.now();
    const rows = await (await engine.queryBindings(query, { sources: [store] })).toArray();
    told[name] = [performance.now() - at, rows.length];
  }
  return told;
}"""


def ours(browser: Browser, at: str) -> dict[str, tuple[float, int]]:
    """Milliseconds from the beginning of the page until it is ready, and for each query, with its rows."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{at}sparql.html")
    page.wait_for_function("document.getElementById('ask').dataset.ready && document.querySelector('.CodeMirror')", timeout=60_000)
    told = {"ready": (float(page.get_attribute("#ask", "data-ready") or "nan"), 0)}
    for name, query in QUERIES.items():
        page.evaluate("q => document.querySelector('.CodeMirror').CodeMirror.setValue(q)", PREFIXES + query)
        page.click("#run")
        page.wait_for_function("!document.getElementById('run').disabled", timeout=60_000)
        told[name] = (float(page.get_attribute("#ask", "data-took") or "nan"), int(page.get_attribute("#ask", "data-rows") or 0))
    context.close()
    return told


def theirs(browser: Browser, at: str, bundle: Path) -> dict[str, tuple[float, int]]:
    """The same of Comunica over N3.js's store."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{at}robots.txt")
    page.add_script_tag(path=bundle)
    found = page.evaluate(COMUNICA, [f"{at}data/article90.ttl.gz", {name: PREFIXES + query for name, query in QUERIES.items()}])
    context.close()
    return {name: (value, 0) if name == "ready" else (value[0], value[1]) for name, value in found.items()}


def main() -> None:
    """Measure, and print the median of the rounds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, default=Path("site"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--comunica", type=Path)
    a = parser.parse_args()
    server = loopback.server(a.site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    at = f"http://127.0.0.1:{server.server_address[1]}{loopback.BASE}"
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        for name, measure in (("Oxigraph", ours), *([("Comunica", lambda b, at: theirs(b, at, a.comunica))] if a.comunica else [])):
            rounds = [measure(browser, at) for _ in range(a.rounds)]
            for key in rounds[0]:
                times = sorted(r[key][0] for r in rounds)
                print(f"{name:9} {key:24} {statistics.median(times):8.0f} ms ({times[0]:.0f}-{times[-1]:.0f})  {rounds[0][key][1]} rows")
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
