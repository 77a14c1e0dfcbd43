import NIOCore

/// Who may use which connection of one event loop. Requests go in, what is to be done comes out.
struct PoolState<Connection: AnyObject, Waiter: AnyObject> {
    /// What becomes of a request.
    enum Grant {
        case use(Connection)
        /// Wait, and open a connection.
        case open
        /// Wait for one of those that there are.
        case wait
        case refuse
    }

    /// What becomes of a connection that is free.
    enum Assignment {
        case serve(Waiter)
        case keep
        case close
    }

    private let limits: (open: Int, idle: Int)
    /// Last used last: the warmest serves next, and the others grow old and are closed.
    private var idle: [Connection] = []
    private var waiters = CircularBuffer<Waiter>()
    private var opening = 0
    private(set) var open: [ObjectIdentifier: Connection] = [:]
    private(set) var isClosed = false

    init(open: Int = 1024, idle: Int = 256) { limits = (open, idle) }

    /// Somebody wants a connection.
    mutating func request(_ waiter: Waiter) -> Grant {
        guard !isClosed else { return .refuse }
        if let connection = idle.popLast() { return .use(connection) }
        waiters.append(waiter)
        return mayOpen() ? .open : .wait
    }

    /// A waiter has gone.
    mutating func withdraw(_ waiter: Waiter) { waiters.removeAll { $0 === waiter } }

    /// A connection that was being opened is there.
    mutating func opened(_ connection: Connection) -> Assignment {
        opening -= 1
        guard !isClosed else { return .close }
        open[ObjectIdentifier(connection)] = connection
        return free(connection)
    }

    /// A connection has ended its exchange and can carry another.
    mutating func free(_ connection: Connection) -> Assignment {
        guard !isClosed else { return .close }
        if let waiter = waiters.popFirst() { return .serve(waiter) }
        guard idle.count < limits.idle else { return .close }
        idle.append(connection)
        return .keep
    }

    /// A connection could not be opened: who is to be told, and whether another is to be opened for who still waits.
    mutating func failedToOpen() -> (waiter: Waiter?, opensAnother: Bool) {
        opening -= 1
        let waiter = waiters.popFirst()
        return (waiter, mayOpen())
    }

    /// A connection is gone: whether another is to be opened for who waits.
    mutating func closed(_ connection: Connection) -> Bool {
        guard open.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return false }
        idle.removeAll { $0 === connection }
        return mayOpen()
    }

    /// There shall be no more connections: who waits is to be told, what is open is to be closed.
    mutating func close() -> (waiters: [Waiter], connections: [Connection]) {
        isClosed = true
        defer {
            waiters.removeAll()
            idle.removeAll()
        }
        return (Array(waiters), Array(open.values))
    }

    /// One connection is opened for each waiter: which of the two gets which does not matter.
    private mutating func mayOpen() -> Bool {
        guard !isClosed, opening < waiters.count, opening + open.count < limits.open else { return false }
        opening += 1
        return true
    }
}
