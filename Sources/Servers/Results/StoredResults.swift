import Gateway
import MCP

/// What is kept for a caller, as resources that it can list and read.
struct StoredResults: ResourceSource {
    private let deposits: Deposits

    init(_ deposits: Deposits) { self.deposits = deposits }

    var templates: [ResourceTemplate] { [] }

    func list(from cursor: String?, for principal: any Principal) async throws -> ResourcePage {
        guard cursor == nil else { throw UnknownCursor() }
        return ResourcePage(
            deposits.list(for: Caller(principal)).map {
                Resource(uri: $0.uri, name: $0.name, mimeType: $0.mediaType, size: $0.size)
            })
    }

    func read(_ uri: String, for principal: any Principal) async throws -> [ResourceContents]? {
        guard uri.hasPrefix(Deposit.Kind.result.scheme) else { return nil }
        do {
            guard let (deposit, bytes) = try await deposits.read(uri, for: Caller(principal)) else { return nil }
            // Text that is none would lose bytes on the way.
            let text = deposit.isText ? String(validating: bytes, as: UTF8.self) : nil
            return [
                ResourceContents(
                    uri: uri, mimeType: deposit.mediaType, text.map { .text($0) } ?? .blob(bytes))
            ]
        } catch let refusal as Deposits.Refusal {
            throw ProtocolError(.internalError, "The result cannot be read: \(refusal.message).")
        }
    }
}

extension Deposit {
    /// Whether its type is one of text.
    fileprivate var isText: Bool {
        mediaType.hasPrefix("text/") || ["application/json", "application/jsonl", "image/svg+xml"].contains(mediaType)
    }
}
