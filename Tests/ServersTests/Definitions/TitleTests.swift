import Catalogue
import JSON
import MCP
import Testing

@testable import Servers

@Suite struct TitleTests {
    @Test(
        "a title is the name in words",
        arguments: [
            ("file-delete", "File delete"), ("generate_image", "Generate image"), ("listModels", "List models"),
            ("api-call", "API call"), ("chat", "Chat"),
        ])
    func titles(_ name: String, _ title: String) {
        let tool = ComposedTool(name, "Does something.", .reads, []) { _ in ToolResult([]) }
        #expect(Offer.composed(tool).title == title)
    }

    @Test("every listed tool has a title", arguments: Family.members.map(\.name))
    func everywhere(_ server: String) throws {
        for tool in try Definitions(server).tools {
            #expect(tool["title"]?.string?.isEmpty == false, "\(tool["name"]?.string ?? "")")
        }
    }

    @Test("what the schema says of headers is what calls are checked by", arguments: Family.members.map(\.name))
    func headers(_ server: String) throws {
        for tool in try Definitions.server(server).tools.tools {
            let marked = MirroredParameter.all(in: try JSONDocument(tool.inputSchema).root)
            #expect(marked == tool.mirrored, "\(tool.name)")
        }
    }

    @Test("a tool that is not listed has no header to repeat")
    func unlisted() throws {
        let server = try Definitions.server(Family.defaultName)
        #expect(server.tools.tool(named: "chat-completion")?.mirrored == [.init(header: "Model", path: ["model"])])
        #expect(server.tools.tool(named: "assistant-create")?.mirrored == [])
    }
}
