"""Where reference data is looked for: beside the package in a wheel, at the repository root in a source tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doccheck.errors import ReferenceDataError
from doccheck.reference import places

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def fresh() -> None:
    places.packaged_reference.cache_clear()


def pretend(monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    here.parent.mkdir(parents=True)
    monkeypatch.setattr(places, "_HERE", here)


def test_a_source_tree_has_it_at_the_root(root: Path) -> None:
    assert places.packaged_reference() == root / "reference"


def test_a_wheel_has_it_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages/doccheck"
    pretend(monkeypatch, package / "reference/places.py")
    (package / "_data/reference").mkdir(parents=True)
    (package / "_data/reference/sources.yaml").write_text("", encoding="utf-8")
    assert places.packaged_reference() == package / "_data/reference"
    places.packaged_reference.cache_clear()


def test_the_current_directory_is_never_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, tmp_path / "site-packages/doccheck/reference/places.py")
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference/sources.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReferenceDataError, match="install the package again"):
        places.packaged_reference()


def test_the_users_folder_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCCHECK_HOME", str(tmp_path))
    assert places.user_reference() == tmp_path / "reference"
    monkeypatch.delenv("DOCCHECK_HOME")
    assert places.user_reference().name == "reference"
    assert "doccheck" in str(places.user_reference())
