import Foundation

/// Whether several replies say the same: a fast way that answers something else would prove nothing.
enum Agreement {
    struct Missing: Error {}

    static func check(_ replies: [Data]) throws {
        let spellings = try replies.map { reply in
            let value = withoutNulls(try JSONSerialization.jsonObject(with: reply))
            return try JSONSerialization.data(withJSONObject: value, options: .sortedKeys)
        }
        guard Set(spellings).count == 1 else { throw Missing() }
    }

    /// `JSONEncoder` leaves out what is nil; to a reader that is the same.
    private static func withoutNulls(_ value: Any) -> Any {
        switch value {
        case let object as [String: Any]: object.filter { !($0.value is NSNull) }.mapValues { withoutNulls($0) }
        case let array as [Any]: array.map { withoutNulls($0) }
        default: value
        }
    }
}
