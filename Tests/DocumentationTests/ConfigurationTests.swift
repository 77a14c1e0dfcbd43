import Settings
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Documentation/configuration.md lists the keys of the settings file; `make readme` writes it anew.
@Suite struct ConfigurationTests {
    private static let path =
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Documentation/configuration.md"

    private static let head = """
        # The settings file

        Every key of the structured part, made from the tables in `Sources/Settings/Gateway`. The simple settings, which are
        flags and variables, too, stand in the README. Secrets are `env:NAME`, `file:PATH` or the text itself; times are
        `30`, `500ms`, `2m`; sizes `500KB`, `16MiB`. A list of plain values may be one value without brackets.


        """

    @Test func theKeysAreUpToDate() throws {
        let wanted = Self.head + ConfigurationMarkdown.text
        if Readme.rewrites {
            let stream = try #require(fopen(Self.path, "wb"))
            defer { fclose(stream) }
            let bytes = Array(wanted.utf8)
            try #require(fwrite(bytes, 1, bytes.count, stream) == bytes.count)
        }
        let found = SharedFacts.file(Self.path).map { String(decoding: $0, as: UTF8.self) }
        #expect(found == wanted, "run `make readme`")
    }
}
