// The store of the pages that answer queries, in a process of its own, so that a query can be stopped by ending it.
import init, { Store } from "./oxigraph/web.js";
let store;
const unpacked = async (bytes) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
onmessage = async ({ data }) => {
  try {
    const load = data.load && unpacked(data.load);
    if (data.engine) {
      await init({ module_or_path: data.engine });
      store = new Store();
    }
    if (load) {
      store.load(await load, { format: "text/turtle", lenient: true });
      postMessage({ loaded: store.size });
    }
    if (data.query) {
      const began = performance.now();
      const graph = /^\s*(?:(?:#[^\n]*\n|PREFIX\s+\S*\s*<[^>]*>|BASE\s*<[^>]*>)\s*)*(CONSTRUCT|DESCRIBE)\b/i.test(data.query);
      const text = store.query(data.query, { results_format: graph ? "text/turtle" : "application/sparql-results+json" });
      postMessage({ text, graph, took: performance.now() - began });
    }
  } catch (error) { postMessage({ error: String(error.message || error) }); }
};
