extension Family {
    /// Names of all tools that these servers offer, listed or not, and of those that find the rest.
    ///
    /// Throws ``Selection/Refusal`` for an unknown server.
    ///
    /// - Parameter virtual: tools that the configuration adds.
    public static func toolNames(
        of servers: [String], with virtual: VirtualTools = .none
    ) throws(Selection.Refusal) -> [String] {
        let selection = try Selection(servers, from: virtual.adding(to: members))
        let finders =
            selection.hasFinders(on: .default) ? [APITools.searchName, APITools.describeName, APITools.callName] : []
        var seen: Set<String> = []
        return (selection.members.flatMap { $0.offers + $0.hidden }.map(\.name) + finders)
            .filter { seen.insert($0).inserted }
    }
}
