/// Every setting, once.
public enum SettingsTable {
    /// The settings in the order that help and the README show.
    public static let all: [Setting] =
        [config] + provider + retry + defaults + limits + http + files + storage + tools + log

    static let config = Setting(
        "config", flag: "config", .path, \.configFile, "Settings file, in YAML; flags and environment win over it.")

    /// Names of the settings that stand in a group of the file.
    static func keys(of group: String) -> [String] {
        all.filter { $0.group == group }.map { String($0.name.dropFirst(group.count + 1)) }
    }

    /// Settings by their path in the file.
    static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
