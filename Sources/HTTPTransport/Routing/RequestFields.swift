import NIOHTTP1

/// The header fields of a request that mean something here, read in one pass: looking a field up costs a walk over all.
struct RequestFields: Sendable {
    private(set) var accept: String?
    private(set) var apiKey: String?
    private(set) var authorization: String?
    private(set) var contentDisposition: String?
    private(set) var contentEncoding: String?
    private(set) var contentLength: String?
    private(set) var contentType: String?
    private(set) var expect: String?
    private(set) var filename: String?
    private(set) var host: String?
    private(set) var hasSecondHost = false
    private(set) var lastEventID: String?
    private(set) var mcpMethod: String?
    private(set) var mcpName: String?
    /// Values of `Mcp-Param-*`, by what follows that, in lower case.
    private(set) var mcpParameters: [String: String] = [:]
    /// What the request asks to leave out, by the names that it has in a query.
    private(set) var narrowing: [(name: String, value: String)] = []
    private(set) var origin: String?
    private(set) var protocolVersion: String?
    private(set) var sessionID: String?
    private(set) var transferEncoding: String?

    init(_ fields: HTTPHeaders) {
        for (name, value) in fields {
            switch name.lowercased() {
            case "accept": Self.add(value, to: &accept)
            case "authorization": Self.add(value, to: &authorization)
            case "content-disposition": Self.add(value, to: &contentDisposition)
            case "content-encoding": Self.add(value, to: &contentEncoding)
            case "content-length": Self.add(value, to: &contentLength)
            case "content-type": Self.add(value, to: &contentType)
            case "expect": Self.add(value, to: &expect)
            case "host":
                if host == nil { host = value } else { hasSecondHost = true }
            case "last-event-id": Self.add(value, to: &lastEventID)
            case "mcp-method": Self.add(value, to: &mcpMethod)
            case "mcp-name": Self.add(value, to: &mcpName)
            case "mcp-protocol-version": Self.add(value, to: &protocolVersion)
            case "mcp-session-id": Self.add(value, to: &sessionID)
            case "origin": Self.add(value, to: &origin)
            case "transfer-encoding": Self.add(value, to: &transferEncoding)
            case "x-api-key": Self.add(value, to: &apiKey)
            case "x-filename": Self.add(value, to: &filename)
            case let name where name.hasPrefix("mcp-param-"):
                Self.add(value, to: &mcpParameters[String(name.dropFirst("mcp-param-".count))])
            case let name where name.hasPrefix("x-mcp-"):
                if let name = Narrowing.name(ofHeader: name) { narrowing.append((name, value)) }
            default: continue
            }
        }
    }

    /// Whether the client sends the body only once it is asked to (RFC 9110, section 10.1.1).
    var expectsContinue: Bool { expect?.lowercased() == "100-continue" }

    /// A field that stands twice means both values (RFC 9110, section 5.3).
    private static func add(_ value: String, to slot: inout String?) {
        slot = slot.map { "\($0), \(value)" } ?? value
    }
}
