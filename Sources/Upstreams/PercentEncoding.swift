/// Percent-encodes all but the unreserved characters (RFC 3986, section 2.3).
func percentEncoded(_ text: String) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count)
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            output.append(byte)
        default: output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: output, as: UTF8.self)
}

/// Decodes percent-encoded text; what is not an encoding stays as it is.
func percentDecoded(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var output: [UInt8] = []
    var position = 0
    while position < bytes.count {
        if bytes[position] == UInt8(ascii: "%"), position + 2 < bytes.count,
            // A sign is no digit, though a number may have one.
            bytes[position + 1] != UInt8(ascii: "+"),
            let byte = UInt8(String(decoding: bytes[position + 1...position + 2], as: UTF8.self), radix: 16)
        {
            output.append(byte)
            position += 3
        } else {
            output.append(bytes[position])
            position += 1
        }
    }
    return String(decoding: output, as: UTF8.self)
}

/// Percent-encodes what is not ASCII and leaves the rest as it is: for a path and query that somebody else wrote.
func encodedBeyondASCII(_ text: String) -> String {
    text.utf8.allSatisfy { $0 < 0x80 }
        ? text : text.unicodeScalars.map { $0.isASCII ? String($0) : percentEncoded(String($0)) }.joined()
}

/// Query items as text; several of one name are repeated, as the API expects of arrays.
func queryText(_ items: [(name: String, value: String)]) -> String {
    items.map { "\(percentEncoded($0.name))=\(percentEncoded($0.value))" }.joined(separator: "&")
}
