"""Hashes without OpenSSL, which takes longer to load than a check has to hash; ``random`` does the same."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

BYTES = 32
"""The length of what :func:`blake2b` returns."""


def _found(name: str) -> Any:
    """Return Python's small module of one hash; the large one where this Python has no small ones."""
    try:
        return import_module(name)
    except ImportError:
        return import_module("hashlib")


_SHA2 = _found("_sha2" if sys.version_info >= (3, 12) else "_sha256")
_BLAKE2 = _found("_blake2")


def sha256(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal, by which reports name files and records."""
    return str(_SHA2.sha256(data).hexdigest())


def blake2b(data: bytes | memoryview, key: bytes = b"") -> bytes:
    """Return BLAKE2b, no less strong and three times as fast, for what stays within the program; ``key`` seals it."""
    return bytes(_BLAKE2.blake2b(data, digest_size=BYTES, key=key).digest())
