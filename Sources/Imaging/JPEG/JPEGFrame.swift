/// One colour of a frame, at its own resolution.
struct JPEGComponent {
    let id: UInt8
    /// Sampling factors: blocks of it in each unit.
    let across: Int
    let down: Int
    let quantisationNumber: Int
    /// Samples that belong to the picture.
    let size: ImageSize
    /// Blocks that hold them, and blocks with the filling that whole units need.
    let blocks: ImageSize
    let paddedBlocks: ImageSize
    /// Factors of the coefficients, taken when its first scan comes.
    var quantisation: [Int32] = []
    /// One byte for each sample of all blocks.
    var samples: [UInt8] = []
    /// 64 for each block, in a progressive frame only.
    var coefficients: [Int16] = []

    /// Whether a scan had it.
    var isSeen: Bool { !quantisation.isEmpty }
    /// Samples in a row.
    var stride: Int { paddedBlocks.width * 8 }
}

/// Size and colours of a picture (section B.2.2).
struct JPEGFrame {
    let size: ImageSize
    let isProgressive: Bool
    var components: [JPEGComponent] = []
    /// Largest sampling factors.
    let across: Int
    let down: Int
    /// Units of a scan that has several colours.
    let units: ImageSize

    init(
        _ data: [UInt8], isProgressive: Bool, limits: ImageLimits, bytesAvailable: Int
    ) throws(ImageError) {
        guard data.count >= 6, data.count == 6 + 3 * Int(data[5]) else {
            throw JPEG.damaged("its frame has a wrong length")
        }
        guard data[0] == 8 else { throw .unsupported("JPEG images with \(data[0]) bits a sample") }
        let size = ImageSize(width: data.big(3, length: 2), height: data.big(1, length: 2))
        guard size.width > 0, size.height > 0 else { throw JPEG.damaged("its size is \(size)") }
        try limits.check(size)
        guard [1, 3, 4].contains(data[5]) else { throw .unsupported("JPEG images with \(data[5]) colours") }
        // Every block of every colour takes a bit at least.
        guard size.width / 8 * (size.height / 8) / 8 <= bytesAvailable else {
            throw JPEG.damaged("it is too short for \(size) pixels")
        }
        let rows = stride(from: 6, to: data.count, by: 3).map { Row(data[$0..<$0 + 3]) }
        guard rows.allSatisfy({ (1...4).contains($0.across) && (1...4).contains($0.down) && $0.table < 4 }),
            Set(rows.map(\.id)).count == rows.count
        else { throw JPEG.damaged("its colours are not understood") }
        let across = rows.map(\.across).max() ?? 1
        let down = rows.map(\.down).max() ?? 1
        let units = ImageSize(
            width: Self.part(size.width, 1, across * 8), height: Self.part(size.height, 1, down * 8))
        self.size = size
        self.isProgressive = isProgressive
        self.across = across
        self.down = down
        self.units = units
        components = rows.map { row in
            let own = ImageSize(
                width: Self.part(size.width, row.across, across), height: Self.part(size.height, row.down, down))
            return JPEGComponent(
                id: row.id, across: row.across, down: row.down, quantisationNumber: row.table, size: own,
                blocks: ImageSize(width: (own.width + 7) / 8, height: (own.height + 7) / 8),
                paddedBlocks: ImageSize(width: units.width * row.across, height: units.height * row.down))
        }
        for index in components.indices {
            let count = components[index].paddedBlocks.area * 64
            components[index].samples = [UInt8](repeating: 128, count: count)
            if isProgressive { components[index].coefficients = [Int16](repeating: 0, count: count) }
        }
    }

    /// What the frame says of one colour.
    private struct Row {
        let id: UInt8
        let across: Int
        let down: Int
        let table: Int

        init(_ bytes: ArraySlice<UInt8>) {
            let bytes = Array(bytes)
            id = bytes[0]
            across = Int(bytes[1] >> 4)
            down = Int(bytes[1] & 15)
            table = Int(bytes[2])
        }
    }

    private static func part(_ length: Int, _ share: Int, _ whole: Int) -> Int { (length * share + whole - 1) / whole }

    /// Makes samples of the coefficients that progressive scans have gathered.
    mutating func transformStored() {
        guard isProgressive else { return }
        for index in components.indices {
            var component = components[index]
            components[index].samples = []
            for block in 0..<component.paddedBlocks.area {
                let place =
                    block / component.paddedBlocks.width * 8 * component.stride
                    + block % component.paddedBlocks.width * 8
                component.coefficients.withUnsafeBufferPointer { all in
                    InverseTransform.apply(
                        UnsafeBufferPointer(rebasing: all[block * 64..<block * 64 + 64]), component.quantisation,
                        into: &component.samples, at: place, stride: component.stride)
                }
            }
            component.coefficients = []
            components[index] = component
        }
    }
}
