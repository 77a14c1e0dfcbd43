import Servers
import TestSupport
import Testing

/// Documentation/operations.md says what the catalogue holds; `make readme` writes it anew.
@Suite struct OperationsTests {
    @Test func theTableIsUpToDate() throws {
        #expect(try PackageFile("Documentation/operations.md").says(Family.operations), "run `make readme`")
    }
}
