import Gateway

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What came is not HTTP/1.1.
struct Malformed: Error, Sendable, Equatable, CustomStringConvertible {
    let description: String

    init(_ reason: String) { description = reason }
}

/// Status line and header fields of a response, and what they say about its body (RFC 9112, section 6.3).
struct ResponseHead: Sendable {
    /// How the end of a body is known.
    enum Framing: Sendable, Equatable {
        case length(Int)
        case chunked
        case untilClose
    }

    let status: Int
    private(set) var headers: Headers
    private(set) var framing = Framing.untilClose
    /// Whether the connection may carry a further exchange.
    private(set) var keepsAlive: Bool

    /// Reads a whole head, up to and with its empty line.
    init(_ bytes: UnsafeRawBufferPointer, answersHead: Bool) throws(Malformed) {
        var lines = Lines(bytes)
        guard let first = lines.next() else { throw Malformed("there is no status line") }
        let isNew: Bool
        (status, isNew) = try Self.statusLine(first)
        var fields: [(name: String, value: String)] = []
        fields.reserveCapacity(16)
        var length: Int?
        var coding: String?
        var keeps = isNew
        while let line = lines.next(), !line.isEmpty {
            let (name, value) = try Self.field(line)
            switch name.count {
            case 10 where name.isSame(as: "connection"):
                for option in value.text.lowercased().split(separator: ",") {
                    switch option.trimmed {
                    case "close": keeps = false
                    case "keep-alive" where !isNew: keeps = true
                    default: break
                    }
                }
            case 14 where name.isSame(as: "content-length"):
                guard let number = value.decimal, length ?? number == number else {
                    throw Malformed("its content length is no number")
                }
                length = number
            case 17 where name.isSame(as: "transfer-encoding"):
                coding = (coding.map { $0 + "," } ?? "") + value.text.lowercased()
            default: break
            }
            fields.append((name.text, value.text))
        }
        headers = Headers(fields)
        keepsAlive = keeps
        if answersHead || status < 200 || status == 204 || status == 304 {
            framing = .length(0)
        } else if let coding {
            guard coding == "chunked" else { throw Malformed("its transfer coding is not 'chunked'") }
            framing = .chunked
            // Two lengths, or a coding that this version does not have: where the body ends may be in dispute.
            if length != nil || !isNew { keepsAlive = false }
        } else if let length {
            framing = .length(length)
        } else {
            keepsAlive = false
        }
    }

    /// `HTTP/1.x SP 3DIGIT SP reason`
    private static func statusLine(_ line: UnsafeRawBufferPointer) throws(Malformed) -> (status: Int, isNew: Bool) {
        guard line.count >= 12, Self.canBegin(line), line[8] == UInt8(ascii: " "),
            line.count == 12 || line[12] == UInt8(ascii: " "),
            let status = UnsafeRawBufferPointer(rebasing: line[9..<12]).decimal, (100...999).contains(status)
        else { throw Malformed("its status line is broken") }
        switch line[7] {
        case UInt8(ascii: "1"): return (status, true)
        case UInt8(ascii: "0"): return (status, false)
        default: throw Malformed("its version is not HTTP/1.1")
        }
    }

    private static func field(
        _ line: UnsafeRawBufferPointer
    ) throws(Malformed) -> (name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0 else {
            throw Malformed("a header line has no name")
        }
        let name = UnsafeRawBufferPointer(rebasing: line[..<colon])
        guard name.allSatisfy(isTokenByte) else { throw Malformed("a header name has a wrong character") }
        var (start, end) = (colon + 1, line.count)
        while start < end, line[start].isBlank { start += 1 }
        while end > start, line[end - 1].isBlank { end -= 1 }
        let value = UnsafeRawBufferPointer(rebasing: line[start..<end])
        guard value.allSatisfy(isFieldByte) else { throw Malformed("a header value has a wrong character") }
        return (name, value)
    }

    /// Whether bytes can be the beginning of a response.
    static func canBegin(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let start: StaticString = "HTTP/1."
        return start.withUTF8Buffer { bytes.prefix($0.count).elementsEqual($0.prefix(bytes.count)) }
    }
}

/// Whether a byte may stand in a token such as a header's name (RFC 9110, section 5.6.2).
func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "!"),
        UInt8(ascii: "#")...UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "."),
        UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
        true
    default: false
    }
}

/// Whether a byte may stand in a header's value (RFC 9110, section 5.5).
func isFieldByte(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7F || byte == 0x09 }

/// Lines that end in LF, with or without a CR before it (RFC 9112, section 2.2).
private struct Lines {
    private var rest: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { rest = bytes }

    mutating func next() -> UnsafeRawBufferPointer? {
        guard let end = rest.firstLineEnd(from: 0) else { return nil }
        let length = end > 0 && rest[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
        defer { rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...]) }
        return UnsafeRawBufferPointer(rebasing: rest[..<length])
    }
}

extension UnsafeRawBufferPointer {
    /// Position of the next LF.
    func firstLineEnd(from start: Int) -> Int? {
        guard start < count, let base = baseAddress, let found = memchr(base + start, 0x0A, count - start) else {
            return nil
        }
        return UnsafeRawPointer(found) - base
    }

    fileprivate var text: String { String(decoding: self, as: UTF8.self) }

    /// A number of digits only, or nil; 18 of them are more than any body has.
    fileprivate var decimal: Int? {
        guard (1...18).contains(count) else { return nil }
        var number = 0
        for byte in self {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number
    }

    /// Compares with a name in lower case.
    fileprivate func isSame(as name: StaticString) -> Bool {
        name.withUTF8Buffer { name in
            elementsEqual(name) { $0 == $1 || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) && $0 | 0x20 == $1 }
        }
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = self
        while text.first == " " || text.first == "\t" { text.removeFirst() }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
