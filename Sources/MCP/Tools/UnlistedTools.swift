import Synchronization

/// Tools that can be called and are in no list. Each is made when it is first called, so that the others cost nothing.
final class UnlistedTools: Sendable {
    private struct Made: Sendable {
        var tools: [Tool] = []
        var positions: [String: Int] = [:]
    }

    private let made = Mutex(Made())
    private let make: @Sendable (String) -> Tool?

    init(_ make: @escaping @Sendable (String) -> Tool?) { self.make = make }

    /// Where the tool of a name stands from now on; nil if there is none. Only names that lead to a tool are remembered,
    /// so that calls of unknown ones take no memory.
    func position(of name: String) -> Int? {
        made.withLock { made in
            if let position = made.positions[name] { return position }
            guard let tool = make(name) else { return nil }
            made.tools.append(tool)
            made.positions[name] = made.tools.count - 1
            return made.tools.count - 1
        }
    }

    subscript(position: Int) -> Tool { made.withLock { $0.tools[position] } }
}
