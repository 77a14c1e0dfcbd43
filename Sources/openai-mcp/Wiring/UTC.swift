import Gateway

/// The clock on the wall, UTC, as text.
enum UTC {
    /// The day, ISO 8601.
    static var day: String { CivilDate(secondsSince1970: Surroundings.real.now()).description }

    /// The second, RFC 3339.
    static var timestamp: String {
        let now = Surroundings.real.now()
        let second = Int(now) % 86_400
        let parts = [second / 3600, second / 60 % 60, second % 60].map(twoDigits)
        return "\(CivilDate(secondsSince1970: now))T\(parts.joined(separator: ":"))Z"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
