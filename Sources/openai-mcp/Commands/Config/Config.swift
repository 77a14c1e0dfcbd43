import ArgumentParser
import Settings

/// Checks, shows and describes the settings file.
struct Config: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Check the settings file, show what is in force, print its schema.",
        subcommands: [CheckConfig.self, ShowConfig.self, PrintSchema.self])
}

/// Reports everything that is wrong with a settings file.
struct CheckConfig: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Report everything that is wrong with a settings file; exits with 64 if anything is.")

    @Argument(help: ArgumentHelp("The settings file.", valueName: "file"))
    var file: String

    func run() async throws {
        do {
            let (settings, warnings) = try Settings.load(flags: ["config": [file]], environment: Environment.all)
            for warning in warnings { StandardError.write("warning: \(warning)") }
            let findings = ConfigurationCheck.findings(settings)
            guard findings.isEmpty else { throw SettingsError(findings: findings) }
            print("\(file) is in order")
        } catch let error as SettingsError {
            for finding in error.findings { StandardError.write("\(finding)") }
            throw ExitCode(SettingsError.exitCode)
        }
    }
}

/// Prints the configuration in force.
struct ShowConfig: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the configuration in force, and where each value came from.",
        discussion: "The output is a settings file; secrets are left out.")

    @OptionGroup(title: "Settings")
    var flags: SettingFlags

    func run() async throws {
        let settings = try Startup.settings(flags)
        StandardOutput.write(settings.effectiveYAML, terminator: "")
    }
}

/// Prints the JSON Schema of the settings file.
struct PrintSchema: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of the settings file, for editors.",
        discussion: """
            In VS Code and others: write it to a file and begin the settings file with \
            `# yaml-language-server: $schema=PATH`.
            """)

    func run() async throws { StandardOutput.write(ConfigurationSchema.text, terminator: "") }
}
