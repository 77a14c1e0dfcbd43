import Catalogue
import Gateway
import JSON
import MCP

/// Where suggestions for an argument come from.
enum Suggestion: Sendable, Hashable {
    /// Models of one kind, or of any: the provider's, else those that the catalogue knows.
    case models(ModelKind?)
    case files, vectorStores
    /// Values that a field of a tool's endpoint is known to take.
    case values(of: String, String)
    /// What files are for, also those that jobs write.
    case purposes
    case oneOf([String])
}

/// Suggests values for arguments of prompts and variables of resource templates.
struct Suggestions: Sendable {
    let reads: ProviderReads
    let remembered: RememberedIDs

    /// How long a list may keep somebody waiting who is typing.
    private static let patience = Duration.seconds(3)
    /// What jobs say that their files are for; nobody uploads such.
    private static let writtenPurposes = ["assistants_output", "batch_output", "fine-tune-results"]

    /// What completes an argument.
    func completer(_ suggestion: Suggestion) -> Completer {
        { .of(try await values(suggestion, for: Caller($0.principal)), for: $0.typed) }
    }

    private func values(_ suggestion: Suggestion, for caller: Caller) async throws -> [String] {
        switch suggestion {
        case .models(let kind):
            let listed = try await ids(.models, for: caller)
            let models = listed.isEmpty ? ModelKind.known(on: reads.environment.today()) : listed
            guard let kind else { return models }
            return models.filter { ModelKind(of: $0) == kind }
        case .files: return try await ids(.files, for: caller)
        case .vectorStores: return try await ids(.vectorStores, for: caller)
        case .values(let tool, let field): return Self.values(of: tool, field)
        case .purposes: return Self.values(of: "file-create", "purpose") + Self.writtenPurposes
        case .oneOf(let values): return values
        }
    }

    /// The values that a field is known to take.
    static func values(of tool: String, _ field: String) -> [String] {
        let field = Catalogue.endpoint(named: tool)?.fields.first { $0.name == field }
        return field.map { $0.shape.knownTexts } ?? []
    }

    /// Ids of a collection; none where the provider does not say them in time. That too is remembered.
    private func ids(_ collection: ResourceCollection, for caller: Caller) async throws -> [String] {
        // Policy first: what is remembered may come from a server that allows more.
        guard reads.allows(collection.list) else { return [] }
        if let ids = remembered.ids(collection.name, of: caller.id, at: reads.now) { return ids }
        let ids = try await reads.hoped(within: Self.patience) {
            let answer = try await reads.object(collection.list, collection.arguments(), for: caller)
            return answer.body?["data"]?.elements.compactMap { $0["id"]?.string } ?? []
        }
        remembered.keep(ids ?? [], as: collection.name, of: caller.id, at: reads.now)
        return ids ?? []
    }
}

extension Shape {
    /// Texts that are known to be taken.
    fileprivate var knownTexts: [String] {
        switch self {
        case .string(let values, _, _): values
        case .union(let shapes): shapes.flatMap(\.knownTexts)
        default: []
        }
    }
}
