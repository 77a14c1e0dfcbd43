import Gateway
import MCP

extension Work {
    /// The file behind an argument; a refusal names the argument.
    func file(
        _ argument: String, named name: String, limit: Int = FileBridge.formLimit
    ) async throws -> FileBridge.File {
        do {
            return try await environment.files.read(argument, for: caller, limit: limit)
        } catch let refusal as FileBridge.Refusal {
            throw ArgumentFault("`\(name)`: \(refusal.message).")
        }
    }

    /// Texts of a list argument; none where it was left out.
    func texts(_ name: String) -> [String] { self[name]?.elements.compactMap(\.string) ?? [] }
}
