"""A form's printed words, taken from its schema: which text is a label, a heading, a level, a foot line.

Everything is matched by :func:`key`, so that line breaks, spaces, colons, widths and notes in brackets do not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from checker import regex
from checker.documents.grid import INVISIBLE, fold
from checker.frozen import frozen
from checker.schema import DAY, HEADLINE, NAME, Catalogue, Field

_SPACE = regex.lazy(r"\s+")
_NOTE = regex.lazy(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]")
_OPENING = regex.lazy(
    r"(?:[*★☆※·#]+|其中:|[0-9]{1,2}[.、)]|[(][0-9一二三四五六七八九十]{1,2}[)]|[一二三四五六七八九十]{1,2}、)"
)
_COLON = regex.lazy("[:：]")
_CUT_NOTE = regex.lazy(r"(?<=.)[(\[【〔][^()\[\]【】〔〕]*$")
_MAX_LABEL = 40

Path = tuple[str, ...]


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """Return what identifies a label: folded, without white space, opening marks and the closing colon."""
    folded = "".join(fold(text).split()).rstrip(":：")
    while match := _OPENING.match(folded):
        folded = folded[match.end() :]
    return folded


@lru_cache(maxsize=8192)
def stems(text: str) -> tuple[str, ...]:
    """Return the keys under which a printed label may be known: whole, then without its notes in brackets."""
    whole = key(text)
    bare = _NOTE.sub("", whole).rstrip(":：")
    return (whole,) if bare in (whole, "") else (whole, bare)


def notes(text: str) -> tuple[str, ...]:
    """Return the notes in brackets of a label, without the brackets."""
    return tuple(note[1:-1] for note in _NOTE.findall(key(text)))


class Labels:
    """Printed label -> the fields it may stand for, most likely first."""

    def __init__(self, entries: Iterable[tuple[Path, Iterable[str]]]) -> None:
        self._fields: dict[str, list[Path]] = {}
        for path, labels in entries:
            for label in labels:
                for stem in stems(label):
                    known = self._fields.setdefault(stem, [])
                    if path not in known:
                        known.append(path)

    def stems(self) -> Iterable[str]:
        """Return the keys of all labels."""
        return self._fields.keys()

    def find(self, text: str) -> tuple[Path, ...]:
        """Return the fields that this text may be the label of; none when it is no label."""
        if len(text) > _MAX_LABEL:
            return ()
        for stem in stems(text):
            if stem in self._fields:
                return tuple(self._fields[stem])
        return ()


@frozen
class Level:
    """A level cell: its first-level name, and its second-level name as printed; either may be unknown here."""

    level1: str | None = None
    level2: str | None = None


class Lexicon:
    """Everything that one form prints, ready to match."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        words: Mapping[str, Any] = catalogue.document
        self.name_field = _marked(catalogue, NAME)
        self.year_field = _marked(catalogue, DAY)
        self.title_field = _marked(catalogue, HEADLINE)
        self.scalars = Labels(_scalars(catalogue.root))
        self.tasks = Labels(_columns(catalogue, "tasks"))
        self.indicators = Labels(_columns(catalogue, "indicators"))
        self.headings = frozenset(key(word) for word in words["x-headings"])
        self.title = regex.lazy(words["x-form-title"])
        self.others = {name: regex.lazy(pattern) for name, pattern in words["x-other-forms"].items()}
        self.other_labels = frozenset(key(word) for word in words["x-other-labels"])
        self.year = regex.lazy(words["x-year"])
        self.year_line = regex.lazy(words["x-year-line"])
        self.unit = regex.lazy(words["x-money-unit"])
        self.page = regex.lazy(words["x-page-line"])
        self._footers = frozenset(key(word) for word in words["x-footers"])
        self._footer_head = regex.lazy(words["x-footer-head"])
        self._sign_off = regex.lazy(words["x-sign-off"])
        self.sign_date = regex.lazy(words["x-sign-date"])
        self.signer = regex.lazy(words["x-signer"])
        self.year_blank = regex.lazy(words["x-year-blank"])
        self.date_gap = regex.lazy(words["x-date-gap"])
        tasks = catalogue.root.children["tasks"]
        self.optional = frozenset(key(word) for word in tasks.annotations["x-optional-block"])
        self.none = frozenset(key(word) for word in tasks.annotations["x-none"]) | {""}
        self.placeholder = regex.lazy(tasks.annotations["x-placeholders"])
        self.totals = frozenset(key(word) for word in tasks.annotations["x-total-row"])
        self.parts = frozenset(key(word) for word in tasks.children["funds"].annotations["x-part-labels"])
        self._read_levels(catalogue.root.children["indicators"])
        labels = [label for each in (self.scalars, self.tasks, self.indicators) for label in each.stems()]
        printed = {*labels, *self.headings, *self._footers, *self.optional, *self.totals, *self._level1, *self._level2}
        self._words = frozenset(printed)

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """What a printed word can begin with: few forms break off within one."""
        return frozenset(word[:end] for word in self._words for end in range(1, len(word)))

    def _read_levels(self, indicators: Field) -> None:
        self.blank = regex.lazy(indicators.children["name"].annotations["x-blank"])
        first, second = indicators.children["level1"], indicators.children["level2"]
        aliases = first.annotations["x-aliases"]
        self.suffix = second.annotations["x-suffix"]
        self._weight = regex.lazy(first.annotations["x-weight"])
        self._means: Mapping[str, tuple[str, str]] = {
            key(word): (pair[0], pair[1]) for word, pair in second.annotations["x-means"].items()
        }
        self._level1 = {key(word): name for name in first.enum for word in (name, *aliases.get(name, ()))}
        self._level2: dict[str, tuple[str, ...]] = {}
        for owner, names in second.annotations["x-vocabulary"].items():
            for name in names:
                for word in (key(name), key(name).removesuffix(self.suffix)):
                    self._level2[word] = (*self._level2.get(word, ()), owner)

    def heading(self, text: str) -> bool:
        """Whether a text is a heading that belongs to no field."""
        return len(text) <= _MAX_LABEL and any(stem in self.headings for stem in stems(text))

    def knows(self, text: str) -> bool:
        """Whether a text is any of the form's printed words, so that a line opening with it is a row of a table."""
        labels = (self.scalars, self.tasks, self.indicators)
        if any(each.find(text) for each in labels) or self.heading(text):
            return True
        return self.level1(text) is not None or bool(self.owners(text))

    def printed(self, text: str) -> bool:
        """Whether a text stands on the blank form already, or says only that there is nothing."""
        whole = _SPACE.sub("", fold(text))
        return (
            self.knows(text)
            or key(text) in self.none | self.totals | self.parts
            or bool(set(stems(text)) & self.optional)
            or any(pattern.fullmatch(whole) for pattern in (self.placeholder, self.blank, self.unit))
        )

    def begins(self, text: str) -> bool:
        """Whether a text is the beginning of a printed word, or such a word with a note that breaks off."""
        whole = key(text)
        bare = _CUT_NOTE.sub("", whole)
        return whole in self._beginnings or (bare != whole and bare in self._words)

    def footer(self, text: str) -> bool:
        """Whether a text is a foot line: who filled in the form, a note, a page number."""
        head, colon = _head(text)
        if head in self._footers or self.page.fullmatch(fold(text)):
            return True
        return colon and (self._footer_head.fullmatch(head) is not None or self._sign_off.fullmatch(head) is not None)

    def sign_off(self, text: str) -> bool:
        """Whether a text is what only a foot line holds, in whatever cell: a person, a telephone, a stamp, its date."""
        head, colon = _head(text)
        return colon and self._sign_off.fullmatch(head) is not None

    def level_text(self, text: str) -> str:
        """Return a level's name without white space, the weight printed after it, and its number if it is known."""
        whole = _SPACE.sub("", INVISIBLE.sub("", text))
        folded = fold(whole)
        match = self._weight.search(folded)
        if match is not None and match.start():
            whole = (whole if len(whole) == len(folded) else folded)[: match.start()]
        name = key(whole)
        return name if name in self._level1 or name in self._level2 else whole

    def level1(self, text: str) -> str | None:
        """Return the first-level name that a text stands for, or None."""
        return self._level1.get(key(self.level_text(text))) if len(text) <= _MAX_LABEL else None

    def owners(self, text: str) -> tuple[str, ...]:
        """Return the first-level names under which a text is a known second-level name."""
        return self._level2.get(key(self.level_text(text)), ()) if len(text) <= _MAX_LABEL else ()

    def meaning(self, text: str) -> tuple[str, str] | None:
        """Return the two levels that a second-level name really means, where that differs from what is printed."""
        return self._means.get(key(self.level_text(text)))

    def full(self, text: str) -> bool:
        """Whether a level's name is printed in full, so that it can hardly be the name of an indicator."""
        return key(self.level_text(text)).endswith(self.suffix)


def _head(text: str) -> tuple[str, bool]:
    """Return what stands before the first colon of a text as it is matched, without notes, and whether there is one."""
    parts = _COLON.split(fold(text), maxsplit=1)
    return _NOTE.sub("", key(parts[0])), len(parts) > 1


def _marked(catalogue: Catalogue, mark: str) -> Field:
    """Return the field that a schema marks; one whose forms are read from text marks them all."""
    (field,) = catalogue.all_marked(mark)
    return field


def _scalars(root: Field) -> Iterable[tuple[Path, Iterable[str]]]:
    """Yield path and labels of every field that stands once on the form."""
    for child in root.children.values():
        if child.type == "group":
            yield from ((leaf.path, leaf.labels) for leaf in child.children.values())
        elif child.type != "list":
            yield child.path, child.labels


def _columns(catalogue: Catalogue, name: str) -> Iterable[tuple[Path, Iterable[str]]]:
    """Yield path and labels of the columns of one of the form's tables."""
    return ((child.path, child.labels) for child in catalogue.root.children[name].children.values() if not child.view)
