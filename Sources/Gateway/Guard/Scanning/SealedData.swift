/// JSON Web Tokens in compact form (RFC 7515 and 7516): a header that begins `{"`, then two or four parts.
enum WebToken {
    private static let longest = 8_192
    private static let shortestPart = 10

    /// The token whose `J` of `eyJ` stands at a place.
    static func match(_ text: ScannedText, letter: Int) -> Match {
        let start = letter - 2
        guard start >= 0, text[start] == UInt8(ascii: "e"), text[start + 1] == UInt8(ascii: "y"),
            !text.at(start - 1).isTokenByte
        else { return .none }
        var (end, part, parts) = (start, start, 1)
        var (isSigned, isLong) = (false, true)
        while end < text.count, end - start < longest {
            if text[end].isTokenByte {
                end += 1
                if parts == 2, end - part == 3 { isSigned = text.has("eyJ", at: part) == true }
            } else if text[end] == UInt8(ascii: "."), parts < 5,
                text.at(end + 1).isTokenByte || text.isOpen(at: end + 1)
            {
                // The key that an encrypted token carries may be short.
                if parts != 2 || isSigned { isLong = isLong && end - part >= shortestPart }
                parts += 1
                end += 1
                part = end
            } else {
                break
            }
        }
        if text.isOpen(at: end), end - start < longest { return .open(from: start) }
        guard isLong, isSigned && parts == 3 || parts == 5, end - part >= shortestPart else { return .none }
        return .found(.jwt, start..<end)
    }
}

/// Private keys in PEM (RFC 7468), also those that have lost their end.
enum PrivateKey {
    private static let longest = 16_384
    /// Letters without a break by which the body of a key differs from words about one.
    private static let shortestRun = 32

    /// The key whose first dash stands at a place.
    static func match(_ text: ScannedText, dash: Int) -> Match {
        guard text.at(dash - 1) != UInt8(ascii: "-") else { return .none }
        guard let begins = text.has("-----BEGIN ", at: dash) else { return .open(from: dash) }
        guard begins else { return .none }
        var label = dash + 11
        while label < text.count, label - dash < 60, text[label] != UInt8(ascii: "-") {
            guard text[label].isUpper || text[label].isDigit || text[label] == UInt8(ascii: " ") else { return .none }
            label += 1
        }
        guard let isEnded = text.has("-----", at: label) else { return .open(from: dash) }
        guard isEnded, isPrivate(text, dash + 11..<label) else { return .none }
        return body(text, start: dash, from: label + 5)
    }

    private static func isPrivate(_ text: ScannedText, _ label: Range<Int>) -> Bool {
        label.contains { text.has("PRIVATE KEY", at: $0) == true }
    }

    private static func body(_ text: ScannedText, start: Int, from body: Int) -> Match {
        var (end, run, longestRun, lastRunEnd) = (body, 0, 0, body)
        while end < text.count, end - start < longest {
            let byte = text[end]
            if byte == UInt8(ascii: "-"), text.has("-----END ", at: end) == true { break }
            guard isBodyByte(byte) else { break }
            run = byte.isAlphanumeric || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") ? run + 1 : 0
            end += 1
            longestRun = max(longestRun, run)
            if run >= 16 { lastRunEnd = end }
        }
        if end - start < longest {
            // The last line is whole only with its dashes.
            if text.isOpen(at: end) { return .open(from: start) }
            if text.has("-----END ", at: end) == true {
                var close = end + 9
                while close < text.count, close - end < 60, text[close] != UInt8(ascii: "-") { close += 1 }
                guard let isClosed = text.has("-----", at: close) else { return .open(from: start) }
                if isClosed, longestRun >= shortestRun { return .found(.privateKey, start..<close + 5) }
            }
        }
        guard longestRun >= shortestRun else { return .none }
        while text.at(lastRunEnd) == UInt8(ascii: "=") { lastRunEnd += 1 }
        return .found(.privateKey, start..<lastRunEnd)
    }

    /// Base 64, white space, the headers of old formats, and a backslash where the text is JSON within JSON.
    private static func isBodyByte(_ byte: UInt8) -> Bool {
        if byte.isAlphanumeric { return true }
        switch byte {
        case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: " "), UInt8(ascii: "\n"),
            UInt8(ascii: "\r"), UInt8(ascii: "\t"), UInt8(ascii: "\\"), UInt8(ascii: ":"), UInt8(ascii: ","),
            UInt8(ascii: "-"):
            return true
        default: return false
        }
    }
}
