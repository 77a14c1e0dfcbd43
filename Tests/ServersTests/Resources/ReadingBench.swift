import Gateway
import JSON
import MCP

@testable import Servers

/// A server whose resources and prompts a client asks for, with a scripted provider that answers by tool.
struct ReadingBench: Sendable {
    let upstream: ScriptedUpstream
    let server: Server
    let client: Client

    struct Options: Sendable {
        var servers: [String] = []
        var revision = Revision.v2025_11_25
        var policy = ToolPolicy()
        var provider = ToolEnvironment.ProviderIdentity.other
        var today = "2026-11-21"
        var maxResultSize = 48 << 10
        var caller = Caller.local
        var redactor = Redactor()
    }

    /// - Parameter answers: bodies by the name of the endpoint's tool; what is not there is a 404.
    init(_ answers: [String: String] = [:], with options: Options = Options()) async throws {
        try await self.init(with: options) { call in answers[call.endpoint.name].map { .text($0) } ?? Self.missing }
    }

    init(with options: Options = Options(), _ script: @escaping ScriptedUpstream.Script) async throws {
        upstream = ScriptedUpstream(script)
        server = try Self.family(upstream, options).server(options.servers)
        client = try await Self.connect(server, options.caller, options.revision)
    }

    static func family(_ upstream: any Upstream, _ options: Options) -> Family {
        Family(environment: environment(upstream, options), version: "1.0")
    }

    static func environment(_ upstream: any Upstream, _ options: Options = Options()) -> ToolEnvironment {
        var environment = ToolEnvironment(
            upstream: upstream, defaults: CallDefaults(), files: FileBridge(roots: [], sizeLimit: 0, source: nil),
            output: Outputs(folder: "/nowhere", inlineLimit: 0, now: { 0 }), handles: Handles(),
            redactor: options.redactor)
        environment.policy = options.policy
        environment.provider = options.provider
        environment.maxResultSize = options.maxResultSize
        environment.today = { options.today }
        return environment
    }

    static func connect(_ server: Server, _ caller: Caller, _ revision: Revision = .v2025_11_25) async throws -> Client
    {
        let client = Client(MemoryTransport(server: server, principal: caller), name: "test", version: "1")
        _ = try await client.connect(revision.isStateless ? .stateless : .handshake(revision))
        return client
    }

    static var missing: Answer {
        .text(#"{"error":{"message":"No such thing.","type":"invalid_request_error"}}"#, status: 404)
    }

    /// The endpoints that were called, by their tools.
    var called: [String] { upstream.calls.map(\.endpoint.name) }

    /// The text of the only contents of a resource.
    func text(_ uri: String) async throws -> String? {
        try await client.readResource(uri)["contents"]?[0]?["text"]?.string
    }

    /// The JSON of the only contents of a resource.
    func json(_ uri: String) async throws -> JSONView? { try await text(uri).map { try JSONDocument($0).root } }

    func complete(_ uri: String, _ variable: String, _ typed: String) async throws -> [String] {
        try await client.complete(.resource(uri), argument: variable, typed: typed).values
    }
}

/// The error that a request ended with: its code and its sentence.
func refusal(of work: () async throws -> some Sendable) async -> (code: Int, message: String)? {
    do {
        _ = try await work()
        return nil
    } catch ClientFailure.refused(let code, let message) {
        return (code, message)
    } catch {
        return (0, "\(error)")
    }
}
