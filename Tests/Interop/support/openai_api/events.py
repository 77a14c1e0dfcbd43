"""Streams: the events that end well, made from the schemas."""

import json

from support import answers
from support.openai_api import facts
from support.openai_api.operations import Operation
from support.openai_api.samples import Sampler

#: The events of a stream that went well, by what their type ends with, in order.
STEPS = (
    "speech.audio.delta", "speech.audio.done", "transcript.text.delta", "transcript.text.done",
    "image_generation.completed", "image_edit.completed", "agent.session.created",
    "agent.session.turn.output_text.delta", "agent.session.idle")


def of(operation: Operation, answer: dict) -> list[bytes]:
    """The events of a stream that carries this answer."""
    if operation.path == "/chat/completions":
        return answers.chat_events("Hello", " from the simulator.")
    schema = facts.event_schema(operation.id)
    if operation.path == "/completions":
        return [answers.event(Sampler(schema).sample()), b"data: [DONE]\n\n"]
    if operation.path.startswith("/responses"):
        return _of_response(answer)
    if operation.path.startswith("/threads"):
        run = json.dumps({**answer, "status": "completed"}).encode()
        return [b"event: thread.run.completed\ndata: " + run + b"\n\n", b"event: done\ndata: [DONE]\n\n"]
    members = _members(schema, schema.get("$defs", {}))
    found = []
    for step in STEPS:
        for member in members:
            if step in _names(member):
                found.append(Sampler({**member, "$defs": schema.get("$defs", {})}).sample())
    return [answers.event(event) for event in found]


def _of_response(answer: dict) -> list[bytes]:
    steps = [
        {"type": "response.created", "response": {**answer, "status": "in_progress", "output": []}},
        {"type": "response.output_text.delta", "item_id": "msg_1", "output_index": 0, "content_index": 0,
         "delta": "Hello", "logprobs": []},
        {"type": "response.completed", "response": {**answer, "status": "completed"}}]
    return [
        b"event: " + step["type"].encode() + b"\n" + answers.event({**step, "sequence_number": number})
        for number, step in enumerate(steps)]


def _members(schema: dict, defs: dict) -> list[dict]:
    if "$ref" in schema:
        return _members(defs[schema["$ref"].removeprefix("#/$defs/")], defs)
    if "anyOf" in schema:
        return [found for member in schema["anyOf"] for found in _members(member, defs)]
    return [schema]


def _names(member: dict) -> list:
    kind = member.get("properties", {}).get("type", {})
    return [*kind.get("enum", []), kind.get("const")]
