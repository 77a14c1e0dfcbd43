import JSON
import MCP
import Synchronization

/// What a task has done of several items, kept with it, so that it goes on where it was after a restart.
final class DoneItems: Sendable {
    private let task: TaskContext?
    private let before: [Int: [UInt8]]
    private let answers: Mutex<[Int: [UInt8]]>

    /// - Parameter task: nil: nothing is kept.
    init(_ task: TaskContext?) {
        self.task = task
        let members = task?.memory.flatMap { try? JSONDocument($0).root }?.members
        let known = (members.map { Array($0) } ?? []).compactMap { key, value in
            Int(key).map { ($0, Array(value.raw)) }
        }
        before = Dictionary(known, uniquingKeysWith: { first, _ in first })
        answers = Mutex(before)
    }

    /// The answer that an earlier process got for an item, as JSON text.
    subscript(position: Int) -> [UInt8]? { before[position] }

    /// Keeps the answer for an item, and says how many there are.
    func keep(_ answer: JSONValue?, at position: Int, of total: Int) async throws {
        guard let task else { return }
        let memory = answers.withLock { answers in
            answers[position] = answer?.encoded ?? Array("null".utf8)
            return JSONValue.object(
                answers.sorted { $0.key < $1.key }.map { .init(String($0.key), .raw($0.value)) })
        }
        try await task.remember(memory.encoded)
        await task.say("\(answers.withLock { $0.count }) of \(total) done")
    }
}
