import Gateway
import JSON
import MCP
import Servers
import Synchronization

/// A server of the family with a scripted provider behind it and a client in front.
struct Workbench: Sendable {
    let folder: TemporaryFolder
    let upstream: ScriptedUpstream
    let handles: Handles
    let deposits: Deposits
    let server: Server
    let client: Client

    struct Options: Sendable {
        var servers: [String] = []
        var surface = Surface.default
        var revision = Revision.v2025_11_25
        var stages: [any Stage] = []
        var defaults = CallDefaults()
        var errors = ToolEnvironment.ErrorStyle.toolResult
        var redactor = Redactor()
        var inlineLimit = 1000
        var handles = Handles()
        var caller = Caller.local
        var policy = ToolPolicy()
        var today = ""
        var source: (any FileSource)?
        /// Changes what the tools share before they are made.
        var adjust: @Sendable (inout ToolEnvironment) -> Void = { _ in }
        /// Output folder; nil: one below the temporary folder that does not exist yet.
        var output: String?
        /// Whether files are kept for the caller, as over HTTP.
        var keepsOutputs = false
        /// nil: with every default, below the temporary folder.
        var deposits: Deposits?
        var maxResultSize = 48 << 10
        var downloadLimit = 5 << 30
    }

    init(with options: Options = Options(), _ script: @escaping ScriptedUpstream.Script) async throws {
        folder = try TemporaryFolder()
        upstream = ScriptedUpstream(script)
        handles = options.handles
        deposits = options.deposits ?? Deposits(in: folder.path + "/deposits")
        var environment = ToolEnvironment(
            upstream: Pipeline(options.stages, upstream: upstream), defaults: options.defaults,
            files: FileBridge(
                roots: [folder.path], sizeLimit: 10_000, source: options.source,
                uploads: FileBridge.uploads(in: deposits)),
            output: options.keepsOutputs
                ? Outputs(deposits: deposits, inlineLimit: options.inlineLimit, now: { 1_700_000_000 })
                : Outputs(
                    folder: options.output ?? folder.path + "/out/deep", inlineLimit: options.inlineLimit,
                    now: { 1_700_000_000 }),
            handles: handles, deposits: deposits, errors: options.errors, redactor: options.redactor)
        environment.maxResultSize = options.maxResultSize
        environment.downloadLimit = options.downloadLimit
        environment.policy = options.policy
        environment.today = { options.today }
        options.adjust(&environment)
        server = try Family(environment: environment, version: "1.0").server(options.servers, surface: options.surface)
        client = Client(MemoryTransport(server: server, principal: options.caller), name: "test", version: "1")
        _ = try await client.connect(.handshake(options.revision))
    }

    /// A bench whose provider always answers the same.
    init(answering answer: Answer, with options: Options = Options()) async throws {
        try await self.init(with: options) { _ in answer }
    }

    /// A bench whose provider always answers this text.
    init(_ body: String, status: Int = 200, with options: Options = Options()) async throws {
        try await self.init(answering: .text(body, status: status), with: options)
    }

    func call(_ tool: String, _ arguments: String = "{}") async throws -> Outcome {
        Outcome(try await client.call(tool, arguments: Array(arguments.utf8)))
    }

    /// Calls with a progress token; also the messages that came with progress, each after its number.
    func callListening(_ tool: String, _ arguments: String) async throws -> (Outcome, reports: [Report]) {
        let reports = Reports()
        let result = try await client.call(tool, arguments: Array(arguments.utf8)) { progress, _, message in
            reports.all.withLock { $0.append(Report(progress: progress, message: message ?? "")) }
        }
        return (Outcome(result), reports.all.withLock { $0 })
    }

    struct Report: Equatable {
        let progress: Double
        let message: String
    }

    private final class Reports: Sendable {
        let all = Mutex<[Report]>([])
    }
}

/// The result of a tool as a client sees it.
struct Outcome: Sendable {
    let result: JSONView

    init(_ result: JSONView) { self.result = result }

    var isError: Bool { result["isError"]?.bool ?? false }
    /// Texts of the content, in order.
    var texts: [String] { (result["content"]?.elements.compactMap { $0["text"]?.string }) ?? [] }
    /// Types of the content, in order.
    var types: [String] { (result["content"]?.elements.compactMap { $0["type"]?.string }) ?? [] }
    var structured: JSONView? { result["structuredContent"] }
    /// Structured content as JSON text.
    var structuredText: String { text(structured) }
    /// What the gateway notes of the call, as JSON text.
    var notes: String { text(result["_meta"]?["openai-mcp/call"]) }

    private func text(_ view: JSONView?) -> String { view.map { String(decoding: $0.raw, as: UTF8.self) } ?? "" }
}
