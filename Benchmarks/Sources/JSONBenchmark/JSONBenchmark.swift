import Foundation

/// Prints, as JSON, how many microseconds each way takes for one answer: the median of some rounds, in turn.
@main
enum JSONBenchmark {
    static func main() throws {
        let bytes = Array(Answer.json.utf8)
        let data = Data(bytes)
        try Agreement.check([
            Data(Ours.reply(to: bytes)), Data(Ours.replyFromValues(to: bytes)),
            Foundations.replyBySerialization(to: data), Foundations.replyByCoders(to: data),
        ])
        let times = try measure(
            [
                ("ours", { try Ours.reply(to: bytes).count }),
                ("values", { try Ours.replyFromValues(to: bytes).count }),
                ("serialization", { try Foundations.replyBySerialization(to: data).count }),
                ("coders", { try Foundations.replyByCoders(to: data).count }),
            ], rounds: 7, each: .milliseconds(200))
        let members = ["\"bytes\":\(bytes.count)"] + times.map { "\"\($0.name)\":\($0.microseconds)" }
        print("{\(members.joined(separator: ","))}")
    }

    static func measure(
        _ ways: [(name: String, run: () throws -> Int)], rounds: Int, each: Duration
    ) throws -> [(name: String, microseconds: Double)] {
        var times: [String: [Double]] = [:]
        for _ in 0..<rounds {
            for way in ways { times[way.name, default: []].append(try microseconds(way.run, for: each)) }
        }
        return ways.map { ($0.name, times[$0.name, default: []].sorted()[rounds / 2]) }
    }

    /// Time of one run, from as many as fit.
    private static func microseconds(_ run: () throws -> Int, for duration: Duration) throws -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        var runs = 0
        var written = 0
        while clock.now - start < duration {
            for _ in 0..<8 { written &+= try run() }
            runs += 8
        }
        let took = clock.now - start
        precondition(written > 0)
        return took / .microseconds(runs)
    }
}
