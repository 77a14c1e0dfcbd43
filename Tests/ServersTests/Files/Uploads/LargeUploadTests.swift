import Gateway
import JSON
import Synchronization
import Testing

@testable import Servers

@Suite struct LargeUploadTests {
    /// A provider of uploads that keeps what it gets.
    private final class Provider: Sendable {
        struct State {
            var steps: [String] = []
            var parts: [Int: [UInt8]] = [:]
            var completed: (parts: [String], md5: String)?
            var failures: [Int: [any Error]] = [:]
            var progress: [Int] = []
            var underway = 0
            var most = 0
        }

        let state: Mutex<State>

        init(failing failures: [Int: [any Error]] = [:]) { state = Mutex(State(failures: failures)) }

        @Sendable func send(_ step: UploadStep) async throws -> JSONView {
            if case .part = step {
                state.withLock { state in
                    state.underway += 1
                    state.most = max(state.most, state.underway)
                }
                await Task.yield()
            }
            return try state.withLock { state in
                switch step {
                case .create(let filename, let purpose, let bytes, let mediaType):
                    state.steps.append("create \(filename) \(purpose) \(bytes) \(mediaType)")
                    return try JSONDocument(#"{"id":"up"}"#).root
                case .part(let upload, let number, let content):
                    state.underway -= 1
                    state.steps.append("part \(number) of \(upload)")
                    if let failure = state.failures[number]?.popLast() { throw failure }
                    state.parts[number] = try content.bytes()
                    return try JSONDocument("{\"id\":\"part-\(number)\"}").root
                case .complete(let upload, let parts, let md5):
                    state.steps.append("complete \(upload)")
                    state.completed = (parts, md5)
                    return try JSONDocument(#"{"id":"up","file":{"id":"file"}}"#).root
                case .cancel(let upload):
                    state.steps.append("cancel \(upload)")
                    return try JSONDocument("{}").root
                }
            }
        }

        @Sendable func progress(_ sent: Int, _ total: Int) async { state.withLock { $0.progress.append(sent) } }
    }

    private let folder: TemporaryFolder
    private let content = (0..<950).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    private let waits = Waits()

    private final class Waits: Sendable {
        let seconds = Mutex<[Double]>([])
    }

    init() throws { folder = try TemporaryFolder() }

    private func upload(_ provider: Provider) throws -> LargeUpload {
        let opened = try OpenFile(resolved: try folder.write("large.jsonl", content))
        let file = FileBridge.File(name: "large.jsonl", mediaType: "application/jsonl", content: .file(opened))
        let surroundings = Surroundings(
            sleep: { [waits] time in waits.seconds.withLock { $0.append(time / .seconds(1)) } }, random: { 0.5 },
            now: { 0 })
        return LargeUpload(
            file, purpose: "batch", plan: UploadPlan(size: 950, partSize: 100, attempts: 3), surroundings: surroundings,
            send: provider.send, progress: provider.progress)
    }

    @Test("a file arrives in parts, two at a time, and is checked at the end")
    func whole() async throws {
        let provider = Provider()
        let answer = try await upload(provider).run()
        #expect(answer["file"]?["id"]?.string == "file")
        let state = provider.state.withLock { $0 }
        #expect(state.steps.first == "create large.jsonl batch 950 application/jsonl")
        #expect(state.steps.last == "complete up")
        #expect((0..<10).flatMap { state.parts[$0] ?? [] } == content)
        #expect(state.completed?.parts == (0..<10).map { "part-\($0)" })
        #expect(state.completed?.md5 == "7d3d907bb4de3dc24b1300099594241f")
        #expect(state.progress.last == 950 && state.progress == state.progress.sorted() && state.progress.count == 10)
        #expect(state.most <= 2)
    }

    private static let reset = UpstreamFailure(.reset, mayHaveBeenSent: true, "the connection was reset")

    @Test("only the part that failed is sent again, after a wait")
    func resumed() async throws {
        let provider = Provider(failing: [3: [Self.reset, Self.reset]])
        _ = try await upload(provider).run()
        let steps = provider.state.withLock { $0.steps }
        #expect(steps.filter { $0 == "part 3 of up" }.count == 3)
        #expect(steps.filter { $0.hasPrefix("part") }.count == 12)
        #expect(waits.seconds.withLock { $0 } == [1, 2])
        #expect(provider.state.withLock { $0.completed?.parts.count } == 10)
    }

    @Test("what fails for good is cancelled and told", arguments: [1, 3])
    func failed(_ attempts: Int) async throws {
        let refusal = APIError(
            Answer(status: attempts == 1 ? 400 : 503, body: .bytes(Array(#"{"error":{"message":"No"}}"#.utf8))), now: 0)
        let provider = Provider(failing: [2: [refusal, refusal, refusal]])
        let error = await #expect(throws: APIError.self) { try await upload(provider).run() }
        #expect(error?.message.contains("No") == true)
        let steps = provider.state.withLock { $0.steps }
        #expect(steps.filter { $0 == "part 2 of up" }.count == attempts)
        #expect(steps.last == "cancel up")
    }

    @Test("a file that changes under way is not completed")
    func changed() async throws {
        let provider = Provider()
        let upload = try upload(provider)
        try folder.resize("large.jsonl", to: 900)
        await #expect(throws: FileFailure.self) { try await upload.run() }
        #expect(provider.state.withLock { $0.steps.last } == "cancel up")
    }

    @Test("an upload whose task is cancelled is cancelled at the provider too")
    func cancelled() async throws {
        let provider = Provider()
        let upload = try upload(provider)
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await upload.run()
        }
        task.cancel()
        await #expect(throws: (any Error).self) { try await task.value }
        #expect(provider.state.withLock { $0.steps.last } == "cancel up")
        #expect(provider.state.withLock { $0.completed == nil && $0.parts.isEmpty })
    }
}
