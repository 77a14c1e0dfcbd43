extension Waiting {
    static let fileInStore = "file in a store"

    /// Everything at the provider that goes on after the call that began it. States are those of the API's reference.
    public static let all: [Waiting] = [
        Waiting(
            "batch", idPrefix: "batch_", from: ["batch-create"], reader: "batch-get", id: "batch_id",
            rests: ["completed", "failed", "expired", "cancelled"], counts: "request_counts",
            canceller: .init("batch-cancel")),
        Waiting(
            "fine-tuning job", idPrefix: "ftjob", from: ["fine-tune-create", "fine-tune-resume"],
            reader: "fine-tune-get", id: "fine_tuning_job_id", rests: ["succeeded", "failed", "cancelled", "paused"],
            canceller: .init("fine-tune-cancel")),
        Waiting(
            "response", idPrefix: "resp_", from: ["response-create"], onlyWith: "background", reader: "response-get",
            id: "response_id", rests: ["completed", "failed", "incomplete", "cancelled"],
            canceller: .init("response-cancel")),
        Waiting(
            "run", idPrefix: "run_", from: ["run-create", "thread-run-create", "run-submit-tool-outputs"],
            reader: "run-get", id: "run_id", of: "thread_id",
            rests: ["completed", "failed", "cancelled", "expired", "incomplete", "requires_action"],
            canceller: .init("run-cancel")),
        Waiting(
            "vector store", idPrefix: "vs_", from: ["vector-store-create"], reader: "vector-store-get",
            id: "vector_store_id", rests: ["completed", "expired"], counts: "file_counts"),
        Waiting(
            fileInStore, from: ["vector-store-file-add"], reader: "vector-store-file-get", id: "file_id",
            of: "vector_store_id", rests: ["completed", "failed", "cancelled"]),
        Waiting(
            "batch of files", idPrefix: "vsfb_", from: ["vector-store-file-batch-create"],
            reader: "vector-store-file-batch-get", id: "batch_id", of: "vector_store_id",
            rests: ["completed", "failed", "cancelled"], counts: "file_counts",
            canceller: .init("vector-store-file-batch-cancel")),
        Waiting(
            "video", idPrefix: "video_", from: ["video-create", "video-edit", "video-extend", "video-remix"],
            reader: "video-get", id: "video_id", rests: ["completed", "failed"], counts: "progress"),
        Waiting(
            "run of an eval", idPrefix: "evalrun_", from: ["eval-run-create"], reader: "eval-run-get", id: "run_id",
            of: "eval_id", rests: ["completed", "failed", "canceled"], counts: "result_counts",
            canceller: .init("eval-run-cancel")),
        Waiting(
            "agent's session", from: ["agent-session-create"], reader: "agent-session-get", id: "session_id",
            rests: ["idle", "requires_action", "failed"],
            canceller: .init(
                "agent-session-event-create", #"{"events":[{"type":"agent.session.input.cancel"}]}"#)),
        Waiting(
            "agent's environment", from: ["agent-environment-create"], reader: "agent-environment-get",
            id: "environment_id",
            rests: ["ready", "connected", "disconnected", "suspended", "expired", "failed"]),
        Waiting(
            "invocation", from: ["agent-automation-invocation-create"], reader: "agent-automation-invocation-get",
            id: "invocation_id", of: "automation_id", rests: ["completed", "failed", "skipped"]),
    ]
}
