/// One setting, as data: what loading, help and the README know about it.
public struct Setting: Sendable {
    /// Facts that only some settings have.
    public struct Traits: OptionSet, Sendable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// Its value is printed nowhere.
        public static let secret = Traits(rawValue: 1 << 0)
        /// Takes several values: the flag may be given again, the file may hold a list.
        public static let list = Traits(rawValue: 1 << 1)
        /// Yes or no: the flag needs no value.
        public static let toggle = Traits(rawValue: 1 << 2)
    }

    /// Path in the settings file, `group.key`; one without a dot cannot stand there.
    public let name: String
    /// Command-line flag, without its dashes.
    public let flag: String
    /// Older names of the flag.
    public let aliases: [String]
    /// Environment variables; an earlier one wins.
    public let variables: [String]
    /// One plain sentence.
    public let summary: String
    public let traits: Traits
    /// Stands for the value in help.
    public let placeholder: String
    /// What is allowed, as in "is not ...".
    public let allowed: String
    /// What one value looks like in the file.
    let form: ValueForm
    /// The default as an operator would write it, or nil; help and documentation alone ask for it.
    public var defaultText: String? { traits.contains(.list) ? nil : show(Settings())?.first }
    /// Characters between the values of a list written as one text.
    let separators: String
    /// The value in settings as an operator would write it; nil where there is none, `<redacted>` for a secret.
    let show: @Sendable (Settings) -> [String]?
    /// Parses the items into settings.
    let apply:
        @Sendable (_ items: [String], _ reader: inout ValueReader, _ settings: inout Settings) throws(Refusal) -> Void

    /// Creates a setting that always has a value.
    init<Value>(
        _ name: String, flag: String, variables: [String]? = nil, _ kind: Kind<Value>,
        _ path: any WritableKeyPath<Settings, Value> & Sendable, _ summary: String, _ traits: Traits = []
    ) {
        self.init(
            name, flag, variables, summary, Value.self == Bool.self ? traits.union(.toggle) : traits, kind.placeholder,
            kind.allowed, kind.form, "",
            show: { [kind.write($0[keyPath: path])] }
        ) { items, reader, settings throws(Refusal) in
            for item in items { settings[keyPath: path] = try kind.parse(item, &reader) }
        }
    }

    /// Creates a setting that may stay without a value.
    init<Value>(
        _ name: String, flag: String, variables: [String]? = nil, _ kind: Kind<Value>,
        _ path: any WritableKeyPath<Settings, Value?> & Sendable, _ summary: String, _ traits: Traits = []
    ) {
        self.init(
            name, flag, variables, summary, traits, kind.placeholder, kind.allowed, kind.form, "",
            show: { settings in settings[keyPath: path].map { [kind.write($0)] } }
        ) { items, reader, settings throws(Refusal) in
            for item in items { settings[keyPath: path] = try kind.parse(item, &reader) }
        }
    }

    /// Creates a setting with several values.
    init<Value>(
        _ name: String, flag: String, aliases: [String] = [], variables: [String]? = nil, listOf kind: Kind<Value>,
        separatedBy separators: String,
        _ path: any WritableKeyPath<Settings, [Value]> & Sendable, _ summary: String
    ) {
        self.init(
            name, flag, variables, summary, .list, kind.placeholder, kind.allowed, kind.form, separators, aliases,
            show: { $0[keyPath: path].isEmpty ? nil : $0[keyPath: path].map(kind.write) }
        ) { items, reader, settings throws(Refusal) in
            var values: [Value] = []
            for item in items { values.append(try kind.parse(item, &reader)) }
            settings[keyPath: path] = values
        }
    }

    private init(
        _ name: String, _ flag: String, _ variables: [String]?, _ summary: String, _ traits: Traits,
        _ placeholder: String, _ allowed: String, _ form: ValueForm, _ separators: String,
        _ aliases: [String] = [], show: @escaping @Sendable (Settings) -> [String]?,
        apply: @escaping @Sendable ([String], inout ValueReader, inout Settings) throws(Refusal) -> Void
    ) {
        self.name = name
        self.flag = flag
        self.aliases = aliases
        self.variables = variables ?? ["OPENAI_MCP_" + Self.variable(flag)]
        self.summary = summary
        self.traits = traits
        self.placeholder = placeholder
        self.allowed = allowed
        self.form = form
        self.separators = separators
        self.show = show
        self.apply = apply
    }

    /// A flag as a part of a variable's name: `http-host` is `HTTP_HOST`.
    private static func variable(_ flag: String) -> String {
        String(decoding: flag.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }, as: UTF8.self).uppercased()
    }
}
