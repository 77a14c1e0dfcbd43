/// One scan: some colours, and of a progressive frame some of the coefficients or bits (sections B.2.3, G.1.1).
struct JPEGScan {
    /// A colour of the scan and the codes for it.
    private struct Selection {
        let component: Int
        let dc: JPEGCode?
        let ac: JPEGCode?
    }

    private let selections: [Selection]
    private let restartInterval: Int
    private let isProgressive: Bool
    private var blocks: JPEGBlocks

    init(
        _ data: [UInt8], _ frame: inout JPEGFrame, _ tables: JPEGTables, _ bits: JPEGBits
    ) throws(ImageError) {
        let count = Int(data.first ?? 0)
        guard (1...frame.components.count).contains(count), data.count == 4 + 2 * count else {
            throw JPEG.damaged("a scan is not understood")
        }
        var selections: [Selection] = []
        for offset in stride(from: 1, to: 1 + 2 * count, by: 2) {
            guard let component = frame.components.firstIndex(where: { $0.id == data[offset] }),
                !selections.contains(where: { $0.component == component }),
                data[offset + 1] >> 4 < 4, data[offset + 1] & 15 < 4
            else { throw JPEG.damaged("a scan is not understood") }
            if !frame.components[component].isSeen {
                guard let table = tables.quantisation[frame.components[component].quantisationNumber] else {
                    throw JPEG.damaged("a quantisation table is missing")
                }
                frame.components[component].quantisation = table
            }
            selections.append(
                Selection(
                    component: component, dc: tables.dcCodes[Int(data[offset + 1] >> 4)],
                    ac: tables.acCodes[Int(data[offset + 1] & 15)]))
        }
        let step = data.suffix(3)
        let band = Int(step[step.startIndex])...max(Int(step[step.startIndex]), Int(step[step.startIndex + 1]))
        let before = Int(data[data.count - 1] >> 4)
        let after = Int(data[data.count - 1] & 15)
        if frame.isProgressive {
            guard band.upperBound == Int(step[step.startIndex + 1]), band.upperBound < 64, after < 14,
                before == 0 || before == after + 1, band.lowerBound == 0 ? band.upperBound == 0 : count == 1
            else { throw JPEG.damaged("a progressive scan is not understood") }
        }
        let needsDC = !frame.isProgressive || (band.lowerBound == 0 && before == 0)
        let needsAC = !frame.isProgressive || band.lowerBound > 0
        guard selections.allSatisfy({ (!needsDC || $0.dc != nil) && (!needsAC || $0.ac != nil) }) else {
            throw JPEG.damaged("a Huffman table is missing")
        }
        self.selections = selections
        restartInterval = tables.restartInterval
        isProgressive = frame.isProgressive
        blocks = JPEGBlocks(
            bits, band: frame.isProgressive ? band : 0...63, isRefinement: before > 0,
            shift: frame.isProgressive ? after : 0, colours: frame.components.count)
    }

    /// Where the marker after the scan stands.
    var end: Int { blocks.bits.end }

    /// Reads all blocks.
    mutating func run(_ frame: inout JPEGFrame) throws(ImageError) {
        let isSingle = selections.count == 1
        let size = isSingle ? frame.components[selections[0].component].blocks : frame.units
        var left = restartInterval
        var restarts = 0
        for y in 0..<size.height {
            for x in 0..<size.width {
                if restartInterval > 0, left == 0 {
                    try blocks.restart(restarts)
                    restarts += 1
                    left = restartInterval
                }
                left -= 1
                for selection in selections {
                    let across = isSingle ? 1 : frame.components[selection.component].across
                    let down = isSingle ? 1 : frame.components[selection.component].down
                    for row in 0..<down {
                        for column in 0..<across {
                            try read(
                                selection, &frame.components[selection.component], x * across + column, y * down + row)
                        }
                    }
                }
            }
        }
    }

    private mutating func read(
        _ selection: Selection, _ component: inout JPEGComponent, _ x: Int, _ y: Int
    ) throws(ImageError) {
        if isProgressive {
            let start = (y * component.paddedBlocks.width + x) * 64
            try component.coefficients.withUnsafeMutableBufferPointer { all throws(ImageError) in
                let block = UnsafeMutableBufferPointer(rebasing: all[start..<start + 64])
                try blocks.readPart(block, selection.dc, selection.ac, colour: selection.component)
            }
        } else if let dc = selection.dc, let ac = selection.ac {
            try blocks.read(dc, ac, colour: selection.component)
            let place = y * 8 * component.stride + x * 8
            blocks.block.withUnsafeBufferPointer {
                InverseTransform.apply(
                    $0, component.quantisation, into: &component.samples, at: place, stride: component.stride)
            }
        }
    }
}
