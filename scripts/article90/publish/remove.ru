# Empties every named graph of Article 90 in a store, so that the graphs of another version can be loaded in their place.
DELETE { GRAPH ?graph { ?s ?p ?o } }
WHERE { GRAPH ?graph { ?s ?p ?o } FILTER(STRSTARTS(STR(?graph), "https://w3id.org/article90/")) }
