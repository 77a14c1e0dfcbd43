import JSON
import MCP
import TestSupport
import Testing

/// What definitions hold in each revision.
@Suite struct DefinitionTests {
    @Test("icons are for revisions that have them", arguments: Revision.allCases)
    func icons(_ revision: Revision) async throws {
        let icon = Icon(source: "data:image/svg+xml;base64,PHN2Zy8+", mimeType: "image/svg+xml")
        let tool = Tool(
            name: "t", description: "T.", inputSchema: Array(#"{"type":"object"}"#.utf8),
            annotations: .init(readOnly: true, destructive: false, idempotent: true, openWorld: false),
            taskSupport: .optional, icons: [icon]
        ) { _ in ToolResult([]) }
        var features = Features()
        features.tasks = TaskDesk()
        let identity = ServerIdentity(name: "s", title: "S", version: "1", instructions: "", icons: [icon])
        let server = try Server(identity, tools: [tool], features: features)
        let definition = try await Ask(server, revision)("tools/list")?["result"]?["tools"]?[0]
        #expect((definition?["icons"]?[0]?["src"]?.string == icon.source) == (revision >= .v2025_11_25))
        #expect((definition?["execution"]?["taskSupport"]?.string == "optional") == (revision == .v2025_11_25))
        let introduction =
            try await revision.isStateless
            ? Ask(server, revision)("server/discover")?["result"]?["_meta"]?[MetaKey.serverInfo]
            : Ask(server, revision)("initialize", #"{"protocolVersion":"\#(revision.rawValue)"}"#)?["result"]?[
                "serverInfo"]
        #expect((introduction?["icons"]?[0]?["sizes"]?[0]?.string == "any") == (revision >= .v2025_11_25))
    }
}
