import Gateway
import JSON
import Testing

@testable import Servers

/// Permissions of a checkpoint that is named by itself or by its job.
@Suite struct CheckpointPermissionTests {
    private static func bench(checkpoints: String, model: String = "null") async throws -> Workbench {
        try await Workbench(with: .init(servers: ["fine-tuning"])) { call in
            switch call.path {
            case "/fine_tuning/jobs/job/checkpoints": .text(#"{"data":[\#(checkpoints)]}"#)
            case "/fine_tuning/jobs/job": .text(#"{"id":"job","fine_tuned_model":\#(model)}"#)
            default: .text(#"{"object":"list","data":[{"id":"cp_1"}],"has_more":false}"#)
            }
        }
    }

    private static let two =
        #"{"fine_tuned_model_checkpoint":"ft:old","created_at":1,"step_number":10},"#
        + #"{"fine_tuned_model_checkpoint":"ft:new","created_at":2,"step_number":20}"#

    @Test("a checkpoint is named by itself")
    func named() async throws {
        let bench = try await Self.bench(checkpoints: "")
        let outcome = try await bench.call(
            "fine-tune-permissions-create", #"{"fine_tuned_model_checkpoint":"ft:x","project_ids":["p1","p2"]}"#)
        #expect(!outcome.isError, "\(outcome.texts)")
        let call = bench.upstream.calls[0]
        #expect(call.line == "POST /fine_tuning/checkpoints/ft:x/permissions")
        #expect(call.endpoint.key == .admin && call.member("project_ids")?.count == 2)
    }

    @Test("a job means its newest checkpoint, else its model")
    func ofJob() async throws {
        let bench = try await Self.bench(checkpoints: Self.two)
        let outcome = try await bench.call(
            "fine-tune-permissions-list", #"{"job_id":"job","project_id":"p","limit":5}"#)
        let last = try #require(bench.upstream.calls.last)
        #expect(last.path == "/fine_tuning/checkpoints/ft:new/permissions")
        #expect(Set(last.query.map(\.name)) == ["project_id", "limit"])
        #expect(outcome.at("fine_tuned_model_checkpoint")?.string == "ft:new")
        #expect(outcome.at("data.0.id")?.string == "cp_1")

        let model = try await Self.bench(checkpoints: "", model: #""ft:done""#)
        _ = try await model.call("fine-tune-permissions-delete", #"{"job_id":"job","permission_id":["a","b"]}"#)
        #expect(
            Set(model.upstream.calls.suffix(2).map(\.line)) == [
                "DELETE /fine_tuning/checkpoints/ft:done/permissions/a",
                "DELETE /fine_tuning/checkpoints/ft:done/permissions/b",
            ])
    }

    @Test(
        "neither, both, and a job without a model are refused",
        arguments: [
            ("{}", "It is not said which checkpoint", 0),
            (#"{"job_id":"job","fine_tuned_model_checkpoint":"x"}"#, "cannot be combined", 0),
            (#"{"job_id":"job"}"#, "neither a checkpoint nor a model yet", 2),
        ])
    func refused(_ arguments: String, _ reason: String, _ calls: Int) async throws {
        let bench = try await Self.bench(checkpoints: "")
        let outcome = try await bench.call("fine-tune-permissions-list", arguments)
        #expect(outcome.isError && outcome.texts[0].contains(reason), "\(outcome.texts)")
        #expect(bench.upstream.calls.count == calls)
    }
}
