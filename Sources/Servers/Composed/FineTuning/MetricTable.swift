import JSON

/// What a training job measured: rows of numbers by step, read from CSV.
struct MetricTable: Sendable {
    /// Names of the columns; the first is `step`.
    private(set) var columns: [String]
    /// A number or nothing for each column; in the order of the steps.
    private(set) var rows: [[Double?]]

    static let step = "step"

    /// Reads the CSV of a result file, which some versions of the API give in Base64; nil where it is none.
    init?(_ content: [UInt8]) {
        var content = content
        if let decoded = Base64.decode(content.filter { $0 > 0x20 }) { content = decoded }
        guard let text = String(validating: content, as: UTF8.self) else { return nil }
        var lines = text.split(whereSeparator: \.isNewline).makeIterator()
        guard let header = lines.next() else { return nil }
        let names = Self.cells(header.drop { $0 == "\u{FEFF}" })
        guard let place = names.firstIndex(of: Self.step), Set(names).count == names.count else { return nil }
        columns = [Self.step] + names.filter { $0 != Self.step }
        rows = []
        while let line = lines.next() {
            let numbers = Self.cells(line).map { Double($0).flatMap { $0.isFinite ? $0 : nil } }
            guard numbers.count <= names.count, place < numbers.count, numbers[place] != nil else { return nil }
            var row = numbers + Array(repeating: nil, count: names.count - numbers.count)
            row.insert(row.remove(at: place), at: 0)
            rows.append(row)
        }
        rows.sort { ($0[0] ?? 0) < ($1[0] ?? 0) }
    }

    private init(columns: [String], rows: [[Double?]]) {
        self.columns = columns
        self.rows = rows
    }

    private static func cells(_ line: Substring) -> [String] {
        line.split(separator: ",", omittingEmptySubsequences: false).map { cell in
            String(cell.filter { !$0.isWhitespace && $0 != "\"" })
        }
    }

    /// Both tables, joined at their steps; where both have a number, this one's counts.
    func joined(with other: MetricTable) -> MetricTable {
        let names = columns + other.columns.filter { !columns.contains($0) }
        var found: [Double: [Double?]] = [:]
        for table in [other, self] {
            let places = table.columns.map { names.firstIndex(of: $0) ?? 0 }
            for row in table.rows {
                var joined = found[row[0] ?? 0] ?? Array(repeating: nil, count: names.count)
                for (place, value) in zip(places, row) where value != nil { joined[place] = value }
                found[row[0] ?? 0] = joined
            }
        }
        return MetricTable(columns: names, rows: found.sorted { $0.key < $1.key }.map(\.value))
    }

    /// The table with the step and some of the other columns; throws the name of one that is not there.
    func only(_ wanted: [String]) throws(UnknownColumn) -> MetricTable {
        var places = [0]
        for name in wanted where name != Self.step {
            guard let place = columns.firstIndex(of: name) else { throw UnknownColumn(name: name) }
            places.append(place)
        }
        return MetricTable(columns: places.map { columns[$0] }, rows: rows.map { row in places.map { row[$0] } })
    }

    struct UnknownColumn: Error {
        let name: String
    }

    // MARK: Fewer rows

    /// At most so many rows: the means of stretches of equally many steps, each under its last step.
    func condensed(to count: Int) -> MetricTable {
        guard rows.count > count else { return self }
        return grouped { $0 * count / rows.count }
    }

    /// One row for each epoch with the means of its steps, and a column `epoch` in front.
    func epochs(_ count: Int) -> MetricTable {
        let last = max(1, rows.last?[0] ?? 1)
        func epoch(_ position: Int) -> Int {
            // The last step of an epoch belongs to it.
            let share = (rows[position][0] ?? 0) * Double(count) / last
            return min(count, max(1, Int(share.rounded(.up))))
        }
        let numbers = Set(rows.indices.map(epoch)).sorted()
        let table = grouped(epoch)
        return MetricTable(
            columns: ["epoch"] + table.columns, rows: zip(numbers, table.rows).map { [Double($0)] + $1 })
    }

    private func grouped(_ group: (Int) -> Int) -> MetricTable {
        var groups: [[Int]] = []
        var current: Int?
        for position in rows.indices {
            if group(position) == current {
                groups[groups.count - 1].append(position)
            } else {
                groups.append([position])
            }
            current = group(position)
        }
        let means = groups.map { positions in
            columns.indices.map { column -> Double? in
                let values = positions.compactMap { rows[$0][column] }
                if column == 0 { return values.last }
                return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
            }
        }
        return MetricTable(columns: columns, rows: means)
    }
}
