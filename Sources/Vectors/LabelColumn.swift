/// One optional text for each row, which costs nothing until a row has one.
struct LabelColumn: Sendable, Hashable {
    private var values: [String?] = []

    subscript(row: Int) -> String? { row < values.count ? values[row] : nil }

    mutating func set(_ value: String?, at row: Int) {
        guard let value else { return }
        while values.count < row { values.append(nil) }
        values.append(value)
    }
}
