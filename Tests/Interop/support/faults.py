"""What a network does to an answer: connections that are torn off, that lead nowhere, that hardly move."""

import contextlib
import os
import random
import socket
import struct

from support import answers
from support.answers import JSON, chat_events, error, ok
from support.provider import SERVER_KEY

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def resets(after: bytes = b""):
    """Tears the connection off behind some bytes, with a reset where others say goodbye."""

    def answer(exchange):
        exchange.write(after)
        exchange.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(exchange.connection.detach())
        exchange.close_connection = True

    return answer


in_the_header = resets(HEAD)
in_the_body = resets(HEAD + b"Content-Length: 500\r\n\r\n{\"id\":")


def in_the_stream(exchange):
    """Tears a stream off in the middle of an event."""
    first, second, *_ = chat_events("Half")
    piece = first + second + b"data: {\"id\""
    resets(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
        + b"%x\r\n%s\r\n" % (len(piece), piece))(exchange)


def drips(exchange):
    """Sends a byte now and then, for longer than anybody waits."""
    exchange.write(HEAD + b"Content-Length: 5000\r\n\r\n{")
    while exchange.wait(0.05):
        exchange.write(b" ")
    exchange.close_connection = True


def says_too_little(exchange):
    """Sends more than it announces."""
    exchange.reply(200, b'{"choices":[]} and more', JSON | {"Content-Length": "14"})
    exchange.close_connection = True


def in_turn(*actions):
    """One after the other, for ever."""
    count = iter(range(1 << 62))
    return lambda exchange: actions[next(count) % len(actions)](exchange)


def refuses_keys(*keys: str, then=ok):
    """Knows some keys no more."""
    gone = error(401, "Incorrect API key provided.", "invalid_api_key", "invalid_request_error")
    return lambda exchange: (gone if exchange.request_seen.key in keys else then)(exchange)


#: What may happen to a call, the good more often than the bad.
FATES = [ok] * 6 + [
    error(500), error(503), error(400), answers.rate_limited(retry_after_ms="1"), answers.quota_exceeded(),
    answers.page(502), answers.truncated, answers.closes, answers.not_http, resets(), in_the_header, in_the_body,
    in_the_stream, refuses_keys(SERVER_KEY)]


def by_chance(seed: int):
    """Any of these, in an order that the seed decides."""
    chance = random.Random(seed)
    return lambda exchange: chance.choice(FATES)(exchange)


@contextlib.contextmanager
def black_hole():
    """The port of a listener that takes no connection: whoever comes hears nothing at all."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            client = stack.enter_context(socket.socket())
            client.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                client.connect(listener.getsockname())
        yield listener.getsockname()[1]
