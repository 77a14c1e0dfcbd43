"""Files that tools read and write: which ones, and that they arrive whole."""

import base64
import email
import email.policy

import pytest

from support import answers, wire

EDIT = {"prompt": "at night"}


def parts(request) -> dict:
    """The parts of a multipart body, by name."""
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    message = email.message_from_bytes(head + request.body, policy=email.policy.HTTP)
    return {part.get_param("name", header="content-disposition"): part for part in message.iter_parts()}


def edit(server, image) -> dict:
    return server.call("image-edit", EDIT | {"image": image})["result"]


@pytest.fixture
def folder(tmp_path):
    """A folder that may be read, beside one that may not."""
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "picture.png").write_bytes(answers.PNG)
    (tmp_path / "secret.png").write_bytes(answers.PNG)
    (tmp_path / "open" / "link.png").symlink_to(tmp_path / "secret.png")
    return tmp_path / "open"


def test_a_file_travels_whole_and_beside_the_model(stdio, provider, folder):
    server = stdio("--root", str(folder))
    server.initialize()
    result = edit(server, str(folder / "picture.png"))
    assert not result.get("isError"), result
    sent = parts(provider.last)
    image = sent.get("image") or sent["image[]"]
    assert image.get_payload(decode=True) == answers.PNG
    assert (image.get_filename(), image.get_content_type()) == ("picture.png", "image/png")
    assert sent["prompt"].get_payload(decode=True) == b"at night"
    written = result["structuredContent"]["data"][0]["b64_json"]["path"]
    with open(written, "rb") as file:
        assert file.read() == answers.PNG


def test_a_data_uri_needs_no_folder(stdio, provider):
    server = stdio()
    server.initialize()
    assert not edit(server, "data:image/png;base64," + base64.b64encode(answers.PNG).decode()).get("isError")
    assert answers.PNG in provider.last.body


@pytest.mark.parametrize("path", [
    "{folder}/../secret.png", "{folder}/link.png", "/etc/hostname", "file:///etc/hostname", "{folder}",
    "{folder}/nothing.png", "http://127.0.0.1:1/x.png", "https://127.0.0.1:1/x.png", "data:image/png;base64,###", ""])
def test_nothing_else_is_read(stdio, provider, folder, path):
    server = stdio("--root", str(folder))
    server.initialize()
    result = edit(server, path.format(folder=folder))
    assert result["isError"]
    assert "image" in result["content"][0]["text"]
    assert provider.requests == []


def test_callers_over_http_read_no_files_unless_a_folder_is_opened(http, provider, folder):
    picture = str(folder / "picture.png")
    closed = wire.call(http().url, "image-edit", EDIT | {"image": picture})["result"]
    assert closed["isError"] and "--root" in closed["content"][0]["text"]
    opened = wire.call(http("--root", str(folder)).url, "image-edit", EDIT | {"image": picture})["result"]
    assert not opened.get("isError")
    assert len(provider.requests) == 1


def test_a_file_too_large_is_refused(stdio, provider, folder):
    (folder / "large.png").write_bytes(answers.PNG + bytes(200_000))
    server = stdio("--root", str(folder), "--max-file-size", "100KiB")
    server.initialize()
    assert edit(server, str(folder / "large.png"))["isError"]
    assert provider.requests == []


def test_an_output_folder_that_cannot_be_written_is_told(stdio, tmp_path):
    (tmp_path / "file").write_text("in the way")
    server = stdio("--output", str(tmp_path / "file"))
    server.initialize()
    result = server.call("image-generate", {"prompt": "x"})["result"]
    assert result["isError"]
    assert "--output" in result["content"][0]["text"]


def test_a_small_image_is_shown_and_a_large_one_is_not(stdio):
    def kinds(*options):
        server = stdio(*options)
        server.initialize()
        result = server.call("image-generate", {"prompt": "x"})["result"]
        return [block["type"] for block in result["content"]]

    assert kinds() == ["text", "image"]
    assert kinds("--max-inline-size", "10") == ["text"]
