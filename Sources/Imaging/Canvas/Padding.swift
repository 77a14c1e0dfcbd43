extension Picture {
    /// The picture with clear pixels added on each side.
    public func padded(_ borders: Borders, limits: ImageLimits = ImageLimits()) throws(ImageError) -> Picture {
        try borders.check(limits)
        let canvas = ImageSize(
            width: borders.left + width + borders.right, height: borders.top + height + borders.bottom)
        var result = try Picture(canvas, limits: limits)
        result.place(self, x: borders.left, y: borders.top)
        return result
    }

    /// A part of the picture.
    public func cropped(to part: Rectangle) throws(ImageError) -> Picture {
        guard part.clipped(to: size) == part else {
            throw ImageError("The part \(part) is not within the picture of \(size) pixels: choose one that is.")
        }
        var result = Picture(checked: part.size)
        result.place(self, x: -part.x, y: -part.y)
        return result
    }

    /// Replaces pixels by those of another picture, whose upper left corner comes to the place given.
    public mutating func place(_ other: Picture, x: Int, y: Int) {
        guard let part = Rectangle(x: x, y: y, width: other.width, height: other.height).clipped(to: size) else {
            return
        }
        let width = width
        bytes.withUnsafeMutableBufferPointer { target in
            other.bytes.withUnsafeBufferPointer { source in
                for row in part.y..<part.y + part.height {
                    let from = ((row - y) * other.width + part.x - x) * 4
                    let to = (row * width + part.x) * 4
                    let line = UnsafeMutableBufferPointer(rebasing: target[to..<to + part.width * 4])
                    _ = line.update(from: source[from..<from + part.width * 4])
                }
            }
        }
    }
}
