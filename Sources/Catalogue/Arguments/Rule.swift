import JSON

/// A shape made ready for checking: built once at start-up, so that a call copies no field and builds no text.
final class Rule: Sendable {
    /// For the wording of complaints, and for what is looked at once in a value.
    let shape: Shape
    /// Bit set of the kinds that can fit at all.
    private let kinds: UInt8
    private let test: Test
    /// Values of a closed text.
    private let values: [String]
    /// Members of an object, elements of a list or values of a map (one), or choices of a union.
    private let parts: [Part]
    private let required: [Int]

    private enum Test: Sendable {
        case nothing, text, length(Bounds<Int>), integer(Bounds<Int>), number(Bounds<Double>), file
        case list(Bounds<Int>), map, object, union
    }

    private final class Part: Sendable {
        let name: String
        let isNullable: Bool
        let rule: Rule

        init(_ rule: Rule, name: String = "", isNullable: Bool = false) {
            self.name = name
            self.isNullable = isNullable
            self.rule = rule
        }
    }

    init(_ shape: Shape) {
        self.shape = shape
        kinds = JSONKind.all.reduce(0) { shape.admits($1) ? $0 | 1 << $1.rawValue : $0 }
        var values: [String] = []
        var parts: [Part] = []
        var required: [Int] = []
        switch shape {
        case .string(let known, let open, let length):
            if !open { values = known }
            test = length.isNone ? (values.isEmpty ? .nothing : .text) : .length(length)
        case .integer(let bounds): test = .integer(bounds)
        case .number(let bounds): test = .number(bounds)
        case .file: test = .file
        case .boolean, .json, .map(.json): test = .nothing
        case .array(let element, let bounds):
            parts = [Part(Rule(element))]
            test = .list(bounds)
        case .map(let value):
            parts = [Part(Rule(value))]
            test = .map
        case .object(let members):
            parts = members.map { Part(Rule($0.shape), name: $0.name, isNullable: $0.traits.contains(.nullable)) }
            required = members.indices.filter { members[$0].isRequired }
            test = .object
        case .union(let shapes):
            parts = shapes.map { Part(Rule($0)) }
            test = .union
        }
        self.values = values
        self.parts = parts
        self.required = required
    }

    private func admits(_ kind: JSONKind) -> Bool { kinds & 1 << kind.rawValue != 0 }

    /// What is wrong with a value; nil if nothing is.
    func fault(in value: JSONView) -> Fault? {
        guard admits(value.kind) else { return unexpected(value.found) }
        switch test {
        case .nothing:
            return nil
        case .text:
            return value.string.map(values.contains) == true ? nil : unexpected(value.found)
        case .length(let length):
            // Bytes count at least as many as characters, so most texts need no decoding.
            if length.lower == nil, value.raw.count - 2 <= length.upper ?? .max { return nil }
            let count = value.string?.unicodeScalars.count ?? 0
            return length.contains(count) ? nil : unexpected("a string of \(count) characters")
        case .integer(let bounds):
            return value.int.map(bounds.contains) == true ? nil : unexpected(value.found)
        case .number(let bounds):
            return value.double.map { $0.isFinite && bounds.contains($0) } == true ? nil : unexpected(value.found)
        case .file:
            return value.raw.count > 2 ? nil : unexpected("empty")
        case .list(let bounds):
            return bounds.contains(value.count) ? fault(inElements: value) : unexpected("a list of \(value.count)")
        case .map:
            for (key, item) in value.members {
                if let inner = parts[0].rule.fault(in: item) { return inner.under(.member(key)) }
            }
            return nil
        case .object:
            return fault(inMembers: value)
        case .union:
            return fault(inChoices: value)
        }
    }

    private func unexpected(_ found: String) -> Fault { Fault(found: found, expected: shape.expectation) }

    private func fault(inElements value: JSONView) -> Fault? {
        let rule = parts[0].rule
        var position = 0
        for item in value.elements {
            if let inner = rule.fault(in: item) { return inner.under(.element(position)) }
            position += 1
        }
        return nil
    }

    /// Members that are not declared pass: the API and compatible servers know more than we show.
    private func fault(inMembers value: JSONView) -> Fault? {
        for (key, item) in value.members {
            for position in parts.indices where parts[position].name == key {
                if item.isNull, parts[position].isNullable { break }
                if let inner = parts[position].rule.fault(in: item) { return inner.under(.member(key)) }
                break
            }
        }
        for position in required where value[parts[position].name] == nil {
            return Fault(found: "missing", expected: parts[position].rule.shape.expectation)
                .under(.member(parts[position].name))
        }
        return nil
    }

    /// Where only one shape takes this kind of value, its own complaint says more than a list of shapes.
    private func fault(inChoices value: JSONView) -> Fault? {
        var complaint: Fault?
        var complaints = 0
        for position in parts.indices where parts[position].rule.admits(value.kind) {
            guard let inner = parts[position].rule.fault(in: value) else { return nil }
            complaint = inner
            complaints += 1
        }
        return complaints == 1 ? complaint : unexpected(value.found)
    }
}

extension Shape {
    /// Why the chosen form of a body cannot carry a value: a file in JSON, an object where a file part stands.
    func fault(in value: JSONView, asPart isPart: Bool) -> Fault? {
        guard case .union(let shapes) = self, shapes.contains(where: \.isFile) else { return nil }
        let fitting = shapes.filter { $0.isFile == isPart }
        guard !fitting.contains(where: { $0.admits(value.kind) }) else { return nil }
        return Fault(found: value.found, expected: Sentence.list(fitting.map(\.expectation), "or"))
    }
}
