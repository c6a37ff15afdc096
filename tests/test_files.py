"""Files are written whole or not at all, and for their owner only."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from doccheck.files import write_private


def test_new_file_is_for_its_owner_only(tmp_path: Path) -> None:
    write_private(tmp_path / "report", b"words")
    assert (tmp_path / "report").read_bytes() == b"words"
    assert stat.S_IMODE((tmp_path / "report").stat().st_mode) == 0o600


def test_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_private(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_device_is_written_to_and_never_replaced() -> None:
    write_private("/dev/null", b"words")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_failure_leaves_what_was_there_and_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report"
    target.write_bytes(b"old")

    def _full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", _full)
    with pytest.raises(OSError, match="No space"):
        write_private(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        write_private(tmp_path, b"words")
