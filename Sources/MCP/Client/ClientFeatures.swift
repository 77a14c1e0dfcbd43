import JSON

/// What a client can do for the servers that it talks to. It declares what it has a closure for, and nothing else.
public struct ClientFeatures: Sendable {
    /// Asks the user to fill in a form.
    public var elicitation: (@Sendable (InputRequest) async throws -> InputResponse)?
    /// Asks a model.
    public var sampling: (@Sendable (InputRequest) async throws -> InputResponse)?
    /// URIs of the folders that the client works in.
    public var roots: (@Sendable () async throws -> [String])?
    /// Takes log messages of servers, from a severity on.
    public var logs: (least: LogLevel, take: @Sendable (LogMessage) -> Void)?
    /// Takes a sentence about what was passed over, such as a tool whose definition is wrong.
    public var warn: (@Sendable (String) -> Void)?

    /// Creates features of which none is there.
    public init() {}

    /// The capabilities as a revision names them.
    ///
    /// - Parameter followsTasks: whether the request may become a task (2026-07-28, extension).
    func capabilities(in revision: Revision, followsTasks: Bool) -> JSONValue {
        var members: [JSONValue.Member] = []
        if elicitation != nil, revision.hasElicitation {
            members.append(.init("elicitation", revision.hasElicitationModes ? ["form": [:]] : [:]))
        }
        if sampling != nil { members.append(.init("sampling", [:])) }
        if roots != nil { members.append(.init("roots", [:])) }
        if followsTasks, revision.isStateless {
            members.append(.init("extensions", .object([.init(MetaKey.tasksExtension, [:])])))
        }
        return .object(members)
    }

    /// Does what a server asks; throws where it asks for what was not declared.
    func answer(_ request: InputRequest) async throws -> InputResponse {
        switch request.capability {
        case .elicitation:
            // Without a mode it is a form.
            if let elicitation, request.view?["mode"]?.string ?? "form" == "form" {
                return try await elicitation(request)
            }
        case .sampling:
            if let sampling { return try await sampling(request) }
        case .roots:
            if let roots { return .roots(try await roots()) }
        case .tasks: break
        }
        throw ClientFailure.unexpected("it asks for \(request.method), which this client has not offered")
    }

    /// Answers what a server asks at once, one after the other: a person can look at one thing at a time.
    func answers(to requests: JSONView?) async throws -> JSONValue {
        guard let requests else { return [:] }
        var answers: [JSONValue.Member] = []
        for (key, view) in requests.members {
            guard let request = InputRequest(view) else {
                throw ClientFailure.unexpected("it asks for something that servers may not ask for")
            }
            answers.append(.init(key, .raw(try await answer(request).raw)))
        }
        return .object(answers)
    }
}

/// A log message of a server's.
public struct LogMessage: Sendable {
    public let level: LogLevel
    /// Which part of the server it comes from.
    public let logger: String?
    /// Text, or anything else that JSON has.
    public let data: JSONView

    init?(_ params: JSONView?) {
        guard let level = params?["level"]?.string.flatMap(LogLevel.init(rawValue:)), let data = params?["data"] else {
            return nil
        }
        self.level = level
        self.data = data
        logger = params?["logger"]?.string
    }
}
