/// Records out of chunks (RFC 4180): commas, quotes doubled inside quotes, ends of lines LF or CR LF.
struct CSVSplitter {
    private enum State {
        /// Nothing of the field yet.
        case start
        /// In a field without quotes.
        case plain
        /// Inside quotes.
        case quoted
        /// After a quote inside quotes: its end, or the first of two.
        case quote
        /// After the CR that follows a closing quote.
        case end
    }

    private let limit: Int
    private var state = State.start
    private var record = CSVRecord()
    private var line = 1
    private var fieldLine = 1

    init(limit: Int) { self.limit = limit }

    /// Hands out the records that end in this chunk, blank ones left out.
    mutating func read(
        _ chunk: UnsafeBufferPointer<UInt8>, each: (CSVRecord) throws(VectorFileError) -> Void
    ) throws(VectorFileError) {
        var position = 0
        while position < chunk.count {
            let run = plainRun(chunk, from: position)
            if run > position {
                if state == .quote || state == .end { throw error(.textAfterQuote) }
                if state == .start { state = .plain }
                try take(UnsafeBufferPointer(rebasing: chunk[position..<run]))
            }
            guard run < chunk.count else { return }
            try step(chunk, run, each)
            position = run + 1
        }
    }

    /// Hands out the last record, where no end of line follows it.
    mutating func finish(each: (CSVRecord) throws(VectorFileError) -> Void) throws(VectorFileError) {
        if state == .quoted { throw VectorFileError(.openQuote, line: fieldLine, column: record.count + 1) }
        if state != .start || record.count > 0 { try endRecord(each) }
    }

    /// The end of the bytes that need no decision.
    private func plainRun(_ chunk: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        if state == .quoted {
            while position < chunk.count, chunk[position] != UInt8(ascii: "\""), chunk[position] != UInt8(ascii: "\n") {
                position += 1
            }
        } else {
            while position < chunk.count {
                let byte = chunk[position]
                if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n") { break }
                if byte == UInt8(ascii: "\r"), state == .quote { break }
                position += 1
            }
        }
        return position
    }

    private mutating func step(
        _ chunk: UnsafeBufferPointer<UInt8>, _ position: Int, _ each: (CSVRecord) throws(VectorFileError) -> Void
    ) throws(VectorFileError) {
        switch (chunk[position], state) {
        case (UInt8(ascii: "\""), .start):
            state = .quoted
            record.quoted = true
        case (UInt8(ascii: "\""), .quoted): state = .quote
        case (UInt8(ascii: "\""), .quote):
            state = .quoted
            try take(UnsafeBufferPointer(rebasing: chunk[position...position]))
        case (UInt8(ascii: "\""), .plain): throw error(.quoteInside)
        case (UInt8(ascii: "\""), .end): throw error(.textAfterQuote)
        case (UInt8(ascii: "\r"), _): state = .end
        case (UInt8(ascii: "\n"), .quoted):
            line += 1
            try take(UnsafeBufferPointer(rebasing: chunk[position...position]))
        case (UInt8(ascii: "\n"), _):
            try endRecord(each)
            line += 1
            fieldLine = line
        case (_, .end): throw error(.textAfterQuote)
        default: endField()
        }
    }

    private mutating func take(_ text: UnsafeBufferPointer<UInt8>) throws(VectorFileError) {
        guard record.bytes.count + text.count <= limit else { throw error(.tooLong(limit: limit)) }
        record.append(text)
    }

    private mutating func endField() {
        record.endField(line: fieldLine)
        fieldLine = line
        state = .start
    }

    private mutating func endRecord(
        _ each: (CSVRecord) throws(VectorFileError) -> Void
    ) throws(VectorFileError) {
        if state == .plain { record.dropReturn() }
        endField()
        if !record.isBlank { try each(record) }
        record.clear()
    }

    private func error(_ reason: VectorFileError.Reason) -> VectorFileError {
        VectorFileError(reason, line: line, column: record.count + 1)
    }
}
