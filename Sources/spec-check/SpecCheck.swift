import ArgumentParser
import Catalogue
import JSON
import Parity

/// Compares the catalogue with the facts about the API, or with an OpenAPI file.
@main struct SpecCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spec-check",
        abstract: "Compare the catalogue with what is known about the API, both ways.",
        discussion: "Exits with 1 where they differ. For new operations it prints a table entry to complete.")

    @Option(help: "Folder that holds operations.json.")
    var facts = "../shared/openai-api"

    @Option(help: "OpenAPI file (JSON) to compare with instead.", completion: .file(extensions: ["json"]))
    var openapi: String?

    func run() throws {
        let ours = Catalogue.domains.flatMap(\.endpoints).flatMap(\.facts)
        let path = openapi ?? "\(facts)/operations.json"
        let bytes = try read(path)
        let theirs: [OperationFacts]
        do {
            theirs = try openapi == nil ? FactsFile.read(bytes) : OpenAPIFile(bytes).operations
        } catch {
            throw ValidationError("\(path) is not JSON: \(error)")
        }
        guard !theirs.isEmpty else { throw ValidationError("\(path) lists no operations; name another file.") }
        let comparison = Comparison(
            ours, with: theirs, called: openapi == nil ? "facts" : "specification",
            excluding: openapi == nil ? Exclusion.facts : Exclusion.openAPI)
        for difference in comparison.differences { print(difference) }
        for exclusion in comparison.stale { print("excludes nothing any more: \(exclusion)") }
        for operation in comparison.new { print("\n\(Scaffold.entry(for: operation))") }
        guard comparison.differences.isEmpty, comparison.stale.isEmpty else { throw ExitCode(1) }
        print("\(ours.count) operations agree with \(path)")
    }

    private func read(_ path: String) throws -> [UInt8] {
        guard let bytes = File.bytes(of: path) else {
            throw ValidationError("\(path) cannot be read; name it with --facts or --openapi.")
        }
        return bytes
    }
}
