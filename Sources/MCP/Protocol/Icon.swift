import JSON

/// A picture that a client may show beside a server or a tool (2025-11-25, basic, icons).
public struct Icon: Sendable, Hashable {
    /// An https or data URI.
    public let source: String
    public let mimeType: String
    /// Such as `48x48`, or `any`.
    public let sizes: [String]

    /// Creates an icon.
    public init(source: String, mimeType: String, sizes: [String] = ["any"]) {
        self.source = source
        self.mimeType = mimeType
        self.sizes = sizes
    }

    /// The member `icons`, where there are some and the revision has them.
    static func write(_ icons: [Icon], to writer: inout JSONWriter, revision: Revision) {
        guard !icons.isEmpty, revision.hasIcons else { return }
        writer.key("icons")
        writer.array { list in
            for icon in icons {
                list.object {
                    $0.member("src", icon.source)
                    $0.member("mimeType", icon.mimeType)
                    $0.member("sizes", .array(icon.sizes.map { .string($0) }))
                }
            }
        }
    }
}
