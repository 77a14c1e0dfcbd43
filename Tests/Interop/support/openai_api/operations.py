"""The operations of the API, found by method and path."""

import functools
from urllib.parse import unquote

from jsonschema import Draft202012Validator

from support.openai_api import closing, facts
from support.openai_api.merging import Merger

JSON = "application/json"
MULTIPART = "multipart/form-data"
#: The specification asks for an admin key here in words only, which the facts do not carry.
EITHER_KEY = "/fine_tuning/checkpoints/"


class Operation:
    """One operation: the facts about it and the schemas made of them."""

    def __init__(self, record: dict):
        self.record = record
        self.id, self.method = record["id"], record["method"]
        self.path = record["path"].split("?")[0]
        self.segments = self.path.split("/")
        self.fixed_query = record.get("fixed_query") or {}
        self.query_params = record["query_params"]
        self.content_types = record["request_content_types"]
        self.response_kind = record["response_kind"]

    @property
    def name(self) -> str:
        return f"{self.method} {self.record['path']}"

    @property
    def wants_admin_key(self) -> bool | None:
        """Whether it takes an admin key only, or another key only; nothing where both will do."""
        return None if self.path.startswith(EITHER_KEY) else self.record["auth"] == "admin_key"

    def match(self, segments: list[str]) -> dict | None:
        """The values of the placeholders, if the path is this operation's."""
        if len(segments) != len(self.segments):
            return None
        values = {}
        for mine, given in zip(self.segments, segments):
            if mine.startswith("{"):
                values[mine.strip("{}")] = unquote(given)
            elif mine != given:
                return None
        return values

    def body_fields(self, type: str) -> list[dict]:
        return [field for field in self.record["body_fields"] if type in field.get("content_types", [type])]

    @functools.cache
    def body_schema(self, type: str) -> dict:
        """What the specification or the SDK takes as a body of this type, and nothing else."""
        spec = facts.request_content(self.id)[type]
        sdk = facts.sdk_request(self.id)
        # Where several forms are taken, the SDK's shape is that of the parts.
        if sdk is None or type != (MULTIPART if MULTIPART in self.content_types else JSON):
            return spec
        return Merger(spec, sdk).merged()

    @functools.cache
    def body_validator(self, type: str) -> Draft202012Validator:
        return Draft202012Validator(closing.close(self.body_schema(type)))


@functools.cache
def every() -> list[Operation]:
    # A literal segment goes before a placeholder.
    found = [Operation(record) for record in facts.load("operations.json")["operations"]]
    return sorted(found, key=lambda operation: [segment.startswith("{") for segment in operation.segments])


@functools.cache
def _by_length() -> dict[tuple[str, int], list[Operation]]:
    table: dict = {}
    for operation in every():
        table.setdefault((operation.method, len(operation.segments)), []).append(operation)
    return table


def find(method: str, path: str, query: list[tuple[str, str]]) -> tuple[Operation | None, dict]:
    """The operation and the values in its path. One with a fixed query wins over one without."""
    segments = path.split("/")
    found = [
        (operation, values) for operation in _by_length().get((method, len(segments)), [])
        if (values := operation.match(segments)) is not None]
    if not found:
        return None, {}
    best = found[0][0].path
    same = [pair for pair in found if pair[0].path == best]
    fixed = [pair for pair in same if pair[0].fixed_query and set(pair[0].fixed_query.items()) <= set(query)]
    return (fixed or [pair for pair in same if not pair[0].fixed_query])[0]


def methods_of(path: str) -> set[str]:
    """The methods that a path knows."""
    segments = path.split("/")
    return {operation.method for operation in every() if operation.match(segments) is not None}
