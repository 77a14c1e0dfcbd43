import Catalogue
import Gateway
import JSON
import MCP

/// One call for each of several ids, a few at a time, with a report for each.
struct SeveralIDs: Sendable {
    let sender: EndpointSender
    let arguments: Arguments

    func run(_ ids: (name: String, values: [JSONView]), for caller: Caller) async throws
        -> ToolResult
    {
        let outcomes = try await concurrently(ids.values, atMost: 4) {
            id -> (id: JSONView, result: Result<JSONView?, APIError>) in
            do {
                let request = try await sender.request(
                    arguments.replacing(path: ids.name, with: id), caller: caller, streams: false)
                return (id, .success(try await TreatedAnswer(whole: try await sender.send(request)).body))
            } catch let error as CancellationError {
                throw error
            } catch let fault as ArgumentFault {
                return (id, .failure(APIError(.invalidRequest, fault.message)))
            } catch {
                return (id, .failure(APIError(error, effect: sender.endpoint.effect)))
            }
        }
        return report(outcomes)
    }

    private func report(_ outcomes: [(id: JSONView, result: Result<JSONView?, APIError>)]) -> ToolResult {
        var failures = 0
        var writer = JSONWriter(reserving: 256)
        writer.object { report in
            report.key("results")
            report.array { list in
                for outcome in outcomes {
                    list.object { item in
                        item.member("id", raw: outcome.id.raw)
                        switch outcome.result {
                        case .success(let body):
                            item.member("ok", true)
                            if let body, body.kind == .object { item.member("answer", raw: body.compact) }
                        case .failure(let error):
                            failures += 1
                            item.member("ok", false)
                            item.member("error", error.json)
                        }
                    }
                }
            }
            report.member("succeeded", outcomes.count - failures)
            report.member("failed", failures)
        }
        let text = String(decoding: writer.bytes, as: UTF8.self)
        return ToolResult([.text(text)], structured: writer.bytes, isError: failures == outcomes.count)
    }
}
