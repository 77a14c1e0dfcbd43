"""Which models live, and what they refuse."""

import datetime
import functools

from support.openai_api import facts
from support.openai_api.refusals import Refusal

#: The few whose end no price list states, since they were gone before it was written.
LONG_GONE = {"dall-e-2", "dall-e-3"}


@functools.cache
def retired() -> set[str]:
    """Models that OpenAI has switched off by today; the official SDK's dates win over a price list's."""
    prices = facts.load("prices.json")
    listed = {
        name: model["deprecation_date"] for name, model in prices["models"].items()
        if model["provider"] == "openai" and model.get("deprecation_date")}
    today = datetime.date.today().isoformat()
    return {name for name, date in (listed | prices["sdk_shutdown_dates"]).items() if date <= today} | LONG_GONE


def is_reasoning(model: str) -> bool:
    known = facts.load("prices.json")["models"].get(model, {})
    return known.get("provider") == "openai" and "reasoning" in known.get("capabilities", [])


def check(path: str, body):
    """Refuses a body that names a model which is gone, or what its model does not take."""
    model = body.get("model") if isinstance(body, dict) else None
    if not isinstance(model, str):
        return
    if model in retired():
        raise Refusal(f"The model `{model}` has been deprecated and shut down.", "model", "model_not_found", 404)
    if path.startswith("/images/") and "gpt-image-" in model:
        _check_image_options(model, body)
    if path not in ("/chat/completions", "/responses") or not is_reasoning(model):
        return
    for name in ("temperature", "top_p"):
        if body.get(name) not in (None, 1):
            raise Refusal(
                f"Unsupported value: '{name}' does not support {body[name]} with this model. Only the default (1) "
                "value is supported.", name, "unsupported_value")
    if path == "/chat/completions" and body.get("max_tokens") is not None:
        raise Refusal(
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' "
            "instead.", "max_tokens", "unsupported_parameter")


def _check_image_options(model: str, body: dict):
    """Refuses what only earlier image models took."""
    for name in ("style", "response_format"):
        if body.get(name) is not None:
            raise Refusal(f"Unknown parameter: '{name}'.", name, "unknown_parameter")
    if body.get("quality") in ("standard", "hd"):
        raise Refusal(f"Invalid value: '{body['quality']}' for 'quality' of {model}.", "quality", "invalid_value")
    if body.get("size") in ("256x256", "512x512"):
        raise Refusal(f"Invalid value: '{body['size']}' for 'size' of {model}.", "size", "invalid_value")
