import Yams

/// A group of keys in the settings file, as a table that reading, checking, the schema and the documentation share.
protocol FileGroup: Sendable {
    /// The group with nothing given.
    init()
    static var keys: [Key<Self>] { get }
    /// Reports what no key shows alone.
    func check(_ report: inout GroupReport)
}

extension FileGroup {
    func check(_ report: inout GroupReport) {}
}

/// One key of a group.
struct Key<Group: Sendable>: Sendable {
    let facts: KeyFacts
    let take: @Sendable (Node, inout NodeReader, inout Group) -> Void
    /// nil where nothing is set.
    let show: @Sendable (Group) -> Shown?

    var name: String { facts.name }
}

extension Key where Group: FileGroup {
    /// A key that always has a value.
    init<Value>(
        _ name: String, _ form: Form<Value>, _ path: any WritableKeyPath<Group, Value> & Sendable, _ summary: String,
        required isRequired: Bool = false
    ) {
        self.init(
            facts: KeyFacts(
                name: name, summary: summary, shape: form.shape, isRequired: isRequired,
                standard: isRequired ? nil : form.show(Group()[keyPath: path])),
            take: { node, reader, group in
                if let value = form.read(node, &reader) { group[keyPath: path] = value }
            },
            show: { group in
                let shown = form.show(group[keyPath: path])
                return shown.isEmpty ? nil : shown
            })
    }

    /// A key that may stay without a value.
    init<Value>(
        _ name: String, _ form: Form<Value>, _ path: any WritableKeyPath<Group, Value?> & Sendable, _ summary: String
    ) {
        self.init(
            facts: KeyFacts(
                name: name, summary: summary, shape: form.shape, isRequired: false,
                standard: Group()[keyPath: path].map(form.show)),
            take: { node, reader, group in
                if let value = form.read(node, &reader) { group[keyPath: path] = value }
            },
            show: { group in group[keyPath: path].map(form.show) })
    }
}

extension Form where Value: FileGroup {
    /// A group of keys.
    static var group: Form { group(beside: []) }

    /// A group whose node holds simple settings, too.
    static func group(beside others: [String]) -> Form {
        Form(
            shape: .group { Value.keys.map(\.facts) },
            read: { node, reader in reader.group(node, except: others) },
            show: { value in
                .group(Value.keys.compactMap { key in key.show(value).map { .init(name: key.name, value: $0) } })
            })
    }
}

/// Takes what is wrong with a group, each at the key that it concerns.
struct GroupReport {
    fileprivate(set) var reader: NodeReader

    /// Whether a key was given.
    func has(_ key: String) -> Bool { reader.place(of: key) != nil }

    /// Reports at a key, such as `base-url` or `candidates[0].provider`; at the group where that was not given.
    mutating func fail(_ key: String, _ message: String) { reader.report(key, message) }

    /// Reports each of these keys that was given although something else excludes it.
    mutating func exclude(_ keys: [String], _ reason: String) {
        for key in keys where has(key) { fail(key, "\(key) \(reason)") }
    }
}

extension NodeReader {
    /// Reads a group key by key.
    mutating func group<Group: FileGroup>(
        _ node: Node, except others: [String] = [], _ type: Group.Type = Group.self
    ) -> Group? {
        guard case .mapping(let members) = node else {
            return refuse(node, expecting: .group { Group.keys.map(\.facts) })
        }
        var group = Group()
        let keys = Group.keys
        var given: Set<String> = []
        for (keyNode, node) in members {
            let name = keyNode.scalar?.string ?? ""
            guard let key = keys.first(where: { $0.name == name }) else {
                if !others.contains(name) { reportUnknown(keyNode, name, others + keys.map(\.name)) }
                continue
            }
            // An empty value counts as unset, as an empty variable does.
            if node.isEmpty || key.facts.isRequired && node.sequence?.isEmpty == true { continue }
            given.insert(name)
            within(path.isEmpty ? name : ".\(name)", node) { key.take(node, &$0, &group) }
        }
        for key in keys where key.facts.isRequired && !given.contains(key.name) {
            report(node, "\(key.name) is missing: \(key.facts.shape.allowed)")
        }
        var report = GroupReport(reader: self)
        group.check(&report)
        self = report.reader
        return group
    }
}
