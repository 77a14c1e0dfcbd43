/// Which deposits there are, and which must go so that another has room. A caller never loses one to somebody else.
struct DepositIndex {
    /// There is no room, even without what the caller has.
    struct Full: Error, Equatable {
        let message: String
    }

    /// What one caller has.
    private struct Shelf {
        /// Oldest first.
        var deposits: [Deposit] = []
        /// Bytes of the deposits, and of files that are still being written.
        var bytes = 0

        var isEmpty: Bool { deposits.isEmpty && bytes == 0 }
    }

    private let limits: DepositLimits
    private var shelves: [String: Shelf] = [:]
    private var bytes = 0
    private var count = 0

    init(_ limits: DepositLimits) { self.limits = limits }

    var isEmpty: Bool { shelves.isEmpty }

    // MARK: Putting in

    /// Makes room for bytes of a file that is being written, and returns what has to go for it.
    mutating func reserve(_ size: Int, for caller: String) throws(Full) -> [Deposit] {
        let own = shelves[caller]?.deposits.reduce(0) { $0 + $1.size } ?? 0
        let written = (shelves[caller]?.bytes ?? 0) - own
        guard written + size <= limits.bytesPerCaller else {
            throw Full(message: "more than \(limits.bytesPerCaller) bytes are not kept for one caller")
        }
        guard bytes - own + size <= limits.bytes else { throw Self.taken }
        add(bytes: size, to: caller)
        return makeRoom(for: caller) { [limits] shelf, all in
            shelf.bytes > limits.bytesPerCaller || all.bytes > limits.bytes
        }
    }

    /// Gives reserved bytes back.
    mutating func release(_ size: Int, of caller: String) {
        add(bytes: -size, to: caller)
        drop(caller)
    }

    /// Puts in a file whose bytes have been reserved, and returns what has to go for it.
    mutating func add(_ deposit: Deposit) throws(Full) -> [Deposit] {
        let own = shelves[deposit.caller]?.deposits.count ?? 0
        guard count - own + 1 <= limits.count, limits.countPerCaller > 0 else { throw Self.taken }
        let gone = makeRoom(for: deposit.caller) { [limits] shelf, all in
            shelf.deposits.count + 1 > limits.countPerCaller || all.count + 1 > limits.count
        }
        shelves[deposit.caller, default: Shelf()].deposits.append(deposit)
        count += 1
        return gone
    }

    private static let taken = Full(message: "the room for files is taken by other callers, try again later")

    private mutating func makeRoom(for caller: String, while isFull: (Shelf, DepositIndex) -> Bool) -> [Deposit] {
        var gone: [Deposit] = []
        while let shelf = shelves[caller], let oldest = shelf.deposits.first, isFull(shelf, self) {
            remove(oldest)
            gone.append(oldest)
        }
        return gone
    }

    // MARK: Looking up

    /// A caller's deposit that has not expired, or nil.
    func find(_ id: String, of caller: String, at now: Double) -> Deposit? {
        shelves[caller]?.deposits.first { $0.id == id && $0.expires > now }
    }

    /// What a caller has, newest first.
    func list(_ caller: String, at now: Double) -> [Deposit] {
        (shelves[caller]?.deposits ?? []).reversed().filter { $0.expires > now }
    }

    // MARK: Taking out

    mutating func remove(_ deposit: Deposit) {
        guard let place = shelves[deposit.caller]?.deposits.firstIndex(where: { $0.id == deposit.id }) else { return }
        shelves[deposit.caller]?.deposits.remove(at: place)
        add(bytes: -deposit.size, to: deposit.caller)
        count -= 1
        drop(deposit.caller)
    }

    /// Takes out what has expired.
    mutating func expire(at now: Double) -> [Deposit] {
        let gone = shelves.values.flatMap { shelf in shelf.deposits.filter { $0.expires <= now } }
        for deposit in gone { remove(deposit) }
        return gone
    }

    private mutating func add(bytes size: Int, to caller: String) {
        shelves[caller, default: Shelf()].bytes += size
        bytes += size
    }

    private mutating func drop(_ caller: String) {
        if shelves[caller]?.isEmpty == true { shelves[caller] = nil }
    }
}
