import Gateway
import JSON
import MCP

/// A successful answer on its way into a tool's result.
struct TreatedAnswer: Sendable {
    let notes: Notes
    /// The answer's JSON; nil where the provider sent none.
    let body: JSONView?
    private var requestID: String?

    init(notes: Notes, body: JSONView?, requestID: String? = nil) {
        self.notes = notes
        self.body = body
        self.requestID = requestID
    }

    /// Parses a body; what is no JSON is an error of the provider's.
    init(_ bytes: [UInt8], headers: Headers, notes: Notes) throws {
        self.notes = notes
        requestID = headers["x-request-id"]
        guard bytes.contains(where: { $0 > 0x20 }) else {
            body = nil
            return
        }
        do {
            body = try JSONDocument(bytes, limits: JSONLimits(depth: 512, size: .max)).root
        } catch {
            throw APIError(
                .malformedAnswer,
                "the provider's answer is not JSON (\(error)); check that the base URL points to an OpenAI-compatible API"
            )
        }
    }

    /// Whether the answer holds so much that files may come of it, and treating it takes its time.
    var isLarge: Bool { (body?.raw.count ?? 0) > 1 << 16 }

    /// The list that makes an answer what it claims to be; throws where there is none.
    ///
    /// Some compatible servers report a failure with status 200.
    func list(_ name: String, mayBeEmpty: Bool = false) throws -> (body: JSONView, list: JSONView) {
        if let body, body["error"].map({ [.object, .string].contains($0.kind) }) == true, body[name] == nil {
            throw APIError(report: body)
        }
        guard let body, let list = body[name], list.kind == .array, mayBeEmpty || list.count > 0 else {
            throw APIError(
                .malformedAnswer,
                "the provider answered without `\(name)`; check that the base URL points to an OpenAI-compatible API")
        }
        return (body, list)
    }

    /// The member of `_meta` that says what happened on the way.
    static let notesKey = "openai-mcp/call"

    /// `_meta` of the result: what happened on the way.
    var meta: [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        if let provider = notes.provider { members.append(.init("provider", .string(provider))) }
        if let requestID { members.append(.init("request_id", .string(requestID))) }
        if notes.attempts > 1 { members.append(.init("attempts", .int(notes.attempts))) }
        if let model = notes.replacedModel {
            members.append(.init("model", ["asked": .string(model.asked), "served": .string(model.served)]))
        } else if let served = notes.model {
            members.append(.init("model", ["served": .string(served)]))
        }
        if let receipt = notes.receipt?.content {
            if let source = receipt.source { members.append(.init("cache", .string(source.rawValue))) }
            if let cost = receipt.cost { members.append(.init("cost_usd", .number(cost.description))) }
        }
        if !notes.remarks.isEmpty { members.append(.init("remarks", .array(notes.remarks.map { .string($0) }))) }
        return members.isEmpty ? [] : [.init(Self.notesKey, .object(members))]
    }

    /// A result with texts for the model and the answer as structured content.
    func result(_ content: [Content], structured: [UInt8]?) -> ToolResult {
        ToolResult(content, structured: structured, meta: meta)
    }
}
