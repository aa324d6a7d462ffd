"""What an example of a function is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Case:
    """An expression on a form that has ``given``, field by field, and the ``value`` that it has there.

    ``edge`` says which boundary it shows, "" for an ordinary one. One that has no value has an ``error`` instead: what
    is said of it, or the beginning of that.
    """

    text: str
    value: Any = None
    edge: str = ""
    error: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)
