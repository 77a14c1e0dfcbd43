import Catalogue
import Gateway
import JSON
import MCP

extension History {
    /// Keeps what a call did if it is work that can be looked up later; what was asked is cut to its beginning.
    func remember(_ endpoint: Endpoint, _ arguments: Arguments, _ result: ToolResult, for caller: Caller) async {
        guard !result.isError, let kind = Self.kind(of: endpoint), let structured = result.structured,
            let answer = try? JSONDocument(structured).root
        else { return }
        switch kind {
        case .image:
            var members: [JSONValue.Member] = [.init("tool", .string(endpoint.name))]
            if let prompt = arguments["prompt"]?.string { members.append(.init("prompt", Self.excerpt(prompt))) }
            for name in ["model", "size", "quality", "output_format", "usage"] {
                if let value = answer[name] ?? arguments[name], !value.isNull {
                    members.append(.init(name, .raw(value.compact)))
                }
            }
            if let images = answer["data"] { members.append(.init("images", .raw(images.compact))) }
            await keep(.image, for: caller, members)
        case .moderation:
            let verdicts = answer["results"].map { Array($0.elements) }?.map(Verdict.init) ?? []
            var members: [JSONValue.Member] = [.init("flagged", .bool(verdicts.contains(where: \.isFlagged)))]
            if let model = answer["model"], !model.isNull { members.append(.init("model", .raw(model.compact))) }
            if let input = arguments["input"] {
                members.append(.init("input", Self.excerpt(input.string ?? String(decoding: input.raw, as: UTF8.self))))
            }
            members.append(.init("results", .array(verdicts.map(\.json))))
            await keep(.moderation, for: caller, members)
        }
    }

    /// What sort of work an endpoint does that can be looked up later; nil: none.
    static func kind(of endpoint: Endpoint) -> Kind? {
        switch endpoint.treatment {
        case .saveImages: .image
        case .forward where endpoint.path == "/moderations": .moderation
        default: nil
        }
    }

    private static func excerpt(_ text: String) -> JSONValue {
        .string(text.count > 500 ? text.prefix(500) + "…" : text)
    }
}
