/// A place on a picture, between pixels: 0,0 is the upper left corner of the first.
struct Spot: Sendable, Hashable {
    var x: Double
    var y: Double
}

/// Strokes of one colour, gathered before they are put on a picture so that joints are not painted twice.
struct Ink {
    private let size: ImageSize
    /// Strokes end at the edges of this part.
    private let part: Rectangle
    private var cover: [UInt8]
    /// Rows that have any.
    private var rows: Range<Int> = 0..<0

    /// Ink for a picture, or for a part of it only.
    init(_ size: ImageSize, within part: Rectangle? = nil) {
        self.size = size
        self.part = (part ?? size.bounds).clipped(to: size) ?? Rectangle(x: 0, y: 0, width: 0, height: 0)
        cover = [UInt8](repeating: 0, count: size.area)
    }

    /// A straight stroke with round ends.
    mutating func stroke(_ start: Spot, _ end: Spot, width: Double) {
        let reach = width / 2 + 0.5
        let columns = Self.span(start.x, end.x, reach, part.x, part.width)
        let lines = Self.span(start.y, end.y, reach, part.y, part.height)
        guard !columns.isEmpty, !lines.isEmpty else { return }
        rows = rows.isEmpty ? lines : min(rows.lowerBound, lines.lowerBound)..<max(rows.upperBound, lines.upperBound)
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let square = dx * dx + dy * dy
        let width = size.width
        cover.withUnsafeMutableBufferPointer { cover in
            for y in lines {
                let py = Double(y) + 0.5 - start.y
                // A long slanted stroke touches few pixels of its box: only those near it are measured.
                var near = columns
                if dy.magnitude > 1, dx.magnitude > 2 * reach {
                    let slope = dx / dy
                    let centre = start.x + py * slope
                    let spread = reach * (1 + slope * slope).squareRoot() + slope.magnitude + 1
                    near = near.clamped(
                        to: Int(max(-1e9, min(1e9, centre - spread)))..<Int(max(-1e9, min(1e9, centre + spread))) + 1)
                }
                for x in near {
                    let px = Double(x) + 0.5 - start.x
                    let along = square > 0 ? max(0, min(1, (px * dx + py * dy) / square)) : 0
                    let (ox, oy) = (px - along * dx, py - along * dy)
                    let edge = reach - (ox * ox + oy * oy).squareRoot()
                    guard edge > 0 else { continue }
                    let value = UInt8(min(1, edge) * 255)
                    if value > cover[y * width + x] { cover[y * width + x] = value }
                }
            }
        }
    }

    /// A round dot.
    mutating func dot(_ centre: Spot, diameter: Double) { stroke(centre, centre, width: diameter) }

    private static func span(_ one: Double, _ two: Double, _ reach: Double, _ start: Int, _ length: Int) -> Range<Int> {
        let low = max(Double(start), (min(one, two) - reach).rounded(.down))
        let high = min(Double(start + length), (max(one, two) + reach).rounded(.up))
        return low < high ? Int(low)..<Int(high) : 0..<0
    }

    /// Puts the strokes on an opaque picture.
    func paint(_ colour: Colour, on picture: inout Picture) {
        let (red, green, blue) = colour.bytes
        let ink = [Int(red), Int(green), Int(blue)]
        picture.bytes.withUnsafeMutableBufferPointer { bytes in
            for index in rows.lowerBound * size.width..<rows.upperBound * size.width where cover[index] > 0 {
                let share = Int(cover[index])
                for channel in 0..<3 {
                    let below = Int(bytes[index * 4 + channel])
                    bytes[index * 4 + channel] = UInt8((below * (255 - share) + ink[channel] * share + 127) / 255)
                }
            }
        }
    }
}
