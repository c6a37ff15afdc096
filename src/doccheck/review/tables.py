"""The tables of the queue.

Times are whole milliseconds since 1970 UTC; money is whole US cents. Columns that end in ``_cipher`` hold words of
a note or of a person and are encrypted under the note's own key; every other column must be safe to read aloud.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

__all__ = [
    "account",
    "audit_head",
    "bulk",
    "bulk_item",
    "decision",
    "draft",
    "event",
    "item",
    "meta",
    "metadata",
    "note",
    "payload",
    "point",
    "saved_filter",
    "session",
    "slot",
    "token",
]

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only in a column that is INTEGER, not BIGINT.
_Id = BigInteger().with_variant(Integer, "sqlite")

meta = Table(
    "meta",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
"""Wrapped keys of the store and the check value of the key that wraps them."""

note = Table(
    "note",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("sha_mac", String(64), nullable=False, index=True),
    Column("chars", Integer, nullable=False),
    Column("key_wrapped", LargeBinary),
    Column("text_cipher", LargeBinary),
    Column("created", BigInteger, nullable=False),
    Column("shredded", BigInteger),
)
"""One version of one note. Without ``key_wrapped`` everything encrypted under it is dead, in backups too."""

item = Table(
    "item",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("lineage", String(64), nullable=False, index=True),
    Column("content", String(64), nullable=False),
    Column("note_id", ForeignKey("note.id"), nullable=False, index=True),
    Column("label_cipher", LargeBinary),
    Column("label_mac", String(64), index=True),
    Column("revision", Integer, nullable=False),
    Column("code", String(5), nullable=False),
    Column("drug", String(120), nullable=False),
    Column("date_of_service", String(10)),
    Column("authority", String(10), nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("reader", String(120), nullable=False),
    Column("prompt", String(80)),
    Column("outcome_of_reading", String(20), nullable=False),
    Column("rule_set", String(64), nullable=False),
    Column("top_rule", String(60), nullable=False),
    Column("points", Integer, nullable=False),
    Column("doubt", Integer, nullable=False),
    Column("cents", BigInteger, nullable=False),
    Column("priced", Boolean, nullable=False),
    Column("rank", BigInteger, nullable=False),
    Column("state", String(14), nullable=False),
    Column("result", String(14)),
    Column("assignee", String(60)),
    Column("specialty", String(60)),
    Column("payer", String(60)),
    Column("due", BigInteger, nullable=False),
    Column("ready_at", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("closed", BigInteger),
    Column("duplicate_of", BigInteger),
    Index("ix_item_worklist", "state", "rank", "id"),
    Index("ix_item_code", "state", "code", "rank", "id"),
    Index("ix_item_rule", "state", "top_rule", "rank", "id"),
    Index("ix_item_facets", "state", "code", "verdict", "top_rule", "assignee", "ready_at", "cents"),
    Index("ix_item_created", "state", "created", "id"),
    Index("ix_item_dollars", "state", "cents", "id"),
    Index("ix_item_due", "state", "due", "id"),
)
"""One note under one code: what a person works on. A changed note or rule makes a new ``revision`` of it.

``rank`` is the order of work, smallest first; ``cents`` is 0 where ``priced`` is false (no payment limit is known),
``due`` is :data:`doccheck.review.clock.NEVER` where there is no due date."""

payload = Table(
    "payload",
    metadata,
    Column("item_id", ForeignKey("item.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("note_id", ForeignKey("note.id"), nullable=False),
    Column("report_cipher", LargeBinary, nullable=False),
    Column("created", BigInteger, nullable=False),
)
"""The report of each revision, apart from ``item`` so that lists never read it."""

point = Table(
    "point",
    metadata,
    Column("item_id", ForeignKey("item.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("key", String(120), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("rule", String(60), nullable=False),
    Column("status", String(16), nullable=False),
    Column("evidence_mac", String(64), nullable=False),
    Index("ix_point_rule", "rule"),
)
"""One thing to decide: a requirement that is not settled, or a finding."""

slot = Table(
    "slot",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("item_id", ForeignKey("item.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", String(14), nullable=False),
    Column("state", String(8), nullable=False),
    Column("reviewer", String(60)),
    Column("assignee", String(60)),
    Column("lease_until", BigInteger),
    Column("fence", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("rank", BigInteger, nullable=False),
    Column("ready_at", BigInteger, nullable=False),
    Column("started", BigInteger),
    Column("finished", BigInteger),
    Column("result", String(14)),
    UniqueConstraint("item_id", "revision", "number"),
    # One person takes one place of an item, whatever runs at the same time.
    Index(
        "uq_slot_person",
        "item_id",
        "revision",
        "reviewer",
        unique=True,
        sqlite_where=text("reviewer IS NOT NULL"),
        postgresql_where=text("reviewer IS NOT NULL"),
    ),
    Index(
        "ix_slot_open",
        "assignee",
        "rank",
        "id",
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    Index(
        "ix_slot_leased",
        "lease_until",
        sqlite_where=text("state = 'leased'"),
        postgresql_where=text("state = 'leased'"),
    ),
    Index("ix_slot_reviewer", "reviewer", "state"),
)
"""One review that an item needs; N reviewers an item are N rows."""

decision = Table(
    "decision",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("item_id", ForeignKey("item.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("slot_id", ForeignKey("slot.id"), nullable=False),
    Column("point_key", String(120), nullable=False),
    Column("reviewer", String(60), nullable=False),
    Column("action", String(14), nullable=False),
    Column("value", String(40)),
    Column("reason", String(40)),
    Column("comment_cipher", LargeBinary),
    Column("note_id", ForeignKey("note.id"), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("carried_from", BigInteger),
    Index(
        "uq_decision_active",
        "slot_id",
        "point_key",
        unique=True,
        sqlite_where=text("active"),
        postgresql_where=text("active"),
    ),
    Index("ix_decision_item", "item_id", "revision"),
    Index("ix_decision_at", "at"),
)
"""What a person decided about one point. A later decision or an undo makes the earlier one inactive, never gone."""

draft = Table(
    "draft",
    metadata,
    Column("item_id", ForeignKey("item.id"), primary_key=True),
    Column("reviewer", String(60), primary_key=True),
    Column("note_id", ForeignKey("note.id"), nullable=False),
    Column("body_cipher", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""What a person has typed and not yet sent."""

event = Table(
    "event",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("actor", String(60), nullable=False),
    Column("action", String(24), nullable=False),
    Column("item_id", BigInteger),
    Column("detail", Text, nullable=False),
    Column("mac", LargeBinary(32), nullable=False),
    Index("ix_event_item", "item_id", "seq"),
)
"""The audit trail; each row's ``mac`` covers the row and the ``mac`` before it."""

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("mac", LargeBinary(32), nullable=False),
)
"""The newest link of the chain; locking this row puts writers in line."""

account = Table(
    "account",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("role", String(10), nullable=False),
    Column("password", String(200)),
    Column("disabled", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until", BigInteger, nullable=False),
    Column("keys_on", Boolean, nullable=False),
    Column("theme", String(6), nullable=False),
    Column("created", BigInteger, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("token_mac", String(64), primary_key=True),
    Column("account", ForeignKey("account.name"), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
)

token = Table(
    "token",
    metadata,
    Column("token_mac", String(64), primary_key=True),
    Column("account", ForeignKey("account.name"), nullable=False, index=True),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
)
"""Bearer tokens of the HTTP interface, hashed."""

saved_filter = Table(
    "saved_filter",
    metadata,
    Column("account", ForeignKey("account.name"), primary_key=True),
    Column("name", String(60), primary_key=True),
    Column("query", String(400), nullable=False),
)

bulk = Table(
    "bulk",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("actor", String(60), nullable=False),
    Column("action", String(20), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("undone", BigInteger),
)

bulk_item = Table(
    "bulk_item",
    metadata,
    Column("bulk_id", ForeignKey("bulk.id"), primary_key=True),
    Column("item_id", ForeignKey("item.id"), primary_key=True),
    Column("before", String(200), nullable=False),
    Column("version", Integer, nullable=False),
)
"""What each item of a bulk action was before, for its undo."""
