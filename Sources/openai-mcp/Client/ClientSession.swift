import MCP

extension Client {
    /// Runs `body` with a client, and closes it however that ends.
    static func session<Result>(
        _ transport: any ClientTransport, name: String, features: ClientFeatures = ClientFeatures(),
        _ body: (Client) async throws -> Result
    ) async throws -> Result {
        let client = Client(transport, name: name, version: Version.current, features: features)
        do {
            let result = try await body(client)
            await client.close()
            return result
        } catch {
            await client.close()
            throw error
        }
    }
}
