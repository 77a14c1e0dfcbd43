import Catalogue
import Gateway
import JSON
import MCP

/// Tools of the images server that are more than one call.
enum ImageTools {
    static let all: [ComposedTool] = [
        generateVariations, generateBatch, Inpaint.tool, Outpaint.tool, list, delete,
    ]

    private static let generateVariations = ComposedTool(
        "image-generate-variations", "Draw variations of an image.", .computes,
        [
            .file("image", "Image file: path, URL or data URI.", .required),
            .model("Id of the image model; the server has a default.", .unlisted),
            .integer("n", "How many images.", within: 1...10), .string("size", "Width by height in pixels."),
        ], billable: true, readOnly: false, idempotent: false
    ) { work in
        try await Variations.run(work, ChatTools.members(work, "image", "model", "n", "size"))
    }

    private static let generateBatch = ComposedTool(
        "image-generate-batch", "Create images from several prompts, with a report for each.", .computes,
        [.array("prompts", "One prompt for each image.", .required, of: .text, count: 1...50)]
            + (Catalogue.endpoint(named: "image-generate")?.fields ?? [])
            .filter { !["prompt", "stream", "partial_images"].contains($0.name) },
        billable: true, readOnly: false, idempotent: false, waits: true
    ) { work in
        let prompts = work["prompts"].map { Array($0.elements) } ?? []
        return try await ItemReport.run(
            prompts, atMost: 3, effect: .computes, label: { _, prompt in .init("prompt", .raw(Array(prompt.raw))) },
            progress: work.progress, task: work.call.task
        ) { prompt in
            var members = Members()
            members["prompt"] = prompt.raw
            for (name, value) in work.arguments.body where name != "prompts" { members[name] = value.raw }
            let result = try await work.run("image-generate", members)
            // Texts say where files are, which the report says already.
            let pictures = result.content.filter { if case .text = $0 { false } else { true } }
            return (result.structured.map { .raw($0) }, pictures)
        }.result()
    }

    private static let list = ComposedTool(
        "image-list", "List images made through this server, newest first.", .reads,
        [
            .integer("limit", "Records on a page.", within: 1...1000, default: 20),
            .string("after", "Cursor of the page before."), .string("prompt", "Only those whose prompt has this text."),
        ], openWorld: false
    ) { work in
        let wanted = work["prompt"]?.string?.lowercased()
        return try await History(work.environment.records).list(
            .image, of: work.caller, limit: work["limit"]?.int ?? 20, after: work["after"]?.string,
            where: wanted.map { wanted in { $0["prompt"]?.string?.lowercased().contains(wanted) == true } })
    }

    private static let delete = ComposedTool(
        "image-delete", "Delete records of images; the files stay where they are.", .deletes,
        [
            .union(
                "id", "Id of the record, or a list of them.", .required, [.text, .array(.text, Bounds(1, 100))])
        ], openWorld: false
    ) { work in
        let ids = work["id"]?.string.map { [$0] } ?? work["id"]?.elements.compactMap(\.string) ?? []
        return try await History(work.environment.records).delete(ids, .image, of: work.caller)
    }
}
