"""Whether a text is a form or a record of one."""

from __future__ import annotations

import re

from checker import regex, schema

_JSON = regex.lazy(r"\s*(?:\{\s*[\"“'}]|\[\s*[\[{\]])")


def sniff(text: str, name: str) -> str | None:
    """Return "json" or "yaml" when the text is a record, None when it is a form's text."""
    suffix = name.lower().rpartition(".")[2]
    if suffix == "json" or _JSON.match(text):
        return "json"
    if suffix in ("yaml", "yml"):
        return "yaml"
    titles = "|".join(re.escape(title) for title in _form_titles())
    opening = regex.compiled(rf"^(?:- )?(?:{schema.FORM}|{titles})[ \t]*[:：]", re.MULTILINE)
    return "yaml" if opening.search(text) else None


def kind_of_record(text: str, name: str) -> str:
    """Return "json" or "yaml" for a text that must be a record."""
    return "json" if name.lower().endswith(".json") or text.lstrip()[:1] in ("{", "[") else "yaml"


def _form_titles() -> set[str]:
    return {schema.load(form).root.children[schema.FORM].title for form in schema.forms()}
