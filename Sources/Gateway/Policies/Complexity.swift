import Catalogue
import JSON

/// How hard a task looks, for `model: auto`. It counts what is in the request and reads no meaning into it.
///
/// The rule, written down so that anybody can tell beforehand which model will answer. Points:
///
/// - text of at least 2,000 bytes: 1; of 12,000: 2; of 60,000: 3
/// - at least 8 messages: 1
/// - tools: 1; more than 8 tools: 2
/// - an answer of a given schema: 1
/// - `reasoning_effort` (or `reasoning.effort`) `medium`: 1; `high` and above: 4
/// - a code fence: 1
/// - two or more words of ``Complexity/words``: 1; four or more: 2
///
/// 0 or 1 point is simple, 2 or 3 standard, 4 and more complex. A wish for `none`, `minimal` or `low` effort is simple,
/// whatever the rest says. A body that is no list of messages, such as an `input`, counts by the same marks.
enum Complexity: String, Sendable, CaseIterable {
    case simple, standard, complex

    /// Words that ask for more than to look something up.
    static let words: Set<Substring> = [
        "analyse", "analyze", "architecture", "compare", "debug", "derive", "design", "evaluate", "optimise",
        "optimize", "plan", "proof", "prove", "refactor", "tradeoffs", "why",
    ]

    /// How hard a call's task looks.
    init(_ members: Members) {
        let effort = Self.effort(members)
        if let effort, ["none", "minimal", "low"].contains(effort) {
            self = .simple
            return
        }
        var points = effort == "medium" ? 1 : effort == nil ? 0 : 4
        var text: [UInt8] = []
        for name in ["messages", "input", "instructions", "prompt"] {
            guard let json = members[name] else { continue }
            text += json.prefix(Self.longest - text.count)
            if name == "messages" || name == "input", Self.count(json) >= 8 { points += 1 }
        }
        points += [2_000, 12_000, 60_000].filter { text.count >= $0 }.count
        if let tools = members["tools"].map(Self.count), tools > 0 { points += tools > 8 ? 2 : 1 }
        if ["response_format", "text"].contains(where: { members[$0].map(Self.isSchema) == true }) { points += 1 }
        let lower = String(decoding: text, as: UTF8.self).lowercased()
        if lower.contains("```") { points += 1 }
        let found = Self.words.intersection(lower.split { !$0.isLetter }).count
        points += found >= 4 ? 2 : found >= 2 ? 1 : 0
        self = points >= 4 ? .complex : points >= 2 ? .standard : .simple
    }

    /// What follows is no longer looked at: by then the points for length are all given.
    private static let longest = 64 << 10

    private static func effort(_ members: Members) -> String? {
        if let effort = members.string("reasoning_effort") { return effort }
        guard let reasoning = members["reasoning"] else { return nil }
        return (try? JSONDocument(Array(reasoning)))?.root["effort"]?.string
    }

    private static func isSchema(_ format: ArraySlice<UInt8>) -> Bool {
        String(decoding: format, as: UTF8.self).contains("json_schema")
    }

    private static func count(_ json: ArraySlice<UInt8>) -> Int {
        guard let root = (try? JSONDocument(Array(json)))?.root, root.kind == .array else { return 0 }
        return root.count
    }
}

extension AutoModels {
    /// The model for a task.
    func model(for complexity: Complexity) -> String {
        switch complexity {
        case .simple: simple
        case .standard: standard
        case .complex: complex
        }
    }
}
