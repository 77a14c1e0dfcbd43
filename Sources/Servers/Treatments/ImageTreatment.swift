import JSON
import MCP

/// Images are written to files; the result says where, and shows those that are small.
struct ImageTreatment: Sendable {
    let output: CallerOutput

    func result(_ answer: TreatedAnswer) throws -> ToolResult {
        let (body, images) = try answer.list("data")
        let type = MediaType.ofName("x." + (body["output_format"]?.string ?? "png"))
        var content: [Content] = []
        var saved = SavedData(in: output)
        for (position, image) in images.elements.enumerated() {
            let number = images.count > 1 ? "Image \(position + 1)" : "Image"
            let url = image["url"]?.string
            let data = url?.hasPrefix("data:") == true ? image["url"] : image["b64_json"]
            if let file = try saved.save(data, prefix: "image", mediaType: type) {
                content.append(.text("\(number) saved as \(file.sentence)."))
                content += file.content
            } else if let url {
                content.append(.text("\(number): \(url)"))
            }
        }
        if content.isEmpty { content.append(.text("The provider answered without an image.")) }
        return answer.result(content, structured: saved.compact(body))
    }
}
