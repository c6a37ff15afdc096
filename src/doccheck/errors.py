"""Every error doccheck raises, and nothing else.

::

    DoccheckError
    ├── InputError               what the caller gave cannot be used           exit 2
    │   ├── NoteError            the note cannot be read as text
    │   ├── ClaimError           the claim line or claim file is malformed
    │   ├── CodeError            the HCPCS code is unknown or is not a drug code
    │   ├── QuantityError        an amount or unit cannot be understood
    │   └── SettingError         an option or setting has no such value
    ├── ReferenceDataError       a reference table is missing, malformed or ambiguous   exit 4
    ├── QueueError               the review queue cannot be opened or used                exit 4
    │   ├── QueueAccessError     this person may not do that, or no such item
    │   └── QueueConflictError   somebody or something changed the item first
    └── ModelError               the model could not be asked at all (not: answered badly) exit 4

A message is one sentence that says what is wrong, where, and what to do. It never holds words of a note.

A model that refuses, truncates or fails is no exception: it is an outcome in the report.
"""

from __future__ import annotations

__all__ = [
    "ClaimError",
    "CodeError",
    "DoccheckError",
    "InputError",
    "ModelError",
    "NoteError",
    "QuantityError",
    "QueueAccessError",
    "QueueConflictError",
    "QueueError",
    "ReferenceDataError",
    "SettingError",
]


class DoccheckError(Exception):
    """Base of every error of this package; ``exit_code`` is what the command line ends with."""

    exit_code = 4


class InputError(DoccheckError):
    """What the caller gave cannot be used."""

    exit_code = 2


class NoteError(InputError):
    """The note is missing, empty, too large, or not text."""


class ClaimError(InputError):
    """A claim line or claim file is malformed."""


class CodeError(InputError):
    """The HCPCS code is not in the reference, or is not a J or Q code."""


class QuantityError(InputError):
    """An amount or a unit cannot be understood, or two units cannot be compared."""


class SettingError(InputError):
    """An option or a setting holds a value that doccheck does not have."""


class ReferenceDataError(DoccheckError):
    """A reference table is missing, malformed, or contradicts itself."""


class ModelError(DoccheckError):
    """The model cannot be asked at all: no client, no address, not allowed."""


class QueueError(DoccheckError):
    """The review queue cannot be opened or used as asked."""


class QueueAccessError(QueueError):
    """The person may not do that, or the item does not exist for them."""


class QueueStalledError(QueueError):
    """The change stood still for so long that the database took it back; it may be tried again."""


class QueueConflictError(QueueError):
    """The item is not as the caller last saw it: lease lost, newer version, or a new run of the check."""
