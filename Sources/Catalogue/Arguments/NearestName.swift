/// The known name that a wrong one was probably meant to be.
public enum NearestName {
    /// The nearest of `names` by edits, or nil if none is near enough to be meant. Case, `-` and `_` are not counted.
    public static func find(_ wanted: String, in names: [String]) -> String? {
        let asked = folded(wanted)
        guard asked.count <= 64 else { return nil }
        var best: (name: String, edits: Int)?
        for name in names {
            let edits = distance(asked, folded(name))
            if edits < best?.edits ?? .max { best = (name, edits) }
        }
        // A third of the letters may be wrong: `promt` is meant, `foo` for `n` is not.
        guard let best, best.edits <= max(1, asked.count / 3), best.edits < asked.count else { return nil }
        return best.name
    }

    private static func folded(_ name: String) -> [UInt8] {
        name.lowercased().utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one text into the other.
    static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var before: [Int] = []
        var previous = Array(0...other.count)
        for (row, letter) in one.enumerated() {
            var current = [row + 1]
            for (column, against) in other.enumerated() {
                var edits = min(
                    previous[column + 1] + 1, current[column] + 1, previous[column] + (letter == against ? 0 : 1))
                if row > 0, column > 0, letter == other[column - 1], one[row - 1] == against {
                    edits = min(edits, before[column - 1] + 1)
                }
                current.append(edits)
            }
            before = previous
            previous = current
        }
        return previous[other.count]
    }
}
