#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes lines to a file descriptor without blocking a task: what tasks send is written by a thread of its own.
///
/// What is waiting is written in one call. Senders suspend once a megabyte waits.
final class LineWriter: Outlet, @unchecked Sendable {
    private static let highWater = 1 << 20

    private let descriptor: Descriptor
    private let onBroken: @Sendable () -> Void
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>
    private var waiting: [UInt8] = []
    private var suspended: [CheckedContinuation<Void, Never>] = []
    /// Whether somebody writes at the moment; one at a time, so that lines stay whole and in order.
    private var isWriting = false
    private var isClosed = false
    private var isBroken = false

    /// - Parameter onBroken: called once when the other end has gone.
    init(_ descriptor: Descriptor, onBroken: @escaping @Sendable () -> Void) {
        self.descriptor = descriptor
        self.onBroken = onBroken
        lock = .allocate(capacity: 1)
        changed = .allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
        pthread_cond_init(changed, nil)
        Threads.start { [self] in run() }
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

    /// Writes lines that end in newlines already. Blocks the thread, so tasks must not call it.
    func append(lines: [UInt8]) {
        let writesItself = locked {
            guard !isBroken else { return false }
            if waiting.isEmpty, !isWriting {
                isWriting = true
                return true
            }
            waiting += lines
            pthread_cond_broadcast(changed)
            while waiting.count > Self.highWater * 4, !isBroken { pthread_cond_wait(changed, lock) }
            return false
        }
        if writesItself { finishWriting(descriptor.write(lines)) }
    }

    /// Blocks the thread until everything is written, or so many seconds have passed.
    func finish(within seconds: Int) {
        var deadline = timespec()
        clock_gettime(CLOCK_REALTIME, &deadline)
        deadline.tv_sec += seconds
        locked {
            isClosed = true
            pthread_cond_broadcast(changed)
            while (!waiting.isEmpty || isWriting) && !isBroken {
                if pthread_cond_timedwait(changed, lock, &deadline) == ETIMEDOUT { return }
            }
        }
    }

    private func run() {
        var batch: [UInt8] = []
        while takeWaiting(into: &batch) {
            finishWriting(descriptor.write(batch))
            batch.removeAll(keepingCapacity: batch.capacity <= Self.highWater * 4)
        }
    }

    /// Waits for something to write; false when nothing more will come.
    private func takeWaiting(into batch: inout [UInt8]) -> Bool {
        locked {
            while (waiting.isEmpty || isWriting) && !isBroken && !(isClosed && waiting.isEmpty) {
                pthread_cond_wait(changed, lock)
            }
            guard !waiting.isEmpty, !isBroken else { return false }
            swap(&waiting, &batch)
            isWriting = true
            return true
        }
    }

    private func finishWriting(_ isWritten: Bool) {
        let (resumable, hasBroken) = locked {
            isWriting = false
            let hasBroken = !isWritten && !isBroken
            if !isWritten {
                isBroken = true
                waiting = []
            }
            pthread_cond_broadcast(changed)
            defer { suspended = [] }
            return (suspended, hasBroken)
        }
        for continuation in resumable { continuation.resume() }
        if hasBroken { onBroken() }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return body()
    }
}
