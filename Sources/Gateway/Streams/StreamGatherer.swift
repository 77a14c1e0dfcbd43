import JSON

/// Something of a stream that is worth showing before the whole is there.
public enum StreamDelta: Sendable, Equatable {
    /// The next piece of the answer's text.
    case text(String)
    /// A preview of an image, in Base64; the count begins at 1.
    case preview(Int, data: String)
    /// The next piece of sound.
    case sound([UInt8])
    /// Something has happened that is worth telling, in a few words.
    case event(String)
}

/// Makes of the events of a stream the object that an unstreamed call would have answered.
public protocol StreamGatherer {
    /// Creates a gatherer for one stream.
    init()
    /// Takes an event's data and returns what of it can be shown.
    mutating func take(_ event: JSONView) throws -> StreamDelta?
    /// How much of the object is there.
    var progress: StreamProgress { get }
    /// The object as JSON.
    var whole: [UInt8] { get }
}

/// How much of a streamed object has come.
public enum StreamProgress: Sendable, Equatable {
    /// Nothing that could be answered.
    case nothing
    /// Some, and the end of the connection would be too early.
    case some
    /// All that is needed, though more may come before the stream ends.
    case enough
    /// All, and nothing more comes.
    case complete
}

/// Reads a streamed answer to its end and returns it as if it had not been streamed.
///
/// An answer that is no stream of events, such as an error or that of a provider that ignores `stream`, is returned as
/// it is. Throws ``UpstreamFailure`` of kind `stream` where the stream reports an error or breaks off; the text that had
/// come by then is in it.
///
/// - Parameter silenceEnds: whether a stream that falls silent is taken to be at its end: true of one that follows
///   something for as long as it lives.
public func gather<Gatherer: StreamGatherer>(
    _ answer: Answer, with _: Gatherer.Type, limit: Int = 256 << 20, silenceEnds: Bool = false,
    onDelta: @Sendable (StreamDelta) async throws -> Void
) async throws -> Answer {
    guard case .stream(let chunks) = answer.body else { return answer }
    guard answer.isSuccess, answer.headers["content-type"]?.lowercased().contains("event-stream") == true else {
        return try await collect(answer, chunks, limit)
    }
    var gatherer = Gatherer()
    var text = ""
    var failure: UpstreamFailure?
    do {
        let isDone = try await read(chunks, limit) { event in
            let delta = try take(event, &gatherer, limit)
            if case .text(let piece)? = delta { text += piece }
            if let delta { try await onDelta(delta) }
            return gatherer.progress == .complete
        }
        // Some compatible servers leave `[DONE]` out; then what has come must speak for itself.
        let needed: [StreamProgress] = isDone ? [.some, .enough, .complete] : [.enough, .complete]
        if !needed.contains(gatherer.progress) {
            failure = UpstreamFailure(
                .stream, mayHaveBeenSent: true, "the provider's stream was cut short before the answer was whole")
        }
    } catch let error as UpstreamFailure {
        let hasRested = silenceEnds && error.kind == .timeout
        if !hasRested { failure = error }
    }
    if var failure {
        failure.partialText = text.isEmpty ? nil : text
        throw failure
    }
    var answer = answer
    answer.headers["content-type"] = "application/json"
    answer.headers["content-length"] = nil
    answer.body = .bytes(gatherer.whole)
    return answer
}

/// Hands on event after event until the stream ends, and returns whether it ended with `[DONE]` or `take` said so.
private func read(
    _ chunks: any AsyncSequence<[UInt8], any Error> & Sendable, _ limit: Int,
    take: (SSEEvent) async throws -> Bool
) async throws -> Bool {
    var reader = SSEReader(limit: limit)
    for try await chunk in chunks {
        let events: [SSEEvent]
        do {
            events = try reader.feed(chunk)
        } catch {
            throw UpstreamFailure(
                .tooLarge, mayHaveBeenSent: true, "an event of the stream is larger than \(limit) bytes")
        }
        for event in events where !event.data.isEmpty {
            if event.isDone { return true }
            if try await take(event) { return true }
        }
    }
    return false
}

private func take(
    _ event: SSEEvent, _ gatherer: inout some StreamGatherer, _ limit: Int
) throws -> StreamDelta? {
    let document: JSONDocument
    do {
        document = try JSONDocument(event.data, limits: JSONLimits(size: limit))
    } catch {
        throw UpstreamFailure(.malformed, mayHaveBeenSent: true, "an event of the stream is not JSON (\(error))")
    }
    let root = document.root
    let isError = event.name == "error" || root["type"]?.string == "error"
    if isError || root["error"].map({ $0.kind == .object || $0.kind == .string }) == true, root["object"] == nil {
        let report = APIError(report: root)
        throw UpstreamFailure(.stream, mayHaveBeenSent: true, report.message, report: report)
    }
    return try gatherer.take(root)
}

/// The whole body of an answer that is no stream of events after all.
private func collect(
    _ answer: Answer, _ chunks: any AsyncSequence<[UInt8], any Error> & Sendable, _ limit: Int
) async throws -> Answer {
    var answer = answer
    var bytes: [UInt8] = []
    for try await chunk in chunks {
        guard bytes.count + chunk.count <= limit else {
            throw UpstreamFailure(.tooLarge, mayHaveBeenSent: true, "the answer is larger than \(limit) bytes")
        }
        bytes += chunk
    }
    answer.body = .bytes(bytes)
    return answer
}
