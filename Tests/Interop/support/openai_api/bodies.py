"""Checks the body of a request against the schemas."""

import json
from email.message import Message

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from support.openai_api import parts
from support.openai_api.operations import JSON, MULTIPART, Operation
from support.openai_api.refusals import Refusal, invalid, missing, unknown


def check(operation: Operation, headers: dict[str, str], content: bytes):
    """The body as an object; files stand in it as `File`. Refuses what the operation does not take."""
    if not operation.content_types:
        if content:
            raise Refusal("This operation takes no body.")
        return None
    if not content and not operation.record["request_body_required"] and "content-type" not in headers:
        return None
    message = Message()
    message["Content-Type"] = headers.get("content-type", "")
    type = message.get_content_type() if "content-type" in headers else None
    if type not in operation.content_types:
        wanted = " or ".join(operation.content_types)
        raise Refusal(f"Unsupported content type: '{type}'. Send {wanted}.", None, "unsupported_content_type")
    if type == MULTIPART:
        return _check_parts(operation, headers["content-type"], content)
    if type != JSON:
        return content
    try:
        body = json.loads(content, object_pairs_hook=_unique)
    except ValueError as error:
        raise Refusal(f"We could not parse the JSON body of your request: {error}.") from None
    if not isinstance(body, dict):
        raise Refusal("The body is no JSON object.", None, "invalid_type")
    _validate(operation, JSON, body)
    return body


def _unique(pairs: list) -> dict:
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise ValueError(f"a member is given twice in {names}")
    return dict(pairs)


def _check_parts(operation: Operation, content_type: str, content: bytes) -> dict:
    encoding = (operation.record.get("multipart_encoding") or {}).get(MULTIPART, {})
    typed = {name: found["contentType"] for name, found in encoding.items()}
    fields = operation.body_fields(MULTIPART)
    body = parts.read(parts.split(content_type, content), fields, typed)
    schema = operation.body_schema(MULTIPART)
    plain = {name: _typed(value, operation.body_validator(MULTIPART), schema, name) for name, value in body.items()}
    _validate(operation, MULTIPART, plain)
    return body


def _typed(value, validator: Draft202012Validator, schema: dict, name: str):
    """A part's value with the types that the schema wants, since parts are all text."""
    if isinstance(value, parts.File):
        return value.name
    shapes = [found["properties"][name] for found in [schema, *schema.get("anyOf", [])]
              if name in found.get("properties", {})]
    return _fit(value, validator.evolve(schema={"anyOf": shapes or [True], "$defs": schema.get("$defs", {})}))


def _fit(value, validator: Draft202012Validator):
    """The first reading of the texts that is valid."""
    readings = [_read(value, False), _read(value, True)]
    return next((reading for reading in readings if validator.is_valid(reading)), readings[0])


def _read(value, as_json: bool):
    if isinstance(value, dict):
        return {name: _read(found, as_json) for name, found in value.items()}
    if isinstance(value, list):
        return [_read(found, as_json) for found in value]
    if isinstance(value, parts.File):
        return value.name
    if not as_json or not isinstance(value, str):
        return value
    try:
        found = json.loads(value)
    except ValueError:
        return value
    return found if isinstance(found, (bool, int, float)) else value


def _validate(operation: Operation, type: str, body: dict):
    known = {field["name"] for field in operation.body_fields(type)}
    for name in body:
        if name not in known:
            raise unknown(name)
    error = best_match(operation.body_validator(type).iter_errors(body))
    if error is None:
        _check_facts(operation, type, body)
        return
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path).lstrip(".")
    if error.validator == "required":
        absent = [name for name in error.validator_value if name not in error.instance]
        raise missing(f"{place}.{absent[0]}".lstrip("."))
    if error.validator in ("unevaluatedProperties", "additionalProperties"):
        raise Refusal(f"Unknown parameter in '{place}': {error.message}", place, "unknown_parameter")
    code = "invalid_type" if error.validator == "type" else "invalid_value"
    raise invalid(place, error.message[:500], code)


def _check_facts(operation: Operation, type: str, body: dict):
    """Limits that stand beside the schemas: read by hand from the SDK's documentation."""
    for field in operation.body_fields(type):
        value = body.get(field["name"])
        if value is None:
            continue
        length = len(value) if isinstance(value, (str, list, dict)) else None
        if field.get("length_unit") == "utf8-bytes" and isinstance(value, str):
            length = len(value.encode())
        limits = {
            str: ("min_length", "max_length"), list: ("min_items", "max_items"), dict: (None, "max_properties")}
        for kind, (lower, upper) in limits.items():
            if isinstance(value, kind) and not field.get(lower, 0) <= length <= field.get(upper, length):
                raise invalid(field["name"], f"it has a length of {length}")
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if not field.get("min", value) <= value <= field.get("max", value):
                raise invalid(field["name"], f"{value} is out of range")
        for name, wanted in field.get("requires", {}).items():
            if body.get(name) != wanted:
                raise invalid(field["name"], f"it is taken only with {name} '{wanted}'")
