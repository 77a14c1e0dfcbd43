import Yams

/// One reading of the structured parts of the settings file: where it is, and what was found.
struct NodeReader {
    let file: String
    /// Everything wrong so far.
    private(set) var findings: [SettingsFinding] = []
    /// What was taken and deserves a word.
    private(set) var remarks: [SettingsFinding] = []
    /// Where each part stands, by its path, such as `providers[0].base-url`.
    private(set) var places: [String: Place] = [:]
    /// Files that values were read from; a change of one changes the configuration.
    private(set) var files: [String] = []
    /// Whether a secret stood in the file itself.
    private(set) var holdsSecret = false
    /// Where the reading is.
    private(set) var path = ""
    private let environment: [String: String]

    init(file: String, environment: [String: String]) {
        self.file = file
        self.environment = environment
    }

    /// Reads a part that lies one step below.
    mutating func within<Result>(_ step: String, _ node: Node, _ read: (inout NodeReader) -> Result) -> Result {
        let outer = path
        path += step
        places[path] = place(of: node)
        defer { path = outer }
        return read(&self)
    }

    /// Where a part below the present one was given, by its path from here; nil if it was not.
    func place(of key: String) -> Place? { places[absolute(key)] }

    private func absolute(_ key: String) -> String {
        path.isEmpty || key.isEmpty || key.hasPrefix("[") ? path + key : "\(path).\(key)"
    }

    private func place(of node: Node) -> Place {
        .file(path: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    // MARK: Values

    mutating func parse<Value>(
        _ text: String, _ kind: Kind<Value>, isSecret: Bool, at node: Node
    ) throws(Refusal) -> Value {
        var reader = ValueReader(environment: environment)
        let value = try kind.parse(text, &reader)
        for remark in reader.remarks { remarks.append(.init(place: place(of: node).description, message: remark)) }
        files += reader.files
        if isSecret, !text.isReference { holdsSecret = true }
        return value
    }

    // MARK: Findings

    mutating func report(_ node: Node, _ message: String) {
        findings.append(.init(place: place(of: node).description, message: message))
    }

    /// Reports at a part below the present one, or where that was not given at the nearest one that was.
    mutating func report(_ key: String, _ message: String) {
        let place = place(of: key) ?? places[path]
        findings.append(.init(place: place?.description ?? file, message: message))
    }

    mutating func fail<Value>(_ node: Node, _ message: String) -> Value? {
        report(node, message)
        return nil
    }

    mutating func refuse<Value>(_ node: Node, expecting shape: Shape) -> Value? {
        fail(node, "\(path) expects \(shape.allowed), not \(node.kindName)")
    }

    mutating func reportUnknown(_ key: Node, _ name: String, _ known: [String]) {
        let hint = nearest(to: name, in: known).map { "the nearest is \($0)" }
        let what = path.isEmpty ? "group" : "key in \(path)"
        report(
            key,
            "no \(what) is called \(quoted(name)); \(hint ?? "known are \(known.joined(separator: ", "))")")
    }
}
