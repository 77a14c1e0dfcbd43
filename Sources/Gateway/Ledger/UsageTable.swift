import JSON

/// Sums of the ledger as a table that people read, and as JSON.
public struct UsageTable: Sendable {
    private let facets: [UsageQuery.Facet]
    private let sums: [UsageSum]

    /// Creates a table of sums that were grouped by these facets.
    public init(_ facets: [UsageQuery.Facet], _ sums: [UsageSum]) {
        self.facets = facets
        self.sums = sums
    }

    // MARK: Text

    /// Columns under their names, a bar for each cost, and a last line for all groups together.
    public var text: String {
        let heads = facets.map(\.rawValue) + ["calls", "failed", "cached", "input", "output", "seconds", "USD"]
        var rows = sums.map { row($0, $0.group.map { $0.isEmpty ? "-" : $0 }) }
        if sums.count > 1 { rows.append(row(total, facets.indices.map { $0 == 0 ? "total" : "" })) }
        let widths = heads.indices.map { column in ([heads] + rows).map { $0[column].count }.max() ?? 0 }
        let bars = sums.map { Self.bar($0.cost, of: sums.map(\.cost).max() ?? .zero) } + [""]
        var lines = [line(heads, widths)]
        for (position, row) in rows.enumerated() {
            lines.append(line(row, widths) + (bars[position].isEmpty ? "" : "  " + bars[position]))
        }
        return lines.joined(separator: "\n")
    }

    private var total: UsageSum {
        sums.reduce(into: UsageSum(group: [])) { total, sum in
            total.calls += sum.calls
            total.failures += sum.failures
            total.cached += sum.cached
            total.input += sum.input
            total.output += sum.output
            total.cost += sum.cost
            total.latency += sum.latency
        }
    }

    private func row(_ sum: UsageSum, _ group: [String]) -> [String] {
        // Per call: what one waited for on average.
        let seconds = Money(dollars: (sum.latency / Double(max(1, sum.calls)) * 100).rounded() / 100)
        let numbers = [sum.calls, sum.failures, sum.cached, sum.input, sum.output].map { "\($0)" }
        return group + numbers + [seconds.description, sum.cost.description]
    }

    /// Names to the left, numbers to the right.
    private func line(_ cells: [String], _ widths: [Int]) -> String {
        cells.enumerated().map { column, cell in
            let space = String(repeating: " ", count: widths[column] - cell.count)
            return column < facets.count ? cell + space : space + cell
        }.joined(separator: "  ")
    }

    private static let longestBar = 24

    private static func bar(_ cost: Money, of most: Money) -> String {
        guard most > .zero, cost > .zero else { return "" }
        return String(repeating: "#", count: max(1, Int(cost.dollars / most.dollars * Double(longestBar))))
    }

    // MARK: JSON

    /// A list of objects.
    public var json: [UInt8] {
        var writer = JSONWriter(reserving: 256 * sums.count)
        writer.array { list in
            for sum in sums {
                list.object { object in
                    for (facet, value) in zip(facets, sum.group) { object.member(facet.rawValue, value) }
                    object.member("calls", sum.calls)
                    object.member("failed", sum.failures)
                    object.member("cached", sum.cached)
                    object.member("input_tokens", sum.input)
                    object.member("output_tokens", sum.output)
                    object.member("cost_usd", raw: sum.cost.description.utf8)
                    object.key("seconds")
                    object.double((sum.latency * 1000).rounded() / 1000)
                }
            }
        }
        return writer.bytes
    }
}
