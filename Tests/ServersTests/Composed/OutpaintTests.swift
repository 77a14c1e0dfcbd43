import Gateway
import Imaging
import JSON
import Testing

@testable import Servers

/// What is sent to have a picture extended: the canvas, and the mask of its free part.
@Suite struct OutpaintTests {
    private func bench() async throws -> Workbench {
        try await Workbench(
            PictureArgument.edited,
            with: .init(
                servers: ["images"], adjust: { $0.files = FileBridge(roots: [], sizeLimit: nil, source: nil) }))
    }

    private func arguments(_ picture: Picture, _ further: String) -> String {
        #"{"prompt":"a beach","image":"\#(PictureArgument.uri(picture))",\#(further)}"#
    }

    @Test("a canvas that the model can draw keeps every pixel")
    func exact() async throws {
        let bench = try await bench()
        let picture = try PictureArgument.picture(1040, 1024)
        let outcome = try await bench.call(
            "image-outpaint", arguments(picture, #""left":160,"right":80,"top":0,"bottom":16,"n":2,"quality":"low""#))
        #expect(!outcome.isError, "\(outcome.texts)")
        let call = try #require(bench.upstream.calls.first)
        #expect(call.line == "POST /images/edits" && call.text("size") == "1280x1040")
        #expect(call.text("prompt") == "a beach" && call.text("n") == "2" && call.text("quality") == "low")
        let (canvas, mask) = (try call.picture("image"), try call.picture("mask"))
        #expect(canvas.size == ImageSize(width: 1280, height: 1040) && mask.size == canvas.size)
        #expect(canvas[160, 0] == picture[0, 0] && canvas[1199, 1023] == picture[1039, 1023])
        #expect(canvas[159, 5].alpha == 0 && canvas[1200, 5].alpha == 0 && canvas[600, 1024].alpha == 0)
        // A narrow edge is drawn anew, but not where the image ends with the canvas.
        #expect(mask[0, 0].alpha == 0 && mask[160, 500].alpha == 0 && mask[175, 500].alpha == 0)
        #expect(mask[176, 500].alpha == 255 && mask[600, 0].alpha == 255 && mask[600, 1023].alpha == 0)
        #expect(outcome.texts.first?.hasPrefix("Image saved as") == true)
        #expect(
            outcome.at("canvas").map { String(decoding: $0.raw, as: UTF8.self) }
                == #"{"size":"1280x1040","x":160,"y":0,"width":1040,"height":1024}"#)
        #expect(outcome.at("data.0.b64_json.path") != nil || outcome.at("data.0")?.count ?? 0 > 0)
    }

    @Test(
        "other sizes become the nearest that the model draws, and that is said",
        arguments: [
            (#""left":100,"model":"gpt-image-1.5""#, "1536x1024", "scaled from 100x100"),
            (#""top":200,"model":"gpt-image-1""#, "1024x1536", "scaled from 100x100"),
            (#""direction":"all","amount":0.5"#, "1024x1024", "scaled from 100x100 to 512x512"),
            (#""direction":"horizontal","amount":2"#, "1536x1024", "scaled from 100x100"),
            (#""size":"300x300","model":"dall-e-2""#, "512x512", "scaled from 100x100"),
            (#""size":"300x200","model":"somebody-elses""#, "300x200", nil),
        ] as [(String, String, String?)])
    func fitted(_ further: String, _ size: String, _ note: String?) async throws {
        let bench = try await bench()
        let outcome = try await bench.call(
            "image-outpaint", arguments(try PictureArgument.picture(100, 100), further))
        #expect(!outcome.isError, "\(outcome.texts)")
        let call = try #require(bench.upstream.calls.first)
        #expect(call.text("size") == size)
        #expect(try call.picture("image").size.description == size)
        #expect(try call.picture("mask").size.description == size)
        let said = outcome.texts.first ?? ""
        #expect(note.map { said.contains($0) } ?? said.hasPrefix("Image saved"), "\(said)")
    }

    @Test(
        "the sides of a direction",
        arguments: [
            ("left", "160x100 60,0"), ("right", "160x100 0,0"), ("up", "100x160 0,60"), ("down", "100x160 0,0"),
            ("horizontal", "220x100 60,0"), ("vertical", "100x220 0,60"), ("all", "220x220 60,60"),
        ])
    func directions(_ direction: String, _ expected: String) async throws {
        let bench = try await bench()
        let outcome = try await bench.call(
            "image-outpaint",
            arguments(
                try PictureArgument.picture(100, 100), #""direction":"\#(direction)","amount":60,"model":"other""#))
        let canvas = outcome.at("canvas")
        #expect(
            "\(canvas?["size"]?.string ?? "") \(canvas?["x"]?.int ?? -1),\(canvas?["y"]?.int ?? -1)" == expected)
    }

    @Test(
        "what cannot be extended is refused before anything is paid",
        arguments: [
            ("", "in one way"), (#","left":1,"size":"9x9""#, "in one way"), (#","left":0"#, "nothing to extend"),
            (#","direction":"left""#, "belong together"), (#","size":"big""#, "no size"),
            (#","size":"10x10""#, "smaller than the image of 20x20"), (#","left":-1"#, "`left`"),
        ])
    func refused(_ further: String, _ reason: String) async throws {
        let bench = try await bench()
        let image = PictureArgument.uri(try PictureArgument.picture(20, 20))
        let outcome = try await bench.call("image-outpaint", #"{"prompt":"x","image":"\#(image)"\#(further)}"#)
        #expect(outcome.isError && outcome.texts[0].contains(reason), "\(outcome.texts)")
        #expect(bench.upstream.calls.isEmpty)
    }

    @Test("an image of another kind is to be converted", arguments: [PictureArgument.webP, "data:;base64,aGVsbG8="])
    func unreadable(_ image: String) async throws {
        let bench = try await bench()
        let outcome = try await bench.call("image-outpaint", #"{"prompt":"x","image":"\#(image)","left":5}"#)
        #expect(outcome.isError && outcome.texts[0].hasPrefix("`image`: "), "\(outcome.texts)")
        #expect(outcome.texts[0].contains("PNG"), "\(outcome.texts)")
    }
}
