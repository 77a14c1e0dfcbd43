/// Text for the `format` keyword: found in the message, else a plain valid value.
enum StringFormat {
    /// A value of a format, or nil where the format puts no condition on the text.
    static func value(_ format: String, from evidence: Evidence) -> String? {
        switch format {
        case "date": evidence.word(where: isDate) ?? "1970-01-01"
        case "date-time":
            evidence.word(where: isDateTime) ?? (evidence.word(where: isDate) ?? "1970-01-01") + "T00:00:00Z"
        case "time": "00:00:00Z"
        case "duration": "PT0S"
        case "email": evidence.word(where: isEmail) ?? "nobody@example.com"
        case "hostname": evidence.word(where: isHost) ?? "example.com"
        case "uri", "url", "iri": evidence.word(where: isURI) ?? "https://example.com/"
        case "ipv4": evidence.word(where: isIPv4) ?? "127.0.0.1"
        case "ipv6": "::1"
        case "uuid": evidence.word(where: isUUID) ?? "00000000-0000-4000-8000-000000000000"
        default: nil
        }
    }

    /// A day in the message: an ISO date, a weekday, or a word for a day close by.
    static func day(in evidence: Evidence) -> String? {
        evidence.word(where: isDate) ?? evidence.word(where: isDayWord)
    }

    /// Whether a word names a day.
    static func isDayWord(_ word: String) -> Bool { days.contains(word.lowercased()) }

    private static let days: Set<String> = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "tomorrow", "yesterday",
    ]

    private static func isDate(_ word: String) -> Bool {
        let parts = word.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.count) == [4, 2, 2], parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }),
            let month = Int(parts[1]), let day = Int(parts[2])
        else { return false }
        return (1...12).contains(month) && (1...31).contains(day)
    }

    private static func isDateTime(_ word: String) -> Bool {
        word.count >= 20 && isDate(String(word.prefix(10))) && word.dropFirst(10).first == "T"
            && (word.hasSuffix("Z") || word.suffix(6).contains { $0 == "+" || $0 == "-" })
    }

    private static func isEmail(_ word: String) -> Bool {
        let parts = word.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && isHost(String(parts[1]))
    }

    private static func isHost(_ word: String) -> Bool {
        let labels = word.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count > 1 && labels.last?.contains(where: \.isASCIIDigit) == false
            && labels.allSatisfy {
                !$0.isEmpty && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            }
    }

    private static func isURI(_ word: String) -> Bool {
        ["https://", "http://", "mailto:", "urn:"].contains { word.hasPrefix($0) && word.count > $0.count }
    }

    private static func isIPv4(_ word: String) -> Bool {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }

    private static func isUUID(_ word: String) -> Bool {
        word.split(separator: "-", omittingEmptySubsequences: false).map(\.count) == [8, 4, 4, 4, 12]
            && word.allSatisfy { $0.isHexDigit || $0 == "-" }
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
