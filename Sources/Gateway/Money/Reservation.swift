import Synchronization

/// Money that is set aside for one call, in every budget that it counts into. It ends once: settled or released.
final class Reservation: Sendable {
    let accounts: [BudgetAccount]
    let amount: Money
    private let isOpen = Atomic(true)

    init(_ accounts: [BudgetAccount], _ amount: Money) {
        self.accounts = accounts
        self.amount = amount
    }

    /// True the first time.
    func end() -> Bool { isOpen.exchange(false, ordering: .acquiringAndReleasing) }
}
