import Gateway
import JSON

extension EmbeddedProvider {
    /// `POST /embeddings`.
    func createEmbeddings(_ request: Request) throws(Refusal) -> Answer {
        let body = try request.json()
        let model = try body["model"].requiredString()
        try models.check(model, for: .embedding)
        let size = model == "text-embedding-3-large" ? 3072 : 1536
        let dimensions = try Self.dimensions(body["dimensions"], model: model, size: size)
        let isBase64 = try body["encoding_format"].choice(["float", "base64"]) == "base64"
        _ = try body["user"].string()
        let inputs = try EmbeddingInput.read(body["input"].required())
        let tokens = inputs.reduce(0) { $0 + $1.tokens }
        guard tokens <= 300_000 else {
            throw .invalidValue("input", "Too many tokens in one request: at most 300000, but got about \(tokens).")
        }
        var writer = JSONWriter(reserving: inputs.count * dimensions * 8)
        writer.object { writer in
            writer.member("object", "list")
            writer.key("data")
            writer.array { writer in
                for (index, input) in inputs.enumerated() {
                    Self.write(input.vector(size: size, dimensions: dimensions), index, isBase64: isBase64, to: &writer)
                }
            }
            writer.member("model", model)
            writer.member("usage", ["prompt_tokens": .int(tokens), "total_tokens": .int(tokens)])
        }
        return Answer(
            status: 200, headers: Headers([("content-type", "application/json")]), body: .bytes(writer.bytes))
    }

    private static func dimensions(_ field: Input, model: String, size: Int) throws(Refusal) -> Int {
        guard let wanted = try field.integer(1...size) else { return size }
        guard model != "text-embedding-ada-002" else {
            throw .invalidValue(
                "dimensions", "The model '\(model)' does not support 'dimensions'.", code: "unsupported_parameter")
        }
        return wanted
    }

    private static func write(_ vector: [Float], _ index: Int, isBase64: Bool, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("object", "embedding")
            writer.member("index", index)
            writer.key("embedding")
            if isBase64 {
                writer.string(Base64.text(vector.flatMap { littleEndian($0.bitPattern) }))
            } else {
                writer.array { writer in for value in vector { writer.raw("\(value)".utf8) } }
            }
        }
    }

    private static func littleEndian(_ bits: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
    }
}

/// One text to embed, as text or as token numbers.
enum EmbeddingInput: Sendable {
    case text(String)
    case tokens([Int])

    /// Reads text, a list of texts, token numbers, or a list of lists of token numbers.
    static func read(_ input: Input) throws(Refusal) -> [EmbeddingInput] {
        if input.view?.kind == .string { return [try text(input)] }
        guard input.view?.kind == .array else { throw input.wrongType("a string or an array") }
        let items = try input.list(1...2048) ?? []
        switch items.first?.view?.kind {
        case .number: return [try tokens(items, of: input)]
        case .array:
            var all: [EmbeddingInput] = []
            for item in items { all.append(try tokens(item.list(1...Int.max) ?? [], of: item)) }
            return all
        default:
            var all: [EmbeddingInput] = []
            for item in items { all.append(try text(item)) }
            return all
        }
    }

    private static func text(_ input: Input) throws(Refusal) -> EmbeddingInput {
        let text = try input.requiredString()
        guard !text.isEmpty else {
            throw .invalidValue(input.name, "Invalid '\(input.name)': input cannot be an empty string.")
        }
        return try checked(.text(text), input)
    }

    private static func tokens(_ items: [Input], of input: Input) throws(Refusal) -> EmbeddingInput {
        var tokens: [Int] = []
        for item in items {
            guard let token = try item.integer(0...Int.max) else { throw item.wrongType("an integer") }
            tokens.append(token)
        }
        return try checked(.tokens(tokens), input)
    }

    private static func checked(_ value: EmbeddingInput, _ input: Input) throws(Refusal) -> EmbeddingInput {
        guard value.tokens <= 8192 else {
            throw Refusal(
                message:
                    "This model's maximum context length is 8192 tokens, but '\(input.name)' has about \(value.tokens).",
                param: input.name, code: "context_length_exceeded")
        }
        return value
    }

    /// Rough count of tokens.
    var tokens: Int {
        switch self {
        case .text(let text): Pieces.count(text)
        case .tokens(let tokens): tokens.count
        }
    }

    /// The unit vector.
    func vector(size: Int, dimensions: Int) -> [Float] {
        switch self {
        case .text(let text): TextVector.text(text, size: size, dimensions: dimensions)
        case .tokens(let tokens): TextVector.tokens(tokens, size: size, dimensions: dimensions)
        }
    }
}
