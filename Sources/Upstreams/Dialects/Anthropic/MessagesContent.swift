import Gateway
import JSON

/// The contents of messages as Anthropic's blocks. Texts and pictures are copied as they are escaped.
enum MessagesContent {
    /// Blocks of a content that is a text or a list of parts. An empty text is left out, for Anthropic refuses one.
    static func blocks(of content: JSONView?) throws -> [[UInt8]] {
        switch content?.kind {
        case nil, .null?: return []
        case .string?: return content.flatMap { text($0.raw) }.map { [$0] } ?? []
        case .array?: return try content?.elements.compactMap { try block(of: $0) } ?? []
        default: throw MessagesRequest.refusal("the content of a message is neither text nor parts", "messages")
        }
    }

    /// What an assistant said and the tools that it called.
    static func assistantBlocks(of message: JSONView) throws -> [[UInt8]] {
        if message["audio"].map({ !$0.isNull }) == true || message["function_call"].map({ !$0.isNull }) == true {
            throw MessagesRequest.refusal("Anthropic has no audio and no function_call in a message", "messages")
        }
        var blocks = try blocks(of: message["content"])
        if blocks.isEmpty, let refusal = message["refusal"], refusal.kind == .string, let text = text(refusal.raw) {
            blocks.append(text)
        }
        for call in message["tool_calls"]?.elements ?? JSONView.none.elements { blocks.append(try use(of: call)) }
        return blocks
    }

    /// The result of a tool.
    static func result(of message: JSONView) throws -> [UInt8] {
        guard let id = message["tool_call_id"], id.kind == .string else {
            throw MessagesRequest.refusal("a tool's message has no tool_call_id", "messages")
        }
        let blocks = try blocks(of: message["content"])
        var writer = JSONWriter()
        writer.object {
            $0.member("type", "tool_result")
            $0.member("tool_use_id", raw: id.raw)
            guard !blocks.isEmpty else { return }
            $0.key("content")
            $0.array { for block in blocks { $0.raw(block) } }
        }
        return writer.bytes
    }

    private static func text(_ escaped: ArraySlice<UInt8>) -> [UInt8]? {
        guard escaped.count > 2 else { return nil }
        var writer = JSONWriter(reserving: escaped.count + 32)
        writer.object {
            $0.member("type", "text")
            $0.member("text", raw: escaped)
        }
        return writer.bytes
    }

    private static func use(of call: JSONView) throws -> [UInt8] {
        guard let id = call["id"], let function = call["function"], let name = function["name"] else {
            throw MessagesRequest.refusal("a tool call is none of a function", "messages")
        }
        let arguments = function["arguments"]?.string ?? ""
        let input = Array((arguments.isEmpty ? "{}" : arguments).utf8)
        guard (try? JSONDocument(input))?.root.kind == .object else {
            throw MessagesRequest.refusal("the arguments of a tool call are no JSON object", "messages")
        }
        var writer = JSONWriter()
        writer.object {
            $0.member("type", "tool_use")
            $0.member("id", raw: id.raw)
            $0.member("name", raw: name.raw)
            $0.member("input", raw: input)
        }
        return writer.bytes
    }

    private static func block(of part: JSONView) throws -> [UInt8]? {
        switch part["type"]?.string {
        case "text": return part["text"].flatMap { text($0.raw) }
        case "refusal": return part["refusal"].flatMap { text($0.raw) }
        case "image_url":
            guard let url = part["image_url"]?["url"] ?? part["image_url"], url.kind == .string else {
                throw MessagesRequest.refusal("an image has no URL", "messages")
            }
            return try image(url)
        case "file": return try document(part["file"])
        case let type: throw MessagesRequest.refusal("Anthropic has no content of type '\(type ?? "")'", "messages")
        }
    }

    private static func image(_ url: JSONView) throws -> [UInt8] {
        if let (type, data) = dataURI(url) {
            guard ["image/jpeg", "image/png", "image/gif", "image/webp"].contains(type) else {
                throw MessagesRequest.refusal("Anthropic sees JPEG, PNG, GIF and WebP, no '\(type)'", "messages")
            }
            return source("image", type, data)
        }
        guard let text = url.string, text.hasPrefix("https://") || text.hasPrefix("http://") else {
            throw MessagesRequest.refusal("an image for Anthropic is an https URL or a base64 data URI", "messages")
        }
        var writer = JSONWriter()
        writer.object {
            $0.member("type", "image")
            $0.key("source")
            $0.object {
                $0.member("type", "url")
                $0.member("url", raw: url.raw)
            }
        }
        return writer.bytes
    }

    private static func document(_ file: JSONView?) throws -> [UInt8] {
        guard let data = file?["file_data"], let (type, content) = dataURI(data), type == "application/pdf" else {
            throw MessagesRequest.refusal("Anthropic reads a file only as PDF in file_data, as a data URI", "messages")
        }
        return source("document", type, content)
    }

    private static func source(_ kind: String, _ mediaType: String, _ data: ArraySlice<UInt8>) -> [UInt8] {
        var writer = JSONWriter(reserving: data.count + 128)
        writer.object {
            $0.member("type", kind)
            $0.key("source")
            $0.object {
                $0.member("type", "base64")
                $0.member("media_type", mediaType)
                $0.member("data", raw: [UInt8(ascii: "\"")] + data + [UInt8(ascii: "\"")])
            }
        }
        return writer.bytes
    }

    /// Type and content of a base64 data URI, the content as it is escaped (RFC 2397).
    private static func dataURI(_ view: JSONView) -> (type: String, data: ArraySlice<UInt8>)? {
        let text = view.raw.dropFirst().dropLast()
        guard text.starts(with: "data:".utf8), let comma = text.firstIndex(of: UInt8(ascii: ",")) else { return nil }
        // The slash of a media type may be escaped.
        let head = String(decoding: text[..<comma].dropFirst(5).filter { $0 != UInt8(ascii: "\\") }, as: UTF8.self)
        guard head.hasSuffix(";base64") else { return nil }
        let type = head.prefix { $0 != ";" }.lowercased()
        return (type == "image/jpg" ? "image/jpeg" : type, text[(comma + 1)...])
    }
}

extension JSONView {
    /// A value without elements.
    fileprivate static let none = (try? JSONDocument("null"))!.root
}
