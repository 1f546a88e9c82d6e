// Reads an RDF file with one of the common JavaScript libraries and writes what it read as N-Quads.
//
//     NODE_PATH=node_modules node read.cjs n3|rdflib|jsonld|rdf-canonize FILE
//
// `rdf-canonize` writes the canonical form (RDFC-1.0) which comes with jsonld.
const fs = require("fs");
const [library, file] = process.argv.slice(2);
const text = fs.readFileSync(file, "utf8");
const types = { ttl: "text/turtle", nt: "application/n-triples", nq: "application/n-quads", rdf: "application/rdf+xml" };
const type = types[file.split(".").pop()];

function quoted(value) {
  const escapes = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r" };
  return '"' + value.replace(/[\\"\n\r]/g, (c) => escapes[c]) + '"';
}

function term(t) {
  if (t.termType === "NamedNode") return `<${t.value}>`;
  if (t.termType === "BlankNode") return `_:${t.value}`;
  if (t.termType === "DefaultGraph") return "";
  if (t.language) return `${quoted(t.value)}@${t.language}`;
  return `${quoted(t.value)}^^<${t.datatype.value}>`;
}

function write(quads, graphs) {
  const line = (q) => [q.subject, q.predicate, q.object, ...(graphs ? [q.graph] : [])].map(term).join(" ").trim() + " .\n";
  const out = fs.openSync("/dev/stdout", "w");
  for (let i = 0; i < quads.length; i += 10000) fs.writeSync(out, quads.slice(i, i + 10000).map(line).join(""));
}

async function main() {
  if (library === "n3") {
    const { Parser } = require("n3");
    write(new Parser({ format: type, blankNodePrefix: "" }).parse(text), true);
  } else if (library === "rdflib") {
    const $rdf = require("rdflib");
    const store = $rdf.graph();
    $rdf.parse(text, store, "https://w3id.org/article90/", type);
    // a list is one term to rdflib.js: told here as the triples that it stands for
    const first = $rdf.sym("http://www.w3.org/1999/02/22-rdf-syntax-ns#first");
    const rest = $rdf.sym("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest");
    const nil = $rdf.sym("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil");
    const more = new Map();
    const plain = (t) => {
      if (t.termType !== "Collection") return t;
      const cells = t.elements.map((_, i) => $rdf.blankNode(`${t.id}x${i}`));
      t.elements.forEach((e, i) => {
        more.set(`${t.id}x${i}`, [
          { subject: cells[i], predicate: first, object: plain(e) },
          { subject: cells[i], predicate: rest, object: cells[i + 1] || nil },
        ]);
      });
      return cells[0] || nil;
    };
    const quads = store.statements.map((s) => ({ subject: plain(s.subject), predicate: s.predicate, object: plain(s.object) }));
    write([...quads, ...[...more.values()].flat()], false);
  } else if (library === "rdf-canonize") {
    const { canonize } = require("rdf-canonize");
    const { Parser } = require("n3");
    const quads = new Parser({ format: type, blankNodePrefix: "" }).parse(text);
    fs.writeFileSync("/dev/stdout", await canonize(quads, { algorithm: "RDFC-1.0", format: "application/n-quads" }));
  } else {
    const jsonld = require("jsonld");
    fs.writeFileSync("/dev/stdout", await jsonld.toRDF(JSON.parse(text), { format: "application/n-quads" }));
  }
}

main().catch((error) => {
  console.error(String(error).slice(0, 2000));
  process.exit(1);
});
