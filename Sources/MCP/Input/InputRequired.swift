import JSON

/// A request cannot be answered before the client has answered these (2026-07-28, multi round-trip requests).
///
/// Whoever catches errors of a handler's work lets this one through.
public struct InputRequired: Error {
    let requests: [(key: String, request: InputRequest)]
    /// Sealed; nil where there is nothing to remember.
    let state: String?

    func write(to result: inout JSONWriter) {
        result.key("inputRequests")
        Self.write(requests, to: &result)
        if let state { result.member("requestState", state) }
    }

    static func write(_ requests: [(key: String, request: InputRequest)], to writer: inout JSONWriter) {
        writer.object { map in
            for (key, request) in requests {
                map.key(key)
                request.write(to: &map)
            }
        }
    }
}
