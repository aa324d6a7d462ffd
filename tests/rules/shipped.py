"""The rules that are shipped, loaded once for the tests about them."""

from checker import resources, rulesets
from checker.rulesets import settings
from checker.rulesets.source import Source

RULESET = rulesets.load()
FOLDER = resources.folder("rules") / RULESET.id
SETTINGS = settings.read(*(Source((FOLDER / name).read_bytes(), name) for name in ("ruleset.yaml", "vocabulary.yaml")))


def text_of(rule):
    """Return the text of a rule's file."""
    return (FOLDER / rule.file.partition("/")[2]).read_text("utf-8")
