extension Picture {
    /// The picture at another size: the mean of the area that a pixel covers where it shrinks, bilinear where it grows.
    ///
    /// Colours count by their opacity, so that what is clear leaves no fringe.
    public func resized(to other: ImageSize, limits: ImageLimits = ImageLimits()) throws(ImageError) -> Picture {
        try limits.check(other)
        guard other != size else { return self }
        var result = Picture(checked: other)
        let columns = ResamplingAxis(from: width, to: other.width)
        let rows = ResamplingAxis(from: height, to: other.height)
        var lines = ResampledLines(self, columns)
        var sums = [SIMD4<Float>](repeating: .zero, count: other.width)
        for y in 0..<other.height {
            for x in sums.indices { sums[x] = .zero }
            for tap in rows.taps(y) { lines.add(tap.index, tap.weight, to: &sums) }
            result.bytes.withUnsafeMutableBufferPointer { bytes in
                ResampledLines.store(sums, into: bytes, from: y * other.width * 4)
            }
        }
        return result
    }

    /// The picture as large as it fits within a canvas, in the middle of it, and where it lies there.
    public func fitted(
        in canvas: ImageSize, limits: ImageLimits = ImageLimits()
    ) throws(ImageError) -> (picture: Picture, part: Rectangle) {
        try limits.check(canvas)
        let part = size.centred(in: canvas)
        let scaled = try resized(to: part.size, limits: limits)
        guard part.size != canvas else { return (scaled, part) }
        var result = Picture(checked: canvas)
        result.place(scaled, x: part.x, y: part.y)
        return (result, part)
    }
}
