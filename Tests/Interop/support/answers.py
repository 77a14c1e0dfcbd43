"""What a provider may answer, from well-behaved to broken."""

import base64
import json
import time
from collections.abc import Callable

JSON = {"Content-Type": "application/json", "x-request-id": "req_interop"}
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")

KNOWN = {
    ("GET", "/models"), ("POST", "/chat/completions"), ("POST", "/responses"), ("POST", "/embeddings"),
    ("POST", "/moderations"), ("POST", "/images/generations"), ("POST", "/images/edits"),
    ("GET", "/files/file-large/content"),
}


def faults(request) -> list[str]:
    """What is wrong with a request, as OpenAI would see it."""
    found = []
    if (request.method, request.path) not in KNOWN:
        found.append(f"unknown endpoint {request.method} {request.path}")
    # A cancellation has nothing to say beyond its path.
    if request.method == "POST" and not request.path.endswith("/cancel"):
        kind = request.headers.get("content-type", "")
        if request.path == "/images/edits":
            if not kind.startswith("multipart/form-data; boundary="):
                found.append(f"content type {kind}")
        elif kind != "application/json":
            found.append(f"content type {kind}")
        elif not isinstance(request.json, dict):
            found.append("the body is no object")
    if "authorization" in request.headers and not request.headers["authorization"].startswith("Bearer "):
        found.append("authorization is not Bearer")
    if any(name.startswith(("mcp-", "x-api-key")) for name in request.headers):
        found.append("a header of the client's protocol went to the provider")
    return found


def file(kind: str, piece: bytes, count: int, missing: int = 0):
    """A file in equal pieces; with some missing, the connection ends before what was announced is there."""

    def answer(exchange):
        exchange.send_response(200)
        exchange.send_header("Content-Type", kind)
        exchange.send_header("Content-Length", str(len(piece) * count))
        exchange.end_headers()
        for _ in range(count - missing):
            exchange.wfile.write(piece)
        exchange.close_connection = missing > 0

    return answer


# What all is well looks like


def ok(exchange):
    """The answer of a healthy provider; a stream where one was asked for."""
    request = exchange.request_seen
    wanted = request.json if request.body and "json" in request.headers.get("content-type", "") else {}
    if wanted.get("stream") and request.path == "/chat/completions":
        return stream(*chat_events("Hello", " there", "!"))(exchange)
    body = {
        "/models": {"object": "list", "data": []},
        "/chat/completions": chat_completion("Hello there!", wanted.get("model", "")),
        "/embeddings": {
            "object": "list", "model": wanted.get("model"), "usage": {"prompt_tokens": 1, "total_tokens": 1},
            "data": [{"object": "embedding", "index": 0, "embedding": [0.25, -0.5]}]},
        "/moderations": {"id": "modr-1", "model": "omni-moderation-latest", "results": []},
        "/images/generations": {"created": 1, "data": [{"b64_json": base64.b64encode(PNG).decode()}]},
        "/images/edits": {"created": 1, "data": [{"b64_json": base64.b64encode(PNG).decode()}]},
    }[request.path]
    exchange.reply(200, json.dumps(body).encode(), JSON)


def chat_completion(text: str, model: str = "gpt-5.6-luna", tokens: int = 2) -> dict:
    return {
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": model,
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": tokens, "total_tokens": tokens + 1},
    }


def talks(tokens: int) -> Callable:
    """Chat completions that say that so many tokens were put out; streamed where that is asked for."""

    def answer(exchange):
        if exchange.request_seen.json.get("stream"):
            return stream(*chat_events("Hello there!", tokens=tokens))(exchange)
        exchange.reply(200, json.dumps(chat_completion("Hello there!", tokens=tokens)).encode(), JSON)

    return answer


def chat_events(*pieces: str, tokens: int | None = None) -> list[bytes]:
    """A streamed chat completion, event by event; the last says how many tokens were put out, if that is given."""

    def chunk(delta: dict, reason: str | None = None) -> bytes:
        return event({
            "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "gpt-5.6-luna",
            "choices": [{"index": 0, "delta": delta, "finish_reason": reason}]})

    usage = [] if tokens is None else [event({**chat_completion("", tokens=tokens), "choices": []})]
    return [
        chunk({"role": "assistant", "content": ""}), *[chunk({"content": piece}) for piece in pieces],
        chunk({}, "stop"), *usage, b"data: [DONE]\n\n"]


def event(data) -> bytes:
    return b"data: " + json.dumps(data).encode() + b"\n\n"


# Refusals


def error(
    status: int, message: str = "It went wrong.", code: str | None = None, type: str | None = None,
    param: str | None = None, headers: dict | None = None,
) -> Callable:
    """An error in OpenAI's envelope."""
    body = json.dumps({"error": {"message": message, "type": type, "param": param, "code": code}}).encode()
    return lambda exchange: exchange.reply(status, body, {**JSON, **(headers or {})})


def rate_limited(**headers: str) -> Callable:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return error(429, "Rate limit reached", "rate_limit_exceeded", "requests", headers=named)


def quota_exceeded() -> Callable:
    return error(429, "You exceeded your current quota", "insufficient_quota", "insufficient_quota")


def echoes_key(exchange):
    """OpenAI repeats a part of a wrong key; a careless server repeats all of it."""
    key = exchange.request_seen.key
    error(401, f"Incorrect API key provided: {key}.", "invalid_api_key", "invalid_request_error")(exchange)


def echoes_key_in_stream(exchange):
    """The same, once the stream has begun."""
    report = {"error": {"message": f"Key {exchange.request_seen.key} was revoked.", "code": "invalid_api_key"}}
    stream(chat_events("He")[0], event(report))(exchange)


def page(status: int) -> Callable:
    """What a load balancer says."""
    body = b"<!DOCTYPE html><html><head><title>Bad Gateway</title></head><body>nginx</body></html>"
    return lambda exchange: exchange.reply(status, body, {"Content-Type": "text/html"})


# Faults


def body(data: bytes, type: str = "application/json") -> Callable:
    """Any bytes with a status that says all is well."""
    return lambda exchange: exchange.reply(200, data, {"Content-Type": type})


def after(seconds: float, then: Callable = ok) -> Callable:
    """A slow answer."""
    return lambda exchange: then(exchange) if exchange.wait(seconds) else None


def truncated(exchange):
    """Announces more than comes."""
    exchange.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\":")
    exchange.close_connection = True


def stalls(exchange):
    """Begins an answer and says nothing more."""
    exchange.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\":")
    exchange.wait(30)
    exchange.close_connection = True


def closes(exchange):
    """Hangs up without a word."""
    exchange.close_connection = True


def not_http(exchange):
    exchange.write(b"\x00\x01\x02 this is no HTTP\r\n\r\n")
    exchange.close_connection = True


# Streams


def stream(*pieces: bytes, pause: float = 0, ends: bool = True) -> Callable:
    """Server-sent events, sent piece by piece; pieces need not be whole lines."""

    def answer(exchange):
        exchange.send_response(200)
        for name, value in {"Content-Type": "text/event-stream", "Transfer-Encoding": "chunked"}.items():
            exchange.send_header(name, value)
        exchange.end_headers()
        for piece in pieces:
            exchange.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            time.sleep(pause)
        if ends:
            exchange.write(b"0\r\n\r\n")
        else:
            exchange.close_connection = True

    return answer
