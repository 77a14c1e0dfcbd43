/// What people say, and the words that names and summaries of endpoints have for it.
enum Synonyms {
    /// Stems of the meanings of a word or saying, given as stems.
    static func meanings(of saying: [String]) -> [[String]] { bySaying[saying.joined(separator: " ")] ?? [] }

    /// How many words the longest saying has with which these stems begin; 0 if there is none.
    static func saying(at stems: ArraySlice<String>) -> Int {
        let lengths = stride(from: min(longest, stems.count), through: 1, by: -1)
        return lengths.first { bySaying[stems.prefix($0).joined(separator: " ")] != nil } ?? 0
    }

    private static let longest = 4

    private static let bySaying: [String: [[String]]] = {
        var meanings: [String: [[String]]] = [:]
        for (sayings, meant) in table {
            for saying in sayings.split(separator: ",") {
                let stems = Terms.of(String(saying))
                guard !stems.isEmpty else { continue }
                meanings[stems.joined(separator: " "), default: []] += meant.map(Terms.of)
            }
        }
        return meanings
    }()
}
