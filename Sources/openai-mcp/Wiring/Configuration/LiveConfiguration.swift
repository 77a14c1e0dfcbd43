import Logging
import Settings
import Synchronization
import UnixSignals

/// The configuration in force: read again when one of its files changes or SIGHUP comes, and replaced as a whole while
/// calls go on. What is broken is reported, and what was in force stays.
final class LiveConfiguration: Sendable {
    /// Puts settings into force; throws where they cannot be, and has changed nothing then.
    typealias Apply = @Sendable (Settings) throws -> Void

    private let load: @Sendable () throws -> (settings: Settings, warnings: [SettingsFinding])
    private let apply: Apply
    private let onListsChanged: @Sendable () -> Void
    private let current: Mutex<Settings>
    private let logger: Logger

    /// - Parameters:
    ///   - settings: what is in force at first.
    ///   - load: reads everything again.
    ///   - onListsChanged: told after a change that may give callers other tools, prompts or resources than before.
    init(
        _ settings: Settings, logger: Logger = Logger(label: "openai-mcp.configuration"),
        load: @escaping @Sendable () throws -> (settings: Settings, warnings: [SettingsFinding]),
        onListsChanged: @escaping @Sendable () -> Void = {}, apply: @escaping Apply
    ) {
        current = Mutex(settings)
        self.logger = logger
        self.load = load
        self.apply = apply
        self.onListsChanged = onListsChanged
    }

    /// What is in force.
    var settings: Settings { current.withLock { $0 } }

    /// Whether there is a file that could change.
    var isWatched: Bool { !settings.configurationFiles.isEmpty }

    /// Reads the configuration again and puts it into force, or says why not. Returns whether it is in force.
    @discardableResult
    func reload() -> Bool {
        do {
            let (settings, warnings) = try load()
            for warning in warnings { logger.warning("\(warning)") }
            try apply(settings)
            let changes = settings.changes(from: self.settings)
            current.withLock { $0 = settings }
            if changes.contains(where: Self.changesLists) { onListsChanged() }
            let late = changes.filter { !Self.takesEffect($0) }
            logger.notice(
                "the configuration was read again", metadata: ["changed": "\(changes.joined(separator: ", "))"])
            if !late.isEmpty { logger.warning("\(late.joined(separator: ", ")): takes effect after a restart") }
            return true
        } catch let error as SettingsError {
            for finding in error.findings { logger.error("\(finding)") }
        } catch {
            logger.error("\(error)")
        }
        logger.error("the configuration was not changed: what was in force before stays")
        return false
    }

    /// Reloads on SIGHUP and on every change of a file, until the task is cancelled.
    func watch(every interval: Duration = .milliseconds(500)) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sighup) {
                    self.logger.notice("SIGHUP")
                    self.reload()
                }
            }
            group.addTask {
                var detector = ChangeDetector(self.stamps())
                while (try? await Task.sleep(for: interval)) != nil {
                    // Files that the new configuration names are watched from the next look on.
                    if detector.look(self.stamps()), self.reload() { detector = ChangeDetector(self.stamps()) }
                }
            }
        }
    }

    private func stamps() -> [String: FileStamp] {
        Dictionary(
            settings.configurationFiles.compactMap { path in FileStamp(path).map { (path, $0) } },
            uniquingKeysWith: { $1 })
    }

    /// Whether a caller may see other lists after a change: its grant is another, or a provider has other endpoints.
    private static func changesLists(_ name: String) -> Bool {
        ["callers", "http.callers", "http.caller-tokens", "providers"].contains(name)
    }

    /// Whether a setting counts at once: what concerns the listener and the files does not. Servers tell of their tools
    /// themselves when they take them over.
    private static func takesEffect(_ name: String) -> Bool {
        let live = ["http.callers", "http.caller-tokens", "http.admin-callers", "defaults.strict-models"]
        let lateTools = ["tools.patience", "tools.handle-life", "tools.api-errors"]
        let fixed = ["http.", "files.", "storage.", "log.", "defaults."]
        return live.contains(name)
            || !(fixed.contains(where: name.hasPrefix) || lateTools.contains(name)
                || ["access", "ledger"].contains(name))
    }
}

extension Settings {
    /// Every file that the configuration was read from.
    var configurationFiles: [String] {
        [configFile, http.callerTokens].compactMap { $0 } + watchedFiles
    }
}
