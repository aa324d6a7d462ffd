"""The longest common subsequence of two texts: the one place that knows rapidfuzz.

Its length is the same whoever computes it. Where rapidfuzz cannot be had (no wheels for LoongArch), another
implementation of this one function will do.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache


@cache
def _library() -> Callable[[str, str], int]:
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415 - most rule sets compare no texts this way

    return LCSseq.similarity


def common_length(one: str, other: str) -> int:
    """Return how many characters two texts have in common, in the same order but not necessarily side by side."""
    return _library()(one, other)
