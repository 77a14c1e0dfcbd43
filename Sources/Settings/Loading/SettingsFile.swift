import Yams

/// The settings file: groups of keys with a value each, and where each value stands.
struct SettingsFile {
    private(set) var entries: [String: Entry] = [:]
    private(set) var findings: [SettingsFinding] = []
    let path: String

    /// Largest file read, in bytes: many times what all settings with comments take.
    static let limit = 256 << 10
    /// Most aliases in a file: too few to grow into much, whatever they stand for.
    static let aliasLimit = 16

    /// Reads YAML; what is wrong with it becomes findings.
    init(path: String, text: String) {
        self.path = path
        guard text.utf8.count <= Self.limit, Self.aliases(in: text) <= Self.aliasLimit else {
            report(
                nil, "is more than a settings file: at most \(Self.limit) bytes and \(Self.aliasLimit) aliases are read"
            )
            return
        }
        do {
            // The encoding is given so that Yams does not look for it in the environment.
            guard let root = try Yams.compose(yaml: text, .default, .default, .utf8), !root.isEmpty else { return }
            readGroups(root)
        } catch let error as YamlError {
            report(error, in: text)
        } catch {
            report(nil, "is not YAML")
        }
    }

    private mutating func readGroups(_ root: Node) {
        guard case .mapping(let groups) = root else {
            return report(root.mark, "expects groups of settings at the top")
        }
        for (key, node) in groups {
            let group = key.scalar?.string ?? ""
            guard Self.groups.contains(group) else { reportUnknown(key, "group", group, Self.groups); continue }
            if node.isEmpty { continue }
            guard case .mapping(let members) = node else {
                report(node.mark, "\(group) expects settings below it, not \(node.kindName)")
                continue
            }
            for (key, value) in members { read(value, of: key, in: group) }
        }
    }

    private mutating func read(_ value: Node, of key: Node, in group: String) {
        let name = key.scalar?.string ?? ""
        guard let setting = SettingsTable.byName["\(group).\(name)"] else {
            let known = SettingsTable.all.map(\.name).filter { $0.hasPrefix(group + ".") }
            return reportUnknown(key, "setting in \(group)", name, known.map { String($0.dropFirst(group.count + 1)) })
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

    /// Only the kind of trouble is told: Yams' own descriptions show the line, which may hold a key.
    private mutating func report(_ error: YamlError, in text: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            report(mark, "is not YAML: \(problem)")
        case .duplicatedKeysInMapping(let names, let context):
            report(context.mark, "given more than once: \(names.map(quoted).joined(separator: ", "))")
        case .reader(let problem, let offset, _, _):
            let before = text.prefix(offset ?? 0).split(separator: "\n", omittingEmptySubsequences: false)
            let place = "\(path):\(max(1, before.count)):\((before.last?.count ?? 0) + 1)"
            findings.append(SettingsFinding(place: place, message: "is not YAML: \(problem)"))
        default:
            report(nil, "is not YAML")
        }
    }

    private static let groups: [String] = SettingsTable.all.reduce(into: []) { groups, setting in
        if let group = setting.group, !groups.contains(group) { groups.append(group) }
    }

    /// An upper bound: `*` before a name, wherever an alias could begin.
    private static func aliases(in text: String) -> Int {
        var (count, previous, wasStar) = (0, UInt8(ascii: "\n"), false)
        for byte in text.utf8 {
            if wasStar && byte > 0x20 { count += 1 }
            wasStar = byte == UInt8(ascii: "*") && (previous <= 0x20 || ",:?-[]{}".utf8.contains(previous))
            previous = byte
        }
        return count
    }
}

extension Node {
    /// Whether nothing was written: an empty value counts as unset, as an empty variable does.
    fileprivate var isEmpty: Bool {
        guard case .scalar(let scalar) = self else { return false }
        let isNull = scalar.style == .plain && ["~", "null"].contains(scalar.string.lowercased())
        return isNull || scalar.string.trimmed.isEmpty
    }

    fileprivate var kindName: String {
        switch self {
        case .scalar: "a single value"
        case .mapping: "a group"
        case .sequence: "a list"
        case .alias: "an alias"
        }
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
