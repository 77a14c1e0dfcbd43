import JSON

/// Finds what a call used in the bytes of a stream of events as they pass.
///
/// Only the member `usage` of the outermost object, or of its member `response`, counts: what a caller or a model wrote
/// stands deeper or in a string. Nothing else is decoded; the last one found wins.
struct UsageReader: Sendable {
    /// JSON of the last `usage` that was an object.
    private(set) var found: [UInt8]?
    /// The last `service_tier` that was a string.
    private(set) var tier: String?

    private enum Key { case none, usage, response, tier, other }

    private var depth = 0
    private var isObject = false
    private var isInResponse = false
    private var isInString = false
    private var isEscaped = false
    private var expectsKey = false
    private var readsWord = false
    private var word: [UInt8] = []
    private var key = Key.none
    private var capture: [UInt8] = []
    private var captureDepth: Int?

    /// Whether members of the object at this depth are looked at.
    private var isAtLevel: Bool { depth == 1 && isObject || depth == 2 && isInResponse }

    /// Looks at the next bytes.
    mutating func read(_ bytes: some Collection<UInt8>) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { read($0) }
        if done == nil { Array(bytes).withUnsafeBufferPointer { read($0) } }
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        var position = 0
        var captureStart = 0
        while position < bytes.count {
            if isInString, !isEscaped, !readsWord { position = Self.plainEnd(of: bytes, from: position) }
            guard position < bytes.count else { break }
            let byte = bytes[position]
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                    endWord()
                } else if byte == UInt8(ascii: "\n") {
                    // No string goes over a line: the event was cut, and the next one begins.
                    reset()
                }
                if readsWord, isInString, word.count < 16 { word.append(byte) }
                position += 1
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                // Outside of an object, quotes mean nothing.
                guard depth > 0 else { break }
                isInString = true
                readsWord = captureDepth == nil && isAtLevel && (expectsKey || key == .tier)
                if readsWord { word.removeAll(keepingCapacity: true) }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if isAtLevel, key == .usage, byte == UInt8(ascii: "{"), captureDepth == nil {
                    captureDepth = depth
                    captureStart = position
                    capture.removeAll(keepingCapacity: true)
                }
                let opensResponse = depth == 1 && isObject && key == .response && byte == UInt8(ascii: "{")
                depth += 1
                if depth == 1 { isObject = byte == UInt8(ascii: "{") }
                if depth == 2 { isInResponse = opensResponse }
                expectsKey = true
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth = max(0, depth - 1)
                key = .other
                if depth == captureDepth {
                    capture.append(contentsOf: bytes[captureStart...position])
                    (found, captureDepth) = (capture, nil)
                }
                if depth <= 1 { isInResponse = false }
            case UInt8(ascii: ","):
                if isAtLevel { (expectsKey, key) = (true, .none) }
            case UInt8(ascii: ":"):
                expectsKey = false
            default: break
            }
            position += 1
        }
        if captureDepth != nil { capture.append(contentsOf: bytes[captureStart...]) }
    }

    /// Where the first byte stands that means something within a string.
    private static func plainEnd(of bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        let base = UnsafeRawPointer(bytes.baseAddress!)
        let quote = SIMD16<UInt8>(repeating: UInt8(ascii: "\""))
        let slash = SIMD16<UInt8>(repeating: UInt8(ascii: "\\"))
        let lineEnd = SIMD16<UInt8>(repeating: UInt8(ascii: "\n"))
        while position + 16 <= bytes.count {
            let block = base.loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self)
            if any((block .== quote) .| (block .== slash) .| (block .== lineEnd)) { break }
            position += 16
        }
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "\n") { break }
            position += 1
        }
        return position
    }

    private mutating func endWord() {
        guard readsWord else { return }
        readsWord = false
        if expectsKey {
            key =
                word.elementsEqual("usage".utf8)
                ? .usage
                : word.elementsEqual("response".utf8)
                    ? .response : word.elementsEqual("service_tier".utf8) ? .tier : .other
        } else if key == .tier {
            tier = String(decoding: word, as: UTF8.self)
        }
    }

    private mutating func reset() {
        depth = 0
        (isInString, isEscaped, readsWord, isInResponse) = (false, false, false, false)
        captureDepth = nil
        key = .none
    }
}

extension Usage {
    /// Reads what a provider says of a use; nil where it says nothing that counts.
    init?(_ view: JSONView) {
        guard view.kind == .object else { return nil }
        func count(_ view: JSONView?, _ names: String...) -> Int? {
            for name in names {
                if let number = view?[name]?.double, number >= 0 { return Int(min(number, 1e12)) }
            }
            return nil
        }
        let inputDetails = view["prompt_tokens_details"] ?? view["input_tokens_details"] ?? view["input_token_details"]
        let outputDetails =
            view["completion_tokens_details"] ?? view["output_tokens_details"] ?? view["output_token_details"]
        let input = count(view, "prompt_tokens", "input_tokens")
        let output = count(view, "completion_tokens", "output_tokens")
        let seconds = view["seconds"]?.double
        guard input != nil || output != nil || seconds != nil else { return nil }
        self.input = input ?? 0
        self.output = output ?? 0
        self.seconds = min(max(0, seconds ?? 0), 1e9)
        cachedInput = min(self.input, count(inputDetails, "cached_tokens") ?? 0)
        cacheWrites = min(self.input - cachedInput, count(inputDetails, "cache_write_tokens") ?? 0)
        let rest = self.input - cachedInput - cacheWrites
        audioInput = min(rest, count(inputDetails, "audio_tokens") ?? 0)
        imageInput = min(rest - audioInput, count(inputDetails, "image_tokens") ?? 0)
        audioOutput = min(self.output, count(outputDetails, "audio_tokens") ?? 0)
        imageOutput = min(self.output - audioOutput, count(outputDetails, "image_tokens") ?? 0)
    }
}
