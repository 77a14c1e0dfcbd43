"""Merges two schemas of one body, so that what either knows is allowed."""

import json

#: Says nothing about what is valid.
NOTES = {"default", "description", "title", "examples", "deprecated", "$schema"}


class Merger:
    """Merges schemas whose `$defs` were put together under different names."""

    def __init__(self, spec: dict, sdk: dict):
        self.defs = {}
        self.spec = self._adopt(spec, "spec")
        self.sdk = self._adopt(sdk, "sdk")

    def merged(self) -> dict:
        return {**self.merge(self.spec, self.sdk), "$defs": self.defs}

    def _adopt(self, schema: dict, source: str) -> dict:
        text = json.dumps(schema).replace('"#/$defs/', f'"#/$defs/{source}.')
        schema = json.loads(text)
        self.defs |= {f"{source}.{name}": found for name, found in schema.pop("$defs", {}).items()}
        return schema

    def merge(self, a: dict, b: dict) -> dict:
        if a == b:
            return a
        merged = []
        rest = self.alternatives(b)
        for mine in self.alternatives(a):
            for twin in [other for other in rest if self.are_twins(mine, other)]:
                rest.remove(twin)
                mine = self.pair(mine, twin)
            merged.append(mine)
        merged += rest
        return merged[0] if len(merged) == 1 else {"anyOf": merged}

    def resolve(self, schema: dict) -> dict:
        while "$ref" in schema and not schema.keys() - NOTES - {"$ref"}:
            schema = self.defs[schema["$ref"].removeprefix("#/$defs/")]
        if "allOf" in schema:
            return self._flat(schema)
        return {"type": "object", **schema} if "properties" in schema else schema

    def _flat(self, schema: dict) -> dict:
        """One object in place of several that hold at once, where they are no more than objects."""
        parts = [self.resolve(part) for part in schema["allOf"]]
        parts.append({name: value for name, value in schema.items() if name != "allOf"})
        if any(part.keys() - NOTES - {"type", "properties", "required", "additionalProperties"} for part in parts):
            return schema
        required = [name for part in parts for name in part.get("required", [])]
        properties = {name: found for part in parts for name, found in part.get("properties", {}).items()}
        return {"type": "object", "properties": properties, "required": required}

    def alternatives(self, schema: dict, seen: tuple = ()) -> list[dict]:
        """The members of a union, each of one type; references to objects stay."""
        ref = schema.get("$ref")
        whole = self.resolve(schema)
        keywords = whole.keys() - NOTES
        for union in ("anyOf", "oneOf"):
            if union in keywords and keywords <= {union, "type"} and ref not in seen:
                return [found for part in whole[union] for found in self.alternatives(part, (*seen, ref))]
        if isinstance(whole.get("type"), list):
            return [found for type in whole["type"] for found in self._typed(whole, type)]
        return [schema]

    @staticmethod
    def _typed(schema: dict, type: str) -> list[dict]:
        """The schema for one of its types."""
        values = [value for value in schema.get("enum", []) if (value is None) == (type == "null")]
        if type == "null":
            return [{"type": "null"}]
        return [{**schema, "type": type} | ({"enum": values} if "enum" in schema else {})]

    def are_twins(self, a: dict, b: dict) -> bool:
        """Whether both are the same member of a union."""
        a, b = self.resolve(a), self.resolve(b)
        if a.get("type") != b.get("type"):
            return False
        if a.get("type") == "object":
            return bool("properties" in a) == bool("properties" in b) and self._same_kind(a, b)
        return a.get("format") == "binary" if b.get("format") == "binary" else True

    def _same_kind(self, a: dict, b: dict) -> bool:
        """Whether no member with few values tells two objects apart."""
        for name in ("type", "role", "object", "anchor"):
            mine, theirs = (self._values(schema.get("properties", {}).get(name)) for schema in (a, b))
            if mine is not None and theirs is not None and not mine & theirs:
                return False
        return True

    def _values(self, schema: dict | None) -> set | None:
        schema = self.resolve(schema or {})
        return {schema["const"]} if "const" in schema else set(schema["enum"]) if "enum" in schema else None

    def pair(self, a: dict, b: dict) -> dict:
        """Merges two of one type."""
        if "$ref" in a or "$ref" in b:
            name = f"{a.get('$ref', '-')}+{b.get('$ref', '-')}".replace("#/$defs/", "").replace("/", ".")
            if "-+" in name or name.endswith("+-"):
                # One stands inline, so its reference would not name it.
                return self._pair(self.resolve(a), self.resolve(b))
            if name not in self.defs:
                self.defs[name] = {}
                self.defs[name] = self._pair(self.resolve(a), self.resolve(b))
            return {"$ref": f"#/$defs/{name}"}
        return self._pair(self.resolve(a), self.resolve(b))

    def _pair(self, a: dict, b: dict) -> dict:
        if any(keyword in schema for schema in (a, b) for keyword in ("allOf", "anyOf", "oneOf")):
            return {"anyOf": [a, b]}
        if a.get("type") == "array":
            return a | ({"items": self.merge(a["items"], b["items"])} if "items" in a and "items" in b else {})
        if a.get("type") != "object":
            return self._scalar(a, b)
        mine, theirs = a.get("properties", {}), b.get("properties", {})
        both = {name: self.merge(mine[name], theirs[name]) for name in mine if name in theirs}
        required = [name for name in a.get("required", []) if name in b.get("required", [])]
        merged = {**b, **a, "required": required}
        return merged | ({"properties": {**mine, **theirs, **both}} if mine or theirs else {})

    @staticmethod
    def _scalar(a: dict, b: dict) -> dict:
        """Values of both; the bounds of the specification, since the SDK has none."""
        a, b = ({**schema, "enum": [schema["const"]]} if "const" in schema else schema for schema in (a, b))
        merged = {name: value for name, value in {**b, **a}.items() if name not in ("enum", "const")}
        if "enum" in a and "enum" in b:
            merged["enum"] = a["enum"] + [value for value in b["enum"] if value not in a["enum"]]
        return merged
