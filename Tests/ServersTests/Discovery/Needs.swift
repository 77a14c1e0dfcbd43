/// What people want to do, in their own words, and the tools that would be right.
struct Need: CustomStringConvertible, Sendable {
    let words: String
    let right: Set<String>

    init(_ words: String, _ right: String...) {
        self.words = words
        self.right = Set(right)
    }

    var description: String { "\"\(words)\" wants \(right.sorted().joined(separator: " or "))" }

    /// A hundred, more of them where there is more work.
    static let all: [Need] = text + pictures + sound + documents + training + building + running

    private static let text: [Need] = [
        Need("ask GPT to summarise this article", "chat-completion-create", "response-create"),
        Need("I want the model to search the web before it answers", "response-create"),
        Need("get an answer as JSON that follows my schema", "chat-structured-output", "response-create"),
        Need("let the model decide which of my functions to call", "function-call", "chat-function-call"),
        Need("stream the reply word by word", "chat-completion-stream", "chat-completion-create", "response-create"),
        Need("which GPT models can I use", "model-list"),
        Need("is gpt-5 available to my account", "model-get", "model-list"),
        Need("throw away the custom model I trained last year", "model-delete"),
        Need("read again what the model answered yesterday, I have the response id", "response-get"),
        Need("stop a long answer that runs in the background", "response-cancel"),
        Need("how many tokens would this prompt take", "response-input-tokens"),
        Need("the dialogue has become too long, make it shorter but keep going", "response-compact"),
        Need("remember a dialogue on the server between calls", "conversation-create"),
        Need("what was said in this conversation so far", "conversation-item-list", "chat-completion-messages"),
        Need("erase one message from a saved conversation", "conversation-item-delete", "message-delete"),
        Need("show the chats that I stored with store=true", "chat-completion-list"),
        Need("autocomplete a piece of code the old way", "completion-create"),
        Need("answer several yes or no questions about a text with probabilities", "decision-create"),
        Need("is this comment offensive", "moderation-check"),
        Need("filter a thousand user posts for hate and violence", "moderation-batch", "moderation-check"),
        Need("what kinds of harmful content are detected", "moderation-categories"),
    ]

    private static let pictures: [Need] = [
        Need("draw a fox in watercolours", "image-generate"),
        Need("make a logo for my bakery", "image-generate"),
        Need("remove the background of this photo", "image-edit", "image-inpaint"),
        Need("put my dog and this beach together in one picture", "image-edit"),
        Need("replace only the part of the picture that I marked", "image-inpaint", "image-edit"),
        Need("a few drawings that look similar to this one", "image-generate-variations"),
        Need("illustrations for fifty prompts at once", "image-generate-batch"),
        Need("what pictures have I made so far", "image-list"),
        Need("produce a short film clip from a description", "video-create"),
        Need("save the finished clip to my disk", "video-content"),
        Need("was this picture made by AI", "content-provenance-check"),
    ]

    private static let sound: [Need] = [
        Need("turn my podcast recording into text", "audio-transcribe"),
        Need("subtitles in srt format for an mp3", "audio-transcribe"),
        Need("who said what in the meeting recording", "audio-transcribe"),
        Need("read this paragraph aloud", "audio-speech-create", "audio-speech-stream"),
        Need("narrate a story in a calm voice and save it as mp3", "audio-speech-create", "audio-speech-stream"),
        Need("a German interview as English text", "audio-translate"),
        Need("dictation of twenty voice memos", "audio-transcribe-batch", "audio-transcribe"),
        Need("clone my voice from a sample", "audio-voice-create"),
        Need("upload the speaker's permission to copy a voice", "audio-voice-consent-create"),
        Need("let a web page talk to the model by microphone without leaking my key", "realtime-client-secret-create"),
        Need("pick up an incoming telephone call with a voice model", "realtime-call-accept", "live-session-accept"),
        Need("hang up", "realtime-call-hangup", "live-session-hangup"),
    ]

    private static let documents: [Need] = [
        Need("send a PDF so that models can read it", "file-upload"),
        Need("what have I uploaded so far", "file-list"),
        Need("download the results file of a job", "file-content"),
        Need("get rid of an old attachment", "file-delete"),
        Need("upload a file of 3 GB", "upload-create"),
        Need("send the next chunk of a big file", "upload-part-add"),
        Need("build a knowledge base from our handbooks", "vector-store-create"),
        Need("put a document into my knowledge base", "vector-store-file-add", "vector-store-file-batch-create"),
        Need("index 500 documents in one go", "vector-store-file-batch-create"),
        Need("find the passages that answer a question in my documents", "vector-store-search"),
        Need("RAG over company docs", "vector-store-search", "vector-store-create"),
        Need("has the indexing of my document finished", "vector-store-file-get", "vector-store-file-batch-get"),
        Need("rename a knowledge base", "vector-store-modify"),
        Need("which knowledge bases exist", "vector-store-list"),
        Need("take a document out of the knowledge base", "vector-store-file-delete"),
        Need("see the text that was parsed out of a PDF in the store", "vector-store-file-content"),
        Need("numbers that represent the meaning of a sentence", "embedding-create"),
        Need("how alike are these two sentences", "embedding-similarity", "embedding-create"),
        Need("which of these 300 product names is closest to a phrase", "embedding-search"),
        Need("vectorise a whole csv of texts", "embedding-batch", "embedding-create", "embedding-search"),
    ]

    private static let training: [Need] = [
        Need("train a model on my examples", "fine-tune-create"),
        Need("how far is my training run", "fine-tune-get", "fine-tune-events"),
        Need("plot the training loss", "fine-tune-metrics"),
        Need("abort the training", "fine-tune-cancel"),
        Need("hold the training for now and go on tomorrow", "fine-tune-pause"),
        Need("which intermediate snapshots did the training save", "fine-tune-checkpoints"),
        Need("share a tuned model with another project", "fine-tune-permissions-create"),
        Need("test whether my grader works", "fine-tune-grader-run", "fine-tune-grader-validate"),
        Need("measure the quality of a prompt on a test set", "eval-create", "eval-run-create"),
        Need("run the benchmark again with a newer model", "eval-run-create"),
        Need("which test cases failed", "eval-run-output-item-list"),
        Need("do 10,000 requests overnight at half the price", "batch-create"),
        Need("is my overnight job done", "batch-get"),
        Need("call off a bulk job", "batch-cancel"),
    ]

    private static let building: [Need] = [
        Need("a bot with instructions and files of its own", "assistant-create", "agent-create"),
        Need("add what the user says to an old assistant thread", "message-create"),
        Need("let the assistant answer in a thread", "run-create", "thread-run-create"),
        Need("give an agent a task and let it work", "agent-session-create"),
        Need("start an agent every morning at eight", "agent-automation-create"),
        Need("what files did the agent produce", "agent-session-artifact-list"),
        Need("keep a password that the agent may use", "vault-credential-create"),
        Need("a sandbox to run python in", "container-create"),
        Need("fetch the chart that the code interpreter drew", "container-file-content"),
        Need("package instructions and scripts as a reusable skill", "skill-create"),
        Need("notify my server when a batch has finished", "webhook-endpoint-create"),
        Need("send a test event to my callback address", "webhook-endpoint-test"),
        Need("embed a chat widget in my site", "chatkit-session-create"),
    ]

    private static let running: [Need] = [
        Need("what did we spend last month", "cost-list"),
        Need("tokens used per project this week", "usage-completions"),
        Need("invite a colleague to the company account", "invite-create"),
        Need("who is in our organisation", "organization-user-list"),
        Need("delete a leaked API key", "project-api-key-delete", "admin-key-delete"),
        Need("new project for the marketing team", "project-create"),
        Need("raise the requests per minute of a project", "project-rate-limit-modify"),
        Need("who changed what in our account, for the auditors", "audit-log-list"),
        Need(
            "warn me when the bill passes 500 dollars", "organization-spend-alert-create", "project-spend-alert-create"),
    ]
}
