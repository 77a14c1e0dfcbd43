import Gateway
import Imaging
import JSON
import Testing

@testable import Servers

/// What is sent to have a part redrawn: the picture, and the mask that was given or made.
@Suite struct InpaintTests {
    private func bench() async throws -> Workbench {
        try await Workbench(
            PictureArgument.edited,
            with: .init(
                servers: ["images"], adjust: { $0.files = FileBridge(roots: [], sizeLimit: nil, source: nil) }))
    }

    private func call(_ bench: Workbench, _ picture: Picture, _ further: String) async throws -> Outcome {
        try await bench.call(
            "image-inpaint", #"{"prompt":"a cat","image":"\#(PictureArgument.uri(picture))",\#(further)}"#)
    }

    /// The columns and rows that a mask redraws, from first to last.
    private func redrawn(_ mask: Picture) -> String {
        let clear = (0..<mask.height).flatMap { y in
            (0..<mask.width).compactMap { x in mask[x, y].alpha == 0 ? (x, y) : nil }
        }
        let (xs, ys) = (clear.map(\.0), clear.map(\.1))
        return "\(clear.count): \(xs.min() ?? -1)-\(xs.max() ?? -1), \(ys.min() ?? -1)-\(ys.max() ?? -1)"
    }

    @Test(
        "rectangles in pixels or shares become the mask",
        arguments: [
            (#""rectangle":{"x":2,"y":3,"width":4,"height":5}"#, "20: 2-5, 3-7"),
            (#""rectangle":{"x":0.5,"y":0,"width":0.5,"height":1}"#, "200: 20-39, 0-9"),
            (
                #""rectangles":[{"x":0,"y":0,"width":2,"height":2},{"x":38,"y":8,"width":20,"height":20}]"#,
                "8: 0-39, 0-9"
            ),
            (#""rectangle":{"x":1.5,"y":1.5,"width":2,"height":2}"#, "9: 1-3, 1-3"),
        ])
    func rectangles(_ further: String, _ expected: String) async throws {
        let bench = try await bench()
        let picture = try PictureArgument.picture(40, 10)
        let outcome = try await call(bench, picture, further)
        #expect(!outcome.isError, "\(outcome.texts)")
        let sent = try #require(bench.upstream.calls.first)
        #expect(redrawn(try sent.picture("mask")) == expected)
        #expect(try sent.picture("image") == picture)
        #expect(sent.line == "POST /images/edits" && sent.text("size") == "1536x1024")
        #expect(sent.parts.first { $0.name == "mask" }?.contentType == "image/png")
        #expect(outcome.at("redrawn_share")?.double ?? 0 > 0)
    }

    @Test("a mask is read by its opacity or by black and white", arguments: [true, false])
    func masks(_ isClear: Bool) async throws {
        let bench = try await bench()
        var mask = try Picture(ImageSize(width: 30, height: 30), filledWith: isClear ? .white : .black)
        mask.fill(Rectangle(x: 10, y: 5, width: 4, height: 2), isClear ? .clear : .white)
        let outcome = try await call(
            bench, try PictureArgument.picture(30, 30),
            #""mask":"\#(PictureArgument.uri(mask))","size":"1024x1024","model":"gpt-image-1.5""#)
        #expect(!outcome.isError, "\(outcome.texts)")
        let sent = try #require(bench.upstream.calls.first)
        #expect(redrawn(try sent.picture("mask")) == "8: 10-13, 5-6")
        #expect(sent.text("model") == "gpt-image-1.5" && sent.text("size") == "1024x1024")
        #expect(
            outcome.texts[0]
                == "Of the mask, \(isClear ? "transparent areas are redrawn" : "white areas are redrawn, black ones are kept")."
        )
    }

    @Test("an image larger than any model draws is scaled, with its mask")
    func large() async throws {
        let bench = try await bench()
        let picture = try Picture(ImageSize(width: 100, height: 4320), filledWith: .white)
        let outcome = try await call(bench, picture, #""rectangle":{"x":0,"y":2160,"width":100,"height":2160}"#)
        let sent = try #require(bench.upstream.calls.first)
        #expect(try sent.picture("image").size == ImageSize(width: 89, height: 3840))
        #expect(redrawn(try sent.picture("mask")) == "\(89 * 1920): 0-88, 1920-3839")
        #expect(outcome.texts[0] == "The image was scaled from 100x4320 to 89x3840.")
    }

    @Test(
        "what cannot be redrawn is refused before anything is paid",
        arguments: [
            (#""n":1"#, "what to redraw"),
            (#""rectangle":{"x":0,"y":0,"width":1,"height":1},"rectangles":[]"#, "`rectangles`"),
            (#""rectangle":{"x":0,"y":0,"width":0,"height":1}"#, "has no area"),
            (#""rectangle":{"x":50,"y":50,"width":5,"height":5}"#, "is not on the picture"),
            (#""mask":"MASK""#, "mask has 7x7 pixels and the image 20x20"),
            (#""mask":"\#(PictureArgument.webP)""#, "`mask`"),
            (#""rectangle":{"x":0,"y":0,"width":1,"height":1},"size":"huge""#, "no size"),
        ])
    func refused(_ further: String, _ reason: String) async throws {
        let bench = try await bench()
        let mask = PictureArgument.uri(try Picture(ImageSize(width: 7, height: 7), filledWith: .clear))
        let outcome = try await call(
            bench, try PictureArgument.picture(20, 20), further.replacing("MASK", with: mask))
        #expect(outcome.isError && outcome.texts[0].contains(reason), "\(outcome.texts)")
        #expect(bench.upstream.calls.isEmpty)
    }
}
