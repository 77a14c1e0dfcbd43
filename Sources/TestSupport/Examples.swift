/// The settings files that the documentation shows.
public enum Examples {
    private static let folder = "Documentation/examples"

    /// Names of the files, sorted.
    public static let names = PackageFile.names(in: folder).filter { $0.hasSuffix(".yaml") }

    /// The text of one, or an error where it is not there.
    public static func text(_ name: String) throws -> String {
        guard let text = PackageFile("\(folder)/\(name)").text else { throw SharedFacts.Missing(name: name) }
        return text
    }
}
