import MCP

/// Where the files go that callers upload.
public protocol UploadSink: Sendable {
    /// Begins to take a file of a caller; throws ``UploadRefused``.
    func begin(_ file: UploadHead, from principal: any Principal) async throws -> any UploadTarget
}

/// What a caller says of a file before its content.
public struct UploadHead: Sendable, Hashable {
    /// As it came: it may hold anything.
    public var name: String?
    public var mediaType: String?

    /// Creates a head.
    public init(name: String? = nil, mediaType: String? = nil) {
        self.name = name
        self.mediaType = mediaType
    }
}

/// A file that is being taken. Each call is waited for, so that a client sends no faster than this writes.
public protocol UploadTarget: Sendable {
    /// Takes the next bytes; throws ``UploadRefused``.
    func append(_ bytes: [UInt8]) async throws
    /// The file is whole; throws ``UploadRefused``.
    func finish() async throws -> UploadReceipt
    /// Nothing more comes; nothing of the file stays.
    func abandon() async
}

/// What a caller is told of a file that was taken.
public struct UploadReceipt: Sendable, Hashable {
    /// What stands for the file in an argument, once.
    public var uri: String
    public var name: String
    public var mediaType: String
    public var size: Int
    /// SHA-256 in hexadecimal.
    public var digest: String
    /// Seconds since 1970.
    public var expires: Double

    /// Creates a receipt.
    public init(uri: String, name: String, mediaType: String, size: Int, digest: String, expires: Double) {
        self.uri = uri
        self.name = name
        self.mediaType = mediaType
        self.size = size
        self.digest = digest
        self.expires = expires
    }
}

/// Why a file is not taken: one sentence that says what to do.
public struct UploadRefused: Error, Sendable {
    /// HTTP status code.
    public let status: Int
    public let message: String

    /// Creates a refusal.
    public init(status: Int, _ message: String) {
        self.status = status
        self.message = message
    }
}
