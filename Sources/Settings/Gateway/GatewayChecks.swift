/// What no part of the configuration shows alone.
extension GatewaySettings {
    func checkNames(_ report: inout GroupReport) {
        Self.checkUnique(providers.map(\.name), "providers", &report)
        Self.checkUnique(callers.map(\.name), "callers", &report)
        Self.checkUnique(budgets.rules.map(\.name), "budgets.rules", &report)
        Self.checkUnique(limits.rules.map(\.name), "limits.rules", &report)
        Self.checkUnique(virtualTools.map(\.name), "virtual-tools", &report)
        for (index, provider) in providers.enumerated() where provider.takesCallerKeys {
            guard let first = providers.firstIndex(where: \.takesCallerKeys), first < index else { continue }
            report.fail(
                "providers[\(index)].takes-caller-keys",
                "keys of callers go to one provider only, and \(quoted(providers[first].name)) takes them already")
        }
    }

    private static func checkUnique(_ names: [String], _ list: String, _ report: inout GroupReport) {
        var seen: Set<String> = []
        for (index, name) in names.enumerated() where !name.isEmpty && !seen.insert(name).inserted {
            report.fail("\(list)[\(index)].name", "\(quoted(name)) is the name of another one already")
        }
    }

    func checkRoutes(_ report: inout GroupReport) {
        let known = providers.map(\.name)
        for (index, route) in routes.enumerated() {
            for (position, candidate) in route.candidates.enumerated() {
                let name = candidate.provider
                guard !name.isEmpty, !known.contains(name) else { continue }
                let hint =
                    nearest(to: name, in: known).map { "the nearest is \($0)" }
                    ?? (known.isEmpty ? "providers has none" : "there are \(known.joined(separator: ", "))")
                report.fail(
                    "routes[\(index)].candidates[\(position)].provider",
                    "no provider is called \(quoted(name)); \(hint)")
            }
        }
        for (name, model) in aliases.sorted(by: { $0.key < $1.key }) where aliases[model] != nil {
            report.fail("aliases.\(name)", "\(quoted(model)) is an alias, too; name the model itself")
        }
    }

    func checkCallerKeys(_ report: inout GroupReport) {
        var owners: [String: String] = [:]
        for (index, caller) in callers.enumerated() {
            for (position, key) in caller.keys.enumerated() {
                if let owner = owners[key] {
                    report.fail("callers[\(index)].keys[\(position)]", "is a key of \(quoted(owner)) already")
                }
                owners[key] = caller.name
            }
        }
    }
}
