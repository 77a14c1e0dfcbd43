import Gateway
import JSON

/// Lists of models in the words of OpenAI.
enum AnthropicModels {
    static func list(_ page: JSONView) -> [UInt8]? {
        guard let data = page["data"], data.kind == .array else { return nil }
        var writer = JSONWriter(reserving: page.raw.count)
        writer.object {
            $0.member("object", "list")
            $0.key("data")
            $0.array { for model in data.elements { write(model, to: &$0) } }
        }
        return writer.bytes
    }

    static func model(_ model: JSONView) -> [UInt8]? {
        guard model["id"] != nil else { return nil }
        var writer = JSONWriter()
        write(model, to: &writer)
        return writer.bytes
    }

    private static func write(_ model: JSONView, to writer: inout JSONWriter) {
        guard let id = model["id"] else { return }
        writer.object {
            $0.member("id", raw: id.raw)
            $0.member("object", "model")
            $0.member("created", Int(model["created_at"]?.string.flatMap { CivilDate.seconds($0) } ?? 0))
            $0.member("owned_by", "anthropic")
            if let name = model["display_name"] { $0.member("display_name", raw: name.raw) }
        }
    }
}
