import Settings
import TestSupport
import Testing

/// Documentation/configuration.md lists the keys of the settings file; `make readme` writes it anew.
@Suite struct ConfigurationTests {
    private static let head = """
        # The settings file

        Every key of the structured part, made from the tables in `Sources/Settings/Gateway`. The simple settings, which are
        flags and variables, too, stand in the README. Secrets are `env:NAME`, `file:PATH` or the text itself; times are
        `30`, `500ms`, `2m`; sizes `500KB`, `16MiB`. A list of plain values may be one value without brackets.


        """

    @Test func theKeysAreUpToDate() throws {
        #expect(
            try PackageFile("Documentation/configuration.md").says(Self.head + ConfigurationMarkdown.text),
            "run `make readme`")
    }
}
