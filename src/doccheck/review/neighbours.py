"""The items before and after one in a filtered list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from doccheck.review.filters import SORTED, conditions
from doccheck.review.tables import item

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from doccheck.review.filters import Filter
    from doccheck.review.store import Store

__all__ = ["neighbours"]


def neighbours(store: Store, connection: Connection, wanted: Filter, number: int) -> tuple[int | None, int | None]:
    """Return the numbers of the items before and after ``number`` in the list of ``wanted``, ``None`` at an end."""
    column, falling = SORTED[wanted.sort]
    here = connection.execute(select(column).where(item.c.id == number)).scalar()
    if here is None:
        return None, None
    found: list[int | None] = []
    for later in (False, True):
        rising = later != falling
        # The first condition bounds the walk through the index, the second settles ties.
        bound, beyond = (column >= here, column > here) if rising else (column <= here, column < here)
        tie = item.c.id > number if rising else item.c.id < number
        order = (column, item.c.id) if rising else (column.desc(), item.c.id.desc())
        query = select(item.c.id).where(*conditions(store, wanted), bound, or_(beyond, tie))
        found.append(connection.execute(query.order_by(*order).limit(1)).scalar())
    return found[0], found[1]
