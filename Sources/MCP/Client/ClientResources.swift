import JSON

extension Client {
    /// All resources, page by page.
    public func listResources() async throws -> [JSONView] { try await list("resources/list", "resources") }

    /// All resource templates, page by page.
    public func listResourceTemplates() async throws -> [JSONView] {
        try await list("resources/templates/list", "resourceTemplates")
    }

    /// Reads a resource and returns the result with its `contents`.
    public func readResource(_ uri: String) async throws -> JSONView {
        try await settle(RequestDraft("resources/read", name: uri, [.init("uri", .string(uri))])).root
    }
}
