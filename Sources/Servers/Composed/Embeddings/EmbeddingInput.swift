import Gateway
import JSON
import MCP
import Vectors

/// One row to embed or to search: a text, a vector, or both.
struct EmbeddingInput: Sendable {
    var key: String?
    var text: String?
    var vector: [Float]?
}

/// A file of rows: JSONL or CSV, or a text whose lines are the rows.
struct EmbeddingFile: Sendable {
    private let content: FileContent
    private let format: VectorFileFormat?

    init(_ file: FileBridge.File) {
        content = file.content
        let told: VectorFileFormat? =
            switch file.mediaType {
            case "text/csv": .csv
            case "application/jsonl", "application/x-ndjson", "application/json": .jsonl
            default: nil
            }
        format = VectorFileFormat(fileName: file.name) ?? told
    }

    /// Bytes that are read at a time.
    private static let step = 1 << 20

    /// Hands on the rows as they are read, some at a time.
    func read(_ take: ([EmbeddingInput]) async throws -> Void) async throws {
        do {
            if let format { try await readRows(format, take) } else { try await readLines(take) }
        } catch let error as VectorFileError {
            throw ArgumentFault("`file`: \(error).")
        } catch let failure as FileFailure {
            throw ArgumentFault("`file`: \(failure).")
        }
    }

    private func readRows(_ format: VectorFileFormat, _ take: ([EmbeddingInput]) async throws -> Void) async throws {
        var reader = VectorFileReader(format)
        for start in stride(from: 0, to: content.count, by: Self.step) {
            let (begun, part) = (reader, content.slice(start..<start + Self.step))
            let step = try await Blocking.run {
                var reader = begun
                let rows = try reader.read(part.bytes())
                return (reader: reader, rows: rows)
            }
            reader = step.reader
            try await take(step.rows.map(EmbeddingInput.init))
        }
        try await take(reader.finish().map(EmbeddingInput.init))
    }

    private func readLines(_ take: ([EmbeddingInput]) async throws -> Void) async throws {
        var rest: [UInt8] = []
        for start in stride(from: 0, to: content.count, by: Self.step) {
            let part = content.slice(start..<start + Self.step)
            rest += try await Blocking.run { try part.bytes() }
            guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else { continue }
            try await take(Self.lines(rest[...end]))
            rest.removeSubrange(...end)
        }
        try await take(Self.lines(rest[...]))
    }

    private static func lines(_ bytes: ArraySlice<UInt8>) throws -> [EmbeddingInput] {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ArgumentFault("`file` is no UTF-8 text; give JSONL, CSV, or a text saved as UTF-8.")
        }
        return text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
            .map { EmbeddingInput(text: String($0.drop { $0 == "\u{FEFF}" })) }
    }
}

extension EmbeddingInput {
    fileprivate init(_ row: EmbeddingRow) { self.init(key: row.key, text: row.text, vector: row.vector) }

    /// The numbers of an argument; throws where there are none that can be compared.
    static func vector(_ view: JSONView, named name: String) throws -> [Float] {
        let vector = view.elements.map { $0.double.map { Float($0) } ?? .nan }
        guard !vector.isEmpty, vector.allSatisfy(\.isFinite) else {
            throw ArgumentFault("`\(name)` is no vector of numbers that fit 32 bits; correct it.")
        }
        return vector
    }
}
