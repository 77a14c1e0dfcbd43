import JSON
import Testing

@testable import Embedded

@Suite struct HostileInputTests {
    static let bodies: [(path: String, body: JSONValue)] = [
        (
            "/chat/completions",
            [
                "model": "offline", "n": 2, "stop": ["a"], "max_tokens": 5, "logprobs": true, "top_logprobs": 1,
                "messages": [
                    ["role": "system", "content": "Cats purr."],
                    ["role": "user", "content": [["type": "text", "text": "Who purrs, cats or 3 dogs?"]]],
                ],
                "tools": [["type": "function", "function": ToolTests.weather]],
                "response_format": [
                    "type": "json_schema",
                    "json_schema": [
                        "name": "a",
                        "schema": [
                            "type": "object",
                            "properties": [
                                "s": ["type": "string", "maxLength": 9], "n": ["type": "integer", "maximum": 2],
                            ],
                        ],
                    ],
                ],
            ]
        ),
        (
            "/responses",
            [
                "model": "offline", "instructions": "Be brief.", "metadata": ["a": "b"], "top_logprobs": 1,
                "input": [
                    ["role": "user", "content": [["type": "input_text", "text": "Who purrs?"]]],
                    ["type": "function_call_output", "call_id": "c", "output": "{\"a\":[1]}"],
                ],
            ]
        ),
        ("/embeddings", ["model": "offline", "input": [[1, 2], [3]], "dimensions": 8]),
        ("/moderations", ["input": [["type": "text", "text": "I like cats"]]]),
        ("/images/generations", ["model": "offline", "prompt": "x", "size": "16x16", "n": 1, "partial_images": 0]),
        (
            "/completions",
            [
                "model": "offline", "prompt": ["Who purrs?", "Cats."], "n": 2, "logprobs": 1, "stop": ["a"],
                "echo": true,
            ]
        ),
        (
            "/vector_stores",
            [
                "name": "a", "file_ids": [], "metadata": ["a": "b"],
                "expires_after": ["anchor": "last_active_at", "days": 3],
                "chunking_strategy": [
                    "type": "static", "static": ["max_chunk_size_tokens": 200, "chunk_overlap_tokens": 20],
                ],
            ]
        ),
        (
            "/vector_stores/vs/search",
            [
                "query": ["Who purrs?"], "max_num_results": 3, "ranking_options": ["score_threshold": 0.1],
                "filters": ["type": "and", "filters": [["type": "in", "key": "a", "value": ["b", 1]]]],
            ]
        ),
        ("/conversations", ["items": [["role": "user", "content": "Hi"]], "metadata": ["a": "b"]]),
        ("/uploads", ["filename": "a", "purpose": "batch", "bytes": 3, "mime_type": "text/plain"]),
    ]

    /// Bytes changed, dropped and doubled at random: an answer of a known kind each time.
    @Test(arguments: 0..<bodies.count) func changedBytes(_ index: Int) async throws {
        let provider = stillProvider()
        let (path, body) = Self.bodies[index]
        var identity = Identity(seed: UInt64(index))
        for _ in 0..<150 {
            var bytes = body.encoded
            for _ in 0...identity.next() % 3 {
                let position = Int(identity.next() % UInt64(bytes.count))
                switch identity.next() % 3 {
                case 0: bytes[position] = Array("{}[]\",:0-9naz\\".utf8)[Int(identity.next() % 14)]
                case 1: bytes.remove(at: position)
                default: bytes.insert(bytes[position], at: position)
                }
            }
            let answer = try await provider.answer(method: "POST", path: path, body: bytes)
            #expect([200, 400, 404, 413].contains(answer.status))
            _ = try JSONDocument(try await answer.body.whole())
        }
    }

    /// Every value in turn replaced by one of another type or size.
    @Test(arguments: 0..<bodies.count) func changedValues(_ index: Int) async throws {
        let provider = stillProvider()
        let (path, body) = Self.bodies[index]
        for hostile in [.null, -1, 9_007_199_254_740_993, 1e300, "", "😀", [], [:], [[]], true] as [JSONValue] {
            for position in 0..<Self.count(body) {
                var counter = position
                let answer = try await provider.ask("POST", path, Self.replacing(body, &counter, with: hostile))
                #expect([200, 400, 404, 413].contains(answer.status))
            }
        }
    }

    @Test func aSchemaThatContainsItselfEnds() async throws {
        let own: JSONValue = ["$ref": "#"]
        let schema: JSONValue = [
            "type": "object", "properties": ["a": own, "b": own, "c": own, "d": own], "required": ["a", "b", "c", "d"],
        ]
        let reply = try await stillProvider().ask(
            "POST", "/responses",
            [
                "model": "offline", "input": "Go",
                "text": ["format": ["type": "json_schema", "name": "a", "schema": schema]],
            ])
        #expect(reply.status == 200)
    }

    @Test(.timeLimit(.minutes(1))) func aLongMessageIsAnswered() async throws {
        let text = (0..<4000).map { "Sentence \($0) speaks of thing\($0) and nothing else." }.joined(separator: " ")
        let reply = try await stillProvider().ask(
            "POST", "/chat/completions",
            [
                "model": "offline",
                "messages": [["role": "user", "content": .string(text + " What speaks of thing2718?")]],
            ])
        #expect(reply.text.contains("Sentence 2718 "))
    }

    private static func count(_ value: JSONValue) -> Int {
        switch value {
        case .array(let elements): 1 + elements.reduce(0) { $0 + count($1) }
        case .object(let members): 1 + members.reduce(0) { $0 + count($1.value) }
        default: 1
        }
    }

    private static func replacing(_ value: JSONValue, _ counter: inout Int, with other: JSONValue) -> JSONValue {
        counter -= 1
        guard counter >= 0 else { return counter == -1 ? other : value }
        switch value {
        case .array(let elements): return .array(elements.map { replacing($0, &counter, with: other) })
        case .object(let members):
            return .object(members.map { .init($0.key, replacing($0.value, &counter, with: other)) })
        default: return value
        }
    }
}
