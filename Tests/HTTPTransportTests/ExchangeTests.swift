import MCP
import Synchronization
import Testing

@testable import HTTPTransport

@Suite struct ExchangeTests {
    private static let reply = FinalMessage(Reply(ProtocolError(.internalError, "x"), id: RequestID(1)))
    private static let event = "data: \(String(decoding: reply.bytes, as: UTF8.self))\n\n"

    private func events(_ text: String, last: Bool) -> Exchange.Step {
        .events(Array(text.utf8), isLast: last)
    }

    @Test func aReplyAloneIsWhole() {
        for format in [AcceptedFormat.json, .either] {
            var exchange = Exchange(format)
            #expect(exchange.advance([.end(Self.reply)]) == .whole(Self.reply))
        }
    }

    @Test func oneWhoReadsOnlyEventsGetsThem() {
        var exchange = Exchange(.eventStream)
        #expect(exchange.advance([.end(Self.reply)]) == events(Self.event, last: true))
    }

    @Test func aStatusOfItsOwnIsToldInTheHead() {
        let refusal = FinalMessage(Reply(ProtocolError(.invalidRequest, "x"), id: RequestID(1)))
        var exchange = Exchange(.eventStream)
        #expect(exchange.advance([.end(refusal)]) == .whole(refusal))
    }

    @Test func oneWhoReadsOnlyJSONHearsNothingBefore() {
        var exchange = Exchange(.json)
        #expect(exchange.advance([.notification([1]), .quiet]) == .wait)
        #expect(exchange.advance([.notification([1]), .end(Self.reply)]) == .whole(Self.reply))
    }

    @Test func notificationsComeBeforeTheReplyInOrder() {
        var exchange = Exchange(.either)
        let step = exchange.advance([.notification(Array("1".utf8)), .notification(Array("2".utf8))])
        #expect(step == events("data: 1\n\ndata: 2\n\n", last: false))
        #expect(exchange.advance([.quiet]) == events(": keep-alive\n\n", last: false))
        #expect(exchange.advance([.end(Self.reply)]) == events(Self.event, last: true))
        #expect(exchange.advance([.end(Self.reply), .quiet]) == events("", last: true))
    }

    @Test func whatIsCancelledEndsEmpty() {
        var quick = Exchange(.either)
        #expect(quick.advance([.end(nil)]) == .whole(nil))
        var streaming = Exchange(.either)
        #expect(streaming.advance([.quiet]) == events(": keep-alive\n\n", last: false))
        #expect(streaming.advance([.end(nil)]) == events("", last: true))
    }

    @Test func onlyTheFirstEndCounts() {
        var exchange = Exchange(.either)
        #expect(exchange.advance([.end(Self.reply), .end(nil), .notification([1])]) == .whole(Self.reply))
    }

    @Test func eachLineOfAMessageIsData() {
        var output: [UInt8] = []
        EventStream.append(Array("{\r\n}".utf8), to: &output)
        #expect(String(decoding: output, as: UTF8.self) == "data: {\ndata: }\n\n")
    }

    // MARK: Mailbox

    @Test func whatIsGivenIsTakenInOrder() {
        let mailbox = Mailbox<Int>()
        mailbox.offer(1)
        mailbox.offer(2)
        #expect(mailbox.take() == [1, 2])
        #expect(mailbox.take() == [])
        mailbox.offer(3)
        #expect(mailbox.take() == [3])
        mailbox.close()
        mailbox.offer(4)
        #expect(mailbox.take() == nil)
    }

    @Test func whoFoundNothingIsToldOnce() {
        let mailbox = Mailbox<Int>()
        let told = Mutex(0)
        mailbox.onNews { told.withLock { $0 += 1 } }
        mailbox.offer(1)
        #expect(told.withLock { $0 } == 0)
        #expect(mailbox.take() == [1])
        #expect(mailbox.take() == [])
        mailbox.offer(2)
        mailbox.offer(3)
        #expect(told.withLock { $0 } == 1)
        #expect(mailbox.take() == [2, 3])
        #expect(mailbox.take() == [])
        mailbox.close()
        #expect(told.withLock { $0 } == 2)
    }

    @Test func givingToAFullMailboxWaits() async throws {
        let mailbox = Mailbox<Int>(capacity: 10)
        let witness = Witness()
        let giver = Task {
            for item in 1...4 {
                await mailbox.give(item, weight: 6)
                witness.note("\(item)")
            }
        }
        #expect(try await witness.waits(for: "1"))
        try await Task.sleep(for: .milliseconds(30))
        #expect(witness.seen == ["1"])
        #expect(mailbox.take() == [1, 2])
        #expect(try await witness.waits(for: "3"))
        mailbox.close()
        await giver.value
        #expect(witness.seen.last == "4")
    }
}
