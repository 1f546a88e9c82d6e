"""What is asked of bodies and texts first is held, or the thing itself says why not: the day of a text, the seat of a body."""

from __future__ import annotations

from article90 import engines, vocabulary

PREFIXES = """
PREFIX a90: <https://w3id.org/article90/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


def test_a_text_says_when_it_was_signed_or_adopted_or_why_not(oxigraph: engines.Engine) -> None:
    """The treaties of Maastricht and Rome, and two with courts in The Hague, had no day of signature, and not a word why."""
    silent = (
        PREFIXES
        + """
        SELECT ?text {
          VALUES ?class { a90:Treaty a90:Declaration a90:LegalAct a90:Resolution a90:Constitution }
          ?text a ?class .
          FILTER NOT EXISTS { ?text a90:signed|a90:adopted|a90:openedForSignature ?day }
          FILTER NOT EXISTS { ?text skos:editorialNote ?why }
        }"""
    )
    assert [row["text"].value.removeprefix(vocabulary.BASE) for row in engines.rows(oxigraph.query(silent))] == []
