import ArgumentParser
import JSON
import MCP
import Servers
import Settings

/// Calls one tool as an MCP client does.
struct CallTool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call",
        abstract: "Call a tool, of a server that is started for it or of one at a URL.",
        discussion: """
            The answer goes to standard output, progress to standard error. What the server wants to know or to have \
            confirmed is asked at the terminal. Exits with 1 if the tool failed.
            """)

    @Argument(help: "Name of the tool.")
    var tool: String

    @Option(name: .customLong("args"), help: ArgumentHelp("Arguments of the tool.", valueName: "json"))
    var arguments = "{}"

    @Option(help: ArgumentHelp("An MCP endpoint; without it, a server is started over stdio.", valueName: "url"))
    var url: String?

    @Option(
        help: ArgumentHelp(
            "Header of each request to the URL, `Name: value`; repeatable.",
            discussion: """
                A secret may stay out of the command line: `env:NAME` or `file:PATH`, as the value or as its last \
                word, stands for what is there, as in `Authorization: Bearer env:TOKEN`.
                """,
            valueName: "header"))
    var header: [String] = []

    @Option(help: ArgumentHelp("Server to start.", valueName: "server"))
    var server: String?

    @Flag(name: .customLong("json"), help: "Print the whole result as JSON.")
    var isJSON = false

    @Flag(help: "Show progress while the tool works.")
    var progress = false

    @Flag(help: "Let the call go on as a task, where the server has tasks, and follow it to its end.")
    var task = false

    @Flag(help: "Say yes to whatever the server asks to have confirmed, such as a deletion.")
    var yes = false

    @Flag(help: "Print each message as it goes over the wire, to standard error.")
    var wire = false

    @OptionGroup(title: "Settings")
    var flags: SettingFlags

    func run() async throws {
        let document: JSONDocument
        do {
            document = try JSONDocument(arguments)
        } catch {
            throw Startup.refuse("--args is not JSON: \(error)")
        }
        guard document.root.kind == .object else { throw Startup.refuse("--args must be a JSON object") }
        let settings = try Startup.settings(flags, logsByDefault: false)
        let makeTransport = try way(settings)
        let code: ExitCode
        do {
            code = try await Client.session(try makeTransport(), name: "openai-mcp-call", features: features) {
                client in
                try await call(client, document.root)
            }
        } catch {
            throw Startup.fail("\(error)")
        }
        if code != .success { throw code }
    }

    /// How the server is reached, or why what was asked for makes no sense.
    private func way(_ settings: Settings) throws -> () throws -> any ClientTransport {
        let tap = wire ? Wire.tap : nil
        guard let url else {
            guard header.isEmpty else { throw Startup.refuse("--header goes with --url; a server over stdio has none") }
            let names = server.map { [$0] } ?? []
            let offered = try Startup.prepare { try Family.forListing().server(names) }
            guard offered.tools.tool(named: tool) != nil else {
                let list = (["openai-mcp tools"] + names).joined(separator: " ")
                throw Startup.refuse("there is no tool \(tool.debugDescription) there; `\(list)` lists those there are")
            }
            // A person in a shell names files where they stand; a client that starts a server has to say so.
            let own = settings.files.roots.isEmpty ? flags.adding("files", ".") : flags
            let arguments = ["serve"] + names + ["--stdio"] + own.quieter(settings).arguments
            return { try ProcessTransport(path: Executable.path, arguments: arguments, onMessage: tap) }
        }
        guard ["http://", "https://"].contains(where: url.lowercased().hasPrefix) else {
            throw Startup.refuse("--url takes an address such as http://127.0.0.1:8080/mcp")
        }
        let foreign = (server == nil ? [] : ["--server"]) + flags.names.filter { !$0.hasPrefix("--log-") }
        guard foreign.isEmpty else {
            throw Startup.refuse(
                "the server at --url has settings of its own; leave out \(foreign.joined(separator: ", "))")
        }
        let headers = try Startup.prepare {
            try header.map { try RequestHeader($0, environment: Environment.all) }.map { ($0.name, $0.value) }
        }
        return { HTTPClientTransport(url: url, headers: headers, tap: tap) }
    }

    private var features: ClientFeatures {
        var features = ClientFeatures()
        features.elicitation = TerminalForm(saysYes: yes).fill
        features.warn = { StandardError.write("openai-mcp: \($0)") }
        return features
    }

    private func call(_ client: Client, _ arguments: JSONView) async throws -> ExitCode {
        _ = try await client.connect()
        let report: ProgressHandler = { amount, _, message in StandardError.write("… \(message ?? "\(amount)")") }
        let observer = TaskObserver { state in
            StandardError.write("… task \(state.id): \(state.message ?? state.status.rawValue)")
        }
        let result = try await client.call(
            tool, arguments: Array(arguments.raw), observer: task ? observer : nil,
            onProgress: progress ? report : nil)
        print(isJSON ? String(decoding: result.raw, as: UTF8.self) : ResultText(result).description)
        return result["isError"]?.bool == true ? ExitCode(1) : .success
    }
}

/// A tool's result as a person reads it.
struct ResultText: CustomStringConvertible {
    let description: String

    init(_ result: JSONView) {
        let blocks = result["content"]?.elements.map { $0 } ?? []
        description = blocks.map { block in
            switch block["type"]?.string {
            case "text": block["text"]?.string ?? ""
            case "resource_link": "\(block["name"]?.string ?? "link"): \(block["uri"]?.string ?? "")"
            case let type?: "[\(type), \(block["mimeType"]?.string ?? "unknown type")]"
            case nil: ""
            }
        }.joined(separator: "\n")
    }
}

/// Shows messages as they go over the wire.
enum Wire {
    static let tap: @Sendable (Bool, [UInt8]) -> Void = { isOurs, bytes in
        let text = String(decoding: bytes.prefix(2000), as: UTF8.self)
        let rest = bytes.count > 2000 ? "… (\(bytes.count) bytes)" : ""
        StandardError.write("\(isOurs ? "→" : "←") \(text)\(rest)")
    }
}
