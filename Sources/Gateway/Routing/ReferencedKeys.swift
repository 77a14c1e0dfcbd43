import Synchronization

/// Keys that lie somewhere else, such as `env:NAME` or `file:PATH`, and are looked up again from time to time: a key that
/// is replaced in its file is in use soon after.
public final class ReferencedKeys: KeySource {
    private struct State {
        var known: [[SecretString]]
        var readAt = -Double.infinity
        var all: [SecretString] = []
    }

    private let references: [String]
    private let interval: Double
    private let read: @Sendable (String) -> String?
    private let uptime: @Sendable () -> Double
    private let state: Mutex<State>

    /// Creates a source.
    ///
    /// - Parameters:
    ///   - references: each leads to one key, or to several in lines or parted by commas.
    ///   - interval: seconds for which a key that was read is believed.
    ///   - read: what a reference leads to now; nil where it cannot be read, which leaves the keys as they were.
    public init(
        _ references: [String], every interval: Double = 5, read: @escaping @Sendable (String) -> String?,
        uptime: @escaping @Sendable () -> Double = Surroundings.real.uptime
    ) {
        self.references = references
        self.interval = interval
        self.read = read
        self.uptime = uptime
        state = Mutex(State(known: references.map { _ in [] }))
    }

    public var keys: [SecretString] {
        let now = uptime()
        return state.withLock { state in
            guard now < state.readAt || now - state.readAt >= interval else { return state.all }
            state.readAt = now
            for (index, reference) in references.enumerated() {
                let keys = Self.keys(in: read(reference) ?? "")
                // A file that is just being replaced may be empty for a moment.
                if !keys.isEmpty { state.known[index] = keys }
            }
            var seen: Set<SecretString> = []
            state.all = state.known.joined().filter { seen.insert($0).inserted }
            return state.all
        }
    }

    private static func keys(in text: String) -> [SecretString] {
        text.split { $0.isWhitespace || $0 == "," }.map { SecretString(String($0)) }
    }
}
