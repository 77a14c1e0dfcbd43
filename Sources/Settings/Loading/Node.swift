import Yams

extension Node {
    /// Whether nothing was written: an empty value counts as unset, as an empty variable does.
    var isEmpty: Bool {
        guard case .scalar(let scalar) = self else { return false }
        let isNull = scalar.style == .plain && ["~", "null"].contains(scalar.string.lowercased())
        return isNull || scalar.string.trimmed.isEmpty
    }

    var kindName: String {
        switch self {
        case .scalar: "a single value"
        case .mapping: "a group"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }
}
