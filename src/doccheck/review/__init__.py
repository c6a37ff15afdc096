"""The review queue: people clear what the machine could not decide, nothing is lost, and it exports.

Nothing here is imported by a check; the packages it needs come with the extras ``queue``, ``web`` and ``export``.

=====================  ==============================================================================
:mod:`.home`           where the queue lives, and which database it is
:mod:`.tables`         the tables; :mod:`.schema` brings a database to their newest shape
:mod:`.keys`           the key that locks all others; :mod:`.vault` encrypts with it, a key a note
:mod:`.store`          one open queue: reading, writing, the clock, the policy
:mod:`.points`         what there is to decide in a report, and what follows from the decisions
:mod:`.intake`         a report becomes an item; a re-run keeps the decisions that still apply
:mod:`.leases`         who works on what, until when, with a fence against the late
:mod:`.decisions`      accept, override, cannot tell, escalate, undo
:mod:`.second`         the blind second review, adjudication; :mod:`.agreement` its κ
:mod:`.audit`          who did what when, chained so that no edit goes unseen
:mod:`.listing`        the list: filters, pages, counts and dollars
:mod:`.retention`      purge and backup
:mod:`.export`         CSV, XLSX, JSON lines, Parquet, Label Studio, FHIR
:mod:`.web`            the pages and the HTTP interface
=====================  ==============================================================================
"""
