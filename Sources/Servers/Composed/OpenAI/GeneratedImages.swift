import Catalogue
import Gateway
import JSON
import MCP

/// Images in the shape that the OpenAI server promised: `images` with an address, what was drawn, size and quality, and
/// `usage`. Where the provider sends the image itself, the address is that of the file it was saved in.
struct GeneratedImages: Sendable {
    let output: CallerOutput
    let asked: Arguments

    func result(_ answer: TreatedAnswer) throws -> ToolResult {
        let (body, images) = try answer.list("data")
        let type = MediaType.ofName("x." + (body["output_format"]?.string ?? "png"))
        var content: [Content] = []
        var saved = SavedData(in: output)
        var items: [JSONValue] = []
        for image in images.elements {
            var members: [JSONValue.Member] = []
            let url = image["url"]?.string
            let data = url?.hasPrefix("data:") == true ? image["url"] : image["b64_json"]
            if let file = try saved.save(data, prefix: "image", mediaType: type) {
                content += file.content
                members.append(.init("url", .string(file.url)))
                if case .object(let facts) = file.json { members += facts }
            } else if let url {
                members.append(.init("url", .string(url)))
            }
            if let revised = image["revised_prompt"]?.string {
                members.append(.init("revised_prompt", .string(revised)))
            }
            for name in ["size", "quality"] {
                if let value = body[name]?.string ?? asked[name]?.string { members.append(.init(name, .string(value))) }
            }
            items.append(.object(members))
        }
        let usage: JSONValue = body["usage"].flatMap { $0.isNull ? nil : .raw($0.compact) } ?? ["total_tokens": 0]
        let structured = JSONValue.object([.init("images", .array(items)), .init("usage", usage)]).encoded
        return answer.result([.text(String(decoding: structured, as: UTF8.self))] + content, structured: structured)
    }
}
