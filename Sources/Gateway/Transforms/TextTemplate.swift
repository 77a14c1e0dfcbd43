import JSON

/// A text with placeholders that point into a JSON value.
///
/// `{{/customer/name}}` is the value at that JSON Pointer: a string as it is, anything else as compact JSON, and
/// `{{}}` the whole. `{{/customer/name|somebody}}` is `somebody` where there is no such value, or null. `\{{` is `{{` itself.
/// There is nothing else: no conditions, no loops, no calls.
public struct TextTemplate: Sendable, Hashable {
    /// What is wrong with a template.
    public struct Fault: Error, Sendable, Equatable, CustomStringConvertible {
        public let description: String

        /// Creates a fault of one sentence without a full stop.
        public init(description: String) { self.description = description }
    }

    /// A value that a template names is not there.
    public struct Missing: Error, Sendable, Equatable {
        public let pointer: JSONPointer
    }

    enum Part: Sendable, Hashable {
        case text(String)
        case value(JSONPointer, instead: String?)
    }

    let parts: [Part]

    /// Reads a template.
    public init(_ source: String) throws(Fault) {
        var parts: [Part] = []
        var text = ""
        var rest = source[...]
        while let open = rest.firstRange(of: "{{") {
            if rest[..<open.lowerBound].hasSuffix("\\") {
                text += rest[..<open.lowerBound].dropLast() + "{{"
                rest = rest[open.upperBound...]
                continue
            }
            text += rest[..<open.lowerBound]
            guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
                throw Fault(description: "a '{{' is not closed by '}}'; write '\\{{' if none is meant")
            }
            if !text.isEmpty { parts.append(.text(text)) }
            text = ""
            parts.append(try Self.placeholder(rest[open.upperBound..<close.lowerBound]))
            rest = rest[close.upperBound...]
        }
        text += rest
        if !text.isEmpty { parts.append(.text(text)) }
        self.parts = parts
    }

    private static func placeholder(_ source: Substring) throws(Fault) -> Part {
        let halves = source.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        guard let pointer = JSONPointer(String(halves[0])) else {
            throw Fault(
                description:
                    "'{{\(source)}}' has no JSON Pointer, such as '/city'; begin it with '/' and write '~' as '~0'")
        }
        return .value(pointer, instead: halves.count > 1 ? String(halves[1]) : nil)
    }

    /// Where its placeholders point.
    public var pointers: [JSONPointer] {
        parts.compactMap { part in if case .value(let pointer, _) = part { pointer } else { nil } }
    }

    /// The text for a value.
    ///
    /// - Parameter escape: what becomes of each value before it is put in, such as percent-encoding.
    public func text(for root: JSONView, escape: (String) -> String = { $0 }) throws(Missing) -> String {
        var text = ""
        for part in parts {
            switch part {
            case .text(let plain): text += plain
            case .value(let pointer, let instead):
                if let value = root.value(at: pointer), !value.isNull {
                    text += escape(value.string ?? String(decoding: value.compact, as: UTF8.self))
                } else if let instead {
                    text += escape(instead)
                } else {
                    throw Missing(pointer: pointer)
                }
            }
        }
        return text
    }

    /// The only placeholder, if it is the whole template.
    var wholeValue: (pointer: JSONPointer, instead: String?)? {
        guard parts.count == 1, case .value(let pointer, let instead) = parts[0] else { return nil }
        return (pointer, instead)
    }
}
