import ArgumentParser
import Gateway
import HTTPTransport
import JSON
import MCP
import Servers
import Settings

/// The main job, shown to a person.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Show what the servers do, on the embedded provider unless another is named.",
        discussion: "Needs no key and no network.")

    @Option(help: ArgumentHelp("Text file that questions are asked about.", valueName: "path"))
    var document = "README.md"

    @Option(help: ArgumentHelp("Question about the document.", valueName: "text"))
    var question = "What happens to a call that takes long?"

    @Flag(help: "Print each message as it goes over the wire, to standard error.")
    var wire = false

    @OptionGroup(title: "Settings")
    var flags: SettingFlags

    func run() async throws {
        let flags = flags.adding("provider", "embedded")
        let settings = try Startup.settings(flags, logsByDefault: false)
        let text = try DemoDocument(path: document)
        let script = DemoScript(document: text, question: question)
        let tap = wire ? Wire.tap : nil
        do {
            Screen.title("1  stdio: a server as a child process, as a desktop client starts it")
            for era in [Client.Era.handshake(.v2025_11_25), .stateless] {
                let transport = try ProcessTransport(
                    path: Executable.path,
                    arguments: ["serve", "--all", "--stdio"] + flags.quieter(settings).arguments, onMessage: tap)
                try await Client.session(transport, name: "demo") { try await script.meet($0, era) }
            }
            Screen.title("2  HTTP: the same servers for many callers")
            try await serveHTTP(settings) { url in
                for era in [Client.Era.handshake(.v2025_06_18), .stateless] {
                    let transport = HTTPClientTransport(url: url + "/mcp", tap: tap)
                    try await Client.session(transport, name: "demo") { try await script.meet($0, era) }
                }
                Screen.title("3  The work")
                try await Client.session(HTTPClientTransport(url: url + "/mcp", tap: tap), name: "demo") { client in
                    _ = try await client.connect()
                    try await script.work(with: client)
                }
            }
        } catch let error where !(error is ExitCode) {
            throw Startup.fail("the demo failed: \(error)")
        }
        Screen.title("Done. Next: connect a client of your own, as README.md shows.")
    }

    /// Serves on a free port of this machine while `body` runs.
    private func serveHTTP(_ settings: Settings, _ body: @escaping @Sendable (String) async throws -> Void) async throws
    {
        let names = Family.members.map(\.name).filter { $0 != Family.defaultName }
        let (addresses, found) = AsyncStream<String>.makeStream()
        var settings = settings
        settings.http.address = ListenAddress("127.0.0.1:0")
        // The caller is on this machine and looks at the files; it reads vectors itself, and pays for no tokens.
        settings.files.overHTTP = true
        settings.tools.maxResultSize = 16 << 20
        let serving = try Startup.prepare {
            let assembly = try Assembly(settings, servesHTTP: true, pace: .milliseconds(15))
            return try HTTPServing(
                assembly: assembly, offering: try Offering(assembly, names), onListening: { found.yield($0) })
        }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await serving.service.run()
                return false
            }
            group.addTask {
                for await address in addresses {
                    try await body(address)
                    break
                }
                return true
            }
            while let isDone = try await group.next(), !isDone {}
            group.cancelAll()
        }
    }
}
