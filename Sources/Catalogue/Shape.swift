/// The JSON type that a field takes.
public indirect enum Shape: Sendable {
    /// Text. `values` are the known ones; `open` allows others too.
    case string(values: [String] = [], open: Bool = false, length: Bounds<Int> = .any)
    case integer(Bounds<Int> = .any)
    case number(Bounds<Double> = .any)
    case boolean
    /// A list whose elements have one shape; the bounds are on its length.
    case array(Shape, Bounds<Int> = .any)
    /// An object with known members; others pass through unchanged.
    case object([Field])
    /// An object from any key to one shape.
    case map(Shape)
    /// The content of a file: sent as a part of a multipart body, or as a data URI where the API takes JSON.
    case file
    /// Any of several shapes, as the API has it.
    case union([Shape])
    /// Any JSON; what it means is said in the description.
    case json

    /// Text of one of these values and no other.
    public static func oneOf(_ values: String...) -> Shape { .string(values: values) }

    /// Text without further rules.
    public static var text: Shape { .string() }
}

/// Lowest and highest allowed value, both inclusive; nil where there is none.
public struct Bounds<Value: Comparable & Sendable>: Sendable {
    public var lower: Value?
    public var upper: Value?

    /// Creates bounds.
    public init(_ lower: Value? = nil, _ upper: Value? = nil) {
        self.lower = lower
        self.upper = upper
    }

    /// Creates bounds from a range.
    public init(_ range: ClosedRange<Value>?) {
        self.init(range?.lowerBound, range?.upperBound)
    }

    /// No bounds.
    public static var any: Bounds { Bounds() }

    /// Whether a value lies within.
    public func contains(_ value: Value) -> Bool {
        if let lower, value < lower { return false }
        if let upper, value > upper { return false }
        return true
    }
}
