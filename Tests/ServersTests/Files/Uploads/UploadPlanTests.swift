import Testing

@testable import Servers

@Suite struct UploadPlanTests {
    @Test(
        "parts cover the file",
        arguments: [
            (1, 10, [0..<1]), (10, 10, [0..<10]), (11, 10, [0..<10, 10..<11]), (30, 10, [0..<10, 10..<20, 20..<30]),
        ])
    func ranges(_ size: Int, _ partSize: Int, _ expected: [Range<Int>]) {
        var plan = UploadPlan(size: size, partSize: partSize, concurrency: 9)
        var ranges: [Range<Int>] = []
        while case .send(let part, let range, 0) = plan.next() {
            #expect(part == ranges.count)
            ranges.append(range)
        }
        #expect(ranges == expected)
        #expect(plan.next() == .wait)
    }

    @Test("at most so many parts are on their way")
    func concurrency() {
        var plan = UploadPlan(size: 50, partSize: 10, concurrency: 2)
        #expect(plan.next() == .send(part: 0, range: 0..<10, failures: 0))
        #expect(plan.next() == .send(part: 1, range: 10..<20, failures: 0))
        #expect(plan.next() == .wait)
        plan.succeeded(1, id: "b")
        #expect(plan.sent == 10)
        #expect(plan.next() == .send(part: 2, range: 20..<30, failures: 0))
        #expect(plan.next() == .wait)
    }

    @Test("ids are named in the order of the file, not of their arrival")
    func order() {
        var plan = UploadPlan(size: 25, partSize: 10, concurrency: 3)
        for _ in 0..<3 { _ = plan.next() }
        for (part, id) in [(2, "c"), (0, "a"), (1, "b")] { plan.succeeded(part, id: id) }
        #expect(plan.next() == .complete(parts: ["a", "b", "c"]))
        #expect(plan.sent == 25)
    }

    @Test("a part that failed is sent again, alone and first")
    func resuming() {
        var plan = UploadPlan(size: 40, partSize: 10, attempts: 3, concurrency: 2)
        for _ in 0..<2 { _ = plan.next() }
        plan.succeeded(1, id: "b")
        plan.failed(0, isFinal: false)
        #expect(plan.next() == .send(part: 0, range: 0..<10, failures: 1))
        #expect(plan.next() == .send(part: 2, range: 20..<30, failures: 0))
        plan.failed(0, isFinal: false)
        #expect(plan.next() == .send(part: 0, range: 0..<10, failures: 2))
        plan.failed(0, isFinal: false)
        #expect(plan.next() == .giveUp(part: 0))
        // Late news changes nothing.
        plan.succeeded(2, id: "c")
        #expect(plan.next() == .giveUp(part: 0))
    }

    @Test("a failure that would repeat itself ends the upload")
    func final() {
        var plan = UploadPlan(size: 40, partSize: 10)
        _ = plan.next()
        plan.failed(0, isFinal: true)
        #expect(plan.next() == .giveUp(part: 0))
    }
}
