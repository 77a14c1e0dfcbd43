import Testing

@testable import Imaging

@Suite struct CanvasTests {
    /// Each pixel tells its place.
    private func numbered(_ width: Int, _ height: Int) throws -> Picture {
        var picture = try Picture(ImageSize(width: width, height: height))
        for y in 0..<height { for x in 0..<width { picture[x, y] = Pixel(red: UInt8(x), green: UInt8(y), blue: 9) } }
        return picture
    }

    @Test(
        arguments: [
            Borders(left: 1, right: 2, top: 3, bottom: 4), Borders(), Borders(left: 5), Borders(bottom: 1),
        ])
    func paddingKeepsThePictureAndIsClear(_ borders: Borders) throws {
        let picture = try numbered(5, 4)
        let padded = try picture.padded(borders)
        let inner = borders.inner(picture.size)
        #expect(try padded.cropped(to: inner) == picture)
        for y in 0..<padded.height {
            for x in 0..<padded.width where Rectangle(x: x, y: y, width: 1, height: 1).isOutside(inner) {
                #expect(padded[x, y] == .clear)
            }
        }
        #expect(padded.width == 5 + borders.left + borders.right)
        #expect(padded.height == 4 + borders.top + borders.bottom)
    }

    @Test(arguments: [Borders(left: -1), Borders(top: .max, bottom: .max), Borders(right: 40_000)])
    func badBorders(_ borders: Borders) throws {
        let picture = try numbered(2, 2)
        #expect(throws: ImageError.self) { try picture.padded(borders) }
        #expect(throws: ImageError.self) { try Outpainting(picture, borders: borders) }
    }

    @Test func theCanvasStaysWithinTheLimits() throws {
        let limits = ImageLimits(side: 100, pixels: 300)
        #expect(throws: ImageError.self) { try numbered(10, 10).padded(Borders(left: 21), limits: limits) }
        #expect(try numbered(10, 10).padded(Borders(left: 20), limits: limits).width == 30)
        #expect(throws: ImageError.self) {
            try numbered(2, 2).resized(to: ImageSize(width: 101, height: 1), limits: limits)
        }
        #expect(throws: ImageError.self) { try Picture(ImageSize(width: 0, height: 5)) }
        #expect(throws: ImageError.self) { try Picture(ImageSize(width: .max, height: 5)) }
        #expect(throws: ImageError.self) { try Picture(ImageSize(width: 2, height: 2), bytes: [1, 2, 3]) }
    }

    @Test(
        arguments: [
            Rectangle(x: 0, y: 0, width: 6, height: 1), Rectangle(x: -1, y: 0, width: 2, height: 2),
            Rectangle(x: 4, y: 3, width: 2, height: 1), Rectangle(x: 0, y: 0, width: 0, height: 1),
            Rectangle(x: .max, y: .max, width: .max, height: .max),
        ])
    func partsMustBeWithin(_ part: Rectangle) throws {
        #expect(throws: ImageError.self) { try numbered(5, 4).cropped(to: part) }
    }

    @Test func placingIsClipped() throws {
        var picture = try Picture(ImageSize(width: 4, height: 4))
        picture.place(try numbered(3, 3), x: -1, y: 2)
        #expect(picture[0, 2].red == 1 && picture[1, 3].green == 1)
        #expect(picture[2, 2] == .clear && picture[0, 1] == .clear)
        picture.place(try numbered(3, 3), x: 99, y: -99)
    }

    // MARK: sizes

    /// One colour stays that colour, whatever happens to its size.
    @Test(arguments: [1, 2, 7, 16], [1, 3, 8, 40])
    func evenStaysEven(_ from: Int, _ to: Int) throws {
        let pixel = Pixel(red: 10, green: 200, blue: 77, alpha: 129)
        let picture = try Picture(ImageSize(width: from, height: from + 1), filledWith: pixel)
        let resized = try picture.resized(to: ImageSize(width: to, height: to + 2))
        #expect(resized.size == ImageSize(width: to, height: to + 2))
        for y in 0..<resized.height { for x in 0..<resized.width { #expect(resized[x, y] == pixel) } }
    }

    @Test func shrinkingTakesTheMeanOfTheArea() throws {
        var picture = try Picture(ImageSize(width: 4, height: 2), filledWith: .black)
        picture[0, 0] = Pixel(red: 200, green: 0, blue: 0)
        picture[3, 1] = Pixel(red: 0, green: 100, blue: 0)
        let half = try picture.resized(to: ImageSize(width: 2, height: 1))
        #expect(half[0, 0] == Pixel(red: 50, green: 0, blue: 0))
        #expect(half[1, 0] == Pixel(red: 0, green: 25, blue: 0))
        // Three to two: one and a half pixels each.
        var three = try Picture(ImageSize(width: 3, height: 1), filledWith: .black)
        three[1, 0] = Pixel(red: 240, green: 0, blue: 0)
        #expect(try three.resized(to: ImageSize(width: 2, height: 1))[0, 0].red == 80)
    }

    @Test func growingRunsFromOneToTheOther() throws {
        var picture = try Picture(ImageSize(width: 2, height: 1), filledWith: .black)
        picture[1, 0] = .white
        let wide = try picture.resized(to: ImageSize(width: 8, height: 1))
        #expect((0..<8).map { wide[$0, 0].red } == [0, 0, 32, 96, 159, 223, 255, 255])
    }

    @Test func clearPixelsGiveNoColour() throws {
        var picture = try Picture(
            ImageSize(width: 2, height: 2), filledWith: Pixel(red: 0, green: 255, blue: 0, alpha: 0))
        picture[0, 0] = Pixel(red: 250, green: 0, blue: 0)
        picture[0, 1] = Pixel(red: 250, green: 0, blue: 0)
        let one = try picture.resized(to: ImageSize(width: 1, height: 1))
        #expect(one[0, 0] == Pixel(red: 250, green: 0, blue: 0, alpha: 128))
    }

    @Test(
        arguments: [
            (100, 50, 1024, 1024, "1024x512 at 0,256"), (50, 100, 1024, 1024, "512x1024 at 256,0"),
            (3000, 2000, 1536, 1024, "1536x1024 at 0,0"), (1, 10_000, 10, 10, "1x10 at 4,0"),
        ])
    func fitting(_ width: Int, _ height: Int, _ across: Int, _ down: Int, _ expected: String) throws {
        let canvas = ImageSize(width: across, height: down)
        #expect(ImageSize(width: width, height: height).centred(in: canvas).description == expected)
    }

    @Test func fittedPictureIsInTheMiddle() throws {
        let (picture, part) = try numbered(4, 2).fitted(in: ImageSize(width: 8, height: 8))
        #expect(part == Rectangle(x: 0, y: 2, width: 8, height: 4))
        #expect(picture[3, 1] == .clear && picture[3, 6] == .clear)
        #expect(picture[0, 2].alpha == 255 && picture[7, 5].alpha == 255)
    }

    @Test(
        arguments: [
            ("800x800", "1024x1024"), ("1000x640", "1536x1024"), ("640x1000", "1024x1536"), ("4000x3900", "1024x1024"),
            ("1x1000", "1024x1536"), ("200x200", "512x512"), ("512x512", "512x512"), ("513x513", "1024x1024"),
        ])
    func bestSize(_ size: String, _ expected: String) throws {
        let sizes = ["1024x1024", "1536x1024", "1024x1536", "512x512"].compactMap { ImageSize($0) }
        #expect(try #require(ImageSize(size)).best(of: sizes)?.description == expected)
        #expect(try #require(ImageSize(size)).best(of: []) == nil)
    }

    @Test(arguments: ["", "x", "10", "10x", "0x5", "-1x5", "5x5x5", "a5x5", "9223372036854775807x1", "1 x 1"])
    func noSize(_ text: String) { #expect(ImageSize(text) == nil) }

    @Test func multiples() throws {
        #expect(try #require(ImageSize("1000x1008")).roundedUp(toMultipleOf: 16).description == "1008x1008")
        #expect(ImageSize(width: 0, height: .max).fitted(in: ImageSize(width: .max, height: 1)).width >= 1)
    }
}

extension Rectangle {
    fileprivate func isOutside(_ other: Rectangle) -> Bool {
        x < other.x || y < other.y || x >= other.x + other.width || y >= other.y + other.height
    }
}
