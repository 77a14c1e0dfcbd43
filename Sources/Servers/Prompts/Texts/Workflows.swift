/// Prompts that cross servers. They are offered where all tools that they name can be called.
enum Workflows {
    static let all: [PromptTemplate] = [assistant, assistantByResponses, contentPipeline]

    private static let assistantArguments: [PromptTemplate.Argument] = [
        .required("file", "Document to learn from: path, URL or data URI."),
        .required("question", "What to ask first."),
        .optional("role", "What the assistant is and how it talks."), .model(),
    ]

    /// Where the provider still has assistants; see the next one for where it has not.
    private static let assistant = PromptTemplate(
        "assistant-workflow", on: nil, "Build an assistant over a document",
        "Upload a document, build an assistant that answers from it, ask it, and keep the answer.", assistantArguments,
        "Build an assistant that answers from {file}, and ask it: {question}",
        steps: [
            "Call `assistant-list`. If the provider does not know it, say so and stop: this way needs assistants.",
            "Upload {file} with `file-upload`, purpose assistants.",
            "Make a store with `vector-store-create` and put the file into it with `vector-store-file-add`. Look with `vector-store-file-get` until its status is completed.",
            "Create the assistant with `assistant-create`: instructions {role|to answer from the document only and to say so if it does not hold the answer}, model {model|of your choice}, the tool file_search, and the store's id in tool_resources.",
            "Open a thread with `thread-create` and put the question into it with `message-create`.",
            "Start `run-create`, and look with `run-get` until it has ended. If it failed, tell me its last_error.",
            "Read the answer with `message-list` and show it to me with what it cites.",
            "Ask me whether to keep it. If so, upload the answer as a text file with `file-upload` and add it to the store with `vector-store-file-add`.",
            "Tell me the ids of assistant, thread and store, so that I can go on later.",
        ])

    private static let assistantByResponses = PromptTemplate(
        "assistant-workflow", on: nil, "Build an assistant over a document",
        "Upload a document, hold a conversation that answers from it, and keep the answer.", assistantArguments,
        "Set up a conversation that answers from {file}, and ask in it: {question}",
        steps: [
            "Upload {file} with `file-upload`, purpose assistants, which is also the one for search.",
            "Make a store with `vector-store-create` and put the file into it with `vector-store-file-add`. Look with `vector-store-file-get` until its status is completed.",
            "Create a conversation with `conversation-create`; it takes the place of a thread.",
            "Ask with `response-create`: conversation, the question as input, model {model|left to the default}, the tool file_search with the store's id, and as instructions {role|to answer from the document only and to say so if it does not hold the answer}.",
            "Show me the answer with the passages that it cites. Further questions go the same way, with the same conversation.",
            "Ask me whether to keep it. If so, upload the answer as a text file with `file-upload` and add it to the store with `vector-store-file-add`.",
            "Tell me the ids of conversation and store, so that I can go on later.",
        ])

    private static let contentPipeline = PromptTemplate(
        "content-pipeline", on: nil, "Produce a piece of content",
        "Write a text, illustrate it, narrate it, check it, and store it.",
        [
            .required("topic", "What it is about."), .optional("audience", "Whom it is for."), .model(),
            .optional("size", "Width by height of the pictures.", .values(of: "image-generate", "size")),
            .optional("voice", "Voice of the narration.", .values(of: "audio-speech-create", "voice")),
        ],
        "Produce a piece about {topic} for {audience|readers who know nothing of it}: text, pictures, narration.",
        steps: [
            "Write about 300 words with `chat-completion-create`, model {model|left to the default}. Show me the text and wait for my changes.",
            "Check the text with `moderation-check`. If it is flagged, tell me by which category and stop.",
            "Find two scenes in the text and draw each with `image-generate`, size {size|1536x1024}.",
            "Narrate the text with `audio-speech-create`, voice {voice|marin}; of a long text, paragraph by paragraph.",
            "Keep the final text with `file-upload`, purpose user_data, as a Markdown file.",
            "List what was made: the file's id, and the paths of pictures and sound.",
        ])
}
