import Gateway
import JSON
import Synchronization

/// What has come of a streamed answer, kept for its caller if the call is cut before its end.
final class PartialOutput: Sendable {
    private struct State {
        var text = ""
        var sound: [UInt8] = []
        /// Base64 of the latest preview.
        var preview: String?
    }

    private let state = Mutex(State())

    func add(_ delta: StreamDelta) {
        state.withLock { state in
            switch delta {
            case .text(let piece): state.text += piece
            case .sound(let bytes): state.sound += bytes
            case .preview(_, let data): state.preview = data
            case .event: break
            }
        }
    }

    /// How much sound has come, in bytes.
    var soundSize: Int { state.withLock { $0.sound.count } }

    /// Keeps it as a result of the caller's; nil where nothing has come, or there is no room.
    func keep(in deposits: Deposits, for caller: Caller) async -> Deposit? {
        guard let (bytes, type) = content else { return nil }
        // A call that was cancelled keeps what it has all the same.
        return await Task {
            await Blocking.run { () -> Deposit? in
                guard let incoming = try? deposits.begin(.result, for: caller, mediaType: type),
                    (try? incoming.write(bytes)) != nil
                else { return nil }
                return try? incoming.close { "partial-\($0.digest.prefix(8)).\(MediaType.suffix(of: $1))" }.deposit
            }
        }.value
    }

    private var content: (bytes: [UInt8], type: String?)? {
        state.withLock { state in
            if !state.text.isEmpty { return (Array(state.text.utf8), "text/plain") }
            // What kind of sound or picture it is, its first bytes say.
            if !state.sound.isEmpty { return (state.sound, nil) }
            return state.preview.flatMap { Base64.decode($0.utf8) }.map { ($0, nil) }
        }
    }
}
