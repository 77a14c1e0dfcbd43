import Gateway

/// Finds the endpoint for a method and a path, whichever way the request came in.
struct Router: Sendable {
    /// One endpoint: method, path with `{placeholders}`, and what answers it.
    struct Route: Sendable {
        let method: String
        let template: String
        let segments: [Substring]
        let run: @Sendable (EmbeddedProvider, Request) throws -> Answer

        init(
            _ method: String, _ template: String,
            _ run: @escaping @Sendable (EmbeddedProvider, Request) throws -> Answer
        ) {
            self.method = method
            self.template = template
            self.segments = template.split(separator: "/")
            self.run = run
        }

        /// The values of the placeholders if the path fits, or nil.
        func match(_ path: [Substring]) -> [String: String]? {
            guard path.count == segments.count else { return nil }
            var parameters: [String: String] = [:]
            for (expected, actual) in zip(segments, path) {
                if expected.first == "{" {
                    parameters[String(expected.dropFirst().dropLast())] = PercentEncoding.decode(actual)
                } else if expected != actual {
                    return nil
                }
            }
            return parameters
        }
    }

    let routes: [Route]

    /// Answers a request; a refusal is an answer too.
    func answer(_ request: Request, by provider: EmbeddedProvider) throws -> Answer {
        let path = request.path.split(separator: "/")
        var allowed: [String] = []
        for route in routes {
            guard let parameters = route.match(path) else { continue }
            guard route.method == request.method else {
                if !allowed.contains(route.method) { allowed.append(route.method) }
                continue
            }
            var request = request
            request.parameters = parameters
            do {
                return try route.run(provider, request)
            } catch let refusal as Refusal {
                return refusal.answer
            }
        }
        guard allowed.isEmpty else {
            var answer = Refusal.methodNotSupported(request.method, allowed: allowed).answer
            answer.headers["allow"] = allowed.joined(separator: ", ")
            return answer
        }
        return Refusal.unknownURL(request.method, request.path).answer
    }
}

/// Percent-encoding of one path segment (RFC 3986, section 2.1).
enum PercentEncoding {
    /// Decodes `%XX`; what is malformed stays as it is.
    static func decode(_ text: some StringProtocol) -> String {
        guard text.contains("%") else { return String(text) }
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        var position = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "%"), position + 2 < bytes.count,
                let high = Character(UnicodeScalar(bytes[position + 1])).hexDigitValue,
                let low = Character(UnicodeScalar(bytes[position + 2])).hexDigitValue
            {
                output.append(UInt8(high << 4 | low))
                position += 3
            } else {
                output.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
