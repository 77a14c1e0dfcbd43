/// A name pattern in which `*` stands for any text and `?` for one character.
public struct Glob: Sendable, Hashable, CustomStringConvertible {
    private let pattern: [UInt8]

    /// Creates a pattern.
    public init(_ pattern: String) { self.pattern = Array(pattern.utf8) }

    public var description: String { String(decoding: pattern, as: UTF8.self) }

    /// Whether a name fits; linear in both, since a star is only ever tried again from the last one.
    public func matches(_ name: String) -> Bool {
        let name = Array(name.utf8)
        var (place, star, resume) = (0, -1, 0)
        var position = 0
        while position < name.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                (star, resume) = (place, position)
                place += 1
            } else if place < pattern.count, pattern[place] == name[position] || pattern[place] == UInt8(ascii: "?") {
                place += 1
                position += 1
            } else if star >= 0 {
                resume += 1
                (place, position) = (star + 1, resume)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
