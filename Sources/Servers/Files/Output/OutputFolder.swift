import Gateway

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder that files are written to. Everything here blocks.
struct OutputFolder: Sendable {
    private let path: String

    init(_ path: String) { self.path = path }

    /// Begins a file under a name that nobody looks for yet; the folder is made if need be.
    func begin() throws(FileFailure) -> GrowingFile {
        try LocalFile.makeFolder(path)
        let number = String(UInt64.random(in: .min ... .max), radix: 36)
        do {
            return try GrowingFile(at: "\(try resolved())/.\(number).part")
        } catch {
            throw FileFailure("the output folder \(path) \(error)")
        }
    }

    /// Gives a finished file its name and returns its absolute path.
    ///
    /// The name must follow from the content: a file that has it already is the same.
    func keep(_ file: GrowingFile, as name: String) throws(FileFailure) -> String {
        do {
            let path = "\(try resolved())/\(name)"
            try file.keep(as: path)
            return path
        } catch {
            throw FileFailure("the output folder \(path) \(error)")
        }
    }

    private func resolved() throws(FileFailure) -> String {
        guard let resolved = LocalFile.resolve(path) else {
            throw FileFailure("cannot be used (\(String(cString: strerror(errno))))")
        }
        return resolved
    }
}
