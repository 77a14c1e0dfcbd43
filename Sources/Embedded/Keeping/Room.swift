import Synchronization

/// How many bytes may be kept in all; several vaults may share it.
final class Room: Sendable {
    let capacity: Int
    /// What is kept there, as a refusal names it.
    let contents: String
    private let used = Mutex(0)

    init(capacity: Int, contents: String) {
        self.capacity = capacity
        self.contents = contents
    }

    /// Takes bytes, or gives them back; refuses where there is no room for so many.
    func change(by bytes: Int) throws(Refusal) {
        let fits = used.withLock { used in
            guard bytes <= 0 || used + bytes <= capacity else { return false }
            used += bytes
            return true
        }
        guard fits else { throw .noRoom(contents, capacity: capacity) }
    }
}
