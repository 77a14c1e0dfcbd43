import JSON

/// The input of a response: items as they are listed later, and the turns that a model reads.
struct ResponseItems: Sendable {
    /// One item with its id.
    struct Item: Sendable {
        var id: String
        var value: JSONValue
        var turn: Conversation.Turn?
    }

    var items: [Item] = []

    /// The turns in order.
    var turns: [Conversation.Turn] { items.compactMap(\.turn) }

    /// Reads `input`: text, or a list of items, which may name uploaded files. `referenced` finds an item by its id.
    init(
        _ input: Input, files: CallerFiles, identity: inout Identity, referenced: (String) -> Item?
    ) throws(Refusal) {
        guard input.view?.kind == .array else {
            guard let text = try input.string() else { return }
            let content: JSONValue = [["type": "input_text", "text": .string(text)]]
            let id = identity.id("msg_", length: 48)
            items = [Item(id: id, value: Self.message(id, role: "user", content), turn: .init(role: .user, text: text))]
            return
        }
        for item in try input.list() ?? [] {
            guard let item = try item.object() else { throw item.wrongType("an object") }
            if let found = try Self.item(item, files, identity: &identity, referenced: referenced) {
                items.append(found)
            }
        }
    }

    init(_ items: [Item] = []) { self.items = items }

    private static func item(
        _ item: Input, _ files: CallerFiles, identity: inout Identity, referenced: (String) -> Item?
    ) throws(Refusal) -> Item? {
        let kind = try item["type"].string() ?? (item["role"].isPresent ? "message" : "item_reference")
        switch kind {
        case "message": return try message(item, files, identity: &identity)
        case "item_reference":
            let id = try item["id"].requiredString()
            guard let found = referenced(id) else { throw .notFound("Item", id, param: item["id"].name) }
            return found
        case "function_call", "custom_tool_call":
            let name = try item["name"].requiredString()
            let input = try item[kind == "function_call" ? "arguments" : "input"].requiredString()
            _ = try item["call_id"].requiredString()
            return kept(item, "fc_", &identity, .init(role: .call, text: "\(name) \(input)"))
        case "function_call_output", "custom_tool_call_output":
            _ = try item["call_id"].requiredString()
            let turn = try turn(.result, item["output"].required(), files)
            return kept(item, "fco_", &identity, turn)
        case "compaction":
            guard let turn = Compaction.turn(from: try item["encrypted_content"].requiredString()) else {
                throw .invalidValue(
                    item["encrypted_content"].name, "The encrypted content was not made by this provider.")
            }
            return kept(item, "cmp_", &identity, turn)
        case let kind where unread.contains(kind): return kept(item, "item_", &identity, nil)
        default:
            throw .invalidValue(item["type"].name, "Invalid value: '\(kind)' is not a type of input item.")
        }
    }

    /// Items of other tools: kept and listed, but with nothing in them to read.
    private static let unread: Set<String> = [
        "reasoning", "file_search_call", "web_search_call", "computer_call", "computer_call_output",
        "image_generation_call", "code_interpreter_call", "local_shell_call", "local_shell_call_output", "shell_call",
        "shell_call_output", "apply_patch_call", "apply_patch_call_output", "mcp_list_tools", "mcp_approval_request",
        "mcp_approval_response", "mcp_call", "tool_search_call", "tool_search_output", "additional_tools",
        "compaction_trigger", "program", "program_output",
    ]

    private static func message(
        _ item: Input, _ files: CallerFiles, identity: inout Identity
    ) throws(Refusal) -> Item {
        _ = try item["role"].required()
        let role = try item["role"].choice(["user", "assistant", "system", "developer"]) ?? "user"
        let kind: Conversation.Turn.Role = role == "user" ? .user : role == "assistant" ? .assistant : .instruction
        let turn = try turn(kind, item["content"].required(), files)
        var content = item["content"].view.map { JSONValue($0) } ?? []
        if case .string(let text) = content {
            content = role == "assistant" ? [Self.outputText(text)] : [["type": "input_text", "text": .string(text)]]
        }
        let id = try item["id"].string() ?? identity.id("msg_", length: 48)
        return Item(id: id, value: message(id, role: role, content), turn: turn)
    }

    static func message(_ id: String, role: String, _ content: JSONValue) -> JSONValue {
        [
            "id": .string(id), "type": "message", "status": "completed", "role": .string(role), "content": content,
        ]
    }

    static func outputText(_ text: String, logprobs: [JSONValue] = []) -> JSONValue {
        ["type": "output_text", "annotations": [], "logprobs": .array(logprobs), "text": .string(text)]
    }

    /// The item as it came, with an id and a status where it has none.
    private static func kept(
        _ item: Input, _ prefix: String, _ identity: inout Identity, _ turn: Conversation.Turn?
    ) -> Item {
        var members = item.view?.members.map { JSONValue.Member($0.key, JSONValue($0.value)) } ?? []
        let id = item["id"].view?.string ?? identity.id(prefix, length: 48)
        members.removeAll { $0.key == "id" }
        members.insert(.init("id", .string(id)), at: 0)
        if !members.contains(where: { $0.key == "status" }) { members.append(.init("status", "completed")) }
        return Item(id: id, value: .object(members), turn: turn)
    }

    /// Content that is text or a list of parts.
    private static func turn(
        _ role: Conversation.Turn.Role, _ content: Input, _ files: CallerFiles
    ) throws(Refusal) -> Conversation.Turn {
        guard content.view?.kind == .array else { return .init(role: role, text: try content.string() ?? "") }
        var turn = Conversation.Turn(role: role, text: "")
        for part in try content.list() ?? [] {
            _ = try part["type"].required()
            switch try part["type"].choice([
                "input_text", "input_image", "input_file", "output_text", "refusal", "text",
            ]) {
            case "input_image":
                let url = part["image_url"]
                if url.isPresent {
                    turn.attachments.append(try Attachment.image(try url.requiredString(), param: url.name))
                } else {
                    turn.attachments.append(try Attachment.image(part["file_id"], in: files))
                }
            case "input_file": turn.add(try Attachment.file(part, in: files))
            case "refusal": turn.add(try part["refusal"].requiredString())
            default: turn.add(try part["text"].requiredString())
            }
        }
        return turn
    }
}
