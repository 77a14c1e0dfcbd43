/// The chunks of a file that a picture is made of, wherever they stand.
struct PNGChunks {
    let header: PNGHeader
    private(set) var palette: [UInt8]?
    private(set) var transparency: [UInt8]?
    /// The data of all IDAT chunks.
    private(set) var compressed: [UInt8] = []

    init(_ bytes: [UInt8]) throws(ImageError) {
        var position = PNG.signature.count
        var header: PNGHeader?
        var hasEnded = false
        while !hasEnded {
            guard position + 12 <= bytes.count, position + 12 + bytes.big(position, length: 4) <= bytes.count else {
                throw .damaged(.png, "it is cut off")
            }
            let length = bytes.big(position, length: 4)
            let body = bytes[position + 4..<position + 8 + length]
            let type = String(decoding: body.prefix(4), as: UTF8.self)
            let data = body.dropFirst(4)
            let isIntact = Int(CRC32.of(body)) == bytes.big(position + 8 + length, length: 4)
            position += 12 + length
            // Bit 5 of the first letter marks what a reader may leave out.
            let isNeeded = (body.first ?? 0) & 0x20 == 0
            guard isIntact else {
                if isNeeded { throw .damaged(.png, "the checksum of \(Self.name(body.prefix(4))) is wrong") }
                continue
            }
            guard header != nil || type == "IHDR" else { throw .damaged(.png, "it does not begin with its header") }
            switch type {
            case "IHDR":
                guard header == nil else { throw .damaged(.png, "it has two headers") }
                header = try PNGHeader(Array(data))
            case "PLTE": palette = Array(data)
            case "tRNS": transparency = Array(data)
            case "IDAT": compressed += data
            case "IEND": hasEnded = true
            default:
                if isNeeded { throw .unsupported("A PNG image with the chunk \(Self.name(body.prefix(4)))") }
            }
        }
        guard let header, !compressed.isEmpty else { throw .damaged(.png, "it holds no pixels") }
        self.header = header
    }

    /// Letters only: what stands in a file must not write into an error.
    private static func name(_ type: ArraySlice<UInt8>) -> String {
        let isName = type.allSatisfy { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
        return isName ? String(decoding: type, as: UTF8.self) : "without a name"
    }
}
