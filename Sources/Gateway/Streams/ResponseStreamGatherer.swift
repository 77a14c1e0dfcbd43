import JSON

/// Gathers the events of a response; the last of them carries the whole object.
public struct ResponseStreamGatherer: StreamGatherer {
    private var response: [UInt8]?

    /// Creates a gatherer for one stream.
    public init() {}

    public mutating func take(_ event: JSONView) throws -> StreamDelta? {
        switch event["type"]?.string {
        case "response.output_text.delta", "response.refusal.delta":
            return event["delta"]?.string.map { .text($0) }
        case "response.completed", "response.incomplete", "response.failed", "response.cancelled":
            response = event["response"].map { Array($0.raw) }
            return nil
        default: return nil
        }
    }

    public var progress: StreamProgress { response == nil ? .nothing : .complete }
    public var whole: [UInt8] { response ?? [] }
}
