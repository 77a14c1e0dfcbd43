import Catalogue
import Imaging

/// The size at which a model edits a picture.
struct EditCanvas: Sendable {
    private let model: String

    /// - Parameter model: nil: the server's default.
    init(model: String?) { self.model = model ?? Models.image }

    private static let standard = [
        ImageSize(width: 1024, height: 1024), ImageSize(width: 1536, height: 1024),
        ImageSize(width: 1024, height: 1536),
    ]
    private static let squares = [256, 512, 1024].map { ImageSize(width: $0, height: $0) }
    /// Largest picture that is sent, which keeps the file below the API's 50 MB.
    static let largest = ImageSize(width: 3840, height: 2160)

    /// The size nearest to the one wanted that the model takes.
    func size(for wanted: ImageSize) -> ImageSize {
        if model.hasPrefix("gpt-image-2") {
            let raised = wanted.roundedUp(toMultipleOf: 16)
            return Self.isFree(raised) ? raised : wanted.best(of: Self.standard) ?? raised
        }
        if ModelTraits.takesCurrentImageOptions(model) { return wanted.best(of: Self.standard) ?? wanted }
        if model == "dall-e-2" { return wanted.best(of: Self.squares) ?? wanted }
        // Of other models nothing is known.
        return wanted
    }

    /// Whether the newer models draw this size: multiples of 16 within 1:3 and 3:1, as large as is no experiment, and not
    /// so small that they would refuse it.
    private static func isFree(_ size: ImageSize) -> Bool {
        size.width <= 3 * size.height && size.height <= 3 * size.width && max(size.width, size.height) <= 3840
            && (1024 * 1024...2560 * 1440).contains(size.area)
    }
}
