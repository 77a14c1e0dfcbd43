import Gateway
import JSON
import Synchronization
import Testing

@testable import Servers

/// Uploads of one file and of several, in one request and in parts, and the list by purpose.
@Suite struct FileToolTests {
    private static func created(_ call: Call) -> Answer {
        let name = call.parts.first { $0.name == "file" }?.filename ?? ""
        return .text(#"{"id":"file-\#(name)","object":"file","purpose":"\#(call.text("purpose") ?? "")"}"#)
    }

    @Test(
        "a file goes up with its name, its type and its purpose",
        arguments: [
            ("notes.md", "text/markdown"), ("data:text/plain;base64,aGVsbG8=", "text/plain"),
        ])
    func whole(_ argument: String, _ type: String) async throws {
        let bench = try await Workbench(with: .init(servers: ["files"])) { Self.created($0) }
        try bench.folder.write("notes.md", Array("hello".utf8))
        let outcome = try await bench.call(
            "file-upload",
            #"{"file":"\#(argument)","purpose":"user_data","expires_after":{"anchor":"created_at","seconds":3600}}"#)
        #expect(!outcome.isError, "\(outcome.texts)")
        let call = try #require(bench.upstream.calls.first)
        #expect(bench.upstream.calls.count == 1 && call.line == "POST /files")
        #expect(call.text("file") == "hello" && call.text("purpose") == "user_data")
        #expect(call.parts.first { $0.name == "file" }?.contentType == type)
        #expect(call.text("expires_after[seconds]") == "3600")
        #expect(outcome.at("purpose")?.string == "user_data")
    }

    @Test("several files are reported one by one")
    func several() async throws {
        let bench = try await Workbench(with: .init(servers: ["files"])) { call in
            call.text("file") == "bad" ? .text(#"{"error":{"message":"no"}}"#, status: 400) : Self.created(call)
        }
        try bench.folder.write("a.txt", Array("a".utf8))
        try bench.folder.write("b.txt", Array("bad".utf8))
        let outcome = try await bench.call(
            "file-upload", #"{"files":["a.txt","b.txt","none.txt"],"purpose":"batch"}"#)
        #expect(!outcome.isError)
        #expect(outcome.structured?["results"]?.elements.map { $0["ok"]?.bool } == [true, false, false])
        #expect(outcome.structured?["results"]?.elements.map { $0["file"]?.string } == ["a.txt", "b.txt", "none.txt"])
        #expect(outcome.at("results.0.answer.id")?.string == "file-a.txt")
        #expect(outcome.at("results.2.error.message")?.string?.contains("no such file") == true)
        #expect(bench.upstream.calls.count == 2)
    }

    @Test(
        "what cannot be uploaded is refused before anything is sent",
        arguments: [
            (#"{"purpose":"batch"}"#, "nothing to upload"),
            (#"{"file":"a","files":["b"],"purpose":"batch"}"#, "cannot be combined"),
            (#"{"file":"none.txt","purpose":"batch"}"#, "`file`: there is no such file"),
            (#"{"file":"a"}"#, "`purpose` is missing"),
            (#"{"file":"a","purpose":"nonsense"}"#, "is expected"),
        ])
    func refused(_ arguments: String, _ reason: String) async throws {
        let bench = try await Workbench("{}", with: .init(servers: ["files"]))
        let outcome = try await bench.call("file-upload", arguments)
        #expect(outcome.isError && outcome.texts.first?.contains(reason) == true, "\(outcome.texts)")
        #expect(bench.upstream.calls.isEmpty)
    }

    // MARK: Parts

    /// Rules by which a file of more than 100 bytes goes up in parts of 40, without a wait.
    private static let small: @Sendable (inout ToolEnvironment) -> Void = { environment in
        environment.uploads.largestWhole = 100
        environment.uploads.partSize = 40
        environment.uploads.surroundings = Surroundings(sleep: { _ in }, random: { 0 }, now: { 0 })
    }

    /// A provider of uploads whose second part fails so often before it arrives.
    private static func uploads(failing failures: Int, status: Int = 500) -> ScriptedUpstream.Script {
        let left = Mutex(failures)
        return { call in
            switch call.path {
            case "/uploads": return .text(#"{"id":"up"}"#)
            case "/uploads/up/parts":
                let name = call.parts.first?.filename ?? ""
                let fails =
                    name == "part-1"
                    && left.withLock { left in
                        left > 0
                            ? {
                                left -= 1; return true
                            }() : false
                    }
                return fails ? .text("{}", status: status) : .text(#"{"id":"\#(name)-id"}"#)
            case "/uploads/up/complete":
                return .text(#"{"id":"up","file":{"id":"file-1","object":"file","bytes":110}}"#)
            default: return .text("{}")
            }
        }
    }

    private static let content = (0..<110).map { UInt8($0) }

    @Test("a large file goes up in parts, and a part that failed is sent again", arguments: [0, 2])
    func parts(_ failures: Int) async throws {
        let bench = try await Workbench(
            with: .init(servers: ["files"], adjust: Self.small), Self.uploads(failing: failures))
        try bench.folder.write("large.jsonl", Self.content)
        let (outcome, reports) = try await bench.callListening(
            "file-upload", #"{"file":"large.jsonl","purpose":"batch"}"#)
        #expect(outcome.at("id")?.string == "file-1", "\(outcome.texts)")
        let calls = bench.upstream.calls
        #expect(calls.filter { $0.path == "/uploads/up/parts" }.count == 3 + failures)
        #expect(calls.first?.member("bytes")?.int == 110 && calls.first?.member("purpose")?.string == "batch")
        let sent = calls.filter { $0.parts.first?.filename == "part-2" }.first?.bytes("data")
        #expect(sent == Array(Self.content[80...]))
        let last = try #require(calls.last)
        #expect(last.path == "/uploads/up/complete")
        #expect(last.member("part_ids")?.elements.map(\.string) == ["part-0-id", "part-1-id", "part-2-id"])
        #expect(last.member("md5")?.string?.count == 32)
        #expect(reports.last?.progress == 110)
    }

    @Test("an upload whose part is refused is given up")
    func givenUp() async throws {
        let bench = try await Workbench(
            with: .init(servers: ["files"], adjust: Self.small), Self.uploads(failing: 9, status: 400))
        try bench.folder.write("large.jsonl", Self.content)
        let outcome = try await bench.call("file-upload", #"{"file":"large.jsonl","purpose":"batch"}"#)
        #expect(outcome.isError)
        #expect(bench.upstream.calls.contains { $0.path == "/uploads/up/cancel" })
        #expect(!bench.upstream.calls.contains { $0.path == "/uploads/up/complete" })
    }

    @Test("an upload that outlives its client's patience is answered with a handle")
    func handle() async throws {
        let gate = Gate()
        let clock = ManualClock()
        let handles = Handles(surroundings: clock.surroundings)
        let bench = try await Workbench(with: .init(servers: ["files"], handles: handles)) { call in
            try await gate.pass()
            return Self.created(call)
        }
        let call = Task { try await bench.call("file-upload", #"{"file":"data:;base64,aGk=","purpose":"batch"}"#) }
        let early = try await clock.pass(until: call)
        let handle = try #require(early.at("handle")?.string, "\(early.texts)")
        gate.open()
        let late = try await bench.call("result-get", #"{"handle":"\#(handle)"}"#)
        #expect(late.at("purpose")?.string == "batch")
    }

    @Test("the endpoint itself is still reached by its name")
    func endpoint() async throws {
        let bench = try await Workbench(with: .init(servers: ["files"])) { Self.created($0) }
        let outcome = try await bench.call("file-create", #"{"file":"data:;base64,aGk=","purpose":"batch"}"#)
        #expect(!outcome.isError && bench.upstream.calls.first?.line == "POST /files")
    }

    // MARK: Purposes

    @Test("files of one purpose are a page of the list")
    func purpose() async throws {
        let bench = try await Workbench(
            #"{"object":"list","data":[{"id":"f1"}],"has_more":true,"last_id":"f1"}"#, with: .init(servers: ["files"]))
        let outcome = try await bench.call("file-purpose-list", #"{"purpose":"fine-tune-results","after":"f0"}"#)
        let query = bench.upstream.calls[0].query.map { "\($0.name)=\($0.value)" }
        #expect(Set(query) == ["purpose=fine-tune-results", "after=f0", "limit=100"])
        #expect(outcome.at("next_arguments.after")?.string == "f1")
    }

    @Test("without a purpose all pages are counted, but not without end")
    func counts() async throws {
        let bench = try await Workbench(with: .init(servers: ["files"])) { call in
            let after = call.query.first { $0.name == "after" }?.value
            let files = #"{"id":"a","purpose":"batch","bytes":5},{"id":"b","purpose":"vision","bytes":7}"#
            return after == nil
                ? .text(#"{"data":[\#(files)],"has_more":true}"#)
                : .text(#"{"data":[{"id":"c","purpose":"batch","bytes":1}],"has_more":false}"#)
        }
        let outcome = try await bench.call("file-purpose-list")
        #expect(
            outcome.structuredText
                == #"{"object":"list","data":[{"purpose":"batch","files":2,"bytes":6},"#
                + #"{"purpose":"vision","files":1,"bytes":7}],"files":3,"bytes":13,"has_more":false}"#)
        #expect(bench.upstream.calls[1].query.contains { $0.name == "after" && $0.value == "b" })

        let number = Mutex(0)
        let endless = try await Workbench(with: .init(servers: ["files"])) { _ in
            let id = number.withLock { number in
                number += 1; return number
            }
            return .text(#"{"data":[{"id":"f\#(id)","purpose":"batch","bytes":1}],"has_more":true}"#)
        }
        let bounded = try await endless.call("file-purpose-list")
        #expect(endless.upstream.calls.count == 20)
        #expect(bounded.at("has_more")?.bool == true && bounded.at("next_arguments.after")?.string == "f20")
    }
}
