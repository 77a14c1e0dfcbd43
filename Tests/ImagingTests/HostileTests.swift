import Testing

@testable import Imaging

@Suite struct HostileTests {
    /// A whole file, but for its last bytes, is never taken for a picture.
    @Test(arguments: Fixture.png + Fixture.jpeg.filter { $0.name != "big" })
    func cutAtEveryByte(_ fixture: Fixture) {
        for count in 0..<fixture.bytes.count {
            #expect(throws: ImageError.self, "\(count) of \(fixture.bytes.count)") {
                try Picture(decoding: Array(fixture.bytes.prefix(count)))
            }
            _ = ImageHeader(Array(fixture.bytes.prefix(count)))
        }
    }

    /// What follows the first frame of a GIF is not needed.
    @Test(arguments: Fixture.gif)
    func cutWithinTheFirstFrame(_ fixture: Fixture) throws {
        let whole = try Picture(decoding: fixture.bytes)
        var isRead = false
        for count in 0..<fixture.bytes.count {
            let picture = try? Picture(decoding: Array(fixture.bytes.prefix(count)))
            if isRead || picture != nil { #expect(picture == whole) }
            isRead = isRead || picture != nil
        }
        #expect(isRead, "the trailer is not needed")
        #expect((try? Picture(decoding: Array(fixture.bytes.prefix(fixture.bytes.count / 4)))) == nil)
    }

    private func png(_ width: Int, _ height: Int, _ tail: [UInt8], interlaced: Bool = false) -> [UInt8] {
        var header = PNGHeader(size: ImageSize(width: width, height: height), depth: 8, kind: .grey)
        header.isInterlaced = interlaced
        return PNGFile.bytes([("IHDR", header.bytes), ("IDAT", tail), ("IEND", [])])
    }

    @Test func giantsAreRefusedBeforeMemoryIsTaken() {
        for (width, height, reason) in [
            (2_147_483_647, 2_147_483_647, "too large"), (40_000, 1, "too large"), (32_768, 32_768, "too large"),
            (8000, 8000, "too short"), (30_000, 2000, "too short"),
        ] {
            for interlaced in [false, true] {
                let error = #expect(throws: ImageError.self) {
                    try Picture(decoding: png(width, height, Deflate.zlib([0, 1, 2]), interlaced: interlaced))
                }
                #expect(error?.message.contains(reason) == true, "\(String(describing: error))")
            }
        }
        let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xC2, 0, 11, 8, 0x1F, 0x40, 0x1F, 0x40, 1, 1, 0x11, 0, 0xFF, 0xD9]
        let error = #expect(throws: ImageError.self) { try Picture(decoding: jpeg) }
        #expect(error?.message.contains("too short for 8000x8000") == true)
        let gif =
            Array("GIF89a".utf8) + [0x40, 0x1F, 0x40, 0x1F, 0x80, 0, 0, 1, 1, 1, 2, 2, 2]
            + [0x2C, 0, 0, 0, 0, 0x40, 0x1F, 0x40, 0x1F, 0, 2, 2, 0x4C, 1, 0, 0x3B]
        #expect(throws: ImageError.self) { try Picture(decoding: gif) }
    }

    @Test func limitsAreTheCallers() throws {
        let fixture = Fixture.png[0]
        let small = ImageLimits(side: 1000, pixels: fixture.size.area - 1)
        for fixture in [Fixture.png[0], Fixture.gif[0], Fixture.jpeg[0]] {
            let error = #expect(throws: ImageError.self) { try Picture(decoding: fixture.bytes, limits: small) }
            #expect(error?.message.contains("too large") == true)
        }
        _ = try Picture(decoding: fixture.bytes, limits: ImageLimits(side: 1000, pixels: fixture.size.area))
    }

    /// Rows that are not asked for are not kept: 3 MB behind a picture of one pixel.
    @Test func aBombGoesOffUnheard() throws {
        let picture = try Picture(decoding: png(1, 1, Deflate.zlib([0, 9] + [UInt8](repeating: 0, count: 3_000_000))))
        #expect(picture[0, 0].red == 9)
    }

    @Test(
        arguments: [
            ([("IDAT", [])], "does not begin with its header"),
            ([("IHDR", PNGFile.header), ("IEND", [])], "no pixels"),
            ([("IHDR", PNGFile.header), ("IHDR", PNGFile.header)], "two headers"),
            ([("IHDR", Array(PNGFile.header.dropLast()))], "not understood"),
            ([("IHDR", PNGFile.header), ("CgBI", [1])], "chunk CgBI"),
            ([("IHDR", PNGFile.header), ("\u{1}\n!!", [1])], "without a name"),
            ([("IHDR", PNGFile.header(depth: 3, kind: 0))], "do not exist"),
            ([("IHDR", PNGFile.header(depth: 8, kind: 5))], "do not exist"),
            ([("IHDR", PNGFile.header(depth: 8, kind: 3)), ("IDAT", [1]), ("IEND", [])], "palette"),
            ([("IHDR", PNGFile.header), ("IDAT", Deflate.zlib([0, 1])), ("IEND", [])], "rows are missing"),
            ([("IHDR", PNGFile.header), ("IDAT", Deflate.zlib([9, 1, 2])), ("IEND", [])], "no known filter"),
        ] as [([(String, [UInt8])], String)])
    func badChunks(_ chunks: [(String, [UInt8])], _ reason: String) {
        let error = #expect(throws: ImageError.self) { try Picture(decoding: PNGFile.bytes(chunks)) }
        #expect(error?.message.contains(reason) == true, "\(String(describing: error))")
    }

    @Test func chunksMayComeInAnyOrderAndSpareOnesMayBeBroken() throws {
        let header = PNGFile.header(depth: 8, kind: 3)
        let rows = Deflate.zlib([0, 1, 0, 0, 0, 1])
        let bytes = PNGFile.bytes([
            ("IHDR", header), ("IDAT", Array(rows.prefix(4))), ("tRNS", [7]), ("IDAT", Array(rows.dropFirst(4))),
            ("PLTE", [1, 2, 3, 4, 5, 6]), ("IEND", []),
        ])
        #expect(try Picture(decoding: bytes)[0, 0] == Pixel(red: 4, green: 5, blue: 6))
        #expect(try Picture(decoding: bytes)[1, 0] == Pixel(red: 1, green: 2, blue: 3, alpha: 7))
        var broken = bytes
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: "tRNS".utf8) })
        broken[place + 4] ^= 1
        #expect(try Picture(decoding: broken)[1, 0].alpha == 255, "a spare chunk with a wrong checksum is left out")
        broken = bytes
        broken[bytes.count - 16] ^= 1
        #expect(throws: ImageError.self) { try Picture(decoding: broken) }
        #expect(try Picture(decoding: bytes + [1, 2, 3]) == Picture(decoding: bytes), "what follows is left out")
    }

    /// Segments put before the end of a good file, or in place of its tables.
    @Test(
        arguments: [
            ([0xFF, 0xC4, 0, 19, 0, 3] + [UInt8](repeating: 0, count: 16), "Huffman"),
            ([0xFF, 0xC4, 0, 20, 0, 255] + [UInt8](repeating: 0, count: 16), "Huffman"),
            ([0xFF, 0xC4, 0, 5, 0, 1, 1], "Huffman"),
            ([0xFF, 0xC4, 0, 19, 0x24] + [UInt8](repeating: 0, count: 16), "Huffman"),
            ([0xFF, 0xDB, 0, 4, 0, 1], "quantisation"),
            ([0xFF, 0xDB, 0, 67, 9] + [UInt8](repeating: 1, count: 64), "quantisation"),
            ([0xFF, 0xC1, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0], "two frames"), ([0xFF, 0xDD, 0, 3, 1], "restart"),
            ([0xFF, 0xDA, 0, 6, 1, 9, 0, 0, 63, 0], "scan"), ([0xFF, 0xDA, 0, 3, 9], "scan"),
            ([0xFF, 0xC3, 0, 2], "cannot be read"), ([0xFF, 0xC9, 0, 2], "cannot be read"),
        ] as [([UInt8], String)])
    func badSegments(_ segment: [UInt8], _ reason: String) throws {
        let fixture = try #require(Fixture.jpeg.first { $0.name == "420" })
        let error = #expect(throws: ImageError.self) {
            try Picture(decoding: fixture.bytes.dropLast(2) + segment + [0xFF, 0xD9])
        }
        #expect(error?.message.contains(reason) == true, "\(String(describing: error))")
    }

    @Test(
        arguments: [
            ([8, 0, 1, 0, 1, 2, 1, 0x11, 0, 2, 0x11, 0], "2 colours"), ([8, 0, 1, 0, 0, 1, 1, 0x11, 0], "0x1"),
            ([12, 0, 1, 0, 1, 1, 1, 0x11, 0], "12 bits"), ([8, 0, 1, 0, 1, 1, 1, 0x51, 0], "colours"),
            ([8, 0, 1, 0, 1, 1, 1, 0x01, 0], "colours"), ([8, 0, 1, 0, 1, 3, 1, 0x11, 0], "length"),
            ([8, 0, 1, 0, 1, 3, 1, 0x11, 0, 1, 0x11, 0, 2, 0x11, 0], "colours"), ([8], "length"),
            ([8, 0, 1, 0, 1, 1, 1, 0x11, 0], "missing"),
        ] as [([UInt8], String)])
    func badFrames(_ frame: [UInt8], _ reason: String) {
        let bytes = [0xFF, 0xD8, 0xFF, 0xC0, 0, UInt8(frame.count + 2)] + frame + [0xFF, 0xD9]
        let error = #expect(throws: ImageError.self) { try Picture(decoding: bytes) }
        #expect(error?.message.contains(reason) == true, "\(String(describing: error))")
    }
}
