import Testing

@testable import Servers

/// Names that users were promised and that tools of our own answer to, each on its server.
@Suite struct PromisedNameTests {
    @Test(arguments: [
        ("assistants", ["message-create", "message-file-list", "message-file-get"]),
        ("files", ["file-upload", "file-purpose-list"]),
        (
            "fine-tuning",
            [
                "fine-tune-metrics", "fine-tune-permissions-list", "fine-tune-permissions-create",
                "fine-tune-permissions-delete",
            ]
        ),
        ("embeddings", ["embedding-create", "embedding-batch", "embedding-similarity", "embedding-search"]),
        ("images", ["image-generate", "image-edit", "image-inpaint", "image-outpaint", "image-list", "image-delete"]),
    ])
    func listed(_ server: String, _ names: [String]) throws {
        let list = try Definitions(server)
        let listed = Set(list.tools.compactMap { $0["name"]?.string })
        #expect(Set(names).subtracting(listed).isEmpty)
        #expect(list.tokens <= 6_000)
        // A tool that stands for an endpoint stands in its place.
        #expect(listed.isDisjoint(with: ["file-create", "message-add", "checkpoint-permission-list"]))
    }
}
