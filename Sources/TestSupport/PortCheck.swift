/// One thing that every implementation of a port must do.
public struct PortCheck<Port: Sendable>: Sendable, CustomStringConvertible {
    public let description: String
    /// Tries it on a fresh implementation; throws ``Broken`` where it does not do it.
    public let run: @Sendable (Port) async throws -> Void

    init(_ name: String, _ run: @escaping @Sendable (Port) async throws -> Void) {
        description = name
        self.run = run
    }
}

/// A promise of a port that an implementation does not keep.
public struct Broken: Error, CustomStringConvertible {
    public let description: String
}

/// Throws unless two values are the same.
func same<Value: Equatable>(_ found: Value, _ wanted: Value, _ what: String, line: Int = #line) throws(Broken) {
    guard found == wanted else {
        throw Broken(description: "\(what) (line \(line)): \(found) where \(wanted) is expected")
    }
}
