import JSON

/// What a tool takes, made ready at start-up for checking the arguments of each call.
///
/// Nothing is decoded that need not be looked at: a checked value is still the bytes that came.
///
/// `extra_body` takes what only a compatible server knows. It never names a field that the endpoint declares, given
/// or not, nor `model` or `stream`: those decide where a call goes, what it costs and how it is answered, so they
/// have one way in, which every policy sees.
public struct FieldTable: Sendable {
    private let signature: Signature
    private let encoding: Endpoint.Encoding
    private let slots: [Slot]
    private let positions: [String: Int]
    /// Positions of fields without which every call is refused.
    private let asked: [Int]
    private let fold: Fold?

    /// A class, so that looking at one copies nothing.
    private final class Slot: Sendable {
        let name: String
        let isNullable: Bool
        let location: Endpoint.Location
        let rule: Rule
        let field: Field

        init(_ field: Field, _ location: Endpoint.Location) {
            name = field.name
            isNullable = field.traits.contains(.nullable)
            self.location = location
            rule = Rule(field.shape)
            self.field = field
        }
    }

    /// Prepares the table of an endpoint.
    ///
    /// - Parameter signature: what its tool takes; nil: what the endpoint does.
    public init(_ endpoint: Endpoint, _ signature: Signature? = nil) {
        self.init(signature ?? endpoint.signature, endpoint.encoding, endpoint.fold) { endpoint.location(of: $0) }
    }

    /// Prepares the table of a composed tool; what it does not act on itself is found in the body.
    public init(_ signature: Signature) {
        self.init(signature, .json, nil) { $0.traits.contains(.local) ? .local : .body }
    }

    private init(
        _ signature: Signature, _ encoding: Endpoint.Encoding, _ fold: Fold?,
        location: (Field) -> Endpoint.Location
    ) {
        self.signature = signature
        self.encoding = encoding
        self.fold = fold
        let fields = signature.fields
        slots = fields.map { Slot($0, location($0)) }
        positions = Dictionary(zip(fields.map(\.name), fields.indices), uniquingKeysWith: { first, _ in first })
        asked = fields.indices.filter { fields[$0].isAsked }
    }

    /// Checks the arguments of one call and sorts them by where they travel.
    public func check(_ arguments: JSONView) throws(ArgumentError) -> Arguments {
        guard arguments.kind == .object else { throw .notAnObject(arguments.kind.name, for: signature.name) }
        var result = Arguments()
        result.encoding = encoding == .multipartOrJSON ? .json : encoding
        if signature.takesExtra { result.body.reserveCapacity(arguments.count) }
        var seen = [Bool](repeating: false, count: slots.count)
        var hasExtra = false
        for (key, value) in arguments.members {
            guard let position = positions[key] else {
                guard signature.takesExtra, key == SchemaRenderer.extraBody else { throw .unknown(key, in: signature) }
                if hasExtra { throw .twice(key) }
                hasExtra = true
                result.extra = try extra(value)
                continue
            }
            if seen[position] { throw .twice(key) }
            seen[position] = true
            let slot = slots[position]
            if !(value.isNull && slot.isNullable), let fault = slot.rule.fault(in: value) {
                throw fault.error(under: slot.name)
            }
            switch slot.location {
            case .body: result.body.append((slot.name, value))
            case .query: result.query.append((slot.name, value))
            case .path: result.path.append((slot.name, value))
            case .header: result.headers.append((slot.name, value))
            case .local: result.local.append((slot.name, value))
            }
        }
        for position in asked where !seen[position] { throw .missing(slots[position].field, in: signature) }
        if encoding == .multipartOrJSON { try settleForm(&result, seen) }
        if let fold { try apply(fold, to: &result) }
        return result
    }

    private func extra(_ value: JSONView) throws(ArgumentError) -> [Arguments.Item] {
        let name = SchemaRenderer.extraBody
        guard value.kind == .object else { throw .wrong(name, found: value.found, expected: "an object") }
        var items: [Arguments.Item] = []
        var names: Set<String> = []
        for (key, member) in value.members {
            if positions[key] != nil {
                throw ArgumentError(
                    "\(name).\(key)",
                    "`\(key)` is in extra_body, but \(signature.name) takes it as an argument; move it out.")
            }
            if Self.reserved.contains(key) {
                throw ArgumentError(
                    "\(name).\(key)", "`\(key)` may not be in extra_body, which is for other members; leave it out.")
            }
            guard names.insert(key).inserted else { throw .twice("\(name).\(key)") }
            items.append((key, member))
        }
        return items
    }

    private static let reserved: Set<String> = ["model", "stream"]

    /// Decides between multipart and JSON by the fields given, and refuses a mixture.
    private func settleForm(_ result: inout Arguments, _ seen: [Bool]) throws(ArgumentError) {
        let given = slots.indices.lazy.filter { seen[$0] }.map { slots[$0].field }
        let parts = given.first { $0.traits.contains(.multipartOnly) }
        let members = given.first { $0.traits.contains(.jsonOnly) }
        if let parts, let members {
            throw ArgumentError(
                parts.name, "`\(parts.name)` and `\(members.name)` cannot be combined; leave one of them out.")
        }
        let isMultipart = parts != nil || members == nil && holdsFile(result)
        result.encoding = isMultipart ? .multipart : .json
        let trait: Field.Traits = isMultipart ? .multipartOnly : .jsonOnly
        for (position, slot) in slots.enumerated() where !seen[position] && slot.field.isRequired {
            guard slot.field.traits.contains(trait) else { continue }
            let choices = slots.map(\.field).filter {
                $0.isRequired && !$0.traits.isDisjoint(with: [.multipartOnly, .jsonOnly])
            }
            throw ArgumentError(
                choices[0].name,
                "\(signature.name) needs \(Sentence.list(choices.map { "`\($0.name)`" }, "or")); add one of them.")
        }
        for (name, value) in result.body {
            guard let position = positions[name] else { continue }
            if let fault = slots[position].field.shape.fault(in: value, asPart: isMultipart) {
                throw fault.error(under: name)
            }
        }
    }

    /// Whether a file was given where an object may stand too.
    private func holdsFile(_ result: Arguments) -> Bool {
        result.body.contains { name, value in
            guard let position = positions[name], case .union(let shapes) = slots[position].field.shape else {
                return false
            }
            let fitting = shapes.filter { $0.admits(value.kind) }
            return !fitting.isEmpty && fitting.allSatisfy(\.isFile)
        }
    }

    private func apply(_ fold: Fold, to result: inout Arguments) throws(ArgumentError) {
        if result.headers.contains(where: { $0.name == fold.header }) {
            result.fixedQuery = fold.query
        } else if let field = fold.fields.first(where: { result[$0] != nil }) {
            throw ArgumentError(field, "`\(field)` works only together with `\(fold.header)`; add that argument.")
        }
    }
}
