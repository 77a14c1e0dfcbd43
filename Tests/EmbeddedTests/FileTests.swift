import JSON
import Synchronization
import Testing

@testable import Embedded
@testable import Gateway

@Suite struct FileTests {
    let provider = stillProvider()

    @Test func aFileComesBackAsItWasSent() async throws {
        let bytes = Array("line one\r\n--\r\nedge\u{0}\u{1}".utf8) + [0xFF, 0xFE]
        let made = try await provider.send(
            "/files", [("purpose", "user_data")], files: [("file", "notes; a.txt", bytes)])
        #expect(made.status == 200, "\(made.text)")
        let id = try #require(try made.root["id"]?.string)
        #expect(id.hasPrefix("file-"))
        #expect(try made.root["bytes"]?.int == bytes.count)
        #expect(try made.root["status"]?.string == "processed")
        let content = try await provider.ask("GET", "/files/\(id)/content")
        #expect(content.bytes == bytes)
        #expect(content.headers["content-type"] == "application/octet-stream")
        #expect(try await provider.ask("GET", "/files/\(id)").bytes == made.bytes)
        #expect(try await provider.ask("DELETE", "/files/\(id)").root["deleted"]?.bool == true)
        for (method, path) in [("GET", ""), ("GET", "/content"), ("DELETE", "")] {
            let gone = try await provider.ask(method, "/files/\(id)\(path)")
            #expect(gone.status == 404)
            #expect(try gone.root[["error", "message"]]?.string == "No such File object: \(id)")
        }
    }

    @Test func listsAreFilteredAndPaged() async throws {
        var ids: [String] = []
        for (name, purpose) in [("a", "batch"), ("b", "vision"), ("c", "batch"), ("d", "batch")] {
            ids.append(try await provider.upload(name, as: name, purpose: purpose))
        }
        func list(_ query: [(name: String, value: String)]) async throws -> [String?] {
            try await provider.ask("GET", "/files", query: query).root["data"]?.elements.map {
                $0["filename"]?.string
            } ?? []
        }
        #expect(try await list([]) == ["d", "c", "b", "a"])
        #expect(try await list([("purpose", "batch"), ("order", "asc")]) == ["a", "c", "d"])
        #expect(try await list([("purpose", "batch"), ("limit", "1"), ("after", ids[3])]) == ["c"])
        let page = try await provider.ask("GET", "/files", query: [("limit", "3")]).root
        #expect(page["has_more"]?.bool == true && page["last_id"]?.string == ids[1])
        #expect(try await provider.ask("GET", "/files", query: [("limit", "0")]).status == 400)
        #expect(try await provider.ask("GET", "/files", query: [("after", "file-0")]).status == 400)
    }

    @Test func callersDoNotSeeEachOther() async throws {
        let id = try await provider.upload("secret", as: "a.txt")
        for (method, path) in [("GET", ""), ("GET", "/content"), ("DELETE", "")] {
            #expect(try await provider.ask(as: "somebody else", method, "/files/\(id)\(path)") == 404)
        }
        #expect(try await provider.ask(as: "local", "GET", "/files/\(id)") == 200)
    }

    @Test(
        arguments: [
            ([], true, "purpose", "missing_required_parameter"),
            ([("purpose", "fun")], true, "purpose", "invalid_value"),
            ([("purpose", "batch")], false, "file", "missing_required_parameter"),
            (
                [("purpose", "batch"), ("expires_after[seconds]", "3600")], true, "expires_after.anchor",
                "missing_required_parameter"
            ),
            (
                [("purpose", "batch"), ("expires_after[anchor]", "created_at"), ("expires_after[seconds]", "5")], true,
                "expires_after.seconds", "integer_below_min_value"
            ),
        ] as [([(String, String)], Bool, String, String)])
    func badUploads(_ fields: [(String, String)], _ hasFile: Bool, _ param: String, _ code: String) async throws {
        let reply = try await provider.send("/files", fields, files: hasFile ? [("file", "a.txt", [65])] : [])
        #expect(reply.status == 400)
        #expect(try reply.root[["error", "param"]]?.string == param)
        #expect(try reply.root[["error", "code"]]?.string == code)
    }

    @Test func otherEndpointsReadThem() async throws {
        let text = JSONValue.string(try await provider.upload("The secret word is heliotrope.", as: "a.txt"))
        let picture = Composition(prompt: "1", seed: 0, width: 20, height: 10, isTransparent: false).png()
        let made = try await provider.send("/files", [("purpose", "vision")], files: [("file", "a.png", picture)])
        let image = JSONValue.string(try #require(try made.root["id"]?.string))
        let question: JSONValue = ["type": "input_text", "text": "What is the secret word?"]
        let chat = try await provider.ask(
            "POST", "/chat/completions",
            [
                "model": "offline",
                "messages": [
                    [
                        "role": "user",
                        "content": [
                            ["type": "file", "file": ["file_id": text]],
                            ["type": "text", "text": "What is the secret word?"],
                        ],
                    ]
                ],
            ])
        #expect(chat.text.contains("heliotrope"))
        func respond(_ part: JSONValue) async throws -> Reply {
            try await provider.ask(
                "POST", "/responses", ["model": "offline", "input": [["role": "user", "content": [part, question]]]])
        }
        #expect(try await respond(["type": "input_file", "file_id": text]).text.contains("heliotrope"))
        #expect(try await respond(["type": "input_image", "file_id": image]).text.contains("of 20 x 10 pixels"))
        #expect(try await respond(["type": "input_image", "file_id": text]).status == 400)
        #expect(try await respond(["type": "input_file", "file_id": "file-0"]).status == 404)
        let edit: JSONValue = ["prompt": "x", "model": "offline", "size": "16x16", "images": [["file_id": image]]]
        #expect(try await provider.ask("POST", "/images/edits", edit).status == 200)
    }

    @Test func memoryIsBounded() async throws {
        let limits = FileLimits(file: 4_000, total: 10_000, stores: 10_000)
        let provider = EmbeddedProvider(fileLimits: limits)
        let large = try await provider.send(
            "/files", [("purpose", "batch")], files: [("file", "a", [UInt8](repeating: 65, count: 4_001))])
        #expect(large.status == 413)
        #expect(try large.root[["error", "code"]]?.string == "file_too_large")
        let text = String(repeating: "a", count: 4_000)
        let first = try await provider.upload(text, as: "a")
        _ = try await provider.upload(text, as: "b")
        let third = try await provider.send(
            "/files", [("purpose", "batch")], files: [("file", "c", Array(text.utf8))])
        #expect(third.status == 413)
        #expect(try third.root[["error", "message"]]?.string?.contains("at most 10000 bytes of files") == true)
        #expect(try await provider.ask("DELETE", "/files/\(first)").status == 200)
        #expect(try await provider.upload(text, as: "c").hasPrefix("file-"), "what is deleted makes room")
        #expect(
            try await provider.ask(
                "POST", "/uploads", ["filename": "d", "purpose": "batch", "bytes": 4_001, "mime_type": "text/plain"]
            ).status == 413)
    }

    @Test func filesExpire() async throws {
        let clock = Clock()
        let provider = EmbeddedProvider(
            surroundings: Surroundings(sleep: { _ in }, random: { 0.5 }, now: { clock.now }))
        let made = try await provider.send(
            "/files",
            [("purpose", "assistants"), ("expires_after[anchor]", "created_at"), ("expires_after[seconds]", "3600")],
            files: [("file", "a.txt", Array("Cats purr.".utf8))])
        let id = try #require(try made.root["id"]?.string)
        #expect(try made.root["expires_at"]?.int == 1_003_600)
        let store = try await provider.ask("POST", "/vector_stores", ["file_ids": [.string(id)]])
        clock.pass(3_599)
        #expect(try await provider.ask("GET", "/files/\(id)").status == 200)
        clock.pass(1)
        #expect(try await provider.ask("GET", "/files/\(id)").status == 404)
        let left = try await provider.ask("GET", "/vector_stores/\(try #require(try store.root["id"]?.string))")
        #expect(try left.root[["file_counts", "total"]]?.int == 0)
    }
}

/// A clock that a test moves on.
final class Clock: Sendable {
    private let seconds = Mutex(1_000_000.0)
    var now: Double { seconds.withLock { $0 } }
    func pass(_ time: Double) { seconds.withLock { $0 += time } }
}

@Suite struct UploadTests {
    let provider = stillProvider()

    private func begin(_ bytes: Int) async throws -> String {
        let body: JSONValue = [
            "filename": "long.jsonl", "purpose": "batch", "bytes": .int(bytes), "mime_type": "text/jsonl",
        ]
        return try await provider.ask("POST", "/uploads", body).root["id"]?.string ?? ""
    }

    private func add(_ text: String, to id: String) async throws -> Reply {
        try await provider.send("/uploads/\(id)/parts", [], files: [("data", "blob", Array(text.utf8))])
    }

    @Test func partsAreJoinedInTheOrderGiven() async throws {
        let id = try await begin(11)
        let second = try #require(try await add("world", to: id).root["id"]?.string)
        let first = try #require(try await add("hello ", to: id).root["id"]?.string)
        let body: JSONValue = [
            "part_ids": [.string(first), .string(second)], "md5": "5EB63BBBE01EEED093CB22BB8F5ACDC3",
        ]
        let done = try await provider.ask("POST", "/uploads/\(id)/complete", body).root
        #expect(done["status"]?.string == "completed")
        let file = try #require(done[["file", "id"]]?.string)
        #expect(done[["file", "bytes"]]?.int == 11)
        #expect(try await provider.ask("GET", "/files/\(file)/content").text == "hello world")
        #expect(try await add("more", to: id).status == 400)
        #expect(try await provider.ask("POST", "/uploads/\(id)/complete", body).status == 400)
        #expect(try await provider.ask("POST", "/uploads/\(id)/cancel").status == 400)
    }

    @Test func whatDoesNotFitIsRefused() async throws {
        let id = try await begin(5)
        let part = try #require(try await add("hello", to: id).root["id"]?.string)
        func complete(_ body: JSONValue) async throws -> String? {
            let reply = try await provider.ask("POST", "/uploads/\(id)/complete", body)
            #expect(reply.status == 400)
            return try reply.root[["error", "param"]]?.string
        }
        #expect(try await complete([:]) == "part_ids")
        #expect(try await complete(["part_ids": []]) == "part_ids")
        #expect(try await complete(["part_ids": ["part_0"]]) == "part_ids[0]")
        #expect(try await complete(["part_ids": [.string(part), .string(part)]]) == "part_ids")
        #expect(try await complete(["part_ids": [.string(part)], "md5": "00"]) == "md5")
        #expect(try await provider.send("/uploads/\(id)/parts", [("other", "x")]).status == 400)
        #expect(try await provider.ask("POST", "/uploads/\(id)/cancel").root["status"]?.string == "cancelled")
        #expect(try await add("again", to: id).status == 400)
        #expect(try await add("again", to: "upload_0").status == 404)
    }

    @Test func anUploadOfMoreThanHalfTheRoomIsCompleted() async throws {
        let provider = EmbeddedProvider(fileLimits: FileLimits(file: 8_000, total: 10_000))
        let made = try await provider.ask(
            "POST", "/uploads", ["filename": "a", "purpose": "batch", "bytes": 8_000, "mime_type": "text/plain"])
        let id = try #require(try made.root["id"]?.string)
        let content = [UInt8](repeating: 65, count: 8_000)
        let part = try await provider.send("/uploads/\(id)/parts", [], files: [("data", "b", content)])
        let done = try await provider.ask(
            "POST", "/uploads/\(id)/complete", ["part_ids": [.string(try #require(try part.root["id"]?.string))]])
        #expect(try done.root["status"]?.string == "completed")
    }

    @Test func anUploadExpires() async throws {
        let clock = Clock()
        let provider = EmbeddedProvider(
            surroundings: Surroundings(sleep: { _ in }, random: { 0.5 }, now: { clock.now }))
        let made = try await provider.ask(
            "POST", "/uploads", ["filename": "a", "purpose": "batch", "bytes": 1, "mime_type": "text/plain"])
        let id = try #require(try made.root["id"]?.string)
        clock.pass(3_600)
        let late = try await provider.send("/uploads/\(id)/parts", [], files: [("data", "b", [65])])
        #expect(late.status == 400)
        #expect(late.text.contains("is expired"))
        clock.pass(86_400)
        #expect(try await provider.ask("POST", "/uploads/\(id)/cancel").status == 404)
    }

    @Test(arguments: [
        ("", "d41d8cd98f00b204e9800998ecf8427e"), ("abc", "900150983cd24fb0d6963f7d28e17f72"),
        (
            "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
            "57edf4a22be3c955ac49da2e2107b67a"
        ),
    ])
    func checksums(_ text: String, _ digest: String) { #expect(MD5.hex(Array(text.utf8)) == digest) }
}

@Suite struct FormFieldsTests {
    @Test(
        arguments: [
            ([("a", "1")], #"{"a":"1"}"#), ([("n", "1")], #"{"n":1}"#), ([("n", "x")], #"{"n":"x"}"#),
            ([("a[]", "1"), ("a[]", "2")], #"{"a":["1","2"]}"#),
            ([("a[b]", "1"), ("a[c]", "2")], #"{"a":{"b":"1","c":"2"}}"#),
            ([("a", "1"), ("a", "2")], #"{"a":"2"}"#), ([("a[", "1"), ("]", "2")], #"{"a[":"1","]":"2"}"#),
            ([("a[b][c][d][e][f]", "1")], #"{"a[b][c][d][e][f]":"1"}"#), ([], "{}"),
        ] as [([(String, String)], String)])
    func objects(_ fields: [(String, String)], _ json: String) {
        let parts = fields.map { FormPart(name: $0.0, filename: nil, content: Array($0.1.utf8)) }
        #expect(String(decoding: FormFields.object(of: parts, typed: ["n"]).encoded, as: UTF8.self) == json)
    }
}
