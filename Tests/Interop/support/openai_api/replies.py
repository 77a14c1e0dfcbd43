"""What the simulator answers to a request that it took."""

import json

from support import answers
from support.openai_api import events, facts
from support.openai_api.operations import Operation
from support.openai_api.samples import IMAGE, Sampler

BINARY = {
    "audio": ("audio/mpeg", b"ID3\x04\x00\x00\x00\x00\x00\x00simulated sound"),
    "video": ("video/mp4", b"\x00\x00\x00\x18ftypmp42simulated film"),
    "binary": ("application/octet-stream", b"simulated content\n")}


def reply(operation: Operation, values: dict, body, query: list[tuple[str, str]]):
    """A function that writes the answer."""
    if _wants_stream(operation, body, query):
        return answers.stream(*events.of(operation, sample(operation, values, body)))
    kind = operation.response_kind
    if kind in BINARY:
        type, content = BINARY[kind]
        listed = operation.record["response_content_types"]
        return answers.body(content, type if kind != "binary" or not listed else listed[0])
    if kind == "none":
        return lambda exchange: exchange.reply(operation.record["response_status"], b"", {})
    if kind == "text":
        return lambda exchange: exchange.reply(
            operation.record["response_status"], b"v=0\r\n", {"Content-Type": "application/sdp"})
    if isinstance(body, dict) and body.get("response_format") in ("text", "srt", "vtt"):
        return answers.body(b"Hello from the simulator.\n", "text/plain")
    content = json.dumps(sample(operation, values, body)).encode()
    return lambda exchange: exchange.reply(operation.record["response_status"], content, answers.JSON)


def sample(operation: Operation, values: dict, body):
    """The object that is answered: valid by the schema, about what was asked."""
    schema = facts.response_schema(operation.id)
    if schema is None:
        return {}
    answer = Sampler(schema).sample()
    if not isinstance(answer, dict):
        return answer
    ids = [value for name, value in values.items() if operation.path.endswith("{" + name + "}")]
    if ids and isinstance(answer.get("id"), str):
        answer["id"] = ids[0]
    wanted = body if isinstance(body, dict) else {}
    if isinstance(answer.get("model"), str) and isinstance(wanted.get("model"), str):
        answer["model"] = wanted["model"]
    _count(operation, wanted, answer)
    return answer


def _count(operation: Operation, wanted: dict, answer: dict):
    """As many elements as were asked for."""
    inputs = wanted.get("input", "")
    count = len(inputs) if isinstance(inputs, list) and inputs and not isinstance(inputs[0], (int, dict)) else 1
    if operation.path == "/embeddings":
        answer["data"] = [
            {"object": "embedding", "index": index, "embedding": [0.25, -0.5, index / 8]} for index in range(count)]
    elif operation.path == "/moderations":
        answer["results"] = answer["results"][:1] * count
    elif operation.path.startswith("/images/"):
        answer["data"] = [{"b64_json": IMAGE}] * int(wanted.get("n") or 1)


def _wants_stream(operation: Operation, body, query) -> bool:
    toggle = operation.record["sse_toggle"]
    if operation.response_kind == "sse":
        return True
    if toggle is None:
        return False
    if toggle["in"] == "query":
        return (toggle["field"], "true") in query
    value = body.get(toggle["field"]) if isinstance(body, dict) else None
    return value == toggle["value"] or (toggle["value"] is True and value == "true")
