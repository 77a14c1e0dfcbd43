import Catalogue
import Gateway
import JSON
import MCP

/// One call for each of several ids, a few at a time, with a report for each.
struct SeveralIDs: Sendable {
    let sender: EndpointSender
    let arguments: Arguments

    func run(
        _ ids: (name: String, values: [JSONView]), for caller: Caller, _ progress: StreamedProgress
    ) async throws -> ToolResult {
        try await ItemReport.run(
            ids.values, atMost: 4, effect: sender.endpoint.effect,
            label: { _, id in .init("id", .raw(Array(id.raw))) }, progress: progress
        ) { id in
            let one = arguments.replacing(path: ids.name, with: id)
            let request = try await sender.request(one, caller: caller, streams: false)
            let body = try await TreatedAnswer(whole: try await sender.send(request)).body
            return (body.map { .raw($0.compact) }, [])
        }.result()
    }
}
