"""The tools that the seed documents name, and arguments for those that are more than one call."""

from support.openai_api.arguments import FILE

HELLO = [{"role": "user", "content": "Hello"}]
WEATHER = {
    "name": "weather", "description": "Tells the weather.",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}}


def _names(text: str) -> list[str]:
    return text.split()


#: By server, in the words of the documents; `-update` is seed 001's word for what seed 000 calls `-modify`.
PROMISED = {
    "vector-store": _names("""
        vector-store-create vector-store-list vector-store-get vector-store-delete vector-store-modify
        vector-store-file-add vector-store-file-list vector-store-file-get vector-store-file-content
        vector-store-file-update vector-store-file-delete vector-store-file-batch-create vector-store-file-batch-get
        vector-store-file-batch-cancel vector-store-file-batch-files vector-store-search"""),
    "assistants": _names("""
        assistant-create assistant-list assistant-get assistant-update assistant-modify assistant-delete
        thread-create thread-get thread-update thread-modify thread-delete
        message-create message-list message-get message-update message-modify message-delete
        message-file-list message-file-get
        run-create run-list run-get run-update run-modify run-cancel
        run-submit-tool-outputs run-step-list run-step-get"""),
    "files": _names("file-upload file-list file-get file-delete file-content file-purpose-list"),
    "chat": _names("""
        chat-completion-create chat-completion-stream chat-completion-get chat-completion-list chat-completion-modify
        chat-completion-delete chat-function-call chat-structured-output"""),
    "fine-tuning": _names("""
        fine-tune-create fine-tune-list fine-tune-get fine-tune-cancel fine-tune-resume fine-tune-pause
        fine-tune-events fine-tune-checkpoints fine-tune-metrics fine-tune-permissions-list
        fine-tune-permissions-create fine-tune-permissions-delete"""),
    "embeddings": _names("embedding-create embedding-batch embedding-similarity embedding-search"),
    "images": _names("""
        image-generate image-generate-variations image-generate-batch image-edit image-inpaint image-outpaint
        image-list image-delete"""),
    "audio": _names("""
        audio-speech-create audio-speech-stream audio-transcribe audio-transcribe-batch audio-translate
        audio-translate-batch"""),
    "moderation": _names("moderation-check moderation-batch moderation-categories moderation-history"),
    "complete": _names("chat generate_image analyze_image edit_image chat_with_image create_variations"),
    "openai": _names("chat-completion generate-image analyze-image create-embedding function-call"),
    "proxy": _names("listModels createCompletion callTool"),
}

#: Arguments of composed tools; the others have theirs made from the specification.
ARGUMENTS = {
    "chat-completion-stream": {"messages": HELLO},
    "chat-function-call": {"messages": HELLO, "tools": [{"type": "function", "function": WEATHER}]},
    "chat-structured-output": {"messages": HELLO, "schema": {"type": "object"}},
    "embedding-batch": {"texts": ["a", "b"]},
    "embedding-similarity": {"texts": ["cat", "dog"]},
    "embedding-search": {"query": "cat", "texts": ["cat", "dog"]},
    "image-edit": {"prompt": "A hat", "image": FILE},
    "image-generate-variations": {"image": FILE},
    "image-generate-batch": {"prompts": ["a cat", "a dog"]},
    "image-inpaint": {
        "image": FILE, "prompt": "A hat", "rectangle": {"x": 0, "y": 0, "width": 1, "height": 1}},
    "image-outpaint": {"image": FILE, "prompt": "More sky", "left": 1},
    "image-list": {}, "image-delete": {"id": "rec_1"},
    "audio-speech-stream": {"input": "Hi", "voice": "alloy"},
    "audio-transcribe-batch": {"files": [FILE, FILE]}, "audio-translate-batch": {"files": [FILE, FILE]},
    "moderation-batch": {"inputs": ["a", "b"]}, "moderation-categories": {}, "moderation-history": {},
    "vector-store-file-batch-create": {"vector_store_id": "vs_1", "file_ids": ["file-1"]},
    "message-file-list": {"thread_id": "thread_1", "message_id": "msg_1"},
    "message-file-get": {"thread_id": "thread_1", "message_id": "msg_1", "file_id": "file-1"},
    "message-create": {"thread_id": "thread_1", "role": "user", "content": "Hi"},
    "file-upload": {"file": FILE, "purpose": "vision"}, "file-purpose-list": {"purpose": "batch"},
    "fine-tune-permissions-list": {"fine_tuned_model_checkpoint": "ft:m:ckpt"},
    "fine-tune-permissions-create": {"fine_tuned_model_checkpoint": "ft:m:ckpt", "project_ids": ["proj_1"]},
    "fine-tune-permissions-delete": {"fine_tuned_model_checkpoint": "ft:m:ckpt", "permission_id": "cp_1"},
    "fine-tune-metrics": {"fine_tuning_job_id": "ftjob-1"},
    "chat": {"messages": HELLO}, "generate_image": {"prompt": "A cat"},
    "analyze_image": {"image_url": "https://example.com/image.jpg", "prompt": "What is it?"},
    "edit_image": {"image_url": FILE, "prompt": "A hat"},
    "chat_with_image": {"messages": HELLO, "image_urls": ["https://example.com/image.jpg"]},
    "create_variations": {"image_url": FILE},
    "chat-completion": {"messages": HELLO}, "generate-image": {"prompt": "A cat"},
    "analyze-image": {"image_url": "https://example.com/image.jpg", "prompt": "What is it?"},
    "create-embedding": {"input": "cat"}, "function-call": {"messages": HELLO, "functions": [WEATHER]},
    "listModels": {}, "createCompletion": {"messages": HELLO}, "callTool": {"name": "model-list", "arguments": {}},
}

#: Tools whose answer speaks of what is not there: a record that nobody made is no success.
ABSENT = {"image-delete"}
