/// Draws text: the dots of a small bitmap font are joined to strokes, so that letters are smooth at any size.
struct Lettering: Sendable {
    /// Pixels from one dot of the font to the next.
    let pitch: Double

    /// Width of the strokes.
    private var weight: Double { max(1.1, pitch * 0.82) }
    /// From the top of a capital to the line it stands on.
    var height: Double { pitch * 6 }
    private static let gap = 2.1

    /// Pixels that a text is wide.
    func width(_ text: String) -> Double {
        let columns = Self.glyphs(text).reduce(0.0) { $0 + Double($1.columns - 1) + Self.gap }
        return max(0, columns - Self.gap) * pitch
    }

    /// The text, or as much of it as is not wider, with dots for what is left out.
    func shortened(_ text: String, to most: Double) -> String {
        guard width(text) > most else { return text }
        // A name too long by far is not tried letter by letter.
        var kept = text.prefix(400)
        while !kept.isEmpty, width(kept + "...") > most { kept.removeLast() }
        return kept.isEmpty ? "" : kept + "..."
    }

    /// Draws with the left end of the base line at a place; turned text runs upwards.
    func draw(_ text: String, at origin: Spot, isTurned: Bool = false, with ink: inout Ink) {
        var x = 0.0
        for glyph in Self.glyphs(text) {
            for (start, end) in glyph.strokes {
                func spot(_ dot: Spot) -> Spot {
                    let along = (x + dot.x) * pitch
                    let down = (dot.y - 6) * pitch
                    return isTurned
                        ? Spot(x: origin.x + down, y: origin.y - along) : Spot(x: origin.x + along, y: origin.y + down)
                }
                // A dot alone, such as a point in a number, is easily missed.
                ink.stroke(spot(start), spot(end), width: start == end ? weight * 1.3 : weight)
            }
            x += Double(glyph.columns - 1) + Self.gap
        }
    }

    private static func glyphs(_ text: String) -> [Glyph] {
        text.unicodeScalars.map { Glyph.all[$0] ?? Glyph.unknown }
    }
}

/// The strokes of one character, in dots of the font.
struct Glyph: Sendable {
    let columns: Int
    private(set) var strokes: [(Spot, Spot)] = []

    /// Rows of dots from the top; a sharp sign stands for a dot of the letter.
    init(_ rows: [Substring]) {
        columns = rows.map(\.count).max() ?? 1
        let dots = Set(
            rows.enumerated().flatMap { y, row in
                row.enumerated().filter { $0.element == "#" }.map { Spot(x: Double($0.offset), y: Double(y)) }
            })
        func isDot(_ x: Double, _ y: Double) -> Bool { dots.contains(Spot(x: x, y: y)) }
        for dot in dots.sorted(by: { ($0.y, $0.x) < ($1.y, $1.x) }) {
            let (x, y) = (dot.x, dot.y)
            let right = isDot(x + 1, y)
            let below = isDot(x, y + 1)
            // A slanted neighbour is joined only where no straight way leads there.
            let slants = [
                isDot(x + 1, y + 1) && !right && !below, isDot(x - 1, y + 1) && !isDot(x - 1, y) && !below,
            ]
            let ways = [(right, 1.0, 0.0), (below, 0, 1), (slants[0], 1, 1), (slants[1], -1, 1)]
            let ends = ways.filter(\.0).map { Spot(x: x + $0.1, y: y + $0.2) }
            for end in ends { strokes.append((dot, end)) }
            if ends.isEmpty { strokes.append((dot, dot)) }
        }
    }
}
