import NIOCore
import Testing

@testable import HTTPTransport

@Suite struct ConnectionClockTests {
    private let start = NIODeadline.uptimeNanoseconds(0)

    private func clock() -> ConnectionClock { ConnectionClock(limit: .seconds(30), idle: .seconds(60), at: start) }

    private func at(_ seconds: Int64) -> NIODeadline { start + .seconds(seconds) }

    @Test func theFirstRequestIsExpectedFromTheStart() {
        var clock = clock()
        #expect(clock.deadline == at(30))
        #expect(clock.verdict(at: at(29)) == .wait)
        #expect(clock.verdict(at: at(30)) == .close)
    }

    @Test func aRequestMustArriveWhole() {
        var clock = clock()
        clock.requestBegins(at: at(10), longest: nil)
        clock.requestGoesOn(at: at(39))
        #expect(clock.deadline == at(40))
        #expect(clock.verdict(at: at(40)) == .stalled)
        // Told once.
        #expect(clock.verdict(at: at(41)) == .wait)
        #expect(clock.deadline == nil)
    }

    @Test func aLargeOneNeedOnlyGoOn() {
        var clock = clock()
        clock.requestBegins(at: at(0), longest: .seconds(100))
        clock.requestGoesOn(at: at(25))
        #expect(clock.verdict(at: at(54)) == .wait)
        clock.requestGoesOn(at: at(90))
        // The end of its time comes first.
        #expect(clock.deadline == at(100))
        #expect(clock.verdict(at: at(100)) == .stalled)
    }

    @Test func workIsNotBounded() {
        var clock = clock()
        clock.requestBegins(at: at(0), longest: nil)
        clock.requestIsWhole()
        #expect(clock.deadline == nil)
        #expect(clock.verdict(at: at(10_000)) == .wait)
    }

    @Test func whatRestsIsClosedInTime() {
        var clock = clock()
        clock.requestBegins(at: at(0), longest: nil)
        clock.requestIsWhole()
        clock.rests(at: at(5))
        #expect(clock.deadline == at(65))
        #expect(clock.verdict(at: at(64)) == .wait)
        clock.requestBegins(at: at(64), longest: nil)
        #expect(clock.verdict(at: at(66)) == .wait)
        clock.requestIsWhole()
        clock.rests(at: at(70))
        #expect(clock.verdict(at: at(130)) == .close)
    }

    @Test func whoeverDoesNotReadIsLeft() {
        var clock = clock()
        clock.requestBegins(at: at(0), longest: nil)
        clock.requestIsWhole()
        clock.clientReads(false, at: at(20))
        #expect(clock.deadline == at(50))
        clock.clientReads(true, at: at(30))
        #expect(clock.verdict(at: at(60)) == .wait)
        clock.clientReads(false, at: at(60))
        #expect(clock.verdict(at: at(90)) == .close)
    }

    @Test func whatIsAnsweredEarlyHasAMoment() {
        var clock = clock()
        clock.requestBegins(at: at(0), longest: nil)
        clock.answeredEarly(at: at(3))
        #expect(clock.deadline == at(5))
        #expect(clock.verdict(at: at(4)) == .wait)
        #expect(clock.verdict(at: at(5)) == .close)
        clock.requestIsWhole()
        #expect(clock.deadline == nil)
    }
}
