import JSON

/// Something that a client can do for a server that asks.
public enum ClientCapability: String, Sendable, CaseIterable {
    /// Ask its user.
    case elicitation
    /// Ask its model.
    case sampling
    /// Name the folders that it works in.
    case roots
    /// Follow a call that has become a task (2026-07-28, extension `io.modelcontextprotocol/tasks`).
    case tasks

    /// The capability as an error names it (2026-07-28, `MissingRequiredClientCapabilityError`).
    var required: JSONValue {
        self == .tasks ? ["extensions": .object([.init(MetaKey.tasksExtension, [:])])] : .object([.init(rawValue, [:])])
    }
}

extension ClientDescription {
    /// Whether the client declared that it can do something.
    public func declares(_ capability: ClientCapability) -> Bool {
        guard capabilities.count > 2, let declared = try? JSONDocument(capabilities).root else { return false }
        switch capability {
        case .tasks: return declared["extensions"]?[MetaKey.tasksExtension]?.kind == .object
        case .elicitation:
            guard revision.hasElicitation, let modes = declared["elicitation"], modes.kind == .object else {
                return false
            }
            // No mode named means forms (2025-11-25, elicitation, capabilities).
            return modes.count == 0 || modes["form"] != nil
        case .sampling, .roots: return declared[capability.rawValue]?.kind == .object
        }
    }

    /// Throws where the client has not declared a capability without which a request cannot be served.
    public func require(_ capability: ClientCapability) throws(ProtocolError) {
        guard !declares(capability) else { return }
        let sentence =
            "This request needs a client with the capability \"\(capability.rawValue)\", which was not declared."
        guard revision.isStateless else { throw ProtocolError(.invalidRequest, sentence) }
        throw ProtocolError(
            .missingClientCapability, sentence, data: ["requiredCapabilities": capability.required], envelope: true)
    }
}
