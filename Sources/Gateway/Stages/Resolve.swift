/// Finds the providers that may serve a call, and the model that its name stands for.
///
/// A caller's grant is looked at here, where the model is known that its name stands for. With one provider and nothing to
/// look up, a call passes as it is.
public struct Resolve: Stage {
    private let table: RouteTable
    private let providers: ProviderSet

    /// Creates the stage.
    public init(_ table: RouteTable, among providers: ProviderSet) {
        self.table = table
        self.providers = providers
    }

    public func handle(_ call: Call, next: @Sendable (Call) async throws -> Answer) async throws -> Answer {
        if call.caller.grant.models.isEmpty, table.isDirect(call.model), providers.has(call.endpoint, at: 0) {
            return try await next(call)
        }
        var call = call
        let asked = call.model
        let stood = asked.flatMap { name in table.model(for: name) { Self.task(of: call) } }
        if let asked { try call.caller.grant.check(asked, resolved: stood ?? asked) }
        if let stood { call.model = stood }
        let route = try table.route(
            RouteTable.Question(
                endpoint: call.endpoint, model: stood ?? asked, hasOwnKey: call.caller.key != nil,
                isBound: Self.isBound(call, model: asked))
        ) { providers.has($1, at: $0) }
        call.routing = Routing(route)
        var answer = try await next(call)
        if let asked, let stood {
            answer.notes.replaced(asked, by: stood)
            if asked == RouteTable.auto {
                answer.notes.remarks.append("'auto' stood for model '\(stood)' by the look of the task.")
            }
        }
        return answer
    }

    private static func task(of call: Call) -> Complexity? {
        guard [.chat, .response].contains(call.endpoint.treatment), case .json(let members) = call.body else {
            return nil
        }
        return Complexity(members)
    }

    /// Files, jobs and stored answers lie at one provider, and so does what refers to them.
    private static func isBound(_ call: Call, model: String?) -> Bool {
        guard model != nil, call.endpoint.work != .lasts else { return true }
        guard case .json(let members) = call.body else { return false }
        return members["previous_response_id"] != nil || members["conversation"] != nil
    }
}
