import TestSupport
import Testing

@testable import Imaging

@Suite struct LZWTests {
    /// The codes of some bytes, packed; the table is kept when it is full, or cleared as often as is said.
    private func packed(_ bytes: [UInt8], width: Int, clearEvery: Int = .max) -> [UInt8] {
        var writer = BitWriter()
        var table: [[UInt8]: Int] = [:]
        var next = 0
        var size = 0
        func start() {
            table = Dictionary(uniqueKeysWithValues: (0..<1 << width).map { ([UInt8($0)], $0) })
            next = 1 << width + 2
            size = width + 1
        }
        start()
        writer.write(UInt32(1 << width), count: size)
        var string: [UInt8] = []
        var written = 0
        for byte in bytes {
            if table[string + [byte]] != nil {
                string.append(byte)
                continue
            }
            writer.write(UInt32(table[string] ?? 0), count: size)
            written += 1
            if next < 4096 {
                table[string + [byte]] = next
                if next == 1 << size, size < 12 { size += 1 }
                next += 1
            }
            string = [byte]
            if written % clearEvery == 0 {
                writer.write(UInt32(1 << width), count: size)
                start()
            }
        }
        if !string.isEmpty { writer.write(UInt32(table[string] ?? 0), count: size) }
        writer.finish()
        return writer.bytes
    }

    @Test(arguments: [2, 3, 5, 8], [Int.max, 900])
    func unpacks(_ width: Int, _ clearEvery: Int) throws {
        var dice = Dice(seed: UInt64(width))
        let bytes = (0..<9000).map { UInt8(($0 / 50 % 2 == 0 ? dice.below(256) : $0 / 100) & (1 << width - 1)) }
        let data = packed(bytes, width: width, clearEvery: clearEvery)
        #expect(try LZW.unpack(data, width: width, count: bytes.count) == bytes)
        #expect(throws: ImageError.self) { try LZW.unpack(data, width: width, count: bytes.count + 200) }
    }

    /// A run uses each code in the moment it is made.
    @Test func aRun() throws {
        let bytes = [UInt8](repeating: 1, count: 5000)
        #expect(try LZW.unpack(packed(bytes, width: 2), width: 2, count: 5000) == bytes)
    }

    @Test(arguments: [(1, [0]), (9, [0]), (2, []), (2, [0b101]), (2, [0b111_100])] as [(Int, [UInt8])])
    func faults(_ width: Int, _ data: [UInt8]) {
        #expect(throws: ImageError.self) { try LZW.unpack(data, width: width, count: 5) }
    }
}
