import Gateway
import JSON
import MCP

/// Reads on in a result that was kept because it was too large, in pieces that are small enough.
struct StoredResult: Sendable {
    let deposits: Deposits
    /// Most bytes of an answer.
    let limit: Int

    init(_ deposits: Deposits, limit: Int) {
        self.deposits = deposits
        self.limit = max(limit, ResultLimit.least)
    }

    /// Largest result that parts are chosen from; it has to be in memory for that.
    private static let largestChoice = 64 << 20

    /// Whether a handle names something that is kept, rather than work that goes on.
    static func isNamed(by handle: String) -> Bool { Deposit.id(in: handle).hasPrefix(Deposit.idPrefix) }

    /// A piece of a kept result.
    ///
    /// - Parameters:
    ///   - offset: where the piece begins, in bytes.
    ///   - fields: paths of what is chosen from it; offsets then count in what is chosen.
    func piece(of handle: String, from offset: Int, _ fields: JSONView?, for caller: Caller) async throws -> ToolResult
    {
        try await Blocking.run {
            do {
                guard let (deposit, file) = try deposits.open(handle, for: caller), deposit.kind == .result else {
                    return unknown(handle)
                }
                guard let selection = FieldSelection(fields) else {
                    return try answer(deposit, offset, file.size) { try file.read($0) }
                }
                let chosen = try choose(selection, deposit, file)
                guard offset > 0 || chosen.count > limit else {
                    return ToolResult([.text(String(decoding: chosen, as: UTF8.self))], structured: chosen)
                }
                return try answer(deposit, offset, chosen.count) { Array(chosen[$0]) }
            } catch let failure as Deposits.Refusal {
                return .failure("The result cannot be read: \(failure.message).")
            } catch let failure as FileFailure {
                return .failure("The result cannot be read: \(failure).")
            }
        }
    }

    private func choose(_ selection: FieldSelection, _ deposit: Deposit, _ file: OpenFile) throws -> [UInt8] {
        guard deposit.mediaType == "application/json", file.size <= Self.largestChoice else {
            throw ArgumentFault(
                "\"fields\" chooses from JSON of up to \(Self.largestChoice) bytes; this is \(deposit.mediaType) of \(deposit.size) bytes, so read it by \"offset\"."
            )
        }
        let document: JSONDocument
        do {
            document = try JSONDocument(try file.read(0..<file.size), limits: JSONLimits(depth: 512, size: .max))
        } catch let error as JSONError {
            throw ArgumentFault("\"fields\" chooses from JSON, and this is none (\(error)); read it by \"offset\".")
        }
        guard document.root.kind == .object else {
            throw ArgumentFault("\"fields\" chooses from an object, and this is a list; read it by \"offset\".")
        }
        var writer = JSONWriter(reserving: 1024)
        writer.object { selection.write(document.root, to: &$0) }
        return writer.bytes
    }

    private func answer(
        _ deposit: Deposit, _ offset: Int, _ size: Int, _ read: (Range<Int>) throws -> [UInt8]
    ) throws -> ToolResult {
        guard offset < size || offset == 0 else {
            throw ArgumentFault("\"offset\" is past the end; there are \(size) bytes.")
        }
        // The piece stands in the answer twice, as text and as structured content, and a client reads one of them.
        let room = limit - Self.overhead
        let bytes = try read(offset..<min(size, offset + room))
        // An offset that somebody made up may point into a character.
        let start = offset == 0 ? 0 : bytes.prefix(3).prefix { $0 & 0xC0 == 0x80 }.count
        let isLast = offset + bytes.count == size
        let end = isLast ? bytes.count : Self.halfCharacter(in: bytes) ?? bytes.count
        guard let text = String(validating: bytes[min(start, end)..<end], as: UTF8.self) else {
            return .failure(
                "This is \(deposit.mediaType) of \(deposit.size) bytes and no text; a client reads it as the resource \(deposit.uri)."
            )
        }
        return result(deposit, offset + start, size, String(text.beginning(room, cost: JSONWriter.width)))
    }

    private func result(_ deposit: Deposit, _ start: Int, _ size: Int, _ text: String) -> ToolResult {
        let next = start + text.utf8.count
        var members: [JSONValue.Member] = [
            .init("handle", .string(deposit.uri)), .init("offset", .int(start)), .init("bytes", .int(size)),
        ]
        if next < size { members.append(.init("next_offset", .int(next))) }
        members.append(.init("text", .string(text)))
        var content: [Content] = [.text(text)]
        if next < size {
            content.append(
                .text(
                    "Bytes \(start) to \(next) of \(size); call \(HandleMessage.toolName) with offset \(next) for more."
                ))
        }
        return ToolResult(content, structured: JSONValue.object(members).encoded)
    }

    /// Room for all but the piece itself.
    private static let overhead = 300

    /// Where the last character begins that is not there whole; nil where all are.
    private static func halfCharacter(in bytes: [UInt8]) -> Int? {
        guard let start = bytes.indices.suffix(4).last(where: { bytes[$0] & 0xC0 != 0x80 }) else { return nil }
        let width = bytes[start] >= 0xF0 ? 4 : bytes[start] >= 0xE0 ? 3 : bytes[start] >= 0xC0 ? 2 : 1
        return start + width > bytes.count ? start : nil
    }

    private func unknown(_ handle: String) -> ToolResult {
        .failure(
            "There is no result \(handle.debugDescription) for this caller; one is kept for \(Int(deposits.limits.lifetime.seconds / 60)) minutes and ends with the server.",
            structured: ["handle": .string(handle), "status": "unknown"])
    }
}
