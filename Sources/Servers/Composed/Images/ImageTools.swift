import Catalogue
import Gateway
import JSON

/// Tools of the images server that are more than one call.
enum ImageTools {
    static let all: [ComposedTool] = [generateVariations]

    private static let generateVariations = ComposedTool(
        "image-generate-variations", "Draw variations of an image.", .computes,
        [
            .file("image", "Image file: path, URL or data URI.", .required),
            .model("Id of the image model; the server has a default.", .unlisted),
            .integer("n", "How many images.", within: 1...10), .string("size", "Width by height in pixels."),
        ], billable: true, readOnly: false, idempotent: false
    ) { work in
        try await Variations.run(work, ChatTools.members(work, "image", "model", "n", "size"))
    }
}
