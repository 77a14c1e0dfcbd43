/// Files that a composed tool has read or made. In the arguments of an endpoint each stands as a reference, so that its
/// content is neither encoded nor copied on the way.
struct Attachments: Sendable {
    private var files: [String: FileBridge.File] = [:]

    /// Takes a file and returns what stands for it in an argument.
    mutating func add(_ file: FileBridge.File) -> String {
        let reference = "attachment:\(files.count)"
        files[reference] = file
        return reference
    }

    /// The file behind an argument, or nil where that is no reference.
    subscript(argument: String) -> FileBridge.File? { files[argument] }
}
