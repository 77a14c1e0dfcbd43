import Catalogue
import JSON
import MCP

/// What a search found, for a model to choose from.
struct SearchAnswer {
    let hits: [Reach.Entry]
    let need: String
    let servers: [String]
    let today: String

    var result: ToolResult {
        var writer = JSONWriter(reserving: 1024)
        writer.object { answer in
            answer.key("hits")
            answer.array { list in for hit in hits { list.object { write(hit, to: &$0) } } }
        }
        return ToolResult([.text(text)], structured: writer.bytes)
    }

    private var text: String {
        guard !hits.isEmpty else {
            return "Nothing fits \(String(need.prefix(100)).debugDescription); say it in other English words. "
                + "There are tools for \(servers.joined(separator: ", "))."
        }
        let lines = hits.map { hit in
            let path = hit.offer.call.map { ", \($0)" } ?? ""
            let asked = hit.offer.asked.isEmpty ? "" : " Needs \(hit.offer.asked.joined(separator: ", "))."
            return "\(hit.offer.name) (\(hit.server)\(path)): \(hit.offer.description(on: today))\(asked)"
        }
        return (lines + ["\(APITools.describeName) shows all arguments, \(APITools.callName) calls."])
            .joined(separator: "\n")
    }

    private func write(_ hit: Reach.Entry, to writer: inout JSONWriter) {
        writer.member("name", hit.offer.name)
        writer.member("server", hit.server)
        if let call = hit.offer.call { writer.member("endpoint", call) }
        writer.member("summary", hit.offer.summary)
        writer.key("required")
        writer.array { for name in hit.offer.asked { $0.string(name) } }
        hit.offer.lifecycle.write(to: &writer, on: today)
    }
}

extension Lifecycle {
    /// Whether it lives and what comes after it.
    func write(to writer: inout JSONWriter, on today: String) {
        guard case .deprecated(let shutdown, let successor) = self else {
            return writer.member("lifecycle", "current")
        }
        writer.member("lifecycle", isOver(on: today) ? "ended" : "deprecated")
        if let shutdown { writer.member("shutdown", shutdown) }
        writer.member("successor", successor)
    }
}
