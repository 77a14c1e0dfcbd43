import ArgumentParser
import Logging
import Settings

/// What every command does first: read the settings, or say what is wrong with them and exit with 64.
enum Startup {
    static func settings(_ flags: SettingFlags, logsByDefault: Bool = true) throws -> Settings {
        let settings: Settings
        let warnings: [SettingsFinding]
        do {
            (settings, warnings) = try load(flags)
        } catch {
            for finding in error.findings { StandardError.write("openai-mcp: \(finding)") }
            throw ExitCode(SettingsError.exitCode)
        }
        let isAsked = flags.values["log-level"] != nil
        Logs.start(settings.log, quiet: !logsByDefault && !isAsked)
        let logger = Logger(label: "openai-mcp.settings")
        for warning in warnings { logger.warning("\(warning)") }
        return settings
    }

    /// Reads the settings and sees to it that their secrets are in no log.
    static func load(
        _ flags: SettingFlags
    ) throws(SettingsError) -> (settings: Settings, warnings: [SettingsFinding]) {
        let environment = Environment.all
        let loaded = try Settings.load(flags: flags.values, environment: environment)
        Logs.keepSecret(secrets(loaded.settings, environment))
        let findings = ConfigurationCheck.findings(loaded.settings)
        guard findings.isEmpty else { throw SettingsError(findings: findings) }
        return loaded
    }

    /// Makes the parts of a command; what cannot be made is a fault of what was asked for.
    static func prepare<Parts>(_ make: () throws -> Parts) throws(ExitCode) -> Parts {
        do {
            return try make()
        } catch {
            throw error as? ExitCode ?? refuse("\(error)")
        }
    }

    /// Ends the command with a sentence about what was asked for.
    static func refuse(_ sentence: String) -> ExitCode {
        StandardError.write("openai-mcp: \(Logs.redacted(sentence))")
        return ExitCode(SettingsError.exitCode)
    }

    /// Ends the command with a sentence about what went wrong while it ran.
    static func fail(_ sentence: String) -> ExitCode {
        StandardError.write("openai-mcp: \(Logs.redacted(sentence))")
        return .failure
    }

    /// The secrets in use, and those in the environment that something else has won over.
    static func secrets(_ settings: Settings, _ environment: [String: String]) -> [String] {
        let variables = SettingsTable.all.filter { $0.traits.contains(.secret) }.flatMap(\.variables)
        let given = variables.compactMap { environment[$0]?.withoutOuterSpace }
        return settings.secrets.map(\.exposed)
            + given.filter { !$0.hasPrefix("env:") && !$0.hasPrefix("file:") }
    }
}
