import Testing

@testable import Imaging

@Suite struct OutpaintingTests {
    @Test(
        arguments: [
            (Borders(left: 10), nil, "20x20 at 10,0", "30x20"), (Borders(left: 10), "60x40", "40x40 at 20,0", "60x40"),
            (Borders(left: 10, right: 10), "40x40", "20x20 at 10,10", "40x40"),
            (Borders(top: 20, bottom: 20), "10x30", "10x10 at 0,10", "10x30"),
            (Borders(), "40x20", "20x20 at 10,0", "40x20"), (Borders(left: 3), "16x16", "14x14 at 2,1", "16x16"),
        ])
    func canvasAndMask(_ borders: Borders, _ size: String?, _ part: String, _ canvas: String) throws {
        let colour = Pixel(red: 200, green: 100, blue: 50)
        let picture = try Picture(ImageSize(width: 20, height: 20), filledWith: colour)
        let outpainting = try Outpainting(picture, borders: borders, size: size.flatMap { ImageSize($0) })
        #expect(outpainting.picture.size.description == canvas)
        #expect(outpainting.part.description == part)
        #expect(outpainting.mask.picture.size == outpainting.picture.size)
        for y in 0..<outpainting.picture.height {
            for x in 0..<outpainting.picture.width {
                let isKept = outpainting.mask.picture[x, y].alpha == 255
                #expect(outpainting.picture[x, y] == (isKept ? colour : .clear), "no mixed edges")
            }
        }
    }

    @Test func thereMustBeSomethingToDraw() throws {
        let picture = try Picture(ImageSize(width: 20, height: 20))
        for size in [nil, ImageSize(width: 40, height: 40)] {
            let error = #expect(throws: ImageError.self) { try Outpainting(picture, borders: Borders(), size: size) }
            #expect(error?.message.contains("already fills") == true)
        }
        #expect(throws: ImageError.self) {
            try Outpainting(picture, borders: Borders(left: 1), size: ImageSize(width: .max, height: 1))
        }
    }
}
