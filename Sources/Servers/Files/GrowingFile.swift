import Crypto
import Gateway
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that is written piece by piece and hashed on the way. Unless it is kept, it goes with this object.
///
/// Everything here blocks. Failures say what happened and not where: they may be read by whom paths are no business of.
final class GrowingFile: Sendable {
    /// What is known of a file once all of it is there.
    struct Whole: Sendable {
        let size: Int
        /// SHA-256 in hexadecimal.
        let digest: String
        /// Its first bytes, ``GrowingFile/headSize`` at most.
        let head: [UInt8]
    }

    /// So many bytes of the beginning stay in memory, for those who look what it is.
    static let headSize = 64 << 10

    private struct State {
        /// Negative once it is closed.
        var descriptor: CInt
        var path: String
        var size = 0
        var hash = SHA256()
        var head: [UInt8] = []
        var isKept = false
    }

    private let state: Mutex<State>

    /// Makes a file that only its owner may read; there must be none at the path.
    init(at path: String) throws(FileFailure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure }
        state = Mutex(State(descriptor: descriptor, path: path))
    }

    deinit { discard() }

    /// Bytes so far.
    var size: Int { state.withLock { $0.size } }

    func append(_ bytes: [UInt8]) throws(FileFailure) {
        try state.withLock { state throws(FileFailure) in
            guard state.descriptor >= 0 else { throw FileFailure("is closed already") }
            var position = 0
            while position < bytes.count {
                let count = bytes.withUnsafeBytes {
                    write(state.descriptor, $0.baseAddress.map { $0 + position }, $0.count - position)
                }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw Self.failure }
                position += count
            }
            bytes.withUnsafeBytes { state.hash.update(bufferPointer: $0) }
            state.size += bytes.count
            if state.head.count < Self.headSize { state.head += bytes.prefix(Self.headSize - state.head.count) }
        }
    }

    /// Closes the file and tells what is in it.
    func finish() throws(FileFailure) -> Whole {
        try state.withLock { state throws(FileFailure) in
            guard state.descriptor >= 0 else { throw FileFailure("is closed already") }
            // Some file systems report only now that there was no room.
            let isWritten = close(state.descriptor) == 0 || errno == EINTR
            state.descriptor = -1
            guard isWritten else { throw Self.failure }
            return Whole(size: state.size, digest: state.hash.finalize().hexadecimal, head: state.head)
        }
    }

    /// What is in the file, once it is finished: by its content, then by what was said of it.
    func mediaType(of whole: Whole, declared: String?, name: String? = nil) throws(FileFailure) -> String {
        let path = state.withLock { $0.path }
        let isShort = whole.size <= whole.head.count
        let content: FileContent = isShort ? .bytes(whole.head) : .file(try OpenFile(resolved: path))
        return try MediaType.of(content, declared: declared, name: name)
    }

    /// Lets the file stay, perhaps under another name in the same folder.
    func keep(as path: String? = nil) throws(FileFailure) {
        try state.withLock { state throws(FileFailure) in
            if let path {
                guard rename(state.path, path) == 0 else { throw Self.failure }
                state.path = path
            }
            state.isKept = true
        }
    }

    /// Removes the file unless it is kept.
    func discard() {
        state.withLock { state in
            if state.descriptor >= 0 { close(state.descriptor) }
            state.descriptor = -1
            guard !state.isKept else { return }
            unlink(state.path)
            state.isKept = true
        }
    }

    private static var failure: FileFailure { FileFailure("cannot be written (\(String(cString: strerror(errno))))") }
}

extension Digest {
    fileprivate var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
