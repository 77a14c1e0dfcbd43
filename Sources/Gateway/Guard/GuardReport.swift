/// What the guard found in one direction of a call, and where; never the value.
public struct GuardReport: Sendable, Hashable {
    /// One thing that was found.
    public struct Item: Sendable, Hashable {
        public let kind: FindingKind
        public let action: GuardAction
        /// JSON Pointer into the body; for a stream, into its events.
        public let place: String
    }

    /// Which way the text went.
    public enum Direction: String, Sendable {
        case input, output
    }

    public let direction: Direction
    public internal(set) var items: [Item] = []
    /// Categories that moderation flagged.
    public internal(set) var flagged: [String] = []

    init(_ direction: Direction) { self.direction = direction }

    /// Whether nothing was found.
    public var isEmpty: Bool { items.isEmpty && flagged.isEmpty }

    /// Why the call is blocked, if it is.
    var refusal: APIError? {
        let blocked = items.filter { $0.action == .block }
        guard let first = blocked.first else { return nil }
        let kinds = FindingKind.allCases.filter { kind in blocked.contains { $0.kind == kind } }.map(\.phrase)
        return APIError(
            .contentPolicy,
            "the guard of this server found \(Self.list(kinds)) in the \(subject) at \(first.place)\(Self.more(blocked)), \(advice)"
        )
    }

    /// A sentence for each kind that was marked or taken out.
    var remarks: [String] {
        var remarks: [String] = []
        for action in [GuardAction.redact, .mark] {
            for kind in FindingKind.allCases {
                let found = items.filter { $0.kind == kind && $0.action == action }
                guard let first = found.first else { continue }
                let verb = action == .redact ? "took \(kind.phrase) out of" : "found \(kind.phrase) in"
                remarks.append("The guard \(verb) the \(subject) at \(first.place)\(Self.more(found)).")
            }
        }
        if !flagged.isEmpty { remarks.append("Moderation flagged the \(subject): \(flagged.joined(separator: ", ")).") }
        return remarks
    }

    private var subject: String { direction == .input ? "request" : "answer" }

    private var advice: String {
        direction == .input ? "take it out and call again" : "ask for something else or ask the operator to allow it"
    }

    private static func more(_ items: [Item]) -> String {
        let others = Set(items.map(\.place)).count - 1
        return others > 0 ? " and \(others) more \(others == 1 ? "place" : "places")" : ""
    }

    private static func list(_ words: [String]) -> String {
        words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1]
    }
}
