import Gateway
import MCP

extension EmbeddingRequests {
    /// Requests whose vectors can be compared with those of a set; throws where others are asked for.
    func matching(_ set: Gateway.VectorSet) throws -> EmbeddingRequests {
        guard model == nil || model == set.model, dimensions == nil || dimensions == set.dimensions else {
            throw ArgumentFault(
                "The set '\(set.name)' holds vectors of \(set.dimensions) dimensions by \(set.model); leave `model` and `dimensions` out."
            )
        }
        return EmbeddingRequests(work: work, model: set.model, dimensions: nil).matching(set.dimensions)
    }

    /// Requests for vectors of a length, as far as their model can be asked for one.
    func matching(_ length: Int) -> EmbeddingRequests {
        let isScalable = modelName.hasPrefix("text-embedding-3")
        return EmbeddingRequests(work: work, model: model, dimensions: dimensions ?? (isScalable ? length : nil))
    }
}

extension Work {
    /// The set of this name; throws where the caller has none.
    func set(_ name: String, named argument: String) async throws -> Gateway.VectorSet {
        guard let set = try await environment.vectorSets.set(name, caller: caller.id) else {
            throw ArgumentFault(
                "`\(argument)` is no set of yours; see embedding-set-list, or make it with embedding-batch.")
        }
        return set
    }
}
