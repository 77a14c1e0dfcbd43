import Imaging
import JSON

/// What a model and a person see of metrics: rows, the least and last number of each column, curves.
struct MetricReport: Sendable {
    /// With every step.
    let table: MetricTable
    /// With the rows that are shown.
    let shown: MetricTable

    var members: [JSONValue.Member] {
        var members: [JSONValue.Member] = [
            .init("columns", .array(shown.columns.map { .string($0) })),
            .init("rows", .array(shown.rows.map { row in .array(row.map(Self.number)) })),
            .init("steps", .int(table.rows.count)),
        ]
        if shown.rows.count < table.rows.count { members.append(.init("rows_are_means", true)) }
        members.append(.init("summary", .object(table.columns.indices.dropFirst().compactMap(summary))))
        return members
    }

    private func summary(_ column: Int) -> JSONValue.Member? {
        let values = table.rows.compactMap { row in row[column].map { (step: row[0] ?? 0, value: $0) } }
        guard let last = values.last, let least = values.min(by: { $0.value < $1.value }),
            let most = values.max(by: { $0.value < $1.value })
        else { return nil }
        return .init(
            table.columns[column],
            [
                "min": Self.number(least.value), "min_step": Self.number(least.step), "max": Self.number(most.value),
                "max_step": Self.number(most.step), "last": Self.number(last.value),
            ])
    }

    /// Six digits say all that a loss has to say.
    private static func number(_ value: Double?) -> JSONValue {
        guard let value else { return .null }
        if let whole = Int(exactly: value) { return .int(whole) }
        guard value.magnitude >= 1e-6, value.magnitude < 1e9 else { return .double(value) }
        return .double((value * 1e6).rounded() / 1e6)
    }

    // MARK: Curves

    /// A plot for each kind of measure that there is, since a loss and a share do not fit one axis.
    func plots(_ title: String) -> [(name: String, png: [UInt8])] {
        var rest = table.columns.indices.dropFirst().filter { column in table.rows.contains { $0[column] != nil } }
        var plots: [(name: String, png: [UInt8])] = []
        for kind in ["loss", "accuracy", "reward"] {
            let chosen = rest.filter { table.columns[$0].contains(kind) }
            rest.removeAll { chosen.contains($0) }
            if !chosen.isEmpty { plots.append((kind, plot(title, chosen, kind))) }
        }
        return plots.isEmpty && !rest.isEmpty ? [("metrics", plot(title, rest, ""))] : plots
    }

    private func plot(_ title: String, _ columns: [Int], _ label: String) -> [UInt8] {
        let series = columns.map { column in
            // Measures that are taken seldom are joined over the steps between.
            Plot.Series(
                table.columns[column],
                table.rows.compactMap { row in row[column].map { Plot.Point(x: row[0] ?? 0, y: $0) } })
        }
        return Plot(title, series, xLabel: MetricTable.step, yLabel: label).png
    }
}
