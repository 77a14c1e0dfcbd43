import JSON
import Testing

@testable import Gateway

/// What ``Adapt`` learns from a provider's refusal.
@Suite struct LearntDriftTests {
    private static let wrongName =
        #"{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","param":"max_tokens","code":"unsupported_parameter"}}"#

    private func pipeline(_ upstream: ScriptedUpstream) -> Pipeline {
        Pipeline([Adapt(lacks: { _, _ in false }, outputLimit: { _ in nil })], upstream: upstream)
    }

    private func bodies(_ upstream: ScriptedUpstream) -> [String] {
        upstream.calls.map { call in
            guard case .json(let members) = call.body else { return "" }
            return String(decoding: members.encoded, as: UTF8.self)
        }
    }

    private static func unknown(_ name: String) -> Result<Answer, any Error> {
        .answer(
            400, [],
            #"{"error":{"message":"Unknown parameter: '\#(name)'.","param":"\#(name)","code":"unknown_parameter"}}"#)
    }

    @Test func itIsLearntOnceRememberedAndTold() async throws {
        let upstream = ScriptedUpstream([.answer(400, [], Self.wrongName), .answer(200)])
        let pipeline = pipeline(upstream)
        let first = try await pipeline.send(chatCall(#"{"model":"m","max_tokens":9}"#))
        let second = try await pipeline.send(chatCall(#"{"model":"m","max_tokens":8}"#))
        #expect(first.status == 200 && first.notes.attempts == 2)
        #expect(
            bodies(upstream) == [
                #"{"model":"m","max_tokens":9}"#, #"{"model":"m","max_completion_tokens":9}"#,
                #"{"model":"m","max_completion_tokens":8}"#,
            ])
        let remark = "'max_tokens' was sent as 'max_completion_tokens', which is its name for model 'm'."
        #expect(first.notes.remarks == [remark] && second.notes.remarks == [remark])
    }

    @Test func anotherModelIsAskedAnew() async throws {
        let upstream = ScriptedUpstream([Self.unknown("foo"), .answer(200)])
        let pipeline = pipeline(upstream)
        _ = try await pipeline.send(chatCall(#"{"model":"m","foo":1}"#))
        _ = try await pipeline.send(chatCall(#"{"model":"other","foo":1}"#))
        #expect(bodies(upstream).last == #"{"model":"other","foo":1}"#)
    }

    @Test func aProviderMayNameThemOneByOneButNotForEver() async throws {
        let upstream = ScriptedUpstream([Self.unknown("a"), Self.unknown("b"), .answer(200)])
        let answer = try await pipeline(upstream).send(chatCall(#"{"model":"m","a":1,"b":2}"#))
        #expect(answer.status == 200)
        #expect(answer.notes.remarks.count == 2)
        let endless = ScriptedUpstream([
            Self.unknown("a"), Self.unknown("b"), Self.unknown("c"), Self.unknown("d"), Self.unknown("e"),
        ])
        let last = try await pipeline(endless).send(chatCall(#"{"model":"m","a":1,"b":2,"c":3,"d":4,"e":5}"#))
        #expect(last.status == 400)
        #expect(endless.calls.count == 4)
    }

    @Test func whatTheCallIsAboutIsNotLeftOut() async throws {
        for name in ["messages", "tools", "response_format"] {
            let upstream = ScriptedUpstream([Self.unknown(name)])
            let answer = try await pipeline(upstream).send(chatCall(#"{"model":"m","\#(name)":1}"#))
            #expect(answer.status == 400 && answer.notes.remarks.isEmpty)
            #expect(upstream.calls.count == 1)
        }
    }

    @Test func oneProvidersLessonIsNotAnothers() async throws {
        let (one, other) = (ScriptedUpstream([Self.unknown("foo"), .answer(200)]), ScriptedUpstream([.answer(200)]))
        _ = try await pipeline(one).send(chatCall(#"{"model":"m","foo":1}"#))
        _ = try await pipeline(other).send(chatCall(#"{"model":"m","foo":1}"#))
        #expect(bodies(other) == [#"{"model":"m","foo":1}"#])
    }
}
