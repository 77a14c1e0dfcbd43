/// Prompts of the servers that are not one domain.
enum FamilyTexts {
    static let all: [PromptTemplate] = [getItDone, pictureToPost, tryAModel]

    private static let getItDone = PromptTemplate(
        "get-it-done", on: "openai", "Get something done",
        "Plan a task, choose the tools for it, and carry it out.",
        [
            .required("task", "What is to be done."), .optional("files", "Files to work on: paths or URLs."),
            .optional("budget", "What it may cost, roughly."),
        ],
        "Get this done with the OpenAI API: {task}",
        steps: [
            "If you can read resources, read openai://guide: it says which server and which tools are for what.",
            "Make a plan of at most five steps, each with one tool. Think text: `response-create`; picture: `image-edit`; speech: `audio-speech-create` and `audio-transcribe`; documents: `file-upload`, `vector-store-create`, `vector-store-file-add` and `vector-store-search`; many calls: `batch-create`.",
            "Check with `model-list` that models which you want to name exist.",
            "Show me the plan, and say which steps cost money. The limit is {budget|what you think fair}. Wait for my yes.",
            "Carry it out. Files to work on: {files|none}. If a step fails, read the error, mend the cause, and try once more before you ask me.",
            "Tell me the result, with paths and ids of all that was made.",
        ])

    private static let pictureToPost = PromptTemplate(
        "picture-to-post", on: "complete", "Make a post of a picture",
        "Look at a picture, write a post about it, and adapt the picture.",
        [
            .required("image", "The picture: path, URL or data URI."),
            .optional("tone", "How the post sounds.", .oneOf(["plain", "warm", "funny", "formal"])),
        ],
        "Make a post of the picture {image}.",
        steps: [
            "Find out with `analyze_image` what it shows, what stands out and what disturbs.",
            "Write three posts with `chat`, at most 60 words each, in a {tone|plain} tone. Let me choose one.",
            "If something disturbs, offer to remove it with `edit_image`, or other takes with `create_variations`.",
            "Show me the post, its alternative text for people who do not see the picture, and the file's path.",
        ])

    private static let tryAModel = PromptTemplate(
        "try-a-model", on: "proxy", "Try a model",
        "Find out what a model of a compatible API can do.",
        [.optional("model", "Id of the model; else the first that fits.", .models(.chat))],
        "Try {model|one of the chat models} of this API.",
        steps: [
            "Call `listModels` and say which of them look like chat models.",
            "Send four small tests with `createCompletion`: arithmetic, a summary of two sentences, JSON with three given keys, and an answer in French.",
            "Report for each test what came, whether it is right, and what was cut or refused.",
            "Say in one sentence what the model is good for.",
        ])
}
