/// Keys and tokens by the prefix that their vendors give them.
enum KeyShape {
    /// Longer tokens are cut there; no vendor's key is as long.
    private static let longest = 512

    /// What may follow a prefix.
    private enum Body {
        /// Letters, digits, `_` and `-`, at least so many, that look random.
        case random(atLeast: Int)
        /// Letters and digits, exactly so many.
        case exact(Int)
    }

    /// Prefixes that end with a dash or an underscore.
    private static let table: [(prefix: StaticString, body: Body)] = [
        // OpenAI, Anthropic, OpenRouter, DeepSeek; OpenAI's sessions.
        ("sk-", .random(atLeast: 20)), ("sess-", .random(atLeast: 24)),
        ("gsk_", .random(atLeast: 40)), ("xai-", .random(atLeast: 40)), ("pplx-", .random(atLeast: 40)),
        ("hf_", .exact(34)), ("r8_", .exact(37)),
        ("ghp_", .exact(36)), ("gho_", .exact(36)), ("ghu_", .exact(36)), ("ghs_", .exact(36)), ("ghr_", .exact(36)),
        ("github_pat_", .random(atLeast: 60)), ("glpat-", .random(atLeast: 20)),
        ("xoxb-", .random(atLeast: 20)), ("xoxp-", .random(atLeast: 20)), ("xoxa-", .random(atLeast: 20)),
        ("xoxr-", .random(atLeast: 20)), ("xoxs-", .random(atLeast: 20)), ("xoxe-", .random(atLeast: 20)),
        ("xapp-", .random(atLeast: 20)),
        ("sk_live_", .random(atLeast: 16)), ("sk_test_", .random(atLeast: 16)), ("rk_live_", .random(atLeast: 16)),
        ("rk_test_", .random(atLeast: 16)), ("whsec_", .random(atLeast: 24)),
        ("npm_", .exact(36)), ("dop_v1_", .exact(64)), ("shpat_", .exact(32)), ("GOCSPX-", .random(atLeast: 28)),
    ]
    private static let longestPrefix = 11

    /// The key whose prefix ends with the dash or underscore at a place; it does not reach back before `floor`.
    static func match(_ text: ScannedText, separator: Int, floor: Int) -> Match {
        var start = separator
        while start > floor, separator - start < longestPrefix, text[start - 1] != UInt8(ascii: "-"),
            text[start - 1].isTokenByte
        { start -= 1 }
        let length = separator + 1 - start
        guard length > 2 else { return .none }
        for (prefix, body) in table where prefix.utf8CodeUnitCount == length && text.has(prefix, at: start) == true {
            switch body {
            case .random(let least): return random(text, start, from: separator + 1, atLeast: least)
            case .exact(let count):
                return exact(text, start, from: separator + 1, count: count) { $0.isAlphanumeric }
            }
        }
        return .none
    }

    /// Keys of AWS, whose second letter stands at a place: `AKIA` or `ASIA` and 16 of base 32.
    static func aws(_ text: ScannedText, letter: Int) -> Match {
        let start = letter - 1
        guard isWord(text, from: start), text[start] == UInt8(ascii: "A") else { return .none }
        guard let isPrefix = text.has("IA", at: letter + 1) else { return .open(from: start) }
        guard isPrefix else { return .none }
        return exact(text, start, from: start + 4, count: 16) {
            $0.isUpper || (UInt8(ascii: "2")...UInt8(ascii: "7")).contains($0)
        }
    }

    /// Keys of Google, whose `z` stands at a place: `AIza` and 35 more.
    static func google(_ text: ScannedText, letter: Int) -> Match {
        let start = letter - 2
        guard isWord(text, from: start), text.has("AIz", at: start) != false else { return .none }
        guard let isPrefix = text.has("AIza", at: start) else { return .open(from: start) }
        return isPrefix ? exact(text, start, from: start + 4, count: 35) { $0.isTokenByte } : .none
    }

    private static func isWord(_ text: ScannedText, from start: Int) -> Bool {
        start >= 0 && !text.at(start - 1).isAlphanumeric && text.at(start - 1) != UInt8(ascii: "_")
    }

    private static func exact(
        _ text: ScannedText, _ start: Int, from body: Int, count: Int, _ fits: (UInt8) -> Bool
    ) -> Match {
        var end = body
        while end < text.count, end - body < count, fits(text[end]) { end += 1 }
        if text.isOpen(at: end) { return .open(from: start) }
        return end - body == count && !text.at(end).isTokenByte ? .found(.apiKey, start..<end) : .none
    }

    /// Random means a digit, and either letters of both cases or a long run without a dash: `sk-learn-contrib-project-2`
    /// is the name of something.
    private static func random(_ text: ScannedText, _ start: Int, from body: Int, atLeast least: Int) -> Match {
        var end = body
        var (hasDigit, hasUpper, hasLower) = (false, false, false)
        var (run, longestRun) = (0, 0)
        while end < text.count, end - body < longest, text[end].isTokenByte {
            let byte = text[end]
            hasDigit = hasDigit || byte.isDigit
            hasUpper = hasUpper || byte.isUpper
            hasLower = hasLower || byte.isLower
            run = byte.isAlphanumeric ? run + 1 : 0
            longestRun = max(longestRun, run)
            end += 1
        }
        if text.isOpen(at: end) { return .open(from: start) }
        guard end - body >= least, hasDigit, hasUpper && hasLower || longestRun >= 16 else { return .none }
        return .found(.apiKey, start..<end)
    }
}
