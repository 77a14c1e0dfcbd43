import Gateway
import Synchronization
import Testing

@testable import Embedded

@Suite struct EventStreamTests {
    @Test func eventsAreMadeWhenTheyAreAskedFor() async throws {
        let made = Mutex(0)
        let slept = Mutex<[Duration]>([])
        let events = (0..<5).map { index -> EventStream.Event in
            {
                made.withLock { $0 += 1 }
                return [UInt8(index)]
            }
        }
        let stream = EventStream(events: events, pace: .milliseconds(15)) { pause in slept.withLock { $0.append(pause) }
        }
        var iterator = stream.makeAsyncIterator()
        #expect(try await iterator.next() == [0])
        #expect(made.withLock { $0 } == 1, "a reader that waits holds the writer back")
        #expect(try await iterator.next() == [1])
        #expect(made.withLock { $0 } == 2)
        while try await iterator.next() != nil {}
        #expect(slept.withLock { $0 } == Array(repeating: .milliseconds(15), count: 4))
    }

    @Test func aCancelledReaderStops() async throws {
        let stream = EventStream(events: [{ [1] }, { [2] }], pace: .seconds(60)) { try await Task.sleep(for: $0) }
        let reader = Task { () -> Int in
            var count = 0
            for try await _ in stream { count += 1 }
            return count
        }
        reader.cancel()
        await #expect(throws: CancellationError.self) { try await reader.value }
    }
}

@Suite struct ShelfTests {
    @Test func theOldestIsForgotten() {
        let shelf = Shelf<Int>(capacity: 10)
        for value in 1...4 { shelf.put(value, id: "\(value)", owner: "a", weight: 3) }
        #expect(shelf.all(owner: "a") == [2, 3, 4])
        shelf.put(5, id: "5", owner: "a", weight: 11)
        #expect(shelf.get("5", owner: "a") == nil)
        #expect(shelf.remove("3", owner: "a"))
        #expect(!shelf.remove("3", owner: "a"))
        shelf.put(6, id: "6", owner: "a", weight: 4)
        #expect(shelf.all(owner: "a") == [2, 4, 6])
    }

    @Test func ownersDoNotSeeEachOther() {
        let shelf = Shelf<Int>(capacity: 10)
        shelf.put(1, id: "x", owner: "a", weight: 1)
        #expect(shelf.get("x", owner: "b") == nil)
        #expect(shelf.update("x", owner: "b") { $0 = 2 } == nil)
        #expect(shelf.update("x", owner: "a") { $0 = 2 } == 2)
        #expect(shelf.all(owner: "b").isEmpty)
    }

    @Test func manyAtOnce() async {
        let shelf = Shelf<Int>(capacity: 100)
        await withTaskGroup(of: Void.self) { group in
            for value in 0..<500 { group.addTask { shelf.put(value, id: "\(value)", owner: "a", weight: 1) } }
        }
        #expect(shelf.all(owner: "a").count == 100)
    }
}

@Suite struct MultipartReaderTests {
    @Test(
        arguments: [
            ("--b--\r\n", []),
            ("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--", ["a=1"]),
            ("--b\r\ncontent-disposition: form-data; name=a\r\n\r\n\r\n--b--", ["a="]),
            ("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--bb\r\n--b--", nil),
            ("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1", nil), ("nothing", nil), ("", nil),
            ("--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--", nil),
            ("--b\r\nno colon\r\n\r\n1\r\n--b--", nil),
        ] as [(String, [String]?)])
    func parts(_ body: String, _ expected: [String]?) {
        let parts = MultipartReader.parts(of: Array(body.utf8), contentType: "multipart/form-data; boundary=\"b\"")
        #expect(parts?.map { "\($0.name)=\(String(decoding: $0.content, as: UTF8.self))" } == expected)
    }
}
