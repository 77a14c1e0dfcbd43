/// Lines out of chunks: ends of lines are LF or CR LF, and only a line that two chunks share is copied.
struct LineSplitter {
    private let limit: Int
    private var carried: [UInt8] = []
    /// The last line handed out, counted from 1.
    private(set) var line = 0

    init(limit: Int) { self.limit = limit }

    /// Hands out the lines that end in this chunk, blank ones left out.
    mutating func read(
        _ chunk: UnsafeBufferPointer<UInt8>,
        each: (UnsafeBufferPointer<UInt8>, Int) throws(VectorFileError) -> Void
    ) throws(VectorFileError) {
        var start = 0
        while let end = chunk[start...].firstIndex(of: UInt8(ascii: "\n")) {
            let piece = UnsafeBufferPointer(rebasing: chunk[start..<end])
            if carried.isEmpty {
                try hand(piece, each)
            } else {
                try carry(piece)
                try handCarried(each)
            }
            start = end + 1
        }
        try carry(UnsafeBufferPointer(rebasing: chunk[start...]))
    }

    /// Hands out what follows the last end of line.
    mutating func finish(
        each: (UnsafeBufferPointer<UInt8>, Int) throws(VectorFileError) -> Void
    ) throws(VectorFileError) {
        if !carried.isEmpty { try handCarried(each) }
    }

    private mutating func carry(_ piece: UnsafeBufferPointer<UInt8>) throws(VectorFileError) {
        guard carried.count + piece.count <= limit else {
            throw VectorFileError(.tooLong(limit: limit), line: line + 1)
        }
        carried.append(contentsOf: piece)
    }

    private mutating func handCarried(
        _ each: (UnsafeBufferPointer<UInt8>, Int) throws(VectorFileError) -> Void
    ) throws(VectorFileError) {
        var whole: [UInt8] = []
        swap(&whole, &carried)
        try whole.withUnsafeBufferPointer { (piece) throws(VectorFileError) in try hand(piece, each) }
        whole.removeAll(keepingCapacity: true)
        swap(&whole, &carried)
    }

    private mutating func hand(
        _ piece: UnsafeBufferPointer<UInt8>,
        _ each: (UnsafeBufferPointer<UInt8>, Int) throws(VectorFileError) -> Void
    ) throws(VectorFileError) {
        line += 1
        guard piece.count <= limit else { throw VectorFileError(.tooLong(limit: limit), line: line) }
        let trimmed = piece.last == UInt8(ascii: "\r") ? UnsafeBufferPointer(rebasing: piece.dropLast()) : piece
        if trimmed.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return }
        try each(trimmed, line)
    }
}
