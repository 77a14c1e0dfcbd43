import Gateway
import Imaging
import JSON
import MCP

extension Work {
    /// The picture in an image file; throws what is to be sent instead.
    func picture(_ argument: String, named name: String) async throws -> Picture {
        let file = try await file(argument, named: name, limit: 50 << 20)
        do {
            return try await Blocking.run { try Picture(decoding: file.content.bytes()) }
        } catch let error as ImageError {
            throw ArgumentFault("`\(name)`: \(error.message)")
        } catch let failure as FileFailure {
            throw ArgumentFault("`\(name)`: \(failure).")
        }
    }

    /// Has a picture redrawn where a mask says, and answers as `image-edit` does.
    ///
    /// - Parameters:
    ///   - note: what was done to the picture, for the model.
    ///   - about: the same for a program.
    func edit(
        _ picture: Picture, _ mask: EditMask, size: String, note: String?, about: [JSONValue.Member]
    ) async throws -> ToolResult {
        let (image, marks) = await Blocking.run { (picture.png(), mask.png) }
        var attached = Attachments()
        var members = Members()
        for name in EditFields.passed { if let value = self[name] { members[name] = value.raw } }
        members.set("image", .string(attached.add(.png("image.png", image))))
        members.set("mask", .string(attached.add(.png("mask.png", marks))))
        members.set("size", .string(size))
        return try await run("image-edit", members, attached: attached).annotated(note, about)
    }
}

extension FileBridge.File {
    fileprivate static func png(_ name: String, _ content: [UInt8]) -> FileBridge.File {
        FileBridge.File(name: name, mediaType: "image/png", content: .bytes(content))
    }
}
