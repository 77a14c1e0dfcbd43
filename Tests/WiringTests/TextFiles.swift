#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@testable import openai_mcp

/// The examples of the documentation.
enum TextFiles {
    private static let folder =
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Documentation/examples"

    /// Names of the files.
    static let examples: [String] = {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".yaml") { names.append(name) }
        }
        return names.sorted()
    }()

    static func example(_ name: String) throws -> String { try TextFile.read("\(folder)/\(name)") }
}
