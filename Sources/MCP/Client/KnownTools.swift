import JSON
import Synchronization

/// What a client remembers of the definitions of a server's tools.
final class KnownTools: Sendable {
    /// One tool.
    struct Entry: Sendable {
        /// Arguments that headers repeat.
        let mirrored: [MirroredParameter]
        /// Why the client must not use it; nil: it may.
        let fault: String?
        let taskSupport: TaskSupport

        init(_ definition: JSONView) {
            do throws(MirroredParameter.Invalid) {
                mirrored =
                    try definition["inputSchema"].map { schema throws(MirroredParameter.Invalid) in
                        try MirroredParameter.checked(in: schema)
                    } ?? []
                fault = nil
            } catch {
                mirrored = []
                fault = error.description
            }
            let support = definition["execution"]?["taskSupport"]?.string
            taskSupport = support.flatMap(TaskSupport.init(rawValue:)) ?? .forbidden
        }
    }

    private let entries = Mutex<[String: Entry]?>(nil)

    /// Whether the list has been read.
    var isEmpty: Bool { entries.withLock { $0 == nil } }

    subscript(name: String) -> Entry? { entries.withLock { $0?[name] } }

    /// Remembers the tools of a list.
    func remember(_ tools: [(name: String, entry: Entry)]) {
        let all = Dictionary(tools.map { ($0.name, $0.entry) }) { first, _ in first }
        entries.withLock { $0 = all }
    }

    /// The list has changed.
    func forget() { entries.withLock { $0 = nil } }
}
