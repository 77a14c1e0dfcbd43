import Catalogue
import JSON
import Testing

@testable import Gateway

/// Which models a caller may use, whatever name it uses for them.
@Suite struct GrantTests {
    private struct Echo: Upstream {
        func send(_ call: Call) async throws -> Answer {
            Answer(status: 200, body: .bytes(Array((call.model ?? "").utf8)))
        }
    }

    private func upstream() throws -> Pipeline {
        let providers = [Provider(name: "main", baseURL: "https://a.example/v1")]
        let table = try RouteTable(
            RoutePlan(aliases: ["fast": "gpt-5.6-luna", "big": "o3"]), providers: providers)
        let set = ProviderSet(providers.map { ProviderSet.Member($0, upstream: Echo()) })
        return Pipeline([Resolve(table, among: set)], upstream: set)
    }

    private func call(_ model: String, _ grant: Grant) throws -> Call {
        var members = Members()
        members.set("model", .string(model))
        return Call(
            try #require(Catalogue.endpoint(named: "chat-completion-create")), body: .json(members),
            caller: Caller(id: "alice", mayUseServerKey: true, grant: grant))
    }

    @Test(
        arguments: [
            ("gpt-5.6-luna", "gpt-5.6-luna"), ("fast", "gpt-5.6-luna"), ("big", "o3"), ("o3", nil), ("gpt-4o", nil),
        ] as [(String, String?)])
    func aModelIsGrantedOrNot(asked: String, sent: String?) async throws {
        let call = try call(asked, Grant(models: [Glob("gpt-5*"), Glob("big")]))
        guard let sent else {
            let error = await #expect(throws: APIError.self) { try await upstream().send(call) }
            #expect(error?.kind == .permission && error?.message.contains("name one of gpt-5*, big") == true)
            return
        }
        guard case .bytes(let bytes) = try await upstream().send(call).body else { return }
        #expect(String(decoding: bytes, as: UTF8.self) == sent)
    }

    @Test func withoutAGrantEverythingGoes() async throws {
        #expect(try await upstream().send(call("o3", Grant())).isSuccess)
    }
}
