extension Domain {
    /// Videos, which OpenAI makes no more.
    public static let videos = Domain(
        "videos", title: "Videos",
        instructions: """
            Make, edit and download videos. OpenAI shut this API down on 2026-09-24 and has no video model any more; \
            use it only with a provider that still offers it.
            """,
        [
            .init(
                "video-create", .post, "/videos", "Start making a video from a text prompt.", .creates,
                [
                    .prompt("What to show."), .model("Id of the video model."), .seconds([]),
                    .string(
                        "size", "Width by height in pixels.",
                        oneOf: ["720x1280", "1280x720", "1024x1792", "1792x1024"]),
                    .union(
                        "input_reference", "Image to begin with: path, URL or data URI, or a reference.",
                        [.file, .imageReference]),
                ], encoding: .multipartOrJSON, billable: true, lifecycle: ended),
            .init(
                "video-list", .get, "/videos", "List videos.", .reads, [.limitToHundred, .order(), .after],
                lifecycle: ended),
            .init(
                "video-get", .get, "/videos/{video_id}", "Show a video and how far it is.", .reads, [.video],
                lifecycle: ended),
            .init(
                "video-content", .get, "/videos/{video_id}/content", "Download a finished video or its pictures.",
                .reads, as: .saveFile,
                [.video, .string("variant", "What to download.", oneOf: ["video", "thumbnail", "spritesheet"])],
                lifecycle: ended),
            .init(
                "video-delete", .delete, "/videos/{video_id}", "Delete a video.", .deletes, [.video],
                lifecycle: ended),
            .init(
                "video-edit", .post, "/videos/edits", "Start changing a video as a text prompt says.", .creates,
                [.source, .prompt("What to change.")], encoding: .multipartOrJSON, billable: true, lifecycle: ended),
            .init(
                "video-extend", .post, "/videos/extensions", "Start making a video longer.", .creates,
                [.source, .prompt("What happens next."), .seconds(.required)], encoding: .multipartOrJSON,
                billable: true, lifecycle: ended),
            .init(
                "video-remix", .post, "/videos/{video_id}/remix", "Start making a finished video again with a change.",
                .creates, [.video, .prompt("What to change.")], encoding: .multipartOrJSON, billable: true,
                lifecycle: ended),
            .init(
                "video-character-create", .post, "/videos/characters", "Make a character from a video of it.",
                .creates,
                [
                    .file("video", "Video file: path, URL or data URI.", .required),
                    .string("name", "Its name.", .required, length: 1...80),
                ], encoding: .multipart, lifecycle: ended),
            .init(
                "video-character-get", .get, "/videos/characters/{character_id}", "Show a character.", .reads,
                [.string("character_id", "Id of the character.", .required)], lifecycle: ended),
        ])

    private static let ended = Lifecycle.deprecated(
        shutdown: "2026-09-24", successor: "a video service of another provider")
}

extension Field {
    fileprivate static let video = Field.string("video_id", "Id of the video.", .required)

    fileprivate static let source = Field.union(
        "video", "Video file: path, URL or data URI, or the id of a finished video.", .required,
        [.file, .object([.string("id", "Id of the video.", .required)])])

    fileprivate static func prompt(_ summary: String) -> Field {
        .string("prompt", summary, .required, length: 1...32000)
    }

    fileprivate static func seconds(_ traits: Traits) -> Field {
        .string("seconds", "Length in seconds.", traits, oneOf: ["4", "8", "12"])
    }
}
