/// International bank account numbers (ISO 13616): a country, its length, and check digits (mod 97), written whole or in
/// groups of four.
enum BankAccount {
    /// The number whose first check digit stands at `digit`.
    static func match(_ text: ScannedText, digit: Int) -> Match {
        let start = digit - 2
        guard start >= 0, text[start].isLetter, text[start + 1].isLetter, text.at(start - 1) != UInt8(ascii: "_"),
            !text.at(start - 1).isAlphanumeric,
            let length = lengths[UInt16(text[start] & 0xDF) << 8 | UInt16(text[start + 1] & 0xDF)]
        else { return .none }
        var remainder = 0
        var taken = 0
        var position = start
        // The first four characters count last.
        var head = SIMD4<UInt8>()
        while taken < length {
            guard position < text.count else { return text.isFinal ? .none : .open(from: start) }
            let byte = text[position]
            if byte == UInt8(ascii: " "), taken > 0, taken % 4 == 0, text[position - 1] != byte {
                position += 1
                continue
            }
            guard byte.isAlphanumeric else { return .none }
            if taken < 4 { head[taken] = byte } else { remainder = add(byte, to: remainder) }
            taken += 1
            position += 1
        }
        if text.isOpen(at: position) { return .open(from: start) }
        for index in 0..<4 { remainder = add(head[index], to: remainder) }
        guard remainder == 1, head[2].isDigit, head[3].isDigit, !text.at(position).isAlphanumeric else { return .none }
        return .found(.iban, start..<position)
    }

    private static func add(_ byte: UInt8, to remainder: Int) -> Int {
        byte.isDigit ? (remainder * 10 + Int(byte - 0x30)) % 97 : (remainder * 100 + Int(byte & 0xDF) - 55) % 97
    }

    /// Lengths by country (SWIFT, IBAN registry).
    private static let lengths: [UInt16: Int] = {
        let table = """
            AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29
            ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28
            LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25
            QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30
            """
        var lengths: [UInt16: Int] = [:]
        for entry in table.split(whereSeparator: \.isWhitespace) {
            let bytes = Array(entry.utf8)
            lengths[UInt16(bytes[0]) << 8 | UInt16(bytes[1])] = Int(bytes[2] - 0x30) * 10 + Int(bytes[3] - 0x30)
        }
        return lengths
    }()
}
