import Gateway
import Settings

extension TransformRules {
    init(_ entries: [TransformEntry]) { self.init(entries.map { TransformRule($0) }) }
}

extension TransformRule {
    init(_ entry: TransformEntry) {
        self.init(
            models: entry.models.map { Glob($0) }, tools: entry.tools.map { Glob($0) },
            request: entry.request.compactMap { TransformStep($0) },
            response: entry.response.compactMap { TransformStep($0) })
    }
}

extension TransformStep {
    /// nil for a step that the settings have refused.
    fileprivate init?(_ entry: TransformStepEntry) {
        if let place = entry.set, let value = entry.value {
            self = .set(place, value)
        } else if let place = entry.remove {
            self = .remove(place)
        } else if let place = entry.rename, let to = entry.to {
            self = .rename(from: place, to: to)
        } else if let place = entry.default, let value = entry.value {
            self = .default(place, value)
        } else if let place = entry.template, let text = entry.text {
            self = .template(place, text)
        } else {
            return nil
        }
    }
}
