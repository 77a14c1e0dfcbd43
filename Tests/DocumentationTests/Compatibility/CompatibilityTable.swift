@testable import MCP

/// What each revision has, with a test that shows it.
struct CompatibilityTable {
    /// Something that some revisions have.
    struct Row: Sendable {
        let name: String
        let has: @Sendable (Revision) -> Bool
        let shownBy: Evidence

        init(_ name: String, _ has: @escaping @Sendable (Revision) -> Bool, _ shownBy: Evidence) {
            self.name = name
            self.has = has
            self.shownBy = shownBy
        }

        init(_ name: String, _ file: String, _ test: String, _ has: @escaping @Sendable (Revision) -> Bool) {
            self.init(name, has, Evidence(file, test))
        }
    }

    /// A request that nothing shows.
    struct Unshown: Error {
        let method: String
    }

    /// The requests that a server with every feature answers: read from `Offer`, shown by a transcript where one sends it.
    static func requests() throws -> [Row] {
        var features = Features()
        features.announcesChanges = true
        features.resourcesCanBeFollowed = true
        features.logs = true
        features.tasks = TaskDesk()
        let offer = Offer(hasResources: true, hasPrompts: true, hasCompletions: true, features: features)
        let conversations = Conversations()
        return try Method.allCases.map { method in
            guard let shownBy = conversations[method.rawValue] ?? elsewhere[method] else {
                throw Unshown(method: method.rawValue)
            }
            return Row("`\(method.rawValue)`", { offer.answers(method, in: $0) }, shownBy)
        }
    }

    private static let tasks = "Tests/MCPTests/Client/ClientTaskTests.swift"
    private static let subscriptions = "Tests/MCPTests/Client/SubscriptionTests.swift"
    private static let input = "Tests/MCPTests/Client/ClientInputTests.swift"
    private static let interop = "Tests/Interop/test_fixture_server.py"

    /// Requests that no transcript sees answered: a subscription is answered only when it ends.
    private static let elsewhere: [Method: Evidence] = [
        .listen: Evidence(subscriptions, "a client hears of what it asked for, in either era"),
        .updateTask: Evidence(tasks, "what a task asks is answered, each question once"),
    ]

    private static let handshake = "Tests/TranscriptTests/Transcripts/Fixture/handshake.txt"
    private static let stateless = "Tests/TranscriptTests/Transcripts/Fixture/stateless.txt"

    /// What messages may hold and what may be done: read from `Revision`.
    static let features = [
        Row("each request stands alone", stateless, "each request stands alone") { $0.isStateless },
        Row("several messages in one", handshake, "batches are for 2025-03-26") { $0.hasBatches },
        Row("annotations of tools", handshake, "2025-03-26 has audio and annotations") { $0.hasAnnotations },
        Row("audio", handshake, "2025-03-26 has audio and annotations") { $0.hasAudio },
        Row("a sentence with progress", handshake, "2025-03-26 has audio and annotations") { $0.hasProgressMessage },
        Row("structured content, titles, links", handshake, "2025-06-18 has structured content and links") {
            $0.hasStructuredContent
        },
        Row("icons", "Tests/MCPTests/DefinitionTests.swift", "icons are for revisions that have them") { $0.hasIcons },
        Row("wrong arguments are told to the model", handshake, "2025-11-25 tells wrong arguments to the model") {
            $0.hasArgumentToolErrors
        },
        Row(
            "other arguments in completion", "Tests/MCPTests/Client/ClientTests.swift",
            "the client reads resources, gets prompts and completes in both eras"
        ) { $0.hasCompletionContext },
        Row(
            "cache hints and types of results", "Tests/TranscriptTests/Transcripts/Fixture/resources.txt",
            "resources in 2026-07-28"
        ) {
            $0.hasResultTypes
        },
        Row(
            "the user is asked while a call waits", input,
            "requests of an earlier server are answered while the call is under way"
        ) {
            $0.hasServerRequests && $0.hasElicitation
        },
        Row(
            "model and folders are asked while a call waits", input,
            "requests of an earlier server are answered while the call is under way"
        ) {
            $0.hasServerRequests
        },
        Row(
            "input required: a call is sent again with answers", input,
            "a stateless server's questions are answered and the call sent again"
        ) {
            $0.isStateless
        },
        Row("tasks that the client asks for", interop, "test_tasks_of_the_handshake_era") { $0.hasTaskParameter },
        Row("tasks that the server decides on (extension)", interop, "test_a_long_call_goes_on_as_a_task") {
            $0.hasTasks && $0.isStateless
        },
        Row("log messages", input, "log messages come as severe as wanted") { _ in true },
    ]

    /// What the transports do.
    static let transports = [
        Row("stdio", "Tests/TranscriptTests/TranscriptTests.swift", "the server answers as written") { _ in true },
        Row("Streamable HTTP", "Tests/TranscriptTests/TranscriptTests.swift", "the server answers as written") { _ in
            true
        },
        Row(
            "HTTP+SSE, behind a switch", "Tests/Interop/test_call_command.py",
            "test_a_server_that_has_only_the_pair_of_paths_is_reached_by_its_stream"
        ) {
            !$0.isStateless
        },
        Row(
            "headers repeat method, name and marked arguments", "Tests/Interop/test_call_command.py",
            "test_arguments_that_the_definition_marks_go_into_headers"
        ) {
            $0.hasStandardHeaders
        },
        Row(
            "leaving the stream cancels", "Tests/Interop/test_mcp_client.py",
            "test_cancelling_closes_the_connection_to_the_provider"
        ) {
            $0.hasCancellationByDisconnect
        },
    ]

    static func markdown() throws -> String {
        var text = """
            # Compatibility

            Which revision of the protocol has what, as the code decides it, and a test that shows it. Written by
            `make readme`; a test fails where this file is out of date, or names a test that is not there.

            """
        for (title, rows) in [
            ("Requests that a server answers", try requests()), ("Features", features), ("Transports", transports),
        ] {
            text += "\n## \(title)\n\n"
            let revisions = Revision.allCases.map(\.rawValue)
            text += "| | \(revisions.joined(separator: " | ")) | shown by |\n"
            text += "|---|\(revisions.map { _ in ":-:" }.joined(separator: "|"))|---|\n"
            for row in rows {
                let marks = Revision.allCases.map { row.has($0) ? "✓" : "–" }
                text += "| \(row.name) | \(marks.joined(separator: " | ")) | \(row.shownBy.markdown) |\n"
            }
        }
        return text
    }
}
