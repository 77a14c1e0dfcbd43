import Foundation
import Gateway
import JSON
import Testing

@testable import Embedded

/// A provider whose clock stands still.
func stillProvider(pace: Duration = .zero, storedBytes: Int = 32 << 20) -> EmbeddedProvider {
    EmbeddedProvider(
        pace: pace, storedBytes: storedBytes,
        surroundings: Surroundings(sleep: { _ in }, random: { 0.5 }, now: { 1_795_219_200 }))
}

/// An answer read to its end.
struct Reply {
    let status: Int
    let headers: Headers
    let bytes: [UInt8]

    var root: JSONView { get throws { try JSONDocument(bytes).root } }
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The data of every event but `[DONE]`, and the type line before it.
    var events: [(type: String?, data: JSONView)] {
        get throws {
            try text.components(separatedBy: "\n\n").compactMap { frame in
                var type: String?
                var data: JSONView?
                for line in frame.split(separator: "\n") {
                    if line.hasPrefix("event: ") { type = String(line.dropFirst(7)) }
                    if line.hasPrefix("data: "), line != "data: [DONE]" {
                        data = try JSONDocument(String(line.dropFirst(6))).root
                    }
                }
                return data.map { (type, $0) }
            }
        }
    }
}

extension EmbeddedProvider {
    /// Sends an HTTP request and reads the whole answer.
    func ask(
        _ method: String, _ path: String, _ body: JSONValue? = nil, query: [(name: String, value: String)] = []
    ) async throws -> Reply {
        let headers = Headers([("content-type", "application/json")])
        let answer = try await answer(
            method: method, path: path, query: query, headers: headers, body: body?.encoded ?? [])
        return try await Reply(status: answer.status, headers: answer.headers, bytes: answer.body.whole())
    }
}

extension AnswerBody {
    /// All bytes.
    func whole() async throws -> [UInt8] {
        switch self {
        case .bytes(let bytes): return bytes
        case .stream(let stream):
            var all: [UInt8] = []
            for try await chunk in stream { all += chunk }
            return all
        }
    }
}

extension JSONView {
    /// The value at a path of keys and positions.
    subscript(path: [String]) -> JSONView? {
        path.reduce(self as JSONView?) { view, step in view?[step] ?? Int(step).flatMap { view?[$0] } }
    }
}
