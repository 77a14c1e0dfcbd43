import Yams

/// A YAML file as nodes, or why it is none.
struct ComposedFile {
    /// nil where nothing is written in it.
    private(set) var root: Node?
    private(set) var findings: [SettingsFinding] = []
    private let path: String

    /// Most aliases in a file: too few to grow into much, whatever they stand for.
    static let aliasLimit = 16

    /// Composes the text of a file of at most `limit` bytes.
    init(path: String, text: String, limit: Int) {
        self.path = path
        guard text.utf8.count <= limit, Self.aliases(in: text) <= Self.aliasLimit else {
            report(nil, "is more than a settings file: at most \(limit) bytes and \(Self.aliasLimit) aliases are read")
            return
        }
        do {
            // The encoding is given so that Yams does not look for it in the environment.
            guard let root = try Yams.compose(yaml: text, .default, .default, .utf8), !root.isEmpty else { return }
            self.root = root
        } catch let error as YamlError {
            report(error, in: text)
        } catch {
            report(nil, "is not YAML")
        }
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
