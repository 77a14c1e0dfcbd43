import ArgumentParser
import Settings

/// Every setting as a command-line flag, made from the one table: parsing, help and completions follow from it.
struct SettingFlags: ParsableArguments, CustomReflectable, Equatable {
    /// Values by flag name, as `Settings.load` takes them.
    private(set) var values: [String: [String]] = [:]

    init() {}

    /// Gives a flag the values that stand on a command line.
    mutating func set(_ setting: Setting, to given: [String]) { values[setting.flag] = given }

    /// The same flags with one more, unless it was given.
    func adding(_ flag: String, _ value: String) -> SettingFlags {
        var flags = self
        if flags.values[flag] == nil { flags.values[flag] = [value] }
        return flags
    }

    /// The same flags for a server of our own: it tells of itself only what is wrong, unless asked for more.
    func quieter(_ settings: Settings) -> SettingFlags {
        settings.log.level == LogSettings().level ? adding("log-level", "warning") : self
    }

    /// The flags that were given, as they are written.
    var names: [String] { SettingsTable.all.map(\.flag).filter { values[$0] != nil }.map { "--\($0)" } }

    /// The flags as they were given, for a server that is started over stdio with the same settings.
    var arguments: [String] {
        SettingsTable.all.flatMap { setting -> [String] in
            guard setting.flag != "http" else { return [] }
            guard let given = values[setting.flag] else { return [] }
            if setting.traits.contains(.toggle) {
                return [given == ["true"] ? "--\(setting.flag)" : "--no-\(setting.flag)"]
            }
            return given.flatMap { ["--\(setting.flag)", $0] }
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Name.self)
        for setting in SettingsTable.all {
            let name = Name(stringValue: setting.flag)
            if setting.traits.contains(.toggle) {
                let given = try container.decode(Flag<Bool?>.self, forKey: name).wrappedValue
                if let given { values[setting.flag] = ["\(given)"] }
            } else {
                let given = try container.decode(Option<[String]>.self, forKey: name).wrappedValue
                if !given.isEmpty { values[setting.flag] = given }
            }
        }
    }

    /// ArgumentParser finds arguments by reflection: these stand where stored properties would.
    var customMirror: Mirror { Mirror(self, children: Self.parts) }

    /// Made once: ArgumentParser looks at them many times while it starts.
    nonisolated(unsafe) private static let parts: [Mirror.Child] =
        SettingsTable.all.map { ($0.flag, argument(for: $0)) }

    private static func argument(for setting: Setting) -> Any {
        let name = NameSpecification(([setting.flag] + setting.aliases).map { .customLong($0) })
        let help = ArgumentHelp(setting.help, valueName: setting.placeholder)
        return setting.traits.contains(.toggle)
            ? Flag<Bool?>(name: name, inversion: .prefixedNo, help: help)
            : Option<[String]>(wrappedValue: [], name: name, parsing: .singleValue, help: help) as Any
    }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
