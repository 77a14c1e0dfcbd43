/// How a part of the settings file is built, without the types behind it: the schema and the documentation follow from it.
indirect enum Shape: Sendable {
    /// One value; `isSecret` ones are printed nowhere.
    case value(placeholder: String, allowed: String, ValueForm, isSecret: Bool)
    /// A list; of plain values, one may stand alone.
    case list(Shape)
    /// Names that the operator chooses, each with one of these.
    case map(Shape)
    case group(@Sendable () -> [KeyFacts])
    /// Whatever JSON has.
    case json
}

/// What is known of one key of a group.
struct KeyFacts: Sendable {
    let name: String
    /// One plain sentence.
    let summary: String
    let shape: Shape
    let isRequired: Bool
    /// What holds where the key is absent.
    let standard: Shown?
}

extension Shape {
    /// The word for a value in a table.
    var placeholder: String {
        switch self {
        case .value(let placeholder, _, _, _): placeholder
        case .list(let item): "list of \(item.placeholder)"
        case .map(let item): "names with \(item.placeholder)"
        case .group: "group"
        case .json: "JSON"
        }
    }

    /// What is allowed, as in "expects ...".
    var allowed: String {
        switch self {
        case .value(_, let allowed, _, _): allowed
        case .list: "a list"
        case .map: "names with a value each"
        case .group: "a group of keys"
        case .json: "a value"
        }
    }

    var isValue: Bool { if case .value = self { true } else { false } }
}
