#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Vectors

/// Prints, as JSON, how many milliseconds each way takes: the median of some rounds, in turn.
@main
enum VectorsBenchmark {
    struct WrongRows: Error {}

    static func main() async throws {
        let data = try Data()
        let spread = try await data.set.nearestOnAllCores(to: data.queries)
        guard try spread == data.set.nearest(to: data.queries), spread.map({ $0[0].row }) == Data.targets else {
            throw WrongRows()
        }
        let found = CommandLine.arguments.contains("all-cores") ? try await allCores(data) : try oneCore(data)
        let members = found.map { "\"\($0.0)\":\($0.1)" } + ["\"bytes\":\(Data.rows * Data.dimensions * 4)"]
        print("{\(members.joined(separator: ","))}")
    }

    static func oneCore(_ data: Data) throws -> [(String, Double)] {
        let file = File()
        var times: [[Double]] = [[], [], [], [], []]
        for round in 0..<7 {
            times[0].append(try time { data.sum() == 0 ? 0 : 1 })
            times[1].append(try time { try data.set.nearest(to: data.single)[0].count })
            times[2].append(try time { try data.set.nearest(to: data.single, VectorSearch(.euclidean))[0].count })
            // Long enough to need fewer.
            guard round < 3 else { continue }
            times[3].append(try time { try data.set.nearest(to: data.queries).count })
            times[4].append(try time { try file.read() == File.lines ? 1 : 0 })
        }
        return Array(zip(["sum", "query", "euclidean", "batch", "jsonl"], times.map(median)))
    }

    static func allCores(_ data: Data) async throws -> [(String, Double)] {
        var times: [[Double]] = [[], []]
        for round in 0..<7 {
            times[0].append(try await time { try await data.set.nearestOnAllCores(to: data.single)[0].count })
            guard round < 3 else { continue }
            times[1].append(try await time { try await data.set.nearestOnAllCores(to: data.queries).count })
        }
        return Array(zip(["query", "batch"], times.map(median)))
    }

    private static func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }

    private static func time(_ run: () throws -> Int) throws -> Double {
        let start = ContinuousClock.now
        guard try run() > 0 else { throw WrongRows() }
        return (ContinuousClock.now - start) / .milliseconds(1)
    }

    private static func time(_ run: () async throws -> Int) async throws -> Double {
        let start = ContinuousClock.now
        guard try await run() > 0 else { throw WrongRows() }
        return (ContinuousClock.now - start) / .milliseconds(1)
    }
}
