import Catalogue
import Gateway
import Imaging
import JSON
import MCP

/// Draws what lies beyond the edges of a picture: the canvas and the mask are made here.
struct Outpaint: Sendable {
    let work: Work

    static let tool = ComposedTool(
        "image-outpaint", "Extend an image beyond its edges.", .computes,
        [EditFields.image] + EditFields.fields + [
            .integer("left", "Pixels to add on the left.", within: 0...8192),
            .integer("right", "Pixels to add on the right.", within: 0...8192),
            .integer("top", "Pixels to add above.", within: 0...8192),
            .integer("bottom", "Pixels to add below.", within: 0...8192),
            .string(
                "direction", "Instead, where to extend.",
                oneOf: ["left", "right", "up", "down", "horizontal", "vertical", "all"]),
            .number("amount", "With direction, pixels on each side; up to 4 a share of the image.", within: 0...8192),
            .string("size", "Instead, width by height of the whole, with the image in its middle."),
        ], billable: true, readOnly: false, idempotent: false
    ) { work in
        try await Outpaint(work: work).result()
    }

    func result() async throws -> ToolResult {
        let picture = try await work.picture(work["image"]?.string ?? "", named: "image")
        let borders = try borders(around: picture.size)
        let whole = ImageSize(
            width: borders.left + picture.width + borders.right, height: borders.top + picture.height + borders.bottom)
        let canvas = EditCanvas(model: work["model"]?.string).size(for: whole)
        let made: Outpainting
        do {
            // A narrow edge of the image is drawn anew, so that the seam does not show.
            made = try await Blocking.run {
                try Outpainting(
                    picture, borders: borders, size: canvas, overlap: max(2, min(picture.width, picture.height) / 64))
            }
        } catch let error as ImageError {
            throw ArgumentFault(error.message)
        }
        return try await work.edit(
            made.picture, made.mask, size: canvas.description, note: Self.note(picture.size, whole, made, canvas),
            about: [
                .init(
                    "canvas",
                    [
                        "size": .string(canvas.description), "x": .int(made.part.x), "y": .int(made.part.y),
                        "width": .int(made.part.width), "height": .int(made.part.height),
                    ])
            ])
    }

    private static func note(
        _ image: ImageSize, _ whole: ImageSize, _ made: Outpainting, _ canvas: ImageSize
    ) -> String? {
        guard made.part.size != image || canvas != whole else { return nil }
        let scaled = made.part.size == image ? "kept at \(image)" : "scaled from \(image) to \(made.part.size)"
        return "The model draws \(canvas) where \(whole) was asked for, so the image was \(scaled)."
    }

    // MARK: Borders

    private func borders(around image: ImageSize) throws -> Borders {
        let sides = ["left", "right", "top", "bottom"]
        let given = [
            sides.contains { work[$0] != nil }, work["direction"] != nil || work["amount"] != nil, work["size"] != nil,
        ]
        guard given.filter(\.self).count == 1 else {
            throw ArgumentFault(
                "Say in one way how far to extend: by `left`, `right`, `top` and `bottom`, by `direction` and `amount`, or by `size`."
            )
        }
        let borders = given[0] ? named(sides) : given[1] ? try directed(image) : try centred(image)
        guard borders != Borders() else {
            throw ArgumentFault("There is nothing to extend; give at least one pixel on one side.")
        }
        return borders
    }

    private func named(_ sides: [String]) -> Borders {
        let pixels = sides.map { work[$0]?.int ?? 0 }
        return Borders(left: pixels[0], right: pixels[1], top: pixels[2], bottom: pixels[3])
    }

    private func directed(_ image: ImageSize) throws -> Borders {
        guard let direction = work["direction"]?.string, let amount = work["amount"]?.double else {
            throw ArgumentFault("`direction` and `amount` belong together; give both.")
        }
        func pixels(_ side: Int) -> Int { Int((amount <= 4 ? amount * Double(side) : amount).rounded()) }
        let (across, down) = (pixels(image.width), pixels(image.height))
        return Borders(
            left: ["left", "horizontal", "all"].contains(direction) ? across : 0,
            right: ["right", "horizontal", "all"].contains(direction) ? across : 0,
            top: ["up", "vertical", "all"].contains(direction) ? down : 0,
            bottom: ["down", "vertical", "all"].contains(direction) ? down : 0)
    }

    private func centred(_ image: ImageSize) throws -> Borders {
        guard let size = work["size"]?.string.flatMap({ ImageSize($0) }) else {
            throw ArgumentFault("`size` is no size; give width by height such as 1536x1024.")
        }
        guard size.width >= image.width, size.height >= image.height else {
            throw ArgumentFault("`size` is smaller than the image of \(image) pixels; give one that holds it.")
        }
        let (across, down) = (size.width - image.width, size.height - image.height)
        return Borders(left: across / 2, right: across - across / 2, top: down / 2, bottom: down - down / 2)
    }
}
