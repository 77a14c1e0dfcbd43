"""Checks a whole request, as strictly as the facts allow."""

from support.openai_api import bodies, models, operations, queries
from support.openai_api.operations import Operation
from support.openai_api.refusals import Refusal, invalid

#: Headers of the client's protocol, which concern nobody else.
FOREIGN = ("mcp-", "x-api-key")


def check(request) -> tuple[Operation, dict, object]:
    """The operation, the values in its path, and the body."""
    operation, values = operations.find(request.method, request.path, request.query)
    if operation is None:
        if methods := operations.methods_of(request.path):
            raise Refusal(f"{request.path} knows {', '.join(sorted(methods))} only.", None, "method_not_supported", 405)
        raise Refusal(f"Invalid URL ({request.method} {request.path})", None, "unknown_url", 404)
    if empty := [name for name, value in values.items() if not value]:
        raise invalid(empty[0], "it is empty")
    _check_key(operation, request.headers)
    _check_headers(operation, request.headers)
    queries.check(operation, request.query)
    body = bodies.check(operation, request.headers, request.body)
    models.check(operation.path, body)
    return operation, values, body


def _check_key(operation: Operation, headers: dict[str, str]):
    value = headers.get("authorization", "")
    key = value.removeprefix("Bearer ")
    if not value.startswith("Bearer ") or not key.strip():
        raise Refusal("You didn't provide an API key in an Authorization header using Bearer auth.", status=401)
    if operation.wants_admin_key is not None and key.startswith("sk-admin-") != operation.wants_admin_key:
        wanted = "an admin key" if operation.wants_admin_key else "a project's key, not an admin key"
        raise Refusal(f"{operation.name} needs {wanted}.", None, "invalid_api_key", 401)


def _check_headers(operation: Operation, headers: dict[str, str]):
    beta = operation.record["beta_header"] or {}
    given = headers.get("openai-beta")
    if given is None and beta.get("required"):
        raise Refusal(f"You must provide the header '{beta['name']}: {beta['value']}'.", None, "invalid_beta")
    if given is not None and given != beta.get("value"):
        raise Refusal(f"Unknown beta requested: '{given}'.", None, "invalid_beta")
    taken = {param["name"].lower() for param in operation.record["header_params"]}
    if "idempotency-key" in headers and "idempotency-key" not in taken:
        raise Refusal("This operation takes no header Idempotency-Key.")
    for name in headers:
        if name.startswith(FOREIGN):
            raise Refusal(f"The header {name} belongs to another protocol.")
    if operation.method != "POST" and headers.get("content-type"):
        raise Refusal(f"A {operation.method} has no content type.")
