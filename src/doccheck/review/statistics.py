"""The figures of the dashboard: what is open and how dear, what was done, how often people overrule which rule."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from doccheck.review import second
from doccheck.review.agreement import cohen_kappa, krippendorff_alpha, raw_agreement
from doccheck.review.clock import DAY
from doccheck.review.points import NOTE
from doccheck.review.tables import decision, event, item, point, slot

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from doccheck.review.store import Store

__all__ = ["AGES", "Agreement", "Figures", "OpenCell", "RuleRate", "Throughput", "figures"]

AGES = (("under a day", 1), ("1–7 days", 7), ("8–30 days", 30), ("over 30 days", None))
"""Ages of the dashboard: name, and days up to which it goes."""

_UNFINISHED = ("open", "second", "adjudication", "escalated")
_DAYS = 14


@dataclass(frozen=True, slots=True)
class OpenCell:
    """Unfinished items of one age and reason: how many and how dear, in cents."""

    age: str
    reason: str
    count: int
    cents: int


@dataclass(frozen=True, slots=True)
class Throughput:
    """What one day brought: items that came in, reviews finished (number of days ago, 0 is today)."""

    days_ago: int
    came: int
    finished: int


@dataclass(frozen=True, slots=True)
class RuleRate:
    """How people judged one rule: decisions on it, and how many overruled it."""

    rule: str
    decided: int
    overridden: int

    @property
    def rate(self) -> Fraction:
        """Share of decisions that overruled: the rule's false alarms."""
        return Fraction(self.overridden, self.decided)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far blind second reviews agree."""

    pairs: int
    raw: Fraction | None
    kappa: Fraction | None
    alpha: Fraction | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The dashboard."""

    open: tuple[OpenCell, ...]
    open_count: int
    open_cents: int
    overdue: int
    days: tuple[Throughput, ...]
    median_seconds: int | None
    rules: tuple[RuleRate, ...]
    readers: tuple[RuleRate, ...]
    agreement: Agreement
    readings: int
    failed_readings: int
    expired_leases: int


def figures(store: Store, connection: Connection) -> Figures:
    """Return the figures as of now."""
    now = store.clock()
    cells = _open(connection, now)
    count = select(func.count()).select_from(item)
    late = connection.execute(count.where(item.c.state.in_(_UNFINISHED), item.c.due < now)).scalar_one()
    failed = connection.execute(count.where(item.c.outcome_of_reading != "ok")).scalar_one()
    expired = connection.execute(
        select(func.count()).select_from(event).where(event.c.action == "lease-expired", event.c.at > now - _DAYS * DAY)
    ).scalar_one()
    return Figures(
        open=cells,
        open_count=sum(cell.count for cell in cells),
        open_cents=sum(cell.cents for cell in cells),
        overdue=late,
        days=_days(connection, now),
        median_seconds=_median(connection, now),
        rules=_rates(connection),
        readers=_readers(connection),
        agreement=agreement(connection),
        readings=connection.execute(count).scalar_one(),
        failed_readings=failed,
        expired_leases=expired,
    )


def agreement(connection: Connection) -> Agreement:
    """Return how far blind second reviews agree, over every point that both decided."""
    judged = [(one, other) for _, key, one, other in second.pairs(connection) if key == NOTE or one or other]
    return Agreement(len(judged), raw_agreement(judged), cohen_kappa(judged), krippendorff_alpha(judged))


def _open(connection: Connection, now: int) -> tuple[OpenCell, ...]:
    age = case(
        *((item.c.created > now - days * DAY, place) for place, (_, days) in enumerate(AGES) if days is not None),
        else_=len(AGES) - 1,
    )
    rows = connection.execute(
        select(age.label("age"), item.c.top_rule, func.count(), func.sum(item.c.cents))
        .where(item.c.state.in_(_UNFINISHED))
        .group_by(age, item.c.top_rule)
    )
    cells = [OpenCell(AGES[place][0], reason, int(count), int(cents or 0)) for place, reason, count, cents in rows]
    return tuple(sorted(cells, key=lambda cell: (-cell.cents, -cell.count, cell.reason)))


def _days(connection: Connection, now: int) -> tuple[Throughput, ...]:
    def by_day(column: ColumnElement[int], *condition: ColumnElement[bool]) -> dict[int, int]:
        ago = (now - column) // DAY
        rows = connection.execute(select(ago, func.count()).where(column > now - _DAYS * DAY, *condition).group_by(ago))
        return {int(day): int(count) for day, count in rows}

    came, finished = by_day(item.c.created), by_day(slot.c.finished, slot.c.state == "done")
    return tuple(Throughput(day, came.get(day, 0), finished.get(day, 0)) for day in reversed(range(_DAYS)))


def _median(connection: Connection, now: int) -> int | None:
    """Return the median time between claim and end of the reviews of the last days, in seconds."""
    spent = (slot.c.finished - slot.c.started).label("spent")
    where = (slot.c.state == "done", slot.c.started.is_not(None), slot.c.finished > now - _DAYS * DAY)
    count = connection.execute(select(func.count()).select_from(slot).where(*where)).scalar_one()
    if not count:
        return None
    middle = select(spent).where(*where).order_by(spent).offset((count - 1) // 2).limit(2 - count % 2)
    both = [int(value) for (value,) in connection.execute(middle)]
    return sum(both) // (1_000 * len(both))


def _rates(connection: Connection) -> tuple[RuleRate, ...]:
    overruled = func.sum(case((decision.c.action == "override", 1), else_=0))
    rows = connection.execute(
        select(point.c.rule, func.count(), overruled)
        .join(
            point,
            (point.c.item_id == decision.c.item_id)
            & (point.c.revision == decision.c.revision)
            & (point.c.key == decision.c.point_key),
        )
        .where(decision.c.active, decision.c.carried_from.is_(None))
        .group_by(point.c.rule)
    )
    rates = [RuleRate(rule, int(count), int(over or 0)) for rule, count, over in rows]
    return tuple(sorted(rates, key=lambda rate: (-rate.rate, -rate.decided, rate.rule)))


def _readers(connection: Connection) -> tuple[RuleRate, ...]:
    overruled = func.sum(case((decision.c.action == "override", 1), else_=0))
    rows = connection.execute(
        select(item.c.reader, func.count(), overruled)
        .join(item, item.c.id == decision.c.item_id)
        .where(decision.c.active, decision.c.carried_from.is_(None), decision.c.point_key != NOTE)
        .group_by(item.c.reader)
    )
    return tuple(RuleRate(reader, int(count), int(over or 0)) for reader, count, over in sorted(rows))
