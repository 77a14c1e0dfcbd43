/// How to wait for what a call has begun at the provider: who reads how it stands, and when it rests.
public struct Waiting: Sendable {
    /// What it is, for a sentence: `batch`.
    public let noun: String
    /// What its ids begin with; the longest that fits tells what an id means. Empty: an id alone does not tell.
    public let idPrefix: String
    /// Endpoints that begin one, by the names of their tools.
    public let creators: [String]
    /// An argument of a creator that must be true for the work to outlast the call; nil: it always may.
    public let onlyWith: String?
    /// The endpoint that reads it.
    public let reader: String
    /// The reader's argument that takes its id.
    public let idArgument: String
    /// The reader's argument for what it belongs to, such as a thread; nil: it stands alone.
    public let ownerArgument: String?
    /// States in which nothing happens any more by itself.
    public let rests: Set<String>
    /// The member of the object that counts what is done.
    public let counts: String?
    /// The endpoint that stops it, with the reader's arguments; nil: nothing does.
    public let canceller: Canceller?

    /// How it is stopped.
    public struct Canceller: Sendable {
        public let endpoint: String
        /// Further arguments as JSON; nil: none.
        public let arguments: String?

        init(_ endpoint: String, _ arguments: String? = nil) {
            self.endpoint = endpoint
            self.arguments = arguments
        }
    }

    init(
        _ noun: String, idPrefix: String = "", from creators: [String], onlyWith: String? = nil, reader: String,
        id idArgument: String, of ownerArgument: String? = nil, rests: Set<String>, counts: String? = nil,
        canceller: Canceller? = nil
    ) {
        self.noun = noun
        self.idPrefix = idPrefix
        self.creators = creators
        self.onlyWith = onlyWith
        self.reader = reader
        self.idArgument = idArgument
        self.ownerArgument = ownerArgument
        self.rests = rests
        self.counts = counts
        self.canceller = canceller
    }
}

extension Waiting {
    /// What an id stands for; nil where it does not tell.
    ///
    /// - Parameter owner: id of what it belongs to, where the caller knows it: a file in a store is no file by itself.
    public static func of(id: String, owner: String?) -> Waiting? {
        if let owner, owner.hasPrefix("vs_"), id.hasPrefix("file-") { return all.first { $0.noun == fileInStore } }
        return all.filter { !$0.idPrefix.isEmpty && id.hasPrefix($0.idPrefix) }
            .max { $0.idPrefix.utf8.count < $1.idPrefix.utf8.count }
    }

    /// What an endpoint begins; nil where its answer is all.
    static func begun(by endpoint: String) -> Waiting? { byCreator[endpoint] }

    private static let byCreator: [String: Waiting] = Dictionary(
        all.flatMap { waiting in waiting.creators.map { ($0, waiting) } }, uniquingKeysWith: { first, _ in first })
}

extension Endpoint {
    /// How to wait for what a call of this endpoint begins; nil where its answer is all.
    public var waiting: Waiting? { Waiting.begun(by: name) }
}

extension Field {
    /// Whether the answer is to be what has come of the work, and not that it has begun.
    public static let wait = Field.boolean("wait", "Wait until it is done.", [.local, .unlisted])
}
