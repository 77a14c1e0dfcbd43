import Catalogue
import Gateway
import Imaging
import JSON
import MCP

/// Redraws a part of a picture that a mask or rectangles mark.
struct Inpaint: Sendable {
    let work: Work

    private static let rectangle = Shape.object([
        .number("x", "From the left.", .required), .number("y", "From the top.", .required),
        .number("width", "Width.", .required), .number("height", "Height.", .required),
    ])

    static let tool = ComposedTool(
        "image-inpaint", "Redraw a part of an image and keep the rest.", .computes,
        [EditFields.image] + EditFields.fields + [
            .file("mask", "Image of the same size: transparent, or white on black, where to redraw."),
            Field("rectangle", "Instead, the part in pixels, or with no number above 1 in shares.", rectangle),
            .array("rectangles", "Instead, several parts.", of: rectangle, count: 1...100),
            .string("size", "Width by height of the result; by the image's shape if left out."),
        ], billable: true, readOnly: false, idempotent: false
    ) { work in
        try await Inpaint(work: work).result()
    }

    func result() async throws -> ToolResult {
        let given = ["mask", "rectangle", "rectangles"].filter { work[$0] != nil }
        guard given.count == 1 else {
            throw ArgumentFault("It is not said what to redraw; give one of `mask`, `rectangle` and `rectangles`.")
        }
        let size = work["size"]?.string
        guard size.map({ $0 == "auto" || ImageSize($0) != nil }) ?? true else {
            throw ArgumentFault("`size` is no size; give width by height such as 1536x1024.")
        }
        var picture = try await work.picture(work["image"]?.string ?? "", named: "image")
        var marks: Picture?
        if let argument = work["mask"]?.string { marks = try await work.picture(argument, named: "mask") }
        let original = picture.size
        let (mask, reading): (EditMask, MaskReading?)
        do {
            (picture, mask, reading) = try await Blocking.run { [picture, marks] in try fit(picture, marks) }
        } catch let error as ImageError {
            throw ArgumentFault(error.message)
        }
        let canvas = size ?? EditCanvas(model: work["model"]?.string).size(for: picture.size).description
        let scaled = picture.size == original ? nil : "The image was scaled from \(original) to \(picture.size)."
        let read = reading.map { "Of the mask, \($0)." }
        let note = [scaled, read].compactMap { $0 }.joined(separator: " ")
        return try await work.edit(
            picture, mask, size: canvas, note: note.isEmpty ? nil : note,
            about: [.init("redrawn_share", .double((mask.redrawnShare * 1e4).rounded() / 1e4))])
    }

    /// The picture as it is sent, and its mask; a large picture becomes smaller, as no model draws that many pixels.
    private func fit(_ picture: Picture, _ marks: Picture?) throws -> (Picture, EditMask, MaskReading?) {
        let size = picture.size
        let largest =
            size.width >= size.height
            ? EditCanvas.largest : ImageSize(width: EditCanvas.largest.height, height: EditCanvas.largest.width)
        let target = size.width > largest.width || size.height > largest.height ? size.fitted(in: largest) : size
        let sent = try picture.resized(to: target)
        guard let marks else {
            return (sent, try EditMask(redrawing: try rectangles(on: size, sentAs: target), of: target), nil)
        }
        // One of another size is refused in the sizes that the caller knows.
        let fits = marks.size == size
        let (mask, reading) = try EditMask.reading(
            fits ? try marks.resized(to: target) : marks, for: fits ? target : size)
        return (sent, mask, reading)
    }

    // MARK: Rectangles

    private func rectangles(on size: ImageSize, sentAs target: ImageSize) throws -> [Rectangle] {
        let views = work["rectangle"].map { [$0] } ?? work["rectangles"].map { Array($0.elements) } ?? []
        return try views.map { view in
            var numbers = ["x", "y", "width", "height"].map { view[$0]?.double ?? 0 }
            let isShare = numbers.allSatisfy { (0...1).contains($0) }
            let scale =
                isShare
                ? (Double(target.width), Double(target.height))
                : (Double(target.width) / Double(size.width), Double(target.height) / Double(size.height))
            guard numbers.allSatisfy({ $0.magnitude < 1e6 }), numbers[2] > 0, numbers[3] > 0 else {
                throw ArgumentFault("A rectangle has no area on the image; give `width` and `height` above 0.")
            }
            numbers = [numbers[0] * scale.0, numbers[1] * scale.1, numbers[2] * scale.0, numbers[3] * scale.1]
            // What is touched is redrawn.
            let (left, top) = (numbers[0].rounded(.down), numbers[1].rounded(.down))
            let right = max(left + 1, (numbers[0] + numbers[2]).rounded(.up))
            let bottom = max(top + 1, (numbers[1] + numbers[3]).rounded(.up))
            return Rectangle(x: Int(left), y: Int(top), width: Int(right - left), height: Int(bottom - top))
        }
    }
}
