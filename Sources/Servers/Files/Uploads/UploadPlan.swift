/// How a large file goes up in parts: what is sent next, and what a failure means. Results go in, what is to be done comes
/// out.
public struct UploadPlan: Sendable {
    /// Files of this size and more are worth the requests that parts cost.
    public static let threshold = 64 << 20
    /// Largest part that the API takes.
    public static let largestPart = 64 << 20
    /// Largest file that the API takes in parts.
    public static let largestFile = 8 << 30

    /// What is to be done next.
    public enum Action: Sendable, Equatable {
        /// Send a part, which so many attempts have failed to do.
        case send(part: Int, range: Range<Int>, failures: Int)
        /// Wait for a part that is on its way.
        case wait
        /// All parts are there, in this order.
        case complete(parts: [String])
        /// A part has failed for good; the others are of no use.
        case giveUp(part: Int)
    }

    private enum State {
        case waiting(failures: Int)
        case sending(failures: Int)
        case sent(id: String)
        case lost
    }

    /// Size of the file in bytes.
    public let size: Int
    private let partSize: Int
    private let attempts: Int
    private let concurrency: Int
    private var parts: [State]

    /// Plans the parts of a file.
    ///
    /// - Parameters:
    ///   - attempts: for each part.
    ///   - concurrency: parts on their way at once.
    public init(size: Int, partSize: Int = largestPart, attempts: Int = 4, concurrency: Int = 2) {
        self.size = size
        self.partSize = partSize
        self.attempts = attempts
        self.concurrency = concurrency
        parts = Array(repeating: .waiting(failures: 0), count: (size + partSize - 1) / partSize)
    }

    /// Bytes that have arrived.
    public var sent: Int {
        parts.indices.reduce(0) { sum, part in
            if case .sent = parts[part] { sum + range(of: part).count } else { sum }
        }
    }

    /// The next action; a part that it hands out counts as on its way.
    public mutating func next() -> Action {
        var (ids, underway): ([String], Int) = ([], 0)
        for (part, state) in parts.enumerated() {
            switch state {
            case .sent(let id): ids.append(id)
            case .sending: underway += 1
            case .lost: return .giveUp(part: part)
            case .waiting: break
            }
        }
        if ids.count == parts.count { return .complete(parts: ids) }
        guard underway < concurrency else { return .wait }
        for (part, state) in parts.enumerated() {
            guard case .waiting(let failures) = state else { continue }
            parts[part] = .sending(failures: failures)
            return .send(part: part, range: range(of: part), failures: failures)
        }
        return .wait
    }

    /// A part has arrived and got an id.
    public mutating func succeeded(_ part: Int, id: String) { parts[part] = .sent(id: id) }

    /// A part has not arrived; it alone is sent again, unless another attempt would be pointless.
    public mutating func failed(_ part: Int, isFinal: Bool) {
        guard case .sending(let failures) = parts[part] else { return }
        parts[part] = isFinal || failures + 1 >= attempts ? .lost : .waiting(failures: failures + 1)
    }

    private func range(of part: Int) -> Range<Int> { part * partSize..<min((part + 1) * partSize, size) }
}
