import Servers
import Settings
import TestSupport
import Testing

/// The generated parts of README.md say what the program does; `make readme` writes them anew.
@Suite(.serialized) struct ReadmeTests {
    @Test("a generated part is up to date", arguments: ["settings", "servers"])
    func part(_ name: String) throws {
        let file = try Readme()
        let wanted =
            switch name {
            case "settings": SettingsTable.markdown()
            default: Family.markdown
            }
        if PackageFile.areRewritten {
            try file.replacing(name, with: wanted).write()
        } else {
            #expect(try file.part(name) == wanted.trimmed, "run `make readme`")
        }
    }
}
