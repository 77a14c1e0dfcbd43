import Catalogue
import Gateway
import JSON
import MCP

/// Tools of the files server that are more than one call.
enum FileTools {
    static let all: [ComposedTool] = [upload, purposeList]

    private static let creation = Catalogue.endpoint(named: "file-create")?.fields ?? []

    private static let upload = ComposedTool(
        "file-upload", "Upload files for use by other tools; large ones go up in parts.", .creates,
        [
            .file("file", "The file: path, URL, data URI or Base64."),
            .files("files", "Instead of file, several.", count: 1...100),
        ] + creation.filter { $0.name != "file" }, long: true, waits: true
    ) { work in
        try await FileUpload(work: work).result()
    }

    private static let purposeList = ComposedTool(
        "file-purpose-list", "List files of one purpose, or count files and bytes of every purpose.", .reads,
        [
            .string(
                "purpose", "The purpose; left out, all are counted.",
                oneOf: [
                    "assistants", "assistants_output", "batch", "batch_output", "fine-tune", "fine-tune-results",
                    "vision", "user_data", "evals",
                ], open: true),
            .integer("limit", "Files on a page.", within: 1...10_000, default: 100),
            .string("after", "Id of the last file of the page before."),
            .string("order", "Oldest or newest first.", oneOf: ["asc", "desc"]),
        ]
    ) { work in
        guard work["purpose"] == nil else {
            var members = ChatTools.members(work, "purpose", "limit", "after", "order")
            if members["limit"] == nil { members.set("limit", 100) }
            return try await work.run("file-list", members)
        }
        return try await PurposeCounts(work: work).result()
    }
}
