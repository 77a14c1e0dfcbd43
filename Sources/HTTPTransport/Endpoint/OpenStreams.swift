import MCP

extension StreamableHTTP {
    /// Answers a GET: a stream of its own for a session, or the rest of one that broke off (until 2025-11-25).
    func get(_ arrival: Arrival) throws(Refusal) -> Answer {
        guard !VersionHeader(arrival.fields.protocolVersion).isStateless,
            let session = try sessions.session(of: arrival, server: name)
        else { throw Refusal.method(allowed: Self.methods) }
        guard AcceptedFormat(accept: arrival.fields.accept).map({ $0 != .json }) ?? false else {
            throw Refusal(.notAcceptable, "GET opens an event stream; accept text/event-stream.")
        }
        if let last = arrival.fields.lastEventID { return try resume(last, session, arrival) }
        let pending = PendingReply(.eventStream) { _ in nil }
        // So that the client sees at once that the stream is open.
        pending.reader.mailbox.offer(.quiet)
        let state = sessions.state(of: session)
        try work.subscribe(work.unnamed(), pending, on: arrival.connection) { [server] in
            await state.announce(server, to: pending)
            pending.finish(nil)
        }
        return .pending(pending.reader)
    }

    private func resume(_ text: String, _ session: Session, _ arrival: Arrival) throws(Refusal) -> Answer {
        guard let event = EventID(text),
            let reader = sessions.streams.reply(of: event.stream, session: session.key)?.resumed(after: event.number)
        else {
            throw Refusal(
                .notFound, "The stream of this Last-Event-ID is kept no more; send the request anew, or GET without it."
            )
        }
        arrival.connection.watch { reader.abandon() }
        return .pending(reader)
    }

    /// How a stream of a session is read again after it broke off; nil where there is no session to come back with.
    func resumption(for session: Session?) -> PendingReply.Resumption? {
        guard let session, session.client.revision.hasResumableStreams else { return nil }
        return PendingReply.Resumption(
            log: StreamLog(session: session.key), logs: sessions.streams,
            isPrimed: session.client.revision.hasPrimingEvents)
    }

    /// Opens a subscription: a stream that lives until its client leaves it (2026-07-28).
    func listen(
        _ item: Work, to subscription: ServedSubscription, _ format: AcceptedFormat, _ arrival: Arrival
    ) throws(Refusal) -> Answer {
        guard format != .json else {
            throw Refusal(.notAcceptable, "A subscription is an event stream; accept text/event-stream.").about(item.id)
        }
        let key = work.unnamed()
        let reply = SubscriptionReply(subscription)
        do throws(Refusal) {
            try work.subscribe(key, reply, on: arrival.connection) { await reply.run() }
        } catch {
            throw error.about(item.id)
        }
        return .pending(reply)
    }
}
