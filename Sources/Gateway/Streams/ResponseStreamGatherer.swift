import JSON

/// Gathers the events of a response; the last of them carries the whole object.
public struct ResponseStreamGatherer: StreamGatherer {
    private var response: [UInt8]?
    private var previews = 0

    /// Creates a gatherer for one stream.
    public init() {}

    public mutating func take(_ event: JSONView) throws -> StreamDelta? {
        switch event["type"]?.string {
        case "response.output_text.delta", "response.refusal.delta":
            return event["delta"]?.string.map { .text($0) }
        case "response.completed", "response.incomplete", "response.failed", "response.cancelled":
            response = event["response"].map { Array($0.raw) }
            return nil
        case "response.image_generation_call.partial_image":
            previews += 1
            return .preview(previews, data: event["partial_image_b64"]?.string ?? "")
        case let type?: return Self.event(type)
        case nil: return nil
        }
    }

    /// `response.web_search_call.searching` is `web_search_call searching`; pieces of a call's input are no news.
    private static func event(_ type: String) -> StreamDelta? {
        let parts = type.split(separator: ".")
        guard parts.count == 3, parts[0] == "response", parts[1].hasSuffix("_call") else { return nil }
        return .event("\(parts[1]) \(parts[2])")
    }

    public var progress: StreamProgress { response == nil ? .nothing : .complete }
    public var whole: [UInt8] { response ?? [] }
}
