import Imaging

/// Arranges figures: hills under a sun, rings, or a patchwork of discs.
struct Composer: Sendable {
    let width: Int
    let height: Int
    let palette: Palette
    var identity: Identity

    /// Figures from back to front.
    mutating func figures() -> [Figure] {
        switch palette.isScenery ? 0 : identity.next() % 3 {
        case 0: landscape()
        case 1: rings()
        default: patchwork()
        }
    }

    private var size: Double { Double(min(width, height)) }

    private func disc(
        _ x: Double, _ y: Double, _ radius: Double, _ colour: Colour, hole: Double = 0, opacity: Double = 1
    ) -> Figure {
        Figure(
            .disc(x: x, y: y, radius: radius, hole: hole), top: colour,
            bottom: colour.mixed(with: palette.sky.bottom, 0.25), opacity: opacity, height: height)
    }

    private mutating func landscape() -> [Figure] {
        let x = Double(width) * (0.2 + 0.6 * identity.unit())
        let y = Double(height) * (0.2 + 0.2 * identity.unit())
        let radius = size * (0.08 + 0.06 * identity.unit())
        var figures = palette.isDark ? stars(count: 40) : []
        figures.append(disc(x, y, radius * 1.7, palette.accent, opacity: 0.18))
        figures.append(disc(x, y, radius, palette.accent))
        for layer in 0..<4 {
            let depth = Double(layer) / 3
            let line = Figure.hillLine(
                width: width, base: Double(height) * (0.52 + 0.13 * Double(layer)),
                height: size * (0.07 - 0.008 * Double(layer)),
                identity: &identity)
            let colour = palette.colour(depth: depth, turn: 14 * depth)
            figures.append(
                Figure(.hills(line), top: colour, bottom: colour.mixed(with: palette.sky.bottom, 0.2), height: height))
        }
        return figures
    }

    private mutating func stars(count: Int) -> [Figure] {
        (0..<count).map { _ in
            let light = Colour(hue: palette.hue, saturation: 0.4, lightness: 0.92)
            return disc(
                Double(width) * identity.unit(), Double(height) * 0.55 * identity.unit(),
                size * (0.0012 + 0.0022 * identity.unit()) + 0.4, light)
        }
    }

    private mutating func rings() -> [Figure] {
        let x = Double(width) * (0.35 + 0.3 * identity.unit())
        let y = Double(height) * (0.35 + 0.3 * identity.unit())
        let count = 4 + Int(identity.next() % 3)
        var figures: [Figure] = []
        for ring in (1...count).reversed() {
            let radius = size * 0.46 * Double(ring) / Double(count)
            let colour = palette.colour(depth: 1 - Double(ring) / Double(count), turn: 12 * Double(ring))
            figures.append(disc(x, y, radius, colour, hole: radius * (0.72 + 0.2 * identity.unit())))
        }
        figures.append(disc(x, y, size * 0.05, palette.accent))
        for _ in 0..<count {
            figures.append(
                disc(
                    Double(width) * identity.unit(), Double(height) * identity.unit(),
                    size * (0.015 + 0.05 * identity.unit()),
                    palette.accent, opacity: 0.75))
        }
        return figures
    }

    private mutating func patchwork() -> [Figure] {
        let count = 3 + Int(identity.next() % 3)
        let tile = max(8, (min(width, height) + count - 1) / count)
        var figures: [Figure] = []
        for top in stride(from: 0, to: height, by: tile) {
            for left in stride(from: 0, to: width, by: tile) {
                let depth = identity.unit()
                let colour = palette.colour(depth: depth, turn: 60 * (identity.unit() - 0.5))
                figures.append(
                    Figure(
                        .box(x: left..<min(left + tile, width), y: top..<min(top + tile, height)), top: colour,
                        bottom: colour, opacity: 1, height: height))
                let radius = Double(tile) * (0.2 + 0.28 * identity.unit())
                let mark = identity.unit() < 0.35 ? palette.accent : palette.colour(depth: 1 - depth, turn: 30)
                let hole = identity.unit() < 0.4 ? radius * 0.55 : 0
                figures.append(
                    disc(Double(left) + Double(tile) / 2, Double(top) + Double(tile) / 2, radius, mark, hole: hole))
            }
        }
        return figures
    }
}
