"""What the program writes for other programs, held against its schemas."""

import json

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from checker import resources


def valid(told, name):
    """Return what JSON says, after checking it against the schema of this name."""
    folder = resources.folder("schemas")
    known = [json.loads(path.read_text("utf-8")) for path in (folder / "report.schema.json", folder / "output" / name)]
    registry = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in known)
    data = json.loads(told)
    Draft202012Validator(known[-1], registry=registry).validate(data)
    return data
