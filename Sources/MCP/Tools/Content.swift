import JSON

/// One block of a tool's answer or of a prompt's message.
public enum Content: Sendable, Hashable {
    case text(String)
    /// Base64 and its media type.
    case image(data: String, mimeType: String)
    /// Base64 and its media type.
    case audio(data: String, mimeType: String)
    /// Where something can be read, instead of the thing itself.
    case link(uri: String, name: String, mimeType: String?, size: Int?)
    /// A resource with what was read from it.
    case resource(ResourceContents)

    func write(to writer: inout JSONWriter, revision: Revision) {
        switch self {
        case .text(let text):
            writer.object {
                $0.member("type", "text")
                $0.member("text", text)
            }
        case .image(let data, let mimeType):
            Self.write("image", data, mimeType, to: &writer)
        case .audio(let data, let mimeType):
            if revision.hasAudio {
                Self.write("audio", data, mimeType, to: &writer)
            } else {
                Content.text("[\(mimeType) audio: this client's protocol revision has no audio content]")
                    .write(to: &writer, revision: revision)
            }
        case .link(let uri, let name, let mimeType, let size):
            guard revision.hasStructuredContent else {
                Content.text("\(name): \(uri)").write(to: &writer, revision: revision)
                return
            }
            writer.object {
                $0.member("type", "resource_link")
                $0.member("uri", uri)
                $0.member("name", name)
                if let mimeType { $0.member("mimeType", mimeType) }
                if let size { $0.member("size", size) }
            }
        case .resource(let contents):
            writer.object {
                $0.member("type", "resource")
                $0.key("resource")
                contents.write(to: &$0)
            }
        }
    }

    private static func write(_ type: String, _ data: String, _ mimeType: String, to writer: inout JSONWriter) {
        writer.object {
            $0.member("type", type)
            $0.member("data", data)
            $0.member("mimeType", mimeType)
        }
    }
}
