import Servers
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Documentation/operations.md says what the catalogue holds; `make readme` writes it anew.
@Suite struct OperationsTests {
    private static let path =
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Documentation/operations.md"

    @Test func theTableIsUpToDate() throws {
        let wanted = Family.operations
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
