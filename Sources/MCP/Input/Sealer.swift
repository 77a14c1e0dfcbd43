/// Makes text of bytes that only this family of servers can read, and that nobody can change.
public protocol Sealer: Sendable {
    /// Seals bytes for one context; the text is URL-safe.
    func seal(_ bytes: [UInt8], for context: [UInt8]) throws -> String

    /// The bytes of a text; nil where it was not sealed here, was changed, or belongs to another context.
    func open(_ text: String, for context: [UInt8]) -> [UInt8]?
}
