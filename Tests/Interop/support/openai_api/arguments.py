"""Arguments of tools, made from their input schemas and from the facts."""

import base64
from dataclasses import dataclass

from jsonschema import Draft202012Validator

from support.answers import PNG
from support.openai_api import closing, models
from support.openai_api.operations import JSON, MULTIPART, Operation
from support.openai_api.samples import Sampler

#: A small file, as a data URI: an image, since some operations look into it.
FILE = "data:image/png;base64," + base64.b64encode(PNG).decode()
#: Models that live and take every option, by the beginning of the path; the first that fits.
MODELS = {
    "/images": "gpt-image-2", "/embeddings": "text-embedding-3-small", "/moderations": "omni-moderation-latest",
    "/audio/speech": "gpt-4o-mini-tts", "/audio/voices": "auto", "/audio": "gpt-transcribe",
    "/realtime": "gpt-realtime-2",
    "/live": "gpt-live-1", "/decisions": "gpt-6-luna", "/videos": "a-compatible-video-model",
    "/completions": "a-compatible-model", "": "gpt-4o"}


@dataclass
class Form:
    """One of the shapes that a body may have."""

    type: str | None = None
    #: Names that this shape takes, and those it must have.
    names: frozenset = frozenset()
    required: tuple = ()
    schema: dict | None = None


class Arguments:
    """Arguments for one operation by its tool."""

    def __init__(self, operation: Operation, input_schema: dict):
        self.operation = operation
        self.schema = input_schema
        self.places = {
            field["name"]: (place, field) for place in ("path_params", "query_params", "header_params", "body_fields")
            for field in operation.record[place]}

    @property
    def forms(self) -> list[Form]:
        """The shapes that a body may have, as far as tools send them: for each media type each member of a union."""
        found = []
        for type in self.operation.content_types:
            if type not in (JSON, MULTIPART):
                continue
            schema = self.operation.body_schema(type)
            for shape in shapes(schema, schema.get("$defs", {})):
                form = self._form(type, shape, schema)
                # Files travel as parts, so a JSON form that must have one is none.
                if type == MULTIPART or not any(self._is_file(name, JSON) for name in form.required):
                    found.append(form)
        return found or [Form()]

    def _form(self, type: str, shape: dict, schema: dict) -> Form:
        fields = {field["name"]: field for field in self.operation.body_fields(type)}
        names = shape["properties"].keys() & fields.keys()
        required = [name for name in shape.get("required", []) if name in names]
        required += [name for name in names if fields[name]["required"] and len(self.operation.content_types) > 1
                     and name not in required]
        return Form(type, frozenset(names), tuple(required), {**shape, "$defs": schema.get("$defs", {})})

    def least(self, form: Form) -> dict:
        """Only what the tool says is required; where the body has several shapes, what its shape requires too."""
        names = list(self.schema.get("required", []))
        if len(self.forms) > 1 or form.schema and "anyOf" in self.operation.body_schema(form.type):
            names += [name for name in form.required if name not in names]
        return {name: self._least(name, self.schema["properties"][name], form) for name in names}

    def whole(self, form: Form) -> dict:
        """Every listed argument that the API knows and that goes with a body of this form, filled to the depth of the
        specification."""
        found = {}
        for name, schema in self.schema["properties"].items():
            place, field = self.places.get(name, (None, None))
            if place == "body_fields":
                if name in form.names and not self._is_file(name, JSON, only=form.type):
                    found[name] = self._from_facts(name, schema, field, form)
            elif field is not None:
                found[name] = _Listed(schema).value(schema, name, 0)
        for name in list(found):
            found |= self.places[name][1].get("requires", {})
        return found

    def _is_file(self, name: str, type: str, only: str | None = None) -> bool:
        """Whether an argument is a file in a body of this type; with `only`, whether the body is of this type too."""
        field = self.places.get(name, (None, {}))[1]
        in_json = type == JSON and "type_in_json" in field
        return bool(field.get("binary_file")) and not in_json and only in (None, type)

    def _least(self, name: str, schema: dict, form: Form):
        if name == "model":
            return self._model(schema)
        if self._is_file(name, form.type):
            return self._file(schema)
        value = _Listed(schema).value(schema, name, 0)
        if name not in form.names:
            return value
        facts = self._facts_schema(name, form)
        # A union is shown to a model as one object with the members of all, which is not enough to fill it.
        return value if Draft202012Validator(closing.close(facts)).is_valid(value) else Sampler(facts).sample()

    def _from_facts(self, name: str, schema: dict, field: dict, form: Form):
        if name in ("model", "target_model"):
            return self._model(schema)
        if self._is_file(name, form.type):
            return [FILE, FILE] if "array<binary>" in field["type"] else FILE
        return Sampler(self._facts_schema(name, form), full=True).sample()

    @staticmethod
    def _file(schema: dict):
        return [FILE] if schema.get("type") == "array" else FILE

    @staticmethod
    def _facts_schema(name: str, form: Form) -> dict:
        """The schema of one member of the body."""
        return {**form.schema["properties"][name], "$defs": form.schema["$defs"]}

    def _model(self, schema: dict) -> str:
        """A model that lives and takes every option."""
        alive = [model for model in schema.get("enum", []) if model not in models.retired()]
        return alive[0] if alive else next(
            model for path, model in MODELS.items() if self.operation.path.startswith(path))


class _Listed(Sampler):
    """Values made from what a tool says alone: of objects the required members."""

    def _choose(self, members: list, name: str, depth: int) -> dict:
        return members[0]


def shapes(schema: dict, defs: dict) -> list[dict]:
    """The members of a union at the root of a body, each as one object with all its properties."""
    if "$ref" in schema:
        return shapes(defs[schema["$ref"].removeprefix("#/$defs/")], defs)
    whole = [{"properties": schema.get("properties", {}), "required": schema.get("required", [])}]
    for part in schema.get("allOf", []):
        whole = [_joined(mine, other) for mine in whole for other in shapes(part, defs)]
    if members := schema.get("anyOf", schema.get("oneOf")):
        whole = [_joined(mine, other) for mine in whole for member in members for other in shapes(member, defs)]
    return whole


def _joined(a: dict, b: dict) -> dict:
    return {"properties": a["properties"] | b["properties"], "required": [*a["required"], *b["required"]]}


def fits(schema: dict, arguments: dict) -> list[str]:
    """Why arguments do not fit an input schema; a client may check that before it calls."""
    errors = Draft202012Validator(schema).iter_errors(arguments)
    return [f"{error.json_path}: {error.message[:200]}" for error in errors]
