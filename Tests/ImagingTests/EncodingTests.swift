import Testing

@testable import Imaging

@Suite struct EncodingTests {
    @Test(arguments: Fixture.decodable, [PNG.Layout.rgba, .smallest])
    func nothingIsLost(_ fixture: Fixture, _ layout: PNG.Layout) throws {
        let picture = try Picture(decoding: fixture.bytes)
        let bytes = picture.png(as: layout)
        #expect(try Picture(decoding: bytes) == picture)
        if layout == .rgba { #expect(bytes[25] == 6, "the colour type has alpha") }
    }

    /// Depth and colour type, the two bytes after the size.
    @Test(
        arguments: [
            (1, true, true, [1, 3]), (2, true, true, [1, 3]), (4, false, true, [2, 3]), (16, true, true, [4, 3]),
            (17, true, true, [8, 0]), (200, false, false, [8, 3]), (256, false, true, [8, 3]),
            (257, false, true, [8, 2]), (257, false, false, [8, 6]), (256, true, true, [8, 0]),
        ] as [(Int, Bool, Bool, [UInt8])])
    func theSmallestLayoutIsChosen(_ colours: Int, _ isGrey: Bool, _ isOpaque: Bool, _ expected: [UInt8]) throws {
        var picture = try Picture(ImageSize(width: 29, height: 29), filledWith: .black)
        for index in 0..<29 * 29 {
            let number = index % colours
            let level = UInt8(number & 255)
            picture[index % 29, index / 29] = Pixel(
                red: level, green: isGrey ? level : UInt8(number >> 8), blue: isGrey ? level : 77,
                alpha: isOpaque ? 255 : UInt8(number % 250))
        }
        let bytes = picture.png()
        #expect(Array(bytes[24..<26]) == expected)
        #expect(try Picture(decoding: bytes) == picture)
    }

    @Test func greyWithAlphaNeedsTwoChannels() throws {
        var picture = try Picture(ImageSize(width: 40, height: 40))
        for y in 0..<40 {
            for x in 0..<40 {
                let level = UInt8(x * 6)
                picture[x, y] = Pixel(red: level, green: level, blue: level, alpha: UInt8(y * 6))
            }
        }
        #expect(Array(picture.png()[24..<26]) == [8, 4])
        #expect(try Picture(decoding: picture.png()) == picture)
    }

    @Test(arguments: [1, 2, 3, 7, 8, 9, 31], [1, 2, 5, 16, 20])
    func rowsThatEndWithinAByte(_ width: Int, _ colours: Int) throws {
        var picture = try Picture(ImageSize(width: width, height: 5), filledWith: .white)
        for index in 0..<width * 5 {
            picture[index % width, index / width] = Pixel(red: UInt8(index % colours), green: 3, blue: 200)
        }
        #expect(try Picture(decoding: picture.png()) == picture)
    }

    @Test func paintedRowsComeBack() throws {
        for hasAlpha in [false, true] {
            let bytes = PNG.encode(width: 9, height: 7, hasAlpha: hasAlpha) { y, row in
                for x in row.indices { row[x] = UInt8((x * 7 + y * 31) & 255) }
            }
            let picture = try Picture(decoding: bytes)
            let channels = hasAlpha ? 4 : 3
            #expect(picture[4, 5].green == UInt8(((4 * channels + 1) * 7 + 5 * 31) & 255))
            #expect(picture.isOpaque == !hasAlpha)
        }
    }
}
