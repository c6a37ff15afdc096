"""The queue in a browser and over HTTP: server-rendered pages that work without JavaScript.

``server`` starts it, ``app`` puts it together, ``guard`` keeps strangers out, ``signing`` knows who somebody is,
``access`` says who may do what; one module a page, and ``interface`` for other programs. ``static/htmx.min.js`` is
htmx 2.0.11 (0BSD, its licence lies beside it).
"""
