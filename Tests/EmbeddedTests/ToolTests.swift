import JSON
import Testing

@testable import Embedded

@Suite struct ToolTests {
    static let weather: JSONValue = [
        "name": "get_weather", "description": "Forecast for a city",
        "parameters": [
            "type": "object",
            "properties": [
                "city": ["type": "string"], "days": ["type": "integer", "minimum": 1, "maximum": 7],
                "unit": ["type": "string", "enum": ["celsius", "fahrenheit"]], "note": ["type": "string"],
            ],
            "required": ["city", "days", "unit"], "additionalProperties": false,
        ],
    ]
    static let mail: JSONValue = [
        "name": "send_mail",
        "parameters": [
            "type": "object",
            "properties": ["to": ["type": "string", "format": "email"], "subject": ["type": "string"]],
            "required": ["to", "subject"],
        ],
    ]

    /// Which tools are called, and with what.
    @Test(
        arguments: [
            (
                "What is the weather in Paris for 3 days, in fahrenheit?", "auto", true,
                [#"get_weather {"city":"Paris","days":3,"unit":"fahrenheit"}"#]
            ),
            (
                "Use get_weather for Oslo, 99 days.", "auto", true,
                [#"get_weather {"city":"Oslo","days":7,"unit":"celsius"}"#]
            ),
            ("Tell me a joke.", "auto", true, []),
            ("What is mail?", "auto", true, []),
            (
                "Send mail to ann@example.org with subject \"Lunch\".", "auto", true,
                [#"send_mail {"to":"ann@example.org","subject":"Lunch"}"#]
            ),
            (
                "Send mail to ann@example.org about the weather.", "auto", false,
                [#"get_weather {"city":"Send mail to ann@example.org about the weather.","days":1,"unit":"celsius"}"#]
            ),
            ("Forecast for Rome", "required", true, [#"get_weather {"city":"Rome","days":1,"unit":"celsius"}"#]),
            ("get_weather please", "none", true, []),
        ] as [(String, String, Bool, [String])])
    func calls(_ message: String, _ choice: String, _ parallel: Bool, _ expected: [String]) async throws {
        let root = try await stillProvider().ask(
            "POST", "/chat/completions",
            [
                "model": "offline", "messages": [["role": "user", "content": .string(message)]],
                "tools": [
                    ["type": "function", "function": Self.weather], ["type": "function", "function": Self.mail],
                ],
                "tool_choice": .string(choice), "parallel_tool_calls": .bool(parallel),
            ]
        ).root
        let calls = root[["choices", "0", "message", "tool_calls"]]?.elements.map { call in
            "\(call[["function", "name"]]?.string ?? "") \(call[["function", "arguments"]]?.string ?? "")"
        }
        #expect(calls ?? [] == expected)
        #expect(root[["choices", "0", "finish_reason"]]?.string == (expected.isEmpty ? "stop" : "tool_calls"))
        #expect(root[["choices", "0", "message", "content"]]?.isNull == !expected.isEmpty)
    }

    @Test func namedOldAndCustom() async throws {
        let ask: [JSONValue.Member] = [
            .init("model", "offline"), .init("messages", [["role": "user", "content": "Paris, please"]]),
        ]
        let provider = stillProvider()
        func message(_ more: JSONValue) async throws -> JSONView? {
            guard case .object(let members) = more else { return nil }
            return try await provider.ask("POST", "/chat/completions", .object(ask + members)).root[["choices", "0"]]
        }
        let named = try await message([
            "tools": [["type": "function", "function": Self.mail], ["type": "function", "function": Self.weather]],
            "tool_choice": ["type": "function", "function": ["name": "get_weather"]],
        ])
        #expect(named?[["message", "tool_calls", "0", "function", "name"]]?.string == "get_weather")
        let old = try await message(["functions": [Self.weather], "function_call": ["name": "get_weather"]])
        #expect(old?[["message", "function_call", "name"]]?.string == "get_weather")
        #expect(old?["finish_reason"]?.string == "function_call")
        let custom = try await message([
            "tools": [["type": "custom", "custom": ["name": "shell"]]],
            "tool_choice": ["type": "custom", "custom": ["name": "shell"]],
        ])
        #expect(custom?[["message", "tool_calls", "0", "custom", "input"]]?.string == "Paris, please")
        let unknown = try await provider.ask(
            "POST", "/chat/completions",
            .object(
                ask + [
                    .init("tools", [["type": "function", "function": Self.mail]]),
                    .init("tool_choice", ["type": "function", "function": ["name": "nope"]]),
                ]))
        #expect(unknown.status == 400)
    }

    @Test func aStreamedCallReassembles() async throws {
        let body: [JSONValue.Member] = [
            .init("model", "offline"),
            .init("messages", [["role": "user", "content": "Weather in Paris for 2 days?"]]),
            .init("tools", [["type": "function", "function": Self.weather]]),
        ]
        let provider = stillProvider()
        let whole = try await provider.ask("POST", "/chat/completions", .object(body)).root
        let streamed = try await provider.ask("POST", "/chat/completions", .object(body + [.init("stream", true)]))
        let deltas = try streamed.events.compactMap { $0.data[["choices", "0", "delta", "tool_calls", "0"]] }
        #expect(deltas.first?[["function", "name"]]?.string == "get_weather")
        #expect(deltas.first?["id"]?.string?.hasPrefix("call_") == true)
        let arguments = deltas.compactMap { $0[["function", "arguments"]]?.string }.joined()
        #expect(arguments == whole[["choices", "0", "message", "tool_calls", "0", "function", "arguments"]]?.string)
    }

    @Test(arguments: [
        (#"{"temperature": 21, "sky": "clear"}"#, "temperature: 21; sky: clear"), ("It rains.", "It rains."),
    ])
    func aResultIsAnswered(_ result: String, _ expected: String) async throws {
        let root = try await stillProvider().ask(
            "POST", "/chat/completions",
            [
                "model": "offline",
                "messages": [
                    ["role": "user", "content": "What is the weather in Paris?"],
                    [
                        "role": "assistant",
                        "tool_calls": [
                            [
                                "id": "call_1", "type": "function",
                                "function": ["name": "get_weather", "arguments": "{}"],
                            ]
                        ],
                    ],
                    ["role": "tool", "tool_call_id": "call_1", "content": .string(result)],
                ],
                "tools": [["type": "function", "function": Self.weather]],
            ]
        ).root
        #expect(
            root[["choices", "0", "message", "content"]]?.string == "Offline model: the tool answered: \(expected)")
    }
}
