/// Senders that say which of the chosen servers a call belongs to.
struct MemberSenders {
    private let members: [(member: Family.Member, senders: Senders)]
    /// For what belongs to no tool, and for tools that find others.
    let first: Senders

    init(_ selection: Selection, _ senders: Senders) {
        members = selection.members.map { ($0, senders.named($0.name)) }
        first = members.first?.senders ?? senders
    }

    /// For a tool; of several servers that have it, the first.
    subscript(offer: Offer) -> Senders {
        members.first { entry in
            (entry.member.offers + entry.member.hidden).contains { $0.name == offer.name }
        }?.senders ?? first
    }
}

extension Senders {
    /// Senders for the tools of a server.
    fileprivate func named(_ server: String) -> Senders {
        var environment = environment
        environment.server = server
        return Senders(environment)
    }
}
