import Dispatch
import Testing

@testable import Gateway

@Suite struct BlockingTests {
    /// Runs tasks on one queue, as an event loop does.
    private final class OneQueue: TaskExecutor {
        private let queue = DispatchQueue(label: "one")
        private let key = DispatchSpecificKey<Bool>()

        init() { queue.setSpecific(key: key, value: true) }

        /// Whether this runs on the queue.
        var isHere: Bool { DispatchQueue.getSpecific(key: key) == true }

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
    }

    @Test func workThatBlocksLeavesTheLoopAndComesBack() async {
        let loop = OneQueue()
        await Task(executorPreference: loop) {
            #expect(loop.isHere)
            #expect(await Blocking.run { loop.isHere } == false)
            #expect(loop.isHere)
            func further() async -> Bool { await Blocking.run { loop.isHere } }
            #expect(await further() == false)
            #expect(loop.isHere)
        }.value
    }
}
