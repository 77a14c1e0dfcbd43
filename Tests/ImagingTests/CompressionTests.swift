import TestSupport
import Testing

@testable import Imaging

@Suite struct CompressionTests {
    private func unpacked(_ stream: [UInt8]) throws -> [UInt8] {
        var all: [UInt8] = []
        try Inflate.zlib(stream) { piece in
            all += piece
            return true
        }
        return all
    }

    @Test(arguments: [0, 1, 2, 3, 4, 5, 300, 70_000, 150_000], [0, 1, 2])
    func deflateRoundTrips(_ count: Int, _ kind: Int) throws {
        var dice = Dice(seed: UInt64(count))
        let bytes = (0..<count).map { index -> UInt8 in
            kind == 0 ? 7 : kind == 1 ? dice.byte() : UInt8(index / 3 % 50)
        }
        let packed = Deflate.zlib(bytes)
        #expect(try unpacked(packed) == bytes)
        if kind != 1, count > 300 { #expect(packed.count < count / 20) }
    }

    /// Rare symbols would want codes longer than the format allows.
    @Test func codesStayWithinTheLimit() {
        var frequencies = [1, 1]
        while frequencies.count < 40 { frequencies.append(frequencies.suffix(2).reduce(0, +)) }
        for (values, longest) in [(frequencies, 15), (Array(frequencies.prefix(19)), 7)] {
            let lengths = HuffmanCode(frequencies: values, longest: longest).lengths
            #expect(lengths.allSatisfy { (1...longest).contains($0) })
            #expect(lengths.reduce(0) { $0 + 1 << (longest - $1) } == 1 << longest, "the code is complete")
        }
    }

    @Test func aStreamThatGrowsIsHandedOverInPieces() throws {
        let stream = Deflate.zlib([UInt8](repeating: 0, count: 2_000_000))
        #expect(stream.count < 3000)
        var largest = 0
        var total = 0
        try Inflate.zlib(stream) { piece in
            largest = max(largest, piece.count)
            total += piece.count
            return true
        }
        #expect(total == 2_000_000)
        #expect(largest <= 98_304)
        total = 0
        try Inflate.zlib(stream) { piece in
            total += piece.count
            return false
        }
        #expect(total <= 98_304, "it stops when told to")
    }

    @Test(
        arguments: [
            ([], "no zlib header"), ([0x78], "no zlib header"), ([0x79, 0x9C, 0], "no zlib header"),
            ([0x78, 0xBB, 0, 0, 0, 0], "no zlib header"), ([0x78, 0x9C], "cut off"),
            ([0x78, 0x9C, 0b111], "no known type"), ([0x78, 0x9C, 1, 4, 0, 0xFF, 0xFF], "stored block"),
            ([0x78, 0x9C, 1, 1, 0, 0xFE, 0xFF, 65, 0, 0, 0, 0], "checksum"),
            ([0x78, 0x9C, 1, 1, 0, 0xFE, 0xFF, 65, 0, 66, 0], "cut off"),
            // A copy before there is anything to copy: length 3 from distance 1, in fixed codes.
            ([0x78, 0x9C, 0x03, 0x02, 0x00, 0x00], "what is not there"),
            // Nineteen codes of one bit for the lengths of codes.
            ([0x78, 0x9C, 5, 0xE0, 0x93, 0x24, 0x49, 0x92, 0x24, 0x49, 0x92, 0x24], "codes of the"),
        ] as [([UInt8], String)])
    func faults(_ stream: [UInt8], _ reason: String) {
        let fault = #expect(throws: Inflate.Fault.self) { try unpacked(stream) }
        #expect(fault?.reason.contains(reason) == true, "\(String(describing: fault))")
    }
}
