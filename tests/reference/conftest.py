"""The packaged reference, loaded once for all tests of it."""

from __future__ import annotations

import pytest

from doccheck.reference.lookup import Reference
from doccheck.reference.places import packaged_reference


@pytest.fixture(scope="session")
def reference() -> Reference:
    return Reference(packaged_reference())
