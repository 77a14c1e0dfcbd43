import Imaging

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One thing in a picture, painted row by row with smooth edges.
struct Figure: Sendable {
    enum Form: Sendable {
        /// A disc, or a ring where `hole` is above zero.
        case disc(x: Double, y: Double, radius: Double, hole: Double)
        /// Everything below a line that has one height for each column.
        case hills([Double])
        /// An upright rectangle.
        case box(x: Range<Int>, y: Range<Int>)
    }

    var form: Form
    var top: Colour
    var bottom: Colour
    var opacity = 1.0
    /// First and last row, over which the colour runs from `top` to `bottom`.
    private let rows: ClosedRange<Double>

    init(_ form: Form, top: Colour, bottom: Colour, opacity: Double = 1, height: Int) {
        self.form = form
        self.top = top
        self.bottom = bottom
        self.opacity = opacity
        switch form {
        case .disc(_, let y, let radius, _): rows = (y - radius - 1)...(y + radius + 1)
        case .hills(let line): rows = (line.min() ?? 0) - 1...max(Double(height), line.min() ?? 0)
        case .box(_, let y): rows = Double(y.lowerBound)...Double(y.upperBound)
        }
    }

    /// Paints what of it lies in a row.
    func paint(_ y: Int, _ brush: Brush) {
        let place = Double(y)
        guard rows.contains(place) else { return }
        let share = (place - rows.lowerBound) / max(1, rows.upperBound - rows.lowerBound)
        let colour = top.mixed(with: bottom, share)
        switch form {
        case .disc(let x, let centre, let radius, let hole):
            paintDisc(x, place + 0.5 - centre, radius, hole, colour, brush)
        case .hills(let line): paintHills(line, place, colour, brush)
        case .box(let x, let y): if y.contains(Int(place)) { brush.fill(x, colour, opacity: opacity) }
        }
    }

    /// The inner part at once; only pixels near an edge are measured.
    private func paintDisc(
        _ x: Double, _ dy: Double, _ radius: Double, _ hole: Double, _ colour: Colour, _ brush: Brush
    ) {
        func half(_ radius: Double) -> Double { radius > dy.magnitude ? (radius * radius - dy * dy).squareRoot() : 0 }
        func edge(_ range: Range<Int>) {
            for column in range.clamped(to: 0..<brush.width) {
                let dx = Double(column) + 0.5 - x
                let distance = (dx * dx + dy * dy).squareRoot()
                var cover = min(1, max(0, radius - distance + 0.5))
                if hole > 0 { cover *= min(1, max(0, distance - hole + 0.5)) }
                brush.dab(column, colour, opacity: opacity * cover)
            }
        }
        let outer = half(radius + 0.5)
        guard outer > 0 else { return }
        let left = Int(x - outer)
        let right = Int(x + outer) + 1
        let solid = half(radius - 0.5) - 1
        let gap = hole > 0 ? half(hole + 0.5) + 1 : 0
        guard solid > gap + 1 else { return edge(left..<right) }
        let leftSolid = Int((x - solid).rounded(.up))
        let rightSolid = Int((x + solid).rounded(.down))
        guard leftSolid < rightSolid else { return edge(left..<right) }
        edge(left..<leftSolid)
        if gap > 0 {
            let leftGap = Int((x - gap).rounded(.down))
            let rightGap = Int((x + gap).rounded(.up))
            brush.fill(leftSolid..<max(leftSolid, leftGap), colour, opacity: opacity)
            edge(max(leftSolid, leftGap)..<min(rightGap, rightSolid))
            brush.fill(min(rightGap, rightSolid)..<rightSolid, colour, opacity: opacity)
        } else {
            brush.fill(leftSolid..<rightSolid, colour, opacity: opacity)
        }
        edge(rightSolid..<right)
    }

    private func paintHills(_ line: [Double], _ y: Double, _ colour: Colour, _ brush: Brush) {
        line.withUnsafeBufferPointer { line in
            var start = 0
            while start < line.count {
                let cover = y + 1 - line[start]
                if cover >= 1 {
                    var end = start + 1
                    while end < line.count, y + 1 - line[end] >= 1 { end += 1 }
                    brush.fill(start..<end, colour, opacity: opacity)
                    start = end
                } else {
                    if cover > 0 { brush.dab(start, colour, opacity: opacity * cover) }
                    start += 1
                }
            }
        }
    }

    /// A hilly line: three waves of falling height.
    static func hillLine(width: Int, base: Double, height: Double, identity: inout Identity) -> [Double] {
        let waves = (1...3).map { order in
            (
                length: Double(order) * (1.2 + identity.unit()), phase: identity.unit() * 2 * .pi,
                height: height / Double(order)
            )
        }
        return (0..<width).map { column in
            let place = Double(column) / Double(width) * 2 * .pi
            return waves.reduce(base) { $0 + sin(place * $1.length + $1.phase) * $1.height }
        }
    }
}
