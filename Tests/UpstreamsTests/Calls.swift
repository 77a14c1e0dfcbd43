import Catalogue
import Gateway
import JSON
import TestSupport
import Testing

@testable import Upstreams

let chat = Endpoint("chat", .post, "/chat/completions", "Chat.", .creates, as: .chat, billable: true)
let models = Endpoint("models", .get, "/models", "List.", .reads)
let slow = Endpoint("think", .post, "/think", "Think.", .computes, slow: true)
let upload = Endpoint("upload", .post, "/files", "Upload.", .creates, encoding: .multipart)

func makeUpstream(
    _ provider: FakeProvider, timeouts: Timeouts = Timeouts(), limit: Int = 1 << 20
) throws -> HTTPUpstream {
    try HTTPUpstream(
        Provider(
            name: "fake", baseURL: provider.baseURL, headers: Headers([("X-Extra", "e")]), timeouts: timeouts,
            largestAnswer: limit),
        version: "1.2.3")
}

func makeCall(_ endpoint: Endpoint = chat, _ json: String = #"{"model":"m","n":1.50}"#, streams: Bool = false)
    -> Call
{
    var members = Members()
    for (key, value) in (try? JSONDocument(json).root.members.map { $0 }) ?? [] { members[key] = value.raw }
    return Call(endpoint, body: endpoint.method == .get ? .none : .json(members), streams: streams)
}

func textOf(_ answer: Answer) async throws -> String {
    switch answer.body {
    case .bytes(let bytes): return String(decoding: bytes, as: UTF8.self)
    case .stream(let chunks):
        var bytes: [UInt8] = []
        for try await chunk in chunks { bytes += chunk }
        return String(decoding: bytes, as: UTF8.self)
    }
}

func failureOf(_ run: () async throws -> Void) async -> UpstreamFailure? {
    do {
        try await run()
        Issue.record("there was an answer")
    } catch let failure as UpstreamFailure {
        return failure
    } catch {
        Issue.record("\(error)")
    }
    return nil
}
