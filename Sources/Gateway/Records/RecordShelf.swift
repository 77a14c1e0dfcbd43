/// One caller's records in memory, oldest first.
struct RecordShelf {
    struct Key: Hashable {
        let kind: ExactText
        let id: ExactText

        init(_ id: String, _ kind: String) {
            self.kind = ExactText(kind)
            self.id = ExactText(id)
        }
    }

    private var places: [Key: RecordCursor] = [:]
    private var entries: [(place: RecordCursor, record: StoredRecord)] = []
    private(set) var weight = 0

    var count: Int { entries.count }
    var isEmpty: Bool { entries.isEmpty }

    /// Keeps a record, in the place of one with the same kind and id.
    mutating func put(_ record: StoredRecord, sequence: Int64) {
        let key = Key(record.id, record.kind)
        _ = remove(key)
        let place = RecordCursor(time: record.time, sequence: sequence)
        places[key] = place
        entries.insert((place, record), at: position(of: place))
        weight += Self.weight(of: record)
    }

    func get(_ key: Key) -> StoredRecord? { places[key].map { entries[position(of: $0)].record } }

    /// Takes a record out; false if there is none.
    mutating func remove(_ key: Key) -> Bool {
        guard let place = places.removeValue(forKey: key) else { return false }
        weight -= Self.weight(of: entries.remove(at: position(of: place)).record)
        return true
    }

    /// Takes the oldest records out, as many as are given.
    mutating func removeFirst(_ count: Int) {
        for (_, record) in entries.prefix(count) {
            places[Key(record.id, record.kind)] = nil
            weight -= Self.weight(of: record)
        }
        entries.removeFirst(count)
    }

    /// How many records are older than a time.
    func count(before time: Double) -> Int { position(of: RecordCursor(time: time, sequence: .min)) }

    func list(_ query: RecordQuery) -> RecordPage {
        var page = RecordPage(limit: query.limit)
        var end = query.until.map { count(before: $0) } ?? entries.count
        if let after = query.after { end = min(end, position(of: after)) }
        let start = query.since.map { count(before: $0) } ?? 0
        let kind = ExactText(query.kind)
        guard start < end else { return page }
        for (place, record) in entries[start..<end].reversed() where ExactText(record.kind) == kind {
            guard page.add(record, at: place) else { break }
        }
        return page
    }

    /// Position of the first entry that does not stand before a place.
    private func position(of place: RecordCursor) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].place < place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The texts, and about what an entry costs beside them.
    private static func weight(of record: StoredRecord) -> Int {
        record.body.count + record.id.utf8.count + record.kind.utf8.count + 256
    }
}
