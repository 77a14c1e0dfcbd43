import Gateway
import JSON

/// Tools and the choice among them, in Anthropic's words.
struct MessagesTools {
    /// The `tools` of the request; nil for none.
    private(set) var definitions: [UInt8]?
    /// The `tool_choice`; nil where Anthropic's default is meant.
    private(set) var choice: [UInt8]?

    /// Takes the members of a chat completion.
    mutating func read(tools: JSONView?, choice: JSONView?, isParallel: Bool?) throws {
        guard let tools, tools.count > 0 else { return }
        var writer = JSONWriter(reserving: tools.raw.count)
        try writer.array { for tool in tools.elements { try Self.write(tool, to: &$0) } }
        definitions = writer.bytes
        self.choice = try Self.choice(choice, isParallel)
    }

    private static func write(_ tool: JSONView, to writer: inout JSONWriter) throws {
        guard tool["type"]?.string == "function", let function = tool["function"], let name = function["name"] else {
            throw MessagesRequest.refusal("Anthropic takes tools of type 'function' only", "tools")
        }
        writer.object {
            $0.member("name", raw: name.raw)
            if let text = function["description"], !text.isNull { $0.member("description", raw: text.raw) }
            let schema = function["parameters"].flatMap { $0.isNull ? nil : $0.raw }
            $0.member("input_schema", raw: schema ?? Array(#"{"type":"object","properties":{}}"#.utf8)[...])
            if function["strict"]?.bool == true { $0.member("strict", true) }
        }
    }

    private static func choice(_ choice: JSONView?, _ isParallel: Bool?) throws -> [UInt8]? {
        var members: [JSONValue.Member] = []
        switch choice?.string ?? choice?["type"]?.string {
        case nil where isParallel != false: return nil
        case nil, "auto": members.append(.init("type", "auto"))
        case "none": return JSONValue.object([.init("type", "none")]).encoded
        case "required": members.append(.init("type", "any"))
        case "function":
            guard let name = choice?["function"]?["name"] else {
                throw MessagesRequest.refusal("'tool_choice' names no function", "tool_choice")
            }
            members = [.init("type", "tool"), .init("name", .raw(Array(name.raw)))]
        case let kind?: throw MessagesRequest.refusal("Anthropic has no tool_choice '\(kind)'", "tool_choice")
        }
        if isParallel == false { members.append(.init("disable_parallel_tool_use", true)) }
        return JSONValue.object(members).encoded
    }
}
