/// Which calls a rule is about; what is nil fits every call.
public struct CallMatch: Sendable, Hashable {
    /// Of the caller's id.
    public var caller: Glob?
    /// Of the server's name, such as `complete`.
    public var server: Glob?
    /// Of the tool's name.
    public var tool: Glob?
    /// Of the model's name; does not fit a call without a model.
    public var model: Glob?

    /// Creates a matcher.
    public init(caller: Glob? = nil, server: Glob? = nil, tool: Glob? = nil, model: Glob? = nil) {
        self.caller = caller
        self.server = server
        self.tool = tool
        self.model = model
    }

    /// Fits every call.
    public static let all = CallMatch()

    /// Whether a rule is about a call.
    public func matches(_ subject: CallSubject) -> Bool {
        Self.fits(caller, subject.caller) && Self.fits(server, subject.server) && Self.fits(tool, subject.tool)
            && Self.fits(model, subject.model)
    }

    private static func fits(_ glob: Glob?, _ name: String) -> Bool { glob.map { $0.matches(name) } ?? true }
}

/// What rules look at in a call; what it does not have is empty.
public struct CallSubject: Sendable, Hashable {
    public var caller: String
    public var server: String
    public var tool: String
    public var model: String

    /// Creates a subject.
    public init(caller: String, server: String = "", tool: String = "", model: String = "") {
        self.caller = caller
        self.server = server
        self.tool = tool
        self.model = model
    }

    /// The subject of a call.
    public init(_ call: Call) {
        self.init(
            caller: call.caller.id, server: call.server ?? "", tool: call.tool ?? call.endpoint.name,
            model: call.model ?? "")
    }

    /// The account that a rule keeps for this subject: its name, and what it keeps apart.
    func account(of rule: String, each facets: Set<CallFacet>) -> String {
        CallFacet.allCases.reduce(into: rule) { account, facet in
            guard facets.contains(facet) else { return }
            account += "\u{1F}\(facet.rawValue)=\(self[facet])"
        }
    }

    private subscript(facet: CallFacet) -> String {
        switch facet {
        case .caller: caller
        case .server: server
        case .model: model
        }
    }
}

/// What a rule may count apart: one count for each caller, say, instead of one for all.
public enum CallFacet: String, Sendable, Hashable, CaseIterable {
    case caller, server, model
}
