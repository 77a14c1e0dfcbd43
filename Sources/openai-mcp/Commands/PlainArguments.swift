import Settings

extension Serving {
    /// Reads what follows the program's name where it is plain: `serve`, names of servers, and settings written out.
    ///
    /// Clients start `serve` for every session, and the parser looks at all commands and flags by reflection, which takes
    /// as long as the rest of a start. What is not plain, help and mistakes too, is nil here and left to the parser.
    init?(plain arguments: [String]) {
        guard arguments.first == "serve" else { return nil }
        var rest = arguments.dropFirst()
        while let word = rest.popFirst() {
            switch word {
            case "--all": isAll = true
            case "--stdio": keepsToStdio = true
            case _ where word.hasPrefix("-"): guard flags.take(word, from: &rest) else { return nil }
            default: names.append(word)
            }
        }
    }
}

extension SettingFlags {
    /// Takes a flag and the value that follows it; false where only the parser can tell what it means.
    fileprivate mutating func take(_ word: String, from rest: inout ArraySlice<String>) -> Bool {
        for setting in SettingsTable.all {
            if setting.traits.contains(.toggle) {
                guard word == "--\(setting.flag)" || word == "--no-\(setting.flag)" else { continue }
                set(setting, to: ["\(word == "--\(setting.flag)")"])
                return true
            }
            guard ([setting.flag] + setting.aliases).contains(where: { word == "--\($0)" }) else { continue }
            guard let value = rest.popFirst(), !value.hasPrefix("-") else { return false }
            set(setting, to: (values[setting.flag] ?? []) + [value])
            return true
        }
        return false
    }
}
