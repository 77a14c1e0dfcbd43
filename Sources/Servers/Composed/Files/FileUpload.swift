import Catalogue
import Gateway
import JSON
import MCP

/// Sends files to the provider: each in one request, or in parts where it is too large for one.
struct FileUpload: Sendable {
    let work: Work

    /// What the tool `file-upload` answers.
    func result() async throws -> ToolResult {
        let settings = ChatTools.members(work, "purpose", "expires_after")
        switch (work["file"]?.string, work["files"]) {
        case (let file?, nil):
            let answer = try await send(
                file, named: "file", settings, progress: { [work] in await work.progress.bytes($0, of: $1) })
            return ForwardTreatment.result(answer)
        case (nil, .some):
            return try await ItemReport.run(
                work.texts("files"), atMost: 3, effect: .creates,
                label: { _, file in .init("file", .string(Self.label(file))) }, progress: work.progress
            ) { file in
                (try await send(file, named: "files", settings).body.map { .raw($0.compact) }, [])
            }.result()
        case (.some, .some): throw ArgumentFault("`file` and `files` cannot be combined; give one of them.")
        case (nil, nil): throw ArgumentFault("There is nothing to upload; give `file`, or several as `files`.")
        }
    }

    /// Uploads the file behind an argument and returns the provider's file object.
    ///
    /// - Parameter settings: `purpose`, and `expires_after` if wanted.
    func send(
        _ argument: String, named name: String, _ settings: Members,
        progress: @escaping LargeUpload.Progress = { _, _ in }
    ) async throws -> TreatedAnswer {
        try await send(
            work.file(argument, named: name, limit: UploadPlan.largestFile), settings, progress: progress)
    }

    /// Uploads a file that is open already.
    func send(
        _ file: FileBridge.File, _ settings: Members, progress: @escaping LargeUpload.Progress = { _, _ in }
    ) async throws -> TreatedAnswer {
        let rules = work.environment.uploads
        guard file.content.count > rules.largestWhole else {
            var attached = Attachments()
            var members = settings
            members.set("file", .string(attached.add(file)))
            return try await work.send("file-create", members, attached: attached)
        }
        let upload = LargeUpload(
            file, purpose: settings.string("purpose") ?? "",
            plan: UploadPlan(size: file.content.count, partSize: rules.partSize), surroundings: rules.surroundings,
            send: { [work] step in try await Self.send(step, settings, work) }, progress: progress)
        let answer = try await upload.run()
        guard let object = answer["file"], object.kind == .object else {
            throw APIError(
                .malformedAnswer,
                "the provider joined the parts and named no file; list the files to see whether it is there")
        }
        return TreatedAnswer(notes: Notes(), body: object)
    }

    private static func send(_ step: UploadStep, _ settings: Members, _ work: Work) async throws -> JSONView {
        var attached = Attachments()
        var members = Members()
        let endpoint: String
        switch step {
        case .create(let filename, _, let bytes, let mediaType):
            endpoint = "upload-create"
            members = settings
            members.set("filename", .string(filename))
            members.set("bytes", .int(bytes))
            members.set("mime_type", .string(mediaType))
        case .part(let upload, let number, let content):
            endpoint = "upload-part-add"
            members.set("upload_id", .string(upload))
            let part = FileBridge.File(
                name: "part-\(number)", mediaType: "application/octet-stream", content: content)
            members.set("data", .string(attached.add(part)))
        case .complete(let upload, let parts, let md5):
            endpoint = "upload-complete"
            members.set("upload_id", .string(upload))
            members.set("part_ids", .array(parts.map { .string($0) }))
            members.set("md5", .string(md5))
        case .cancel(let upload):
            endpoint = "upload-cancel"
            members.set("upload_id", .string(upload))
        }
        let answer = try await work.send(endpoint, members, attached: attached)
        guard let body = answer.body else {
            throw APIError(.malformedAnswer, "the provider's answer to an upload is empty; check that it takes uploads")
        }
        return body
    }

    /// An argument as a report names it: content that stands in it is not repeated.
    private static func label(_ argument: String) -> String {
        argument.hasPrefix("data:") || argument.utf8.count > 300 ? argument.prefix(40) + "…" : argument
    }
}
