"""Alembic migrations of the queue's tables."""
