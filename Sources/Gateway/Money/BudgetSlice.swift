/// What this process has of one budget: a slice that the store gave it, and what its calls took from that.
///
/// Pure bookkeeping. What calls under way have reserved and what was spent but not yet reported never exceeds the slice,
/// unless a call cost more than its bound.
struct BudgetSlice: Sendable {
    /// From the store.
    private(set) var held = Money.zero
    /// By calls under way.
    private(set) var reserved = Money.zero
    /// Spent, and not yet told to the store.
    private(set) var unreported = Money.zero
    /// Spent, and being told to the store.
    private(set) var reporting = Money.zero
    /// Spent by all processes, as far as the store has told.
    private(set) var reported = Money.zero
    /// Whether the slice is being changed, so that nothing may be taken from it.
    private(set) var isChanging = false
    private var isUsed = false
    private var raised: Set<Double> = []

    /// What can be taken.
    var free: Money { held - reserved - unreported - reporting }
    /// What has been spent by all, as far as this process knows.
    var spent: Money { reported + unreported + reporting }
    /// Whether there is something that the store does not know.
    var isDirty: Bool { unreported > .zero }

    /// Whether an amount can be taken now.
    func has(_ amount: Money) -> Bool { !isChanging && free >= amount }

    /// Reserves an amount; whoever must not go past the limit asks ``has(_:)`` first.
    mutating func take(_ amount: Money) {
        isUsed = true
        reserved += amount
    }

    /// Puts a cost in place of what was reserved for it.
    mutating func settle(reserved amount: Money, cost: Money) {
        isUsed = true
        reserved -= amount
        unreported += cost
    }

    /// Whether anything happened since this was asked last.
    mutating func beUnused() -> Bool {
        defer { isUsed = false }
        return isUsed
    }

    /// Whether there is something to be done about it still.
    var isAlive: Bool { isUsed || isDirty || held > .zero || reserved > .zero }

    /// What the store is to be told now; ``finish(_:)`` or ``fail(_:)`` follows.
    mutating func begin(_ wish: BudgetUpdate.Wish) -> (spent: Money, reserved: Money) {
        reporting = unreported
        unreported = .zero
        if case .hold = wish { isChanging = true }
        return (reporting, reserved)
    }

    /// Takes in what the store answered.
    mutating func finish(_ wish: BudgetUpdate.Wish, _ lease: BudgetLease) {
        reporting = .zero
        held = lease.held
        reported = lease.spent
        if case .hold = wish { isChanging = false }
    }

    /// Takes back what the store could not be told.
    mutating func fail(_ wish: BudgetUpdate.Wish) {
        unreported += reporting
        reporting = .zero
        if case .hold = wish { isChanging = false }
    }

    /// The parts of the limit that spending has passed and that nobody was told of.
    mutating func passed(_ parts: [Double], of limit: Money) -> [Double] {
        let new = parts.filter { !raised.contains($0) && spent.dollars >= $0 * limit.dollars && spent > .zero }
        raised.formUnion(new)
        return new.sorted()
    }
}
