"""Closes schemas: a member that a schema does not name is refused, as the API refuses it."""


def close(schema: dict) -> dict:
    """The schema, taking no unknown members at any depth; what says nothing of its members stays open."""
    defs = schema.get("$defs", {})
    closed = _close({name: value for name, value in schema.items() if name != "$defs"})
    return closed | {"$defs": {
        # What is a part of a larger whole must not refuse the members of the other parts.
        **{name: _close(found) for name, found in defs.items()},
        **{f"{name}.open": _close(found, open=True) for name, found in defs.items()}}}


def _close(schema, open: bool = False):
    if not isinstance(schema, dict):
        return schema
    result = dict(schema)
    if "$ref" in schema and open:
        result["$ref"] += ".open"
    shapes_object = "properties" in schema or "allOf" in schema
    for keyword in ("properties", "patternProperties"):
        if keyword in schema:
            result[keyword] = {name: _close(value) for name, value in schema[keyword].items()}
    for keyword in ("items", "additionalProperties", "not"):
        if keyword in schema:
            result[keyword] = _close(schema[keyword])
    for keyword in ("allOf", "anyOf", "oneOf"):
        if keyword in schema:
            result[keyword] = [_close(part, open=open or shapes_object) for part in schema[keyword]]
    if shapes_object and open:
        result.pop("unevaluatedProperties", None)
        if result.get("additionalProperties") is False:
            del result["additionalProperties"]
    elif shapes_object and "additionalProperties" not in schema:
        result["unevaluatedProperties"] = False
    return result
