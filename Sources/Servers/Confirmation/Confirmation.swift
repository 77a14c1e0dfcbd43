import Catalogue
import Gateway
import JSON
import MCP

/// Asks a user to agree to a call before anything is done, where the rules say so.
///
/// It belongs to the tool, so that it holds however the tool was named: by its name, an alias, or through one that calls
/// others. A tool asks before its work and once more at its beginning, where the answer is known already: so no way
/// leads around the question.
struct Confirmation: Sendable {
    let offer: Offer
    let senders: Senders
    /// Whether a call of the tool may ever have to be agreed to.
    let mayAsk: Bool

    init(offer: Offer, senders: Senders) {
        self.offer = offer
        self.senders = senders
        mayAsk = senders.environment.confirmation.concern(offer.subject)
    }

    private var environment: ToolEnvironment { senders.environment }

    /// A result in place of the work; nil where the work may begin.
    func refusal(of call: ToolCall, _ arguments: Arguments) async throws -> ToolResult? {
        let rules = environment.confirmation
        // What is taken up again after a restart was agreed to when it began.
        guard mayAsk, call.task?.memory == nil else { return nil }
        guard let reason = await reason(rules, call, arguments) else { return nil }
        guard call.input.canAsk(.elicitation) else {
            return arguments.isConfirmed ? nil : unasked(reason)
        }
        let answer = try await call.input.ask("confirm", question(reason, call), sealed: true)
        return answer.content?["confirm"]?.bool == true ? nil : declined
    }

    private func reason(
        _ rules: ConfirmationRules, _ call: ToolCall, _ arguments: Arguments
    ) async -> ConfirmationRules.Reason? {
        var size: Int?
        if offer.subject.isBatch, let file = arguments["input_file_id"] { size = await bytes(of: file, call) }
        let dollars = rules.cost == nil ? nil : BilledWork(offer, arguments, environment.defaults)?.bound(environment)
        return rules.reason(for: offer.subject, dollars: dollars, batchSize: size)
    }

    /// The size of an uploaded file; nil where the provider does not say.
    private func bytes(of file: JSONView, _ call: ToolCall) async -> Int? {
        guard let sender = senders["file-get"] else { return nil }
        do {
            let arguments = JSONValue.object([.init("file_id", .raw(Array(file.raw)))])
            let checked = try sender.check(JSONDocument(arguments.encoded).root)
            let request = try await sender.request(checked, caller: Caller(call.principal), streams: false)
            return try await TreatedAnswer(whole: try await sender.send(request)).body?["bytes"]?.int
        } catch {
            return nil
        }
    }

    private func question(_ reason: ConfirmationRules.Reason, _ call: ToolCall) -> InputRequest {
        let arguments = call.arguments.map { String(decoding: $0.compact, as: UTF8.self) } ?? "{}"
        let shown = environment.redactor(for: Caller(call.principal))(String(arguments.beginning(1000)))
        return .form(
            "\(offer.name) \(reason.words). \(offer.summary) Arguments: \(shown)\(shown.count < arguments.count ? "…" : "")",
            schema: [
                "type": "object",
                "properties": [
                    "confirm": ["type": "boolean", "title": "Do it", "description": "Whether the call is made."]
                ],
                "required": ["confirm"],
            ])
    }

    private var declined: ToolResult {
        ToolResult(
            [.text("The user did not agree to \(offer.name); nothing was done.")],
            structured: JSONValue.object([.init("status", "declined"), .init("tool", .string(offer.name))]).encoded)
    }

    private func unasked(_ reason: ConfirmationRules.Reason) -> ToolResult {
        .failure(
            "Nothing was done: \(offer.name) \(reason.words), and this server wants its user's word first. Ask the user, then call again with confirm: true.",
            structured: ["kind": "confirmation_required", "tool": .string(offer.name), "argument": "confirm"])
    }
}

extension Arguments {
    /// Whether the client says that its user has agreed.
    fileprivate var isConfirmed: Bool { local.first { $0.name == Field.confirm.name }?.value.bool == true }
}
