extension EmbeddedProvider {
    /// Deletes the files, uploads and stores whose time is over.
    func forgetWhatIsOver() {
        let now = Int(surroundings.now())
        for (file, owner) in files.all(where: { $0.isOver(now) }) { removeFile(file.id, owner: owner) }
        for (upload, owner) in uploads.all(where: { $0.status == .pending && $0.expires <= now }) {
            // Parts that get lighter always fit.
            _ = try? uploads.update(upload.id, owner: owner) { $0.end(.expired) }
        }
        uploads.removeAll { upload, _ in upload.expires + Self.day <= now }
        vectorStores.removeAll { store, _ in store.isOver(now - Self.day) }
    }

    /// How long what is over can still be seen, in seconds.
    private static var day: Int { 86_400 }

    /// Deletes a file here and in every vector store; false if there is none.
    @discardableResult
    func removeFile(_ id: String, owner: String) -> Bool {
        guard files.remove(id, owner: owner) else { return false }
        for store in vectorStores.all(owner: owner) where store.files.contains(where: { $0.id == id }) {
            _ = try? vectorStores.update(store.id, owner: owner) { $0.remove(id) }
        }
        return true
    }
}
