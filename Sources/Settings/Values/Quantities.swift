extension Kind where Value == Duration {
    /// A time above zero; a bare number is seconds.
    static let duration = Kind(
        "SECONDS", "a time above 0 and up to a year, such as 30 (seconds), 500ms, 2m or 1h", .quantity,
        write: \.asSetting
    ) { text in Duration(setting: text).flatMap { $0 > .zero ? $0 : nil } }

    /// A time, or zero for none.
    static let durationOrZero = Kind(
        "SECONDS", "a time from 0 up to a year, such as 30 (seconds), 500ms, 2m or 1h", .quantity, write: \.asSetting
    ) { Duration(setting: $0) }
}

extension Duration {
    private static let units: [(name: String, milliseconds: Double)] = [
        ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]

    /// Reads `30`, `1.5s`, `500ms`, `2m`, `1h`; at most a year, to the millisecond.
    init?(setting text: String) {
        let (number, unit) = text.splitUnit
        guard let scale = unit.isEmpty ? 1000 : Self.units.first(where: { $0.name == unit })?.milliseconds,
            let value = Double(decimal: number), value * scale <= 365 * 86_400_000
        else { return nil }
        self = .milliseconds(Int64((value * scale).rounded()))
    }

    /// The shortest text that reads as this time.
    var asSetting: String {
        let milliseconds = self / .milliseconds(1)
        let unit = Self.units.first { milliseconds > 0 && milliseconds.remainder(dividingBy: $0.milliseconds) == 0 }
        return unit.map { "\(Int(milliseconds / $0.milliseconds))\($0.name)" } ?? "0"
    }
}

extension Kind where Value == Int {
    /// A time in days, up to ten years.
    static let days = Kind("DAYS", "a whole number of days from 0 to 3650", .integer(0...3650)) { text in
        Int(text).flatMap { (0...3650).contains($0) ? $0 : nil }
    }

    /// A number of bytes.
    static let size = Kind(
        "SIZE", "a size above 0 and up to 1TiB, such as 1048576 (bytes), 500KB, 16MB or 16MiB", .quantity,
        write: writeSize
    ) { text in
        let (number, unit) = text.splitUnit
        guard let scale = unit.isEmpty ? 1 : sizeUnits.first(where: { $0.name.lowercased() == unit })?.bytes,
            let value = Double(decimal: number), (1...Double(1 << 40)).contains(value * Double(scale))
        else { return nil }
        return Int(value * Double(scale))
    }

    private static var sizeUnits: [(name: String, bytes: Int)] {
        [
            ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
            ("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1000), ("B", 1),
        ]
    }

    @Sendable private static func writeSize(_ bytes: Int) -> String {
        let unit = sizeUnits.first { bytes > 0 && bytes % $0.bytes == 0 }
        return unit.map { "\(bytes / $0.bytes)\($0.name)" } ?? "0"
    }
}

extension String {
    /// A leading number, and the unit after it in small letters.
    fileprivate var splitUnit: (number: Substring, unit: String) {
        let number = prefix { $0.isASCII && $0.isNumber || $0 == "." }
        return (number, String(self[number.endIndex...]).trimmed.lowercased())
    }
}
