import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Documentation/compatibility.md says which revision has what; `make readme` writes it anew.
@Suite struct CompatibilityTests {
    private static let path =
        "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/") + "/Documentation/compatibility.md"

    @Test func theMatrixIsUpToDate() throws {
        let wanted = try CompatibilityTable.markdown()
        if Readme.rewrites {
            let stream = try #require(fopen(Self.path, "wb"))
            defer { fclose(stream) }
            let bytes = Array(wanted.utf8)
            try #require(fwrite(bytes, 1, bytes.count, stream) == bytes.count)
        }
        let found = SharedFacts.file(Self.path).map { String(decoding: $0, as: UTF8.self) }
        #expect(found == wanted, "run `make readme`")
    }

    @Test func eachTestThatIsNamedIsThere() throws {
        let rows = try CompatibilityTable.requests() + CompatibilityTable.features + CompatibilityTable.transports
        for evidence in Set(rows.map(\.shownBy)) {
            #expect(evidence.exists, "\(evidence.file) has no test \(evidence.name)")
        }
        #expect(!Evidence("Tests/DocumentationTests/Readme.swift", "nothing of this name").exists)
    }
}
