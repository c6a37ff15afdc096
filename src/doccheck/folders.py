"""Where the platform keeps a user's configuration and data."""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["user_folder"]

_USUAL = {"config": ".config", "data": ".local/share"}


def user_folder(kind: str) -> Path:
    """Return the platform's own folder of doccheck for ``kind``: config or data; it need not exist."""
    home = os.environ.get("HOME", "")
    linux = sys.platform == "linux" and "ANDROID_ROOT" not in os.environ
    if linux and home.startswith("/") and not os.environ.get(f"XDG_{kind.upper()}_HOME"):
        return Path(home, _USUAL[kind], "doccheck")  # what platformdirs answers too, but loading it takes 13 ms
    import platformdirs  # noqa: PLC0415 - see above

    find = platformdirs.user_config_path if kind == "config" else platformdirs.user_data_path
    return find("doccheck", appauthor=False)
