/// Goes through a file from marker to marker and hands each segment to what reads it.
struct JPEGDecoder {
    /// More scans than any encoder writes; each may cost a pass over the whole picture for a few bytes.
    private static let mostScans = 200

    private let bytes: [UInt8]
    private let limits: ImageLimits
    private var segments: JPEGSegments
    private var tables = JPEGTables()
    private var frame: JPEGFrame?
    private var orientation = Orientation.upright
    private var scans = 0
    /// The byte of an Adobe segment that tells how colours were changed.
    private var adobe: UInt8?
    private var isJFIF = false

    init(_ bytes: [UInt8], limits: ImageLimits) {
        self.bytes = bytes
        self.limits = limits
        segments = JPEGSegments(bytes)
    }

    /// Reads to the end of the image.
    mutating func picture() throws(ImageError) -> Picture {
        while let segment = segments.next() {
            if segment.marker == 0xD9 { return try finished() }
            try read(segment)
        }
        throw JPEG.damaged("it is cut off")
    }

    private mutating func read(_ segment: JPEGSegments.Segment) throws(ImageError) {
        let data = Array(segment.data)
        switch segment.marker {
        case 0xC0, 0xC1, 0xC2:
            guard frame == nil else { throw JPEG.damaged("it has two frames") }
            frame = try JPEGFrame(
                data, isProgressive: segment.marker == 0xC2, limits: limits, bytesAvailable: bytes.count)
        case 0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
            throw .unsupported("Lossless, hierarchical and arithmetic JPEG images")
        case 0xC4: try tables.addCodes(data)
        case 0xDB: try tables.addQuantisation(data)
        case 0xDD:
            guard data.count == 2 else { throw JPEG.damaged("its restart interval has a wrong length") }
            tables.restartInterval = data.big(0, length: 2)
        case 0xDA: try scan(data)
        case 0xE0: if data.starts(with: "JFIF".utf8) { isJFIF = true }
        case 0xE1: if let found = Orientation(exif: data) { orientation = found }
        case 0xEE: if data.count >= 12, data.starts(with: "Adobe".utf8) { adobe = data[11] }
        default: break
        }
    }

    private mutating func scan(_ data: [UInt8]) throws(ImageError) {
        guard var frame = self.frame else { throw JPEG.damaged("pixels come before its size") }
        // Two owners of the planes would copy them.
        self.frame = nil
        scans += 1
        guard scans <= Self.mostScans else { throw JPEG.damaged("it has too many scans") }
        var scan = try JPEGScan(data, &frame, tables, JPEGBits(bytes, from: segments.position))
        try scan.run(&frame)
        segments.position = scan.end
        self.frame = frame
    }

    private mutating func finished() throws(ImageError) -> Picture {
        guard var frame else { throw JPEG.damaged("it has no size") }
        self.frame = nil
        guard frame.components.allSatisfy({ $0.isSeen }) else { throw JPEG.damaged("a colour is missing") }
        frame.transformStored()
        let conversion = try JPEGColours(frame.components.map(\.id), adobe: adobe, isJFIF: isJFIF)
        return orientation.applied(to: conversion.picture(of: frame))
    }
}
