"""The competency questions: SPARQL files, and the catalogue that reads them."""
