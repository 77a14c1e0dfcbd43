import Catalogue
import Gateway
import JSON
import MCP

/// What became of each of several items: their answers in order, and what went wrong with those that failed.
struct ItemReport: Sendable {
    /// One item: what names it, and its answer as JSON or why there is none.
    struct Item: Sendable {
        let label: JSONValue.Member
        let outcome: Result<JSONValue?, APIError>
        /// Blocks besides the report, such as a small image.
        var content: [Content] = []
    }

    let items: [Item]

    /// Does the work of every item, a few at a time, and reports; only a cancelled task ends it early.
    ///
    /// - Parameter task: remembers the answers, so that after a restart no item is done, and paid for, twice.
    static func run<Input: Sendable>(
        _ inputs: [Input], atMost limit: Int, effect: Effect,
        label: @escaping @Sendable (Int, Input) -> JSONValue.Member,
        progress: StreamedProgress, task: TaskContext? = nil,
        _ work: @escaping @Sendable (Input) async throws -> (JSONValue?, [Content])
    ) async throws -> ItemReport {
        let total = inputs.count
        let done = DoneItems(task)
        let items = try await concurrently(Array(inputs.enumerated()), atMost: limit) { position, input in
            let item: Item
            do {
                if let answer = done[position] {
                    return Item(label: label(position, input), outcome: .success(.raw(answer)))
                }
                let (answer, content) = try await work(input)
                try await done.keep(answer, at: position, of: total)
                item = Item(label: label(position, input), outcome: .success(answer), content: content)
            } catch let error as CancellationError {
                throw error
            } catch let fault as ArgumentFault {
                item = Item(label: label(position, input), outcome: .failure(APIError(.invalidRequest, fault.message)))
            } catch {
                item = Item(label: label(position, input), outcome: .failure(APIError(error, effect: effect)))
            }
            await progress.step(of: total)
            return item
        }
        return ItemReport(items: items)
    }

    /// The report as a result; an error only where every item failed.
    func result(_ further: [JSONValue.Member] = []) -> ToolResult {
        var failures = 0
        var writer = JSONWriter(reserving: 1024)
        writer.object { report in
            report.key("results")
            report.array { list in
                for item in items {
                    list.object { entry in
                        entry.member(item.label.key, item.label.value)
                        switch item.outcome {
                        case .success(let answer):
                            entry.member("ok", true)
                            if let answer { entry.member("answer", answer) }
                        case .failure(let error):
                            failures += 1
                            entry.member("ok", false)
                            entry.member("error", error.json)
                        }
                    }
                }
            }
            report.member("succeeded", items.count - failures)
            report.member("failed", failures)
            for member in further { report.member(member.key, member.value) }
        }
        let text = String(decoding: writer.bytes, as: UTF8.self)
        return ToolResult(
            [.text(text)] + items.flatMap(\.content), structured: writer.bytes,
            isError: failures == items.count && !items.isEmpty)
    }
}
