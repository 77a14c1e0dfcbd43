import Gateway
import MCP
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Files kept for callers: what tools made over HTTP, results too large to be answered, and uploads.
///
/// The files lie in a folder of this process, the index is in memory; both end with the process. A deposit belongs to one
/// caller, and to nobody else there is none. What has no `async` blocks.
public final class Deposits: Sendable {
    /// Why something is not kept; one sentence without its full stop.
    public struct Refusal: Error, Sendable, Equatable {
        public let message: String
        /// Whether it is for want of room.
        public let isFull: Bool
    }

    private struct State {
        var index: DepositIndex
        var folder: PrivateFolder?
        var isSweeping = false
    }

    /// How much is kept.
    public let limits: DepositLimits
    private let parent: String
    private let surroundings: Surroundings
    private let state: Mutex<State>

    /// Who is told that a caller's results are others now.
    private let feeds = Mutex<[Listener]>([])

    /// A server may go before what is kept does.
    private struct Listener: Sendable {
        weak var feed: ChangeFeed?
    }

    /// Describes a place; nothing is made there before the first deposit.
    ///
    /// - Parameter folder: where the folder of this process is made; nil: where the system keeps temporary files.
    public init(
        in folder: String? = nil, limits: DepositLimits = DepositLimits(), surroundings: Surroundings = .real
    ) {
        self.limits = limits
        self.surroundings = surroundings
        parent = folder ?? getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
        state = Mutex(State(index: DepositIndex(limits)))
    }

    // MARK: Putting in

    /// Begins a deposit, to be written piece by piece.
    ///
    /// - Parameters:
    ///   - name: what its sender calls it; parts of a path are left out.
    ///   - mediaType: what its sender says it is; the content counts more.
    public func begin(
        _ kind: Deposit.Kind, for caller: Caller, name: String? = nil, mediaType: String? = nil
    ) throws(Refusal) -> IncomingDeposit {
        do {
            let folder = try state.withLock { state throws(FileFailure) in
                if let folder = state.folder { return folder }
                let folder = try PrivateFolder(in: parent)
                state.folder = folder
                return folder
            }
            let id = Self.newID()
            return IncomingDeposit(
                id: id, kind: kind, caller: caller.id, name: name, mediaType: mediaType,
                file: try GrowingFile(at: "\(folder.path)/\(id)"), in: self)
        } catch {
            throw Self.unkept(error)
        }
    }

    func reserve(_ size: Int, for caller: String) throws(Refusal) {
        do {
            let gone = try state.withLock { state throws(DepositIndex.Full) in
                state.index.expire(at: surroundings.now()) + (try state.index.reserve(size, for: caller))
            }
            unlink(gone)
        } catch {
            throw Refusal(message: error.message, isFull: true)
        }
    }

    func release(_ size: Int, of caller: String) { state.withLock { $0.index.release(size, of: caller) } }

    func add(_ deposit: Deposit) throws(Refusal) {
        do {
            unlink(try state.withLock { state throws(DepositIndex.Full) in try state.index.add(deposit) })
        } catch {
            throw Refusal(message: error.message, isFull: true)
        }
        sweepLater()
        guard deposit.kind == .result else { return }
        for listener in feeds.withLock({ $0 }) { listener.feed?.publish(.resourceList) }
    }

    /// Tells a server's listeners when a result is put in.
    func tell(_ feed: ChangeFeed) {
        feeds.withLock { feeds in
            feeds.removeAll { $0.feed == nil }
            feeds.append(Listener(feed: feed))
        }
    }

    /// Until when something is kept that is put in now.
    var nextExpiry: Double { surroundings.now() + limits.lifetime.seconds }

    // MARK: Looking up

    /// The caller's deposit by its id or URI, or nil.
    public func find(_ uri: String, for caller: Caller) -> Deposit? {
        state.withLock { $0.index.find(Deposit.id(in: uri), of: caller.id, at: surroundings.now()) }
    }

    /// What a caller has been given and not sent itself, newest first.
    public func list(for caller: Caller) -> [Deposit] {
        state.withLock { $0.index.list(caller.id, at: surroundings.now()) }.filter { $0.kind == .result }
    }

    /// Opens a deposit for reading; it stays readable even if it has to go meanwhile. nil: there is none.
    public func open(_ uri: String, for caller: Caller) throws(Refusal) -> (deposit: Deposit, file: OpenFile)? {
        guard let deposit = find(uri, for: caller), let path = path(of: deposit) else { return nil }
        do {
            return (deposit, try OpenFile(resolved: path))
        } catch {
            throw Refusal(message: error.description, isFull: false)
        }
    }

    /// Opens what a file argument names. An upload is used up by this, a result is not. nil: there is none.
    func use(_ uri: String, for caller: Caller) throws(Refusal) -> (deposit: Deposit, file: OpenFile)? {
        let taken = state.withLock { state -> Deposit? in
            guard let deposit = state.index.find(Deposit.id(in: uri), of: caller.id, at: surroundings.now()) else {
                return nil
            }
            if deposit.kind == .upload { state.index.remove(deposit) }
            return deposit
        }
        guard let taken, let path = path(of: taken) else { return nil }
        defer { if taken.kind == .upload { unlink([taken]) } }
        do {
            return (taken, try OpenFile(resolved: path))
        } catch {
            throw Refusal(message: error.description, isFull: false)
        }
    }

    // MARK: The end

    /// Removes everything, with the folder.
    public func removeAll() {
        let folder = state.withLock { state in
            state.index = DepositIndex(limits)
            defer { state.folder = nil }
            return state.folder
        }
        folder?.remove()
    }

    /// Removes what has expired; false where nothing is left to expire.
    private func sweep() -> Bool {
        let (gone, isEmpty) = state.withLock { state in
            let gone = state.index.expire(at: surroundings.now())
            if state.index.isEmpty { state.isSweeping = false }
            return (gone, state.index.isEmpty)
        }
        unlink(gone)
        return !isEmpty
    }

    /// One task looks at all, and only while there is something.
    private func sweepLater() {
        let isFirst = state.withLock { state in
            defer { state.isSweeping = true }
            return !state.isSweeping
        }
        guard isFirst else { return }
        let interval = min(max(limits.lifetime / 20, .milliseconds(10)), .seconds(30))
        Task { [weak self, surroundings] in
            while true {
                try? await surroundings.sleep(interval)
                guard let self, await Blocking.run({ self.sweep() }) else { return }
            }
        }
    }

    private func path(of deposit: Deposit) -> String? {
        state.withLock { $0.folder }.map { "\($0.path)/\(deposit.id)" }
    }

    private func unlink(_ deposits: [Deposit]) {
        for path in deposits.compactMap(path(of:)) {
            #if canImport(Glibc)
                _ = Glibc.unlink(path)
            #else
                _ = Darwin.unlink(path)
            #endif
        }
    }

    static func unkept(_ failure: FileFailure) -> Refusal {
        Refusal(message: "the file \(failure)", isFull: false)
    }

    private static func newID() -> String {
        var generator = SystemRandomNumberGenerator()
        return Deposit.idPrefix + [generator.next(), generator.next()].map { String($0, radix: 36) }.joined()
    }
}
