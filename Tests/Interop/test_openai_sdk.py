"""The official OpenAI SDK against the embedded provider's HTTP face."""

import base64
import io
import json
import struct
import wave

import openai
import pytest
from pydantic import BaseModel

QUESTION = "The Elbe flows into the North Sea. The Danube flows into the Black Sea. Where does the Elbe flow?"
WEATHER = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}


@pytest.fixture
def client(embedded_provider):
    with openai.OpenAI(api_key="any key", base_url=embedded_provider, max_retries=0, timeout=15) as client:
        yield client


@pytest.fixture
def model(client):
    return client.models.list().data[0].id


def test_models(client):
    listed = client.models.list().data
    assert listed
    one = client.models.retrieve(listed[0].id)
    assert one.id == listed[0].id and one.object == "model"


# Chat


def test_chat(client, model):
    completion = client.chat.completions.create(model=model, messages=[{"role": "user", "content": QUESTION}])
    assert "North Sea" in completion.choices[0].message.content
    assert completion.choices[0].finish_reason == "stop"
    assert completion.usage.total_tokens == completion.usage.prompt_tokens + completion.usage.completion_tokens > 0


def test_chat_streams_the_same_text(client, model):
    messages = [{"role": "user", "content": QUESTION}]
    whole = client.chat.completions.create(model=model, messages=messages).choices[0].message.content
    chunks = list(client.chat.completions.create(
        model=model, messages=messages, stream=True, stream_options={"include_usage": True}))
    deltas = [chunk.choices[0].delta.content for chunk in chunks if chunk.choices and chunk.choices[0].delta.content]
    assert len(deltas) > 1
    assert "".join(deltas) == whole
    assert chunks[-1].usage.completion_tokens > 0


def test_chat_calls_a_named_tool_and_uses_its_result(client, model):
    tools = [{"type": "function", "function": {"name": "weather", "parameters": WEATHER}}]
    messages = [{"role": "user", "content": "What is the weather in Dresden?"}]
    asked = client.chat.completions.create(
        model=model, messages=messages, tools=tools,
        tool_choice={"type": "function", "function": {"name": "weather"}}).choices[0]
    assert asked.finish_reason in ("stop", "tool_calls")
    [call] = asked.message.tool_calls
    assert call.function.name == "weather"
    assert "Dresden" in call.function.arguments
    messages += [asked.message, {"role": "tool", "tool_call_id": call.id, "content": "In Dresden it is snowing."}]
    answered = client.chat.completions.create(model=model, messages=messages, tools=tools).choices[0].message
    assert "snowing" in answered.content


class Trip(BaseModel):
    city: str
    days: int


def test_chat_fills_a_schema(client, model):
    completion = client.chat.completions.parse(
        model=model, messages=[{"role": "user", "content": "A trip to Lisbon for 4 days."}], response_format=Trip)
    trip = completion.choices[0].message.parsed
    assert isinstance(trip, Trip)
    assert trip.days == 4


# Responses


def test_response(client, model):
    response = client.responses.create(model=model, input=QUESTION)
    assert response.status == "completed"
    assert "North Sea" in response.output_text
    assert client.responses.retrieve(response.id).output_text == response.output_text


def test_response_streams_the_same_text(client, model):
    whole = client.responses.create(model=model, input=QUESTION).output_text
    events = list(client.responses.create(model=model, input=QUESTION, stream=True))
    assert events[0].type == "response.created"
    assert events[-1].type == "response.completed"
    assert [event.sequence_number for event in events] == list(range(len(events)))
    assert "".join(event.delta for event in events if event.type == "response.output_text.delta") == whole
    assert events[-1].response.output_text == whole


def test_response_goes_on_from_the_previous_one(client, model):
    first = client.responses.create(model=model, input="The secret word is heliotrope.")
    second = client.responses.create(model=model, input="What is the secret word?", previous_response_id=first.id)
    assert second.previous_response_id == first.id
    assert "heliotrope" in second.output_text


def test_response_calls_a_named_tool_and_uses_its_result(client, model):
    tools = [{"type": "function", "name": "weather", "parameters": WEATHER, "strict": False}]
    asked = client.responses.create(
        model=model, input="What is the weather in Dresden?", tools=tools,
        tool_choice={"type": "function", "name": "weather"})
    [call] = [item for item in asked.output if item.type == "function_call"]
    assert call.name == "weather" and "Dresden" in call.arguments
    answered = client.responses.create(
        model=model, previous_response_id=asked.id, tools=tools,
        input=[{"type": "function_call_output", "call_id": call.call_id, "output": "In Dresden it is snowing."}])
    assert "snowing" in answered.output_text


def test_response_fills_a_schema(client, model):
    response = client.responses.parse(model=model, input="A trip to Lisbon for 4 days.", text_format=Trip)
    assert response.output_parsed.days == 4


# The rest


def test_embeddings_agree_in_both_encodings(client):
    def embed(**options):
        answer = client.embeddings.create(model="text-embedding-3-small", input="ships and sails", **options)
        return answer.data[0].embedding

    floats = embed(encoding_format="float")
    assert len(floats) == 1536
    packed = base64.b64decode(embed(encoding_format="base64"))
    assert struct.unpack(f"<{len(packed) // 4}f", packed) == pytest.approx(floats, abs=1e-6)
    assert embed() == pytest.approx(floats, abs=1e-6)  # the SDK asks for base64 and decodes it
    assert len(embed(dimensions=256)) == 256


def test_embeddings_of_like_texts_are_alike(client):
    texts = ["The cat sleeps on the sofa.", "A cat is sleeping on a sofa.", "Interest rates rose in March."]
    a, b, c = [item.embedding for item in client.embeddings.create(model="text-embedding-3-small", input=texts).data]
    alike, unlike = (sum(x * y for x, y in zip(a, other)) for other in (b, c))
    assert alike > unlike


def test_moderation(client):
    bad, good = client.moderations.create(input=["I will kill you", "Good morning"]).results
    assert bad.flagged and bad.categories.violence and bad.category_scores.violence > good.category_scores.violence
    assert not good.flagged


def test_images_are_drawn_and_edited(client):
    drawn = client.images.generate(model="gpt-image-2", prompt="a lighthouse", size="1024x1024").data[0].b64_json
    picture = base64.b64decode(drawn)
    assert picture.startswith(b"\x89PNG") and struct.unpack(">II", picture[16:24]) == (1024, 1024)
    edited = client.images.edit(
        model="gpt-image-2", image=("lighthouse.png", picture, "image/png"), prompt="at night").data[0].b64_json
    assert base64.b64decode(edited).startswith(b"\x89PNG")
    assert edited != drawn


# Files and what is made of them


def test_files_come_back_as_they_were_sent(client):
    content = b"line one\r\n\x00\xff\r\n--"
    made = client.files.create(
        file=("notes.txt", content), purpose="user_data", expires_after={"anchor": "created_at", "seconds": 3600})
    assert made.bytes == len(content) and made.filename == "notes.txt" and made.expires_at == made.created_at + 3600
    assert client.files.content(made.id).read() == content
    assert made.id in [file.id for file in client.files.list(purpose="user_data", limit=1)]  # over all pages
    assert client.files.delete(made.id).deleted
    with pytest.raises(openai.NotFoundError):
        client.files.retrieve(made.id)


def test_upload_in_parts(client):
    content = b"0123456789" * 1000
    upload = client.uploads.upload_file_chunked(
        file=content, filename="long.jsonl", bytes=len(content), mime_type="text/jsonl", purpose="batch",
        part_size=4096)
    assert upload.status == "completed"
    assert client.files.content(upload.file.id).read() == content


def test_a_vector_store_finds_the_right_file(client, model):
    store = client.vector_stores.create(name="facts", metadata={"kind": "test"})
    river = client.vector_stores.files.upload_and_poll(
        vector_store_id=store.id, file=("rivers.md", b"# Rivers\n\nThe Elbe flows into the North Sea."))
    assert river.status == "completed"
    cats = client.files.create(file=("cats.txt", b"Cats purr when they are content."), purpose="assistants")
    batch = client.vector_stores.file_batches.create_and_poll(
        vector_store_id=store.id, file_ids=[cats.id], attributes={"animal": True})
    assert batch.file_counts.completed == 1
    found = client.vector_stores.search(store.id, query="Where does the Elbe flow?").data
    assert found[0].file_id == river.id and "North Sea" in found[0].content[0].text
    only = client.vector_stores.search(
        store.id, query="Elbe or cats", filters={"type": "eq", "key": "animal", "value": True}).data
    assert {result.file_id for result in only} == {cats.id}
    response = client.responses.create(model=model, input=[{"role": "user", "content": [
        {"type": "input_file", "file_id": river.id}, {"type": "input_text", "text": "Where does the Elbe flow?"}]}])
    assert "North Sea" in response.output_text
    assert client.vector_stores.delete(store.id).deleted


def test_a_batch_is_worked_off(client):
    lines = [{"custom_id": name, "method": "POST", "url": "/v1/moderations", "body": {"input": text}}
             for name, text in [("bad", "I will kill you"), ("good", "Good morning")]]
    content = "\n".join(map(json.dumps, lines)).encode()
    file = client.files.create(file=("in.jsonl", content), purpose="batch")
    batch = client.batches.create(input_file_id=file.id, endpoint="/v1/moderations", completion_window="24h")
    assert batch.status == "completed" and batch.request_counts.completed == 2
    output = [json.loads(line) for line in client.files.content(batch.output_file_id).text.splitlines()]
    assert [line["custom_id"] for line in output] == ["bad", "good"]
    assert [line["response"]["body"]["results"][0]["flagged"] for line in output] == [True, False]


def test_a_conversation_remembers(client, model):
    conversation = client.conversations.create(
        items=[{"type": "message", "role": "user", "content": "The secret word is heliotrope."}])
    response = client.responses.create(model=model, conversation=conversation.id, input="What is the secret word?")
    assert "heliotrope" in response.output_text
    assert len(list(client.conversations.items.list(conversation.id, limit=2))) == 3


# Sound


def test_what_is_spoken_is_written_down(client):
    text = "The Elbe flows into the North Sea. Ships sail on it."
    sound = client.audio.speech.create(model="gpt-4o-mini-tts", voice="coral", input=text, response_format="wav").read()
    with wave.open(io.BytesIO(sound)) as opened:
        assert (opened.getframerate(), opened.getnchannels(), opened.getsampwidth()) == (24000, 1, 2)
        seconds = opened.getnframes() / opened.getframerate()
    file = ("speech.wav", sound)
    assert client.audio.transcriptions.create(model="gpt-transcribe", file=file).text == text
    verbose = client.audio.transcriptions.create(
        model="whisper-1", file=file, response_format="verbose_json", timestamp_granularities=["word", "segment"])
    assert verbose.duration == pytest.approx(seconds, abs=0.01)
    assert [word.word for word in verbose.words] == text.split()
    assert [segment.text for segment in verbose.segments] == [
        "The Elbe flows into the North Sea.", "Ships sail on it."]
    subtitles = client.audio.transcriptions.create(model="gpt-transcribe", file=file, response_format="srt")
    assert subtitles.startswith("1\n00:00:00,000 --> ")
    events = list(client.audio.transcriptions.create(model="gpt-transcribe", file=file, stream=True))
    assert "".join(event.delta for event in events if event.type == "transcript.text.delta") == text
    assert events[-1].type == "transcript.text.done" and events[-1].text == text
    with pytest.warns(DeprecationWarning):
        assert client.audio.translations.create(model="whisper-1", file=file).text == text


def test_completion_of_plain_text(client, model):
    whole = client.completions.create(model=model, prompt=QUESTION, max_tokens=60).choices[0]
    assert "North Sea" in whole.text and whole.finish_reason == "stop"
    chunks = client.completions.create(model=model, prompt=QUESTION, max_tokens=60, stream=True)
    assert "".join(chunk.choices[0].text for chunk in chunks) == whole.text


@pytest.mark.parametrize("ask, error, code", [
    (lambda c: c.chat.completions.create(model="gpt-none", messages=[{"role": "user", "content": "Hi"}]),
     openai.NotFoundError, "model_not_found"),
    (lambda c: c.models.retrieve("gpt-none"), openai.NotFoundError, "model_not_found"),
    (lambda c: c.responses.retrieve("resp_none"), openai.NotFoundError, None),
    (lambda c: c.chat.completions.create(model="offline", messages=[]), openai.BadRequestError, None),
    (lambda c: c.embeddings.create(model="text-embedding-3-small", input="x", dimensions=0),
     openai.BadRequestError, None),
    (lambda c: c.get("/nothing", cast_to=object), openai.NotFoundError, None),
    (lambda c: c.files.retrieve("file-none"), openai.NotFoundError, None),
    (lambda c: c.vector_stores.search("vs_none", query="x"), openai.NotFoundError, None),
    (lambda c: c.audio.transcriptions.create(model="whisper-1", file=("a.txt", b"no sound")),
     openai.BadRequestError, None),
    (lambda c: c.audio.speech.create(model="tts-1", voice="alloy", input="x" * 4097),
     openai.BadRequestError, "string_above_max_length"),
], ids=["model of a chat", "model", "response", "no messages", "dimensions", "path", "file", "store", "no sound",
        "long text"])
def test_errors_are_those_of_openai(client, ask, error, code):
    with pytest.raises(error) as caught:
        ask(client)
    body = caught.value.body
    assert body["message"] and body["type"] == "invalid_request_error"
    assert caught.value.request_id
    if code:
        assert caught.value.code == code
