/// What a picture does without.
struct PictureTraits {
    private(set) var isOpaque = true
    private(set) var isGrey = true
    /// Its colours, where there are at most 256.
    private(set) var colours: ColourTable?

    init(_ picture: Picture) {
        var table = ColourTable()
        var fits = true
        var isOpaque = true
        var isGrey = true
        picture.bytes.withUnsafeBufferPointer { pixels in
            var offset = 0
            var last: UInt32?
            while offset < pixels.count, fits || isOpaque || isGrey {
                let colour = Self.colour(pixels, offset)
                offset += 4
                if colour == last { continue }
                last = colour
                if colour & 255 < 255 { isOpaque = false }
                if (colour >> 24) != (colour >> 16 & 255) || (colour >> 24) != (colour >> 8 & 255) { isGrey = false }
                if fits { fits = table.insert(colour) }
            }
        }
        self.isOpaque = isOpaque
        self.isGrey = isGrey
        colours = fits ? table : nil
    }

    /// Red, green, blue and alpha in one number.
    static func colour(_ pixels: UnsafeBufferPointer<UInt8>, _ offset: Int) -> UInt32 {
        UInt32(pixels[offset]) << 24 | UInt32(pixels[offset + 1]) << 16 | UInt32(pixels[offset + 2]) << 8
            | UInt32(pixels[offset + 3])
    }
}

/// Up to 256 colours and their numbers, found by hash: a dictionary is too slow for every pixel.
struct ColourTable {
    /// The colours in the order in which they were met.
    private(set) var list: [UInt32] = []
    /// The number of a colour plus one; 0 for a free slot.
    private var slots = [UInt16](repeating: 0, count: 1024)

    var count: Int { list.count }

    /// False where the colour is one too many.
    mutating func insert(_ colour: UInt32) -> Bool {
        let slot = slot(of: colour)
        if slots[slot] > 0 { return true }
        guard list.count < 256 else { return false }
        list.append(colour)
        slots[slot] = UInt16(list.count)
        return true
    }

    /// The number of a colour that was inserted.
    func index(of colour: UInt32) -> Int { Int(slots[slot(of: colour)]) - 1 }

    /// Where the colour is, or is to be; a quarter of the slots at most is taken, so there is a free one.
    private func slot(of colour: UInt32) -> Int {
        var slot = Int((colour &* 0x9E37_79B1) >> 22)
        while slots[slot] > 0, list[Int(slots[slot]) - 1] != colour { slot = (slot + 1) & 1023 }
        return slot
    }
}
