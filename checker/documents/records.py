"""Records given as JSON or YAML: checked against their schema, every breach told at once with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from checker import schema
from checker.documents import strict_json, strict_yaml
from checker.documents.draft import pointer
from checker.documents.strict_yaml import Path, Value
from checker.errors import Fault, RecordError
from checker.model import Form, Location, Origin
from checker.schema import FORM, Catalogue, Field
from checker.text import nearest

_TYPES = {
    "string": "文字", "integer": "整数", "number": "数", "boolean": "true 或 false", "null": "空（null）",
    "object": "一组“键: 值”", "array": "列表",
}  # fmt: skip


def read(text: str, name: str, kind: str, record: str = "") -> list[Form]:
    """Return the forms in a JSON or YAML text: one record, or a list of records, of the schema ``record`` if named.

    Raises RecordError with one fault for each breach of grammar or schema.
    """
    load = strict_json.compose if kind == "json" else strict_yaml.compose
    value = load(text, name, RecordError)
    paths: list[Path] = [(index,) for index in range(len(value.data))] if isinstance(value.data, list) else [()]
    if not paths:
        raise RecordError(Fault("列表是空的，没有一份记录。", name))
    forms = []
    faults: list[Fault] = []
    for path in paths:
        data = value.data[path[0]] if path else value.data
        found = list(_Checker(value, path, name).faults(data, record))
        faults += found
        if not found:
            origins = dict(_origins(value, path, data))
            forms.append(Form(name, {**data, FORM: record} if record else data, origins))
    if faults:
        raise RecordError(*faults)
    return forms


def _origins(value: Value, base: Path, data: Mapping[str, Any]) -> Iterator[tuple[str, Origin]]:
    """Yield the origin of everything below ``base``, by its pointer within that record.

    What an item of a list was given for its want of a key stands where the item does.
    """
    for key, items in data.items():
        for index, item in enumerate(items if isinstance(items, list) else ()):
            line, column = value.marks[(*base, key, index)]
            names = item if isinstance(item, dict) else ()
            yield from ((pointer((key, index, name)), Origin(Location(line=line, column=column))) for name in names)
    for path, (line, column) in value.marks.items():
        if path[: len(base)] == base and len(path) > len(base):
            yield pointer(path[len(base) :]), Origin(Location(line=line, column=column))


class _Checker:
    """Checks one record; numbers for money become decimal strings on the way."""

    def __init__(self, value: Value, base: Path, name: str) -> None:
        self._value = value
        self._base = base
        self._name = name

    def faults(self, data: Any, record: str) -> Iterator[Fault]:
        """Yield every breach of the record's schema, in the order of the text."""
        if not isinstance(data, dict):
            yield self._fault((), "记录应是一组“键: 值”。")
            return
        if record:  # a schema that is not ours may want numbers as numbers
            yield from self._breaches(data, schema.load(record))
            _normalise(data, schema.load(record).root)
            return
        known = schema.forms()
        form = data.get(FORM)
        if form not in known:
            told = f"“{FORM}”（表类）的值“{form}”不认识。" if FORM in data else f"缺少“{FORM}”（表类）。"
            guess = nearest(str(form), known) if FORM in data else ""
            yield self._fault((FORM,) if FORM in data else (), told, f"{guess}可以写：{'、'.join(known)}。")
            return
        catalogue = schema.load(str(form))
        _normalise(data, catalogue.root)
        yield from self._breaches(data, catalogue)

    def _breaches(self, data: dict[str, Any], catalogue: Catalogue) -> Iterator[Fault]:
        from jsonschema import Draft202012Validator, validators  # noqa: PLC0415 - slow to import, only records need it

        validator = validators.validator_for(catalogue.document, default=Draft202012Validator)
        errors = validator(catalogue.document).iter_errors(data)
        found = [fault for error in errors for fault in self._told(error, catalogue)]
        yield from sorted(dict.fromkeys(found), key=lambda fault: (fault.line or 0, fault.column or 0, fault.message))

    def _told(self, error: Any, catalogue: Catalogue) -> Iterator[Fault]:
        """Yield what one of jsonschema's errors means in Chinese."""
        path: Path = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            field = _field(catalogue, path)
            for key in error.instance:
                if key not in error.schema["properties"]:
                    told = f"不认识的键“{key}”（{pointer((*path, key))}）。"
                    yield self._fault((*path, key), told, _meant(key, error.schema["properties"], field), key=True)
            return
        named = _field(catalogue, path)
        told, hint = _sentence(error.validator, error.validator_value, error.instance)
        if error.validator == "required" and named:
            missing = [key for key in error.validator_value if key not in error.instance]
            told = f"缺少{'、'.join(f'“{key}”（{named.children[key].title}）' for key in missing)}。"
            hint = "表上有这一栏而没有填的，请写 null。"
        title = f"“{named.title}”" if named and path else "记录"
        yield self._fault(path, f"{title}（{pointer(path) or '/'}）{told}", hint)

    def _fault(self, path: Path, message: str, hint: str = "", *, key: bool = False) -> Fault:
        full = (*self._base, *path)
        line, column = self._value.keys[full] if key else self._value.at(full)
        return Fault(message, self._name, line, column, hint)


def _sentence(keyword: str, wanted: Any, given: Any) -> tuple[str, str]:
    """Return what is wrong, and the way out, for one keyword of JSON Schema."""
    shown = str(given) if len(str(given)) <= 40 else str(given)[:40] + "…"
    if keyword == "type":
        types = [wanted] if isinstance(wanted, str) else wanted
        if given is None:
            return (
                f"应是{'或'.join(_TYPES[name] for name in types)}，这里空着（null）。",
                "请填上；没有这一栏的，请删去这个键。",
            )
        return f"应是{'或'.join(_TYPES[name] for name in types)}，这里写的是“{shown}”。", _type_hint(given)
    if keyword in ("enum", "const"):
        values = [value for value in (wanted if keyword == "enum" else [wanted]) if value is not None]
        return f"的值“{shown}”不对。", nearest(str(given), values) + f"可以写：{'、'.join(values)}。"
    if keyword in ("minimum", "maximum"):
        return f"的值“{shown}”{'太小' if keyword == 'minimum' else '太大'}，界限是{wanted}。", ""
    return f"的值“{shown}”不合结构定义（{keyword}：{wanted}）。", ""


def _type_hint(given: Any) -> str:
    if isinstance(given, (int, Decimal)) and not isinstance(given, bool):
        return "若是文字，请加英文引号。"
    return ""


def _meant(key: str, known: Mapping[str, Any], field: Field | None) -> str:
    """Return which key was probably meant: the one with this title, or the one most like it."""
    for name, child in (field.children if field else {}).items():
        if child.title == key:
            return f"应写“{name}”。"
    return nearest(key, known)


def _field(catalogue: Catalogue, path: Path) -> Field | None:
    field: Field | None = catalogue.root
    for part in path:
        if isinstance(part, str) and field is not None:
            field = field.children.get(part)
    return field


def _level(items: list[Any], field: Field) -> None:
    """Give every item of a list the fields that any of them has, in place: columns belong to the table, not the row."""
    objects = [item for item in items if isinstance(item, dict)]
    for key, child in field.children.items():
        if not child.view and any(key in item for item in objects):
            for item in objects:
                item.setdefault(key, None)


def _normalise(value: Any, field: Field) -> None:
    """Turn numbers in money and number fields into decimal strings, blank texts and gaps into null, in place."""
    if isinstance(value, list):
        _level(value, field)
        for item in value:
            _normalise(item, field)
    elif isinstance(value, dict):
        for key, child in field.children.items():
            if key not in value or child.view:
                continue
            given = value[key]
            if isinstance(given, str) and not given.strip():
                value[key] = None
            elif (
                child.type in ("money", "number") and isinstance(given, (int, Decimal)) and not isinstance(given, bool)
            ):
                value[key] = format(given, "f" if isinstance(given, Decimal) else "d")
            else:
                _normalise(given, child)
