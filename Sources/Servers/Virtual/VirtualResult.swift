import Gateway
import JSON
import MCP

/// What of an answer a virtual tool gives to the model, made ready.
struct VirtualResult: Sendable {
    private let tool: String
    private let pointer: JSONPointer
    private let template: TextTemplate?

    init(_ mapping: VirtualTool.ResultMapping, tool: String) throws(TextTemplate.Fault) {
        guard let pointer = JSONPointer(mapping.pointer) else {
            throw TextTemplate.Fault(description: "'\(mapping.pointer)' is no JSON Pointer; begin it with '/'")
        }
        self.tool = tool
        self.pointer = pointer
        if let template = mapping.template { self.template = try TextTemplate(template) } else { template = nil }
    }

    private var isWhole: Bool { pointer.tokens.isEmpty && template == nil }

    /// The result for the body of an endpoint's answer.
    func result(ofBody bytes: [UInt8]) -> ToolResult {
        guard bytes.contains(where: { $0 > 0x20 }) else { return ToolResult([.text("Done.")]) }
        if let root = try? JSONDocument(bytes, limits: JSONLimits(size: bytes.count)).root { return mapped(root) }
        let text = String(decoding: bytes, as: UTF8.self)
        guard isWhole else {
            return .failure("\(tool): the endpoint did not answer with JSON, ask whoever runs this server.")
        }
        return ToolResult([.text(text)])
    }

    /// The result for that of another tool.
    func result(of inner: ToolResult) -> ToolResult {
        if inner.isError || isWhole { return inner }
        guard let structured = inner.structured, let root = try? JSONDocument(structured).root else { return inner }
        var result = mapped(root)
        result.meta = inner.meta
        return result
    }

    private func mapped(_ root: JSONView) -> ToolResult {
        guard let part = root.value(at: pointer) else {
            return .failure(
                "\(tool): the answer has no '\(pointer)'; it may have found nothing, or has changed its form.")
        }
        let json = part.compact
        let structured = part.kind == .object ? json : Self.wrapped(json)
        if let template {
            do {
                return ToolResult([.text(try template.text(for: part))], structured: structured)
            } catch {
                return .failure("\(tool): the answer has no '\(pointer)\(error.pointer)', which its text needs.")
            }
        }
        return ToolResult([.text(part.string ?? String(decoding: json, as: UTF8.self))], structured: structured)
    }

    private static func wrapped(_ json: [UInt8]) -> [UInt8] {
        var writer = JSONWriter(reserving: json.count + 16)
        writer.object { $0.member("answer", raw: json) }
        return writer.bytes
    }
}

extension Work {
    /// Calls the tool that a virtual one stands for. Policy holds for it and for the endpoints behind it; a list of
    /// offered tools says only what can be named.
    func run(_ offer: Offer, _ template: JSONTemplate, _ mapping: VirtualResult) async throws -> ToolResult {
        guard environment.policy.reaches(offer) else {
            throw APIError(.permission, "'\(offer.name)' is not allowed on this server, ask its operator to allow it")
        }
        let given = try call.arguments ?? JSONDocument("{}").root
        let arguments: [UInt8]
        do {
            arguments = try template.json(for: given)
        } catch {
            throw ArgumentFault(
                "There is no `\(error.pointer.tokens.joined(separator: "."))`, which this call needs; add it.")
        }
        let inner = ToolCall(
            arguments: try JSONDocument(arguments).root, meta: call.meta, principal: call.principal,
            client: call.client,
            progress: call.progress)
        return mapping.result(of: try await offer.tool(senders).run(inner))
    }
}
