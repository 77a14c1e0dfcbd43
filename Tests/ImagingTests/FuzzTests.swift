import TestSupport
import Testing

@testable import Imaging

/// Damaged files by lot: an error or a picture of the size that the file names, and never a trap.
@Suite struct FuzzTests {
    private let limits = ImageLimits(side: 4096, pixels: 1 << 14)

    private func damaged(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = bytes
        for _ in 0...dice.below(4) where !bytes.isEmpty {
            let place = dice.below(bytes.count)
            switch dice.below(6) {
            case 0: bytes[place] ^= 1 << UInt8(dice.below(8))
            case 1: bytes[place] = dice.byte()
            case 2: bytes[place] = [0, 0xFF, 0x7F, 0x80][dice.below(4)]
            case 3: bytes.removeSubrange(place..<min(bytes.count, place + 1 + dice.below(9)))
            case 4: bytes.insert(contentsOf: (0...dice.below(9)).map { _ in dice.byte() }, at: place)
            default:
                let from = dice.below(bytes.count)
                let part = bytes[from..<min(bytes.count, from + 1 + dice.below(40))]
                bytes.insert(contentsOf: part, at: place)
            }
        }
        return bytes
    }

    private func check(_ bytes: [UInt8]) {
        do {
            let picture = try Picture(decoding: bytes, limits: limits)
            #expect(picture.bytes.count == picture.size.area * 4)
            #expect(ImageHeader(bytes)?.size == picture.size)
        } catch {
            #expect(error.message.hasSuffix("."))
        }
    }

    @Test(arguments: 0..<40)
    func anyByteOfAnyFile(_ seed: UInt64) {
        var dice = Dice(seed: seed)
        for fixture in Fixture.decodable { check(damaged(fixture.bytes, &dice)) }
    }

    /// With good checksums, so that the damage comes further than the first check.
    @Test(arguments: 0..<30)
    func insideTheChunks(_ seed: UInt64) {
        var dice = Dice(seed: seed ^ 0xABCD)
        for fixture in Fixture.png {
            var chunks = PNGFile.chunks(fixture.bytes)
            let place = dice.below(chunks.count)
            chunks[place].1 = damaged(chunks[place].1, &dice)
            if dice.below(8) == 0 { chunks.swapAt(place, dice.below(chunks.count)) }
            check(PNGFile.bytes(chunks))
        }
    }

    /// Rows that do not fit their header, well packed.
    @Test(arguments: 0..<10)
    func insideTheRows(_ seed: UInt64) throws {
        var dice = Dice(seed: seed ^ 0x1234)
        for fixture in Fixture.png {
            var chunks = PNGFile.chunks(fixture.bytes)
            let packed = chunks.filter { $0.0 == "IDAT" }.flatMap(\.1)
            var rows: [UInt8] = []
            try Inflate.zlib(packed) { piece in
                rows += piece
                return true
            }
            chunks.removeAll { $0.0 == "IDAT" }
            chunks.insert(("IDAT", Deflate.zlib(damaged(rows, &dice))), at: chunks.count - 1)
            if dice.below(3) == 0 { chunks[0].1[dice.below(13)] = UInt8(dice.below(17)) }
            check(PNGFile.bytes(chunks))
        }
    }
}
