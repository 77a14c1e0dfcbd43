import Gateway
import JSON
import Testing

@testable import Servers

/// Messages of threads with files, on a server that still has threads.
@Suite struct MessageToolTests {
    private static let message = #"""
        {"id":"msg","created_at":5,"attachments":[{"file_id":"file-a","tools":[{"type":"file_search"}]},
        {"file_id":"file-b","tools":[{"type":"code_interpreter"}]}],
        "content":[{"type":"image_file","image_file":{"file_id":"file-i"}},
        {"type":"text","text":{"value":"x","annotations":[
        {"type":"file_path","text":"sandbox:/a.csv","file_path":{"file_id":"file-b"}},
        {"type":"file_citation","text":"[1]","file_citation":{"file_id":"file-c"}}]}}]}
        """#

    private static let script: ScriptedUpstream.Script = { call in
        call.path.hasPrefix("/threads")
            ? .text(message) : .text(#"{"id":"file-b","filename":"a.csv","bytes":3,"purpose":"assistants"}"#)
    }

    @Test("the files of a message are listed once, with all their uses")
    func list() async throws {
        let bench = try await Workbench(with: .init(servers: ["assistants"]), Self.script)
        let outcome = try await bench.call("message-file-list", #"{"thread_id":"t","message_id":"msg"}"#)
        #expect(bench.upstream.calls.map(\.line) == ["GET /threads/t/messages/msg"])
        let files = outcome.structured?["data"].map { Array($0.elements) } ?? []
        #expect(files.map { $0["id"]?.string } == ["file-a", "file-b", "file-i", "file-c"])
        #expect(
            String(decoding: files[1].raw, as: UTF8.self)
                == #"{"id":"file-b","object":"thread.message.file","message_id":"msg","created_at":5,"#
                + #""used_as":["attachment","file_path"],"tools":["code_interpreter"],"texts":["sandbox:/a.csv"]}"#)
    }

    @Test("a file of a message is read with its use; another file is refused")
    func get() async throws {
        let bench = try await Workbench(with: .init(servers: ["assistants"]), Self.script)
        let outcome = try await bench.call(
            "message-file-get", #"{"thread_id":"t","message_id":"msg","file_id":"file-b"}"#)
        #expect(outcome.at("file.filename")?.string == "a.csv")
        #expect(outcome.at("message_file.tools.0")?.string == "code_interpreter")
        let other = try await bench.call(
            "message-file-get", #"{"thread_id":"t","message_id":"msg","file_id":"file-z"}"#)
        #expect(other.isError && other.texts[0].contains("no file of this message"))
        #expect(bench.upstream.calls.count == 3)
    }

    @Test("OpenAI's own threads are over, and the tool says so")
    func over() async throws {
        let options = Workbench.Options(servers: ["assistants"], today: "2026-11-21", adjust: { $0.provider = .openai })
        let bench = try await Workbench(with: options, Self.script)
        let outcome = try await bench.call("message-file-list", #"{"thread_id":"t","message_id":"msg"}"#)
        #expect(outcome.isError && outcome.texts[0].contains("2026-08-26") && bench.upstream.calls.isEmpty)
        let tool = bench.server.tools.tool(named: "message-create")
        #expect(tool?.description.contains("ended 2026-08-26") == true)
    }

    // MARK: Creating

    private static let png = "iVBORw0KGgo="

    private static func bench(message status: Int = 200) async throws -> Workbench {
        let bench = try await Workbench(with: .init(servers: ["assistants"])) { call in
            switch call.path {
            case "/files":
                let name = call.parts.first { $0.name == "file" }?.filename ?? ""
                return name == "bad.txt"
                    ? .text(#"{"error":{"message":"refused"}}"#, status: 400)
                    : .text(#"{"id":"id-\#(name)"}"#)
            case "/threads/t/messages": return .text(#"{"id":"msg"}"#, status: status)
            default: return .text("{}")
            }
        }
        try bench.folder.write("notes.md", Array("# notes".utf8))
        try bench.folder.write("table.csv", Array("a,b".utf8))
        try bench.folder.write("bad.txt", Array("bad".utf8))
        return bench
    }

    @Test("files are uploaded and attached, images are shown")
    func create() async throws {
        let bench = try await Self.bench()
        let outcome = try await bench.call(
            "message-create",
            #"{"thread_id":"t","role":"user","content":"see","attachments":[{"file_id":"file-0"}],"#
                + #""files":["notes.md","table.csv","data:image/png;base64,\#(Self.png)"]}"#)
        #expect(outcome.at("id")?.string == "msg", "\(outcome.texts)")
        let uploads = bench.upstream.calls.filter { $0.path == "/files" }
        #expect(
            Set(uploads.map { "\($0.parts.first { $0.name == "file" }?.filename ?? "") \($0.text("purpose") ?? "")" })
                == ["notes.md assistants", "table.csv assistants", "file.png vision"])
        let sent = try #require(bench.upstream.calls.last)
        #expect(
            sent.member("content").map { String(decoding: $0.raw, as: UTF8.self) }
                == #"[{"type":"text","text":"see"},{"type":"image_file","image_file":{"file_id":"id-file.png"}}]"#)
        #expect(
            sent.member("attachments").map { String(decoding: $0.raw, as: UTF8.self) }
                == #"[{"file_id":"file-0"},{"file_id":"id-notes.md","tools":[{"type":"file_search"}]},"#
                + #"{"file_id":"id-table.csv","tools":[{"type":"code_interpreter"}]}]"#)
    }

    @Test("the tools that may read the files can be named")
    func tools() async throws {
        let bench = try await Self.bench()
        _ = try await bench.call(
            "message-create",
            #"{"thread_id":"t","role":"user","content":"see","files":["notes.md"],"#
                + #""file_tools":["code_interpreter","file_search"]}"#)
        let attached = bench.upstream.calls.last?.member("attachments")?[0]
        #expect(attached?["tools"]?.elements.map { $0["type"]?.string } == ["code_interpreter", "file_search"])
    }

    @Test("without files it is the endpoint")
    func plain() async throws {
        let bench = try await Self.bench()
        _ = try await bench.call("message-create", #"{"thread_id":"t","role":"user","content":"hi"}"#)
        #expect(bench.upstream.calls.map(\.line) == ["POST /threads/t/messages"])
        #expect(bench.upstream.calls[0].member("content")?.string == "hi")
    }

    @Test("where a file or the message is refused, nothing is left behind", arguments: [true, false])
    func cleansUp(_ isFile: Bool) async throws {
        let bench = try await Self.bench(message: isFile ? 200 : 400)
        let files = isFile ? #"["notes.md","bad.txt"]"# : #"["notes.md"]"#
        let outcome = try await bench.call(
            "message-create", #"{"thread_id":"t","role":"user","content":"x","files":\#(files)}"#)
        #expect(outcome.isError)
        let lines = bench.upstream.calls.map(\.line)
        #expect(lines.last == "DELETE /files/id-notes.md")
        #expect(lines.contains("POST /threads/t/messages") == !isFile)
    }

    @Test("a file that is not there is told before anything is sent")
    func missing() async throws {
        let bench = try await Self.bench()
        let outcome = try await bench.call(
            "message-create", #"{"thread_id":"t","role":"user","content":"x","files":["notes.md","none.md"]}"#)
        #expect(outcome.isError && outcome.texts[0].hasPrefix("`files`: there is no such file"))
        #expect(bench.upstream.calls.isEmpty)
    }
}
