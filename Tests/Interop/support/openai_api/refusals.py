"""What the API says when it refuses a request."""

import json
from dataclasses import dataclass

HEADERS = {"Content-Type": "application/json", "x-request-id": "req_simulated"}


@dataclass
class Refusal(Exception):
    """A refusal in OpenAI's envelope."""

    message: str
    param: str | None = None
    code: str | None = None
    status: int = 400

    @property
    def body(self) -> bytes:
        error = {
            "message": self.message, "type": "invalid_request_error", "param": self.param, "code": self.code}
        return json.dumps({"error": error}).encode()


def unknown(name: str, what: str = "parameter") -> Refusal:
    return Refusal(f"Unknown {what}: '{name}'.", name, "unknown_parameter")


def missing(name: str) -> Refusal:
    return Refusal(f"Missing required parameter: '{name}'.", name, "missing_required_parameter")


def invalid(name: str, why: str, code: str = "invalid_value") -> Refusal:
    return Refusal(f"Invalid value for '{name}': {why}.", name, code)
