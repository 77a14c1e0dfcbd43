import Catalogue

/// Which tools a server offers and which endpoints they may reach.
///
/// It holds for the endpoint that a call resolves to, however it was named: by its tool, an alias, or through `api-call`
/// and composed tools.
public struct ToolPolicy: Sendable, Hashable {
    /// Nothing at the provider may change.
    public var isReadOnly = false
    /// Nothing may be lost for good.
    public var refusesDestructive = false
    /// A tool is offered if it is in each of these lists; empty: all are.
    public var only: [[Glob]] = []
    /// Tools that are not offered, and endpoints that are not reached.
    public var except: [Glob] = []

    /// Creates a policy that allows everything.
    public init() {}

    /// Whether a tool is offered under this name.
    func offers(_ name: String, isReadOnly: Bool, isDestructive: Bool) -> Bool {
        only.allSatisfy { Self.match(name, $0) } && !Self.match(name, except)
            && !(self.isReadOnly && !isReadOnly) && !(refusesDestructive && isDestructive)
    }

    /// Why an endpoint may not be reached; nil where it may.
    ///
    /// A list of offered tools says what can be named, not what a composed tool may use for its work.
    func refusal(of endpoint: Endpoint) -> String? {
        if isReadOnly, !endpoint.isReadOnly {
            return "'\(endpoint.name)' changes something and this server is read-only, ask its operator to allow it"
        }
        if refusesDestructive, endpoint.isDestructive {
            return "'\(endpoint.name)' destroys something, which this server does not do (--no-destructive)"
        }
        if Self.match(endpoint.name, except) {
            return "'\(endpoint.name)' is excluded on this server (--exclude)"
        }
        return nil
    }

    /// Whether a list has a name, or that of the tool which stands for it.
    private static func match(_ name: String, _ list: [Glob]) -> Bool {
        let promised = Family.standIns[name]
        return list.contains { glob in glob.matches(name) || promised.map(glob.matches) == true }
    }

    /// A policy that allows only what both allow.
    public func narrowed(by other: ToolPolicy) -> ToolPolicy {
        var policy = self
        policy.isReadOnly = isReadOnly || other.isReadOnly
        policy.refusesDestructive = refusesDestructive || other.refusesDestructive
        policy.only += other.only
        policy.except += other.except
        return policy
    }
}

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
