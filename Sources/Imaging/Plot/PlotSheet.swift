/// A plot laid out on a picture of a size: title, legend, axes, curves.
struct PlotSheet {
    private let plot: Plot
    private let size: ImageSize
    private let x: Axis
    private let y: Axis
    private let legend: PlotLegend
    /// Where the curves are.
    private let area: Rectangle

    private static let titling = Lettering(pitch: 1.75)
    static let labelling = Lettering(pitch: 1.4)
    static let margin = 14.0
    private static let grid = Colour(red: 226, green: 229, blue: 234)
    private static let frame = Colour(red: 130, green: 137, blue: 148)
    static let text = Colour(red: 52, green: 58, blue: 68)

    init(_ plot: Plot, _ size: ImageSize) {
        self.plot = plot
        self.size = size
        let points = plot.series.flatMap { $0.points.filter(plot.isShown) }
        legend = PlotLegend(plot.series.map(\.name), in: size)
        let label = Self.labelling
        var top = Self.margin
        if !plot.title.isEmpty { top += Self.titling.height + 16 }
        top += legend.height
        let bottom = Self.margin + label.height + 10 + (plot.xLabel.isEmpty ? 0 : label.height + 8)
        let height = max(20, Double(size.height) - top - bottom)
        y = Axis(
            points.map(\.y), isLogarithmic: plot.scale == .logarithmic, margin: 0.05, ticks: max(2, Int(height / 48)))
        let widest = y.ticks.map { label.width($0.label) }.max() ?? 0
        let left = Self.margin + widest + 10 + (plot.yLabel.isEmpty ? 0 : label.height + 8)
        let width = max(20, Double(size.width) - left - Self.margin - 10)
        let isOfCounts = points.allSatisfy { $0.x == $0.x.rounded() }
        x = Axis(points.map(\.x), isOfCounts: isOfCounts, margin: 0.015, ticks: max(2, Int(width / 90)))
        area = Rectangle(x: Int(left), y: Int(top), width: Int(width), height: Int(height))
    }

    func drawn() -> Picture {
        var picture = Picture(checked: size, filledWith: .white)
        drawGrid(on: &picture)
        drawCurves(on: &picture)
        drawText(on: &picture)
        legend.draw(on: &picture, top: Double(area.y) - legend.height)
        return picture
    }

    private func column(_ value: Double) -> Double { Double(area.x) + x.place(value) * Double(area.width) }

    private func row(_ value: Double) -> Double { Double(area.y) + (1 - y.place(value)) * Double(area.height) }

    /// To the middle of a pixel, where a thin line is sharp.
    private func sharp(_ place: Double) -> Double { place.rounded(.down) + 0.5 }

    private func drawGrid(on picture: inout Picture) {
        var grid = Ink(size)
        var frame = Ink(size)
        let (left, right) = (Double(area.x), Double(area.x + area.width))
        let (top, bottom) = (Double(area.y), Double(area.y + area.height))
        func line(_ ink: inout Ink, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
            ink.stroke(Spot(x: sharp(x1), y: sharp(y1)), Spot(x: sharp(x2), y: sharp(y2)), width: 1)
        }
        for tick in y.ticks {
            line(&grid, left, row(tick.value), right, row(tick.value))
            line(&frame, left - 4, row(tick.value), left, row(tick.value))
        }
        for tick in x.ticks {
            line(&grid, column(tick.value), top, column(tick.value), bottom)
            line(&frame, column(tick.value), bottom, column(tick.value), bottom + 4)
        }
        line(&frame, left, top, left, bottom)
        line(&frame, left, bottom, right, bottom)
        grid.paint(Self.grid, on: &picture)
        frame.paint(Self.frame, on: &picture)
    }

    private func drawCurves(on picture: inout Picture) {
        // Half a stroke may go over the edge.
        let room = Rectangle(x: area.x - 3, y: area.y - 3, width: area.width + 6, height: area.height + 6)
        for (number, series) in plot.series.enumerated() {
            var ink = Ink(size, within: room)
            let showsPoints = series.points.count <= 30
            for piece in plot.pieces(series) {
                let spots = piece.map { Spot(x: column($0.x), y: row($0.y)) }
                for (start, end) in zip(spots, spots.dropFirst()) { ink.stroke(start, end, width: 1.9) }
                if showsPoints || spots.count == 1 { for spot in spots { ink.dot(spot, diameter: 5.5) } }
            }
            ink.paint(PlotLegend.colour(number), on: &picture)
        }
    }

    private func drawText(on picture: inout Picture) {
        var ink = Ink(size)
        let label = Self.labelling
        let middle = Double(area.x) + Double(area.width) / 2
        func centred(_ text: String, _ lettering: Lettering, _ centre: Double, _ base: Double) {
            let width = lettering.width(text)
            let left = max(4, min(Double(size.width) - 4 - width, centre - width / 2))
            lettering.draw(text, at: Spot(x: left, y: base), with: &ink)
        }
        let title = Self.titling.shortened(plot.title, to: Double(size.width) - 2 * Self.margin)
        centred(title, Self.titling, Double(size.width) / 2, Self.margin + Self.titling.height)
        for tick in y.ticks {
            let left = Double(area.x) - 9 - label.width(tick.label)
            label.draw(tick.label, at: Spot(x: left, y: row(tick.value) + label.height / 2 + 0.5), with: &ink)
        }
        let base = Double(area.y + area.height) + 10 + label.height
        var free = -1.0
        for tick in x.ticks {
            let half = label.width(tick.label) / 2
            guard column(tick.value) - half > free else { continue }
            centred(tick.label, label, column(tick.value), base)
            free = column(tick.value) + half + 8
        }
        let xLabel = label.shortened(plot.xLabel, to: Double(area.width))
        centred(xLabel, label, middle, base + 10 + label.height)
        let yLabel = label.shortened(plot.yLabel, to: Double(area.height))
        let start = Double(area.y) + (Double(area.height) + label.width(yLabel)) / 2
        label.draw(yLabel, at: Spot(x: Self.margin + label.height - 2, y: start), isTurned: true, with: &ink)
        if x.ticks.isEmpty || plot.series.allSatisfy({ plot.pieces($0).isEmpty }) {
            centred("no data", label, middle, Double(area.y) + Double(area.height) / 2)
        }
        ink.paint(Self.text, on: &picture)
    }
}
