/// Why a store did not do what was asked: one sentence that says what to do.
public struct StoreFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong.
    public enum Kind: String, Sendable {
        /// What was asked for cannot be kept, whatever the state of the store.
        case refused
        /// A limit on what is kept has been reached.
        case limit
        /// There is no such set.
        case missing
        /// The data folder cannot be used at all.
        case unusable
        /// The data folder or the file may not be written.
        case readOnly
        /// The disk is full.
        case full
        /// The file is no store any more.
        case damaged
        /// A later version of this program has changed the file.
        case newer
        /// Another process keeps the file locked.
        case busy
        /// Anything else.
        case failed
    }

    public let kind: Kind
    public let description: String

    /// Creates a failure.
    public init(_ kind: Kind, _ sentence: String) {
        self.kind = kind
        description = sentence
    }
}
