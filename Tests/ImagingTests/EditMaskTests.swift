import Testing

@testable import Imaging

@Suite struct EditMaskTests {
    private let size = ImageSize(width: 6, height: 4)

    /// Redrawn pixels as dots, kept ones as crosses, others as their opacity.
    private func drawing(_ mask: EditMask) -> [String] {
        (0..<mask.picture.height).map { y in
            (0..<mask.picture.width).map { x in
                let alpha = mask.picture[x, y].alpha
                return alpha == 0 ? "." : alpha == 255 ? "x" : "\(alpha / 32)"
            }.joined()
        }
    }

    @Test func rectangles() throws {
        let mask = try EditMask(
            redrawing: [Rectangle(x: 1, y: 1, width: 2, height: 2), Rectangle(x: 4, y: -5, width: 50, height: 7)],
            of: size)
        #expect(drawing(mask) == ["xxxx..", "x..x..", "x..xxx", "xxxxxx"])
        #expect(mask.redrawnShare == 8.0 / 24)
        #expect(mask.picture[1, 1] == Pixel(red: 255, green: 255, blue: 255, alpha: 0))
        #expect(mask.picture[0, 0] == .black)
        #expect(mask.png[25] == 6)
        #expect(try Picture(decoding: mask.png) == mask.picture)
    }

    @Test(
        arguments: [
            [], [Rectangle(x: 6, y: 0, width: 1, height: 1)], [Rectangle(x: 0, y: 0, width: 0, height: 4)],
            [Rectangle(x: 0, y: 0, width: 1, height: 1), Rectangle(x: -3, y: 0, width: 3, height: 1)],
            [Rectangle(x: .max, y: 0, width: .max, height: 1)],
        ] as [[Rectangle]])
    func badRectangles(_ rectangles: [Rectangle]) {
        #expect(throws: ImageError.self) { try EditMask(redrawing: rectangles, of: size) }
    }

    @Test(
        arguments: [
            (Rectangle(x: 1, y: 1, width: 4, height: 2), 0, 0, ["......", ".xxxx.", ".xxxx.", "......"]),
            (Rectangle(x: 2, y: 0, width: 4, height: 4), 0, 0, ["..xxxx", "..xxxx", "..xxxx", "..xxxx"]),
            (Rectangle(x: 2, y: 0, width: 4, height: 4), 1, 0, ["...xxx", "...xxx", "...xxx", "...xxx"]),
            (Rectangle(x: 2, y: 0, width: 4, height: 4), 0, 3, ["..135x", "..135x", "..135x", "..135x"]),
            (Rectangle(x: 0, y: 0, width: 6, height: 3), 1, 1, ["xxxxxx", "333333", "......", "......"]),
        ] as [(Rectangle, Int, Int, [String])])
    func aroundAPart(_ part: Rectangle, _ overlap: Int, _ feather: Int, _ expected: [String]) throws {
        let mask = try EditMask(redrawingAround: part, of: size, overlap: overlap, feather: feather)
        #expect(drawing(mask) == expected)
    }

    @Test func aroundNothing() {
        let error = #expect(throws: ImageError.self) { try EditMask(redrawingAround: size.bounds, of: size) }
        #expect(error?.message.contains("nothing to redraw") == true)
        #expect(throws: ImageError.self) {
            try EditMask(redrawingAround: Rectangle(x: 3, y: 0, width: 4, height: 1), of: size)
        }
    }

    // MARK: masks of others

    private func given(_ rows: [String]) throws -> Picture {
        var picture = try Picture(ImageSize(width: rows[0].count, height: rows.count))
        for (y, row) in rows.enumerated() {
            for (x, letter) in row.enumerated() {
                picture[x, y] =
                    switch letter {
                    case "#": .black
                    case "o": Pixel(red: 250, green: 252, blue: 245)
                    case "n": Pixel(red: 9, green: 14, blue: 3)
                    case "g": Pixel(red: 128, green: 128, blue: 128)
                    case "r": Pixel(red: 255, green: 0, blue: 0)
                    case " ": .clear
                    default: .white
                    }
            }
        }
        return picture
    }

    @Test(
        arguments: [
            (["##w#", "#nwo"], MaskReading.white, ["xx.x", "xx.."]),
            (["## #", "rr w"], .alpha, ["xx.x", "xx.x"]), (["wwww", "w ww"], .alpha, ["xxxx", "x.xx"]),
            (["wwwwwww#####", "wwwwwwg#####"], .white, [".......xxxxx", "......3xxxxx"]),
            (["ww", "ww"], .white, ["..", ".."]),
        ])
    func bothConventions(_ rows: [String], _ reading: MaskReading, _ expected: [String]) throws {
        let picture = try given(rows)
        let result = try EditMask.reading(picture, for: picture.size)
        #expect(result.reading == reading)
        #expect(drawing(result.mask) == expected)
    }

    @Test(
        arguments: [
            (["####", "####"], "nothing to redraw"), (["rrrr", "gggg"], "neither transparent"),
            (["wwr#", "####"], "neither transparent"), (["####", "####", "####"], "4x3 pixels and the image 4x2"),
        ])
    func refused(_ rows: [String], _ reason: String) throws {
        let picture = try given(rows)
        let error = #expect(throws: ImageError.self) {
            try EditMask.reading(picture, for: ImageSize(width: 4, height: 2))
        }
        #expect(error?.message.contains(reason) == true, "\(String(describing: error))")
    }
}
