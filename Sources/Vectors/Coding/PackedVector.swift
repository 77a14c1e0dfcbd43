import JSON

/// A vector as little-endian Float32 bytes: what a store keeps, and in base64 what the API sends for
/// `encoding_format: base64`.
public enum PackedVector {
    /// The bytes of a vector.
    public static func bytes(of vector: some Collection<Float>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(vector.count * 4)
        for value in vector {
            let bits = value.bitPattern
            bytes.append(UInt8(truncatingIfNeeded: bits))
            bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
            bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
            bytes.append(UInt8(truncatingIfNeeded: bits >> 24))
        }
        return bytes
    }

    /// The vector in some bytes.
    public static func vector(in bytes: ArraySlice<UInt8>) throws(VectorError) -> [Float] {
        guard bytes.count % 4 == 0 else { throw .notWholeNumbers(bytes: bytes.count) }
        return bytes.withUnsafeBytes { bytes in
            (0..<bytes.count / 4).map { position in
                let bits = bytes.loadUnaligned(fromByteOffset: position * 4, as: UInt32.self)
                return Float(bitPattern: UInt32(littleEndian: bits))
            }
        }
    }

    /// The vector in some bytes.
    public static func vector(in bytes: [UInt8]) throws(VectorError) -> [Float] { try vector(in: bytes[...]) }

    /// The base64 of a vector.
    public static func base64(of vector: some Collection<Float>) -> String {
        String(decoding: Base64.encode(bytes(of: vector)), as: UTF8.self)
    }

    /// The vector in a base64 text.
    public static func vector(base64: String) throws(VectorError) -> [Float] {
        guard let bytes = Base64.decode(base64.utf8) else { throw .notBase64 }
        return try vector(in: bytes)
    }
}
