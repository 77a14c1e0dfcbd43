import TestSupport
import Testing
import Vectors

@Suite struct PackedVectorTests {
    static let examples: [([Float], [UInt8], String)] = [
        ([], [], ""),
        ([1], [0, 0, 0x80, 0x3F], "AACAPw=="),
        ([-2, 0.5], [0, 0, 0, 0xC0, 0, 0, 0, 0x3F], "AAAAwAAAAD8="),
        ([0.1], [0xCD, 0xCC, 0xCC, 0x3D], "zczMPQ=="),
    ]

    @Test("known bytes", arguments: examples)
    func known(_ vector: [Float], _ bytes: [UInt8], _ base64: String) throws {
        #expect(PackedVector.bytes(of: vector) == bytes)
        #expect(PackedVector.base64(of: vector) == base64)
        #expect(try PackedVector.vector(in: bytes) == vector)
        #expect(try PackedVector.vector(base64: base64) == vector)
    }

    @Test("every bit comes back, from an odd place too", arguments: 0..<20)
    func roundTrip(_ seed: Int) throws {
        var dice = Dice(seed: UInt64(seed))
        let vector = (0..<seed * 3).map { _ in Float(bitPattern: UInt32(truncatingIfNeeded: dice.next())) }
        let bits = vector.map(\.bitPattern)
        let bytes = [7] + PackedVector.bytes(of: vector)
        #expect(try PackedVector.vector(in: bytes.dropFirst()).map(\.bitPattern) == bits)
        #expect(try PackedVector.vector(base64: PackedVector.base64(of: vector)).map(\.bitPattern) == bits)
    }

    @Test("what is not whole is refused")
    func refused() {
        #expect(throws: VectorError.notWholeNumbers(bytes: 3)) { try PackedVector.vector(in: [1, 2, 3]) }
        #expect(throws: VectorError.notBase64) { try PackedVector.vector(base64: "AACAPw") }
        #expect(throws: VectorError.notWholeNumbers(bytes: 1)) { try PackedVector.vector(base64: "AA==") }
    }
}
