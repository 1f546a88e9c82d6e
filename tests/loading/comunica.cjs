// Asks Comunica queries over an N-Triples file, within a number of seconds each and in all, and writes what came of each.
//
//     NODE_PATH=node_modules node comunica.cjs FILE.nt QUERIES.json EACH ALL
//
// QUERIES.json has the text of each query by its name. A line of JSON for each: its name, seconds, and rows (each cell as a string),
// or why there are none: "late" (not within its seconds), "not asked" (the seconds for all were over), or the message of an error.
const fs = require("fs");
const { Parser, Store } = require("n3");
const { QueryEngine } = require("@comunica/query-sparql-rdfjs");
const [file, queries, each, all] = process.argv.slice(2);

function rows(engine, store, text, seconds) {
  return new Promise((resolve, reject) => {
    let running;
    const late = setTimeout(() => { if (running) running.destroy(); reject(new Error("late")); }, seconds * 1000);
    engine.queryBindings(text, { sources: [store] }).then((found) => {
      running = found;
      const told = [];
      found.on("data", (row) => told.push(Object.fromEntries([...row].map(([name, term]) => [name.value, term.value]))));
      found.on("end", () => { clearTimeout(late); resolve(told); });
      found.on("error", (error) => { clearTimeout(late); reject(error); });
    }, (error) => { clearTimeout(late); reject(error); });
  });
}

async function main() {
  const store = new Store(new Parser({ format: "application/n-triples" }).parse(fs.readFileSync(file, "utf8")));
  const engine = new QueryEngine();
  const started = Date.now();
  for (const [name, text] of Object.entries(JSON.parse(fs.readFileSync(queries, "utf8")))) {
    const at = Date.now();
    let told = { error: "not asked" };
    if (at - started < all * 1000) {
      try {
        told = { rows: await rows(engine, store, text, each) };
      } catch (error) {
        told = { error: String(error.message).split("\n")[0] };
      }
    }
    console.log(JSON.stringify({ name, seconds: (Date.now() - at) / 1000, ...told }));
  }
  process.exit(0);
}

main().catch((error) => { console.error(String(error)); process.exit(1); });
