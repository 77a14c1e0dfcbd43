import Catalogue
import Gateway
import JSON
import MCP

/// Tools of the fine-tuning server that are more than one call.
enum FineTuningTools {
    static let all: [ComposedTool] = [metrics] + CheckpointPermissions.all

    private static let metrics = ComposedTool(
        "fine-tune-metrics", "Read a job's training metrics as a table with a plot.", .reads,
        [
            .string("fine_tuning_job_id", "Id of the job.", .required),
            .string("by", "One row for a step, or the means of an epoch.", oneOf: ["step", "epoch"], default: "step"),
            .integer(
                "rows", "Most rows; of more steps, means over equal stretches are given.", within: 2...1000,
                default: 50),
            .array("columns", "Only these columns, such as train_loss.", of: .text, count: 1...50),
            .boolean("plot", "Whether to draw the curves.", default: true),
        ]
    ) { work in
        try await FineTuneMetrics(work: work).result()
    }
}
