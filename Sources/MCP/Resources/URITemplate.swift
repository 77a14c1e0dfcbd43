/// A pattern of URIs (RFC 6570, levels 1 and 2 without fragments): `{name}` stands for text without reserved
/// characters, `{+name}` also for such as `/`.
public struct URITemplate: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The pattern as it is written.
    public let text: String
    /// Names of the variables in the order in which they stand.
    public let variables: [String]
    private let parts: [Part]

    private enum Part: Sendable, Hashable {
        case literal([UInt8])
        case variable(String, allowsReserved: Bool)
    }

    /// Longer URIs fit no template: matching may try many ways to part one.
    private static let limit = 4096

    /// Reads a pattern; nil where it has more than the two forms, or a variable twice.
    public init?(_ text: String) {
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}") else { return nil }
            var name = rest[rest.index(after: open)..<close]
            let allowsReserved = name.first == "+"
            if allowsReserved { name.removeFirst() }
            guard !name.isEmpty, name.utf8.allSatisfy({ Self.isUnreserved($0) && $0 != UInt8(ascii: "~") }) else {
                return nil
            }
            if open > rest.startIndex { parts.append(.literal(Array(rest[..<open].utf8))) }
            parts.append(.variable(String(name), allowsReserved: allowsReserved))
            rest = rest[rest.index(after: close)...]
        }
        guard !rest.contains("}") else { return nil }
        if !rest.isEmpty { parts.append(.literal(Array(rest.utf8))) }
        self.text = text
        self.parts = parts
        variables = parts.compactMap { if case .variable(let name, _) = $0 { name } else { nil } }
        guard Set(variables).count == variables.count else { return nil }
    }

    /// A pattern in our own source; a malformed one stops the program.
    public init(stringLiteral text: String) {
        guard let template = URITemplate(text) else { preconditionFailure("\(text) is no URI template") }
        self = template
    }

    public var description: String { text }

    /// The values of the variables in a URI; nil where it does not fit the pattern.
    ///
    /// They are decoded and may hold anything, `../` too: check one before it becomes part of a path.
    public func match(_ uri: String) -> [String: String]? {
        guard uri.utf8.count <= Self.limit else { return nil }
        var values: [String: String] = [:]
        return Self.match(Array(uri.utf8)[...], parts[...], &values) ? values : nil
    }

    /// The URI that the pattern and the values give; a variable without a value stands for nothing.
    public func expand(_ values: [String: String]) -> String {
        var bytes: [UInt8] = []
        for part in parts {
            switch part {
            case .literal(let literal): bytes += literal
            case .variable(let name, let allowsReserved):
                for byte in (values[name] ?? "").utf8 {
                    if Self.isUnreserved(byte) || (allowsReserved && Self.isReserved(byte)) {
                        bytes.append(byte)
                    } else {
                        let digits = String(byte, radix: 16, uppercase: true)
                        bytes += Array((digits.utf8.count == 1 ? "%0" : "%").utf8) + Array(digits.utf8)
                    }
                }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Matching

    /// A variable takes as much as it can and gives back what the parts behind it need.
    private static func match(
        _ uri: ArraySlice<UInt8>, _ parts: ArraySlice<Part>, _ values: inout [String: String]
    ) -> Bool {
        guard let part = parts.first else { return uri.isEmpty }
        let rest = parts.dropFirst()
        switch part {
        case .literal(let literal):
            return uri.starts(with: literal) && match(uri.dropFirst(literal.count), rest, &values)
        case .variable(let name, let allowsReserved):
            let longest = uri.prefix {
                isUnreserved($0) || $0 == UInt8(ascii: "%") || (allowsReserved && isReserved($0))
            }
            for end in stride(from: longest.endIndex, to: uri.startIndex, by: -1) {
                guard match(uri[end...], rest, &values), let value = decoded(uri[..<end]) else { continue }
                values[name] = value
                return true
            }
            return false
        }
    }

    private static func decoded(_ text: ArraySlice<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, rest.prefix(2).allSatisfy({ UnicodeScalar($0).properties.isASCIIHexDigit }),
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(value)
            rest.removeFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// RFC 3986, section 2.3.
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// RFC 3986, section 2.2.
    private static func isReserved(_ byte: UInt8) -> Bool { ":/?#[]@!$&'()*+,;=".utf8.contains(byte) }
}
