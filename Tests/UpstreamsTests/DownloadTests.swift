import Gateway
import TestSupport
import Testing

@testable import Upstreams

/// Answers that are handed out as they come, whatever they are.
@Suite(.timeLimit(.minutes(1))) struct DownloadTests {
    private static let piece = String(repeating: "x", count: 1 << 16)

    private func chunks(
        _ fake: FakeProvider, limit: Int = 1 << 20, idle: Duration = .milliseconds(300)
    ) async throws -> Answer {
        var call = makeCall(models)
        call.answerForm = .chunks
        return try await makeUpstream(fake, timeouts: Timeouts(idle: idle), limit: limit).send(call)
    }

    @Test func aFileIsNotBoundByWhatAWholeAnswerMayHave() async throws {
        let fake = try await FakeProvider.start { _, _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: \(64 << 16)\r\n\r\n")]
                + (0..<64).map { _ in .send(Self.piece) }
        }
        let answer = try await chunks(fake, limit: 1_000, idle: .seconds(20))
        guard case .stream(let pieces) = answer.body else {
            Issue.record("the answer is not handed out as it comes")
            return
        }
        var size = 0
        for try await piece in pieces { size += piece.count }
        #expect(size == 64 << 16)
        // It is no stream of events that is asked for.
        #expect(fake.requests.first?.header("accept") == "application/json, */*;q=0.8")
    }

    @Test(arguments: [[FakeProvider.Step.close], [.reset], [.hang]])
    func aCutFileIsAFailure(_ end: [FakeProvider.Step]) async throws {
        let fake = try await FakeProvider.start { _, _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), .wait(.milliseconds(20))] + end
        }
        let answer = try await chunks(fake)
        let failure = await failureOf { _ = try await textOf(answer) }
        #expect([.reset, .timeout].contains(failure?.kind))
    }

    @Test func anErrorComesWhole() async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer(404, [], #"{"error":{"message":"none"}}"#)] }
        let answer = try await chunks(fake)
        guard case .bytes = answer.body else {
            Issue.record("an error is handed out as a stream")
            return
        }
        #expect(answer.status == 404)
    }
}
