"""Makes values that a schema allows: always the same, and such as a healthy API would answer."""

import base64

from support.answers import PNG

IMAGE = base64.b64encode(PNG).decode()
#: Texts by the name of their member.
TEXTS = {
    "b64_json": IMAGE, "image": IMAGE, "audio": base64.b64encode(b"RIFF").decode(),
    "url": "https://files.example/1.png",
    "content": "Hello from the simulator.", "text": "Hello from the simulator.", "delta": "Hello", "arguments": "{}",
    "filename": "notes.txt", "media_type": "text/plain", "mime_type": "text/plain"}
#: Where several values are possible, all is well.
GOOD = ("completed", "succeeded", "processed", "ready", "active", "stop", "assistant", "output_text", "message", "text")
#: What is null if all is well.
ABSENT = {
    "error", "last_error", "incomplete_details", "required_action", "refusal", "logprobs", "tool_calls", "failed_at",
    "cancelled_at", "expired_at", "moderation", "audio", "function_call", "encrypted_content"}
#: Included though nobody requires them: an answer would say nothing without.
WANTED = {"b64_json", "content", "text", "output", "data", "id", "message"}


class Sampler:
    """Samples of one schema and the definitions beside it."""

    def __init__(self, schema: dict, full: bool = False):
        self.schema = schema
        self.defs = schema.get("$defs", {})
        #: Whether optional members are filled too.
        self.full = full

    def sample(self):
        return self.value(self.schema, "", 0)

    def value(self, schema, name: str, depth: int):
        if schema is True or schema == {}:
            return "text"
        if "$ref" in schema:
            return self.value(self.defs[schema["$ref"].removeprefix("#/$defs/")], name, depth + 1)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return next((value for value in GOOD if value in schema["enum"]), schema["enum"][0])
        for union in ("anyOf", "oneOf"):
            if union in schema and "properties" not in schema:
                rest = {key: value for key, value in schema.items() if key not in (union, "default")}
                return self._combined(rest, self._choose(schema[union], name, depth), name, depth)
        if "allOf" in schema:
            return self._all(schema, name, depth)
        return self._typed(schema, name, depth)

    def _combined(self, rest: dict, chosen: dict, name: str, depth: int):
        """A member of a union, with what holds for all members."""
        value = self.value(chosen, name, depth)
        if isinstance(value, dict) and "properties" in rest:
            return self.value(rest, name, depth) | value
        return value

    def _choose(self, members: list, name: str, depth: int) -> dict:
        """The member of a union that says that all is well; deep down the plainest."""
        nulls = [member for member in members if self._is_null(member)]
        others = [member for member in members if not self._is_null(member)]
        if nulls and (name in ABSENT or depth > 8 or not others):
            return nulls[0]
        for good in GOOD:
            for member in others:
                if good in self._kinds(member):
                    return member
        plain = [member for member in others if not {"$ref", "properties", "items", "anyOf"} & member.keys()]
        return (plain if depth > 8 and plain else others)[0]

    def _kinds(self, member: dict) -> list:
        kind = self._resolved(member).get("properties", {}).get("type", {})
        return kind.get("enum", [kind.get("const")])

    def _is_null(self, schema: dict) -> bool:
        return schema.get("type") == "null" or schema.get("enum") == [None]

    def _all(self, schema: dict, name: str, depth: int):
        parts = [*schema["allOf"], {key: value for key, value in schema.items() if key != "allOf"}]
        parts = [part for part in parts if part.keys() & {"$ref", "type", "enum", "properties", "allOf", "anyOf"}]
        required = [found for part in parts for found in self._resolved(part).get("required", [])]
        values = [self.value(self._resolved(part) | {"required": required}, name, depth) for part in parts]
        if not all(isinstance(value, dict) for value in values):
            return values[0]
        return {key: found for value in values for key, found in value.items()}

    def _resolved(self, schema: dict) -> dict:
        while "$ref" in schema:
            schema = self.defs[schema["$ref"].removeprefix("#/$defs/")]
        return schema

    def _typed(self, schema: dict, name: str, depth: int):
        shape = "object" if "properties" in schema else "array" if "items" in schema else "string"
        type = schema.get("type", shape)
        if isinstance(type, list):
            type = "null" if "null" in type and name in ABSENT else next(kind for kind in type if kind != "null")
        if type == "object":
            return self._object(schema, depth)
        if type == "array":
            return self._array(schema, name, depth)
        if type in ("integer", "number"):
            return self._number(schema, name)
        if type == "string":
            return self._text(schema, name)
        return {"boolean": name not in ("has_more", "flagged"), "null": None}[type]

    def _object(self, schema: dict, depth: int) -> dict:
        required = set(schema.get("required", []))
        members = {}
        for name, member in schema.get("properties", {}).items():
            if name in required or name in WANTED and depth < 5 or self.full and depth < 4:
                members[name] = self.value(member, name, depth + 1)
        for name in schema.get("not", {}).get("required", [])[1:]:
            # Two members that exclude each other.
            members.pop(name, None)
        for alternative in schema.get("anyOf", schema.get("oneOf", [])):
            # One of several sets of members.
            return members | {
                name: self.value(schema["properties"][name], name, depth + 1)
                for name in alternative.get("required", []) if name in schema.get("properties", {})}
        if self.full and not members and isinstance(schema.get("additionalProperties"), dict):
            return {"key": self.value(schema["additionalProperties"], "key", depth + 1)}
        return members

    def _array(self, schema: dict, name: str, depth: int) -> list:
        count = max(schema.get("minItems", 0), 0 if name in ABSENT or depth > 8 else 1)
        return [self.value(schema.get("items", True), name, depth + 1) for _ in range(count)]

    @staticmethod
    def _number(schema: dict, name: str):
        low, high = schema.get("minimum"), schema.get("maximum")
        if "exclusiveMinimum" in schema:
            low = schema["exclusiveMinimum"] + 1
        default = 1_800_000_000 if name.endswith("_at") or name == "created" else 1
        value = default if low is None else max(low, default)
        return min(value, high) if high is not None else value

    @staticmethod
    def _text(schema: dict, name: str) -> str:
        text = TEXTS.get(name, f"{name or 'text'}_1" if name.endswith("id") else name.replace("_", " ") or "text")
        if schema.get("format") == "uri":
            text = "https://files.example/1"
        if schema.get("format") == "date-time":
            text = "2026-11-21T00:00:00Z"
        text = text.ljust(schema.get("minLength", 0), "x")
        return text[:schema["maxLength"]] if "maxLength" in schema else text
