import Gateway
import JSON
import MCP

/// The metrics of a fine-tuning job, from the files that it left when it was done.
struct FineTuneMetrics: Sendable {
    let work: Work

    func result() async throws -> ToolResult {
        let answer = try await work.send("fine-tune-get", ChatTools.members(work, "fine_tuning_job_id"))
        guard let job = answer.body, job.kind == .object else {
            throw APIError(.malformedAnswer, "the provider answered without a job; check its id")
        }
        let whole = try await table(of: job)
        let columns = work.texts("columns")
        let table: MetricTable
        do {
            table = columns.isEmpty ? whole : try whole.only(columns)
        } catch {
            throw ArgumentFault(
                "There is no column `\(error.name)`; there are \(whole.columns.joined(separator: ", ")).")
        }
        let report = MetricReport(table: table, shown: try shown(table, job))
        var members: [JSONValue.Member] = []
        for name in ["id", "status", "model", "fine_tuned_model", "trained_tokens"] {
            if let value = job[name], !value.isNull {
                members.append(.init(name == "id" ? "fine_tuning_job_id" : name, .raw(value.compact)))
            }
        }
        members += report.members
        guard work["plot"]?.bool ?? true else { return .object(members) }
        let output = work.environment.output.of(work.caller)
        let title = job["fine_tuned_model"]?.string ?? job["id"]?.string ?? ""
        let plots = try await Blocking.run {
            try report.plots(title).map { plot in
                try output.save(plot.png, prefix: "fine-tune-\(plot.name)", mediaType: "image/png")
            }
        }
        if !plots.isEmpty { members.append(.init("plots", .array(plots.map(\.json)))) }
        return .object(members, plots.flatMap(\.content))
    }

    private func table(of job: JSONView) async throws -> MetricTable {
        let files = job["result_files"].map { $0.elements.compactMap(\.string) } ?? []
        guard !files.isEmpty else {
            let status = job["status"]?.string ?? "unknown"
            throw APIError(
                .notFound,
                "the job (\(status)) has no result files yet, call again when it has succeeded or see fine-tune-events")
        }
        var table: MetricTable?
        for file in files {
            var members = Members()
            members.set("file_id", .string(file))
            let answer = try await work.sendRaw("file-content", members)
            guard case .bytes(let content) = answer.body, let next = MetricTable(content) else {
                throw APIError(
                    .malformedAnswer, "the result file '\(file)' is no table of steps, look at it with file-content")
            }
            table = table?.joined(with: next) ?? next
        }
        guard let table, !table.rows.isEmpty else {
            throw APIError(.notFound, "the result files have no rows, see fine-tune-events for what happened")
        }
        return table
    }

    private func shown(_ table: MetricTable, _ job: JSONView) throws -> MetricTable {
        let rows = work["rows"]?.int ?? 50
        guard work["by"]?.string == "epoch" else { return table.condensed(to: rows) }
        let method = job["method"]
        let kind = method?["type"]?.string ?? "supervised"
        let settings = [job["hyperparameters"], method?[kind]?["hyperparameters"]]
        guard let count = settings.lazy.compactMap({ $0?["n_epochs"]?.int }).first, count > 0 else {
            throw ArgumentFault("The job does not say how many epochs it had; leave `by` out to see its steps.")
        }
        return table.epochs(count)
    }
}
