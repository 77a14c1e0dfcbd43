import ArgumentParser
import Logging
import Settings

/// What every command does first: read the settings, or say what is wrong with them and exit with 64.
enum Startup {
    static func settings(_ flags: SettingFlags, logsByDefault: Bool = true) throws -> Settings {
        let settings: Settings
        let warnings: [SettingsFinding]
        do {
            (settings, warnings) = try Settings.load(flags: flags.values, environment: Environment.all)
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

    /// Ends the command with a sentence on standard error.
    static func refuse(_ sentence: String) -> ExitCode {
        StandardError.write("openai-mcp: \(sentence)")
        return ExitCode(64)
    }
}
