/// The records of a CSV file and what is read from them.
struct CSVSource: RowSource {
    private var records: CSVSplitter
    private var reader = CSVReader()

    init(lineLimit: Int) { records = CSVSplitter(limit: lineLimit) }

    mutating func read(
        _ chunk: UnsafeBufferPointer<UInt8>, isLast: Bool, each: (EmbeddingRow) -> Void
    ) throws(VectorFileError) {
        try Self.read(chunk, isLast, &records, &reader, each)
    }

    /// With both parts apart, because one is in use while the other changes.
    private static func read(
        _ chunk: UnsafeBufferPointer<UInt8>, _ isLast: Bool, _ records: inout CSVSplitter, _ reader: inout CSVReader,
        _ each: (EmbeddingRow) -> Void
    ) throws(VectorFileError) {
        func take(_ record: CSVRecord) throws(VectorFileError) {
            if let row = try reader.row(record) { each(row) }
        }
        try records.read(chunk, each: take)
        guard isLast else { return }
        try records.finish(each: take)
        if !reader.hasHeader { throw VectorFileError(.noHeader, line: 1) }
    }
}

/// Rows out of the records of a CSV file.
struct CSVReader {
    private var columns: CSVColumns?
    private var check = VectorCheck()

    /// Whether the header has been read.
    var hasHeader: Bool { columns != nil }

    /// The row of a record; none for the header.
    mutating func row(_ record: CSVRecord) throws(VectorFileError) -> EmbeddingRow? {
        guard let columns else {
            columns = try CSVColumns(record)
            return nil
        }
        guard record.count == columns.names.count else {
            throw VectorFileError(.fieldCount(record.count, expected: columns.names.count), line: record.line(0))
        }
        let text = try string(record, columns.text)
        let vector = try vector(record, columns)
        guard text != nil || vector != nil else { throw VectorFileError(.nothingToEmbed, line: record.line(0)) }
        return EmbeddingRow(line: record.line(0), key: try string(record, columns.key), text: text, vector: vector)
    }

    /// The text of a field, nil where it is empty.
    private func string(_ record: CSVRecord, _ field: Int?) throws(VectorFileError) -> String? {
        guard let field, !record.range(field).isEmpty else { return nil }
        guard let text = record.string(field) else { throw error(.invalidUTF8, record, field) }
        return text
    }

    private mutating func vector(_ record: CSVRecord, _ columns: CSVColumns) throws(VectorFileError) -> [Float]? {
        let found: (vector: [Float], field: Int)?
        switch columns.vector {
        case nil: found = nil
        case .cell(let field): found = try cell(record, field).map { ($0, field) }
        case .spread(let fields): found = try spread(record, fields).map { ($0, fields.lowerBound) }
        }
        guard let found else { return nil }
        do throws(VectorError) {
            try check.check(found.vector)
        } catch {
            throw self.error(.vector(error), record, found.field)
        }
        return found.vector
    }

    private func spread(_ record: CSVRecord, _ fields: Range<Int>) throws(VectorFileError) -> [Float]? {
        if fields.allSatisfy({ record.trimmed($0).isEmpty }) { return nil }
        var vector: [Float] = []
        vector.reserveCapacity(fields.count)
        for field in fields { vector.append(try number(record, field)) }
        return vector
    }

    private func cell(_ record: CSVRecord, _ field: Int) throws(VectorFileError) -> [Float]? {
        let range = record.trimmed(field)
        if range.isEmpty { return nil }
        guard record.bytes[range.lowerBound] == UInt8(ascii: "[") else {
            do throws(VectorError) {
                return try PackedVector.vector(base64: String(decoding: record.bytes[range], as: UTF8.self))
            } catch {
                throw self.error(.vector(error), record, field)
            }
        }
        var numbers: [Float] = []
        let isWhole = record.bytes[range].withUnsafeBufferPointer { text in
            var position = 0
            return NumberArray.read(text, at: &position, into: &numbers) && position == text.count
        }
        guard isWhole else { throw error(.notAnEmbedding, record, field) }
        return numbers
    }

    private func number(_ record: CSVRecord, _ field: Int) throws(VectorFileError) -> Float {
        let text = record.bytes[record.trimmed(field)]
        let number = text.withUnsafeBufferPointer { text -> Float? in
            var position = 0
            guard let number = FloatParser.number(in: text, at: &position), position == text.count else { return nil }
            return number
        }
        if let number { return number }
        // Spreadsheets also write .5, +1 and 1.; hexadecimal, which the standard library would take, they do not.
        let spelling = String(decoding: text, as: UTF8.self)
        guard spelling.utf8.allSatisfy({ "+-.0123456789eE".utf8.contains($0) }), let number = Float(spelling) else {
            throw error(.notANumber(spelling.count > 40 ? spelling.prefix(40) + "..." : spelling), record, field)
        }
        return number
    }

    private func error(_ reason: VectorFileError.Reason, _ record: CSVRecord, _ field: Int) -> VectorFileError {
        VectorFileError(reason, line: record.line(field), column: field + 1, columnName: columns?.names[field])
    }
}
