extension Settings {
    /// Reads settings from flags, then the environment, then the settings file that either of them names.
    ///
    /// - Parameter flags: values by flag name without dashes; a flag given again has several.
    public static func load(
        flags: [String: [String]], environment: [String: String]
    ) throws(SettingsError) -> (settings: Settings, warnings: [SettingsFinding]) {
        var loading = Loading(flags: flags, environment: environment)
        if let path = loading.configFile {
            do throws(Refusal) {
                let file = try TextFile(path, limit: SettingsFile.limit)
                loading.read(SettingsFile(path: path, text: file.text), isWorldReadable: file.isWorldReadable)
            } catch {
                loading.fail(path, "the settings file \(error.reason)")
            }
        }
        return try loading.finish()
    }

    /// Reads settings from flags, then the environment, then the text of a settings file.
    public static func load(
        flags: [String: [String]], environment: [String: String], file: (path: String, text: String)
    ) throws(SettingsError) -> (settings: Settings, warnings: [SettingsFinding]) {
        var loading = Loading(flags: flags, environment: environment)
        loading.read(SettingsFile(path: file.path, text: file.text))
        return try loading.finish()
    }
}
