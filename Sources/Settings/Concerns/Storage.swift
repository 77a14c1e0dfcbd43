/// What is kept from one start to the next.
public struct StorageSettings: Sendable {
    /// Folder for records and sets of vectors; nil keeps them in memory.
    public var dataFolder: String?
    /// How many days a record of what was done is kept; 0: not at all.
    public var keepRecords = 30
    /// How long a task is kept whose client does not say, from its beginning on.
    public var taskLife = Duration.seconds(48 * 3600)

    /// Creates settings with every default.
    public init() {}
}

extension SettingsTable {
    static let storage = [
        Setting(
            "storage.data-dir", flag: "data-dir", .path, \.storage.dataFolder,
            "Folder for records and stored vectors, on a local disk; unset: they are kept in memory and end with the server."
        ),
        Setting(
            "storage.keep-records", flag: "keep-records", .days, \.storage.keepRecords,
            "Days for which a record of what was done for a caller is kept; 0: no records."),
        Setting(
            "storage.task-life", flag: "task-life", .duration, \.storage.taskLife,
            "How long a task and its result are kept, from its beginning on, unless its client says otherwise."),
    ]
}
