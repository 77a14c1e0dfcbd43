/// The known name that a misspelt one most likely means, or nil when none is near.
func nearest<Names: Sequence<String>>(to name: String, in known: Names) -> String? {
    let distances = known.map { (name: $0, distance: distance(Array(name.utf8), Array($0.utf8))) }
    return distances.min { $0.distance < $1.distance }
        .flatMap { $0.distance <= max(2, name.utf8.count / 3) ? $0.name : nil }
}

/// Insertions, deletions and replacements between two names (Levenshtein).
private func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    // A name from outside has any length; past this no known name is near.
    guard left.count <= 100 else { return .max }
    var row = Array(0...right.count)
    for (i, byte) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, other) in right.enumerated() {
            let cost = byte == other ? diagonal : min(diagonal, row[j], row[j + 1]) + 1
            diagonal = row[j + 1]
            row[j + 1] = cost
        }
    }
    return row[right.count]
}
