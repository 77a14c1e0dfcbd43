import TestSupport
import Testing

@testable import Gateway

@Suite struct SSEReaderTests {
    /// Events as `name|data|id`, so that a table reads well.
    private func events(_ chunks: [[UInt8]], limit: Int = 1 << 20) throws -> [String] {
        var reader = SSEReader(limit: limit)
        return try chunks.flatMap { try reader.feed($0) }.map {
            "\($0.name)|\(String(decoding: $0.data, as: UTF8.self))|\($0.id)"
        }
    }

    @Test(arguments: [
        ("data: one\n\n", ["|one|"]),
        ("data:one\n\ndata:  two\n\n", ["|one|", "| two|"]),
        ("data: one\r\n\r\ndata: two\r\rdata: three\n\n", ["|one|", "|two|", "|three|"]),
        ("data: a\ndata: b\ndata:\n\n", ["|a\nb\n|"]),
        ("data\n\n", ["||"]),
        (": comment\ndata: x\n: another\n\n", ["|x|"]),
        ("event: ping\n\nevent: delta\ndata: x\n\ndata: y\n\n", ["delta|x|", "|y|"]),
        ("id: 7\ndata: x\n\ndata: y\n\n", ["|x|7", "|y|7"]),
        ("id: 7\u{0}\ndata: x\n\n", ["|x|"]),
        ("\u{FEFF}data: x\n\ndata: \u{FEFF}y\n\n", ["|x|", "|\u{FEFF}y|"]),
        ("retry: 100\nunknown: z\ndata: x\n\n", ["|x|"]),
        ("data: never ended\n", []),
        ("\n\n\n\ndata: x\n\n\n\n", ["|x|"]),
        ("data: {\"a\":\"ü\u{1F600}\"}\n\ndata: [DONE]\n\n", ["|{\"a\":\"ü\u{1F600}\"}|", "|[DONE]|"]),
    ])
    func reads(_ text: String, _ expected: [String]) throws {
        #expect(try events([Array(text.utf8)]) == expected)
        #expect(try events(text.utf8.map { [$0] }) == expected)
    }

    @Test func cutsMakeNoDifference() throws {
        var generator = Dice(seed: 42)
        let pieces = [
            "data: ", "event: e", "id: 3", ":", "\n", "\r", "\r\n", "\n\n", "ü\u{1F600}", "x", " ", "\u{FEFF}", "data",
        ]
        for _ in 0..<3_000 {
            let text = (0..<Int.random(in: 1..<40, using: &generator)).map { _ in
                pieces.randomElement(using: &generator) ?? ""
            }
            let bytes = Array((text.joined() + "\n\n").utf8)
            let whole = try events([bytes])
            var chunks: [[UInt8]] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let length = Int.random(in: 0...min(7, rest.count), using: &generator)
                chunks.append(Array(rest.prefix(length)))
                rest = rest.dropFirst(length)
            }
            #expect(try events(chunks) == whole, "\(text)")
        }
    }

    @Test(arguments: [
        ["data: 0123456789abcdef"], ["data: 012345", "6789abcdef"], ["data: 01234\ndata: 56789\n", "data: abcdef\n\n"],
    ])
    func anEventIsBounded(_ chunks: [String]) {
        #expect(throws: SSEReader.TooLarge(limit: 16)) { try events(chunks.map { Array($0.utf8) }, limit: 16) }
    }

    @Test func manyEventsMayPassTheBoundTogether() throws {
        #expect(try events(Array(repeating: Array("data: 0123456789\n\n".utf8), count: 100), limit: 32).count == 100)
    }
}
