/// Names of files as they are told to a provider.
enum FileName {
    /// The last part of a name that somebody else chose, without control characters; nil where nothing is left.
    static func clean(_ name: String) -> String? {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        var output = ""
        for scalar in last.unicodeScalars where !(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)) {
            guard output.utf8.count + UTF8.width(scalar) <= longest else { break }
            output.unicodeScalars.append(scalar)
        }
        return output.isEmpty || output == "." || output == ".." ? nil : output
    }

    /// `NAME_MAX` of most file systems.
    private static let longest = 255
}
