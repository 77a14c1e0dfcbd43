import JSON

/// The lines of a JSONL file and what is read from them.
struct JSONLSource: RowSource {
    private var lines: LineSplitter
    private var reader: JSONLReader

    init(lineLimit: Int) {
        lines = LineSplitter(limit: lineLimit)
        reader = JSONLReader(lineLimit: lineLimit)
    }

    mutating func read(
        _ chunk: UnsafeBufferPointer<UInt8>, isLast: Bool, each: (EmbeddingRow) -> Void
    ) throws(VectorFileError) {
        try Self.read(chunk, isLast, &lines, &reader, each)
    }

    /// With both parts apart, because one is in use while the other changes.
    private static func read(
        _ chunk: UnsafeBufferPointer<UInt8>, _ isLast: Bool, _ lines: inout LineSplitter, _ reader: inout JSONLReader,
        _ each: (EmbeddingRow) -> Void
    ) throws(VectorFileError) {
        func take(_ text: UnsafeBufferPointer<UInt8>, _ line: Int) throws(VectorFileError) {
            try reader.rows(text, line: line).forEach(each)
        }
        try lines.read(chunk, each: take)
        if isLast { try lines.finish(each: take) }
    }
}

/// Rows out of one line of a JSONL file.
///
/// A line is an object with a vector, a text or both; a bare array of numbers; a bare text; or a line of a batch's output
/// or input file. A vector is an array of numbers or the base64 of its bytes.
struct JSONLReader {
    private var lifted = LiftedLine()
    private var check = VectorCheck()
    private let limits: JSONLimits

    init(lineLimit: Int) { limits = JSONLimits(size: lineLimit) }

    /// The rows of one line: more than one only where a request of a batch had several inputs.
    mutating func rows(_ text: UnsafeBufferPointer<UInt8>, line: Int) throws(VectorFileError) -> [EmbeddingRow] {
        lifted.lift(text)
        let root: JSONView
        do throws(JSONError) {
            root = try JSONDocument(lifted.text, limits: limits).root
        } catch {
            throw VectorFileError(.json(error.reason), line: line, column: lifted.original(error.offset) + 1)
        }
        switch root.kind {
        case .array: return [EmbeddingRow(line: line, vector: try vector(root, line))]
        case .string: return [EmbeddingRow(line: line, text: root.string)]
        case .object: return try rows(of: root, line)
        default: throw VectorFileError(.notARow, line: line, column: lifted.original(root.offset) + 1)
        }
    }

    private mutating func rows(of object: JSONView, _ line: Int) throws(VectorFileError) -> [EmbeddingRow] {
        if let message = Self.failure(of: object) { throw VectorFileError(.failedRequest(message), line: line) }
        let key = Self.key(of: object)
        let vector = try embedding(of: object, line)
        let text = Self.text(of: object) ?? object["body"].flatMap { Self.text(of: $0) }
        if vector != nil || text != nil { return [EmbeddingRow(line: line, key: key, text: text, vector: vector)] }
        let rows = try rows(ofAnswer: object["response"]?["body"] ?? object, key, line)
        guard !rows.isEmpty else { throw VectorFileError(.nothingToEmbed, line: line) }
        return rows
    }

    /// The rows of an answer of the embeddings endpoint: one for each input.
    private mutating func rows(
        ofAnswer answer: JSONView, _ key: String?, _ line: Int
    ) throws(VectorFileError) -> [EmbeddingRow] {
        guard let data = answer["data"] else { return [] }
        var rows: [EmbeddingRow] = []
        for (position, item) in data.elements.enumerated() {
            guard let vector = try embedding(of: item, line) else {
                throw VectorFileError(.nothingToEmbed, line: line, column: lifted.original(item.offset) + 1)
            }
            let part = "\(item["index"]?.int ?? position)"
            let name = data.count == 1 ? key : key.map { "\($0)/\(part)" } ?? part
            rows.append(EmbeddingRow(line: line, key: name, vector: vector))
        }
        return rows
    }

    private mutating func embedding(of object: JSONView, _ line: Int) throws(VectorFileError) -> [Float]? {
        for name in FieldNames.vector {
            if let value = object[name], !value.isNull { return try vector(value, line) }
        }
        return nil
    }

    private mutating func vector(_ value: JSONView, _ line: Int) throws(VectorFileError) -> [Float] {
        let column = lifted.original(value.offset) + 1
        let numbers = lifted.numbers(of: value)
        guard numbers != nil || value.kind == .string else {
            throw VectorFileError(.notAnEmbedding, line: line, column: column)
        }
        do throws(VectorError) {
            let vector = if let numbers { numbers } else { try PackedVector.vector(base64: value.string ?? "") }
            try check.check(vector)
            return vector
        } catch {
            throw VectorFileError(.vector(error), line: line, column: column)
        }
    }

    private static func key(of object: JSONView) -> String? {
        for name in FieldNames.key {
            if let value = object[name], let key = value.string ?? value.number { return key }
        }
        return nil
    }

    private static func text(of object: JSONView) -> String? {
        for name in FieldNames.text {
            if let text = object[name]?.string { return text }
        }
        return nil
    }

    /// Why the request of a batch failed, if this is the line of one that did.
    private static func failure(of object: JSONView) -> String? {
        guard let response = object["response"] else { return nil }
        let error = object["error"].flatMap { $0.isNull ? nil : $0 } ?? response.value(at: "/body/error")
        if let error, !error.isNull { return error["message"]?.string ?? "no message" }
        guard let status = response["status_code"]?.int, status >= 400 else { return nil }
        return "status \(status)"
    }
}
