import Catalogue
import Testing

@testable import Servers

@Suite struct ConfirmationRuleTests {
    private typealias Subject = ConfirmationRules.Subject

    private static func rules(destructive: Bool = false, cost: Double? = nil) -> ConfirmationRules {
        var rules = ConfirmationRules()
        rules.destructive = destructive
        rules.cost = cost
        return rules
    }

    struct Case: Sendable {
        let rules: ConfirmationRules
        let subject: ConfirmationRules.Subject
        var dollars: Double?
        var size: Int?
        let reason: ConfirmationRules.Reason?
    }

    static let cases: [Case] = {
        let (off, lossy, dear) = (rules(), rules(destructive: true), rules(cost: 0.5))
        let paid = ConfirmationRules.Subject(effect: .computes, isBillable: true)
        let batch = ConfirmationRules.Subject(effect: .creates, isBatch: true, isBillable: true)
        let training = ConfirmationRules.Subject(effect: .creates, trains: true, isBillable: true)
        return [
            Case(rules: off, subject: .init(effect: .deletes), reason: nil),
            Case(rules: lossy, subject: .init(effect: .deletes), reason: .loses),
            Case(rules: lossy, subject: .init(effect: .stops), reason: .stops),
            Case(rules: lossy, subject: .init(effect: .updates), reason: nil),
            Case(rules: lossy, subject: training, reason: .trains),
            Case(rules: lossy, subject: batch, size: 1 << 20, reason: nil),
            Case(rules: lossy, subject: batch, size: 1 << 20 + 1, reason: .batch(bytes: 1 << 20 + 1)),
            Case(rules: lossy, subject: batch, reason: .batch(bytes: nil)),
            Case(rules: lossy, subject: paid, dollars: 100, reason: nil),
            Case(rules: dear, subject: .init(effect: .deletes), reason: nil),
            Case(rules: dear, subject: paid, dollars: 0.5, reason: .costs(dollars: 0.5)),
            Case(rules: dear, subject: paid, dollars: 0.49, reason: nil),
            Case(rules: dear, subject: paid, reason: nil),
            Case(rules: dear, subject: training, dollars: 0.01, reason: .trains),
            Case(rules: off, subject: batch, dollars: 100, reason: nil),
        ]
    }()

    @Test(arguments: cases)
    func reasons(_ example: Case) {
        let reason = example.rules.reason(
            for: example.subject, dollars: example.dollars, batchSize: example.size)
        #expect(reason == example.reason)
        // What may be asked is known before: the tools that take the word of a client show it.
        #expect(reason == nil || example.rules.concern(example.subject))
    }

    @Test(
        "a price is rounded up to cents",
        arguments: [(0.5, "$0.50"), (0.001, "$0.01"), (12.34, "$12.34"), (3, "$3.00")])
    func words(_ dollars: Double, _ text: String) {
        #expect(ConfirmationRules.Reason.costs(dollars: dollars).words.hasSuffix(text))
    }

    @Test("every composed tool that costs money is billed as an endpoint")
    func billing() {
        let paid = Family.members.flatMap { $0.offers + $0.hidden }.filter { $0.isBillable }
        for offer in paid { #expect(offer.billedEndpoint != nil, "\(offer.name)") }
        let names = Set(paid.map(\.name))
        for name in Offer.billing.keys { #expect(names.contains(name), "\(name) is no tool that costs money") }
    }
}
