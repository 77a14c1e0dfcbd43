/// Whether OpenAI still serves a model.
public enum ModelLifecycle {
    /// Where a model stands on a day.
    public enum Status: Sendable, Hashable {
        /// No shutdown is known.
        case alive
        /// Answers until `date` (ISO).
        case retiring(date: String, successor: String?)
        /// Answers no more; `date` is nil where no source gives one.
        case retired(date: String?, successor: String?)
    }

    /// The status of a model on an ISO day such as `2026-11-21`; an unknown model counts as alive.
    ///
    /// The day is asked for only where it matters: nearly every call names a model that is in no table.
    public static func status(of model: String, on day: @autoclosure () -> String) -> Status {
        guard let entry = entries[model] else { return .alive }
        if let date = entry.date, date > day() { return .retiring(date: date, successor: entry.successor) }
        return .retired(date: entry.date, successor: entry.successor)
    }

    /// Every model with a shutdown, and its date where one is known.
    public static var shutdowns: [(model: String, date: String?, successor: String?)] {
        Retirement.table.flatMap { entry in entry.models.map { ($0, entry.date, entry.successor) } }
    }

    private static let entries: [String: Retirement] = Dictionary(
        Retirement.table.flatMap { entry in entry.models.map { ($0, entry) } }, uniquingKeysWith: { first, _ in first })
}
