/// The baseline and progressive modes of JPEG (ITU T.81), as JFIF, EXIF and Adobe files use them.
enum JPEG {
    /// The size as it is shown, from the segments before the first scan; nil where they do not say.
    static func size(_ bytes: [UInt8]) -> ImageSize? {
        var segments = JPEGSegments(bytes)
        var orientation = Orientation.upright
        while let segment = segments.next() {
            if segment.isFrame {
                guard segment.data.count >= 5 else { return nil }
                let data = Array(segment.data.prefix(5))
                let size = ImageSize(width: data.big(3, length: 2), height: data.big(1, length: 2))
                return orientation.isTurned ? ImageSize(width: size.height, height: size.width) : size
            }
            if segment.marker == 0xE1, let found = Orientation(exif: Array(segment.data)) { orientation = found }
            if segment.marker == 0xDA || segment.marker == 0xD9 { return nil }
        }
        return nil
    }

    /// The picture of a file, turned as its EXIF data says.
    static func decode(_ bytes: [UInt8], limits: ImageLimits) throws(ImageError) -> Picture {
        var decoder = JPEGDecoder(bytes, limits: limits)
        return try decoder.picture()
    }

    static func damaged(_ what: String) -> ImageError { .damaged(.jpeg, what) }
}

/// The marker segments of a file (annex B).
struct JPEGSegments {
    struct Segment {
        let marker: UInt8
        /// What follows the length; empty for the markers that stand alone.
        let data: ArraySlice<UInt8>

        /// Whether it begins a frame of whatever mode, and so holds the size.
        var isFrame: Bool { (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker) }
    }

    private let bytes: [UInt8]
    /// Where the next marker is looked for.
    var position = 2

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next segment; nil where the file is cut off or has no marker there.
    mutating func next() -> Segment? {
        guard position < bytes.count, bytes[position] == 0xFF else { return nil }
        // Any number of fill bytes may stand before a marker.
        while position < bytes.count, bytes[position] == 0xFF { position += 1 }
        guard position < bytes.count, bytes[position] != 0 else { return nil }
        let marker = bytes[position]
        position += 1
        if marker == 0x01 || (0xD0...0xD9).contains(marker) { return Segment(marker: marker, data: []) }
        guard position + 2 <= bytes.count else { return nil }
        let length = bytes.big(position, length: 2)
        guard length >= 2, position + length <= bytes.count else { return nil }
        let data = bytes[position + 2..<position + length]
        position += length
        return Segment(marker: marker, data: data)
    }
}
