/// Something to tell the operator about one setting: an error, or a warning.
public struct SettingsFinding: Sendable, Hashable, CustomStringConvertible {
    /// A flag, a variable, or a place in the settings file.
    public let place: String
    /// What is wrong there and what is allowed; never a secret.
    public let message: String

    /// Creates a finding.
    public init(place: String, message: String) {
        self.place = place
        self.message = message
    }

    public var description: String { "\(place): \(message)" }
}

/// Why settings cannot be used: everything wrong with them, in one go.
public struct SettingsError: Error, Sendable, CustomStringConvertible {
    public let findings: [SettingsFinding]

    /// Creates an error of findings.
    public init(findings: [SettingsFinding]) { self.findings = findings }

    /// What the process exits with (`EX_USAGE`).
    public static let exitCode: Int32 = 64

    public var description: String { findings.map(\.description).joined(separator: "\n") }
}

/// Where a value was given.
enum Place: Hashable, CustomStringConvertible {
    case flag(String)
    case variable(String)
    case file(path: String, line: Int, column: Int)

    var description: String {
        switch self {
        case .flag(let name): "--\(name)"
        case .variable(let name): name
        case .file(let path, let line, let column): "\(path):\(line):\(column)"
        }
    }

    var isFile: Bool { if case .file = self { true } else { false } }
}

/// A value that was given for a setting.
struct Entry: Hashable {
    let place: Place
    let items: [String]
}
