import ArgumentParser
import Logging
import Settings

/// What every command does first: read the settings, or say what is wrong with them and exit with 64.
enum Startup {
    static func settings(_ flags: SettingFlags, logsByDefault: Bool = true) throws -> Settings {
        let settings: Settings
        let warnings: [SettingsFinding]
        let environment = Environment.all
        do {
            (settings, warnings) = try Settings.load(flags: flags.values, environment: environment)
        } catch {
            for finding in error.findings { StandardError.write("openai-mcp: \(finding)") }
            throw ExitCode(SettingsError.exitCode)
        }
        Logs.keepSecret(secrets(settings, environment))
        let isAsked = flags.values["log-level"] != nil
        Logs.start(settings.log, quiet: !logsByDefault && !isAsked)
        let logger = Logger(label: "openai-mcp.settings")
        for warning in warnings { logger.warning("\(warning)") }
        return settings
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
    private static func secrets(_ settings: Settings, _ environment: [String: String]) -> [String] {
        let variables = SettingsTable.all.filter { $0.traits.contains(.secret) }.flatMap(\.variables)
        let given = variables.compactMap { environment[$0]?.withoutOuterSpace }
        return [settings.provider.key, settings.provider.adminKey, settings.http.sessionKey].compactMap { $0?.exposed }
            + given.filter { !$0.hasPrefix("env:") && !$0.hasPrefix("file:") }
    }
}
