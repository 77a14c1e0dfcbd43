import Testing

@testable import Servers

/// The limits of a request: 2,048 inputs and 300,000 tokens, bounded by bytes.
@Suite struct EmbeddingPackingTests {
    private func pack(_ sizes: [Int]) -> [[Int]] { EmbeddingPacking.requests(sizes.enumerated().map { ($0, $1) }) }

    @Test func everyTextIsInOneRequestInOrder() {
        #expect(pack([]) == [])
        #expect(pack([1, 2, 3]) == [[0, 1, 2]])
        let many = pack(Array(repeating: 10, count: 5_000))
        #expect(many.map(\.count) == [2_048, 2_048, 904])
        #expect(Array(many.joined()) == Array(0..<5_000))
    }

    @Test func noRequestHasMoreBytesThanTokens() {
        let sizes = (0..<700).map { ($0 * 37) % 8_000 + 1 }
        for request in pack(sizes) { #expect(request.reduce(0) { $0 + sizes[$1] } <= 300_000) }
        #expect(pack(Array(repeating: 8_192, count: 37)).map(\.count) == [36, 1])
    }

    @Test func textsThatMayBeTooLongAreAmongThemselves() {
        #expect(pack([10, 9_000, 10, 8_193, 8_192]) == [[0, 2, 4], [1, 3]])
        #expect(pack([400_000, 5, 400_000]) == [[0], [1], [2]])
    }
}
