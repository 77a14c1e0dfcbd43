import Testing

@testable import Settings

/// Settings and warnings from what is given, with nothing from this machine.
func load(
    _ flags: [String: [String]] = [:], _ environment: [String: String] = [:], file: String? = nil
) throws(SettingsError) -> (settings: Settings, warnings: [String]) {
    let loaded =
        if let file {
            try Settings.load(flags: flags, environment: environment, file: ("settings.yaml", file))
        } else {
            try Settings.load(flags: flags, environment: environment)
        }
    return (loaded.settings, loaded.warnings.map(\.description))
}

/// What a load is refused for; empty when it is not.
func complaints(
    _ flags: [String: [String]] = [:], _ environment: [String: String] = [:], file: String? = nil
) -> [String] {
    do {
        _ = try load(flags, environment, file: file)
        return []
    } catch {
        return error.findings.map(\.description)
    }
}
