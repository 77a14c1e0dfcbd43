import Catalogue
import Gateway
import JSON
import MCP

/// Tools of the assistants server for messages and their files.
enum MessageTools {
    static let all: [ComposedTool] = [create, fileList, fileGet]

    private static let endpoint = Catalogue.endpoint(named: "message-add")
    private static let lifecycle = endpoint?.lifecycle ?? .current

    private static let thread = Field.string("thread_id", "Id of the thread.", .required)
    private static let message = Field.string("message_id", "Id of the message.", .required)

    private static let create = ComposedTool(
        "message-create", "Add a message to a thread, with files of yours if wanted.", .creates,
        (endpoint?.fields ?? []) + [
            .files(
                "files", "Files to upload and attach, images to show: paths, URLs or data URIs.", count: 1...10),
            .array(
                "file_tools", "Tools that may read these files; by their type if left out.",
                of: .oneOf("file_search", "code_interpreter"), count: 1...2),
        ], long: true, lifecycle: lifecycle
    ) { work in
        try await NewMessage(work: work).result()
    }

    private static let fileList = ComposedTool(
        "message-file-list", "List the files of a message: attached, shown and cited.", .reads, [thread, message],
        lifecycle: lifecycle
    ) { work in
        let files = try await MessageFiles(of: work)
        return .object([
            .init("object", "list"), .init("data", .array(files.all.map(\.json))), .init("has_more", false),
        ])
    }

    private static let fileGet = ComposedTool(
        "message-file-get", "Read the name, size and use of a message's file.", .reads,
        [thread, message, .string("file_id", "Id of the file.", .required)], lifecycle: lifecycle
    ) { work in
        let id = work["file_id"]?.string ?? ""
        guard let file = try await MessageFiles(of: work)[id] else {
            throw ArgumentFault("`file_id` is no file of this message; see its files with message-file-list.")
        }
        var members = Members()
        members.set("file_id", .string(id))
        let answer = try await work.send("file-get", members)
        return .object([
            .init("file", answer.body.map { .raw($0.compact) } ?? .object([])), .init("message_file", file.json),
        ])
    }
}
