/// How alike two vectors are.
///
/// Every score of two vectors is the same to the last bit, whichever of them is the query, however many queries run
/// together and however many cores work. Against exact arithmetic the sum behind a score is off by at most
/// `37 * 2^-24` (2.2e-6) of the sum of its terms' magnitudes, whatever the dimension; see ``Kernel``. A cosine is off by
/// at most 5e-6; with embeddings as they come it is about 1e-7.
public enum Metric: String, Sendable, Hashable, CaseIterable {
    /// The cosine of the angle, from -1 to 1; more is closer. With a vector of length zero it is 0.
    case cosine
    /// The dot product; more is closer. The same as the cosine for vectors of length one, as OpenAI's are.
    case dot
    /// The Euclidean distance; less is closer.
    case euclidean

    /// Whether a greater score means closer.
    public var moreIsCloser: Bool { self != .euclidean }

    /// The score of two vectors.
    public func score(_ first: [Float], _ second: [Float]) throws(VectorError) -> Float {
        let search = VectorSearch(self, count: 1)
        return try VectorSet([first]).nearest(to: second, search).first?.score ?? 0
    }

    /// A number that is greater the closer two vectors are, from their sum and the product of their inverse lengths.
    ///
    /// It is rounded to `Float` before anything is compared, so that equal scores are ties and the lower row wins.
    @inline(__always)
    func closeness(sum: Double, scale: Double) -> Float {
        switch self {
        case .cosine: Float(max(-1, min(1, sum * scale)))
        case .dot: Float(sum)
        case .euclidean: -Float(sum.squareRoot())
        }
    }

    /// The score behind a closeness, and the other way round.
    @inline(__always)
    func flip(_ value: Float) -> Float { self == .euclidean ? 0 - value : value }
}
