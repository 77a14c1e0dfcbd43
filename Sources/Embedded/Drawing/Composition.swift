import Imaging

/// A picture composed from the hash of a prompt: the same words, the same picture.
///
/// Words for colours, places and hours choose the palette; the rest is drawn by lot.
struct Composition: Sendable {
    let width: Int
    let height: Int
    let isTransparent: Bool
    private let sky: (top: Colour, bottom: Colour)
    private let figures: [Figure]

    init(prompt: String, seed: UInt64, width: Int, height: Int, isTransparent: Bool) {
        self.width = width
        self.height = height
        self.isTransparent = isTransparent
        var identity = Identity(seed: Identity.hash(prompt.utf8, basis: seed))
        let palette = Palette(prompt: prompt, identity: &identity)
        sky = palette.sky
        var composer = Composer(width: width, height: height, palette: palette, identity: identity)
        figures = composer.figures()
    }

    /// The picture as PNG; with a share below 1 only the first of its figures are there yet.
    func png(share: Double = 1) -> [UInt8] {
        let shown = figures.prefix(Int((Double(figures.count) * share).rounded(.up)))
        return PNG.encode(width: width, height: height, hasAlpha: isTransparent) { y, row in
            let brush = Brush(row: row, channels: isTransparent ? 4 : 3)
            if isTransparent {
                row.update(repeating: 0)
            } else {
                let share = Double(y) / Double(max(1, height - 1))
                brush.fill(0..<width, sky.top.mixed(with: sky.bottom, share))
            }
            for figure in shown { figure.paint(y, brush) }
        }
    }
}

/// Colours that go together.
struct Palette: Sendable {
    let hue: Double
    /// Whether the prompt names a thing that is seen outdoors.
    let isScenery: Bool
    let isDark: Bool
    let sky: (top: Colour, bottom: Colour)

    init(prompt: String, identity: inout Identity) {
        let words = Words.all(prompt)
        let named = words.lazy.compactMap { Self.hues[$0] }.first
        hue = named ?? identity.unit() * 360
        isScenery = words.contains { Self.sceneryWords.contains($0) }
        isDark = words.contains { Self.darkWords.contains($0) } || (named == nil && identity.unit() < 0.3)
        // From a warm ground the sky turns to rose rather than to green.
        let turn = (25 + identity.unit() * 30) * (hue < 60 ? -1 : 1)
        sky = (
            top: Colour(hue: hue + turn, saturation: 0.55, lightness: isDark ? 0.10 : 0.55),
            bottom: Colour(hue: hue, saturation: 0.65, lightness: isDark ? 0.30 : 0.85)
        )
    }

    /// A colour of the family; `depth` 0 is near the sky, 1 is far from it.
    func colour(depth: Double, turn: Double = 0) -> Colour {
        let lightness = isDark ? 0.30 - 0.2 * depth : 0.66 - 0.42 * depth
        return Colour(hue: hue + turn, saturation: 0.45 + 0.2 * depth, lightness: lightness)
    }

    private var isWarm: Bool { hue < 60 }

    /// A colour that stands out: pale gold among warm colours, else the opposite one.
    var accent: Colour {
        Colour(hue: isWarm ? 50 : hue + 165, saturation: 0.85, lightness: isDark ? 0.72 : isWarm ? 0.78 : 0.60)
    }

    private static let darkWords: Set<String> = [
        "night", "dark", "space", "moon", "midnight", "star", "stars", "galaxy",
    ]
    private static let sceneryWords: Set<String> = [
        "sunset", "sunrise", "sea", "ocean", "mountain", "mountains", "hill", "hills", "landscape", "forest", "desert",
        "sky", "night", "island", "valley", "field", "snow", "moon", "beach",
    ]
    private static let hues: [String: Double] = [
        "red": 0, "fire": 10, "sunset": 16, "autumn": 24, "orange": 30, "desert": 36, "sunrise": 40, "gold": 46,
        "golden": 46, "yellow": 52, "spring": 95, "green": 130, "forest": 135, "jungle": 140, "teal": 176,
        "winter": 200,
        "snow": 200, "ocean": 204, "sea": 204, "water": 204, "sky": 208, "blue": 215, "night": 232, "space": 245,
        "violet": 270, "purple": 280, "pink": 330, "rose": 342,
    ]
}
