/// Which files tools read, and where they write.
public struct FileSettings: Sendable {
    /// Folder for what tools make.
    public var output = "./openai-mcp-output"
    /// Folders that file arguments may point into.
    public var roots: [String] = []
    /// Largest image or sound that also comes as content, in bytes.
    public var maxInlineSize = 1 << 20
    /// Largest file that a tool reads, in bytes.
    public var maxFileSize = 64 << 20

    /// Creates settings with every default.
    public init() {}
}

extension SettingsTable {
    static let files = [
        Setting("files.output", flag: "output", .path, \.files.output, "Folder for the files that tools make."),
        Setting(
            "files.roots", flag: "root", listOf: .folder, separatedBy: ",:", \.files.roots,
            "Folder that file arguments may point into; give it again for more."),
        Setting(
            "files.max-inline-size", flag: "max-inline-size", .size, \.files.maxInlineSize,
            "Largest image or sound that also comes as content of the result."),
        Setting(
            "files.max-file-size", flag: "max-file-size", .size, \.files.maxFileSize,
            "Largest file that a tool reads."),
    ]
}
