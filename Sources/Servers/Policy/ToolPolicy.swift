import Catalogue
import Gateway

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

    /// Whether a tool may do its work for another that stands for it.
    func reaches(_ offer: Offer) -> Bool {
        var policy = self
        policy.only = []
        return offer.isOffered(by: policy)
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
