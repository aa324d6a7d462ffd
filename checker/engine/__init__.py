"""A rule set and a form to a report."""

from checker.engine.check import check

__all__ = ["check"]
