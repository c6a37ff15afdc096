"""first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Bring the tables to this shape."""
    op.create_table(
        "account",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("password", sa.String(length=200), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.BigInteger(), nullable=False),
        sa.Column("keys_on", sa.Boolean(), nullable=False),
        sa.Column("theme", sa.String(length=6), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_account")),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "bulk",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("undone", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk")),
    )
    op.create_table(
        "event",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("action", sa.String(length=24), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index("ix_event_item", ["item_id", "seq"], unique=False)

    op.create_table(
        "meta",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )
    op.create_table(
        "note",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha_mac", sa.String(length=64), nullable=False),
        sa.Column("chars", sa.Integer(), nullable=False),
        sa.Column("key_wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("text_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("shredded", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_sha_mac"), ["sha_mac"], unique=False)

    op.create_table(
        "item",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lineage", sa.String(length=64), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("note_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("label_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("label_mac", sa.String(length=64), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("drug", sa.String(length=120), nullable=False),
        sa.Column("date_of_service", sa.String(length=10), nullable=True),
        sa.Column("authority", sa.String(length=10), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("reader", sa.String(length=120), nullable=False),
        sa.Column("prompt", sa.String(length=80), nullable=True),
        sa.Column("outcome_of_reading", sa.String(length=20), nullable=False),
        sa.Column("rule_set", sa.String(length=64), nullable=False),
        sa.Column("top_rule", sa.String(length=60), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("doubt", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("priced", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=14), nullable=False),
        sa.Column("result", sa.String(length=14), nullable=True),
        sa.Column("assignee", sa.String(length=60), nullable=True),
        sa.Column("specialty", sa.String(length=60), nullable=True),
        sa.Column("payer", sa.String(length=60), nullable=True),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("ready_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("closed", sa.BigInteger(), nullable=True),
        sa.Column("duplicate_of", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_item_note_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
    )
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.create_index("ix_item_code", ["state", "code", "rank", "id"], unique=False)
        batch_op.create_index("ix_item_created", ["state", "created", "id"], unique=False)
        batch_op.create_index("ix_item_dollars", ["state", "cents", "id"], unique=False)
        batch_op.create_index("ix_item_due", ["state", "due", "id"], unique=False)
        batch_op.create_index(
            "ix_item_facets", ["state", "code", "verdict", "top_rule", "assignee", "ready_at", "cents"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_item_label_mac"), ["label_mac"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_lineage"), ["lineage"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_note_id"), ["note_id"], unique=False)
        batch_op.create_index("ix_item_rule", ["state", "top_rule", "rank", "id"], unique=False)
        batch_op.create_index("ix_item_worklist", ["state", "rank", "id"], unique=False)

    op.create_table(
        "saved_filter",
        sa.Column("account", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.name"], name=op.f("fk_saved_filter_account")),
        sa.PrimaryKeyConstraint("account", "name", name=op.f("pk_saved_filter")),
    )
    op.create_table(
        "session",
        sa.Column("token_mac", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=60), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.name"], name=op.f("fk_session_account")),
        sa.PrimaryKeyConstraint("token_mac", name=op.f("pk_session")),
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_account"), ["account"], unique=False)

    op.create_table(
        "token",
        sa.Column("token_mac", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=60), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.name"], name=op.f("fk_token_account")),
        sa.PrimaryKeyConstraint("token_mac", name=op.f("pk_token")),
    )
    with op.batch_alter_table("token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_token_account"), ["account"], unique=False)

    op.create_table(
        "bulk_item",
        sa.Column("bulk_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("before", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["bulk_id"], ["bulk.id"], name=op.f("fk_bulk_item_bulk_id")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_bulk_item_item_id")),
        sa.PrimaryKeyConstraint("bulk_id", "item_id", name=op.f("pk_bulk_item")),
    )
    op.create_table(
        "draft",
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reviewer", sa.String(length=60), nullable=False),
        sa.Column("note_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_draft_item_id")),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_draft_note_id")),
        sa.PrimaryKeyConstraint("item_id", "reviewer", name=op.f("pk_draft")),
    )
    op.create_table(
        "payload",
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("report_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_payload_item_id")),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_payload_note_id")),
        sa.PrimaryKeyConstraint("item_id", "revision", name=op.f("pk_payload")),
    )
    op.create_table(
        "point",
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("evidence_mac", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_point_item_id")),
        sa.PrimaryKeyConstraint("item_id", "revision", "key", name=op.f("pk_point")),
    )
    with op.batch_alter_table("point", schema=None) as batch_op:
        batch_op.create_index("ix_point_rule", ["rule"], unique=False)

    op.create_table(
        "slot",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=14), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reviewer", sa.String(length=60), nullable=True),
        sa.Column("assignee", sa.String(length=60), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("ready_at", sa.BigInteger(), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=True),
        sa.Column("finished", sa.BigInteger(), nullable=True),
        sa.Column("result", sa.String(length=14), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_slot_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
        sa.UniqueConstraint("item_id", "revision", "number", name=op.f("uq_slot_item_id_revision_number")),
    )
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.create_index(
            "ix_slot_leased",
            ["lease_until"],
            unique=False,
            sqlite_where=sa.text("state = 'leased'"),
            postgresql_where=sa.text("state = 'leased'"),
        )
        batch_op.create_index(
            "ix_slot_open",
            ["assignee", "rank", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.create_index("ix_slot_reviewer", ["reviewer", "state"], unique=False)
        batch_op.create_index(
            "uq_slot_person",
            ["item_id", "revision", "reviewer"],
            unique=True,
            sqlite_where=sa.text("reviewer IS NOT NULL"),
            postgresql_where=sa.text("reviewer IS NOT NULL"),
        )

    op.create_table(
        "decision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("point_key", sa.String(length=120), nullable=False),
        sa.Column("reviewer", sa.String(length=60), nullable=False),
        sa.Column("action", sa.String(length=14), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("comment_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("note_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("carried_from", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_decision_item_id")),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_decision_note_id")),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_decision_slot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index("ix_decision_at", ["at"], unique=False)
        batch_op.create_index("ix_decision_item", ["item_id", "revision"], unique=False)
        batch_op.create_index(
            "uq_decision_active",
            ["slot_id", "point_key"],
            unique=True,
            sqlite_where=sa.text("active"),
            postgresql_where=sa.text("active"),
        )


def downgrade() -> None:
    """Bring the tables back to the shape before."""
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index("uq_decision_active", sqlite_where=sa.text("active"), postgresql_where=sa.text("active"))
        batch_op.drop_index("ix_decision_item")
        batch_op.drop_index("ix_decision_at")

    op.drop_table("decision")
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_slot_person",
            sqlite_where=sa.text("reviewer IS NOT NULL"),
            postgresql_where=sa.text("reviewer IS NOT NULL"),
        )
        batch_op.drop_index("ix_slot_reviewer")
        batch_op.drop_index(
            "ix_slot_open", sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'")
        )
        batch_op.drop_index(
            "ix_slot_leased", sqlite_where=sa.text("state = 'leased'"), postgresql_where=sa.text("state = 'leased'")
        )

    op.drop_table("slot")
    with op.batch_alter_table("point", schema=None) as batch_op:
        batch_op.drop_index("ix_point_rule")

    op.drop_table("point")
    op.drop_table("payload")
    op.drop_table("draft")
    op.drop_table("bulk_item")
    with op.batch_alter_table("token", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_token_account"))

    op.drop_table("token")
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_account"))

    op.drop_table("session")
    op.drop_table("saved_filter")
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.drop_index("ix_item_worklist")
        batch_op.drop_index("ix_item_rule")
        batch_op.drop_index(batch_op.f("ix_item_note_id"))
        batch_op.drop_index(batch_op.f("ix_item_lineage"))
        batch_op.drop_index(batch_op.f("ix_item_label_mac"))
        batch_op.drop_index("ix_item_facets")
        batch_op.drop_index("ix_item_due")
        batch_op.drop_index("ix_item_dollars")
        batch_op.drop_index("ix_item_created")
        batch_op.drop_index("ix_item_code")

    op.drop_table("item")
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_sha_mac"))

    op.drop_table("note")
    op.drop_table("meta")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_item")

    op.drop_table("event")
    op.drop_table("bulk")
    op.drop_table("audit_head")
    op.drop_table("account")
