import JSON
import TestSupport
import Testing

@testable import Gateway

@Suite struct PriceTests {
    private func usage(_ input: Int, _ output: Int, _ change: (inout Usage) -> Void = { _ in }) -> Usage {
        var usage = Usage()
        usage.input = input
        usage.output = output
        change(&usage)
        return usage
    }

    private func cost(_ model: String, _ usage: Usage, _ tier: Price.Tier = .standard) throws -> String {
        try #require(PriceTable().price(of: model)).cost(of: usage, tier: tier).description
    }

    @Test func costsOfWhatWasUsed() throws {
        #expect(try cost("gpt-4o", usage(1000, 100)) == "0.0035")
        #expect(try cost("gpt-4o", usage(1000, 100) { $0.cachedInput = 400 }) == "0.003")
        #expect(try cost("text-embedding-3-small", usage(1, 0)) == "0.00000002")
        #expect(try cost("gpt-5", usage(1000, 100), .flex) == "0.001125")
        #expect(try cost("gpt-5", usage(1000, 100), .priority) == "0.0045")
        // No price of its own for the tier.
        #expect(try cost("gpt-4o-search-preview", usage(1000, 0), .flex) == "0.0025")
        #expect(try cost("gpt-image-1", usage(50, 4160) { $0.imageOutput = 4160 }) == "0.16665")
        #expect(try cost("whisper-1", usage(0, 0) { $0.seconds = 60 }) == "0.006")
        #expect(try cost("tts-1", usage(0, 0) { $0.characters = 1000 }) == "0.015")
        #expect(try cost("omni-moderation-latest", usage(1000, 0)) == "0.00")
    }

    @Test func longInputCostsMore() throws {
        #expect(try cost("gpt-5.5", usage(272_000, 0)) == "1.36")
        #expect(try cost("gpt-5.5", usage(272_001, 0)) == "2.72001")
    }

    @Test func anAmountIsRoundedUpToTheSmallest() {
        let price = Price(.init(input: 0.0001, output: 0))
        #expect(price.cost(of: usage(1, 0)).nanodollars == 1)
        #expect(price.cost(of: usage(10, 0)).nanodollars == 1)
        #expect(price.cost(of: usage(11, 0)).nanodollars == 2)
    }

    @Test func namesOfModels() {
        let own = Price(.init(input: 1, output: 1))
        let table = PriceTable(own: ["local/gpt-4o": .free, "mine": own])
        #expect(table.price(of: "gpt-4o", at: "local") == .free)
        #expect(table.price(of: "gpt-4o", at: "openai") == PriceTable().price(of: "gpt-4o"))
        #expect(table.price(of: "mine", at: "anywhere") == own)
        #expect(table.price(of: "nobody-knows") == nil)
        #expect(table.price(of: "ft:gpt-4o-mini-2024-07-18:us::id")?.rates(.standard, input: 1).input == 0.3)
        #expect(table.price(of: "ft:nobody:us::id") == nil)
        #expect(
            table.price(of: "gpt-4.1", at: "azure")?.rates(.standard, input: 1)
                == table.price(of: "gpt-4.1")?.rates(.standard, input: 1))
    }

    @Test(arguments: [
        "gpt", "gpt: ", "gpt: window", "gpt: window x", "gpt: standard", "gpt: standard i", "gpt: standard q1",
        "gpt: often i1", "gpt: window 1 cost 2",
    ])
    func linesThatAreNone(line: String) { #expect(PriceLine(line[...]).parsed == nil) }

    @Test func theBoundIsNeverLessThanTheCost() throws {
        var dice = Dice(seed: 7)
        for model in ["gpt-4o", "gpt-5.5", "claude-sonnet-4-5-20250929", "gpt-image-1", "gpt-realtime"] {
            let price = try #require(PriceTable().price(of: model))
            for _ in 0..<500 {
                let use = usage(Int.random(in: 0...1_000_000, using: &dice), Int.random(in: 0...100_000, using: &dice))
                {
                    $0.cachedInput = Int.random(in: 0...$0.input, using: &dice)
                    $0.imageOutput = Int.random(in: 0...$0.output, using: &dice)
                }
                for tier in Price.Tier.allCases {
                    #expect(
                        price.cost(of: use, tier: tier) <= price.bound(input: use.input, output: use.output, tier: nil))
                    #expect(
                        price.cost(of: use, tier: tier) <= price.bound(input: use.input, output: use.output, tier: tier)
                    )
                }
            }
        }
    }

    /// Every built-in price of tokens is that of the facts.
    @Test(.enabled(if: SharedFacts.arePresent)) func pricesAreThoseOfTheFacts() throws {
        let facts = try SharedFacts.json("openai-api/prices.json")
        let models = try #require(facts.root["models"])
        var compared = 0
        for (name, facts) in models.members {
            guard let rates = facts["per_1m_tokens"]?["standard"], let price = PriceTable().price(of: name) else {
                continue
            }
            let known = price.rates(.standard, input: 0)
            #expect(known.input == rates["input"]?.double ?? 0, "\(name)")
            #expect(known.output == rates["output"]?.double ?? 0, "\(name)")
            #expect(known.cachedInput == rates["cached_input"]?.double, "\(name)")
            #expect(known.imageOutput == rates["image_output"]?.double, "\(name)")
            compared += 1
        }
        #expect(compared > 350)
        #expect(PriceTable.models.count > 390)
    }
}

@Suite struct MoneyTests {
    @Test(
        arguments: [
            (0, "0.00"), (1, "0.000000001"), (10_000_000, "0.01"), (1_500_000_000, "1.50"),
            (-2_000_000_001, "-2.000000001"),
            (.max, "9223372036.854775807"), (.min, "-9223372036.854775808"),
        ] as [(Int64, String)])
    func text(nanodollars: Int64, text: String) { #expect(Money(nanodollars: nanodollars).description == text) }

    @Test func whatCannotBeHeldIsTheLargest() {
        #expect(Money.unbounded + Money(dollars: 1) == .unbounded)
        #expect(Money(nanodollars: .min) - Money(dollars: 1) == Money(nanodollars: .min))
        #expect(Money(dollars: 1e30).nanodollars == 9_200_000_000_000_000_000)
        #expect(Money(dollars: .nan) == .zero)
    }
}
