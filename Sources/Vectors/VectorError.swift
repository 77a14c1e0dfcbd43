/// Why vectors cannot be stored or compared.
public enum VectorError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No vector, or one without numbers.
    case empty
    /// More numbers in a vector than a set takes.
    case tooManyDimensions(Int, limit: Int)
    /// A vector of another length than the set's.
    case wrongDimensions(Int, expected: Int)
    /// Not a number, or infinite, at this zero-based position.
    case notFinite(position: Int)
    /// A number whose square would leave the range of Float32, at this zero-based position.
    case outOfRange(position: Int)
    /// A query of length zero by cosine.
    case noDirection
    /// A search for no neighbours.
    case nothingWanted
    /// A threshold that is not a number.
    case badThreshold
    /// More rows than a matrix of all pairs takes.
    case tooManyRows(Int, limit: Int)
    /// Bytes that are not whole Float32 numbers.
    case notWholeNumbers(bytes: Int)
    /// A text that is not base64.
    case notBase64
    /// Other than one key or text for each vector.
    case labelCount(Int, expected: Int)

    public var description: String {
        switch self {
        case .empty: "there is no vector here; give at least one, with at least one number"
        case .tooManyDimensions(let count, let limit):
            "the vector has \(count) numbers and at most \(limit) are taken; ask the model for fewer dimensions"
        case .wrongDimensions(let count, let expected):
            "the vector has \(count) numbers where \(expected) are expected; embed everything with the same model and dimensions"
        case .notFinite(let position):
            "number \(position + 1) of the vector is NaN or infinite; embed that text again"
        case .outOfRange(let position):
            "number \(position + 1) of the vector is beyond 1e15; scale the vectors down"
        case .noDirection:
            "the query is all zeros and has no direction; compare by dot or euclidean, or give another query"
        case .nothingWanted: "a search for fewer than one neighbour finds nothing; ask for at least 1"
        case .badThreshold: "the threshold is NaN; give a number"
        case .tooManyRows(let count, let limit):
            "all pairs of \(count) vectors are too many, at most \(limit) vectors are compared; search for the nearest instead"
        case .notWholeNumbers(let bytes):
            "\(bytes) bytes are not a vector of 4-byte numbers; send the little-endian Float32 bytes whole"
        case .notBase64: "the vector is not base64; send the padded base64 of its little-endian Float32 bytes"
        case .labelCount(let count, let expected):
            "there are \(count) keys or texts for \(expected) vectors; give one for each, or none"
        }
    }
}
