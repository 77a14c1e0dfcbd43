import TestSupport
import Testing

/// Documentation/compatibility.md says which revision has what; `make readme` writes it anew.
@Suite struct CompatibilityTests {
    @Test func theMatrixIsUpToDate() throws {
        #expect(
            try PackageFile("Documentation/compatibility.md").says(CompatibilityTable.markdown()), "run `make readme`")
    }

    @Test func eachTestThatIsNamedIsThere() throws {
        let rows = try CompatibilityTable.requests() + CompatibilityTable.features + CompatibilityTable.transports
        for evidence in Set(rows.map(\.shownBy)) {
            #expect(evidence.exists, "\(evidence.file) has no test \(evidence.name)")
        }
        #expect(!Evidence("Tests/DocumentationTests/Readme.swift", "nothing of this name").exists)
    }
}
