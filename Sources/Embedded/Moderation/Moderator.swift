/// Judges a text by word lists.
struct Moderator: Sendable {
    private let phrases: [(category: ModerationCategory, groups: [Set<String>])] = ModerationCategory.allCases
        .flatMap { category in
            category.phrases.map { phrase in
                (category, phrase.map { Set($0.split(separator: "|").map { Words.stem(String($0)) }) })
            }
        }

    /// How far apart the words of a phrase may stand.
    private static let reach = 6

    /// A score in 0...1 for each category; 0.5 and more is flagged.
    func scores(for text: String) -> [ModerationCategory: Double] {
        let words = Words.all(text).map { Words.stem($0) }
        var hits: [ModerationCategory: Int] = [:]
        for (category, groups) in phrases { hits[category, default: 0] += count(groups, in: words) }
        let seed = Identity.hash(text.utf8)
        var scores: [ModerationCategory: Double] = [:]
        for (position, category) in ModerationCategory.allCases.enumerated() {
            var identity = Identity(seed: seed &+ UInt64(position))
            let noise = identity.unit()
            let found = hits[category] ?? 0
            scores[category] = found > 0 ? min(0.99, 0.78 + 0.06 * Double(found) + 0.05 * noise) : 0.001 * noise
        }
        return scores
    }

    private func count(_ groups: [Set<String>], in words: [String]) -> Int {
        guard let first = groups.first else { return 0 }
        return words.indices.filter { position in
            guard first.contains(words[position]) else { return false }
            let near = words[max(0, position - Self.reach)...min(words.count - 1, position + Self.reach)]
            return groups.dropFirst().allSatisfy { group in near.contains(where: group.contains) }
        }.count
    }
}
