"""Ways to a provider and to us: TLS with a private authority, proxies from the environment."""

import contextlib
import shutil
import ssl

import pytest

from support import binary, certificates, wire
from support.mcp_client import connect_to
from support.provider import SERVER_KEY, FakeProvider
from support.proxy import Proxy
from support.servers import HTTPServer

CHAT = {"messages": [{"role": "user", "content": "Hi"}]}

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return certificates.make(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def secure(files):
    fake = FakeProvider(files.server_context)
    yield fake
    fake.close()
    assert fake.violations == []


@pytest.fixture
def proxy():
    with contextlib.closing(Proxy()) as proxy:
        yield proxy


def chat(server) -> dict:
    return wire.call(server.url, "chat-completion-create", CHAT)["result"]


# A provider over TLS


def test_a_private_authority_is_trusted_when_named(start, secure, files):
    server = start(HTTPServer, "--ca-file", files.authority, env=secure.environment)
    assert chat(server)["content"][0]["text"] == "Hello there!"


def test_and_not_otherwise(start, secure):
    result = chat(start(HTTPServer, env=secure.environment))
    assert result["structuredContent"]["kind"] == "connection_failed"
    assert "certificate" in result["content"][0]["text"] and "CA file" in result["content"][0]["text"]
    assert "may_have_been_billed" not in result["structuredContent"]
    assert secure.requests == []


def test_a_certificate_for_another_name_is_refused(start, files, tmp_path):
    wrong = certificates.make(tmp_path, "DNS:elsewhere.test")
    with contextlib.closing(FakeProvider(wrong.server_context)) as fake:
        result = chat(start(HTTPServer, "--ca-file", wrong.authority, env=fake.environment))
        assert result["structuredContent"]["kind"] == "connection_failed"
        assert fake.requests == []


def test_https_to_a_plain_port_says_so(start, provider):
    env = provider.environment | {"OPENAI_BASE_URL": provider.base_url.replace("http:", "https:"), "MAX_RETRIES": "0"}
    result = chat(start(HTTPServer, env=env))
    assert result["structuredContent"]["kind"] == "connection_failed"


# Proxies. The hosts do not exist: whoever answers was reached through the proxy.


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_plain_http_goes_through_the_proxy(start, provider, proxy, variable):
    env = {"OPENAI_BASE_URL": f"http://provider.test:{provider.port}/v1", "OPENAI_API_KEY": SERVER_KEY}
    assert chat(start(HTTPServer, env=env | {variable: proxy.url}))["content"][0]["text"] == "Hello there!"
    assert provider.keys == [SERVER_KEY]
    assert len(proxy.asked) == 1


def test_https_goes_through_a_tunnel_that_sees_no_key(start, secure, proxy, files):
    env = {"OPENAI_BASE_URL": f"https://provider.test:{secure.port}/v1", "OPENAI_API_KEY": SERVER_KEY}
    server = start(HTTPServer, "--ca-file", files.authority, env=env | {"HTTPS_PROXY": proxy.url})
    assert chat(server)["content"][0]["text"] == "Hello there!"
    assert proxy.asked == [f"CONNECT provider.test:{secure.port}"]
    assert SERVER_KEY not in str(proxy.headers)


def test_a_proxy_may_want_a_password_which_is_not_logged(start, secure, files):
    with contextlib.closing(Proxy("user:secret-of-proxy")) as proxy:
        env = {"OPENAI_BASE_URL": f"https://provider.test:{secure.port}/v1", "OPENAI_API_KEY": SERVER_KEY}
        options = ["--ca-file", files.authority, "--log-level", "trace", "--max-retries", "0"]
        server = start(HTTPServer, *options, env=env | {"HTTPS_PROXY": proxy.url})
        assert chat(server)["content"][0]["text"] == "Hello there!"
        without = start(HTTPServer, *options, env=env | {"HTTPS_PROXY": proxy.url.replace("secret-of", "wrong")})
        result = chat(without)
        assert result["structuredContent"]["kind"] == "connection_failed" and "proxy" in result["content"][0]["text"]
        assert "secret-of-proxy" not in server.log + without.log + str(result)
        assert "wrong-proxy" not in without.log + str(result)


@pytest.mark.parametrize("exception", ["provider.test", ".test", "*", "other.example, provider.test"])
def test_no_proxy_is_obeyed(start, provider, proxy, exception):
    env = {"OPENAI_BASE_URL": f"http://provider.test:{provider.port}/v1", "OPENAI_API_KEY": SERVER_KEY}
    env |= {"HTTP_PROXY": proxy.url, "NO_PROXY": exception, "MAX_RETRIES": "0"}
    result = chat(start(HTTPServer, env=env))
    assert result["structuredContent"]["kind"] == "connection_failed"  # there is no such host
    assert proxy.asked == []


def test_loopback_needs_no_proxy(start, provider, proxy):
    assert not chat(start(HTTPServer, env=provider.environment | {"HTTP_PROXY": proxy.url})).get("isError")
    assert proxy.asked == []


def test_a_proxy_that_is_down_is_told(start):
    env = {"OPENAI_BASE_URL": "https://provider.test/v1", "OPENAI_API_KEY": SERVER_KEY, "MAX_RETRIES": "0"}
    result = chat(start(HTTPServer, env=env | {"HTTPS_PROXY": "http://127.0.0.1:9"}))
    assert result["structuredContent"]["kind"] == "connection_failed"


# Our own listener


def test_we_speak_tls(start, files):
    server = start(
        HTTPServer, "--provider", "embedded", "--tls-cert", files.certificate, "--tls-key", files.key)
    assert server.url.startswith("https://")
    answer = wire.post(server.url, wire.message("tools/list"), context=files.client_context)
    assert answer.json["result"]["tools"]
    with pytest.raises(ssl.SSLError):
        wire.post(server.url, wire.message("tools/list"), context=ssl.create_default_context())


@pytest.mark.anyio
@pytest.mark.parametrize("mode", ["legacy", "auto"])
async def test_the_official_client_over_tls(start, files, mode):
    server = start(HTTPServer, "--provider", "embedded", "--tls-cert", files.certificate, "--tls-key", files.key)
    async with connect_to(server.url, mode, verify=files.client_context) as client:
        assert (await client.list_tools()).tools


def test_over_tls_keys_may_come_in_the_path_from_anywhere(start, provider, files):
    server = start(
        HTTPServer, "--tls-cert", files.certificate, "--tls-key", files.key, host="0.0.0.0",
        env={"OPENAI_BASE_URL": provider.base_url})
    reply = wire.call(f"{server.url}/path-key", "chat-completion-create", CHAT, context=files.client_context)
    assert reply["result"]["content"][0]["text"] == "Hello there!"
    assert provider.keys == ["path-key"]


@pytest.mark.parametrize("content", ["", "nonsense"])
def test_a_certificate_that_cannot_be_read_stops_the_start(files, tmp_path, content):
    (tmp_path / "broken.pem").write_text(content)
    ended = binary.run(
        "serve", "--provider", "embedded", "--http", "127.0.0.1:0", "--tls-cert", str(tmp_path / "broken.pem"),
        "--tls-key", files.key)
    assert ended.returncode == 64
    assert "broken.pem" in ended.stderr
