import JSON

/// Looks at the texts of a JSON value: its strings and keys, escapes resolved, and JSON that stands in a string.
///
/// What is not changed stays the bytes that it was; a changed string is written anew.
struct JSONInspector {
    /// JSON in a string in JSON: how deep.
    private static let deepest = 3

    private(set) var text: TextInspector
    private var edits: [(range: Range<Int>, value: [UInt8])] = []
    private let depth: Int
    private let given: [Int: [UInt8]?]

    /// - Parameters:
    ///   - depth: how many strings of JSON this value lies in.
    ///   - given: strings that have been looked at, by where they begin, and what is to stand in their place if anything.
    init(_ text: TextInspector, depth: Int = 0, given: [Int: [UInt8]?] = [:]) {
        self.text = text
        self.depth = depth
        self.given = given
    }

    /// Looks at a whole value; returns it changed, or nil if it stays as it is.
    ///
    /// - Parameters:
    ///   - place: JSON Pointer of the value.
    ///   - origin: whether a tool brought the value in.
    mutating func inspect(_ root: JSONView, at place: String, _ origin: TextOrigin) -> [UInt8]? {
        edits = []
        walk(root, origin) { place }
        guard !edits.isEmpty else { return nil }
        let start = root.raw.startIndex
        let moved = edits.map { ($0.range.lowerBound - start..<$0.range.upperBound - start, $0.value) }
        return root.raw.withUnsafeBufferPointer { TextInspector.apply(moved, to: $0) }
    }

    private mutating func walk(_ view: JSONView, _ origin: TextOrigin, _ place: () -> String) {
        switch view.kind {
        case .string: take(view, isBroughtIn: origin.isBroughtIn, place)
        case .array:
            var position = 0
            for element in view.elements {
                func pointer() -> String { "\(place())/\(position)" }
                walk(element, origin, pointer)
                position += 1
            }
        case .object:
            let origin = text.seeksInjections ? origin.inside(view) : origin
            let scanner = text.scanner
            for (key, value) in view.rawMembers {
                take(key, isBroughtIn: false, place)
                func pointer() -> String { "\(place())/\(Self.token(key, scanner))" }
                walk(value, origin, pointer)
            }
        default: break
        }
    }

    private mutating func take(_ view: JSONView, isBroughtIn: Bool, _ place: () -> String) {
        if let known = given[view.offset] {
            if let known { edits.append((view.raw.startIndex..<view.raw.endIndex, known)) }
            return
        }
        if let changed = view.withText({ changed($0, isEscaped: $1, isBroughtIn, place) }) {
            edits.append((view.raw.startIndex..<view.raw.endIndex, changed))
        }
    }

    /// The string as JSON, if it changes.
    private mutating func changed(
        _ content: UnsafeBufferPointer<UInt8>, isEscaped: Bool, _ isBroughtIn: Bool, _ place: () -> String
    ) -> [UInt8]? {
        if isEscaped, depth < Self.deepest, let first = content.first,
            first == UInt8(ascii: "{") || first == UInt8(ascii: "["), let inner = try? JSONDocument(Array(content))
        {
            // Its strings may have escapes of their own, and what is put back must be written as JSON in there too.
            var inspector = JSONInspector(text, depth: depth + 1)
            let changed = inspector.inspect(
                inner.root, at: place(), isBroughtIn ? .broughtIn : .caller)
            text = inspector.text
            return changed.map { JSONValue.string(String(decoding: $0, as: UTF8.self)).encoded }
        }
        let changed = text.inspect(content, isBroughtIn: isBroughtIn, place: place)
        return changed.map { JSONValue.string(String(decoding: $0, as: UTF8.self)).encoded }
    }

    /// A key as a token of a JSON Pointer, unless it holds what the guard must not say.
    private static func token(_ key: JSONView, _ scanner: TextScanner) -> String {
        let isClean = key.withText { text, _ in scanner.findings(in: text).isEmpty } ?? false
        return isClean ? JSONPointer.escape(String((key.string ?? "").prefix(60))) : "*"
    }
}

/// Where a text comes from.
enum TextOrigin {
    /// The caller wrote it, or a model did.
    case caller
    /// A tool brought it in: a web page, a file, a search result.
    case broughtIn

    var isBroughtIn: Bool { self == .broughtIn }

    /// What is inside an object: a message of a tool and the output of a call are brought in.
    func inside(_ object: JSONView) -> TextOrigin {
        if self == .broughtIn { return .broughtIn }
        if let role = object["role"]?.string, role == "tool" || role == "function" { return .broughtIn }
        if let type = object["type"]?.string {
            if type.hasSuffix("_call_output") || Self.results.contains(type) { return .broughtIn }
        }
        return object["tool_call_id"] != nil && object["output"] != nil ? .broughtIn : .caller
    }

    /// Items of a response that hold what a search or a run has found.
    private static let results: Set<String> = [
        "file_search_call", "web_search_call", "code_interpreter_call", "mcp_call", "tool_result",
    ]
}
