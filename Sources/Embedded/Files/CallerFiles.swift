/// The files that one caller has uploaded.
struct CallerFiles: Sendable {
    private let vault: Vault<FileRecord>
    private let owner: String

    init(_ vault: Vault<FileRecord>, owner: String) {
        self.vault = vault
        self.owner = owner
    }

    /// The file whose id a request names.
    func file(_ id: Input) throws(Refusal) -> FileRecord {
        let name = try id.requiredString()
        guard let found = vault.get(name, owner: owner) else { throw .noFile(name, param: id.name) }
        return found
    }
}
