import TestSupport
import Testing

@testable import Gateway

@Suite struct CacheKeyTests {
    private func key(_ call: Call, scope: String = "s", provider: String = "p") -> CacheKey? {
        CacheKey(call, scope: scope, provider: provider)
    }

    @Test(arguments: [
        (#"{"a":1,"b":[{"c":"x","d":null}]}"#, #"{ "b" : [ { "d" : null , "c" : "x" } ] , "a" : 1 }"#),
        (#"{"a":"\u0041\/"}"#, #"{"a":"A/"}"#),
        (#"{"a":"\u00e9\n"}"#, #"{"a":"é\u000a"}"#),
    ])
    func equalRequests(one: String, other: String) {
        #expect(key(.make(Endpoints.chat, one)) == key(.make(Endpoints.chat, other)))
    }

    @Test(arguments: [
        (#"{"a":1}"#, #"{"a":1.0}"#), (#"{"a":[1,2]}"#, #"{"a":[2,1]}"#), (#"{"a":"1"}"#, #"{"a":1}"#),
        (#"{"a":null}"#, "{}"), (#"{"a":"b","c":"d"}"#, #"{"a":"d","c":"b"}"#), (#"{"ab":"c"}"#, #"{"a":"bc"}"#),
        ("{\"a\":\"\u{E9}\"}", "{\"a\":\"e\u{301}\"}"), (#"{"a":{"b":1,"b":2}}"#, #"{"a":{"b":2,"b":1}}"#),
    ])
    func differentRequests(one: String, other: String) {
        #expect(key(.make(Endpoints.chat, one)) != key(.make(Endpoints.chat, other)))
    }

    @Test func whoAsksWhomCounts() {
        let call = Call.make()
        #expect(key(call) != key(call, scope: "t"))
        #expect(key(call) != key(call, provider: "q"))
        #expect(key(call) != key(.make(Endpoints.response, call.json)))
        #expect(key(call) != key(.make(streams: true)))
        var other = call
        other.query = [("x", "1")]
        #expect(key(call) != key(other))
        other = call
        other.headers["OpenAI-Beta"] = "x"
        #expect(key(call) != key(other))
        other = call
        other.caller = .named("somebody")
        other.receipt = Receipt()
        other.tool = "another"
        #expect(key(call) == key(other))
    }

    @Test func longRequestsAndFilesHaveNone() {
        let long = String(repeating: "x", count: 300_000)
        #expect(key(.make(Endpoints.chat, #"{"a":"\#(long)"}"#)) == nil)
        let part = Part("x", filename: "f", content: [UInt8](repeating: 0, count: 300_000))
        #expect(key(Call(Endpoints.image, body: .multipart([part]))) == nil)
        #expect(key(Call(Endpoints.image, body: .multipart([Part("x", content: [0, 255])]))) != nil)
    }

    @Test func theFrameOfAQuestion() throws {
        func frame(_ text: String, _ model: String = "m") throws -> CacheKey {
            let call = Call.make(
                Endpoints.chat,
                #"{"model":"\#(model)","messages":[{"content":"be brief","role":"system"},{"role":"user","content":"\#(text)"}]}"#
            )
            let question = try #require(call.question)
            #expect(String(decoding: question, as: UTF8.self) == "\"\(text)\"")
            return try #require(CacheKey(call, scope: "s", provider: "p", leavingOut: question))
        }
        #expect(try frame("one") == frame("two"))
        #expect(try frame("one") != frame("one", "n"))
        #expect(Call.make(Endpoints.chat, #"{"messages":[{"role":"assistant","content":"x"}]}"#).question == nil)
        #expect(Call.make(Endpoints.chat, #"{"messages":[{"role":"user","content":[]}]}"#).question == nil)
        #expect(Call.make(Endpoints.chat, #"{"messages":[]}"#).question == nil)
    }
}

@Suite struct CacheabilityTests {
    private let rules = CacheRules(lifetime: .seconds(60))

    private func serves(_ endpoint: String, _ json: String, server: String? = nil, cache: Bool? = nil) -> Bool {
        let endpoints = [
            "chat": Endpoints.chat, "response": Endpoints.response, "embedding": Endpoints.embedding,
            "image": Endpoints.image, "batch": Endpoints.batch,
        ]
        var call = Call.make(endpoints[endpoint]!, json, server: server)
        call.cache = cache
        return rules.serves(call)
    }

    @Test(arguments: [
        ("embedding", "{}"), ("chat", #"{"temperature":0}"#), ("chat", #"{"temperature":0.0,"n":1}"#),
        ("response", #"{"temperature":0,"store":false}"#),
    ])
    func hasNoChance(endpoint: String, json: String) {
        #expect(serves(endpoint, json))
        #expect(!serves(endpoint, json, cache: false))
        #expect(!serves(endpoint, json, server: "complete", cache: false))
    }

    @Test(arguments: [
        ("chat", "{}"), ("chat", #"{"temperature":0.7}"#), ("chat", #"{"temperature":0,"n":2}"#),
        ("chat", #"{"temperature":0,"store":true}"#), ("chat", #"{"temperature":null}"#),
        ("response", #"{"temperature":0}"#), ("image", "{}"),
    ])
    func onlyWhereItIsWanted(endpoint: String, json: String) {
        #expect(!serves(endpoint, json))
        #expect(serves(endpoint, json, cache: true))
        #expect(serves(endpoint, json, server: "complete"))
        #expect(!serves(endpoint, json, server: "chat"))
    }

    @Test(arguments: [
        ("batch", "{}"), ("response", #"{"previous_response_id":"r"}"#), ("response", #"{"conversation":{"id":"c"}}"#),
        ("response", #"{"background":true}"#),
    ])
    func never(endpoint: String, json: String) {
        #expect(!serves(endpoint, json, cache: true))
        #expect(!serves(endpoint, json, server: "complete"))
    }

    @Test func filesAndReadsAreNot() {
        var call = Call.make(Endpoints.embedding, "{}")
        call.answerForm = .chunks
        #expect(!rules.serves(call))
        #expect(!rules.serves(Call(Endpoints.models)))
        #expect(!CacheRules(lifetime: .zero).serves(.make(Endpoints.embedding, "{}")))
    }

    @Test func scopes() {
        var shared = rules
        shared.isShared = true
        #expect(rules.scope(of: .named("a")) != rules.scope(of: .named("b")))
        #expect(shared.scope(of: .named("a")) == shared.scope(of: .named("b")))
        #expect(shared.scope(of: .paying("a")) != shared.scope(of: .named("a")))
        #expect(shared.scope(of: .paying("a")) != shared.scope(of: .paying("b")))
        #expect(rules.scope(of: .named("shared")) != shared.scope(of: .named("a")))
    }
}

@Suite struct AnswerShelfTests {
    private func key(_ name: String, scope: String = "s") -> CacheKey {
        CacheKey(scope: scope, bytes: Array(name.utf8))
    }

    private func answer(_ size: Int) -> KeptAnswer {
        KeptAnswer(contentType: nil, body: [UInt8](repeating: 0, count: size), isStream: false, provider: nil)
    }

    @Test func theLeastWantedGoesFirst() {
        var shelf = AnswerShelf()
        let rules = CacheRules(lifetime: .seconds(60), bytes: 1000)
        for name in ["a", "b", "c"] { shelf.put(answer(200), for: key(name), rules: rules, at: 0) }
        #expect(shelf.count == 3)
        #expect(shelf.find(key("a"), rules: rules, at: 1) != nil)
        shelf.put(answer(200), for: key("d"), rules: rules, at: 1)
        #expect(shelf.find(key("b"), rules: rules, at: 1) == nil)
        #expect(shelf.find(key("a"), rules: rules, at: 1) != nil)
        #expect(shelf.bytes <= 1000)
        shelf.put(answer(900), for: key("e"), rules: rules, at: 1)
        #expect(shelf.count == 3)
        shelf.put(answer(860), for: key("f"), rules: rules, at: 1)
        #expect(shelf.count == 1)
        #expect(shelf.removeAll(scope: "s") == 1)
        #expect(shelf.bytes == 0)
    }

    @Test func answersAge() {
        var shelf = AnswerShelf()
        let rules = CacheRules(lifetime: .seconds(10), stale: .seconds(10))
        shelf.put(answer(1), for: key("a"), rules: rules, at: 100)
        #expect(shelf.find(key("a"), rules: rules, at: 109)?.age == .fresh)
        #expect(shelf.find(key("a"), rules: rules, at: 110)?.age == .stale)
        #expect(shelf.find(key("a"), rules: rules, at: 120) == nil)
        #expect(shelf.count == 0)
        // The clock is set back: from then on the answer lives as long as any.
        shelf.put(answer(1), for: key("b"), rules: rules, at: 100)
        #expect(shelf.find(key("b"), rules: rules, at: 50)?.age == .fresh)
        #expect(shelf.find(key("b"), rules: rules, at: 61)?.age == .stale)
    }

    /// Against a plain list that does the same.
    @Test(arguments: 1...20) func doesWhatAListDoes(seed: UInt64) {
        var dice = Dice(seed: seed)
        var shelf = AnswerShelf()
        var list: [(name: String, size: Int)] = []
        let rules = CacheRules(lifetime: .seconds(1000), bytes: 2000)
        for _ in 0..<400 {
            let name = "k\(Int.random(in: 0..<12, using: &dice))"
            if Bool.random(using: &dice) {
                let size = Int.random(in: 0...600, using: &dice)
                shelf.put(answer(size), for: key(name), rules: rules, at: 0)
                list.removeAll { $0.name == name }
                let total = size + 128 + key(name).size
                while list.reduce(total, { $0 + $1.size }) > 2000 { list.removeFirst() }
                list.append((name, total))
            } else {
                let found = shelf.find(key(name), rules: rules, at: 0)
                let position = list.firstIndex { $0.name == name }
                #expect((found == nil) == (position == nil))
                if let position { list.append(list.remove(at: position)) }
            }
            #expect(shelf.bytes == list.reduce(0) { $0 + $1.size })
            #expect(shelf.count == list.count)
        }
    }
}
