#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One server-sent event.
public struct SSEEvent: Sendable, Equatable {
    /// The `event` field; empty where the stream gave none.
    public var name: String
    /// The `data` lines, joined by line feeds.
    public var data: [UInt8]
    /// The last `id` of the stream so far.
    public var id: String

    /// Creates an event.
    public init(name: String = "", data: [UInt8], id: String = "") {
        self.name = name
        self.data = data
        self.id = id
    }

    /// Whether this is the mark with which OpenAI ends a stream.
    public var isDone: Bool { data.elementsEqual("[DONE]".utf8) }
}

/// Reads server-sent events from chunks cut anywhere (WHATWG HTML, section 9.2).
///
/// A line that lies whole within a chunk is read where it is; only a line cut in two is copied. An event that the
/// stream does not end with a blank line is dropped, as the specification says.
public struct SSEReader: Sendable {
    /// An event is larger than allowed.
    public struct TooLarge: Error, Sendable, Equatable {
        /// Bytes allowed.
        public let limit: Int
    }

    /// Milliseconds that the server wants a client to wait before it takes up the stream again; nil: it has not said.
    public private(set) var retry: Int?
    private let limit: Int
    /// The beginning of a line whose end has not come yet.
    private var partial: [UInt8] = []
    private var isFirstLine = true
    /// The last chunk ended with a carriage return, so that a line feed may follow that ends no further line.
    private var endedWithReturn = false

    private var name = ""
    private var data: [UInt8] = []
    private var hasData = false
    private var id = ""

    /// Creates a reader; `limit` bounds one event in bytes.
    public init(limit: Int = 64 << 20) { self.limit = limit }

    /// Takes the next chunk and hands each event that it completes to `emit`.
    public mutating func feed(
        _ chunk: some Collection<UInt8>, _ emit: (SSEEvent) throws -> Void
    ) throws {
        let read: Void? = try chunk.withContiguousStorageIfAvailable { try feed($0, emit) }
        if read == nil { try Array(chunk).withUnsafeBufferPointer { try feed($0, emit) } }
    }

    /// Takes the next chunk and returns the events that it completes.
    public mutating func feed(_ chunk: some Collection<UInt8>) throws -> [SSEEvent] {
        var events: [SSEEvent] = []
        try feed(chunk) { events.append($0) }
        return events
    }

    private mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>, _ emit: (SSEEvent) throws -> Void) throws {
        var start = 0
        if endedWithReturn, let first = chunk.first {
            endedWithReturn = false
            if first == Byte.lineFeed { start = 1 }
        }
        var feed = -1
        while true {
            // Looked for again only when passed: a chunk of nothing but carriage returns stays linear.
            if feed < start { feed = chunk.first(Byte.lineFeed, in: start..<chunk.count) ?? chunk.count }
            let end = chunk.first(Byte.carriageReturn, in: start..<feed) ?? feed
            guard end < chunk.count else { break }
            let tail = UnsafeBufferPointer(rebasing: chunk[start..<end])
            if partial.isEmpty {
                try take(line: tail, emit)
            } else {
                partial.append(contentsOf: tail)
                let line = partial
                partial.removeAll(keepingCapacity: line.count < 4096)
                try line.withUnsafeBufferPointer { try take(line: $0, emit) }
            }
            start = end + 1
            guard chunk[end] == Byte.carriageReturn else { continue }
            if start == chunk.count { endedWithReturn = true }
            if start < chunk.count, chunk[start] == Byte.lineFeed { start += 1 }
        }
        guard partial.count + data.count + chunk.count - start <= limit else { throw TooLarge(limit: limit) }
        partial.append(contentsOf: chunk[start...])
    }

    private mutating func take(line: UnsafeBufferPointer<UInt8>, _ emit: (SSEEvent) throws -> Void) throws {
        var line = line
        if isFirstLine {
            isFirstLine = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = UnsafeBufferPointer(rebasing: line[3...]) }
        }
        guard !line.isEmpty else { return try dispatch(emit) }
        let colon = line.firstIndex(of: Byte.colon) ?? line.count
        var valueStart = min(colon + 1, line.count)
        if valueStart < line.count, line[valueStart] == Byte.space { valueStart += 1 }
        let field = UnsafeBufferPointer(rebasing: line[..<colon])
        let value = UnsafeBufferPointer(rebasing: line[valueStart...])
        // A comment has an empty field name and so matches none of these.
        if field.elementsEqual("data".utf8) {
            guard data.count + value.count < limit else { throw TooLarge(limit: limit) }
            if hasData { data.append(Byte.lineFeed) }
            hasData = true
            data.append(contentsOf: value)
        } else if field.elementsEqual("event".utf8) {
            name = String(decoding: value, as: UTF8.self)
        } else if field.elementsEqual("id".utf8), !value.contains(0) {
            id = String(decoding: value, as: UTF8.self)
        } else if field.elementsEqual("retry".utf8), let time = Int(String(decoding: value, as: UTF8.self)), time >= 0 {
            retry = time
        }
    }

    private mutating func dispatch(_ emit: (SSEEvent) throws -> Void) throws {
        defer {
            name = ""
            data = []
            hasData = false
        }
        if hasData { try emit(SSEEvent(name: name, data: data, id: id)) }
    }
}

private enum Byte {
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let colon = UInt8(ascii: ":")
    static let space = UInt8(ascii: " ")
}

extension UnsafeBufferPointer<UInt8> {
    /// Position of a byte within a range.
    fileprivate func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
        guard let baseAddress, !range.isEmpty else { return nil }
        let base = UnsafeRawPointer(baseAddress)
        return memchr(base + range.lowerBound, Int32(byte), range.count).map { UnsafeRawPointer($0) - base }
    }
}
