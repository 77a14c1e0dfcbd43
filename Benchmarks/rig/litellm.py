"""LiteLLM's proxy in the place of our server: one worker, one model, no database, settings as it comes with."""

import os
import re
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from . import machine
from .provider import free_port

SETTINGS = """
model_list:
  - model_name: gpt-4o-mini
    litellm_params: {{model: openai/gpt-4o-mini, api_base: "{provider}", api_key: sk-benchmark}}
"""

# As little as it can do: prices from the package instead of the network, no line for each call, no keys of callers.
VARIABLES = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_LOG": "ERROR", "LITELLM_MODE": "PRODUCTION",
    "LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY": "true"}

# Seconds that it may take to start.
PATIENCE = 120


class LiteLLM:
    """The proxy on the server's processor."""

    def __init__(self, program, provider_url):
        self.port = free_port()
        self.folder = tempfile.TemporaryDirectory(prefix="bench-litellm-")
        settings = Path(self.folder.name, "config.yaml")
        settings.write_text(SETTINGS.format(provider=provider_url))
        environment = {"PATH": os.environ["PATH"], "HOME": self.folder.name, **VARIABLES}
        self.version = version(program, environment)
        # Connections that wait for their turn are not to be closed, as they would be after 5 s.
        command = [
            program, "--config", str(settings), "--host", "127.0.0.1", "--port", str(self.port), "--num_workers", "1",
            "--keepalive_timeout", "600"]
        self.log = open(Path(self.folder.name, "log"), "w+")
        self.process = subprocess.Popen(
            machine.on_cpu(machine.SERVER_CPU, command), env=environment, cwd=self.folder.name, stdout=self.log,
            stderr=self.log)
        self.wait()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/v1/chat/completions"

    @property
    def pid(self):
        return self.process.pid

    def wait(self):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/liveliness", timeout=5):
                    return
            except OSError:
                time.sleep(0.2)
        self.log.seek(0)
        said = self.log.readlines()[-20:]
        self.__exit__()
        raise RuntimeError(f"LiteLLM does not listen:\n{''.join(said)}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        machine.end(self.process)
        self.log.close()
        self.folder.cleanup()


def version(program, environment):
    said = subprocess.run([program, "--version"], env=environment, capture_output=True, text=True).stdout
    number = re.search(r"\d+\.\d+\.\d+\S*", said)
    return f"LiteLLM {number.group()}" if number else "LiteLLM"
