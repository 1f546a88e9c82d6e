"""Plots: the members of an organisation, its map, spending, treaties, commitments, missions and contributions of a state.

A module a chart, each with one public function `draw` that reads what it needs and returns a `drawing.Plot`; `command` finds
the things that the reader names and writes the file. Every number and label comes from a query to the embedded store.
"""
