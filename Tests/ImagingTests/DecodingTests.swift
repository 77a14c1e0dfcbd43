import Testing

@testable import Imaging

@Suite struct DecodingTests {
    @Test(arguments: Fixture.png + Fixture.gif)
    func everyPixelIsExact(_ fixture: Fixture) throws {
        let picture = try Picture(decoding: fixture.bytes)
        #expect(picture.size == fixture.size)
        #expect(CRC32.of(picture.bytes) == fixture.checksum)
    }

    @Test(arguments: Fixture.jpeg)
    func jpegIsWithinRounding(_ fixture: Fixture) throws {
        let picture = try Picture(decoding: fixture.bytes)
        #expect(picture.size == fixture.size)
        #expect(picture.isOpaque)
        for index in 0..<16 {
            let pixel = picture[
                (2 * (index % 4) + 1) * picture.width / 8, (2 * (index / 4) + 1) * picture.height / 8]
            let expected = fixture.probes[index * 3..<index * 3 + 3]
            for (channel, value) in zip([pixel.red, pixel.green, pixel.blue], expected) {
                #expect(abs(Int(channel) - Int(value)) <= 3, "pixel \(index): \(pixel), not \(expected)")
            }
        }
    }

    @Test(arguments: Fixture.decodable + Fixture.webp)
    func headersTellTheSize(_ fixture: Fixture) throws {
        let header = try #require(ImageHeader(fixture.bytes))
        #expect(header.size == fixture.size)
        if header.format != .jpeg {
            #expect(ImageHeader(Array(fixture.bytes.prefix(30))) == header, "30 bytes are enough")
        }
    }

    @Test(arguments: Fixture.webp)
    func webpIsRefusedWithAWayOut(_ fixture: Fixture) {
        let error = #expect(throws: ImageError.self) { try Picture(decoding: fixture.bytes) }
        #expect(
            error?.message == "WebP images cannot be read here: convert the image to PNG or JPEG and send it again.")
    }

    @Test(arguments: [[], [0x89], Array("BM______".utf8), Array("GIF90a".utf8), Array("<svg/>".utf8)] as [[UInt8]])
    func otherFilesAreRefused(_ bytes: [UInt8]) {
        let error = #expect(throws: ImageError.self) { try Picture(decoding: bytes) }
        #expect(error?.message.hasPrefix("The file is no PNG, JPEG, GIF or WebP image") == true)
        #expect(ImageHeader(bytes) == nil)
    }

    /// The eight ways to hold a camera, applied to a picture whose pixels are all known.
    @Test(
        arguments: zip(
            1...8, ["abc/def", "cba/fed", "fed/cba", "def/abc", "ad/be/cf", "da/eb/fc", "fc/eb/da", "cf/be/ad"]))
    func orientation(_ value: Int, _ expected: String) throws {
        let bytes = (0..<6).flatMap { [UInt8](repeating: UInt8(97 + $0), count: 4) }
        let picture = try Picture(ImageSize(width: 3, height: 2), bytes: bytes)
        let turned = try #require(Orientation(rawValue: value)).applied(to: picture)
        let rows = (0..<turned.height).map { y in
            String(decoding: (0..<turned.width).map { turned[$0, y].red }, as: UTF8.self)
        }
        #expect(rows.joined(separator: "/") == expected)
    }

    @Test(arguments: 1...8)
    func orientationComesFromEXIF(_ value: UInt8) throws {
        let fixture = try #require(Fixture.jpeg.first { $0.name == "exif1" })
        let entry: [UInt8] = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0]
        let place = try #require(
            fixture.bytes.indices.first { fixture.bytes[$0...].starts(with: entry) }.map { $0 + entry.count })
        var bytes = fixture.bytes
        bytes[place] = value
        let plain = try Picture(decoding: fixture.bytes)
        let turned = try Picture(decoding: bytes)
        #expect(turned == Orientation(rawValue: Int(value))?.applied(to: plain))
        #expect(ImageHeader(bytes)?.size == turned.size)
    }

    @Test(
        arguments: [
            ([0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 11, 8, 0, 30, 0, 40, 1, 0, 0, 0], [40, 30]),
            (Array("GIF89a".utf8) + [5, 0, 6, 0, 0], [5, 6]),
            (Array("RIFF    WEBPVP8X".utf8) + [UInt8](repeating: 0, count: 8) + [9, 0, 0, 19, 0, 0], [10, 20]),
            ([0xFF, 0xD8, 0xFF], nil), ([], nil), ([0xFF, 0xD8, 0xFF, 0xC0, 0], nil), (PNG.signature, nil),
        ] as [([UInt8], [Int]?)])
    func headers(_ bytes: [UInt8], _ size: [Int]?) {
        #expect(ImageHeader(bytes).map { [$0.width, $0.height] } == size)
    }
}
