/// Which kinds of answer a client reads, by its Accept header.
enum AcceptedFormat: Sendable, Hashable {
    case json
    case eventStream
    /// JSON, or an event stream where something must be said before the reply.
    case either
    /// An event stream, though JSON would do: the client names it first.
    case rather

    /// Reads the header; nil where the client wants neither. A missing header or `*/*`, as bare clients send, is JSON.
    init?(accept: String?) {
        guard let accept, !accept.isEmpty else {
            self = .json
            return
        }
        // What nearly every client sends.
        switch accept {
        case "application/json, text/event-stream":
            self = .either
            return
        case "*/*", "application/json":
            self = .json
            return
        default: break
        }
        var json = false
        var events = false
        var isEventsFirst = false
        for range in accept.split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
            guard let type = parts.first, !parts.dropFirst().contains(where: Self.isZeroWeight) else { continue }
            switch type {
            case "application/json", "application/*", "*/*", "*": json = true
            case "text/event-stream", "text/*":
                isEventsFirst = isEventsFirst || !json
                events = true
            default: continue
            }
        }
        switch (json, events) {
        case (true, true): self = isEventsFirst ? .rather : .either
        case (true, false): self = .json
        case (false, true): self = .eventStream
        case (false, false): return nil
        }
    }

    private static func isZeroWeight(_ parameter: String) -> Bool {
        parameter.hasPrefix("q=") && Double(parameter.dropFirst(2)) == 0
    }
}
