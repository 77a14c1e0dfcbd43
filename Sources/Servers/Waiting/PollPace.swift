/// How often something is looked at that takes time: soon at first, seldom when it takes long.
struct PollPace: Sendable, Hashable {
    /// Seconds before the first look.
    var first = 1.0
    /// How much longer each wait is than the one before.
    var growth = 1.5
    /// Seconds between two looks at most.
    var longest = 30.0

    /// Seconds before the next look.
    ///
    /// - Parameters:
    ///   - looks: how many there were.
    ///   - random: 0..<1; spreads the looks of many who began together over a fifth of the time.
    func delay(after looks: Int, random: Double) -> Double {
        var delay = first
        // Past that the longest is reached, whatever the growth.
        for _ in 0..<min(looks, 64) where delay < longest { delay *= growth }
        return min(delay, longest) * (0.9 + random / 5)
    }
}
