import Catalogue
import Gateway
import JSON

/// Something at the provider that goes on, by what is needed to read it again.
struct Pending: Sendable {
    let waiting: Waiting
    let id: String
    /// Id of what it belongs to; nil: it stands alone.
    let owner: String?

    init(_ waiting: Waiting, id: String, owner: String?) {
        self.waiting = waiting
        self.id = id
        self.owner = owner
    }

    /// What an answer says has begun; nil where it does not say which.
    ///
    /// - Parameter arguments: of the call that began it, where the answer does not name what it belongs to.
    init?(_ waiting: Waiting, begunBy answer: JSONView, _ arguments: Arguments) {
        guard let id = answer["id"]?.string else { return nil }
        self.init(
            waiting, id: id,
            owner: waiting.ownerArgument.flatMap { name in
                answer[name]?.string ?? (arguments.path + arguments.body).first { $0.name == name }?.value.string
            })
        if waiting.ownerArgument != nil, owner == nil { return nil }
    }

    // MARK: Kept with a task

    /// JSON text.
    var encoded: [UInt8] {
        JSONValue.object([
            .init("noun", .string(waiting.noun)), .init("id", .string(id)),
            .init("owner", owner.map { .string($0) } ?? .null),
        ]).encoded
    }

    /// Reads what ``encoded`` wrote; nil where it is something else.
    init?(_ bytes: [UInt8]) {
        guard let view = try? JSONDocument(bytes).root, let noun = view["noun"]?.string, let id = view["id"]?.string,
            let waiting = Waiting.all.first(where: { $0.noun == noun })
        else { return nil }
        self.init(waiting, id: id, owner: view["owner"]?.string)
    }

    // MARK: Looking

    /// Arguments of the endpoint that reads it.
    var arguments: Members {
        var members = Members()
        if let name = waiting.ownerArgument, let owner { members.set(name, .string(owner)) }
        members.set(waiting.idArgument, .string(id))
        return members
    }

    /// Arguments of the endpoint that stops it; nil where nothing does.
    var cancelling: (endpoint: String, arguments: Members)? {
        guard let canceller = waiting.canceller else { return nil }
        var members = arguments
        if let further = canceller.arguments.flatMap({ try? JSONDocument($0).root }) {
            for (name, value) in further.members { members[name] = value.raw }
        }
        return (canceller.endpoint, members)
    }

    /// How it stands, in a few words: `batch batch_1: in_progress (total 40, completed 12)`.
    func sentence(_ body: JSONView) -> String {
        let state = body["status"]?.string ?? "unknown"
        let counts = waiting.counts.flatMap { body[$0] }
        let members = counts?.members.compactMap { name, value in value.int.map { "\(name) \($0)" } } ?? []
        let text = counts?.int.map { "\($0) %" } ?? members.joined(separator: ", ")
        return "\(waiting.noun) \(id): \(state)" + (text.isEmpty ? "" : " (\(text))")
    }

    /// Whether nothing happens any more by itself. What has no state of its own is as it is.
    func rests(_ body: JSONView) -> Bool { body["status"]?.string.map(waiting.rests.contains) ?? true }
}
