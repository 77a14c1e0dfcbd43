import Catalogue

extension Family {
    /// Every operation of the API as a Markdown table: its server, its tool and how long it lives.
    public static var operations: String {
        var lines = [
            "# Operations", "",
            "Every operation of the OpenAI API that this build knows, generated from the catalogue. A tool that its",
            "server does not list is called by its name or with `api-call`.", "",
        ]
        for domain in Catalogue.domains {
            lines += [
                "## \(domain.title) (`\(domain.name)`)", "", "| operation | tool | lifecycle |", "| --- | --- | --- |",
            ]
            lines += domain.endpoints.map(row)
            let composed = members.first { $0.name == domain.name }?.composedNames ?? []
            if !composed.isEmpty { lines += ["", "Composed of several calls: \(composed.joined(separator: ", "))."] }
            lines.append("")
        }
        for member in members where !Catalogue.domains.contains(where: { $0.name == member.name }) {
            lines += [
                "## \(member.title) (`\(member.name)`)", "", "\(member.composedNames.joined(separator: ", ")).", "",
            ]
        }
        lines += ["## Folded into another", "", "| operation | stands in | because |", "| --- | --- | --- |"]
        for fold in Fold.all {
            for endpoint in Catalogue.endpoints where endpoint.fold?.header == fold.header {
                lines.append(
                    "| `\(endpoint.method.rawValue) \(endpoint.path)\(fold.pathSuffix)` | `\(endpoint.name)` | \(fold.reason) |"
                )
            }
        }
        for fold in PathFold.all {
            let endpoint = Catalogue.endpoints.first { $0.method == fold.method && $0.path == fold.preferred }
            lines.append(
                "| `\(fold.method.rawValue) \(fold.other)` | `\(endpoint?.name ?? "")` | \(fold.reason) |")
        }
        lines += ["", "## Not reached", "", "| WebSocket | because |", "| --- | --- |"]
        lines += Unreached.all.map { "| `\($0.path)` | \($0.reason) |" }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func row(_ endpoint: Endpoint) -> String {
        let life =
            switch endpoint.lifecycle {
            case .current: "current"
            case .deprecated(let date?, let successor): "until \(date); then \(successor)"
            case .deprecated(nil, let successor): "deprecated; use \(successor)"
            }
        let key = endpoint.key == .admin ? " (admin key)" : ""
        return "| `\(endpoint.method.rawValue) \(endpoint.path)` | `\(endpoint.name)`\(key) | \(life) |"
    }
}

extension Family.Member {
    /// Names of its tools that are no endpoint, as code.
    fileprivate var composedNames: [String] {
        offers.compactMap { offer in if case .composed(let tool) = offer { "`\(tool.name)`" } else { nil } }
    }
}
