import Gateway

/// What every ``BudgetStore`` must do.
public enum BudgetSuite {
    private static func dollars(_ amount: Double) -> Money { Money(dollars: amount) }

    private static func update(
        _ holder: String, spent: Double = 0, reserved: Double = 0, _ wish: BudgetUpdate.Wish = .keep,
        account: String = "team", limit: Double = 10, ends: Double = .infinity, at now: Double = 0
    ) -> BudgetUpdate {
        BudgetUpdate(
            account: account, holder: holder, spent: dollars(spent), reserved: dollars(reserved), wish: wish,
            limit: dollars(limit), ends: ends, now: now, until: now + 60)
    }

    private static func hold(_ needed: Double, _ wanted: Double? = nil) -> BudgetUpdate.Wish {
        .hold(needed: dollars(needed), wanted: dollars(wanted ?? needed))
    }

    public static let checks: [PortCheck<any BudgetStore>] = [
        PortCheck("sets aside no more than there is") { store in
            let one = try await store.update([update("a", hold(6))])
            try same(one, [BudgetLease(held: dollars(6), spent: .zero)], "first")
            try same(try await store.update([update("b", hold(5))])[0].held, .zero, "too much for the second")
            try same(try await store.update([update("b", hold(4))])[0].held, dollars(4), "the rest")
            try same(try await store.update([update("c", hold(0.01))])[0].held, .zero, "nothing is left")
        },
        PortCheck("books what was spent") { store in
            _ = try await store.update([update("a", hold(6))])
            let lease = try await store.update([update("a", spent: 2)])[0]
            try same(lease, BudgetLease(held: dollars(4), spent: dollars(2)), "kept")
            try same(try await store.spent("team"), dollars(2), "spent")
            try same(try await store.spent("other"), .zero, "another account")
            // 10 less 2 spent and 4 set aside.
            try same(try await store.update([update("b", hold(4.01))])[0].held, .zero, "too much")
            try same(try await store.update([update("b", hold(4))])[0].held, dollars(4), "the rest")
        },
        PortCheck("gives near the limit less than is wanted") { store in
            try same(try await store.update([update("a", hold(2, 9))])[0].held, dollars(4), "a quarter of 8 more")
            try same(try await store.update([update("b", hold(2, 2.5))])[0].held, dollars(2.5), "as wanted")
        },
        PortCheck("frees what a dead process had set aside") { store in
            _ = try await store.update([update("a", spent: 1, hold(9), at: 0)])
            try same(try await store.update([update("b", hold(2), at: 59)])[0].held, .zero, "before")
            try same(try await store.update([update("b", hold(2), at: 60)])[0].held, dollars(2), "after")
            // What calls of the other, alive after all, have reserved is granted; the rest is gone.
            let late = try await store.update([update("a", spent: 1, reserved: 3, at: 61)])[0]
            try same(late, BudgetLease(held: dollars(3), spent: dollars(2)), "late")
        },
        PortCheck("renews a slice that is used") { store in
            _ = try await store.update([update("a", hold(9), at: 0)])
            _ = try await store.update([update("a", at: 50)])
            try same(try await store.update([update("b", hold(2), at: 100)])[0].held, .zero, "held still")
        },
        PortCheck("takes back what is not wanted any more") { store in
            _ = try await store.update([update("a", hold(9))])
            _ = try await store.update([update("a", reserved: 1, hold(1))])
            try same(try await store.update([update("b", hold(9))])[0].held, dollars(9), "free")
        },
        PortCheck("keeps accounts apart") { store in
            let leases = try await store.update([
                update("a", spent: 1, hold(9), account: "x"), update("a", spent: 2, hold(8), account: "y"),
            ])
            try same(leases.map(\.spent), [dollars(1), dollars(2)], "spent")
            try same(leases.map(\.held), [dollars(9), dollars(8)], "held")
        },
        PortCheck("forgets periods that are over") { store in
            _ = try await store.update([update("a", spent: 1, ends: 100), update("a", spent: 1, account: "ever")])
            try same(try await store.purge(before: 101), 1, "count")
            try same(try await store.spent("team"), .zero, "over")
            try same(try await store.spent("ever"), dollars(1), "never over")
        },
        PortCheck("never grants more than the limit to many at once") { store in
            try await withThrowingTaskGroup(of: Money.self) { group in
                for holder in 0..<40 {
                    group.addTask { try await store.update([update("h\(holder)", hold(0.3, 2))])[0].held }
                }
                var held = Money.zero
                for try await amount in group { held += amount }
                guard held <= dollars(10) else { throw Broken(description: "\(held) of 10 were set aside") }
            }
        },
    ]
}
