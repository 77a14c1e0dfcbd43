"""The facts about the API, which lie beside a checkout."""

import functools
import json
from pathlib import Path

from support import binary

FOLDER = binary.REPOSITORY.parent / "shared" / "openai-api"


def are_present() -> bool:
    return (FOLDER / "operations.json").is_file()


@functools.cache
def load(name: str):
    return json.loads(Path(FOLDER / name).read_text())


def request_content(operation: str) -> dict:
    """The specification's schemas of a request body by media type."""
    content = load("schema-facts.json")["requests"].get(operation, {}).get("content", {})
    return {type: content[schema["same_as"]] if "same_as" in schema else schema for type, schema in content.items()}


def response_schema(operation: str) -> dict | None:
    found = load("response-facts.json")["responses"].get(operation)
    return found and found["schema"]


def event_schema(operation: str) -> dict | None:
    found = load("sse-facts.json")["events"].get(operation)
    return found and found["event_schema"]


def sdk_request(operation: str) -> dict | None:
    """The official SDK's shape of a body, where it differs from the specification's."""
    return load("sdk-schema-facts.json")["operations"].get(operation, {}).get("request")
