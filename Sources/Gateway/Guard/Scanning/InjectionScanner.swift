/// Finds words that give a model orders, in text that nobody should take orders from: web pages, files, search results.
///
/// A mark is a verb of disobedience with what it is aimed at (`ignore ... previous instructions`), a phrase that speaks to
/// the model (`you are now in developer mode`), the control words of chat templates (`<|im_start|>`), or letters that no
/// reader sees. It finds what is said plainly; it is a tripwire, no proof of innocence.
struct InjectionScanner: Sendable {
    /// Words in order, each one of several; up to `gap` other words may stand between two of them.
    private struct Phrase: Sendable {
        let words: [[String]]
        let gap: Int

        init(_ text: String, gap: Int = 0) {
            words = text.split(separator: " ").map { $0.split(separator: "|").map(String.init) }
            self.gap = gap
        }
    }

    private static let phrases: [Phrase] = {
        let before = "previous|prior|above|earlier|preceding|original|initial|system|safety|your"
        let orders =
            "instructions|instruction|prompt|prompts|rules|guidelines|directions|directives|commands|programming"
        return [
            Phrase("ignore|disregard|forget|override|bypass \(before) \(orders)", gap: 3),
            Phrase("ignore|disregard|forget everything|all above|before|previous|told|said", gap: 3),
            Phrase("do|must|dont not|follow|obey \(before) \(orders)", gap: 2),
            Phrase("you are now unrestricted|jailbroken|dan|uncensored|evil", gap: 3),
            Phrase("you are now developer|god|jailbreak|unrestricted mode", gap: 3),
            Phrase("you are no longer bound|restricted|limited", gap: 1),
            Phrase("reveal|print|repeat|output|leak|disclose your|system|hidden|secret prompt|instructions", gap: 2),
            Phrase("do|dont|never not|tell|inform|mention|alert|notify user|human", gap: 3),
            Phrase("your new instructions|orders are", gap: 0),
            Phrase("new|updated instructions|orders for|to ai|assistant|model|llm|chatbot|agent", gap: 1),
            Phrase(
                "instruction|instructions|note|message|attention to|for|all ai|llm|llms|assistants|chatbots|agents",
                gap: 1),
            Phrase("attention llm|llms|chatbots|assistants|agents"),
            Phrase("pretend|act no|without restrictions|rules|limits|filters|guidelines", gap: 6),
            Phrase("exfiltrate|leak conversation|history|secrets|keys|credentials|passwords", gap: 4),
            Phrase(
                "ignoriere|vergiss|missachte vorherigen|bisherigen|obigen|vorigen anweisungen|regeln|befehle", gap: 2),
            Phrase("ignorez|oubliez instructions|consignes", gap: 3),
            Phrase("ignora|olvida instrucciones|reglas anteriores|previas", gap: 3),
        ]
    }()

    /// Control words of the templates by which models are trained.
    private static let controls = [
        "<|im_start|>", "<|im_end|>", "<|system|>", "<|endoftext|>", "<|start_header_id|>", "<|eot_id|>", "[INST]",
        "[/INST]", "<<SYS>>", "<system>", "</system>", "<system_prompt>",
    ]

    /// How a phrase may begin: up to three letters of a first word, as one number, so that most words are turned away by
    /// one comparison. Three, since the fourth of `don't` is none.
    private struct Opening: Sendable {
        let letters: UInt32
        let mask: UInt32
        let phrase: Int
    }

    private enum Trigger: UInt8 {
        case letter = 1
        case control, tag
    }

    private let classes: [UInt8]
    private let openings: [Opening]
    /// Where the openings of each letter begin and end.
    private let ranges: [Range<Int>]

    /// Creates a scanner.
    init() {
        var classes = [UInt8](repeating: 0, count: 256)
        var byLetter = [[Opening]](repeating: [], count: 26)
        for (position, phrase) in Self.phrases.enumerated() {
            for word in phrase.words[0] {
                let letters = Array(word.utf8.prefix(3))
                let first = letters[0]
                classes[Int(first)] = Trigger.letter.rawValue
                classes[Int(first & 0xDF)] = Trigger.letter.rawValue
                let mask = UInt32.max >> (8 * (4 - UInt32(letters.count)))
                byLetter[Int(first - 0x61)].append(
                    Opening(letters: Self.number(letters) & mask, mask: mask, phrase: position))
            }
        }
        for control in Self.controls { classes[Int(control.utf8.first ?? 0)] = Trigger.control.rawValue }
        classes[0xF3] = Trigger.tag.rawValue
        self.classes = classes
        openings = byLetter.flatMap { $0 }
        var end = 0
        ranges = byLetter.map { openings in
            defer { end += openings.count }
            return end..<end + openings.count
        }
    }

    /// Every mark in a text, in order.
    func findings(in text: UnsafeBufferPointer<UInt8>) -> [Finding] {
        var findings: [Finding] = []
        classes.withUnsafeBufferPointer { classes in
            openings.withUnsafeBufferPointer { openings in
                var position = 0
                while position < text.count {
                    guard let trigger = Trigger(rawValue: classes[Int(text[position])]) else {
                        position += 1
                        continue
                    }
                    if let end = end(text, at: position, trigger, openings) {
                        findings.append(Finding(kind: .injection, range: position..<end))
                        position = end
                    } else {
                        position += 1
                    }
                }
            }
        }
        return findings
    }

    @inline(__always)
    private func end(
        _ text: UnsafeBufferPointer<UInt8>, at position: Int, _ trigger: Trigger,
        _ openings: UnsafeBufferPointer<Opening>
    ) -> Int? {
        switch trigger {
        case .letter:
            guard position == 0 || !text[position - 1].isAlphanumeric else { return nil }
            let letters = Self.number(text[position..<min(position + 4, text.count)]) | 0x2020_2020
            for opening in ranges[Int((text[position] | 0x20) - 0x61)] {
                let opening = openings[opening]
                guard letters & opening.mask == opening.letters else { continue }
                if let end = Self.end(of: Self.phrases[opening.phrase], text, at: position) { return end }
            }
            return nil
        case .control:
            return Self.controls.first { text[position...].starts(with: $0.utf8) }.map { position + $0.utf8.count }
        case .tag: return Self.endOfTags(text, at: position)
        }
    }

    /// Up to four bytes, the first one lowest.
    @inline(__always)
    private static func number(_ letters: some Collection<UInt8>) -> UInt32 {
        var (number, shift) = (UInt32(0), UInt32(0))
        for letter in letters {
            number |= UInt32(letter) << shift
            shift += 8
        }
        return number
    }

    // MARK: Words

    private static func end(of phrase: Phrase, _ text: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
        guard var end = word(text, at: position, oneOf: phrase.words[0]) else { return nil }
        for choices in phrase.words.dropFirst() {
            var next = end
            var found: Int?
            for _ in 0...phrase.gap {
                guard let start = nextWord(text, from: next) else { return nil }
                if let match = word(text, at: start, oneOf: choices) {
                    found = match
                    break
                }
                next = endOfWord(text, from: start)
            }
            guard let found else { return nil }
            end = found
        }
        return end
    }

    private static func word(_ text: UnsafeBufferPointer<UInt8>, at start: Int, oneOf choices: [String]) -> Int? {
        let end = endOfWord(text, from: start)
        for choice in choices where fits(text, start..<end, choice) { return end }
        return nil
    }

    /// Case counts as little as the apostrophe of `don't`.
    private static func fits(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ word: String) -> Bool {
        guard range.count >= word.utf8.count, range.count <= word.utf8.count + 1 else { return false }
        var letters = word.utf8.makeIterator()
        for position in range where text[position] != UInt8(ascii: "'") {
            guard letters.next() == text[position] | 0x20 else { return false }
        }
        return letters.next() == nil
    }

    private static func endOfWord(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var end = start
        while end < text.count, text[end].isAlphanumeric || text[end] == UInt8(ascii: "'") { end += 1 }
        return end
    }

    /// The next word of the same sentence, at most a few signs further on.
    private static func nextWord(_ text: UnsafeBufferPointer<UInt8>, from end: Int) -> Int? {
        var position = end
        while position < text.count, position - end < 8 {
            let byte = text[position]
            if byte.isAlphanumeric { return position }
            if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") { return nil }
            position += 1
        }
        return nil
    }

    // MARK: Letters that no reader sees

    /// Tag characters (U+E0020 to U+E007E), which spell ASCII invisibly; flags of countries' parts have at most six.
    private static func endOfTags(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
        var end = position
        while end + 4 <= text.count, text[end] == 0xF3, text[end + 1] == 0xA0,
            text[end + 2] == 0x80 || text[end + 2] == 0x81
        {
            end += 4
        }
        return (end - position) / 4 >= 8 ? end : nil
    }
}
