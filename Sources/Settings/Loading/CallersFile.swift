import Yams

/// The file in which `openai-mcp callers` keeps who may call: the list `callers` of the settings file, on its own.
public struct CallersFile: FileGroup {
    public var callers: [CallerEntry] = []

    /// Largest file read, in bytes: some ten thousand callers.
    public static let limit = 4 << 20

    /// Creates a file without anybody in it.
    public init() {}

    static let keys: [Key<CallersFile>] = [
        Key("callers", .list(.group), \.callers, "Who may call over HTTP, and what they may use.")
    ]

    /// Reads the text of such a file.
    public init(path: String, text: String) throws(SettingsError) {
        let file = ComposedFile(path: path, text: text, limit: Self.limit)
        var reader = NodeReader(file: path, environment: [:])
        self.init()
        if let root = file.root, let read: CallersFile = reader.group(root) { self = read }
        let findings = file.findings + reader.findings
        guard findings.isEmpty else { throw SettingsError(findings: findings) }
    }

    /// The text of the file.
    public var text: String {
        var writer = YAMLWriter()
        let callers = callers.map { Shown.group(Form<CallerEntry>.group.difference($0)) }
        writer.write([.init(name: "callers", value: .list(callers))])
        return "# Written by `openai-mcp callers`; each entry may have the keys of `callers` in the settings file.\n"
            + writer.text
    }
}

extension Form where Value: FileGroup {
    /// The members of a group that are not as they are where nothing is given.
    fileprivate func difference(_ value: Value) -> [Shown.Member] {
        let standard = Value()
        return Value.keys.compactMap { key in
            guard let shown = key.show(value), shown != key.show(standard) else { return nil }
            return .init(name: key.name, value: shown)
        }
    }
}
