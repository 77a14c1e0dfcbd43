/// Numbers by lot that are the same for the same seed, everywhere (SplitMix64), so that a failure comes again.
public struct Dice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Creates dice; those of one seed fall alike.
    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to a limit of 1 or more, which is left out.
    public mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

    /// Any byte.
    public mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next()) }

    /// One of some things.
    public mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// Whether one in so many throws hits.
    public mutating func hits(oneIn count: Int) -> Bool { below(count) == 0 }
}
