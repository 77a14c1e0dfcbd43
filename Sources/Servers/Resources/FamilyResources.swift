import MCP

/// Which resources a server of the family has.
struct FamilyResources: Sendable {
    let reads: ProviderReads
    let suggestions: Suggestions
    let results: StoredResults

    /// The guide is everywhere; the rest where the tools are that work on the same objects, if policy lets them.
    func sources(for selection: Selection) -> [any ResourceSource] {
        let names = Set(selection.members.map(\.name))
        var sources: [any ResourceSource] = [GuideSource()]
        func add(_ collection: ResourceCollection, to server: String) -> Bool {
            guard !names.isDisjoint(with: [server, Family.defaultName]), reads.allows(collection.list),
                reads.allows(collection.get)
            else { return false }
            sources.append(CollectionSource(collection: collection, reads: reads, suggestions: suggestions))
            return true
        }
        _ = add(.models, to: "models")
        if add(.files, to: "files"), reads.allows("file-content") {
            sources.append(FileContentSource(reads: reads, suggestions: suggestions))
        }
        _ = add(.vectorStores, to: "vector-store")
        sources.append(results)
        return sources
    }
}
