import Logging
import Settings
import Synchronization
import Testing

@testable import openai_mcp

@Suite struct LiveConfigurationTests {
    /// Loads what the test says, and notes what is put into force.
    private final class Source: Sendable {
        let text: Mutex<String>
        let applied = Mutex<[String?]>([])

        init(_ text: String) { self.text = Mutex(text) }

        func load() throws -> (settings: Settings, warnings: [SettingsFinding]) {
            try Settings.load(flags: [:], environment: [:], file: ("settings.yaml", text.withLock { $0 }))
        }

        func live(_ log: LogBook) throws -> LiveConfiguration {
            LiveConfiguration(
                try load().settings, logger: Logger(label: "test", factory: { _ in log }), load: load,
                apply: { settings in self.applied.withLock { $0.append(settings.gateway.aliases["fast"]) } })
        }
    }

    @Test func whatIsRightIsPutIntoForce() throws {
        let (source, log) = (Source("aliases: {fast: one}\n"), LogBook())
        let live = try source.live(log)
        source.text.withLock { $0 = "aliases: {fast: two}\nlog: {level: debug}\n" }
        #expect(live.reload())
        #expect(source.applied.withLock { $0 } == ["two"])
        #expect(live.settings.gateway.aliases["fast"] == "two")
        #expect(log.lines.contains { $0.contains("notice") && $0.contains("log.level, aliases") })
        #expect(log.lines.contains { $0 == "warning log.level: takes effect after a restart" })
    }

    /// A broken file is reported with all its errors, and what was in force stays.
    @Test func whatIsBrokenChangesNothing() throws {
        let (source, log) = (Source("aliases: {fast: one}\n"), LogBook())
        let live = try source.live(log)
        for (text, errors) in [("alias: {}\nlog: {level: loud}\n", 3), ("aliases: [\n", 2)] {
            source.text.withLock { $0 = text }
            log.clear()
            #expect(!live.reload())
            #expect(log.lines.filter { $0.hasPrefix("error settings.yaml:") || $0.hasSuffix("stays") }.count == errors)
        }
        #expect(source.applied.withLock { $0 } == [])
        #expect(live.settings.gateway.aliases["fast"] == "one")
    }

    @Test(arguments: [("callers: [{name: a}]\n", 1), ("aliases: {fast: one}\n", 0)])
    func serversAreToldOfOtherLists(text: String, told: Int) throws {
        let source = Source("")
        let counter = Counter()
        let live = LiveConfiguration(
            try source.load().settings, logger: Logger(label: "test", factory: { _ in LogBook() }), load: source.load,
            onListsChanged: { counter.count.withLock { $0 += 1 } }, apply: { _ in })
        source.text.withLock { $0 = text }
        #expect(live.reload())
        #expect(counter.count.withLock { $0 } == told)
    }

    private final class Counter: Sendable {
        let count = Mutex(0)
    }

    @Test func whatCannotBeAppliedIsNotInForce() throws {
        let log = LogBook()
        let settings = try Source("").load().settings
        struct Impossible: Error {}
        let live = LiveConfiguration(
            settings, logger: Logger(label: "test", factory: { _ in log }), load: { (settings, []) },
            apply: { _ in throw Impossible() })
        #expect(!live.reload())
        #expect(log.lines.last?.hasSuffix("stays") == true)
    }

    @Test(arguments: [
        ([1, 1, 1], [false, false, false]), ([2, 2, 2], [false, true, false]), ([2, 3, 3], [false, false, true]),
        ([2, 1, 1], [false, false, false]), ([2, 2, 3, 3], [false, true, false, true]),
    ])
    func filesAreReadOnceTheyAreAtRest(looks: [Int], expected: [Bool]) {
        var detector = ChangeDetector(["settings.yaml": 1])
        var found: [Bool] = []
        for look in looks { found.append(detector.look(["settings.yaml": look])) }
        #expect(found == expected)
    }

    @Test func aFileThatIsGoneOrNewIsAChange() {
        var detector = ChangeDetector(["a": 1, "b": 1])
        var found: [Bool] = []
        for look in [["a": 1], ["a": 1], ["a": 1, "b": 1], ["a": 1, "b": 1]] { found.append(detector.look(look)) }
        #expect(found == [false, true, false, true])
    }
}

/// Keeps everything that is logged.
struct LogBook: LogHandler {
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
    }

    private let kept = Lines()
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    var lines: [String] { kept.all.withLock { $0 } }

    func clear() { kept.all.withLock { $0 = [] } }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let details = (event.metadata ?? [:]).map { " \($0.value)" }.joined()
        kept.all.withLock { $0.append("\(event.level) \(event.message)\(details)") }
    }
}
