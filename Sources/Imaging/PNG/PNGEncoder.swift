extension PNG {
    /// How a picture is kept in a file.
    public enum Layout: Sendable {
        /// Always with an alpha channel, as masks must be sent.
        case rgba
        /// In grey, as a palette or without alpha where nothing is lost by it.
        case smallest
    }

    /// The picture as a file.
    public static func encode(_ picture: Picture, as layout: Layout = .smallest) -> [UInt8] {
        guard layout == .smallest else { return encode(picture, .rgba) }
        let traits = PictureTraits(picture)
        if let colours = traits.colours, !traits.isGrey || !traits.isOpaque || colours.count <= 16 {
            return encode(picture, colours)
        }
        return encode(
            picture, traits.isGrey ? traits.isOpaque ? .grey : .greyAlpha : traits.isOpaque ? .rgb : .rgba)
    }

    private static func encode(_ picture: Picture, _ kind: PNGHeader.Kind) -> [UInt8] {
        let header = PNGHeader(size: picture.size, depth: 8, kind: kind)
        let channels = kind.channels
        let rows = picture.bytes.withUnsafeBufferPointer { pixels in
            PNGScanlines.photograph(header) { y, row in
                var source = y * picture.width * 4
                var target = 0
                for _ in 0..<picture.width {
                    row[target] = pixels[source]
                    if channels > 2 {
                        row[target + 1] = pixels[source + 1]
                        row[target + 2] = pixels[source + 2]
                    }
                    if channels % 2 == 0 { row[target + channels - 1] = pixels[source + 3] }
                    source += 4
                    target += channels
                }
            }
        }
        return file(header, rows: rows)
    }

    private static func encode(_ picture: Picture, _ colours: ColourTable) -> [UInt8] {
        let depth = colours.count <= 2 ? 1 : colours.count <= 4 ? 2 : colours.count <= 16 ? 4 : 8
        let header = PNGHeader(size: picture.size, depth: depth, kind: .palette)
        let rows = picture.bytes.withUnsafeBufferPointer { pixels in
            PNGScanlines.plain(header) { y, row in
                row.update(repeating: 0)
                for x in 0..<picture.width {
                    let index = colours.index(of: PictureTraits.colour(pixels, (y * picture.width + x) * 4))
                    row[x * depth / 8] |= UInt8(index) << UInt8(8 - depth - x * depth % 8)
                }
            }
        }
        let list = colours.list
        var chunks = [(type: "PLTE", data: list.flatMap { colour in [24, 16, 8].map { UInt8(colour >> $0 & 255) } })]
        if let last = list.lastIndex(where: { $0 & 255 < 255 }) {
            chunks.append((type: "tRNS", data: list[...last].map { UInt8($0 & 255) }))
        }
        return file(header, palette: chunks, rows: rows)
    }
}

extension Picture {
    /// The picture as a PNG file.
    public func png(as layout: PNG.Layout = .smallest) -> [UInt8] { PNG.encode(self, as: layout) }
}
