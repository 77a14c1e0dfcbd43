import Catalogue
import JSON

/// Looks at what goes to a provider and at what comes back: personal data, secrets, orders hidden in what tools bring in,
/// what moderation flags, names that may not be used, sizes.
///
/// It stands before the model is resolved and the cache is asked, so that neither sees what it takes out. What is found
/// in the input is taken out before the call; what a stream brings is held back only as long as it could be the beginning
/// of a finding. Files on disk are not read.
public struct Guard: Stage {
    /// Asks a moderator about texts and returns the categories that it flags. Must not go through this stage.
    public typealias Moderate = @Sendable (_ texts: [String], _ call: Call) async throws -> [String]

    private let engine: GuardEngine
    private let moderate: Moderate?
    private let report: @Sendable (GuardReport, Call) -> Void

    /// Creates the stage.
    ///
    /// - Parameters:
    ///   - moderate: the moderation endpoint or the embedded list; without it, rules about moderation block every call
    ///     that they would have looked at.
    ///   - report: told of everything that was found, also of what a stream brought after its notes had gone out.
    public init(
        _ rules: GuardRules, moderate: Moderate? = nil,
        report: @escaping @Sendable (GuardReport, Call) -> Void = { _, _ in }
    ) {
        engine = GuardEngine(rules)
        self.moderate = moderate
        self.report = report
    }

    private var rules: GuardRules { engine.rules }

    public func handle(_ call: Call, next: @Sendable (Call) async throws -> Answer) async throws -> Answer {
        if let refusal = AccessPolicy.refusal(of: call, by: rules.access) { throw refusal }
        if let limit = rules.input.maxSize, call.body.size > limit {
            throw APIError(
                .requestTooLarge, "the request has \(call.body.size) bytes where this server allows \(limit), send less"
            )
        }
        var inspector = TextInspector(engine, .input, placeholders: Placeholders(isReversible: rules.restores))
        var guarded = call
        if !inspector.isIdle { CallInspection.inspect(&guarded, &inspector) }
        if isModerated(call, rules.input) {
            inspector.flag(try await flagged(ModeratedTexts.of(guarded), guarded, rules.input))
        }
        if !inspector.report.isEmpty { report(inspector.report, call) }
        if let refusal = refusal(inspector.report, rules.input) { throw refusal }
        if guarded.streams, isModerated(call, rules.output), rules.output.moderation == .block { unstream(&guarded) }
        var answer = try await next(guarded)
        answer.notes.remarks += inspector.report.remarks
        return try await inspect(answer, of: call, placeholders: inspector.placeholders)
    }

    // MARK: The answer

    private func inspect(_ answer: Answer, of call: Call, placeholders: Placeholders) async throws -> Answer {
        let inspector = TextInspector(engine, .output, placeholders: placeholders)
        let isModerated = isModerated(call, rules.output)
        switch answer.body {
        case .stream(let chunks):
            let type = answer.headers["content-type"]?.lowercased() ?? ""
            guard !inspector.isIdle || rules.output.maxSize != nil, ContentKind(type) != .other else { return answer }
            var answer = answer
            answer.headers["content-length"] = nil
            answer.body = .stream(
                RewrittenStream(
                    base: chunks, work: StreamGuard(inspector, isEvents: type.contains("event-stream")),
                    ended: { [report] in if !$0.report.isEmpty { report($0.report, call) } }))
            return answer
        case .bytes(let bytes):
            if let limit = rules.output.maxSize, bytes.count > limit { throw Self.answerTooLarge(limit) }
            guard !inspector.isIdle || isModerated else { return answer }
            return try await inspect(answer, bytes, of: call, inspector, isModerated)
        }
    }

    private func inspect(
        _ answer: Answer, _ bytes: [UInt8], of call: Call, _ inspector: TextInspector, _ isModerated: Bool
    ) async throws -> Answer {
        var (answer, inspector) = (answer, inspector)
        let origin: TextOrigin = call.endpoint.bringsTextIn ? .broughtIn : .caller
        var root: JSONView?
        var changed: [UInt8]?
        switch ContentKind(answer.headers["content-type"]?.lowercased() ?? "") {
        case .other: return answer
        case .json, .text:
            root = answer.json()
            if let root {
                var json = JSONInspector(inspector)
                changed = json.inspect(root, at: "", origin)
                inspector = json.text
            } else {
                changed = bytes.withUnsafeBufferPointer {
                    inspector.inspect($0, isBroughtIn: origin.isBroughtIn) { "/" }
                }
            }
        }
        if isModerated, answer.isSuccess {
            let texts = root.map { ModeratedTexts.of($0) } ?? [String(decoding: bytes, as: UTF8.self)]
            inspector.flag(try await flagged(texts, call, rules.output))
        }
        if !inspector.report.isEmpty { report(inspector.report, call) }
        if let refusal = refusal(inspector.report, rules.output) { throw refusal }
        if let changed {
            answer.headers["content-length"] = nil
            answer.body = .bytes(changed)
        }
        answer.notes.remarks += inspector.report.remarks
        return answer
    }

    /// Why an answer is not handed on.
    static func answerTooLarge(_ limit: Int) -> APIError {
        APIError(.answerTooLarge, "the answer is larger than the \(limit) bytes that this server allows, ask for less")
    }

    // MARK: Moderation

    private func isModerated(_ call: Call, _ rules: SideRules) -> Bool {
        rules.moderation != .off && call.endpoint.path != "/moderations"
    }

    /// What a moderator flags. Where it cannot be asked, a rule that blocks does so.
    private func flagged(_ texts: [String], _ call: Call, _ rules: SideRules) async throws -> [String] {
        guard !texts.isEmpty else { return [] }
        do {
            guard let moderate else { throw APIError(.serverError, "this server has no moderator") }
            return try await moderate(texts, call)
        } catch let error where !(error is CancellationError) {
            guard rules.moderation == .block else { return ["not moderated"] }
            throw APIError(
                .overloaded, "the moderation that this server asks for every call failed, try again in a moment")
        }
    }

    private func refusal(_ report: GuardReport, _ rules: SideRules) -> APIError? {
        if let refusal = report.refusal { return refusal }
        guard rules.moderation == .block, !report.flagged.isEmpty else { return nil }
        let subject = report.direction == .input ? "request" : "answer"
        return APIError(
            .contentPolicy,
            "moderation flagged the \(subject) as \(report.flagged.joined(separator: ", ")), change the content and call again"
        )
    }

    /// What must be judged as a whole is asked for as a whole.
    private func unstream(_ call: inout Call) {
        call.answerForm = .whole
        guard case .json(var members) = call.body else { return }
        members["stream"] = nil
        members["stream_options"] = nil
        call.body = .json(members)
    }
}

extension Endpoint {
    /// Whether its answers are what others have written: files, and what is found in them.
    var bringsTextIn: Bool {
        path.hasSuffix("/content") || path.hasSuffix("/search") || path.hasSuffix("/output_items")
    }
}

/// What the guard makes of a body by its content type.
enum ContentKind {
    case json, text
    /// Sound, pictures, archives.
    case other

    init(_ type: String) {
        if type.isEmpty || type.contains("json") {
            self = .json
        } else if type.hasPrefix("text/") || type.contains("xml") || type.contains("yaml") {
            self = .text
        } else {
            self = .other
        }
    }
}
