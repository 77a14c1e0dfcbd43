"""Compares what a tool says of its arguments, down to the last member, with the schemas of the specification."""


class Comparison:
    """Findings about one tool; `defs` are the definitions that the facts' schemas refer to."""

    def __init__(self, defs: dict):
        self.defs = defs
        self.findings: list[str] = []

    def compare(self, path: str, mine: dict, facts: list[dict]):
        """Compares a schema of a tool with what may stand at its place."""
        theirs = [found for schema in facts for found in self.alternatives(schema)]
        theirs = [found for found in theirs if found.get("type") != "null"]
        if not theirs or any(not found for found in theirs):
            return
        for part in mine.get("anyOf", [mine]):
            self._one(path, part, theirs)

    def _one(self, path: str, mine: dict, theirs: list[dict]):
        kind = mine.get("type")
        same = [found for found in theirs if self._is_kind(found, kind)]
        if kind and not same:
            self.findings.append(f"{path}: {kind} is none of {sorted({str(found.get('type')) for found in theirs})}")
        elif kind == "object":
            self._object(path, mine, same)
        elif kind == "array":
            self.compare(f"{path}[]", mine["items"], [found.get("items", {}) for found in same])
        elif kind == "string":
            self._values(path, mine, same)
        elif kind in ("integer", "number"):
            self._range(path, mine, same)

    @staticmethod
    def _is_kind(found: dict, kind: str | None) -> bool:
        if kind == "number":
            return found.get("type") in ("number", "integer")
        return found.get("type") == kind

    def _object(self, path: str, mine: dict, theirs: list[dict]):
        listed = mine.get("properties")
        if listed is None:
            if isinstance(mine.get("additionalProperties"), dict):
                maps = [found["additionalProperties"] for found in theirs
                        if isinstance(found.get("additionalProperties"), dict)]
                self.compare(f"{path}{{}}", mine["additionalProperties"], maps)
            return
        shaped = [found for found in theirs if "properties" in found]
        is_open = len(shaped) < len(theirs)
        for name, schema in listed.items():
            members = [found["properties"][name] for found in shaped if name in found["properties"]]
            if members:
                self.compare(f"{path}.{name}", schema, members)
            elif not is_open:
                self.findings.append(f"{path}.{name}: no such member")
        for name in mine.get("required", []):
            if not is_open and not all(name in found.get("required", []) for found in shaped):
                self.findings.append(f"{path}.{name}: the tool requires what the API does not")
        for found in shaped:
            for name in found.get("required", []):
                if name not in listed and self._is_offered(found, listed, len(shaped)):
                    self.findings.append(f"{path}: {self._kind(found)} requires {name}, which is not listed")
                elif name in listed and name not in mine.get("required", []) and all(
                        name in other.get("required", []) for other in theirs):
                    self.findings.append(f"{path}.{name}: required, and the tool does not say so")

    def _is_offered(self, found: dict, listed: dict, count: int) -> bool:
        """Whether a model that reads the tool would think that it can fill this member of a union."""
        for name in ("type", "role"):
            values = self._kinds(found, name)
            if values and "enum" in listed.get(name, {}):
                return bool(values & set(listed[name]["enum"]))
        return count == 1

    def _kinds(self, found: dict, name: str) -> set:
        schema = found.get("properties", {}).get(name, {})
        return {value for part in self.alternatives(schema)
                for value in part.get("enum", [part["const"]] if "const" in part else [])}

    def _kind(self, found: dict) -> str:
        return " ".join(sorted(str(value) for name in ("type", "role") for value in self._kinds(found, name))) or "it"

    def _values(self, path: str, mine: dict, theirs: list[dict]):
        if any("enum" not in found and "const" not in found for found in theirs):
            if "enum" in mine:
                self.findings.append(f"{path}: the values are open, but the tool closes them")
            return
        known = {value for found in theirs for value in found.get("enum", [found.get("const")])}
        if "enum" not in mine:
            return
        if strange := set(mine["enum"]) - known:
            self.findings.append(f"{path}: {sorted(strange)} are no values")
        if absent := known - set(mine["enum"]) - {None}:
            self.findings.append(f"{path}: the tool refuses {sorted(absent)}")

    def _range(self, path: str, mine: dict, theirs: list[dict]):
        for name, wider in (("minimum", min), ("maximum", max)):
            bounds = [found.get(name) for found in theirs]
            bound = None if None in bounds else wider(bounds)
            if name in mine and mine[name] != bound:
                self.findings.append(f"{path}: the tool says {name} {mine[name]}, the API {bound}")

    def alternatives(self, schema: dict, depth: int = 0) -> list[dict]:
        """What may stand in a place, each of one type, with parts put together."""
        if not isinstance(schema, dict) or depth > 20:
            return [{}]
        if "$ref" in schema:
            return self.alternatives(self.defs[schema["$ref"].removeprefix("#/$defs/")], depth + 1)
        if "allOf" in schema:
            return self._together(schema, depth)
        for union in ("anyOf", "oneOf"):
            if union in schema and all("properties" not in part and "required" in part for part in schema[union]):
                # Only says which members go together.
                schema = {key: value for key, value in schema.items() if key != union}
            elif union in schema:
                return [found for part in schema[union] for found in self.alternatives(part, depth + 1)]
        types = schema.get("type")
        if isinstance(types, list):
            return [{**schema, "type": type} for type in types]
        if types is None:
            shape = "object" if "properties" in schema else "array" if "items" in schema else None
            return [{**schema, "type": shape} if shape else schema if "enum" in schema else {}]
        return [schema]

    def _together(self, schema: dict, depth: int) -> list[dict]:
        whole = [{key: value for key, value in schema.items() if key != "allOf"}]
        for part in schema["allOf"]:
            whole = [self._joined(mine, other) for mine in whole for other in self.alternatives(part, depth + 1)]
        return whole

    @staticmethod
    def _joined(a: dict, b: dict) -> dict:
        properties = {**a.get("properties", {}), **b.get("properties", {})}
        joined = {**a, **b, "required": [*a.get("required", []), *b.get("required", [])]}
        return joined | ({"properties": properties, "type": "object"} if properties else {})


def findings(operation, type: str, input_schema: dict) -> list[str]:
    """What a tool says otherwise than the specification about the body of its call."""
    schema = operation.body_schema(type)
    comparison = Comparison(schema.get("$defs", {}))
    roots = comparison.alternatives(schema)
    for field in operation.body_fields(type):
        name = field["name"]
        members = [root["properties"][name] for root in roots if name in root.get("properties", {})]
        if name in input_schema["properties"] and members and not field.get("binary_file"):
            comparison.compare(name, input_schema["properties"][name], members)
    return sorted(set(comparison.findings))
