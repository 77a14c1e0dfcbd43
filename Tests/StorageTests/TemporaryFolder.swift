import Foundation

/// A folder that ends with the test.
final class TemporaryFolder: Sendable {
    let path = FileManager.default.temporaryDirectory.path + "/openai-mcp-" + UUID().uuidString

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Copies the store's file as it lies there now, in the middle of work, and what is beside it.
    func copy(to other: TemporaryFolder, journalBytes: Int? = nil) throws {
        try FileManager.default.createDirectory(atPath: other.path, withIntermediateDirectories: true)
        let name = "/openai-mcp.sqlite"
        try FileManager.default.copyItem(atPath: path + name, toPath: other.path + name)
        let journal = try Data(contentsOf: URL(fileURLWithPath: path + name + "-wal"))
        try journal.prefix(journalBytes ?? journal.count).write(to: URL(fileURLWithPath: other.path + name + "-wal"))
    }

    func permissions(_ name: String = "") throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path + name)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    }

    func size(_ name: String) throws -> Int {
        (try FileManager.default.attributesOfItem(atPath: path + name)[.size] as? NSNumber)?.intValue ?? 0
    }

    var exists: Bool { FileManager.default.fileExists(atPath: path) }
}
