"""How a site runs its queue, read from ``queue.toml`` in the folder of doccheck's data."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from doccheck.errors import QueueError, SettingError
from doccheck.review import clock
from doccheck.review.home import home

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Policy", "load_policy"]


@dataclass(frozen=True, slots=True)
class Policy:
    """How a site runs its queue.

    Args:
        lease_minutes: How long a claim holds without a heartbeat.
        reviewers: Independent reviewers an item needs.
        sample: Share of finished items that get a blind second review (0 to 1).
        second_above_dollars: An overridden verdict on an item worth at least this much gets a second review too.
        bulk_limit_dollars: Bulk closing refuses items with undecided points worth more than this.
        due_days: Days from entry to the due date (timely filing); 0 for none.
        retain_note_days: Days after closing until text, reports and comments of a note are purged.
        retain_result_days: Days after closing until a purged item goes whole, with its decisions; 0 keeps them.
        retain_audit_years: Years until an event of the audit trail may go; 0 keeps all.
        idle_minutes: Minutes without a request after which a person must sign in again.
        session_hours: Hours after which a person must sign in again in any case.
    """

    lease_minutes: int = 15
    reviewers: int = 1
    sample: float = 0.05
    second_above_dollars: int = 5_000
    bulk_limit_dollars: int = 1_000
    due_days: int = 0
    retain_note_days: int = 30
    retain_result_days: int = 0
    retain_audit_years: int = 6
    idle_minutes: int = 15
    session_hours: int = 12

    @property
    def lease(self) -> int:
        """The lease in milliseconds."""
        return self.lease_minutes * clock.MINUTE


def load_policy(path: Path | None = None) -> Policy:
    """Read the policy from ``path``, by default ``queue.toml`` in :func:`doccheck.review.home.home`.

    Raises:
        SettingError: The file is no TOML, or has a setting or value that a policy does not have.
        QueueError: The file is there and cannot be read.
    """
    place = path or home() / "queue.toml"
    if not place.exists():
        return Policy()
    import tomllib  # noqa: PLC0415 - only where there is a file

    try:
        given = tomllib.loads(place.read_text(encoding="utf-8"))
    except OSError as error:
        msg = f"{place}: cannot read the settings ({error.strerror or 'input error'})"
        raise QueueError(msg) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        msg = f"{place}: this is not TOML"
        raise SettingError(msg) from None
    return _checked(given, str(place))


def _checked(given: dict[str, Any], origin: str) -> Policy:
    known = {part.name: part for part in fields(Policy)}
    for name, value in given.items():
        if name not in known:
            msg = f"{origin}: there is no setting {name!r}; there are: {', '.join(known)}"
            raise SettingError(msg)
        wanted = (int, float) if name == "sample" else (int,)
        if isinstance(value, bool) or not isinstance(value, wanted) or value < 0 or (name == "sample" and value > 1):
            shape = "a share from 0 to 1" if name == "sample" else "a whole number of 0 or more"
            msg = f"{origin}: {name} must be {shape}"
            raise SettingError(msg)
    return Policy(**given)
