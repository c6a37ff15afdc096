"""The queue as text for a terminal, and as data for other programs."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from doccheck.errors import QueueError
from doccheck.files import write_private
from doccheck.review.clock import iso

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Row

    from doccheck.review.listing import Entry, Facets, Page
    from doccheck.review.show import Made, Trail, View
    from doccheck.review.statistics import Figures

__all__ = ["dollars", "entry_data", "figures_data", "figures_text", "item_text", "table", "view_data", "write_bytes"]


def dollars(cents: int) -> str:
    """Return ``cents`` as dollars with two decimals."""
    return f"{cents // 100}.{cents % 100:02d}"


def _shown(text: str) -> str:
    from doccheck.report.visible import visible  # noqa: PLC0415 - the list shows no words of notes but names

    return visible(text)


def entry_data(entry: Entry) -> dict[str, Any]:
    """Return one line of the list as data."""
    from doccheck.review.listing import line  # noqa: PLC0415 - help is shown without the extra, too

    row = entry.row
    return {
        **line(row),
        "dollars_at_risk": dollars(row.cents) if row.priced else None,
        "note": entry.label,
        "date_of_service": row.date_of_service,
        "holder": entry.holder,
    }


def table(found: Page, counts: Facets) -> str:
    """Return the list as a table."""
    if not found.entries:
        return "Nothing here.\n"
    rows: list[tuple[str, ...]] = [("ITEM", "CODE", "VERDICT", "REASON", "AT RISK", "STATE", "WITH", "FOR", "NOTE")]
    for entry in found.entries:
        row = entry.row
        risk = f"${row.cents / 100:,.0f}" if row.priced else "-"
        rows.append(
            (
                str(row.id),
                row.code,
                row.verdict,
                row.top_rule,
                risk,
                row.state,
                entry.holder or row.assignee or "-",
                _shown(" · ".join(_sorted_by(row)) or "-"),
                _shown(entry.label),
            )
        )
    if not any(_sorted_by(entry.row) for entry in found.entries):
        rows = [(*row[:-2], row[-1]) for row in rows]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]) - 1)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]) for row in rows
    ]
    total = f"{counts.total.count:,} items, ${counts.total.cents / 100:,.0f} at risk."
    more = f" Next page: --after {found.after}" if found.after else ""
    return "\n".join([*lines, "", total + more]) + "\n"


def _sorted_by(row: Row[Any]) -> tuple[str, ...]:
    """Return the specialty and the payer of an item, as far as they are known."""
    return tuple(part for part in (row.specialty, row.payer) if part)


def item_text(view: View) -> str:
    """Return one item as text."""
    row = view.row
    lines = [
        f"Item {row.id} · run {row.revision} · {row.code} {row.drug} · {row.verdict} · {row.state}"
        + (f" ({row.result})" if row.result else ""),
        " · ".join(
            [
                f"Note {_shown(view.label) or '(purged)'}",
                *([f"at risk ${row.cents / 100:,.2f}"] if row.priced else []),
                *(_shown(part) for part in _sorted_by(row)),
            ]
        ),
        "",
    ]
    lines += [f"Since the run before: {one.rule} {one.what}" for one in view.changes]
    lines += ["Points to decide"] if view.points else ["Nothing to decide."]
    sentences = _sentences(view)
    for point in view.points:
        made = view.mine.get(point.key)
        lines += [f"  {point.key}", f"      {point.status}: {sentences.get(point.key, point.rule)}"]
        lines += [f"      “{_shown(quote)}”" for quote in _quotes(view, point.key)]
        lines += [f"      → {_made(made)}"] if made else []
    lines += ["", f"The verdict that follows from your decisions: {view.follows}"]
    lines += (
        ["", "Decisions", *(f"  {one.point}: {_made(one)}" for one in view.made if one.active)] if view.made else []
    )
    for ledger in (view.report or {}).get("units", ()):
        lines += ["", f"Units by {ledger['authority']}: {ledger['status']}", *(f"  {step}" for step in ledger["steps"])]
    lines += ["", "Note", *(f"  {_shown(line)}" for line in (view.text or "(purged)").splitlines())]
    return "\n".join(lines) + "\n"


def _made(one: Made) -> str:
    value = f" {one.value}" if one.value else ""
    reason = f" ({one.reason})" if one.reason else ""
    comment = f" – {_shown(one.comment)}" if one.comment else ""
    return (
        f"{one.action}{value}{reason} by {one.reviewer}{', kept from an earlier run' if one.carried else ''}{comment}"
    )


def _about(view: View, key: str) -> Mapping[str, Any]:
    from doccheck.review.points import rows_of  # noqa: PLC0415 - only one item's text needs it

    place = next(one.place for one in view.points if one.key == key)
    return {} if view.report is None else rows_of(view.report)[place][1]


def _sentences(view: View) -> dict[str, str]:
    about = {point.key: _about(view, point.key) for point in view.points}
    return {key: row.get("message") or row.get("question") or row.get("label") or "" for key, row in about.items()}


def _quotes(view: View, key: str) -> list[str]:
    return [place["quote"] for place in _about(view, key).get("evidence", ())]


def view_data(view: View, events: tuple[Trail, ...]) -> dict[str, Any]:
    """Return one item as data."""
    row = view.row
    return {
        "item": row.id,
        "revision": row.revision,
        "state": row.state,
        "result": row.result,
        "code": row.code,
        "drug": row.drug,
        "verdict": row.verdict,
        "specialty": row.specialty,
        "payer": row.payer,
        "follows": view.follows,
        "dollars_at_risk": dollars(row.cents) if row.priced else None,
        "note": view.label,
        "points": [{"key": p.key, "kind": p.kind, "rule": p.rule, "status": p.status} for p in view.points],
        "decisions": [{**asdict(one), "at": iso(one.at)} for one in view.made],
        "lease": None
        if view.lease is None
        else {"fence": view.lease.fence, "version": view.lease.version, "until": iso(view.lease.until)},
        "changes": [asdict(one) for one in view.changes],
        "text": view.text,
        "report": view.report,
        "trail": [{**asdict(one), "at": iso(one.at)} for one in events],
    }


def figures_data(found: Figures) -> dict[str, Any]:
    """Return the figures as data; shares as decimals."""

    def share(value: object) -> float | None:
        return None if value is None else round(float(value), 4)  # type: ignore[arg-type]

    agreement = found.agreement
    return {
        "open": {
            "count": found.open_count,
            "dollars": dollars(found.open_cents),
            "overdue": found.overdue,
            "cells": [
                {"age": c.age, "reason": c.reason, "count": c.count, "dollars": dollars(c.cents)} for c in found.open
            ],
        },
        "days": [asdict(day) for day in found.days],
        "median_seconds": found.median_seconds,
        "rules": [
            {"rule": r.rule, "decided": r.decided, "overridden": r.overridden, "rate": share(r.rate)}
            for r in found.rules
        ],
        "readers": [
            {"reader": r.rule, "decided": r.decided, "overridden": r.overridden, "rate": share(r.rate)}
            for r in found.readers
        ],
        "agreement": {
            "pairs": agreement.pairs,
            "raw": share(agreement.raw),
            "kappa": share(agreement.kappa),
            "alpha": share(agreement.alpha),
        },
        "readings": found.readings,
        "failed_readings": found.failed_readings,
        "expired_leases": found.expired_leases,
    }


def figures_text(found: Figures) -> str:
    """Return the figures as text."""
    agreement = figures_data(found)["agreement"]
    finished, came = sum(day.finished for day in found.days), sum(day.came for day in found.days)
    lines = [f"Open: {found.open_count:,} items, ${found.open_cents / 100:,.0f} at risk, {found.overdue:,} overdue"]
    lines += [
        f"  {cell.age:<13} {cell.reason:<28} {cell.count:>7,}  ${cell.cents / 100:,.0f}" for cell in found.open[:20]
    ]
    lines += [
        "",
        f"Last 14 days: {finished:,} reviews finished, {came:,} items came in",
    ]
    if found.median_seconds is not None:
        lines.append(f"Median time on an item: {found.median_seconds // 60} min {found.median_seconds % 60} s")
    if found.rules:
        lines += ["", "Overruled by people"]
        lines += [f"  {rate.rule:<28} {float(rate.rate):>6.1%} of {rate.decided:,}" for rate in found.rules]
    raw, kappa, alpha = (_or_dash(agreement[name]) for name in ("raw", "kappa", "alpha"))
    lines += ["", f"Second reviews: {agreement['pairs']} pairs, agreement {raw}, κ {kappa}, alpha {alpha}"]
    lines.append(f"Readings that failed: {found.failed_readings:,} of {found.readings:,}.")
    lines.append(f"Leases that ran out: {found.expired_leases:,}.")
    return "\n".join(lines) + "\n"


def _or_dash(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def write_bytes(data: bytes, path: str | None) -> None:
    """Write ``data`` to standard output, or to a file that only its owner can read, whole or not at all.

    Raises:
        QueueError: The file cannot be written.
    """
    if path is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    try:
        write_private(path, data)
    except OSError as error:
        msg = f"{path}: cannot write the export ({error.strerror or 'output error'})"
        raise QueueError(msg) from None
