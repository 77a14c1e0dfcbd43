/// Bytes by which formats are known.
enum FileSignature {
    /// Bytes at either end of a file that are looked at.
    static let window = 64 << 10

    static let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    static let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    static let slides = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

    /// Whether every file of a type is known by its bytes, so that one without them is not of that type.
    static func isSure(_ type: String) -> Bool {
        ["image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"].contains(type)
    }

    /// The type that the first bytes and, for archives, the last ones tell; or nil.
    static func type(head: ArraySlice<UInt8>, tail: ArraySlice<UInt8>) -> String? {
        func begins(_ bytes: [UInt8], at offset: Int = 0) -> Bool { head.dropFirst(offset).starts(with: bytes) }
        func begins(_ text: String, at offset: Int = 0) -> Bool { head.dropFirst(offset).starts(with: text.utf8) }
        if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
        if begins([0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if begins("GIF8") { return "image/gif" }
        if begins("RIFF") {
            if begins("WEBP", at: 8) { return "image/webp" }
            if begins("WAVE", at: 8) { return "audio/wav" }
        }
        if begins("%PDF-") { return "application/pdf" }
        if begins("ID3") || [0xFB, 0xF3, 0xF2].contains(where: { begins([0xFF, $0]) }) { return "audio/mpeg" }
        if begins([0xFF, 0xF1]) || begins([0xFF, 0xF9]) { return "audio/aac" }
        if begins("OggS") { return "audio/ogg" }
        if begins("fLaC") { return "audio/flac" }
        if begins("ftyp", at: 4) { return media(brand: head.dropFirst(8).prefix(4)) }
        if begins([0x1A, 0x45, 0xDF, 0xA3]) {
            return contains(head.prefix(64), "webm") ? "video/webm" : "video/x-matroska"
        }
        if begins([0x50, 0x4B, 0x03, 0x04]) { return archive(tail) }
        if begins([0x1F, 0x8B, 0x08]) { return "application/gzip" }
        return nil
    }

    /// By the brand of an ISO base media file.
    private static func media(brand: ArraySlice<UInt8>) -> String {
        switch String(decoding: brand, as: UTF8.self) {
        case "M4A ", "M4B ": "audio/mp4"
        case "qt  ": "video/quicktime"
        case "avif": "image/avif"
        case "heic", "heix", "mif1": "image/heic"
        default: "video/mp4"
        }
    }

    /// Office documents are archives whose directory, at the end, names their main part.
    private static func archive(_ tail: ArraySlice<UInt8>) -> String {
        guard contains(tail, "[Content_Types].xml") else { return "application/zip" }
        let parts = [("word/document.xml", word), ("xl/workbook.xml", sheet), ("ppt/presentation.xml", slides)]
        return parts.first { contains(tail, $0.0) }?.1 ?? "application/zip"
    }

    private static func contains(_ bytes: ArraySlice<UInt8>, _ text: String) -> Bool {
        bytes.firstRange(of: Array(text.utf8)) != nil
    }
}
