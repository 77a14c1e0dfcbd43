/// A colour with channels in 0...255.
public struct Colour: Sendable, Hashable {
    /// Red.
    public var red: Double
    /// Green.
    public var green: Double
    /// Blue.
    public var blue: Double

    /// From its channels.
    public init(red: Double, green: Double, blue: Double) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// From hue in degrees, saturation and lightness in 0...1.
    public init(hue: Double, saturation: Double, lightness: Double) {
        let chroma = (1 - (2 * lightness - 1).magnitude) * saturation
        func channel(_ shift: Double) -> Double {
            let sector = ((hue + shift) / 60).truncatingRemainder(dividingBy: 6)
            let place = sector < 0 ? sector + 6 : sector
            let share = max(0, min(1, min(place, 4 - place)))
            return 255 * (lightness + chroma * (share - 0.5))
        }
        self.init(red: channel(120), green: channel(0), blue: channel(240))
    }

    /// The colour at a share of the way to another.
    public func mixed(with other: Colour, _ share: Double) -> Colour {
        Colour(
            red: red + (other.red - red) * share, green: green + (other.green - green) * share,
            blue: blue + (other.blue - blue) * share)
    }

    /// Red, green and blue as bytes.
    public var bytes: (UInt8, UInt8, UInt8) { (Self.byte(red), Self.byte(green), Self.byte(blue)) }

    private static func byte(_ value: Double) -> UInt8 { UInt8(max(0, min(255, value.rounded()))) }
}
