/// Where the content of a file argument that is a URL comes from.
public protocol FileSource: Sendable {
    /// Fetches an https URL of at most `limit` bytes; throws ``FileFailure``, or `CancellationError` when the task is
    /// cancelled.
    func fetch(_ url: String, limit: Int) async throws -> RemoteFile
}

/// A file that was fetched.
public struct RemoteFile: Sendable {
    /// Last part of the URL's path, for the form part's file name; empty where the path has none.
    public var name: String
    /// `Content-Type` without parameters, if the server gave one.
    public var contentType: String?
    public var content: FileContent

    /// Creates a file.
    public init(name: String, contentType: String?, content: FileContent) {
        self.name = name
        self.contentType = contentType
        self.content = content
    }
}

/// Why a file could not be read or fetched: one sentence that says what to do.
public struct FileFailure: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String

    /// Creates a failure.
    public init(_ sentence: String) { description = sentence }
}
