import Catalogue

/// What OpenAI has switched off or will, in the order of the days.
public struct Sunsets: Sendable {
    /// One endpoint or model that ends.
    public struct Entry: Sendable, Hashable {
        /// What it is.
        public enum Subject: String, Sendable {
            case endpoint, model
        }

        public let subject: Subject
        /// `POST /threads` or the id of a model.
        public let name: String
        /// ISO day; nil where it is gone or going and no source says when.
        public let date: String?
        /// What to use instead; nil where there is nothing.
        public let successor: String?

        /// Whether it has ended by an ISO day.
        public func isOver(on day: String) -> Bool { date.map { $0 <= day } ?? (subject == .model) }
    }

    /// By date; what has none comes first.
    public let entries: [Entry]

    /// Everything that the catalogue and its table of models know.
    public static let known: Sunsets = {
        let endpoints = Catalogue.endpoints.compactMap { endpoint -> Entry? in
            guard case .deprecated(let date, let successor) = endpoint.lifecycle else { return nil }
            return Entry(
                subject: .endpoint, name: "\(endpoint.method.rawValue) \(endpoint.path)", date: date,
                successor: successor)
        }
        let models = ModelLifecycle.shutdowns.map {
            Entry(subject: .model, name: $0.model, date: $0.date, successor: $0.successor)
        }
        return Sunsets(entries: endpoints + models)
    }()

    private init(entries: [Entry]) {
        self.entries = entries.sorted {
            ($0.date ?? "", $0.subject.rawValue, $0.name) < ($1.date ?? "", $1.subject.rawValue, $1.name)
        }
    }

    /// Only those models that an account has, and only the endpoints whose end is still to come.
    public func concerning(models: Set<String>, on day: String) -> Sunsets {
        Sunsets(
            entries: entries.filter { entry in
                switch entry.subject {
                case .model: models.contains(entry.name)
                case .endpoint: !entry.isOver(on: day)
                }
            })
    }
}
