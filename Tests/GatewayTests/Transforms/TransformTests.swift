import Catalogue
import JSON
import Testing

@testable import Gateway

/// Transformations: steps over bodies, what is refused at load, and the stage.
@Suite struct TransformTests {
    private static let chat = Catalogue.endpoint(named: "chat-completion-create")!

    private static func call(_ members: [(String, String)]) -> Call {
        var body = Members()
        for (name, value) in members { body[name] = Array(value.utf8)[...] }
        return Call(chat, body: .json(body))
    }

    private static func text(_ call: Call?) -> String {
        guard case .json(let members)? = call?.body else { return "" }
        return String(decoding: members.encoded, as: UTF8.self)
    }

    private static func text(_ answer: Answer) -> String {
        guard case .bytes(let bytes) = answer.body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func send(
        _ rule: TransformRule, _ call: Call, answer: Result<Answer, any Error> = .answer(200)
    ) async throws -> (sent: Call?, answer: Answer) {
        let upstream = ScriptedUpstream([answer])
        let plan = try TransformPlan(TransformRules([rule]))
        let found = try await Pipeline([Transform(plan)], upstream: upstream).send(call)
        return (upstream.calls.first, found)
    }

    // MARK: Steps

    @Test(
        arguments: [
            (.set("/temperature", 0.5), #"{"model":"m","n":1.50,"a":{"b":[1, 2]},"temperature":0.5}"#),
            (.set("/n", .null), #"{"model":"m","n":null,"a":{"b":[1, 2]}}"#),
            (.set("/a/b/1", "x"), #"{"model":"m","n":1.50,"a":{"b":[1, "x"]}}"#),
            (.set("/a/b/-", 3), #"{"model":"m","n":1.50,"a":{"b":[1, 2,3]}}"#),
            (.set("/meta/team/name", "x"), #"{"model":"m","n":1.50,"a":{"b":[1, 2]},"meta":{"team":{"name":"x"}}}"#),
            (.remove("/n"), #"{"model":"m","a":{"b":[1, 2]}}"#),
            (.remove("/a/b/0"), #"{"model":"m","n":1.50,"a":{"b":[2]}}"#),
            (.remove("/a/b"), #"{"model":"m","n":1.50,"a":{}}"#),
            (.remove("/none/there"), #"{"model":"m","n":1.50,"a":{"b":[1, 2]}}"#),
            (.rename(from: "/n", to: "/count"), #"{"model":"m","a":{"b":[1, 2]},"count":1.50}"#),
            (.rename(from: "/a/b", to: "/b"), #"{"model":"m","n":1.50,"a":{},"b":[1, 2]}"#),
            (.rename(from: "/x", to: "/y"), #"{"model":"m","n":1.50,"a":{"b":[1, 2]}}"#),
            (.default("/n", 2), #"{"model":"m","n":1.50,"a":{"b":[1, 2]}}"#),
            (.default("/user", "u"), #"{"model":"m","n":1.50,"a":{"b":[1, 2]},"user":"u"}"#),
            (
                .template("/user", "{{/model}}-{{/a}}-{{/x|none}}"),
                #"{"model":"m","n":1.50,"a":{"b":[1, 2]},"user":"m-{\"b\":[1,2]}-none"}"#
            ),
            (.template("/user", "{{/x}}"), #"{"model":"m","n":1.50,"a":{"b":[1, 2]}}"#),
        ] as [(TransformStep, String)])
    func stepsLeaveTheRestAlone(_ step: TransformStep, _ expected: String) async throws {
        let call = Self.call([("model", #""m""#), ("n", "1.50"), ("a", #"{"b":[1, 2]}"#)])
        let (sent, _) = try await Self.send(TransformRule(request: [step]), call)
        #expect(Self.text(sent) == expected)
        // An answer takes the same steps.
        let body = #"{"model":"m","n":1.50,"a":{"b":[1, 2]}}"#
        let (_, answer) = try await Self.send(TransformRule(response: [step]), call, answer: .answer(200, [], body))
        #expect(Self.text(answer) == expected)
    }

    @Test func aStepThatDoesNotFit() async throws {
        let call = Self.call([("n", "1"), ("a", "[1]")])
        for step in [TransformStep.set("/n/x", 1), .set("/a/7", 1)] {
            await #expect(throws: APIError.self) { _ = try await Self.send(TransformRule(request: [step]), call) }
            let (_, answer) = try await Self.send(
                TransformRule(response: [step, .set("/ok", true)]), call, answer: .answer(200, [], #"{"n":1,"a":[1]}"#))
            #expect(Self.text(answer) == #"{"n":1,"a":[1],"ok":true}"#)
            #expect(answer.notes.remarks.count == 1)
        }
    }

    @Test func fieldsOfForms() async throws {
        let call = Call(
            Catalogue.endpoint(named: "audio-transcribe") ?? Self.chat,
            body: .multipart([Part("model", content: Array("w".utf8)), Part("file", filename: "a.mp3", content: [1])]))
        let steps: [TransformStep] = [
            .set("/language", "de"), .rename(from: "/model", to: "/engine"), .default("/n", 2), .remove("/file"),
            .template("/prompt", "for {{/engine}}"),
        ]
        let (sent, _) = try await Self.send(TransformRule(request: steps), call)
        guard case .multipart(let parts)? = sent?.body else { return #expect(Bool(false), "no form") }
        #expect(
            parts.map { "\($0.name)=\($0.filename ?? $0.text ?? "")" } == [
                "file=a.mp3", "language=de", "engine=w", "n=2", "prompt=for w",
            ])
    }

    // MARK: Which calls

    @Test func onlyTheCallsOfItsRoute() async throws {
        let call = Self.call([("model", #""gpt-5""#)])
        func isChanged(models: [String] = [], tools: [String] = [], _ call: Call) async throws -> Bool {
            let rule = TransformRule(
                models: models.map { Glob($0) }, tools: tools.map { Glob($0) }, request: [.set("/x", 1)])
            return Self.text(try await Self.send(rule, call).sent).contains("\"x\"")
        }
        #expect(try await isChanged(call))
        #expect(try await isChanged(models: ["gpt-*"], tools: ["chat-*"], call))
        #expect(try await !isChanged(models: ["o*"], call))
        #expect(try await !isChanged(tools: ["image-*"], call))
        #expect(try await !isChanged(models: ["*"], Self.call([("n", "1")])))
    }

    @Test func errorsStayWhatTheyWere() async throws {
        let rule = TransformRule(response: [.set("/x", 1)])
        let (_, answer) = try await Self.send(rule, Self.call([]), answer: .answer(400, [], #"{"error":{}}"#))
        #expect(Self.text(answer) == #"{"error":{}}"#)
    }

    @Test func eventsOfAStream() async throws {
        let chunks = ["data: {\"a\":1}\n", "\ndata: {\"b\":2}\n\ndata: [DONE]\n\n"].map { Array($0.utf8) }
        let stream = AsyncThrowingStream<[UInt8], any Error> { continuation in
            for chunk in chunks { continuation.yield(chunk) }
            continuation.finish()
        }
        let answer = Answer(
            status: 200, headers: Headers([("content-type", "text/event-stream")]), body: .stream(stream))
        let rule = TransformRule(response: [.rename(from: "/a", to: "/c"), .set("/b/x", 1)])
        let (_, found) = try await Self.send(rule, Self.call([]), answer: .success(answer))
        guard case .stream(let events) = found.body else { return #expect(Bool(false), "no stream") }
        var text = ""
        for try await chunk in events { text += String(decoding: chunk, as: UTF8.self) }
        #expect(text == "data: {\"c\":1,\"b\":{\"x\":1}}\n\ndata: {\"b\":2}\n\ndata: [DONE]\n\n")
    }

    // MARK: At load

    @Test(
        arguments: [
            (.set("temperature", 1), "rules[0].request[1]: 'temperature' is no JSON Pointer"),
            (.set("", 1), "the pointer is empty"),
            (.remove("/a~2"), "is no JSON Pointer"),
            (.rename(from: "/a", to: "/a/b"), "cannot be moved into itself"),
            (.template("/a", "{{/x"), "is not closed"),
            (.template("/a", "{{x}}"), "has no JSON Pointer"),
            (.set("/stream", true), "whoever calls decides"),
            (.rename(from: "/stream", to: "/x"), "whoever calls decides"),
        ] as [(TransformStep, String)])
    func faultsAreFoundAtLoad(_ step: TransformStep, _ message: String) {
        do {
            _ = try TransformPlan(TransformRules([TransformRule(request: [.remove("/x"), step])]))
            #expect(Bool(false), "it was taken")
        } catch {
            #expect(error.description.contains(message) && error.place == "rules[0].request[1]", "\(error)")
        }
    }

    @Test func aRuleWithoutSteps() {
        #expect(throws: TransformPlan.Fault.self) { try TransformPlan(TransformRules([TransformRule()])) }
    }

    @Test(arguments: [
        ("plain", "plain"), ("{{/s}}", "text"), ("a {{/n}} b {{/o}}", "a 1.0 b {}"),
        (#"\{{/s}}"#, "{{/s}}"), ("{{/a/1}}", "y"), ("{{/m|else}}{{/z|}}", "else"), ("{{/a~1b}}", "slash"),
        ("}} {", "}} {"),
    ])
    func templates(_ source: String, _ expected: String) throws {
        let root = try JSONDocument(#"{"s":"text","n":1.0,"o":{"k":null},"a":["x","y"],"m":null,"a/b":"slash"}"#).root
        #expect(try TextTemplate(source).text(for: root) == expected)
    }

    @Test func jsonTemplates() throws {
        let template = try JSONTemplate([
            "whole": "{{/o}}", "text": "n is {{/n}}", "gone": "{{/x}}", "list": ["{{/x}}", "{{/n}}", 1],
            "else": "{{/x|no}}",
        ])
        let root = try JSONDocument(#"{"n":1.0,"o":{"k":[ 1 ]}}"#).root
        #expect(
            String(decoding: try template.json(for: root), as: UTF8.self)
                == #"{"whole":{"k":[ 1 ]},"text":"n is 1.0","list":[1.0,1],"else":"no"}"#)
        #expect(throws: TextTemplate.Missing.self) { try JSONTemplate("a {{/x}}").json(for: root) }
    }
}
