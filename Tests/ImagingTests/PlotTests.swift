import Testing

@testable import Imaging

@Suite struct PlotTests {
    private let blue = PlotLegend.colour(0)

    private func points(_ values: [Double]) -> [Plot.Point] {
        values.enumerated().map { Plot.Point(x: Double($0.offset), y: $0.element) }
    }

    /// Pixels that are painted whole in a colour, below the legend.
    private func pixels(_ picture: Picture, _ colour: Colour, from top: Int = 40) -> [(x: Int, y: Int)] {
        let (red, green, blue) = colour.bytes
        let pixel = Pixel(red: red, green: green, blue: blue)
        return (top..<picture.height).flatMap { y in
            (0..<picture.width).filter { picture[$0, y] == pixel }.map { ($0, y) }
        }
    }

    @Test func aFallingCurveFalls() {
        let picture = Plot("", [.init("a", points((0...100).map { Double(100 - $0) }))]).picture
        let found = pixels(picture, blue)
        #expect(found.count > 400)
        let left = found.filter { $0.x < 150 }.map(\.y)
        let right = found.filter { $0.x > 500 }.map(\.y)
        #expect((left.max() ?? 0) < (right.min() ?? 0))
        #expect(picture.isOpaque)
    }

    @Test func whatIsNoNumberIsAGap() {
        var values = (0...100).map { Double($0) / 10 }
        for index in 40...60 { values[index] = index % 2 == 0 ? .nan : .infinity }
        let columns = Set(pixels(Plot("", [.init("a", points(values))]).picture, blue).map(\.x))
        let gap = (0..<640).filter { !columns.contains($0) }
        #expect(columns.contains(200), "there is a curve on the left")
        let inner = gap.filter { $0 > (columns.min() ?? 0) && $0 < (columns.max() ?? 0) }
        #expect((90...150).contains(inner.count))
        #expect(inner.count == (inner.last ?? 0) - (inner.first ?? 0) + 1, "there is one gap")
    }

    @Test func aPointAloneIsADot() {
        let plot = Plot("", [.init("a", [.init(x: 1, y: .nan), .init(x: 5, y: 2), .init(x: 9, y: .nan)])])
        #expect((9...36).contains(pixels(plot.picture, blue).count))
    }

    @Test func logarithmicLeavesOutWhatHasNoLogarithm() {
        let values = (0...100).map { Double($0) - 50 }
        let columns = pixels(Plot("", [.init("a", points(values))], scale: .logarithmic).picture, blue).map(\.x)
        #expect((columns.min() ?? 0) < 60, "the axis begins with the first number that is shown")
        let linear = pixels(Plot("", [.init("a", points(values))]).picture, blue)
        #expect(linear.count > 400)
    }

    @Test(
        arguments: [
            [], [Plot.Series("", [])], [Plot.Series("x", [.init(x: .nan, y: 1)])],
            [Plot.Series("x", [.init(x: 1e308, y: -1e308), .init(x: -1e308, y: 1e308)])],
            [Plot.Series("x", [.init(x: 0, y: 1e300), .init(x: 1, y: -1e300)])],
            [Plot.Series("x", [.init(x: 0, y: .leastNonzeroMagnitude), .init(x: .leastNonzeroMagnitude, y: 0)])],
            (0..<300).map {
                Plot.Series("a name \($0) that is as long as names can be, and then longer still", [.init(x: 1, y: 1)])
            },
        ] as [[Plot.Series]])
    func oddSeries(_ series: [Plot.Series]) throws {
        for scale in [Plot.Scale.linear, .logarithmic] {
            for size in [ImageSize(width: 0, height: -5), ImageSize(width: 640, height: 400)] {
                let plot = Plot("T", series, xLabel: "x", yLabel: "y", scale: scale, size: size)
                let picture = plot.picture
                #expect(picture.size == ImageSize(width: max(240, size.width), height: max(180, size.height)))
                #expect(try Picture(decoding: plot.png) == picture)
            }
        }
    }

    /// Nothing touches the edge: no text is cut off.
    @Test func theEdgeStaysWhite() {
        let name = String(repeating: "Wide Name ", count: 40)
        let values = points((0..<50).map { Double($0) * 123_456.789 })
        for size in [ImageSize(width: 240, height: 180), ImageSize(width: 640, height: 400)] {
            let picture = Plot(name, [.init(name, values)], xLabel: name, yLabel: name, size: size).picture
            let columns = (0..<picture.width).flatMap { [picture[$0, 0], picture[$0, picture.height - 1]] }
            let rows = (0..<picture.height).flatMap { [picture[0, $0], picture[picture.width - 1, $0]] }
            #expect(Set(columns + rows) == [.white])
        }
    }

    @Test func everyPrintableCharacterHasItsOwnForm() {
        var forms: Set<[Spot]> = []
        for code in 33..<UInt8(127) {
            let glyph = Glyph.all[Unicode.Scalar(code)]
            #expect(glyph?.strokes.isEmpty == false, "\(code)")
            #expect(glyph.map { (1...5).contains($0.columns) } == true)
            forms.insert(glyph?.strokes.flatMap { [$0.0, $0.1] } ?? [])
        }
        // Zero looks like the letter.
        #expect(forms.count == 93)
        #expect(Glyph.all.count == 95)
    }

    @Test func coloursDiffer() {
        let colours = (0..<8).map { PlotLegend.colour($0) }
        #expect(Set(colours).count == 8)
        #expect(PlotLegend.colour(8) == colours[0])
    }

    @Test func shorteningFits() {
        let lettering = Lettering(pitch: 1.4)
        #expect(lettering.shortened("loss", to: 100) == "loss")
        let short = lettering.shortened(String(repeating: "validation ", count: 1000), to: 100)
        #expect(short.hasSuffix("...") && lettering.width(short) <= 100 && lettering.width(short) > 80)
        #expect(lettering.shortened("validation", to: 3) == "")
    }
}
