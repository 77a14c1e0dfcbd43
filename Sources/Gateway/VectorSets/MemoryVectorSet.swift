/// One set in memory.
struct MemoryVectorSet {
    let id: Int64
    private(set) var about: VectorSet
    private var positions: [ExactText: Int] = [:]
    private var keys: [String] = []
    private var texts: [String] = []
    private var vectors: [UInt8] = []

    init(id: Int64, about: VectorSet) {
        self.id = id
        self.about = about
    }

    private var stride: Int { about.dimensions * 4 }

    /// By how much rows would make the set larger.
    func growth(by rows: VectorRows) -> (count: Int, bytes: Int) {
        var growth = (count: 0, bytes: 0)
        var coming: [ExactText: Int] = [:]
        for row in 0..<rows.count {
            let key = ExactText(rows.keys[row])
            let size = rows.texts[row].utf8.count
            if let old = coming[key] ?? positions[key].map({ texts[$0].utf8.count }) {
                growth.bytes += size - old
            } else {
                growth.count += 1
                growth.bytes += key.text.utf8.count + size + stride
            }
            coming[key] = size
        }
        return growth
    }

    /// Takes rows in.
    mutating func put(_ rows: VectorRows, about: VectorSet) {
        self.about = about
        for row in 0..<rows.count {
            if let position = positions[ExactText(rows.keys[row])] {
                texts[position] = rows.texts[row]
                vectors.replaceSubrange(position * stride..<(position + 1) * stride, with: rows.vector(row))
            } else {
                positions[ExactText(rows.keys[row])] = keys.count
                keys.append(rows.keys[row])
                texts.append(rows.texts[row])
                vectors += rows.vector(row)
            }
        }
    }

    /// The rows behind a position.
    func page(after: Int64?, bytes: Int) throws(StoreFailure) -> VectorPage {
        var page = try VectorPage(dimensions: about.dimensions, bytes: bytes)
        vectors.withUnsafeBytes { vectors in
            for position in Int((after ?? -1) + 1)..<max(keys.count, Int((after ?? -1) + 1)) {
                let vector = UnsafeRawBufferPointer(rebasing: vectors[position * stride..<(position + 1) * stride])
                let place = VectorCursor(set: id, position: Int64(position))
                guard page.add(key: keys[position], text: texts[position], vector: vector, at: place) else { break }
            }
        }
        return page
    }
}
