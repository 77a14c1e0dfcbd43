import Testing

@testable import Servers

@Suite struct NoteQueueTests {
    private func queue(_ contents: [Note.Content]) -> NoteQueue {
        var queue = NoteQueue()
        for (number, content) in contents.enumerated() {
            queue.put(Note(progress: Double(number + 1), total: nil, content: content))
        }
        return queue
    }

    struct Case: Sendable {
        let put: [Note.Content]
        let left: [Note.Content]
        let progress: [Double]
    }

    @Test(
        "texts are joined, of states the last counts, events stay",
        arguments: [
            Case(put: [.text("a"), .text("b"), .text("c")], left: [.text("abc")], progress: [3]),
            Case(put: [.state("1 of 2"), .state("2 of 2")], left: [.state("2 of 2")], progress: [2]),
            Case(put: [.event("a"), .event("b")], left: [.event("a"), .event("b")], progress: [1, 2]),
            Case(
                put: [.text("a"), .event("x"), .text("b"), .text("c")],
                left: [.text("a"), .event("x"), .text("bc")], progress: [1, 2, 4]),
            Case(put: [], left: [], progress: []),
        ])
    func merging(_ example: Case) {
        var queue = queue(example.put)
        #expect(queue.notes.map(\.content) == example.left)
        #expect(queue.notes.map(\.progress) == example.progress)
        while queue.take() != nil {}
        #expect(queue.notes.isEmpty && !queue.isFull)
    }

    @Test("it is full by bytes and by messages, and has room again")
    func bounds() {
        var long = queue([.text(String(repeating: "x", count: NoteQueue.limits.bytes))])
        #expect(long.isFull)
        _ = long.take()
        #expect(!long.isFull)
        var many = queue(Array(repeating: .event("e"), count: NoteQueue.limits.notes))
        #expect(many.isFull)
        _ = many.take()
        #expect(!many.isFull)
        #expect(!queue(Array(repeating: .state("s"), count: 1000)).isFull)
    }
}
