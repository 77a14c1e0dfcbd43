import Catalogue
import JSON
import MCP

/// The answer's JSON as it came, on one line and without nulls; of a list, also how to ask for its next page.
struct ForwardTreatment: Sendable {
    let endpoint: Endpoint
    let selection: FieldSelection?

    init(_ endpoint: Endpoint, _ arguments: Arguments) {
        self.endpoint = endpoint
        selection = FieldSelection(arguments.local.first { $0.name == Field.selection.name }?.value)
    }

    func result(_ answer: TreatedAnswer) -> ToolResult {
        guard let body = answer.body, body.kind == .object else { return Self.result(answer) }
        let next = NextPage(after: body, of: endpoint)
        guard selection != nil || next != nil else { return Self.result(answer) }
        var writer = JSONWriter(reserving: body.raw.count + 64)
        writer.object { object in
            if let selection {
                selection.write(body, to: &object)
            } else {
                object.compactMembers(of: body)
            }
            next?.write(to: &object)
        }
        return answer.result([.text(String(decoding: writer.bytes, as: UTF8.self))], structured: writer.bytes)
    }

    /// The answer's JSON and nothing more.
    static func result(_ answer: TreatedAnswer) -> ToolResult {
        guard let body = answer.body else {
            return answer.result([.text("Done.")], structured: Array(#"{"status":"done"}"#.utf8))
        }
        let json = body.compact
        let text = String(decoding: json, as: UTF8.self)
        guard body.kind != .object else { return answer.result([.text(text)], structured: json) }
        var writer = JSONWriter(reserving: json.count + 16)
        writer.object { $0.member("answer", raw: json) }
        return answer.result([.text(text)], structured: writer.bytes)
    }
}
