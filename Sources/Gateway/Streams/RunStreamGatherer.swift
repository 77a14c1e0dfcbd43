import JSON

/// Gathers the events of an assistant's run; each carries an object, and the last of the run's is the answer.
public struct RunStreamGatherer: StreamGatherer {
    private var run: [UInt8]?
    private var hasEnded = false

    /// Creates a gatherer for one stream.
    public init() {}

    public mutating func take(_ event: JSONView) throws -> StreamDelta? {
        switch event["object"]?.string {
        case "thread.run":
            run = Array(event.raw)
            hasEnded = event["status"]?.string.map(Self.ends.contains) ?? false
            return event["status"]?.string.map { .event("run \($0)") }
        case "thread.run.step":
            guard let type = event["type"]?.string, let status = event["status"]?.string else { return nil }
            return .event("step \(type) \(status)")
        case "thread.message.delta":
            let parts = event["delta"]?["content"]?.elements.compactMap { $0["text"]?["value"]?.string } ?? []
            return parts.isEmpty ? nil : .text(parts.joined())
        default: return nil
        }
    }

    private static let ends: Set<String> = [
        "completed", "failed", "cancelled", "expired", "incomplete", "requires_action",
    ]

    public var progress: StreamProgress { run == nil ? .nothing : hasEnded ? .enough : .some }
    public var whole: [UInt8] { run ?? [] }
}
