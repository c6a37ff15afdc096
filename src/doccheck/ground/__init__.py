"""From an extractor's quotes to places in the note: exact, normalised, a near miss, or not there at all.

:mod:`doccheck.ground.facts` is the entry; :mod:`doccheck.ground.locate` finds one quote and
:mod:`doccheck.ground.context` reads what the words around a place say about it.
"""
