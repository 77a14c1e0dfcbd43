/// Which files tools read, and where they write.
public struct FileSettings: Sendable {
    /// Folder for what tools make.
    public var output = "./openai-mcp-output"
    /// Folders that file arguments may point into.
    public var roots: [String] = []
    /// Whether callers over HTTP may name files in those folders, too, and get paths of what tools make.
    public var overHTTP = false
    /// Largest image or sound that also comes as content, in bytes.
    public var maxInlineSize = 1 << 20
    /// Largest file that a tool reads, in bytes.
    public var maxFileSize = 64 << 20
    /// Largest file that is fetched from the provider, in bytes.
    public var downloadLimit = 5 << 30
    /// Largest file that a caller may upload over HTTP, in bytes.
    public var uploadLimit = 512 << 20
    /// Room for the files that are kept for callers, in bytes.
    public var depositSpace = 16 << 30
    /// How long they are kept.
    public var depositLife = Duration.seconds(3600)

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
            "files.over-http", flag: "http-files", .toggle, \.files.overHTTP,
            "Over HTTP, file arguments may be paths and results are written to the output folder."),
        Setting(
            "files.max-inline-size", flag: "max-inline-size", .size, \.files.maxInlineSize,
            "Largest image or sound that also comes as content of the result."),
        Setting(
            "files.max-file-size", flag: "max-file-size", .size, \.files.maxFileSize,
            "Largest file that a tool reads."),
        Setting(
            "files.download-limit", flag: "download-limit", .size, \.files.downloadLimit,
            "Largest file that is fetched from the provider."),
        Setting(
            "files.upload-limit", flag: "upload-limit", .size, \.files.uploadLimit,
            "Largest file that a caller may upload over HTTP."),
        Setting(
            "files.deposit-space", flag: "deposit-space", .size, \.files.depositSpace,
            "Room for files kept for callers: outputs over HTTP, large results, uploads. One caller takes half at most."
        ),
        Setting(
            "files.deposit-life", flag: "deposit-life", .duration, \.files.depositLife,
            "How long such files are kept."),
    ]
}
