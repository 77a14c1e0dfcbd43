import Gateway
import MCP
import Synchronization

/// Turns the deltas of a stream into progress of a request, in order; a slow client slows the stream.
struct StreamedProgress: Sendable {
    private let reporter: ProgressReporter?
    private let isWanted: @Sendable () -> Bool
    private let amount = Amount()

    /// - Parameter isWanted: false once the request has been answered with a handle.
    init(_ reporter: ProgressReporter?, while isWanted: @escaping @Sendable () -> Bool = { true }) {
        self.reporter = reporter
        self.isWanted = isWanted
    }

    /// Progress counts characters of text, or previews of an image.
    @Sendable func report(_ delta: StreamDelta) async {
        guard let reporter, isWanted() else { return }
        switch delta {
        case .text(let piece): await reporter.report(amount.add(piece.count), message: piece)
        case .preview(let number): await reporter.report(amount.add(1), message: "preview \(number)")
        }
    }

    /// One of several items is done.
    func step(of total: Int) async {
        guard let reporter, isWanted() else { return }
        let done = amount.add(1)
        await reporter.report(done, total: Double(total), message: "\(Int(done)) of \(total)")
    }

    /// How something stands that is waited for.
    func state(_ sentence: String) async {
        guard let reporter, isWanted() else { return }
        await reporter.report(amount.add(1), message: sentence)
    }

    /// Bytes of a file have arrived.
    func bytes(_ sent: Int, of total: Int) async {
        guard let reporter, isWanted() else { return }
        await reporter.report(Double(sent), total: Double(total), message: "\(sent) of \(total) bytes")
    }

    private final class Amount: Sendable {
        private let total = Mutex(0)

        func add(_ count: Int) -> Double {
            total.withLock { total in
                total += max(1, count)
                return Double(total)
            }
        }
    }
}
