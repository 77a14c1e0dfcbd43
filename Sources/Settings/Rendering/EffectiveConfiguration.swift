extension Settings {
    /// The configuration in force as YAML: each value with where it was given, `default` where nobody gave it.
    /// Secrets are left out.
    public var effectiveYAML: String {
        var writer = YAMLWriter { path in places[path]?.description ?? "default" }
        writer.write(shown)
        return writer.text
    }

    /// Every value, by group.
    private var shown: [Shown.Member] {
        let structured = GatewaySettings.keys.compactMap { key in
            key.show(gateway).map { Shown.Member(name: key.name, value: $0) }
        }
        let simple = SettingsFile.groups.filter { $0 != "provider" || gateway.providers.isEmpty }
        let groups = simple.map { group in
            var members = SettingsTable.all.filter { $0.group == group }.compactMap { member(of: $0, in: group) }
            if case .group(let more)? = structured.first(where: { $0.name == group })?.value { members += more }
            return Shown.Member(name: group, value: .group(members))
        }
        return groups + structured.filter { !SettingsFile.groups.contains($0.name) }
    }

    private func member(of setting: Setting, in group: String) -> Shown.Member? {
        guard let texts = setting.show(self) else { return nil }
        let values = texts.map { Shown.value($0, setting.form) }
        return Shown.Member(
            name: String(setting.name.dropFirst(group.count + 1)),
            value: setting.traits.contains(.list) ? .list(values) : values[0])
    }
}

extension Settings {
    /// Names of what is not as it was: simple settings, and groups of the structured part.
    public func changes(from old: Settings) -> [String] {
        let simple = SettingsTable.all.filter { $0.show(self) != $0.show(old) }.map(\.name)
        let structured = GatewaySettings.keys.filter { $0.show(gateway) != $0.show(old.gateway) }.map(\.name)
        // What is shown of a secret is the same for every secret.
        let secrets = self.secrets == old.secrets ? [] : ["secrets"]
        return simple + structured + secrets
    }
}
