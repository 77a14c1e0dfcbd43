import AsyncHTTPClient
import JSON
import MCP
import Testing

@testable import HTTPTransport

/// Many streams at the same time.
@Suite struct LoadTests {
    private static let calls = 1000
    private static let steps = 20

    @Test func nothingOfAThousandStreamsIsLostOrReordered() async throws {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = Self.calls
        try await HTTPClient.withHTTPClient(configuration: configuration) { client in
            try await Harness.run({ $0.requestTimeout = .seconds(120) }, trust: client) { http in
                try await withThrowingTaskGroup(of: [String].self) { group in
                    for number in 0..<Self.calls { group.addTask { try await Self.call(http, number) } }
                    for try await faults in group { #expect(faults.isEmpty, "\(faults)") }
                }
            }
        }
    }

    /// What is wrong with one stream.
    private static func call(_ http: Harness, _ number: Int) async throws -> [String] {
        let arguments = #"{"together":\#(calls),"steps":\#(steps),"text":"answer \#(number)"}"#
        let answer = try await http.post(
            Message.call("count", arguments, id: number, token: "token-\(number)"), Message.both)
        let events = answer.events
        let progress = events.dropLast().map { event -> Int? in
            guard event["params"]?["progressToken"]?.string == "token-\(number)" else { return nil }
            return event["params"]?["progress"]?.int
        }
        var faults: [String] = []
        if progress != Array(1...steps) { faults.append("\(number): \(progress)") }
        if events.last?["id"]?.int != number { faults.append("\(number): ends with another's answer") }
        if events.last?["result"]?["content"]?[0]?["text"]?.string != "answer \(number)" {
            faults.append("\(number): has another's text")
        }
        return faults
    }
}
