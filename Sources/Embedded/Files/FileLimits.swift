/// How much is kept of what callers upload, all of it in memory.
public struct FileLimits: Sendable {
    /// Largest file, in bytes.
    public var file: Int
    /// All files and parts of uploads together, in bytes.
    public var total: Int
    /// All texts in vector stores together, in bytes.
    public var stores: Int

    /// Creates limits.
    public init(file: Int = 64 << 20, total: Int = 256 << 20, stores: Int = 256 << 20) {
        self.file = file
        self.total = total
        self.stores = stores
    }

    /// Refuses a file that is too large.
    func check(file size: Int, param: String) throws(Refusal) {
        guard size <= file else {
            throw Refusal(
                status: 413,
                message: "The file is too large: the offline provider takes files of at most \(file) bytes, "
                    + "but got \(size).",
                param: param, code: "file_too_large")
        }
    }
}
