/// What a value looks like in the file, for editors and for whoever writes one.
enum ValueForm: Sendable, Hashable {
    case text
    case toggle
    case integer(ClosedRange<Int>)
    case decimal(ClosedRange<Double>)
    /// A number that may have a unit behind it.
    case quantity
    case choice([String])
}
