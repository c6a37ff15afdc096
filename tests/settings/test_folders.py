"""The folders of a user are those of the platform."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from doccheck.folders import user_folder


@pytest.mark.parametrize("home", ["/home/ann", "/home/ann/", "relative", "", None])
@pytest.mark.parametrize("own", [None, "", " ", "/data/own", "relative"])
def test_folders_are_the_ones_platformdirs_names(
    monkeypatch: pytest.MonkeyPatch, home: str | None, own: str | None
) -> None:
    for name, value in {"HOME": home, "XDG_CONFIG_HOME": own, "XDG_DATA_HOME": own}.items():
        monkeypatch.setenv(name, value) if value is not None else monkeypatch.delenv(name, raising=False)
    assert user_folder("config") == Path(platformdirs.user_config_dir("doccheck", appauthor=False))
    assert user_folder("data") == Path(platformdirs.user_data_dir("doccheck", appauthor=False))
