import JSON

/// Transformations that have been checked and made ready.
public struct TransformPlan: Sendable {
    /// A step that cannot be meant.
    public struct Fault: Error, Sendable, Equatable, CustomStringConvertible {
        /// Place in the configuration: `rules[0].request[2]`.
        public let place: String
        /// One sentence: what is wrong and what to write.
        public let message: String
        public var description: String { "\(place): \(message)" }
    }

    struct Rule: Sendable {
        let models: [Glob]
        let tools: [Glob]
        let request: [TransformAction]
        let response: [TransformAction]

        func fits(_ call: Call) -> Bool {
            guard tools.isEmpty || tools.contains(where: { $0.matches(call.endpoint.name) }) else { return false }
            if models.isEmpty { return true }
            guard let model = call.model else { return false }
            return models.contains { $0.matches(model) }
        }
    }

    let rules: [Rule]

    /// Checks rules; throws the first fault.
    public init(_ rules: TransformRules) throws(Fault) {
        var plans: [Rule] = []
        for (position, rule) in rules.rules.enumerated() {
            let place = "rules[\(position)]"
            if rule.request.isEmpty && rule.response.isEmpty {
                throw Fault(place: place, message: "changes nothing, add steps under request or response")
            }
            plans.append(
                Rule(
                    models: rule.models, tools: rule.tools,
                    request: try Self.actions(rule.request, "\(place).request", ofRequest: true),
                    response: try Self.actions(rule.response, "\(place).response", ofRequest: false)))
        }
        self.rules = plans
    }

    private static func actions(
        _ steps: [TransformStep], _ place: String, ofRequest isRequest: Bool
    ) throws(Fault) -> [TransformAction] {
        var actions: [TransformAction] = []
        for (position, step) in steps.enumerated() {
            do {
                let action = try TransformAction(step)
                if isRequest { try action.checkRequest() }
                actions.append(action)
            } catch {
                throw Fault(place: "\(place)[\(position)]", message: error.description)
            }
        }
        return actions
    }
}

/// One step, made ready.
enum TransformAction: Sendable {
    case set(JSONPointer, [UInt8])
    case remove(JSONPointer)
    case rename(from: JSONPointer, to: JSONPointer)
    case fill(JSONPointer, [UInt8])
    case template(JSONPointer, TextTemplate)

    init(_ step: TransformStep) throws(TextTemplate.Fault) {
        switch step {
        case .set(let place, let value): self = .set(try Self.pointer(place), value.encoded)
        case .remove(let place): self = .remove(try Self.pointer(place))
        case .rename(let from, let to):
            let (source, target) = (try Self.pointer(from), try Self.pointer(to))
            guard !target.tokens.starts(with: source.tokens) else {
                throw TextTemplate.Fault(description: "'\(from)' cannot be moved into itself, name another place")
            }
            self = .rename(from: source, to: target)
        case .default(let place, let value): self = .fill(try Self.pointer(place), value.encoded)
        case .template(let place, let source): self = .template(try Self.pointer(place), try TextTemplate(source))
        }
    }

    private static func pointer(_ text: String) throws(TextTemplate.Fault) -> JSONPointer {
        guard let pointer = JSONPointer(text) else {
            throw TextTemplate.Fault(
                description:
                    "'\(text)' is no JSON Pointer; begin it with '/', and write '~' as '~0' and '/' in a name as '~1'")
        }
        guard !pointer.tokens.isEmpty else {
            throw TextTemplate.Fault(
                description: "the pointer is empty; name a place in the body, such as '/temperature'")
        }
        return pointer
    }

    /// Whether the body of a request may be changed there.
    func checkRequest() throws(TextTemplate.Fault) {
        for pointer in targets where pointer.tokens[0] == "stream" {
            throw TextTemplate.Fault(
                description: "'/stream' cannot be changed: whoever calls decides whether the answer is a stream")
        }
    }

    private var targets: [JSONPointer] {
        switch self {
        case .set(let place, _), .remove(let place), .fill(let place, _), .template(let place, _): [place]
        case .rename(let from, let to): [from, to]
        }
    }
}
