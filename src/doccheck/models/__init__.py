"""Asking a model: one small port, one client behind it, and everything a network or a server can do wrong.

Nothing here knows what a note is. :mod:`doccheck.models.channel` keeps what all callers of one server share;
:mod:`doccheck.models.openai` sends one request; :mod:`doccheck.models.decode` reads one answer.
"""
