import Catalogue
import Gateway
import JSON
import MCP

/// Tools of the moderation server that are more than one call.
enum ModerationTools {
    static let all: [ComposedTool] = [batch, categories, history]

    private static let batch = ComposedTool(
        "moderation-batch", "Check many texts at once, with one verdict for each.", .computes,
        [
            .array("inputs", "The texts.", .required, of: .text, count: 1...10_000),
            .model("Moderation model.", default: "omni-moderation-latest"),
        ]
    ) { work in
        try await ModerationBatch(work: work).result()
    }

    private static let categories = ComposedTool(
        "moderation-categories", "List the categories of harmful content and what each means.", .reads, [],
        openWorld: false
    ) { _ in
        let list: JSONValue = .array(
            ModerationCategories.all.map { category in
                [
                    "name": .string(category.name), "meaning": .string(category.meaning),
                    "checks_images": .bool(category.checksImages),
                ]
            })
        let json = JSONValue.object([.init("object", "list"), .init("data", list)]).encoded
        return ToolResult([.text(String(decoding: json, as: UTF8.self))], structured: json)
    }

    private static let history = ComposedTool(
        "moderation-history", "List earlier moderation checks made through this server, newest first.", .reads,
        [
            .integer("limit", "Checks on a page.", within: 1...1000, default: 20),
            .string("after", "Cursor of the page before."),
            .boolean("flagged", "Only checks that found something, or only those that did not."),
        ], openWorld: false
    ) { work in
        let wanted = work["flagged"]?.bool
        return try await History(work.environment.records).list(
            .moderation, of: work.caller, limit: work["limit"]?.int ?? 20, after: work["after"]?.string,
            where: wanted.map { wanted in { $0["flagged"]?.bool == wanted } })
    }
}

/// The categories that OpenAI's moderation models know.
enum ModerationCategories {
    static let all: [(name: String, meaning: String, checksImages: Bool)] = [
        ("harassment", "Insults or bullies somebody.", false),
        ("harassment/threatening", "Insults somebody and threatens harm.", false),
        ("hate", "Hates people for what they are, such as race, faith or sex.", false),
        ("hate/threatening", "Hates people for what they are and threatens them.", false),
        ("illicit", "Tells how to do something unlawful.", false),
        ("illicit/violent", "Tells how to do something unlawful with violence or weapons.", false),
        ("self-harm", "Shows or praises harming oneself.", true),
        ("self-harm/intent", "The speaker means to harm themselves.", true),
        ("self-harm/instructions", "Tells how to harm oneself.", true),
        ("sexual", "Is meant to arouse, or offers sexual services.", true),
        ("sexual/minors", "Sexual content about somebody under 18.", false),
        ("violence", "Shows death, injury or violence.", true),
        ("violence/graphic", "Shows death, injury or violence in detail.", true),
    ]
}

/// Many texts in few requests; a request that fails costs only its own texts their verdict.
private struct ModerationBatch: Sendable {
    let work: Work
    /// Texts in one request.
    private static let size = 32

    func result() async throws -> ToolResult {
        let texts = work["inputs"].map { Array($0.elements) } ?? []
        let parts = stride(from: 0, to: texts.count, by: Self.size).map {
            (start: $0, texts: Array(texts[$0..<min($0 + Self.size, texts.count)]))
        }
        let model = work["model"]?.string
        let report = try await ItemReport.run(
            parts, atMost: 4, effect: .computes, label: { _, part in .init("index", .int(part.start)) },
            progress: work.progress
        ) { part in
            var members = Members()
            members.set("input", .array(part.texts.map { .raw(Array($0.raw)) }))
            if let model { members.set("model", .string(model)) }
            let (_, results) = try await work.send("moderation-check", members).list("results")
            guard results.count == part.texts.count else {
                throw APIError(
                    .malformedAnswer, "the provider answered \(results.count) verdicts for \(part.texts.count) texts")
            }
            return (.array(results.elements.map { Verdict($0).json }), [])
        }
        return await itemised(report, texts)
    }

    /// Requests taken apart again: one entry for each text, in order.
    private func itemised(_ report: ItemReport, _ texts: [JSONView]) async -> ToolResult {
        var items: [ItemReport.Item] = []
        var flagged = 0
        for (position, part) in report.items.enumerated() {
            let start = position * Self.size
            for offset in 0..<min(Self.size, texts.count - start) {
                let label = JSONValue.Member("index", .int(start + offset))
                switch part.outcome {
                case .success(.array(let verdicts)?) where offset < verdicts.count:
                    if verdicts[offset]["flagged"] == true { flagged += 1 }
                    items.append(.init(label: label, outcome: .success(verdicts[offset])))
                case .failure(let error): items.append(.init(label: label, outcome: .failure(error)))
                case .success: break
                }
            }
        }
        return ItemReport(items: items).result([.init("flagged", .int(flagged))])
    }
}

/// What a check found, in few words.
struct Verdict: Sendable {
    private let result: JSONView

    init(_ result: JSONView) { self.result = result }

    var isFlagged: Bool { result["flagged"]?.bool ?? false }

    /// Names of the categories that were found.
    var categories: [String] { result["categories"]?.members.filter { $0.value.bool == true }.map(\.key) ?? [] }

    /// The verdict with the scores that count: of what was found, else the highest.
    var json: JSONValue {
        let found = Set(categories)
        let scores = (result["category_scores"].map { Array($0.members) } ?? [])
            .sorted { ($0.value.double ?? 0, $1.key) > ($1.value.double ?? 0, $0.key) }
        let shown = found.isEmpty ? Array(scores.prefix(1)) : scores.filter { found.contains($0.key) }
        return [
            "flagged": .bool(isFlagged), "categories": .array(categories.map { .string($0) }),
            "scores": .object(shown.map { .init($0.key, .raw(Array($0.value.raw))) }),
        ]
    }
}
