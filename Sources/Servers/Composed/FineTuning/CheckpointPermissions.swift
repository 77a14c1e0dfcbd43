import Catalogue
import Gateway
import JSON
import MCP

/// Who may use a checkpoint, which is named by itself or by the job that made it.
enum CheckpointPermissions {
    static let all: [ComposedTool] = [list, create, delete]

    private static let which: [Field] = [
        .string("fine_tuned_model_checkpoint", "Name of the checkpoint; this or job_id."),
        .string("job_id", "Id of the job whose newest checkpoint is meant."),
    ]

    /// The fields of an endpoint, with the choice in place of its checkpoint.
    private static func fields(_ endpoint: String) -> [Field] {
        which
            + (Catalogue.endpoint(named: endpoint)?.signature.fields ?? [])
            .filter { $0.name != "fine_tuned_model_checkpoint" }
    }

    private static let list = ComposedTool(
        "fine-tune-permissions-list", "List the projects that may use a checkpoint.", .reads,
        fields("checkpoint-permission-list")
    ) { work in
        try await run("checkpoint-permission-list", work)
    }

    private static let create = ComposedTool(
        "fine-tune-permissions-create", "Let other projects use a checkpoint.", .creates,
        fields("checkpoint-permission-create")
    ) { work in
        try await run("checkpoint-permission-create", work)
    }

    private static let delete = ComposedTool(
        "fine-tune-permissions-delete", "Take permissions away.", .deletes, fields("checkpoint-permission-delete")
    ) { work in
        try await run("checkpoint-permission-delete", work)
    }

    private static func run(_ endpoint: String, _ work: Work) async throws -> ToolResult {
        let name = try await checkpoint(work)
        var members = Members()
        for (key, value) in work.arguments.body + work.arguments.local
        where ![Field.confirm.name, "job_id"].contains(key) {
            members[key] = value.raw
        }
        members.set("fine_tuned_model_checkpoint", .string(name))
        let result = try await work.run(endpoint, members)
        return work["job_id"] == nil
            ? result : result.annotated(nil, [.init("fine_tuned_model_checkpoint", .string(name))])
    }

    private static func checkpoint(_ work: Work) async throws -> String {
        switch (work["fine_tuned_model_checkpoint"]?.string, work["job_id"]?.string) {
        case (let name?, nil): return name
        case (nil, let job?): return try await newest(of: job, work)
        case (.some, .some):
            throw ArgumentFault("`fine_tuned_model_checkpoint` and `job_id` cannot be combined; give one of them.")
        case (nil, nil):
            throw ArgumentFault("It is not said which checkpoint; give `fine_tuned_model_checkpoint` or `job_id`.")
        }
    }

    /// The newest checkpoint of a job, else the model that it made.
    private static func newest(of job: String, _ work: Work) async throws -> String {
        var members = Members()
        members.set("fine_tuning_job_id", .string(job))
        let model = members
        members.set("limit", 100)
        let (_, list) = try await work.send("fine-tune-checkpoints", members).list("data", mayBeEmpty: true)
        let newest = list.elements.max { age($0) < age($1) }
        if let name = newest?["fine_tuned_model_checkpoint"]?.string { return name }
        if let name = try await work.send("fine-tune-get", model).body?["fine_tuned_model"]?.string { return name }
        throw APIError(
            .notFound, "the job '\(job)' has made neither a checkpoint nor a model yet, call again when it has")
    }

    private static func age(_ checkpoint: JSONView) -> (Int, Int) {
        (checkpoint["created_at"]?.int ?? 0, checkpoint["step_number"]?.int ?? 0)
    }
}
