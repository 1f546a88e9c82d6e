// The store of the SPARQL page, in a process of its own, so that a query can be stopped by ending it.
let store, engine;
const unpacked = async (bytes) => new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
onmessage = async ({ data }) => {
  try {
    if (data.engine) {
      engine = await import(data.engine + "/web.js");
      await engine.default({ module_or_path: data.engine + "/web_bg.wasm" });
      store = new engine.Store();
    }
    if (data.load) {
      store.load(await unpacked(data.load), { format: "text/turtle", unchecked: true, no_transaction: true });
      postMessage({ loaded: store.size });
    }
    if (data.query) {
      const began = performance.now();
      const graph = /^\s*(?:(?:#[^\n]*\n|PREFIX\s+\S*\s*<[^>]*>|BASE\s*<[^>]*>)\s*)*(CONSTRUCT|DESCRIBE)\b/i.test(data.query);
      const text = store.query(data.query, { results_format: graph ? "text/turtle" : "application/sparql-results+json", use_default_graph_as_union: true });
      postMessage({ text, graph, took: performance.now() - began });
    }
  } catch (error) { postMessage({ error: String(error.message || error) }); }
};
