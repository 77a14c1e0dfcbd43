import JSON

extension Conversation {
    /// Reads the `messages` of a chat completion, which may name uploaded files.
    init(messages: [Input], files: CallerFiles) throws(Refusal) {
        for message in messages {
            guard let message = try message.object() else { throw message.wrongType("an object") }
            _ = try message["role"].required()
            let role = try message["role"].choice(["developer", "system", "user", "assistant", "tool", "function"])
            switch role {
            case "assistant": try addAssistant(message, files)
            case "tool":
                _ = try message["tool_call_id"].requiredString()
                turns.append(try Self.turn(.result, message["content"].required(), files))
            case "function":
                _ = try message["name"].requiredString()
                turns.append(try Self.turn(.result, message["content"], files))
            case "user": turns.append(try Self.turn(.user, message["content"].required(), files))
            default: turns.append(try Self.turn(.instruction, message["content"].required(), files))
            }
        }
    }

    private mutating func addAssistant(_ message: Input, _ files: CallerFiles) throws(Refusal) {
        let calls = try message["tool_calls"].list() ?? []
        let oldCall = try message["function_call"].object()
        if message["content"].isPresent {
            turns.append(try Self.turn(.assistant, message["content"], files))
        } else if calls.isEmpty, oldCall == nil, !message["refusal"].isPresent, !message["audio"].isPresent {
            _ = try message["content"].required()
        }
        for call in calls {
            let function = call["function"].isPresent ? call["function"] : try call["custom"].required()
            let arguments = try function[function["arguments"].isPresent ? "arguments" : "input"].string() ?? ""
            turns.append(Turn(role: .call, text: "\(try function["name"].requiredString()) \(arguments)"))
        }
        if let oldCall {
            turns.append(
                Turn(
                    role: .call,
                    text: "\(try oldCall["name"].requiredString()) \(try oldCall["arguments"].string() ?? "")"))
        }
    }

    /// One message whose content is text or a list of parts.
    private static func turn(
        _ role: Turn.Role, _ content: Input, _ files: CallerFiles
    ) throws(Refusal) -> Turn {
        guard content.view?.kind == .array else { return Turn(role: role, text: try content.string() ?? "") }
        var turn = Turn(role: role, text: "")
        for part in try content.list(1...Int.max) ?? [] {
            _ = try part["type"].required()
            switch try part["type"].choice(["text", "refusal", "image_url", "input_audio", "file"]) {
            case "text": turn.add(try part["text"].requiredString())
            case "refusal": turn.add(try part["refusal"].requiredString())
            case "image_url":
                let url = part["image_url"]["url"]
                turn.attachments.append(try Attachment.image(try url.requiredString(), param: url.name))
            case "input_audio":
                let format = try part["input_audio"]["format"].required().choice(["wav", "mp3"]) ?? ""
                let bytes = Base64.decode(try part["input_audio"]["data"].requiredString().utf8)
                turn.attachments.append("\(format) audio of \(bytes?.count ?? 0) bytes")
            default:
                turn.add(try Attachment.file(part["file"].required(), in: files))
            }
        }
        return turn
    }
}

extension Conversation.Turn {
    /// Goes on with another part of text.
    mutating func add(_ more: String) { text += text.isEmpty ? more : "\n\n" + more }

    /// Goes on with what was made of a file.
    mutating func add(_ content: Attachment.Content) {
        switch content {
        case .text(let text): add(text)
        case .description(let description): attachments.append(description)
        }
    }
}
