"""Checks the query of a request."""

import re

from support.openai_api.operations import Operation
from support.openai_api.refusals import invalid, missing, unknown

#: Members of the one parameter that is an object.
RANGES = {"effective_at": {"gt", "gte", "lt", "lte"}}
KINDS = {
    "integer": re.compile(r"-?\d+"), "boolean": re.compile("true|false"), "string": re.compile(r"(?s).*"),
    "number": re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")}


def check(operation: Operation, query: list[tuple[str, str]]):
    """Refuses what the operation does not take."""
    params = {param["name"].removesuffix("[]"): param for param in operation.query_params}
    seen: dict[str, list[str]] = {}
    for key, value in query:
        if operation.fixed_query.get(key) == value:
            continue
        base, bracket, rest = key.partition("[")
        param = params.get(base)
        if param is None:
            raise unknown(key, "query parameter")
        _check_form(param, base, rest.removesuffix("]") if bracket else None)
        seen.setdefault(key, []).append(value)
        _check_value(param, key, value)
    for key, values in seen.items():
        if len(values) > 1 and not key.endswith("[]"):
            raise invalid(key, "it is given twice")
    for name, param in params.items():
        if param["required"] and not any(key.partition("[")[0] == name for key in seen):
            raise missing(name)


def _types(param: dict) -> list[str]:
    return [type for type in param["type"].split(" | ") if type != "null"]


def _check_form(param: dict, base: str, bracket: str | None):
    """Refuses a name that does not fit the type: a list is `key[]`, an object `key[member]`, all else `key`."""
    types = _types(param)
    forms = set()
    for type in types:
        forms.add("list" if type.startswith("array<") else "map" if type.startswith(("map<", "object")) else "plain")
    given = "plain" if bracket is None else "list" if bracket == "" else "map"
    if given not in forms:
        wanted = {"list": f"{base}[]", "map": f"{base}[name]", "plain": base}
        names = " or ".join(wanted[form] for form in sorted(forms))
        raise invalid(base, f"it is to be sent as {names}", "invalid_type")
    if given == "map" and bracket not in RANGES.get(base, {bracket}):
        raise unknown(f"{base}[{bracket}]", "query parameter")


def _check_value(param: dict, key: str, value: str):
    plain = [type for type in _types(param) if not type.startswith(("array<", "map<", "object"))]
    is_element = key.endswith("[]")
    kinds = plain or [re.sub(r".*<(.*)>", r"\1", type) for type in _types(param)]
    if not any(KINDS[kind].fullmatch(value) for kind in kinds if kind in KINDS) and kinds != ["object"]:
        raise invalid(key, f"expected {' or '.join(kinds)}, got '{value}'", "invalid_type")
    allowed = param.get("item_enum", []) + param.get("sdk_item_enum_added", []) if is_element else (
        param.get("enum", []) + param.get("sdk_enum_added", []))
    if allowed and value not in allowed and not param.get("enum_open"):
        raise invalid(key, f"'{value}' is none of {', '.join(allowed)}")
    if "integer" in kinds or "number" in kinds:
        _check_range(param, key, float(value))
    if len(value) > param.get("max_length", len(value)) or len(value) < param.get("min_length", 0):
        raise invalid(key, f"it has {len(value)} characters", "string_above_max_length")


def _check_range(param: dict, key: str, number: float):
    lower = param.get("min", 1 if key == "limit" else None)
    if lower is not None and number < lower:
        raise invalid(key, f"expected a value >= {lower}, got {number:g}", "integer_below_min_value")
    if "max" in param and number > param["max"]:
        raise invalid(key, f"expected a value <= {param['max']}, got {number:g}", "integer_above_max_value")
