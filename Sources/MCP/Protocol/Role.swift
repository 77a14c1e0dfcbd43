/// A side of the conversation that a message comes from or a resource is meant for.
public enum Role: String, Sendable, CaseIterable {
    case user
    case assistant
}
