import JSON

/// A JSON-RPC error: the request itself was wrong, or the server failed; never a failure of the tool's own work.
public struct ProtocolError: Error, Sendable, CustomStringConvertible {
    /// JSON-RPC 2.0 section 5.1, and MCP 2026-07-28, basic, error codes.
    public enum Code: Int, Sendable {
        case parseError = -32700
        case invalidRequest = -32600
        case methodNotFound = -32601
        case invalidParams = -32602
        case internalError = -32603
        /// Before 2026-07-28, which says `invalidParams`.
        case resourceNotFound = -32002
        case headerMismatch = -32020
        case missingClientCapability = -32021
        case unsupportedVersion = -32022
    }

    public let code: Code
    /// One sentence for a person.
    public let message: String
    public let data: JSONValue?
    /// Whether the fault lies in the envelope (method, metadata, headers), which HTTP answers with a 4xx status.
    public let isEnvelopeFault: Bool

    /// Creates an error.
    public init(_ code: Code, _ message: String, data: JSONValue? = nil, envelope: Bool = false) {
        self.code = code
        self.message = message
        self.data = data
        self.isEnvelopeFault = envelope
    }

    public var description: String { message }

    /// Status for a reply that holds only this error (2026-07-28, Streamable HTTP).
    public var httpStatus: Int {
        switch code {
        case .parseError, .invalidRequest, .headerMismatch, .missingClientCapability, .unsupportedVersion: 400
        case .methodNotFound: isEnvelopeFault ? 404 : 200
        case .invalidParams: isEnvelopeFault ? 400 : 200
        case .internalError, .resourceNotFound: 200
        }
    }

    static let unknownCursor = ProtocolError(.invalidParams, "Unknown cursor; list again from the start.")

    static func unsupportedVersion(_ asked: String) -> ProtocolError {
        let supported = Revision.stateless.map(\.rawValue)
        return ProtocolError(
            .unsupportedVersion,
            "Unsupported protocol version \(asked.debugDescription); a request may declare \(supported.joined(separator: ", ")), or begin with initialize.",
            data: [
                "supported": .array(supported.map { .string($0) }),
                "requested": .string(asked),
            ],
            envelope: true)
    }
}
