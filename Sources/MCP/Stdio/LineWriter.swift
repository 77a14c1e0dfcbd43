#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes lines to a file descriptor from a thread of its own, so that a client that does not read blocks no task.
///
/// What is waiting is written in one call. Senders suspend once a megabyte waits.
final class LineWriter: Outlet, @unchecked Sendable {
    private static let highWater = 1 << 20

    private let descriptor: Descriptor
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>
    private var waiting: [UInt8] = []
    private var suspended: [CheckedContinuation<Void, Never>] = []
    private var isWriting = false
    private var isClosed = false
    private var isBroken = false

    /// - Parameter onBroken: called once when the other end has gone.
    init(_ descriptor: Descriptor, onBroken: @escaping @Sendable () -> Void) {
        self.descriptor = descriptor
        lock = .allocate(capacity: 1)
        changed = .allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
        pthread_cond_init(changed, nil)
        Threads.start { [self] in run(onBroken: onBroken) }
    }

    deinit {
        pthread_mutex_destroy(lock)
        pthread_cond_destroy(changed)
        lock.deallocate()
        changed.deallocate()
    }

    func send(_ message: [UInt8]) async {
        let isFull = locked {
            guard !isBroken else { return false }
            waiting += message
            waiting.append(0x0A)
            pthread_cond_broadcast(changed)
            return waiting.count > Self.highWater
        }
        guard isFull else { return }
        await withCheckedContinuation { continuation in
            let resumeNow = locked {
                guard waiting.count > Self.highWater, !isBroken else { return true }
                suspended.append(continuation)
                return false
            }
            if resumeNow { continuation.resume() }
        }
    }

    /// Whether the other end has gone.
    var isGone: Bool { locked { isBroken } }

    /// Appends lines that end in newlines already, and blocks the thread while too much waits.
    func append(lines: [UInt8]) {
        locked {
            guard !isBroken else { return }
            waiting += lines
            pthread_cond_broadcast(changed)
            while waiting.count > Self.highWater * 4, !isBroken { pthread_cond_wait(changed, lock) }
        }
    }

    /// Blocks the thread until everything is written.
    func finish() {
        locked {
            isClosed = true
            pthread_cond_broadcast(changed)
            while (!waiting.isEmpty || isWriting) && !isBroken { pthread_cond_wait(changed, lock) }
        }
    }

    private func run(onBroken: @Sendable () -> Void) {
        while true {
            let (batch, resumable) = locked { () -> ([UInt8], [CheckedContinuation<Void, Never>]) in
                isWriting = false
                pthread_cond_broadcast(changed)
                while waiting.isEmpty && !isClosed { pthread_cond_wait(changed, lock) }
                let batch = waiting
                waiting = []
                isWriting = !batch.isEmpty
                let resumable = suspended
                suspended = []
                return (batch, resumable)
            }
            if batch.isEmpty { return }
            let isWritten = descriptor.write(batch)
            for continuation in resumable { continuation.resume() }
            if !isWritten {
                let rest = locked {
                    isBroken = true
                    waiting = []
                    pthread_cond_broadcast(changed)
                    defer { suspended = [] }
                    return suspended
                }
                for continuation in rest { continuation.resume() }
                return onBroken()
            }
        }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return body()
    }
}
