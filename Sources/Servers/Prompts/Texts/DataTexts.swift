/// Prompts of the servers that keep and work on data.
enum DataTexts {
    static let all: [PromptTemplate] = [
        .init(
            "tidy-my-files", on: "files", "Tidy up files", "Find uploaded files that are no longer needed.",
            [
                .optional("purpose", "Only files of this purpose.", .purposes),
                .optional("days", "Only files older than this many days."),
            ],
            "Tidy up my uploaded files: purpose {purpose|any}, older than {days|90} days.",
            steps: [
                "List them with `file-list`, page after page.",
                "Group them by purpose with number and size. Find those with the same name and size.",
                "Show me which you would delete and why. Wait for my yes; deleting is for good.",
                "Delete them with `file-delete`, several ids in one call, and report what failed.",
            ]),
        .init(
            "search-my-documents", on: "vector-store", "Search my documents",
            "Answer a question from a vector store, with quotes.",
            [
                .required("question", "What to find out."),
                .optional("store", "Id of the vector store.", .vectorStores),
            ],
            "Answer from my documents: {question}",
            steps: [
                "Take the store {store|that fits best}; `vector-store-list` names them all. If `vector-store-get` says that it is not completed, see with `vector-store-file-list` what is missing.",
                "Search with `vector-store-search`, first with the question, then with two other wordings of it.",
                "Read more of the best files with `vector-store-file-content` where a passage is torn out of its context.",
                "Answer from what was found and nothing else, with file name and quote behind each fact. Say what the documents do not answer.",
            ]),
        .init(
            "run-a-batch", on: "batches", "Run a batch", "Send many calls at half the price and read the outcome.",
            [
                .required("file", "Id of a JSONL file with purpose batch.", .files),
                .optional("endpoint", "Path of the calls.", .values(of: "batch-create", "endpoint")),
            ],
            "Run the batch in {file}.",
            steps: [
                "Start it with `batch-create`: input_file_id {file}, endpoint {endpoint|as in the lines of the file}, completion_window 24h.",
                "Tell me its id, and look with `batch-get` now and when I ask. It may take a day.",
                "If it failed, tell me the errors with their lines.",
                "When it is completed, tell me how many calls succeeded, and the ids in output_file_id and error_file_id; the server files saves them.",
            ]),
        .init(
            "analyse-data", on: "containers", "Analyse data in a container",
            "Put data where a model runs code on it, and fetch the result.",
            [.required("file", "The data: path, URL or data URI."), .required("question", "What to find out.")],
            "Prepare an analysis of {file}: {question}",
            steps: [
                "Make a container with `container-create` and put the file into it with `container-file-create`.",
                "Tell me the container's id and the question as they go into a response with the tool code_interpreter; the server responses asks it.",
                "When the response is there, see with `container-file-list` what was made, and save it with `container-file-content`.",
                "Check the result against the data: number of rows, units, gaps. The container ends by itself.",
            ]),
        .init(
            "publish-a-skill", on: "skills", "Publish a skill", "Check a skill, upload it, and make it the default.",
            [.required("files", "Files of the skill, or its folder as a ZIP file.")],
            "Publish the skill in {files}.",
            steps: [
                "Check that there is a SKILL.md whose name and description say when to use it.",
                "See with `skill-list` whether there is one of that name.",
                "If not, upload it with `skill-create`; else add a version with `skill-version-create`.",
                "Compare with `skill-version-list`, and make the new version the default with `skill-modify` after my yes.",
            ]),
    ]
}
