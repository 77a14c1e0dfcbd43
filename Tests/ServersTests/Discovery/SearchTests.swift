import Catalogue
import JSON
import MCP
import Testing

@testable import Servers

/// What `api-search` finds.
@Suite struct SearchTests {
    private static let today = "2026-11-21"

    private static func names(_ need: String, limit: Int = 5, policy: ToolPolicy = ToolPolicy()) -> [String] {
        Reach.family.search(need, limit: limit, policy: policy, today: today).map(\.offer.name)
    }

    @Test("of a hundred needs at least 95 find a right tool among the first five", arguments: [Need.all, Need.more])
    func needs(_ needs: [Need]) {
        #expect(needs.count == 100)
        #expect(Set(needs.map(\.words)).count == 100)
        let misses = needs.filter { $0.right.isDisjoint(with: Self.names($0.words)) }
        let first = needs.count { $0.right.contains(Self.names($0.words, limit: 1).first ?? "") }
        print("api-search: \(100 - misses.count) of 100 needs found, \(first) of them in the first place")
        for miss in misses { print("  missed: \(miss), found \(Self.names(miss.words).joined(separator: ", "))") }
        #expect(misses.count <= 5)
    }

    @Test("every tool that is searched is found by its own name", arguments: Catalogue.domains.map(\.name))
    func ownNames(_ server: String) {
        for offer in Family.members.first(where: { $0.name == server })?.offers ?? [] {
            #expect(Self.names(offer.name).contains(offer.name), "\(offer.name): \(Self.names(offer.name))")
        }
    }
}
