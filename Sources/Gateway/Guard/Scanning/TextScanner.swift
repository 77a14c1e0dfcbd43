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

    private let kinds: Set<FindingKind>
    private let classes: [UInt8]
    private let findsNumbers: Bool
    private let findsPhones: Bool

    /// A scanner for some kinds; ``FindingKind/injection`` is the business of ``InjectionScanner``.
    init(_ kinds: Set<FindingKind>) {
        self.kinds = kinds
        var classes = [UInt8](repeating: 0, count: 256)
        func set(_ trigger: Trigger, _ bytes: String) {
            for byte in bytes.utf8 { classes[Int(byte)] = trigger.rawValue }
        }
        findsPhones = kinds.contains(.phone)
        findsNumbers = !kinds.isDisjoint(with: [
            .phone, .card, .iban, .socialSecurity, .nationalInsurance, .germanTaxID,
        ])
        if findsNumbers { set(.digit, "0123456789") }
        if kinds.contains(.email) { set(.at, "@") }
        if kinds.contains(.apiKey) {
            set(.separator, "-_")
            set(.aws, "KS")
            set(.google, "z")
        } else if kinds.contains(.privateKey) {
            set(.separator, "-")
        }
        if kinds.contains(.jwt) { set(.token, "J") }
        self.classes = classes
    }

    /// Whether it looks for anything.
    var isIdle: Bool { kinds.isEmpty || kinds == [.injection] }

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
            if kinds.contains(.privateKey), text[position] == UInt8(ascii: "-") {
                let match = PrivateKey.match(text, dash: position)
                if match != .none { return match }
            }
            return kinds.contains(.apiKey) ? KeyShape.match(text, separator: position, floor: floor) : .none
        case .aws: return KeyShape.aws(text, letter: position)
        case .google: return KeyShape.google(text, letter: position)
        case .token: return WebToken.match(text, letter: position)
        case nil: return .none
        }
    }

    /// A number whose first digit stands at a place.
    private func number(_ text: ScannedText, at digit: Int) -> Match {
        if kinds.contains(.iban) {
            let match = BankAccount.match(text, digit: digit)
            if match != .none { return match }
        }
        if kinds.contains(.nationalInsurance) {
            let match = NationalInsurance.match(text, digit: digit)
            if match != .none { return match }
        }
        let before = text.at(digit - 1)
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
            for (kind, end) in [
                (.socialSecurity, SocialSecurity.end), (.card, PaymentCard.end), (.germanTaxID, GermanTaxID.end),
            ] as [(FindingKind, (NumberRun, ScannedText) -> Int?)] where kinds.contains(kind) {
                if let end = end(run, text) { return .found(kind, digit..<end) }
            }
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
        if start == end, start - from >= 3, kinds.contains(.nationalInsurance),
            text[start - 1] == UInt8(ascii: " "),
            text[start - 2].isUpper, text[start - 3].isUpper
        {
            start -= 3
        }
        return start
    }
}
