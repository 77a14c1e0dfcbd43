import JSON
import MCP

/// Images are written to files; the result says where, and shows those that are small.
struct ImageTreatment {
    let output: OutputFolder

    func result(_ answer: TreatedAnswer) throws -> ToolResult {
        guard let body = answer.body, let images = body["data"] else { return try ForwardTreatment.result(answer) }
        var content: [Content] = []
        var files: [OutputFolder.Saved] = []
        for (position, image) in images.elements.enumerated() {
            let number = images.count > 1 ? "Image \(position + 1)" : "Image"
            if let data = image["b64_json"]?.string {
                guard let bytes = Base64.decode(data.utf8) else { throw BinaryData.malformed }
                let format = body["output_format"]?.string ?? "png"
                let file = try BinaryData.save(
                    bytes, in: output, prefix: "image", mediaType: MediaType.ofName("x." + format))
                content.append(.text("\(number) saved as \(file.sentence)."))
                content += file.content
                files.append(file)
            } else if let url = image["url"]?.string {
                content.append(.text("\(number): \(url)"))
            }
        }
        if content.isEmpty { content.append(.text("The provider answered without an image.")) }
        return answer.result(content, structured: structured(body, files))
    }

    private func structured(_ body: JSONView, _ files: [OutputFolder.Saved]) -> [UInt8] {
        var rest = files[...]
        var writer = JSONWriter(reserving: 1024)
        writer.compact(body) { key, value in
            key == "b64_json" && value.kind == .string ? rest.popFirst()?.json : nil
        }
        return writer.bytes
    }
}
