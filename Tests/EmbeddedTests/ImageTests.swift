import Catalogue
import Gateway
import Imaging
import JSON
import Testing

@testable import Embedded

@Suite struct ImageTests {
    private func draw(_ members: [JSONValue.Member]) async throws -> JSONView {
        try await stillProvider().ask("POST", "/images/generations", .object([.init("model", "gpt-image-2")] + members))
            .root
    }

    private func bytes(_ root: JSONView, _ index: Int = 0) throws -> [UInt8] {
        try #require(root[["data", "\(index)", "b64_json"]]?.string.flatMap { Base64.decode($0.utf8) })
    }

    @Test(arguments: ["sunset over the sea", "night city", "a poster", "tulips", "a red fox", ""], [false, true])
    func picturesDecode(_ prompt: String, _ isTransparent: Bool) throws {
        let composition = Composition(prompt: prompt, seed: 3, width: 83, height: 61, isTransparent: isTransparent)
        let read = try Picture(decoding: composition.png())
        #expect(read.size == ImageSize(width: 83, height: 61))
        #expect(composition.png()[25] == (isTransparent ? 6 : 2), "the colour type has alpha or not")
        #expect(Set(read.bytes).count > 8, "there is something to see")
        #expect(ImageHeader(composition.png())?.size == read.size)
    }

    @Test func theSamePromptGivesTheSamePicture() async throws {
        let small: JSONValue.Member = .init("size", "64x64")
        let first = try bytes(try await draw([.init("prompt", "a fox"), small]))
        #expect(first == (try bytes(try await draw([.init("prompt", "a fox"), small]))))
        #expect(first != (try bytes(try await draw([.init("prompt", "a wolf"), small]))))
        let two = try await draw([.init("prompt", "a fox"), small, .init("n", 2)])
        #expect(try bytes(two, 0) == first)
        #expect(try bytes(two, 1) != first)
    }

    @Test func fullSizeIsSmall() async throws {
        let root = try await draw([.init("prompt", "a red fox in the snow"), .init("quality", "low")])
        let png = try bytes(root)
        #expect(ImageHeader(png).map { [$0.width, $0.height] } == [1024, 1024])
        #expect(png.count < 150_000)
        #expect(root[["usage", "output_tokens"]]?.int == 272)
    }

    @Test func partialImagesComeFirst() async throws {
        let reply = try await stillProvider().ask(
            "POST", "/images/generations",
            ["model": "gpt-image-2", "prompt": "tulips", "size": "64x64", "stream": true, "partial_images": 2])
        let events = try reply.events
        #expect(
            events.map(\.type) == [
                "image_generation.partial_image", "image_generation.partial_image", "image_generation.completed",
            ])
        let images = events.compactMap { $0.data["b64_json"]?.string.flatMap { Base64.decode($0.utf8) } }
        for image in images { #expect(try Picture(decoding: image).height == 64) }
        #expect(Set(images).count == 3)
        #expect(images.last == (try bytes(try await draw([.init("prompt", "tulips"), .init("size", "64x64")]))))
    }

    @Test func editsDependOnTheImage() async throws {
        func edit(_ image: [UInt8], asJSON: Bool) async throws -> JSONView {
            if asJSON {
                let url = JSONValue.string("data:image/png;base64,\(Base64.text(image))")
                return try await stillProvider().ask(
                    "POST", "/images/edits", ["prompt": "blue", "images": [["image_url": url]], "size": "32x32"]
                ).root
            }
            let body =
                Array("--xyz\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\nblue\r\n".utf8)
                + Array("--xyz\r\nContent-Disposition: form-data; name=\"size\"\r\n\r\n32x32\r\n".utf8)
                + Array("--xyz\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n1\r\n".utf8)
                + Array("--xyz\r\nContent-Disposition: form-data; name=\"image[]\"; filename=\"a;b.png\"\r\n".utf8)
                + Array("Content-Type: image/png\r\n\r\n".utf8) + image + Array("\r\n--xyz--\r\n".utf8)
            let answer = try await stillProvider().answer(
                method: "POST", path: "/v1/images/edits",
                headers: Headers([("Content-Type", "multipart/form-data; boundary=xyz")]), body: body)
            return try JSONDocument(try await answer.body.whole()).root
        }
        let one = Composition(prompt: "1", seed: 0, width: 20, height: 20, isTransparent: false).png()
        let two = Composition(prompt: "2", seed: 0, width: 20, height: 20, isTransparent: false).png()
        let first = try bytes(try await edit(one, asJSON: false))
        #expect(first == (try bytes(try await edit(one, asJSON: true))))
        #expect(first != (try bytes(try await edit(two, asJSON: true))))
        #expect(try await edit([1, 2, 3], asJSON: true)[["error", "code"]]?.string == "invalid_image_file")
    }

    @Test func aFileOnDiskIsAsGoodAsBytes() async throws {
        let image = Composition(prompt: "1", seed: 0, width: 20, height: 20, isTransparent: false).png()
        var file = try TemporaryFile()
        try file.append([1, 2, 3] + image)
        let stretch = FileContent.file(try file.finish()).slice(3..<image.count + 3)
        #expect(try await variation(stretch).status == 200)
        #expect(try await variation(.bytes([1, 2, 3])).status == 400)
    }

    @Test func filesAreBounded() async throws {
        var file = try TemporaryFile()
        try file.append([UInt8](repeating: 1, count: 1 << 20))
        let part = Part("image[]", filename: "a", content: .file(try file.finish()))
        let endpoint = Endpoint("image-edit", .post, "/images/edits", "", .computes)
        let call = Call(endpoint, body: .multipart(Array(repeating: part, count: 66)))
        #expect(try await stillProvider().send(call).status == 413)
    }

    private func variation(_ image: FileContent) async throws -> Answer {
        let endpoint = Endpoint("image-variation", .post, "/images/variations", "", .computes)
        let part = Part("image", filename: "a.png", contentType: "image/png", content: image)
        return try await stillProvider().send(Call(endpoint, body: .multipart([part])))
    }

    @Test func variationsTakeOnlyAnImage() async throws {
        let image = Composition(prompt: "1", seed: 0, width: 20, height: 20, isTransparent: false).png()
        let endpoint = Endpoint("image-variation", .post, "/images/variations", "", .computes)
        let parts = [
            Part("image", filename: "a.png", contentType: "image/png", content: image),
            Part("size", content: Array("32x32".utf8)), Part("response_format", content: Array("url".utf8)),
        ]
        let answer = try await stillProvider().send(Call(endpoint, body: .multipart(parts)))
        let root = try JSONDocument(try await answer.body.whole()).root
        let url = try #require(root[["data", "0", "url"]]?.string)
        #expect(try Picture(decoding: try #require(DataURI(url)).bytes).width == 32)
    }
}
