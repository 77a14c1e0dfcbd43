import Gateway
import JSON
import Vectors

@testable import Servers

/// A provider of embeddings whose vectors say what the text was: its first letter's place in the alphabet on one axis.
enum EmbeddingUpstream {
    /// `a` is east, `b` is north, and so on; other texts lie between them.
    static func vector(_ text: String, dimensions: Int) -> [Float] {
        var vector = [Float](repeating: 0, count: dimensions)
        for byte in text.utf8.prefix(4) { vector[Int(byte) % dimensions] += 1 }
        return vector
    }

    /// - Parameters:
    ///   - isBase64: whether numbers come in the form that was asked for; some servers know only digits.
    ///   - refuses: texts for which a request is refused whole.
    static func script(
        isBase64: Bool = true, refuses: @escaping @Sendable (String) -> Bool = { _ in false }
    ) -> ScriptedUpstream.Script {
        { call in
            let inputs = call.member("input")?.elements.compactMap(\.string) ?? []
            if inputs.contains(where: refuses) {
                return .text(
                    #"{"error":{"message":"too long","type":"invalid_request_error","param":"input"}}"#, status: 400)
            }
            let dimensions = call.member("dimensions")?.int ?? 4
            let data = inputs.enumerated().map { position, text -> JSONValue in
                let vector = vector(text, dimensions: dimensions)
                let numbers: JSONValue =
                    isBase64
                    ? .string(PackedVector.base64(of: vector)) : .array(vector.map { .double(Double($0)) })
                return ["object": "embedding", "index": .int(position), "embedding": numbers]
            }
            // In reverse, as the index says where each belongs.
            let answer: JSONValue = [
                "object": "list", "data": .array(data.reversed()), "model": "m",
                "usage": ["prompt_tokens": .int(inputs.count), "total_tokens": .int(inputs.count)],
            ]
            return .text(answer.text)
        }
    }
}
