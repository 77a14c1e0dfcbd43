import Gateway

/// The folders whose files may be read.
struct FolderAccess: Sendable {
    private let roots: [String]
    private let opening: String

    /// - Parameter opening: what an operator does to allow a folder.
    init(roots: [String], opening: String) {
        self.roots = roots.compactMap { LocalFile.resolve($0) }
        self.opening = opening
    }

    /// What is not there and what may not be read are told alike, so that nobody learns what lies outside the roots.
    struct NotThere: Error {
        let message: String
    }

    /// Opens a file by its path or `file:` URL; a relative path is looked up in each root, then in the working folder.
    func open(_ argument: String) throws -> (name: String, OpenFile) {
        guard !roots.isEmpty else {
            throw NotThere(
                message: "this server reads no local files; \(opening), or give an https URL or a data URI")
        }
        let path = Self.path(argument)
        let places = path.hasPrefix("/") ? [path] : roots.map { $0 + "/" + path } + [path]
        guard !path.isEmpty,
            let resolved = places.lazy.compactMap({ LocalFile.resolve($0) }).first(where: { isInside($0) })
        else { throw NotThere(message: "there is no such file in the folders this server may read (--files)") }
        return (resolved.split(separator: "/").last.map(String.init) ?? "", try OpenFile(resolved: resolved))
    }

    /// By bytes, as the file system compares: to a string, two spellings of an accent are one.
    private func isInside(_ path: String) -> Bool {
        roots.contains { path.utf8.starts(with: ($0 == "/" ? "/" : $0 + "/").utf8) }
    }

    private static func path(_ argument: String) -> String {
        guard argument.hasPrefix("file://") else { return argument }
        let rest = argument.dropFirst(7)
        return PercentEncoding.decode(rest.hasPrefix("localhost/") ? rest.dropFirst(9) : rest)
    }
}
