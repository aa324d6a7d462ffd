"""The rule to begin with, and what of it was never written anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from checker import resources
from checker.rulesets.source import Place, Source

_NAME = "rule-skeleton.yaml"


def text() -> str:
    """Return the text of the rule; what stands in «» is to be filled in before it loads."""
    return (resources.folder("schemas") / _NAME).read_text("utf-8")


def untouched(parts: Mapping[str, Any]) -> Iterator[Place]:
    """Yield the places where a rule still says what the skeleton told its author to write."""
    ours = _parts()
    if parts.get("title") == ours["title"]:
        yield ("title",)
    documents = {one["document"] for one in ours["basis"]}
    for index, one in enumerate(parts["basis"]):
        if one["document"] in documents:
            yield ("basis", index, "document")


@cache
def _parts() -> Mapping[str, Any]:
    parts: Mapping[str, Any] = Source(text().encode(), _NAME).data
    return parts
