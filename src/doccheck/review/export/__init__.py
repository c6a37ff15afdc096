"""What leaves the queue: rows of decisions and items, in the formats other systems take.

Without ``include_phi`` there are ids, codes, offsets and decisions only; quotes, comments, names of notes and note
text come only when asked for. Every export is an event of the audit trail with the hash of what left.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from doccheck.errors import QueueError
from doccheck.review.export.records import records_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doccheck.review.export.records import Record
    from doccheck.review.filters import Filter
    from doccheck.review.store import Store

__all__ = ["FORMATS", "export"]

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/jsonl; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "labelstudio": "application/json; charset=utf-8",
    "fhir": "application/fhir+json; charset=utf-8",
}
"""Format → media type."""


def export(store: Store, form: str, wanted: Filter, actor: str, *, include_phi: bool = False) -> bytes:
    """Return the filtered items and their decisions as one file's bytes.

    Args:
        store: The open queue.
        form: One of :data:`FORMATS`.
        wanted: Which items.
        actor: Who asks, for the audit trail.
        include_phi: Whether words of notes and people's comments may leave.

    Raises:
        QueueError: There is no such format, it needs an extra, or it makes no sense without the text.
    """
    if form not in FORMATS:
        msg = f"there is no format {form!r}; choose one of: {', '.join(FORMATS)}"
        raise QueueError(msg)
    if form == "labelstudio" and not include_phi:
        msg = "a Label Studio task is its text: give --include-phi to let note text leave"
        raise QueueError(msg)
    count = _Counter()
    with store.read() as connection:
        records = records_of(store, connection, wanted, include_phi=include_phi)
        data = _render(form, count.over(records), include_phi=include_phi)
    with store.write() as connection:
        store.record(
            connection,
            actor,
            "export",
            format=form,
            items=count.items,
            phi=include_phi,
            filter=store.vault.mac(wanted.query()),
            sha256=hashlib.sha256(data).hexdigest(),
            bytes=len(data),
        )
    return data


class _Counter:
    """Counts the records that pass."""

    def __init__(self) -> None:
        self.items = 0

    def over(self, records: Iterator[Record]) -> Iterator[Record]:
        for record in records:
            self.items += 1
            yield record


def _render(form: str, records: Iterator[Record], *, include_phi: bool) -> bytes:
    if form == "csv":
        from doccheck.review.export import delimited  # noqa: PLC0415 - each format loads what it needs

        return delimited.render(records, include_phi=include_phi)
    if form == "xlsx":
        from doccheck.review.export import sheet  # noqa: PLC0415 - as above

        return sheet.render(records, include_phi=include_phi)
    if form == "jsonl":
        from doccheck.review.export import lines  # noqa: PLC0415 - as above

        return lines.render(records)
    if form == "parquet":
        from doccheck.review.export import columnar  # noqa: PLC0415 - as above

        return columnar.render(records, include_phi=include_phi)
    if form == "labelstudio":
        from doccheck.review.export import labelstudio  # noqa: PLC0415 - as above

        return labelstudio.render(records)
    from doccheck.review.export import fhir  # noqa: PLC0415 - as above

    return fhir.render(records, include_phi=include_phi)
