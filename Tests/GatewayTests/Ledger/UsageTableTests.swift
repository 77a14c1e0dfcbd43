import JSON
import Testing

@testable import Gateway

@Suite struct UsageTableTests {
    private func sum(_ group: [String], calls: Int, cost: Double, latency: Double = 1) -> UsageSum {
        var sum = UsageSum(group: group)
        sum.calls = calls
        sum.input = calls * 10
        sum.cost = Money(dollars: cost)
        sum.latency = latency
        return sum
    }

    @Test func columnsStandUnderTheirNames() {
        let table = UsageTable(
            [.caller, .model], [sum(["alice", "gpt-5"], calls: 2, cost: 12), sum(["bob", ""], calls: 10, cost: 0.5)])
        #expect(
            table.text == """
                caller  model  calls  failed  cached  input  output  seconds    USD
                alice   gpt-5      2       0       0     20       0     0.50  12.00  ########################
                bob     -         10       0       0    100       0     0.10   0.50  #
                total             12       0       0    120       0     0.17  12.50
                """)
    }

    @Test func oneGroupNeedsNoTotal() {
        #expect(UsageTable([], [sum([], calls: 1, cost: 0)]).text.split(separator: "\n").count == 2)
    }

    @Test func programsReadJSON() throws {
        let json = try JSONDocument(UsageTable([.day], [sum(["2026-11-27"], calls: 3, cost: 0.25)]).json).root
        #expect(json[0]?["day"]?.string == "2026-11-27")
        #expect(json[0]?["cost_usd"]?.number == "0.25")
        #expect(UsageTable([.day], []).json == Array("[]".utf8))
    }
}
