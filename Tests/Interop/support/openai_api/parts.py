"""Reads a multipart body, strictly, back into the object that it stands for."""

import json
import re
from dataclasses import dataclass

from support.openai_api.refusals import Refusal, invalid

NAME = re.compile(r'([^\[\]]+)((?:\[[^\[\]]*\])*)')


@dataclass
class Part:
    name: str
    filename: str | None
    type: str | None
    content: bytes


@dataclass
class File:
    """What stands in a body in place of a file."""

    name: str
    type: str | None
    content: bytes


def split(content_type: str, body: bytes) -> list[Part]:
    """The parts, by RFC 7578."""
    match = re.search(r'boundary="?([^";]+)"?', content_type)
    if not match:
        raise Refusal("The content type has no boundary.")
    mark = b"--" + match[1].encode()
    if not body.startswith(mark) or not body.rstrip(b"\r\n").endswith(mark + b"--"):
        raise Refusal("The body does not begin and end with its boundary.")
    pieces = (b"\r\n" + body).split(b"\r\n" + mark)[1:-1]
    return [_part(piece) for piece in pieces]


def _part(piece: bytes) -> Part:
    head, separator, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    if not separator:
        raise Refusal("A part has no empty line after its headers.")
    headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
    headers = {name.lower(): value for name, value in headers.items()}
    disposition = headers.get("content-disposition", "")
    name = re.search(r'[ ;]name="((?:[^"\\]|\\.)*)"', disposition)
    if not disposition.startswith("form-data;") or not name:
        raise Refusal("A part has no name.")
    filename = re.search(r'filename="((?:[^"\\]|\\.)*)"', disposition)
    return Part(name[1], filename and filename[1], headers.get("content-type"), content)


def read(parts: list[Part], fields: list[dict], typed: dict[str, str]) -> dict:
    """The object that the parts stand for; text stays text."""
    known = {field["name"]: field for field in fields}
    body: dict = {}
    for part in parts:
        match = NAME.fullmatch(part.name)
        if not match or match[1] not in known:
            raise Refusal(f"Unknown part: '{part.name}'.", part.name, "unknown_parameter")
        path = re.findall(r"\[([^\]]*)\]", match[2])
        _put(body, match[1], path, _value(part, known[match[1]], typed.get(match[1])), part.name)
    return body


def _value(part: Part, field: dict, wanted_type: str | None):
    if field.get("binary_file") and "binary" in field["type"]:
        if part.filename is None and not re.search(r"string|object:", field["type"]):
            raise invalid(part.name, "expected a file, but the part has no filename")
        if part.filename is not None:
            if not part.filename or not part.content:
                raise invalid(part.name, "the file is empty or has no name")
            return File(part.filename, part.type, part.content)
    if part.filename is not None:
        raise invalid(part.name, "it is no file, but the part has a filename")
    if wanted_type and part.type != wanted_type:
        raise invalid(part.name, f"expected a part of type {wanted_type}, got {part.type}")
    text = part.content.decode()
    return json.loads(text) if wanted_type == "application/json" else text


def _put(body: dict, name: str, path: list[str], value, whole: str):
    """Sets a value where the brackets of a part's name say."""
    if not path:
        if name in body:
            raise invalid(whole, "the part is given twice; a list is sent as name[]")
        body[name] = value
        return
    place = body.setdefault(name, [] if path[0] == "" else {})
    for key, next in zip(path, [*path[1:], None]):
        new = value if next is None else [] if next == "" else {}
        if isinstance(place, list) != (key == ""):
            raise invalid(whole, "it mixes a list and members")
        if key == "":
            place.append(new)
            place = new
        elif next is None:
            place[key] = new
        else:
            place = place.setdefault(key, new)
