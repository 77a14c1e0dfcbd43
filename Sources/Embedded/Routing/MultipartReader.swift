/// Reads `multipart/form-data` (RFC 7578) as an HTTP client sends it.
enum MultipartReader {
    /// The parts of a body, or nil where the content type or the body is malformed.
    static func parts(of body: [UInt8], contentType: String) -> [FormPart]? {
        guard let boundary = parameter("boundary", of: contentType), !boundary.isEmpty else { return nil }
        let delimiter = Array("--\(boundary)".utf8)
        guard var cursor = find(delimiter, in: body, from: 0) else { return nil }
        var parts: [FormPart] = []
        while true {
            cursor += delimiter.count
            if starts(body, with: "--", at: cursor) { return parts }
            guard let headerStart = find(Array("\r\n".utf8), in: body, from: cursor),
                let headerEnd = find(Array("\r\n\r\n".utf8), in: body, from: headerStart),
                let next = find(Array("\r\n".utf8) + delimiter, in: body, from: headerEnd + 2)
            else { return nil }
            let content = headerEnd + 4 <= next ? Array(body[(headerEnd + 4)..<next]) : []
            let fields = String(decoding: body[headerStart..<headerEnd], as: UTF8.self)
            guard let part = part(fields: fields, content: content) else { return nil }
            parts.append(part)
            cursor = next + 2
        }
    }

    private static func part(fields: String, content: [UInt8]) -> FormPart? {
        var name: String?
        var filename: String?
        for line in fields.split(whereSeparator: { $0 == "\r\n" }) {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            switch line[..<colon].lowercased() {
            case "content-disposition":
                name = parameter("name", of: String(value))
                filename = parameter("filename", of: String(value))
            default: break
            }
        }
        return name.map { FormPart(name: $0, filename: filename, content: content) }
    }

    /// A parameter of a header value, quoted or not.
    private static func parameter(_ name: String, of value: String) -> String? {
        var isQuoted = false
        let pieces = value.split { character in
            if character == "\"" { isQuoted.toggle() }
            return character == ";" && !isQuoted
        }
        for piece in pieces.dropFirst() {
            let pair = piece.drop { $0 == " " }
            guard let equals = pair.firstIndex(of: "="), pair[..<equals].lowercased() == name else { continue }
            let text = pair[pair.index(after: equals)...]
            guard text.first == "\"" else { return String(text) }
            return text.count > 1 && text.last == "\"" ? String(text.dropFirst().dropLast()) : nil
        }
        return nil
    }

    private static func find(_ wanted: [UInt8], in body: [UInt8], from start: Int) -> Int? {
        guard start >= 0, wanted.count > 0, body.count >= wanted.count else { return nil }
        var position = start
        while position + wanted.count <= body.count {
            if body[position] == wanted[0], body[position..<position + wanted.count].elementsEqual(wanted) {
                return position
            }
            position += 1
        }
        return nil
    }

    private static func starts(_ body: [UInt8], with text: String, at position: Int) -> Bool {
        body.dropFirst(position).starts(with: text.utf8)
    }
}
