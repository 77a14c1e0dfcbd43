/// Which columns of a CSV file mean what, by its header.
struct CSVColumns {
    /// Where the vector is.
    enum VectorPlace {
        /// In one column, as a JSON array or base64.
        case cell(Int)
        /// One number to a column.
        case spread(Range<Int>)
    }

    let names: [String]
    let key: Int?
    let text: Int?
    let vector: VectorPlace?

    init(_ header: CSVRecord) throws(VectorFileError) {
        var names: [String] = []
        for field in 0..<header.count {
            guard let name = header.string(field) else {
                throw VectorFileError(.invalidUTF8, line: header.line(field), column: field + 1)
            }
            names.append(String(name.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()))
        }
        let lower = names.map { $0.lowercased() }
        func place(_ known: [String]) -> Int? { known.lazy.compactMap { lower.firstIndex(of: $0) }.first }
        self.names = names
        key = place(FieldNames.key)
        text = place(FieldNames.text)
        vector = place(FieldNames.vector).map { .cell($0) } ?? Self.spread(lower).map { .spread($0) }
        if text == nil, vector == nil {
            throw VectorFileError(.noUsefulColumn(names), line: header.line(0))
        }
    }

    /// Columns named alike and numbered from 0 or 1 in order, with nothing between them: the longest such run.
    private static func spread(_ names: [String]) -> Range<Int>? {
        var best: Range<Int> = 0..<0
        var start = 0
        while start < names.count {
            guard let (prefix, first) = numbered(names[start]), first < 2 else {
                start += 1
                continue
            }
            var end = start + 1
            while end < names.count, let (next, number) = numbered(names[end]), next == prefix,
                number == first + end - start
            {
                end += 1
            }
            if end - start > best.count { best = start..<end }
            start = end
        }
        return best.isEmpty ? nil : best
    }

    /// `embedding_12` as its beginning and its number.
    private static func numbered(_ name: String) -> (Substring, Int)? {
        let digits = name.utf8.reversed().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
        guard digits > 0, let number = Int(name.suffix(digits)) else { return nil }
        return (name.dropLast(digits), number)
    }
}
