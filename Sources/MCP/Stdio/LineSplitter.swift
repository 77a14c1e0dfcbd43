#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Cuts a byte stream into lines; a line that is too long is dropped whole and reported once.
struct LineSplitter {
    /// One line, or the news that one was too long.
    enum Line {
        case text([UInt8])
        case tooLong
    }

    private let limit: Int
    private var rest: [UInt8] = []
    private var isSkipping = false

    init(limit: Int) { self.limit = limit }

    /// Feeds bytes and hands out each line that they complete, without its newline; blank lines are passed over.
    mutating func feed(_ chunk: UnsafeRawBufferPointer, _ handle: (Line) -> Void) {
        var start = 0
        while start < chunk.count {
            let base = chunk.baseAddress! + start
            guard let found = memchr(base, 0x0A, chunk.count - start) else { break }
            let length = UnsafeRawPointer(found) - base
            let piece = UnsafeRawBufferPointer(start: base, count: length)
            start += length + 1
            if isSkipping {
                isSkipping = false
                continue
            }
            if rest.isEmpty {
                emit(Array(piece), handle)
            } else {
                rest.append(contentsOf: piece)
                emit(rest, handle)
                rest = []
            }
        }
        keep(UnsafeRawBufferPointer(rebasing: chunk[start...]), handle)
    }

    /// Hands out a last line that has no newline.
    mutating func finish(_ handle: (Line) -> Void) {
        if !rest.isEmpty { emit(rest, handle) }
        rest = []
    }

    private mutating func keep(_ tail: UnsafeRawBufferPointer, _ handle: (Line) -> Void) {
        guard !isSkipping, !tail.isEmpty else { return }
        rest.append(contentsOf: tail)
        if rest.count > limit {
            rest = []
            isSkipping = true
            handle(.tooLong)
        }
    }

    private func emit(_ line: [UInt8], _ handle: (Line) -> Void) {
        var line = line
        if line.last == 0x0D { line.removeLast() }
        if line.count > limit { return handle(.tooLong) }
        if line.contains(where: { $0 != 0x20 && $0 != 0x09 }) { handle(.text(line)) }
    }
}
