/// Percent-encoding (RFC 3986, section 2.1).
enum PercentEncoding {
    static func segment(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isUnreserved(byte) {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A path whose slashes stay.
    static func path(_ text: String) -> String {
        text.split(separator: "/", omittingEmptySubsequences: false).map { segment(String($0)) }.joined(separator: "/")
    }

    /// The text with its escapes undone; what is no escape stays.
    static func decode(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let pair = rest.prefix(2)
            // A sign is no digit, though a number may have one.
            if byte == UInt8(ascii: "%"), pair.count == 2, pair.first != UInt8(ascii: "+"),
                let value = UInt8(String(decoding: pair, as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        // Colons stand in the ids of fine-tuned models, and are plain in a path.
        case UInt8(ascii: ":"): true
        default: false
        }
    }
}

extension String {
    /// The path with one `{placeholder}` filled in.
    func replacingPlaceholder(_ name: String, with value: String) -> String {
        let wanted = "{\(name)}"
        return split(separator: "/", omittingEmptySubsequences: false)
            .map { $0 == wanted ? value : String($0) }.joined(separator: "/")
    }
}
