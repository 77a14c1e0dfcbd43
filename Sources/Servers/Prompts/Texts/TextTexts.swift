/// Prompts of the servers that read and write text.
enum TextTexts {
    static let all: [PromptTemplate] = [
        .init(
            "choose-a-model", on: "models", "Choose a model", "Find the model for a task among those that can be used.",
            [
                .required("task", "What the model has to do."),
                .optional("matters", "What matters most.", .oneOf(["quality", "speed", "price"])),
            ],
            "Choose a model for: {task}. What matters most is {matters|quality}.",
            steps: [
                "Call `model-list` and leave out what is for another kind of work, and dated copies of a model that is there without a date.",
                "Look at the three that fit best with `model-get`.",
                "Name one and a cheaper second, each with its reason. The list says neither price nor skill, so say what you know and what you only suppose.",
            ]),
        .init(
            "second-opinion", on: "chat", "Get a second opinion",
            "Ask another model, and compare its answer with your own.",
            [.required("question", "The question."), .model()],
            "Get a second opinion on: {question}",
            steps: [
                "Answer the question yourself in a few sentences, before you ask anybody.",
                "Ask it with `chat-completion-create`, model {model|left to the default}, without your own answer.",
                "Where both differ, send both answers with `chat-completion-create` and ask which points do not hold.",
                "Give me the answer that stands, what both agree on, and what remains open.",
            ]),
        .init(
            "research-a-question", on: "responses", "Research a question",
            "Let a model search the web, and report with sources.",
            [
                .required("question", "What to find out."), .model(),
                .optional("depth", "How thorough.", .oneOf(["quick", "thorough"])),
            ],
            "Find out: {question}. Be {depth|quick}.",
            steps: [
                "Split the question into at most four that can be searched for.",
                "Call `response-create` with the tool web_search, model {model|left to the default}, and ask for sources. If it shall be thorough, set background and look with `response-get` until it has ended.",
                "Go on with previous_response_id where an answer has gaps or its sources disagree.",
                "Report in at most 300 words. Put the source behind each fact, and say what no source confirms.",
            ]),
        .init(
            "review-a-conversation", on: "conversations", "Review a conversation",
            "Sum up a stored conversation and what is open in it.",
            [.required("conversation", "Id of the conversation."), .optional("focus", "What to look for.")],
            "Review the conversation {conversation}.",
            steps: [
                "Read it with `conversation-get` and `conversation-item-list`, oldest first, page after page.",
                "Sum up what was asked, answered and decided, and what is open. Look for {focus|nothing special}.",
                "Offer to note the topic in its metadata with `conversation-modify`, and wait for my yes.",
            ]),
        .init(
            "search-texts-by-meaning", on: "embeddings", "Search texts by meaning",
            "Turn texts into vectors, and find those closest to a question.",
            [
                .required("texts", "The texts, or a JSONL, CSV or TXT file of them."),
                .required("question", "What to look for."),
                .optional("set", "Name of the set to keep them in."), .model(.embedding),
            ],
            "Find what these texts say about {question}: {texts}",
            steps: [
                "Cut long texts into passages of one thought each, at most 400 words. A file goes as it is.",
                "Make vectors with `embedding-batch`, model {model|left to the default}, store {set|of a name that you propose}.",
                "Search that set with `embedding-search`, first for the question, then for two other wordings of it.",
                "See with `embedding-similarity` whether the best ones say the same thing twice.",
                "Show the five best with their scores, and answer from them and nothing else. The set stays; `embedding-set-list` shows it.",
            ]),
        .init(
            "check-content", on: "moderation", "Check content",
            "Check texts or pictures before they are published.",
            [.required("content", "Texts, or URLs of pictures."), .optional("audience", "Who will see it.")],
            "Check whether this can be shown to {audience|everybody}: {content}",
            steps: [
                "See with `moderation-categories` what is looked for.",
                "Check one text with `moderation-check`, several with `moderation-batch`.",
                "For each, say whether it is flagged, by which category, and how near it is to the line if it is not.",
                "Suggest other words where that would help. A check that passes is no judgement of truth or law; say so.",
            ]),
        .init(
            "continue-a-text", on: "completions", "Continue a text", "Let a base model write on.",
            [.required("text", "The text so far."), .model(.completion)],
            "Continue this text: {text}",
            steps: [
                "Call `completion-create` with the text as prompt, model {model|left to the provider}, and ask for three continuations of at most 150 tokens.",
                "Show me all three as they came, and say which goes best with the beginning.",
                "If the provider has no such model, say that OpenAI ended its last ones on 2026-09-28.",
            ]),
    ]
}
