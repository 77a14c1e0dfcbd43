import Imaging

/// Puts colour on one row of pixels.
struct Brush {
    let row: UnsafeMutableBufferPointer<UInt8>
    let channels: Int

    var width: Int { row.count / channels }

    /// Covers the pixels of a range alike.
    func fill(_ range: Range<Int>, _ colour: Colour, opacity: Double = 1) {
        let range = range.clamped(to: 0..<width)
        guard opacity >= 1 else {
            for x in range { dab(x, colour, opacity: opacity) }
            return
        }
        let (red, green, blue) = colour.bytes
        var offset = range.lowerBound * channels
        for _ in range {
            row[offset] = red
            row[offset + 1] = green
            row[offset + 2] = blue
            if channels == 4 { row[offset + 3] = 255 }
            offset += channels
        }
    }

    /// Covers one pixel in part.
    func dab(_ x: Int, _ colour: Colour, opacity: Double) {
        guard x >= 0, x < width, opacity > 0 else { return }
        let offset = x * channels
        let below = channels == 4 ? Double(row[offset + 3]) / 255 : 1
        let whole = opacity + below * (1 - opacity)
        let share = opacity / whole
        let under = Colour(red: Double(row[offset]), green: Double(row[offset + 1]), blue: Double(row[offset + 2]))
        (row[offset], row[offset + 1], row[offset + 2]) = under.mixed(with: colour, share).bytes
        if channels == 4 { row[offset + 3] = UInt8((whole * 255).rounded()) }
    }
}
