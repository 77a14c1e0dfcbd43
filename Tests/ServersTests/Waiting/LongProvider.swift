import Catalogue
import Gateway
import JSON
import Synchronization

@testable import Servers

/// A provider at which everything takes a number of looks to be done.
final class LongProvider: Sendable {
    private struct State {
        var looks = 0
        var calls: [String] = []
    }

    private let waiting: Waiting
    private let needed: Int
    private let state = Mutex(State())
    /// Answers that come before the object is shown, in order.
    private let failures: [Int]

    init(_ waiting: Waiting, looks needed: Int, failures: [Int] = []) {
        self.waiting = waiting
        self.needed = needed
        self.failures = failures
    }

    /// Names of the endpoints that were called.
    var calls: [String] { state.withLock { $0.calls } }
    /// How often it was looked at.
    var looks: Int { state.withLock { $0.looks } }

    @Sendable func answer(_ call: Call) -> Answer {
        state.withLock { state in
            state.calls.append(call.endpoint.name)
            if call.endpoint.name == waiting.reader {
                state.looks += 1
                if state.looks <= failures.count {
                    return .text(#"{"error":{"message":"no"}}"#, status: failures[state.looks - 1])
                }
            }
            let rest = waiting.rests.contains("completed") ? "completed" : waiting.rests.sorted()[0]
            let isDone = state.looks >= needed
            return .text(object(isDone ? rest : "in_progress"))
        }
    }

    private func object(_ status: String) -> String {
        let owner = waiting.ownerArgument.map { #""\#($0)":"owner_1","# } ?? ""
        let id = waiting.idPrefix.isEmpty ? "file-1" : waiting.idPrefix + "1"
        return #"{"id":"\#(id)",\#(owner)"status":"\#(status)","output":[],"request_counts":{"total":4,"completed":1}}"#
    }
}
