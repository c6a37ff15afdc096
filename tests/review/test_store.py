"""Opening the database: migrations up and down, the future, the folder, two who open it first."""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING, Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from doccheck.errors import QueueError, SettingError
from doccheck.review import schema
from doccheck.review.home import refuse_network_folder, sqlite_path
from doccheck.review.policy import Policy, load_policy
from doccheck.review.show import open_item
from doccheck.review.store import Store, open_store
from doccheck.review.tables import metadata

if TYPE_CHECKING:
    from pathlib import Path

KEY = bytes(range(32))


def test_the_newest_migration_is_the_one_the_code_expects() -> None:
    assert schema.NEWEST in schema.known_revisions()
    assert max(schema.known_revisions()) == schema.NEWEST


def test_migrations_make_exactly_the_tables_of_the_code(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []


def test_migrations_go_down_and_up_again(store: Store, invented: Any, put: Any) -> None:
    put(store, invented)
    with store.engine.connect().execution_options(writing=True) as connection, connection.begin():
        command.downgrade(schema.configuration(connection), "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
        command.upgrade(schema.configuration(connection), "head")
        assert set(metadata.tables) <= set(inspect(connection).get_table_names())


def test_a_database_from_the_future_is_refused(url: str, tmp_path: Path) -> None:
    store = open_store(url, key=KEY, anchor=tmp_path / "anchor")
    with store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(QueueError, match="newer doccheck"):
        open_store(url, key=KEY, anchor=tmp_path / "anchor")


def test_an_item_outlives_the_process(url: str, tmp_path: Path, invented: Any, put: Any) -> None:
    first = open_store(url, key=KEY, anchor=tmp_path / "anchor")
    number = put(first, invented).number
    first.close()
    again = open_store(url, key=KEY, anchor=tmp_path / "anchor")
    with again.read() as connection:
        assert open_item(again, connection, number, "ann").text == invented.text
    again.close()


def test_two_who_open_a_new_queue_at_once_get_the_same_one(url: str, tmp_path: Path) -> None:
    opened: list[Store] = []
    together = threading.Barrier(8)

    def run() -> None:
        together.wait()
        opened.append(open_store(url, key=KEY, anchor=tmp_path / "anchor"))

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 8
    assert len({store.vault.index for store in opened}) == 1
    for store in opened:
        store.close()


def test_the_database_file_is_for_its_owner_alone(lite: Store, tmp_path: Path) -> None:
    with lite.write() as connection:
        lite.record(connection, "ann", "view")
    assert {path.name for path in tmp_path.iterdir() if path.stat().st_mode & 0o077} == set()


def test_decisions_are_flushed_to_the_disk(lite: Store) -> None:
    with lite.engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "journal_mode", "secure_delete", "foreign_keys")
        }
    assert settings == {"synchronous": 2, "journal_mode": "wal", "secure_delete": 1, "foreign_keys": 1}


def test_a_failed_statement_says_nothing_of_its_values(lite: Store) -> None:
    with pytest.raises(QueueError) as caught, lite.write() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": "Ms. Quillfeather"})
    assert "Quillfeather" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(("kind", "refused"), [("nfs4", True), ("cifs", True), ("ext4", False)])
def test_a_network_folder_is_refused(tmp_path: Path, kind: str, *, refused: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/a / ext4 rw 0 0\nserver:/x {tmp_path} {kind} rw 0 0\n")
    if refused:
        with pytest.raises(QueueError, match="network file system"):
            refuse_network_folder(tmp_path / "q.sqlite3", str(mounts))
    else:
        refuse_network_folder(tmp_path / "q.sqlite3", str(mounts))


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(QueueError, match="must start with"):
        sqlite_path("mysql://somewhere")


def test_a_damaged_file_is_said_in_plain_words(tmp_path: Path) -> None:
    path = tmp_path / "queue.sqlite3"
    path.write_bytes(b"this is no database at all, but long enough to look at" * 50)
    with pytest.raises((QueueError, sqlite3.DatabaseError)):
        open_store(f"sqlite:///{path}", key=KEY, anchor=tmp_path / "anchor")


def test_a_policy_is_read_and_its_mistakes_are_named(tmp_path: Path) -> None:
    path = tmp_path / "queue.toml"
    assert load_policy(path) == Policy()
    path.write_text("reviewers = 2\nsample = 0.1\n")
    assert load_policy(path) == Policy(reviewers=2, sample=0.1)
    for content, words in (
        ("reviewrs = 2", "no setting"),
        ("sample = 2.0", "share"),
        ("lease_minutes = -1", "whole number"),
        ("= 1", "not TOML"),
    ):
        path.write_text(content)
        with pytest.raises(SettingError, match=words):
            load_policy(path)


def test_postgresql_takes_a_change_from_whoever_stands_still_inside_it_and_sqlite_knows_no_such_limit(
    store: Store,
) -> None:
    if store.is_sqlite:
        with store.write() as connection:
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one() == 30_000
        return
    with store.write() as connection:
        assert connection.exec_driver_sql("SHOW idle_in_transaction_session_timeout").scalar_one() == "5s"
    given = open_store(
        store.engine.url.update_query_dict(
            {"options": f"{store.engine.url.query['options']} -c idle_in_transaction_session_timeout=700"}
        ).render_as_string(hide_password=False),
        policy=store.policy,
        key=KEY,
    )
    with given.write() as connection:
        assert connection.exec_driver_sql("SHOW idle_in_transaction_session_timeout").scalar_one() == "700ms"
    given.close()
