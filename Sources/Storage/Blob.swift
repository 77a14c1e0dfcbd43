import Foundation
import GRDB

extension String {
    /// The text as it is kept: its bytes, whatever they are.
    var blob: Data { Data(utf8) }
}

extension Row {
    /// A number of a column; throws where a damaged file holds something else.
    func value<Number: DatabaseValueConvertible & StatementColumnConvertible>(_ column: Int) throws -> Number {
        try decode(Number.self, atIndex: column)
    }

    /// The bytes of a column.
    func bytes(_ column: Int) throws -> [UInt8] { try withUnsafeData(atIndex: column) { $0.map { Array($0) } ?? [] } }

    /// The text of a column.
    func text(_ column: Int) throws -> String {
        try withUnsafeData(atIndex: column) { $0.map { String(decoding: $0, as: UTF8.self) } ?? "" }
    }
}
