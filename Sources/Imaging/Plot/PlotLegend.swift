/// The names of the curves in rows above them, each behind a stroke in its colour: no curve is ever covered.
struct PlotLegend {
    private struct Entry {
        let name: String
        let x: Double
        let row: Int
        let number: Int
    }

    private var entries: [Entry] = []
    private var rows = 0

    private static let sample = 22.0
    private static let rowHeight = 19.0
    /// Height with the distance to the curves.
    var height: Double { rows == 0 ? 4 : Double(rows) * Self.rowHeight + 6 }

    init(_ names: [String], in size: ImageSize) {
        let label = PlotSheet.labelling
        let width = Double(size.width) - 2 * PlotSheet.margin
        // More rows would leave no room for the curves.
        let mostRows = max(1, min(4, (size.height - 140) / 40))
        var x = 0.0
        for (number, name) in names.enumerated() where !name.isEmpty {
            let name = label.shortened(name, to: max(40, min(260, width - Self.sample - 8)))
            let needed = Self.sample + 8 + label.width(name)
            if rows == 0 { rows = 1 }
            if x > 0, x + needed > width {
                guard rows < mostRows else { return }
                rows += 1
                x = 0
            }
            entries.append(Entry(name: name, x: PlotSheet.margin + x, row: rows - 1, number: number))
            x += needed + 22
        }
    }

    func draw(on picture: inout Picture, top: Double) {
        let label = PlotSheet.labelling
        var text = Ink(picture.size)
        for entry in entries {
            let base = top + Double(entry.row) * Self.rowHeight + label.height
            var ink = Ink(picture.size)
            let middle = (base - label.height / 2).rounded(.down) + 0.5
            ink.stroke(Spot(x: entry.x + 2, y: middle), Spot(x: entry.x + Self.sample - 2, y: middle), width: 3)
            ink.paint(Self.colour(entry.number), on: &picture)
            label.draw(entry.name, at: Spot(x: entry.x + Self.sample + 8, y: base), with: &text)
        }
        text.paint(PlotSheet.text, on: &picture)
    }

    /// Colours that differ in brightness too, for those who see fewer.
    static func colour(_ number: Int) -> Colour {
        let colours: [(Double, Double, Double)] = [
            (37, 99, 235), (234, 106, 8), (20, 148, 90), (200, 30, 70), (126, 68, 190), (120, 82, 50), (14, 150, 180),
            (214, 80, 160),
        ]
        let (red, green, blue) = colours[number % colours.count]
        return Colour(red: red, green: green, blue: blue)
    }
}
