import Gateway
import JSON

extension Call {
    /// The parts of a multipart body.
    var parts: [Part] { if case .multipart(let parts) = body { parts } else { [] } }

    /// The bytes of a part.
    func bytes(_ name: String) -> [UInt8]? { try? parts.first { $0.name == name }?.content.bytes() }

    /// The content of a part as text.
    func text(_ name: String) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

    /// Method and path.
    var line: String { "\(endpoint.method.rawValue) \(path)" }
}

extension JSONValue {
    /// As the arguments of a call.
    var text: String { String(decoding: encoded, as: UTF8.self) }
}

extension Outcome {
    /// A member of the structured content by a path such as `data.0.id`.
    func at(_ path: String) -> JSONView? {
        path.split(separator: ".").reduce(structured) { view, step in
            Int(step).map { view?[$0] } ?? view?[String(step)]
        }
    }
}
