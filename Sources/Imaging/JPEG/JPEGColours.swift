/// Brings the colours of a frame to one resolution and turns them into red, green and blue.
struct JPEGColours {
    private enum Model {
        case grey, rgb, yCbCr
        /// Ink, as it is or as what is left of the paper.
        case cmyk(isInverted: Bool)
        case ycck
    }

    private let model: Model

    /// JFIF says YCbCr; an Adobe segment says which; else the names of the colours do.
    init(_ ids: [UInt8], adobe: UInt8?, isJFIF: Bool) throws(ImageError) {
        switch ids.count {
        case 1: model = .grey
        case 3:
            let isRGB = adobe.map { $0 == 0 } ?? (!isJFIF && ids == Array("RGB".utf8))
            model = isRGB ? .rgb : .yCbCr
        case 4: model = adobe == 2 ? .ycck : .cmyk(isInverted: adobe != nil)
        default: throw .unsupported("JPEG images with \(ids.count) colours")
        }
    }

    /// The picture of a frame whose samples are all there.
    func picture(of frame: JPEGFrame) -> Picture {
        var picture = Picture(checked: frame.size, filledWith: .white)
        let columns = frame.components.map {
            Taps(count: frame.size.width, share: $0.across, of: frame.across, limit: $0.size.width)
        }
        let rows = frame.components.map {
            Taps(count: frame.size.height, share: $0.down, of: frame.down, limit: $0.size.height)
        }
        var lines = frame.components.map { _ in [UInt8](repeating: 0, count: frame.size.width) }
        var mixed = frame.components.map { [Int32](repeating: 0, count: $0.size.width) }
        let width = frame.size.width
        for y in 0..<frame.size.height {
            for index in lines.indices {
                Self.line(frame.components[index], rows[index], y, columns[index], &mixed[index], &lines[index])
            }
            picture.bytes.withUnsafeMutableBufferPointer { bytes in
                convert(lines, into: UnsafeMutableBufferPointer(rebasing: bytes[y * width * 4..<(y + 1) * width * 4]))
            }
        }
        return picture
    }

    /// For each place of the picture the two samples around it and the weight of the second, of 256.
    private struct Taps {
        var first: [Int32] = []
        var second: [Int32] = []
        var weights: [Int32] = []
        let isWhole: Bool

        init(count: Int, share: Int, of whole: Int, limit: Int) {
            isWhole = share == whole
            guard !isWhole else { return }
            for place in 0..<count {
                // Samples lie in the middle of what they stand for.
                let centre = (2 * place + 1) * share * 128 / whole - 128
                let index = centre >> 8
                first.append(Int32(max(0, min(limit - 1, index))))
                second.append(Int32(max(0, min(limit - 1, index + 1))))
                weights.append(Int32(centre & 255))
            }
        }
    }

    /// One row of a colour at the resolution of the picture.
    private static func line(
        _ component: JPEGComponent, _ rows: Taps, _ y: Int, _ columns: Taps, _ mixed: inout [Int32],
        _ line: inout [UInt8]
    ) {
        component.samples.withUnsafeBufferPointer { samples in
            let upper = (rows.isWhole ? y : Int(rows.first[y])) * component.stride
            if rows.isWhole, columns.isWhole {
                for x in line.indices { line[x] = samples[upper + x] }
                return
            }
            let lower = rows.isWhole ? upper : Int(rows.second[y]) * component.stride
            let weight = rows.isWhole ? 0 : rows.weights[y]
            for x in mixed.indices {
                mixed[x] = Int32(samples[upper + x]) * (256 - weight) + Int32(samples[lower + x]) * weight
            }
            if columns.isWhole {
                for x in line.indices { line[x] = UInt8((mixed[x] + 128) >> 8) }
            } else {
                for x in line.indices {
                    let weight = columns.weights[x]
                    let sum = mixed[Int(columns.first[x])] * (256 - weight) + mixed[Int(columns.second[x])] * weight
                    line[x] = UInt8((sum + 32_768) >> 16)
                }
            }
        }
    }

    private func convert(_ lines: [[UInt8]], into row: UnsafeMutableBufferPointer<UInt8>) {
        let width = row.count / 4
        switch model {
        case .grey:
            for x in 0..<width { Self.put(row, x, lines[0][x], lines[0][x], lines[0][x]) }
        case .rgb:
            for x in 0..<width { Self.put(row, x, lines[0][x], lines[1][x], lines[2][x]) }
        case .yCbCr:
            lines[0].withUnsafeBufferPointer { light in
                lines[1].withUnsafeBufferPointer { blue in
                    lines[2].withUnsafeBufferPointer { red in
                        for x in 0..<width {
                            let colour = Self.colour(light[x], blue[x], red[x])
                            Self.put(row, x, colour.0, colour.1, colour.2)
                        }
                    }
                }
            }
        case .cmyk(let isInverted):
            let flip: UInt8 = isInverted ? 0 : 255
            for x in 0..<width {
                let key = lines[3][x] ^ flip
                Self.put(
                    row, x, Self.product(lines[0][x] ^ flip, key), Self.product(lines[1][x] ^ flip, key),
                    Self.product(lines[2][x] ^ flip, key))
            }
        case .ycck:
            // What is left of the paper went through the conversion as if it were ink.
            for x in 0..<width {
                let colour = Self.colour(lines[0][x], lines[1][x], lines[2][x])
                let key = lines[3][x]
                Self.put(
                    row, x, Self.product(~colour.0, key), Self.product(~colour.1, key), Self.product(~colour.2, key))
            }
        }
    }

    @inline(__always)
    private static func put(
        _ row: UnsafeMutableBufferPointer<UInt8>, _ x: Int, _ red: UInt8, _ green: UInt8, _ blue: UInt8
    ) {
        row[x * 4] = red
        row[x * 4 + 1] = green
        row[x * 4 + 2] = blue
    }

    private static func product(_ one: UInt8, _ other: UInt8) -> UInt8 { UInt8((Int(one) * Int(other) + 127) / 255) }

    /// JFIF 1.02: the weights of ITU-R BT.601 over the full range, times 65536.
    @inline(__always)
    private static func colour(_ light: UInt8, _ blue: UInt8, _ red: UInt8) -> (UInt8, UInt8, UInt8) {
        let base = Int32(light) << 16 + 32_768
        let b = Int32(blue) - 128
        let r = Int32(red) - 128
        return (
            byte((base + 91_881 * r) >> 16), byte((base - 22_554 * b - 46_802 * r) >> 16),
            byte((base + 116_130 * b) >> 16)
        )
    }

    @inline(__always)
    private static func byte(_ value: Int32) -> UInt8 { UInt8(max(0, min(255, value))) }
}
