import MCP
import Synchronization

/// What is left out of what a server offers: because the request asks for it, by headers (`X-MCP-Tools`) or query
/// (`?tools=`), and because its caller may use no more.
///
/// It only ever narrows: what the operator does not offer, no request brings back.
public struct Narrowing: Sendable, Hashable {
    /// Name patterns of tools; a tool is left if each of these lists has it.
    public var only: [[String]] = []
    /// Name patterns of those that are not.
    public var exclude: [String] = []
    /// Only what changes nothing.
    public var isReadOnly = false
    /// Nothing that destroys something.
    public var refusesDestructive = false
    /// A narrower surface by its name.
    public var surface: String?

    /// nil where the request asks for nothing of the kind.
    init?(_ fields: RequestFields, query: Substring) throws(Refusal) {
        var items = fields.narrowing
        if !query.isEmpty {
            for (name, value) in PercentEncoding.query(query) where Self.names.contains(name) {
                items.append((name, value))
            }
        }
        guard !items.isEmpty else { return nil }
        var tools: [String] = []
        for (name, value) in items {
            if name == "tools" { tools += Self.patterns(value) } else { try take(name, value) }
        }
        if !tools.isEmpty { only = [tools] }
        guard self != Narrowing() else { return nil }
    }

    /// Creates a narrowing that leaves everything.
    public init() {}

    /// What both leave.
    func and(_ other: Narrowing) -> Narrowing {
        var both = self
        both.only += other.only
        both.exclude += other.exclude
        both.isReadOnly = isReadOnly || other.isReadOnly
        both.refusesDestructive = refusesDestructive || other.refusesDestructive
        both.surface = surface ?? other.surface
        return both
    }

    /// Names in the query; as headers they begin with `x-mcp-` and have hyphens.
    private static let names: Set<String> = ["tools", "exclude", "read_only", "no_destructive", "surface"]

    /// The name of a narrowing by its header, or nil.
    static func name(ofHeader header: String) -> String? {
        switch header {
        case "x-mcp-tools": "tools"
        case "x-mcp-exclude": "exclude"
        case "x-mcp-readonly", "x-mcp-read-only": "read_only"
        case "x-mcp-no-destructive": "no_destructive"
        case "x-mcp-surface": "surface"
        default: nil
        }
    }

    private mutating func take(_ name: String, _ value: String) throws(Refusal) {
        switch name {
        case "exclude": exclude += Self.patterns(value)
        case "read_only": isReadOnly = try Self.flag(name, value) || isReadOnly
        case "no_destructive": refusesDestructive = try Self.flag(name, value) || refusesDestructive
        default: surface = value
        }
    }

    private static func patterns(_ list: String) -> [String] {
        list.split(separator: ",").map { item in
            String(item.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }.filter { !$0.isEmpty }
    }

    private static func flag(_ name: String, _ value: String) throws(Refusal) -> Bool {
        switch value.lowercased() {
        case "true", "1", "yes", "on", "": return true
        case "false", "0", "no", "off": return false
        default: throw Refusal(.badRequest, "\(name) is true or false, not \(value.prefix(40).debugDescription).")
        }
    }
}

/// What a caller may see of a server.
public enum Visibility: Sendable {
    case whole
    case narrowed(Narrowing)
    /// Nothing, for this reason.
    case refused(String)
}

/// Servers as requests narrowed them, kept so that a list is encoded once for all who ask for the same.
final class NarrowedServers: Sendable {
    /// Makes the narrower form of the server of a name.
    typealias Make = @Sendable (_ name: String, Narrowing) throws -> MCP.Server

    private struct Key: Hashable {
        let name: String
        let narrowing: Narrowing
    }

    private let make: Make
    private let kept = Mutex<[Key: MCP.Server]>([:])
    /// Whoever sends ever new patterns must not fill the memory.
    private static let capacity = 64

    init(_ make: @escaping Make) { self.make = make }

    /// Forgets them all: they are made anew from what is offered now.
    func clear() { kept.withLock { $0.removeAll() } }

    func server(_ name: String, _ narrowing: Narrowing) throws(Refusal) -> MCP.Server {
        let key = Key(name: name, narrowing: narrowing)
        if let server = kept.withLock({ $0[key] }) { return server }
        let server: MCP.Server
        do {
            server = try make(name, narrowing)
        } catch {
            throw Refusal(.badRequest, "\(error)")
        }
        kept.withLock { kept in
            if kept.count >= Self.capacity { kept.removeAll() }
            kept[key] = server
        }
        return server
    }
}
