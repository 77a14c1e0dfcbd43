import JSON

/// One call of a tool as its handler sees it.
public struct ToolCall: Sendable {
    /// The arguments, an object; nil where the client left them out.
    public private(set) var arguments: JSONView?
    /// Everything in `_meta`, nil where there is none.
    public let meta: JSONView?
    /// Who calls.
    public let principal: any Principal
    /// The client and its revision.
    public let client: ClientDescription
    /// Reports progress; nil where the client asked for none.
    public internal(set) var progress: ProgressReporter?
    /// Asks the client.
    public internal(set) var input: Input
    /// Sends log messages; nil where the client wants none.
    public internal(set) var log: LogReporter?
    /// The task that the call has become; nil: its client waits for it.
    public internal(set) var task: TaskContext?
    /// The stream that the answer goes to; nil in a task.
    private let stream: (any Outlet)?

    /// Creates a call, as a transport or a test does.
    public init(
        arguments: JSONView?, meta: JSONView? = nil, principal: any Principal, client: ClientDescription,
        progress: ProgressReporter? = nil, input: Input? = nil, log: LogReporter? = nil,
        stream: (any Outlet)? = nil
    ) {
        self.input = input ?? .none(client)
        self.log = log
        self.stream = stream
        self.arguments = arguments
        self.meta = meta
        self.principal = principal
        self.client = client
        self.progress = progress
    }

    /// The same call with other arguments, for a tool that calls another one.
    public func with(arguments: JSONView) -> ToolCall {
        var copy = self
        copy.arguments = arguments
        return copy
    }

    /// Ends the connection that the answer would go to; the client comes back for it (2025-11-25, transports, SEP-1699).
    public func closeStream() async { await stream?.closeStream() }
}

/// Who sent a request, as the transport or its authentication found out.
public protocol Principal: Sendable {
    /// A name that is no secret; the same for the same caller.
    var id: String { get }
}

/// Where notifications of one request go. Suspends while the client does not read.
public protocol Outlet: Sendable {
    /// Sends one message, without a newline.
    func send(_ message: [UInt8]) async
    /// Whether requests to the client can go this way.
    var carriesRequests: Bool { get }
    /// Ends the stream where the client can take it up again later; else does nothing.
    func closeStream() async
}

extension Outlet {
    public var carriesRequests: Bool { true }
    public func closeStream() async {}
}

/// Sends `notifications/progress` for one request.
public struct ProgressReporter: Sendable {
    private let token: [UInt8]
    private let outlet: any Outlet
    private let revision: Revision

    /// nil where the `_meta` of the request has no `progressToken`.
    public init?(meta: JSONView?, outlet: any Outlet, revision: Revision) {
        guard let token = meta?["progressToken"], token.kind == .string || token.kind == .number else { return nil }
        self.token = Array(token.raw)
        self.outlet = outlet
        self.revision = revision
    }

    /// Reports how far the work is; `progress` must grow with each report of a request.
    public func report(_ progress: Double, total: Double? = nil, message: String? = nil) async {
        let bytes = Envelope.notification("notifications/progress") { params in
            params.member("progressToken", raw: token)
            params.member("progress", .double(progress))
            if let total { params.member("total", .double(total)) }
            if let message, revision.hasProgressMessage { params.member("message", message) }
        }
        await outlet.send(bytes)
    }
}
