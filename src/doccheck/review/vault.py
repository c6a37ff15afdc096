"""Encryption at rest: AES-256-GCM, one data key a note, wrapped by the key of :mod:`doccheck.review.keys`.

Deleting a note's wrapped key makes everything of that note unreadable, in every copy and backup. A ciphertext is
bound to what it is (``text``, ``report/3`` …) so that none can be put in another's place.
"""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doccheck.errors import QueueError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["NoteKey", "Vault", "mac_of"]

_NONCE = 12
_KEY = 32


def mac_of(key: bytes, *fields: str) -> str:
    """Return a keyed hash of ``fields``, each preceded by its length so that no two lists look alike."""
    message = b"".join(len(data).to_bytes(8, "big") + data for data in _bytes(fields))
    return hmac.digest(key, message, "sha256").hex()


def _bytes(fields: Iterable[str]) -> Iterable[bytes]:
    return (field.encode("utf-8", "surrogatepass") for field in fields)


def _seal(key: bytes, plain: bytes, about: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - an optional package

    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, about.encode())


def _open(key: bytes, sealed: bytes, about: str) -> bytes:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - an optional package
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - an optional package

    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode())
    except InvalidTag:
        msg = "the queue's data does not open with this key; give the key it was written with (DOCCHECK_KEK_FILE)"
        raise QueueError(msg) from None


@dataclass(frozen=True, slots=True, repr=False)
class NoteKey:
    """The data key of one note, in the clear; it lives only while a request does."""

    key: bytes

    def seal(self, text: str, about: str) -> bytes:
        """Encrypt ``text`` as the thing named ``about``."""
        return _seal(self.key, text.encode("utf-8", "surrogatepass"), about)

    def open(self, sealed: bytes, about: str) -> str:
        """Decrypt what :meth:`seal` made.

        Raises:
            QueueError: It is not what was sealed under this key and name.
        """
        return _open(self.key, sealed, about).decode("utf-8", "surrogatepass")

    def seal_data(self, data: Mapping[str, Any], about: str) -> bytes:
        """Encrypt ``data`` as JSON."""
        return self.seal(json.dumps(data, ensure_ascii=True, separators=(",", ":")), about)

    def open_data(self, sealed: bytes, about: str) -> dict[str, Any]:
        """Decrypt JSON that :meth:`seal_data` made."""
        data: dict[str, Any] = json.loads(self.open(sealed, about))
        return data


@dataclass(frozen=True, slots=True, repr=False)
class Vault:
    """The keys of one store.

    Args:
        wrapping: The key that wraps note keys.
        index: Key of look-up hashes (same note, same evidence).
        chain: Key of the audit chain.
    """

    wrapping: bytes
    index: bytes
    chain: bytes

    def new_note_key(self) -> tuple[NoteKey, bytes]:
        """Return a fresh data key, and the same key wrapped for the ``note`` table."""
        key = secrets.token_bytes(_KEY)
        return NoteKey(key), _seal(self.wrapping, key, "note-key")

    def note_key(self, wrapped: bytes) -> NoteKey:
        """Unwrap a note's key."""
        return NoteKey(_open(self.wrapping, wrapped, "note-key"))

    def mac(self, *fields: str) -> str:
        """Return the look-up hash of ``fields``; without the key nobody can guess a short note from it."""
        return mac_of(self.index, *fields)

    def wrapped_keys(self) -> dict[str, bytes]:
        """Return the store's own keys, wrapped, by name in the ``meta`` table."""
        return {
            "index-key": _seal(self.wrapping, self.index, "index-key"),
            "chain-key": _seal(self.wrapping, self.chain, "chain-key"),
        }

    @classmethod
    def fresh(cls, wrapping: bytes) -> Vault:
        """Make the keys of a new store."""
        return cls(wrapping, secrets.token_bytes(_KEY), secrets.token_bytes(_KEY))

    @classmethod
    def unwrap(cls, wrapping: bytes, wrapped: dict[str, bytes]) -> Vault:
        """Open the keys of a store that exists.

        Raises:
            QueueError: ``wrapping`` is not the key this store was made with.
        """
        names = ("index-key", "chain-key")
        index, chain = (_open(wrapping, wrapped[name], name) for name in names)
        return cls(wrapping, index, chain)

    def rewrap(self, wrapped: bytes, wrapping: bytes) -> bytes:
        """Wrap a note's key anew under another ``wrapping`` key, for a change of keys."""
        return _seal(wrapping, self.note_key(wrapped).key, "note-key")
