import Gateway
import JSON

/// Sends a file by the uploads API: carries out what an ``UploadPlan`` decides.
///
/// Parts are read from the disk while they are sent. A part that fails is sent again by itself; an upload that fails is
/// cancelled, also where the task is.
public struct LargeUpload: Sendable {
    /// Sends one request and returns the answer's body; throws what the gateway throws.
    public typealias Send = @Sendable (UploadStep) async throws -> JSONView
    /// Told the bytes that have arrived and their total, after each part.
    public typealias Progress = @Sendable (_ sent: Int, _ total: Int) async -> Void

    private let file: FileBridge.File
    private let purpose: String
    private let plan: UploadPlan
    private let surroundings: Surroundings
    private let send: Send
    private let progress: Progress

    /// Prepares an upload; nothing is sent before ``run()``.
    public init(
        _ file: FileBridge.File, purpose: String, plan: UploadPlan? = nil, surroundings: Surroundings = .real,
        send: @escaping Send, progress: @escaping Progress = { _, _ in }
    ) {
        self.file = file
        self.purpose = purpose
        self.plan = plan ?? UploadPlan(size: file.content.count)
        self.surroundings = surroundings
        self.send = send
        self.progress = progress
    }

    /// Sends the file and returns the upload that holds it.
    public func run() async throws -> JSONView {
        let upload = try await send(
            .create(
                filename: file.name, purpose: purpose, bytes: file.content.count, mediaType: file.mediaType))
        let id = try Self.id(of: upload)
        do {
            // The provider compares it: a file that was changed on the way up is refused.
            async let digest = FileDigest.md5(of: file.content)
            let parts = try await sendParts(to: id)
            return try await send(.complete(upload: id, parts: parts, md5: try await digest))
        } catch {
            // In a task of its own, which the end of this one does not end.
            _ = await Task { [send] in try? await send(.cancel(upload: id)) }.value
            throw error
        }
    }

    private func sendParts(to upload: String) async throws -> [String] {
        try await withThrowingTaskGroup(of: (part: Int, result: Result<String, any Error>).self) { group in
            var plan = plan
            var failures: [Int: any Error] = [:]
            while true {
                try Task.checkCancellation()
                switch plan.next() {
                case .send(let part, let range, let count):
                    group.addTask { (part, await send(part, range, to: upload, failures: count)) }
                case .wait:
                    guard let outcome = try await group.next() else { throw CancellationError() }
                    switch outcome.result {
                    case .success(let id):
                        plan.succeeded(outcome.part, id: id)
                        await progress(plan.sent, plan.size)
                    case .failure(let error):
                        failures[outcome.part] = error
                        plan.failed(outcome.part, isFinal: !Self.mayPass(error))
                    }
                case .complete(let parts): return parts
                case .giveUp(let part): throw failures[part] ?? CancellationError()
                }
            }
        }
    }

    private func send(
        _ part: Int, _ range: Range<Int>, to upload: String, failures: Int
    ) async -> Result<String, any Error> {
        do {
            if failures > 0 {
                try await surroundings.sleep(
                    .seconds(Double(1 << min(failures - 1, 4)) * (0.5 + surroundings.random())))
            }
            let content = file.content.slice(range)
            return .success(try Self.id(of: try await send(.part(upload: upload, number: part, content: content))))
        } catch {
            return .failure(error)
        }
    }

    private static func id(of answer: JSONView) throws -> String {
        guard let id = answer["id"]?.string, !id.isEmpty else {
            throw APIError(
                .malformedAnswer, "the provider's answer to an upload has no id; check that it takes uploads")
        }
        return id
    }

    /// Whether another attempt may succeed. A part that arrived twice does no harm: only one of the two is named at the end.
    static func mayPass(_ error: any Error) -> Bool {
        switch error {
        case let failure as UpstreamFailure: return [.connect, .timeout, .reset].contains(failure.kind)
        case let error as APIError:
            guard error.kind != .quota else { return false }
            guard let status = error.status else {
                return [.connectionFailed, .connectionLost, .timeout].contains(error.kind)
            }
            return [408, 409, 429].contains(status) || status >= 500
        default: return false
        }
    }
}
