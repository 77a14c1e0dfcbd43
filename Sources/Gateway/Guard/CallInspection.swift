import JSON

/// Looks at everything that a call sends as text: members of the body, fields of a form, items of the query.
enum CallInspection {
    static func inspect(_ call: inout Call, _ inspector: inout TextInspector) {
        switch call.body {
        case .none: break
        case .json(var members):
            var isChanged = false
            for (name, value) in members.all {
                if let text = plain(value) {
                    let origin = origin(of: name)
                    let changed = text.withUnsafeBufferPointer { text in
                        inspector.inspect(text, isBroughtIn: origin.isBroughtIn) { "/\(JSONPointer.escape(name))" }
                    }
                    guard let changed else { continue }
                    members.set(name, .string(String(decoding: changed, as: UTF8.self)))
                    isChanged = true
                    continue
                }
                guard let root = root(value) else { continue }
                var json = JSONInspector(inspector)
                let changed = json.inspect(root, at: "/\(JSONPointer.escape(name))", origin(of: name))
                inspector = json.text
                guard let changed else { continue }
                members[name] = changed[...]
                isChanged = true
            }
            if isChanged { call.body = .json(members) }
        case .multipart(var parts):
            // A file's bytes are the file's: what is in them is not ours to change.
            for position in parts.indices where parts[position].filename == nil {
                guard case .bytes(let bytes) = parts[position].content else { continue }
                let changed = bytes.withUnsafeBufferPointer { text in
                    inspector.inspect(text, isBroughtIn: false) { "/\(JSONPointer.escape(parts[position].name))" }
                }
                if let changed { parts[position].content = .bytes(changed) }
            }
            call.body = .multipart(parts)
        }
        for position in call.query.indices {
            let item = call.query[position]
            let changed = Array(item.value.utf8).withUnsafeBufferPointer { text in
                inspector.inspect(text, isBroughtIn: false) { "?\(item.name)" }
            }
            if let changed { call.query[position].value = String(decoding: changed, as: UTF8.self) }
        }
    }

    /// The text of a string without escapes, which needs no parser.
    private static func plain(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard value.first == UInt8(ascii: "\""), !value.contains(UInt8(ascii: "\\")) else { return nil }
        return value.dropFirst().dropLast()
    }

    /// A value in which there may be text; numbers and words are none.
    private static func root(_ value: ArraySlice<UInt8>) -> JSONView? {
        guard let first = value.first,
            first == UInt8(ascii: "\"") || first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        else { return nil }
        return try? JSONDocument(Array(value), limits: JSONLimits(size: max(value.count, 1))).root
    }

    /// What the run of an assistant is given back by tools.
    private static func origin(of member: String) -> TextOrigin { member == "tool_outputs" ? .broughtIn : .caller }
}

/// The texts of a call or an answer that a moderator is asked about.
enum ModeratedTexts {
    /// Members that hold what people and models say.
    private static let names: Set<String> = [
        "content", "text", "input", "prompt", "instructions", "output", "query", "arguments", "refusal", "transcript",
        "message",
    ]

    static func of(_ call: Call) -> [String] {
        switch call.body {
        case .none: return []
        case .json(let members):
            return members.all.flatMap { name, value -> [String] in
                guard let root = try? JSONDocument(Array(value)).root else { return [] }
                return texts(root, isSpoken: names.contains(name))
            }
        case .multipart(let parts):
            return parts.filter { $0.filename == nil && names.contains($0.name) }.compactMap(\.text)
        }
    }

    static func of(_ answer: JSONView) -> [String] { texts(answer, isSpoken: false) }

    private static func texts(_ view: JSONView, isSpoken: Bool) -> [String] {
        switch view.kind {
        case .string: isSpoken ? [view.string ?? ""].filter { !$0.isEmpty && !$0.hasPrefix("data:") } : []
        case .array: view.elements.flatMap { texts($0, isSpoken: isSpoken) }
        case .object: view.members.flatMap { texts($0.value, isSpoken: names.contains($0.key)) }
        default: []
        }
    }
}
