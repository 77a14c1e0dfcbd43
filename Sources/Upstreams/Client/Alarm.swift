import NIOCore

/// Rings at a deadline that moves with every exchange. The timer below is moved only where it would ring too late: one
/// that rings too early looks at the deadline and waits on.
final class Alarm {
    private let loop: any EventLoop
    private let ring: () -> Void
    private var deadline: NIODeadline?
    private var timer: (scheduled: Scheduled<Void>, time: NIODeadline)?

    init(on loop: any EventLoop, _ ring: @escaping () -> Void) {
        self.loop = loop
        self.ring = ring
    }

    /// Sets the deadline; nil is never.
    func set(_ deadline: NIODeadline?) {
        self.deadline = deadline
        guard let deadline else { return }
        if let timer {
            guard deadline < timer.time else { return }
            timer.scheduled.cancel()
        }
        wait(until: deadline)
    }

    /// Rings no more.
    func stop() {
        timer?.scheduled.cancel()
        (timer, deadline) = (nil, nil)
    }

    private func wait(until time: NIODeadline) {
        timer = (loop.assumeIsolated().scheduleTask(deadline: time) { self.look() }, time)
    }

    private func look() {
        timer = nil
        guard let deadline else { return }
        if deadline <= .now() { ring() } else { wait(until: deadline) }
    }
}
