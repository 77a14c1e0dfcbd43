import Vectors

/// A JSONL file as programs write embeddings: a key, a short text and 256 numbers of full length.
struct File {
    static let lines = 100_000

    /// A thousand lines; the file is these a hundred times.
    private let block: [UInt8]

    init() {
        var random = Random(seed: 2)
        var text = ""
        for line in 0..<1_000 {
            let numbers = random.vector(256).map { "\(Double($0) / 3)" }.joined(separator: ",")
            text += #"{"custom_id":"row-\#(line)","text":"A \"short\" text.","embedding":[\#(numbers)]}"# + "\n"
        }
        block = Array(text.utf8)
    }

    /// Reads the file in chunks of 64 KiB into a set, and says how many rows that has.
    func read() throws -> Int {
        var reader = VectorFileReader(.jsonl)
        var set = try VectorSet(dimensions: 256)
        for _ in 0..<Self.lines / 1_000 {
            for start in stride(from: 0, to: block.count, by: 1 << 16) {
                for row in try reader.read(block[start..<min(start + 1 << 16, block.count)]) {
                    try set.append(row.vector ?? [], key: row.key, text: row.text)
                }
            }
        }
        return try set.count + reader.finish().count
    }
}
