import JSON

/// Why a file of vectors cannot be read, and where.
public struct VectorFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Sendable, Hashable {
        case tooLong(limit: Int)
        case json(JSONError.Reason)
        case notARow
        case nothingToEmbed
        case notAnEmbedding
        case failedRequest(String)
        case vector(VectorError)
        case noHeader
        case noUsefulColumn([String])
        case fieldCount(Int, expected: Int)
        case quoteInside
        case textAfterQuote
        case openQuote
        case notANumber(String)
        case invalidUTF8
    }

    /// The line, counted from 1.
    public let line: Int
    /// Of JSONL the byte in the line, of CSV the field in the record, counted from 1; nil where the whole line is meant.
    public let column: Int?
    /// What the header calls the column, in CSV.
    public let columnName: String?
    /// What is wrong there.
    public let reason: Reason

    init(_ reason: Reason, line: Int, column: Int? = nil, columnName: String? = nil) {
        self.reason = reason
        self.line = line
        self.column = column
        self.columnName = columnName
    }

    public var description: String {
        let name = columnName.map { $0.isEmpty ? "" : " (\($0))" } ?? ""
        return "line \(line)\(column.map { ", column \($0)\(name)" } ?? ""): \(sentence)"
    }

    private var sentence: String {
        switch reason {
        case .tooLong(let limit): "longer than \(limit) bytes; write one record to a line"
        case .json(let reason): "not JSON, \(JSONError(reason, at: 0).sentenceOnly); write one JSON value to a line"
        case .notARow: "neither an object, an array of numbers nor a text; write one of them to each line"
        case .nothingToEmbed: "neither an embedding nor a text; add a field \"embedding\" or \"text\""
        case .notAnEmbedding: "not a vector; give an array of numbers or the base64 of Float32 numbers"
        case .failedRequest(let message):
            "the request of this line failed (\(message)); send it again and leave this line out"
        case .vector(let error): error.description
        case .noHeader: "no header; name the columns on the first line, for example id,text,embedding"
        case .noUsefulColumn(let names):
            "no column to use among \(names.map { "\"\($0)\"" }.joined(separator: ", ")); "
                + "name one text, input, content, embedding or vector, or number the columns of a vector from 0 or 1"
        case .fieldCount(let count, let expected):
            "\(count) fields where the header has \(expected); quote fields that hold commas"
        case .quoteInside: "a quote inside a field without quotes; put the field in quotes and double the quote"
        case .textAfterQuote: "text after the closing quote of a field; double the quotes inside a field"
        case .openQuote: "the quote that opens here is never closed; close it"
        case .notANumber(let text): "\"\(text)\" is not a number; write one such as -0.0123"
        case .invalidUTF8: "not UTF-8; save the file as UTF-8"
        }
    }
}

extension JSONError {
    /// The description without its place, which the line and column say better.
    fileprivate var sentenceOnly: String {
        let text = description
        return String(text.dropLast(" at byte \(offset)".count))
    }
}
