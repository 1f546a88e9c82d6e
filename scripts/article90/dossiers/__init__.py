"""What is told of a thing, kind by kind: named answers over all things at once, for whoever shows a thing whole.

Plain values, labels in one language and identifiers; no markup. A rule that a query has (who is bound, whether a level was
reached) is not told again here: bonds and findings come from the queries in `derive/`.
"""
