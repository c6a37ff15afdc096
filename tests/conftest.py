"""What all tests share: the shared folder, and the rule that a skip is a failure where everything is installed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Generator

ROOT = Path(__file__).resolve().parent.parent
NEEDS = ("needs_shared", "needs_server", "needs_browser")

if not os.environ.get("CI"):  # where CI is set, hypothesis has a profile of its own: no deadline, the same examples
    settings.register_profile("doccheck", deadline=None)  # times belong in benchmarks/
    settings.load_profile("doccheck")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The project's shared folder beside the repository; the test skips where it is absent."""
    place = ROOT.parent / "shared"
    if not place.is_dir():
        pytest.skip("the shared folder is not beside the repository")
    return place


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads the settings, the key or the data of whoever runs it."""
    monkeypatch.setenv("DOCCHECK_HOME", str(tmp_path_factory.mktemp("home")))
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL", "DOCCHECK_DEBUG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under ``DOCCHECK_CI`` a test that needs the shared folder, a server or a browser may not skip."""
    report = yield
    if os.environ.get("DOCCHECK_CI") and report.skipped and not hasattr(report, "wasxfail"):
        needed = [name for name in NEEDS if item.get_closest_marker(name)]
        if needed:
            report.outcome = "failed"
            report.longrepr = f"skipped in CI although CI provides what {', '.join(needed)} needs: {report.longrepr}"
    return report
