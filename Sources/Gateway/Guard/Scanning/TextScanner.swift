/// One thing found in a text; the range counts bytes.
struct Finding: Equatable {
    let kind: FindingKind
    let range: Range<Int>
}

/// Finds personal data and secrets in one pass over the bytes of a text.
///
/// A table of 256 classes lets nearly all bytes pass at once; only what may be the middle of something (an `@`, a digit,
/// the dash behind `sk`) is looked at closely. Each kind has a longest length, so that of a stream only a short end is held
/// back: what could be the beginning of something.
struct TextScanner: Sendable {
    /// What a byte may announce.
    private enum Trigger: UInt8 {
        case at = 1
        case digit, separator, aws, google, token
    }

    /// Whether it looks for anything.
    let isIdle: Bool
    private let classes: [UInt8]
    // One flag each: a look into a set would cost more than most checks.
    private let findsPhones: Bool
    private let findsCards: Bool
    private let findsIBANs: Bool
    private let findsSocialSecurity: Bool
    private let findsNationalInsurance: Bool
    private let findsTaxIDs: Bool
    private let findsKeys: Bool
    private let findsPrivateKeys: Bool

    /// A scanner for some kinds; ``FindingKind/injection`` is the business of ``InjectionScanner``.
    init(_ kinds: Set<FindingKind>) {
        isIdle = kinds.isSubset(of: [.injection])
        findsPhones = kinds.contains(.phone)
        findsCards = kinds.contains(.card)
        findsIBANs = kinds.contains(.iban)
        findsSocialSecurity = kinds.contains(.socialSecurity)
        findsNationalInsurance = kinds.contains(.nationalInsurance)
        findsTaxIDs = kinds.contains(.germanTaxID)
        findsKeys = kinds.contains(.apiKey)
        findsPrivateKeys = kinds.contains(.privateKey)
        var classes = [UInt8](repeating: 0, count: 256)
        func set(_ trigger: Trigger, _ bytes: String) {
            for byte in bytes.utf8 { classes[Int(byte)] = trigger.rawValue }
        }
        let findsNumbers =
            findsPhones || findsCards || findsIBANs || findsSocialSecurity || findsNationalInsurance || findsTaxIDs
        if findsNumbers { set(.digit, "0123456789") }
        if kinds.contains(.email) { set(.at, "@") }
        if findsKeys {
            set(.separator, "-_")
            set(.aws, "KS")
            set(.google, "z")
        } else if findsPrivateKeys {
            set(.separator, "-")
        }
        if kinds.contains(.jwt) { set(.token, "J") }
        self.classes = classes
    }

    /// Everything in a whole text, in order; no two overlap.
    func findings(in text: UnsafeBufferPointer<UInt8>) -> [Finding] {
        var findings: [Finding] = []
        _ = scan(ScannedText(bytes: text, isFinal: true), from: 0, floor: 0) { findings.append($0) }
        return findings
    }

    /// Hands out what is found from a place on, and returns how far the text is decided: what stands behind may become
    /// something when more has come. Of a final text that is all of it.
    ///
    /// - Parameter floor: where something else has ended, before which nothing may reach back.
    func scan(_ text: ScannedText, from: Int, floor: Int, found: (Finding) -> Void) -> Int {
        classes.withUnsafeBufferPointer { classes in
            var floor = floor
            var position = from
            while true {
                position = Self.nextTrigger(text.bytes, from: position, classes)
                guard position < text.count else { break }
                switch match(text, at: position, Trigger(rawValue: classes[Int(text[position])]), floor) {
                case .found(let kind, let range):
                    found(Finding(kind: kind, range: range))
                    (position, floor) = (range.upperBound, range.upperBound)
                case .open(let start):
                    return max(tail(text, from: max(from, floor), to: start), from)
                case .none:
                    position += 1
                    // Further digits of the same group begin nothing.
                    if text[position - 1].isDigit {
                        while position < text.count, text[position].isDigit { position += 1 }
                    }
                }
            }
            return text.isFinal ? text.count : tail(text, from: max(from, floor), to: text.count)
        }
    }

    /// Eight bytes at a time, then one by one.
    @inline(__always)
    private static func nextTrigger(
        _ text: UnsafeBufferPointer<UInt8>, from: Int, _ classes: UnsafeBufferPointer<UInt8>
    ) -> Int {
        guard let base = text.baseAddress, let table = classes.baseAddress else { return text.count }
        var position = from
        while position + 8 <= text.count {
            let word = UnsafeRawPointer(base).loadUnaligned(fromByteOffset: position, as: UInt64.self)
            var any = table[Int(truncatingIfNeeded: word & 0xFF)] | table[Int(truncatingIfNeeded: word >> 8 & 0xFF)]
            any |= table[Int(truncatingIfNeeded: word >> 16 & 0xFF)] | table[Int(truncatingIfNeeded: word >> 24 & 0xFF)]
            any |= table[Int(truncatingIfNeeded: word >> 32 & 0xFF)] | table[Int(truncatingIfNeeded: word >> 40 & 0xFF)]
            any |= table[Int(truncatingIfNeeded: word >> 48 & 0xFF)] | table[Int(truncatingIfNeeded: word >> 56)]
            if any != 0 { break }
            position += 8
        }
        while position < text.count, table[Int(base[position])] == 0 { position += 1 }
        return position
    }

    private func match(_ text: ScannedText, at position: Int, _ trigger: Trigger?, _ floor: Int) -> Match {
        switch trigger {
        case .at: return EmailAddress.match(text, at: position, floor: floor)
        case .digit: return number(text, at: position)
        case .separator:
            if findsPrivateKeys, text[position] == UInt8(ascii: "-") {
                let match = PrivateKey.match(text, dash: position)
                if match != .none { return match }
            }
            return findsKeys ? KeyShape.match(text, separator: position, floor: floor) : .none
        case .aws: return KeyShape.aws(text, letter: position)
        case .google: return KeyShape.google(text, letter: position)
        case .token: return WebToken.match(text, letter: position)
        case nil: return .none
        }
    }

    /// Whether a group of digits is short and no other follows it, as nearly all in ordinary text.
    @inline(__always)
    private func isAlone(_ text: ScannedText, from digit: Int) -> Bool {
        var end = digit
        while end < text.count, text[end].isDigit { end += 1 }
        guard end - digit < 8, end - digit != 6, end + 1 < text.count else { return false }
        switch text[end] {
        case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "("):
            return !text[end + 1].isDigit && text[end + 1] != UInt8(ascii: "(")
        case UInt8(ascii: ")"): return false
        default: return true
        }
    }

    /// A number whose first digit stands at a place.
    private func number(_ text: ScannedText, at digit: Int) -> Match {
        let before = text.at(digit - 1)
        // A letter may be an account's country, and six digits a National Insurance number's.
        if !before.isAlphanumeric, isAlone(text, from: digit) { return .none }
        if findsIBANs {
            let match = BankAccount.match(text, digit: digit)
            if match != .none { return match }
        }
        if findsNationalInsurance {
            let match = NationalInsurance.match(text, digit: digit)
            if match != .none { return match }
        }
        guard !before.isAlphanumeric, before != UInt8(ascii: "_") else { return .none }
        let run = NumberRun(text, at: digit)
        if run.isOpen {
            let hasSign = before == UInt8(ascii: "+") || before == UInt8(ascii: "(")
            return .open(from: hasSign ? digit - 1 : digit)
        }
        // Nothing here is shorter.
        guard run.count >= 8 else { return .none }
        // What has a sign is a phone's or an amount.
        if before != UInt8(ascii: "+"), NumberBounds.begins(text, at: digit) {
            if findsSocialSecurity, let end = SocialSecurity.end(run, text) {
                return .found(.socialSecurity, digit..<end)
            }
            if findsCards, let end = PaymentCard.end(run, text) { return .found(.card, digit..<end) }
            if findsTaxIDs, let end = GermanTaxID.end(run, text) { return .found(.germanTaxID, digit..<end) }
        }
        if findsPhones, let range = PhoneNumber.range(run, text) { return .found(.phone, range) }
        return .none
    }

    /// Where what stands before `end` begins that could be the beginning of something: the last word, the sign or bracket
    /// of a number, the two letters and the space of a `AB 12 34 56 C`.
    private func tail(_ text: ScannedText, from: Int, to end: Int) -> Int {
        var start = end
        while start > from, end - start < EmailAddress.longestName, EmailAddress.isNameByte(text[start - 1]) {
            start -= 1
        }
        if start > from, findsPhones, text[start - 1] == UInt8(ascii: "(") { start -= 1 }
        if start == end, start - from >= 3, findsNationalInsurance,
            text[start - 1] == UInt8(ascii: " "),
            text[start - 2].isUpper, text[start - 3].isUpper
        {
            start -= 3
        }
        return start
    }
}
