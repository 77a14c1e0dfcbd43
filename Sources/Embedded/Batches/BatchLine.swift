import JSON

/// One request of a batch.
struct BatchLine: Sendable {
    let customID: String
    let body: [UInt8]

    /// Why a file cannot be worked off.
    struct Fault: Sendable {
        let code: String
        let message: String
        var param: String?
        /// Number of the line, the first being 1.
        var line: Int?

        var object: JSONValue {
            [
                "code": .string(code), "message": .string(message), "param": param.map { .string($0) } ?? .null,
                "line": line.map { .int($0) } ?? .null,
            ]
        }
    }

    /// Most requests of a batch.
    static let most = 50_000

    /// Reads all lines of a file for one endpoint; the faults are those of the first lines that have some.
    static func read(_ content: [UInt8], endpoint: String) -> (lines: [BatchLine], faults: [Fault]) {
        var lines: [BatchLine] = []
        var faults: [Fault] = []
        var known: Set<String> = []
        for (index, text) in content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        where text.contains(where: { $0 > 0x20 }) {
            guard lines.count < most else {
                faults.append(Fault(code: "too_many_requests", message: "A batch has at most \(most) requests."))
                break
            }
            switch line(Array(text), endpoint) {
            case .success(let line) where known.insert(line.customID).inserted: lines.append(line)
            case .success(let line):
                faults.append(
                    Fault(
                        code: "duplicate_custom_id", message: "The custom_id '\(line.customID)' stands twice.",
                        param: "custom_id", line: index + 1))
            case .failure(var refusal):
                refusal.message += refusal.message.hasSuffix(".") ? "" : "."
                faults.append(
                    Fault(
                        code: refusal.code ?? "invalid_value", message: refusal.message, param: refusal.param,
                        line: index + 1))
            }
            guard faults.count < 100 else { break }
        }
        if lines.isEmpty, faults.isEmpty { faults.append(Fault(code: "empty_file", message: "The file is empty.")) }
        return (lines, faults)
    }

    private static func line(_ text: [UInt8], _ endpoint: String) -> Result<BatchLine, Refusal> {
        Result { () throws(Refusal) in
            guard let document = try? JSONDocument(text), document.root.kind == .object else {
                throw Refusal(message: "This line is not a JSON object.", code: "invalid_json_line")
            }
            let line = Input(document.root)
            _ = try line["method"].required().choice(["POST"])
            let url = try line["url"].requiredString()
            guard url == endpoint else {
                throw Refusal(
                    message: "The url of this line, '\(url)', is not the endpoint of the batch, '\(endpoint)'.",
                    param: "url", code: "mismatched_url")
            }
            let body = try line["body"].required()
            _ = try body.object()
            return BatchLine(
                customID: try line["custom_id"].requiredString(atMost: 512), body: body.view.map { Array($0.raw) } ?? []
            )
        }
    }
}
