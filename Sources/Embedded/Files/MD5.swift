/// The checksum by which the end of an upload is compared (RFC 1321); of no use for secrets.
enum MD5 {
    /// The checksum in hexadecimal.
    static func hex(_ message: [UInt8]) -> String {
        var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476]
        let whole = message.count / 64 * 64
        var tail = Array(message[whole...]) + [0x80]
        while tail.count % 64 != 56 { tail.append(0) }
        let bits = UInt64(message.count) &* 8
        tail += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt64($0))) }
        message.withUnsafeBufferPointer { message in
            for start in stride(from: 0, to: whole, by: 64) {
                mix(UnsafeBufferPointer(rebasing: message[start..<start + 64]), into: &state)
            }
        }
        tail.withUnsafeBufferPointer { tail in
            for start in stride(from: 0, to: tail.count, by: 64) {
                mix(UnsafeBufferPointer(rebasing: tail[start..<start + 64]), into: &state)
            }
        }
        return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * UInt32($0))) } }
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func mix(_ block: UnsafeBufferPointer<UInt8>, into state: inout [UInt32]) {
        let words = (0..<16).map { index in
            (0..<4).reduce(UInt32(0)) { $0 | UInt32(block[index * 4 + $1]) << (8 * UInt32($1)) }
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        for step in 0..<64 {
            let mixed: UInt32
            let index: Int
            switch step / 16 {
            case 0: (mixed, index) = ((b & c) | (~b & d), step)
            case 1: (mixed, index) = ((d & b) | (~d & c), (5 * step + 1) % 16)
            case 2: (mixed, index) = (b ^ c ^ d, (3 * step + 5) % 16)
            default: (mixed, index) = (c ^ (b | ~d), 7 * step % 16)
            }
            let sum = a &+ mixed &+ constants[step] &+ words[index]
            let turn = turns[step / 16][step % 4]
            (a, b, c, d) = (d, b &+ (sum << turn | sum >> (32 - turn)), b, c)
        }
        for (position, word) in [a, b, c, d].enumerated() { state[position] &+= word }
    }

    private static let turns: [[UInt32]] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]]

    /// The whole part of 2^32 times the sine of each step's number, as the specification asks.
    private static let constants: [UInt32] = (1...64).map { step in
        UInt32(truncatingIfNeeded: Int64(abs(sine(Double(step))) * 4_294_967_296))
    }
}
