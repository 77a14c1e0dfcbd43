import Yams

/// The settings file: groups of keys with a value each, where each value stands, and the nodes of the rest.
struct SettingsFile {
    /// The whole file, for its structured parts; nil where it is empty or no group of settings.
    private(set) var root: Node?
    private(set) var entries: [String: Entry] = [:]
    private(set) var findings: [SettingsFinding] = []
    let path: String

    /// Largest file read, in bytes: many times what all settings with comments take.
    static let limit = 256 << 10

    /// Reads YAML; what is wrong with it becomes findings.
    init(path: String, text: String) {
        self.path = path
        let file = ComposedFile(path: path, text: text, limit: Self.limit)
        findings = file.findings
        if let root = file.root { readGroups(root) }
    }

    private mutating func readGroups(_ root: Node) {
        guard case .mapping(let groups) = root else {
            return report(root.mark, "expects groups of settings at the top")
        }
        self.root = root
        for (key, node) in groups {
            let group = key.scalar?.string ?? ""
            if !Self.groups.contains(group) || node.isEmpty { continue }
            guard case .mapping(let members) = node else {
                if Self.structured[group] == nil {
                    report(node.mark, "\(group) expects settings below it, not \(node.kindName)")
                }
                continue
            }
            for (key, value) in members { read(value, of: key, in: group) }
        }
    }

    private mutating func read(_ value: Node, of key: Node, in group: String) {
        let name = key.scalar?.string ?? ""
        guard let setting = SettingsTable.byName["\(group).\(name)"] else {
            // Whoever reads the structured part of the group knows all its keys.
            guard Self.structured[group] == nil else { return }
            return reportUnknown(key, "setting in \(group)", name, SettingsTable.keys(of: group))
        }
        let place = Place.file(path: path, line: value.mark?.line ?? 1, column: value.mark?.column ?? 1)
        switch value {
        case .scalar(let scalar):
            if !value.isEmpty { entries[setting.name] = Entry(place: place, items: setting.items(of: scalar.string)) }
        case .sequence(let sequence) where setting.traits.contains(.list):
            let items = sequence.compactMap { $0.scalar?.string.trimmed }
            guard items.count == sequence.count else {
                return report(value.mark, "\(setting.name) expects plain values in its list")
            }
            entries[setting.name] = Entry(place: place, items: items.filter { !$0.isEmpty })
        case .sequence, .mapping, .alias:
            report(value.mark, "\(setting.name) expects \(setting.allowed), not \(value.kindName)")
        }
    }

    private mutating func reportUnknown(_ key: Node, _ what: String, _ name: String, _ known: [String]) {
        let hint = nearest(to: name, in: known).map { "the nearest is \($0)" }
        report(
            key.mark, "no \(what) is called \(quoted(name)); \(hint ?? "known are \(known.joined(separator: ", "))")")
    }

    private mutating func report(_ mark: Mark?, _ message: String) {
        let place = mark.map { "\(path):\($0.line):\($0.column)" } ?? path
        findings.append(SettingsFinding(place: place, message: message))
    }

    /// Groups of the structured part, by name.
    private static let structured = Dictionary(
        uniqueKeysWithValues: GatewaySettings.keys.map { ($0.name, $0.facts.shape) })

    /// Groups that hold simple settings.
    static let groups: [String] = SettingsTable.all.reduce(into: []) { groups, setting in
        if let group = setting.group, !groups.contains(group) { groups.append(group) }
    }
}

extension Setting {
    /// The values in one text.
    func items(of text: String) -> [String] {
        guard traits.contains(.list) else { return [text.trimmed] }
        return text.split(whereSeparator: separators.contains).map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    /// Group in the settings file, or nil where it cannot stand in one.
    public var group: String? { name.firstIndex(of: ".").map { String(name[..<$0]) } }
}
