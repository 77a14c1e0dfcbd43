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

    fileprivate static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// A day of the Gregorian calendar.
struct CivilDate: CustomStringConvertible {
    let year: Int
    let month: Int
    let day: Int

    /// The day of a moment, UTC. The count of days is turned into a date by eras of 400 years that begin in March, so
    /// that the leap day is the last of its year.
    init(secondsSince1970 seconds: Double) {
        let days = Int((seconds / 86_400).rounded(.down)) + 719_468
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shifted + 2) / 5 + 1
        month = shifted < 10 ? shifted + 3 : shifted - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var description: String { "\(year)-\(UTC.twoDigits(month))-\(UTC.twoDigits(day))" }
}
