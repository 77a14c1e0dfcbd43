"""Files that tools read and write: which ones, and that they arrive whole."""

import base64
import email
import email.policy
import json
import os

import pytest

from support import answers, binary, wire

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


@pytest.mark.parametrize("flag", ["--files", "--root"])
def test_a_file_travels_whole_and_beside_the_model(stdio, provider, folder, flag):
    server = stdio(flag, str(folder))
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


@pytest.mark.parametrize("prefix", ["data:image/png;base64,", "data:;base64,", ""])
def test_data_in_the_argument_needs_no_folder(stdio, provider, prefix):
    server = stdio()
    server.initialize()
    assert not edit(server, prefix + base64.b64encode(answers.PNG).decode()).get("isError")
    assert answers.PNG in provider.last.body


@pytest.mark.parametrize("path", [
    "{folder}/../secret.png", "{folder}/link.png", "/etc/hostname", "file:///etc/hostname", "{folder}",
    "{folder}/nothing.png", "http://127.0.0.1:1/x.png", "https://127.0.0.1:1/x.png", "data:image/png;base64,###", ""])
def test_nothing_else_is_read(stdio, provider, folder, path):
    server = stdio("--files", str(folder))
    server.initialize()
    result = edit(server, path.format(folder=folder))
    assert result["isError"]
    assert "image" in result["content"][0]["text"]
    assert provider.requests == []


def test_over_stdio_no_folder_is_open_by_itself(stdio, provider, tmp_path):
    (tmp_path / "picture.png").write_bytes(answers.PNG)
    server = stdio()
    server.initialize()
    for path in ["picture.png", str(tmp_path / "picture.png")]:
        result = edit(server, path)
        assert result["isError"]
        assert "start it with --files FOLDER, or" in result["content"][0]["text"]
    assert provider.requests == []


def test_a_person_in_a_shell_names_files_where_they_stand(provider, folder):
    def call(path, *options):
        arguments = json.dumps(EDIT | {"image": path})
        return binary.run(
            "call", "image-edit", "--args", arguments, *options, env=provider.environment, cwd=folder)

    assert call("picture.png").returncode == 0
    assert call("../secret.png").returncode == 1
    (folder / "inner").mkdir()
    assert call("picture.png", "--files", "inner").returncode == 1
    assert len(provider.requests) == 1


def test_callers_over_http_read_files_only_where_both_flags_allow_it(http, provider, folder):
    picture = str(folder / "picture.png")

    def edited(*options):
        return wire.call(http(*options).url, "image-edit", EDIT | {"image": picture})["result"]

    for options in [(), ("--files", str(folder)), ("--http-files",)]:
        closed = edited(*options)
        assert closed["isError"]
        assert "--files FOLDER and --http-files" in closed["content"][0]["text"]
    assert not edited("--files", str(folder), "--http-files").get("isError")
    assert len(provider.requests) == 1


def test_a_retry_sends_the_file_again(stdio, provider, folder):
    content = answers.PNG + bytes(300_000)
    (folder / "large.png").write_bytes(content)
    provider.script = [answers.page(503), answers.page(503)]
    server = stdio("--files", str(folder))
    server.initialize()
    assert not edit(server, str(folder / "large.png")).get("isError")
    assert [content in request.body for request in provider.requests] == [True] * 3


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="there is no /proc to look at memory")
def test_a_large_file_is_never_in_memory(stdio, provider, folder):
    with open(folder / "large.png", "wb") as file:
        file.write(answers.PNG)
        file.truncate(100 << 20)
    server = stdio("--files", str(folder))
    server.initialize()
    edit(server, str(folder / "picture.png"))
    before = most_memory(server)
    assert not edit(server, str(folder / "large.png")).get("isError")
    assert len(provider.last.body) > 100 << 20
    assert most_memory(server) - before < 16 << 20


def most_memory(server) -> int:
    """The most memory that a process has had so far, in bytes."""
    with open(f"/proc/{server.process.pid}/status") as file:
        [line] = [line for line in file if line.startswith("VmHWM:")]
    return int(line.split()[1]) << 10


def test_a_file_of_five_gigabytes_is_refused_at_once(stdio, provider, folder):
    with open(folder / "huge.png", "wb") as file:
        file.truncate(5 << 30)
    server = stdio("--files", str(folder))
    server.initialize()
    assert "larger than 536870912 bytes" in edit(server, str(folder / "huge.png"))["content"][0]["text"]
    assert provider.requests == []


@pytest.mark.parametrize("name, told", [
    ('a "b".png', "a %22b%22.png"), ("a\nContent-Type: x\r.png", "aContent-Type: x.png"), ("naïve ü.png", "naïve ü.png")])
def test_a_name_stays_a_name(stdio, provider, folder, name, told):
    (folder / name).write_bytes(answers.PNG)
    server = stdio("--files", str(folder))
    server.initialize()
    assert not edit(server, str(folder / name)).get("isError")
    assert f'filename="{told}"\r\nContent-Type: image/png\r\n\r\n'.encode() in provider.last.body


def test_a_file_too_large_is_refused(stdio, provider, folder):
    (folder / "large.png").write_bytes(answers.PNG + bytes(200_000))
    server = stdio("--files", str(folder), "--max-file-size", "100KiB")
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
