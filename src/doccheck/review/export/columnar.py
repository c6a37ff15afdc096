"""Parquet: the table of decisions with typed columns, for notebooks and warehouses."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from doccheck.errors import QueueError
from doccheck.review.export.table import columns, rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doccheck.review.export.records import Record

__all__ = ["render"]

_WHOLE = frozenset({"item", "revision", "decision", "review"})


def render(records: Iterable[Record], *, include_phi: bool) -> bytes:
    """Return the decisions as one Parquet file.

    Raises:
        QueueError: The extra ``export`` is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an optional package
        import pyarrow.parquet as pq  # noqa: PLC0415 - as above
    except ImportError:
        msg = "Parquet needs the extra 'export': pip install 'doccheck[export]'"
        raise QueueError(msg) from None
    names = columns(include_phi=include_phi)
    schema = pa.schema([(name, pa.int64() if name in _WHOLE else pa.string()) for name in names])
    cells = list(zip(*rows(records, include_phi=include_phi), strict=True)) or [()] * len(names)
    clean = [[_utf8(value) for value in column] for column in cells]
    table = pa.table(
        {name: pa.array(column, schema.field(name).type) for name, column in zip(names, clean, strict=True)}
    )
    stream = io.BytesIO()
    pq.write_table(table, stream, compression="zstd")
    return stream.getvalue()


def _utf8(value: str | int | None) -> str | int | None:
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
