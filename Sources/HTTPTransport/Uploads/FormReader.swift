#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads `multipart/form-data` (RFC 7578) as it comes, keeping no more of it than a boundary is long.
struct FormReader {
    /// What has been read.
    enum Event: Equatable {
        case part(Head)
        /// The next bytes of the part.
        case content([UInt8])
        /// The form is whole.
        case end
    }

    /// The head of a part.
    struct Head: Equatable {
        var name: String?
        /// Set for files.
        var filename: String?
        var contentType: String?
    }

    /// The form is not well-formed.
    struct Malformed: Error {
        let message: String
    }

    private enum State {
        case preamble
        /// Behind a boundary: a line end, or two hyphens at the end.
        case boundary
        case head
        case content
        case epilogue
    }

    private static let longestHead = 16 << 10
    private static let lineEnd = Array("\r\n".utf8)

    private let delimiter: [UInt8]
    private var state = State.preamble
    /// The first boundary has no line end before it.
    private var unread: [UInt8] = lineEnd

    /// Nil where there can be no such boundary (RFC 2046, section 5.1.1).
    init?(boundary: String) {
        guard (1...70).contains(boundary.utf8.count), boundary.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return nil
        }
        delimiter = Array("\r\n--\(boundary)".utf8)
    }

    mutating func read(_ bytes: [UInt8]) throws(Malformed) -> [Event] {
        unread += bytes
        var events: [Event] = []
        while try step(&events) {}
        return events
    }

    /// False where more bytes are needed.
    private mutating func step(_ events: inout [Event]) throws(Malformed) -> Bool {
        switch state {
        case .preamble:
            return toDelimiter { _ in }
        case .content:
            return toDelimiter { if !$0.isEmpty { events.append(.content(Array($0))) } }
        case .boundary:
            guard let start = unread.firstIndex(where: { $0 != 0x20 && $0 != 0x09 }), unread.count >= start + 2 else {
                return try isTooLong()
            }
            switch Array(unread[start..<start + 2]) {
            case Self.lineEnd: state = .head
            case Array("--".utf8):
                state = .epilogue
                events.append(.end)
            default: throw Malformed(message: "a boundary of the form is followed by something else")
            }
            // The line end stays: a part without fields begins with an empty line.
            unread.removeFirst(start)
            return true
        case .head:
            guard let end = unread.firstRange(of: Self.lineEnd + Self.lineEnd) else { return try isTooLong() }
            events.append(.part(try Self.head(unread[..<end.lowerBound])))
            unread.removeFirst(end.upperBound)
            state = .content
            return true
        case .epilogue:
            unread = []
            return false
        }
    }

    private func isTooLong() throws(Malformed) -> Bool {
        guard unread.count <= Self.longestHead else { throw Malformed(message: "the head of a part is too long") }
        return false
    }

    /// Hands on what stands before the next boundary, as far as it has come.
    private mutating func toDelimiter(_ take: (ArraySlice<UInt8>) -> Void) -> Bool {
        guard let found = unread.position(of: delimiter) else {
            // The end may be the beginning of a boundary.
            let safe = max(0, unread.count - delimiter.count + 1)
            take(unread[..<safe])
            unread.removeFirst(safe)
            return false
        }
        take(unread[..<found])
        unread.removeFirst(found + delimiter.count)
        state = .boundary
        return true
    }

    private static func head(_ bytes: ArraySlice<UInt8>) throws(Malformed) -> Head {
        var head = Head()
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Malformed(message: "the head of a part is not UTF-8")
        }
        for line in text.split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = HeaderParameters(String(line[line.index(after: colon)...]))
            switch line[..<colon].lowercased() {
            case "content-disposition": (head.name, head.filename) = (value["name"], value.filename)
            case "content-type": head.contentType = value.value
            default: continue
            }
        }
        return head
    }
}

extension [UInt8] {
    /// Where a pattern begins, or nil.
    fileprivate func position(of pattern: [UInt8]) -> Int? {
        withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress, let first = pattern.first else { return nil }
            var place = 0
            // Whole stretches without its first byte are skipped.
            while place + pattern.count <= count, let found = memchr(start + place, CInt(first), count - place) {
                place = UnsafeRawPointer(found) - UnsafeRawPointer(start)
                guard place + pattern.count <= count else { return nil }
                if bytes[place..<place + pattern.count].elementsEqual(pattern) { return place }
                place += 1
            }
            return nil
        }
    }
}
