"""What the program writes for other programs, held against its schemas."""

import json

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from checker import resources

FOLDER = resources.folder("schemas")
KNOWN = {
    path.name: json.loads(path.read_text("utf-8"))
    for path in (FOLDER / "report.schema.json", *(FOLDER / "output").glob("*.json"))
}
REGISTRY = Registry().with_resources((name, Resource.from_contents(one)) for name, one in KNOWN.items())


def valid(told, name):
    """Return what JSON says, after checking it against the schema of this name."""
    data = json.loads(told)
    Draft202012Validator(KNOWN[name], registry=REGISTRY).validate(data)
    return data
