/// Where a page of the resources of several sources begins.
struct ResourceCursor: Sendable, Hashable {
    /// Position of the source among the server's.
    var source: Int
    /// The source's own cursor; nil: its start.
    var inner: String?

    static let start = ResourceCursor(source: 0, inner: nil)

    /// As clients see it. A page ends only within a source, so that there always is an inner cursor.
    var text: String { "\(source):\(inner ?? "")" }

    init(source: Int, inner: String?) {
        self.source = source
        self.inner = inner
    }

    /// Reads a cursor that came back; nil where it is none of ours.
    init?(_ text: String, sources: Int) {
        guard let colon = text.firstIndex(of: ":"), let source = Int(text[..<colon]), (0..<sources).contains(source)
        else { return nil }
        self.init(source: source, inner: String(text[text.index(after: colon)...]))
    }
}
