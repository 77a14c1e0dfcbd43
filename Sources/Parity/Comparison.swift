import Catalogue
import JSON

/// One thing that two sources say differently.
public struct Difference: Sendable, CustomStringConvertible {
    /// What it is about.
    public enum Aspect: String, Sendable, Hashable {
        /// An operation or field that only one source has.
        case presence
        case location, type, required, nullable, values, open, range, length, count
        case defaultValue = "default"
        case deprecated, effect, body, forms, authority, beta
    }

    public let operation: String
    public let field: String?
    public let aspect: Aspect
    public let ours: String
    public let theirs: String

    public var description: String {
        let place = field.map { "\(operation) `\($0)`" } ?? operation
        return "\(place) \(aspect.rawValue): catalogue \(ours), \(theirs)"
    }
}

/// Compares the catalogue with another source, both ways.
public struct Comparison: Sendable {
    /// Differences that no exclusion accounts for.
    public private(set) var differences: [Difference] = []
    /// Exclusions that exclude nothing any more.
    public private(set) var stale: [Exclusion] = []
    /// Operations that only the other source has, in areas that the catalogue covers.
    public private(set) var new: [OperationFacts] = []

    /// Compares `ours` with `theirs`, which is called `name` in the differences.
    public init(
        _ ours: [OperationFacts], with theirs: [OperationFacts], called name: String, excluding exclusions: [Exclusion]
    ) {
        var found: [Difference] = []
        let areas = Set(ours.map(\.area))
        let mine = Dictionary(ours.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let other = Dictionary(theirs.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        for operation in ours {
            guard let counterpart = other[operation.key] else {
                found.append(
                    .init(
                        operation: operation.key, field: nil, aspect: .presence, ours: "has it",
                        theirs: "\(name) lacks it"))
                continue
            }
            found += OperationComparison(operation, counterpart, name).differences
        }
        for operation in theirs where areas.contains(operation.area) && mine[operation.key] == nil {
            new.append(operation)
            found.append(
                .init(
                    operation: operation.key, field: nil, aspect: .presence, ours: "lacks it", theirs: "\(name) has it")
            )
        }
        differences = found.filter { difference in !exclusions.contains { $0.covers(difference) } }
        stale = exclusions.filter { exclusion in !found.contains { exclusion.covers($0) } }
    }
}

/// Compares two descriptions of one operation.
private struct OperationComparison {
    var differences: [Difference] = []
    private let key: String
    private let name: String

    init(_ ours: OperationFacts, _ theirs: OperationFacts, _ name: String) {
        key = ours.key
        self.name = name
        if let effect = theirs.effect { note(nil, .effect, ours.effect ?? effect, effect) }
        if let authority = theirs.authority { note(nil, .authority, ours.authority ?? authority, authority) }
        if let beta = theirs.beta { note(nil, .beta, ours.beta ?? "", beta) }
        note(nil, .body, spell(ours.bodies), spell(theirs.bodies))
        note(nil, .deprecated, ours.isDeprecated, theirs.isDeprecated)
        for field in ours.fields {
            if let counterpart = theirs.fields.first(where: { $0.name == field.name }) {
                compare(field, counterpart)
            } else {
                add(field.name, .presence, "has it", "lacks it")
            }
        }
        for field in theirs.fields where !ours.fields.contains(where: { $0.name == field.name }) {
            add(field.name, .presence, "lacks it", "has it")
        }
    }

    private mutating func compare(_ ours: FieldFacts, _ theirs: FieldFacts) {
        let field = ours.name
        note(field, .location, ours.location.rawValue, theirs.location.rawValue)
        if !ours.type.agrees(with: theirs.type) { add(field, .type, "\(ours.type)", "\(theirs.type)") }
        note(field, .required, ours.isRequired, theirs.isRequired)
        note(field, .nullable, ours.isNullable, theirs.isNullable)
        note(field, .deprecated, ours.isDeprecated, theirs.isDeprecated)
        note(field, .open, ours.isOpen, theirs.isOpen)
        // Known values of an open field are ours to choose: model ids are in the table of models.
        if !ours.isOpen { note(field, .values, spell(ours.values), spell(theirs.values)) }
        note(field, .range, spell(ours.range), spell(theirs.range))
        note(field, .length, spell(ours.length), spell(theirs.length))
        note(field, .count, spell(ours.count), spell(theirs.count))
        note(field, .defaultValue, spell(ours.defaultValue), spell(theirs.defaultValue))
        note(field, .forms, spell(ours.forms), spell(theirs.forms))
    }

    private mutating func note<Value: Equatable>(
        _ field: String?, _ aspect: Difference.Aspect, _ ours: Value, _ theirs: Value
    ) {
        if ours != theirs { add(field, aspect, "\(ours)", "\(theirs)") }
    }

    private mutating func add(_ field: String?, _ aspect: Difference.Aspect, _ ours: String, _ theirs: String) {
        differences.append(
            Difference(operation: key, field: field, aspect: aspect, ours: ours, theirs: "\(name) \(theirs)"))
    }

    private func spell(_ forms: Set<BodyForm>) -> String { spell(Set(forms.map(\.rawValue))) }

    private func spell(_ values: Set<String>) -> String {
        values.isEmpty ? "none" : values.sorted().joined(separator: ", ")
    }

    private func spell<Value>(_ bounds: Bounds<Value>) -> String {
        "\(bounds.lower.map { "\($0)" } ?? "")...\(bounds.upper.map { "\($0)" } ?? "")"
    }

    private func spell(_ value: JSONValue?) -> String {
        guard let value else { return "none" }
        if case .number(let spelling) = value, let number = Double(spelling) { return "\(number)" }
        return String(decoding: value.encoded, as: UTF8.self)
    }
}
