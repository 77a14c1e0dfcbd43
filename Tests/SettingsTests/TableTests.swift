import Testing

@testable import Settings

@Suite struct TableTests {
    @Test func everyNameIsUsedOnce() {
        let all = SettingsTable.all
        #expect(Set(all.map(\.name)).count == all.count)
        #expect(Set(all.map(\.flag)).count == all.count)
        let variables = all.flatMap(\.variables)
        #expect(Set(variables).count == variables.count)
    }

    @Test(arguments: SettingsTable.all)
    func isWellFormed(setting: Setting) {
        #expect(setting.flag.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
        #expect(setting.name == "config" || setting.name.wholeMatch(of: /[a-z]+\.[a-z]+(-[a-z]+)*/) != nil)
        #expect(!setting.variables.isEmpty)
        #expect(setting.summary.hasSuffix(".") && !setting.summary.contains("\n"))
        #expect(!setting.traits.contains(.secret) || setting.defaultText == nil)
    }

    /// What the table shows as the default is read back as the same default.
    @Test(arguments: SettingsTable.all)
    func defaultsReadBack(setting: Setting) throws {
        guard let text = setting.defaultText else { return }
        var settings = try load([setting.flag: [text]]).settings
        settings.places = Places()
        #expect("\(settings)" == "\(Settings())")
    }

    @Test(arguments: SettingsTable.all)
    func theTableShowsIt(setting: Setting) throws {
        let rows = SettingsTable.markdown().split(separator: "\n").filter {
            $0.contains("`--\(setting.flag)`") || $0.contains("`--\(setting.flag) ")
        }
        let row = try #require(rows.count == 1 ? rows.first : nil)
        for variable in setting.variables { #expect(row.contains("`\(variable)`")) }
        #expect(row.replacing("\\|", with: "").split(separator: "|", omittingEmptySubsequences: false).count == 7)
        #expect(setting.help.hasPrefix(setting.summary))
    }
}
