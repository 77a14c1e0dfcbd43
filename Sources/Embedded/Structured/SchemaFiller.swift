import JSON

/// Makes JSON that satisfies a JSON Schema, with values from the text where it has them.
///
/// Takes the subset that function parameters and structured outputs use; `pattern` is not looked at.
struct SchemaFiller {
    private let root: JSONView
    private var evidence: Evidence
    /// Whether text fields are answers to the question, rather than arguments taken from it.
    private let answers: Bool
    /// Values that may still be made: a schema that contains itself many times over must end.
    private var budget = 4096

    init(_ schema: JSONView, evidence: Evidence, answers: Bool) {
        root = schema
        self.evidence = evidence
        self.answers = answers
    }

    /// The value for the whole schema.
    mutating func value() -> JSONValue { value(root, key: "", depth: 0) }

    private mutating func value(_ schema: JSONView, key: String, depth: Int) -> JSONValue {
        budget -= 1
        guard depth < 32, budget > 0 else { return .null }
        if let fixed = schema["const"] { return JSONValue(fixed) }
        if let options = schema["enum"], options.count > 0 {
            return mentioned(options) ?? options[0].map { JSONValue($0) } ?? .null
        }
        if let target = reference(schema) { return value(target, key: key, depth: depth + 1) }
        for union in ["anyOf", "oneOf"] {
            if let branches = schema[union], branches.count > 0 {
                return value(branch(of: branches, key: key, depth: depth), key: key, depth: depth + 1)
            }
        }
        switch type(of: schema, key: key) {
        case "object": return object(schema, depth: depth)
        case "array": return array(schema, key: key, depth: depth)
        case "string": return .string(string(schema, key: key))
        case "integer": return number(schema, key: key, isWhole: true)
        case "number": return number(schema, key: key, isWhole: false)
        case "boolean": return .bool(boolean(schema, key: key))
        case "null": return .null
        default: return .string(string(schema, key: key))
        }
    }

    // MARK: Choosing

    private func reference(_ schema: JSONView) -> JSONView? {
        guard let path = schema["$ref"]?.string, path.hasPrefix("#") else { return nil }
        var target: JSONView? = root
        for step in path.dropFirst().split(separator: "/") {
            let name = String(step).replacing("~1", with: "/").replacing("~0", with: "~")
            target = target?[name] ?? Int(name).flatMap { target?[$0] }
        }
        return target
    }

    /// The first branch that is not null; deep down the simplest, so that recursion ends.
    private func branch(of branches: JSONView, key: String, depth: Int) -> JSONView {
        let all = Array(branches.elements)
        let isNull = { (schema: JSONView) in schema["type"]?.string == "null" }
        let isPlain = { (schema: JSONView) in
            schema["$ref"] == nil && !["object", "array"].contains(schema["type"]?.string ?? "")
        }
        if depth > 4 { return all.first(where: isNull) ?? all.first(where: isPlain) ?? all[0] }
        return all.first { !isNull($0) } ?? all[0]
    }

    private func type(of schema: JSONView, key: String) -> String? {
        if let name = schema["type"]?.string { return name }
        if let names = schema["type"]?.elements.compactMap(\.string), let first = names.first(where: { $0 != "null" }) {
            return names.contains("null") && !hasEvidence(for: key, schema) && !answers ? "null" : first
        }
        if schema["properties"] != nil || schema["allOf"] != nil { return "object" }
        return schema["items"] == nil ? nil : "array"
    }

    /// The option that the text mentions, for one or (all of them) a list.
    private func mentioned(_ options: JSONView) -> JSONValue? { allMentioned(options).first }

    private func allMentioned(_ options: JSONView) -> [JSONValue] {
        options.elements.filter { evidence.mentions($0.string ?? String(decoding: $0.raw, as: UTF8.self)) }
            .map { JSONValue($0) }
    }

    private func hasEvidence(for key: String, _ schema: JSONView) -> Bool {
        if let options = schema["enum"] { return mentioned(options) != nil }
        return evidence.labelled(key) != nil || type(named: schema) == "boolean" && evidence.mentions(key)
            || ["integer", "number"].contains(type(named: schema)) && nearNumber(key)
    }

    private func type(named schema: JSONView) -> String? {
        schema["type"]?.string ?? schema["type"]?.elements.compactMap(\.string).first { $0 != "null" }
    }

    private func nearNumber(_ key: String) -> Bool {
        var copy = evidence
        return copy.takeNumber(for: key, isWhole: false, any: false) != nil
    }

    // MARK: Containers

    private mutating func object(_ schema: JSONView, depth: Int) -> JSONValue {
        var parts = [schema]
        for part in schema["allOf"]?.elements.map({ $0 }) ?? [] { parts.append(reference(part) ?? part) }
        let required = parts.flatMap { $0["required"]?.elements.compactMap(\.string) ?? [] }
        var members: [JSONValue.Member] = []
        for part in parts {
            guard let properties = part["properties"] else { continue }
            for property in properties.members where !members.contains(where: { $0.key == property.key }) {
                let isNeeded = required.contains(property.key)
                let isWanted = depth < 4 && (answers || hasEvidence(for: property.key, property.value))
                guard isNeeded || isWanted else { continue }
                members.append(.init(property.key, value(property.value, key: property.key, depth: depth + 1)))
            }
        }
        for name in required where !members.contains(where: { $0.key == name }) {
            let other = parts.compactMap { $0["additionalProperties"] }.first { $0.kind == .object }
            members.append(
                .init(name, other.map { value($0, key: name, depth: depth + 1) } ?? .string(text(for: name))))
        }
        return .object(members)
    }

    private mutating func array(_ schema: JSONView, key: String, depth: Int) -> JSONValue {
        let least = max(0, schema["minItems"]?.int ?? 0)
        let most = max(least, min(schema["maxItems"]?.int ?? 8, 8))
        var elements = schema["prefixItems"]?.elements.map { value($0, key: key, depth: depth + 1) } ?? []
        guard let items = schema["items"], items.kind == .object else { return .array(elements) }
        let item = reference(items) ?? items
        if let options = item["enum"] {
            elements += allMentioned(options)
        } else {
            switch type(of: item, key: key) {
            case "string" where item["format"] == nil: elements += strings(for: key).map { .string(bounded($0, item)) }
            case "integer": elements += evidence.takeNumbers(isWhole: true).map { clamped($0, item, isWhole: true) }
            case "number": elements += evidence.takeNumbers(isWhole: false).map { clamped($0, item, isWhole: false) }
            default: if depth < 5 { elements.append(value(item, key: key, depth: depth + 1)) }
            }
        }
        while elements.count < least, elements.count < 256 { elements.append(value(item, key: key, depth: depth + 1)) }
        if schema["uniqueItems"]?.bool == true {
            var seen: Set<JSONValue> = []
            elements = elements.filter { seen.insert($0).inserted }
        }
        return .array(Array(elements.prefix(most)))
    }

    private mutating func strings(for key: String) -> [String] {
        if let list = evidence.labelled(key)?.split(separator: ",").map({ String($0.trimmed) }), list.count > 1 {
            return list
        }
        let quotes = evidence.takeQuotes()
        if !quotes.isEmpty { return quotes }
        let names = evidence.takeNames()
        if !names.isEmpty { return names }
        return evidence.reading.findings().map(\.text)
    }

    // MARK: Scalars

    private mutating func number(_ schema: JSONView, key: String, isWhole: Bool) -> JSONValue {
        let labelled = evidence.labelled(key).flatMap { Double($0).map { "\($0)" } }
        let hasDefault = schema["default"]?.number != nil
        let found = labelled ?? evidence.takeNumber(for: key, isWhole: isWhole, any: !hasDefault)
        return clamped(found ?? schema["default"]?.number ?? "0", schema, isWhole: isWhole)
    }

    private func clamped(_ spelling: String, _ schema: JSONView, isWhole: Bool) -> JSONValue {
        var value = Double(spelling) ?? 0
        let step = schema["multipleOf"]?.double ?? (isWhole ? 1 : nil)
        if let step, step > 0 { value = (value / step).rounded() * step }
        let edge = step ?? 0.5
        if let lower = schema["minimum"]?.double, value < lower {
            value = step.map { (lower / $0).rounded(.up) * $0 } ?? lower
        }
        if let lower = schema["exclusiveMinimum"]?.double, value <= lower { value = lower + edge }
        if let upper = schema["maximum"]?.double, value > upper {
            value = step.map { (upper / $0).rounded(.down) * $0 } ?? upper
        }
        if let upper = schema["exclusiveMaximum"]?.double, value >= upper { value = upper - edge }
        if isWhole, let whole = Int(exactly: value.rounded()) { return .int(whole) }
        return .double(value)
    }

    private func boolean(_ schema: JSONView, key: String) -> Bool {
        if let value = evidence.labelled(key)?.lowercased() {
            return !["false", "no", "off", "0", "not"].contains { value.hasPrefix($0) }
        }
        guard evidence.mentions(key) else { return schema["default"]?.bool ?? false }
        let name = Evidence.spaced(key).lowercased()
        let denials = ["no \(name)", "not \(name)", "without \(name)", "disable \(name)"]
        return !denials.contains { evidence.text[...].firstRange(ofWord: $0) != nil }
    }

    private mutating func string(_ schema: JSONView, key: String) -> String {
        if let format = schema["format"]?.string, let value = StringFormat.value(format, from: evidence) {
            return value
        }
        return bounded(text(for: key, about: schema["description"]?.string ?? ""), schema)
    }

    private mutating func text(for key: String, about description: String = "") -> String {
        let words = Set(Words.all(Evidence.spaced(key)))
        if let value = evidence.labelled(key) { return value }
        if !words.isDisjoint(with: ["date", "day", "when", "weekday"]), let day = StringFormat.day(in: evidence) {
            return day
        }
        if answers, !words.isDisjoint(with: Self.answerWords) { return answer }
        if !words.isDisjoint(with: Self.messageWords) { return evidence.takeQuote() ?? evidence.reading.question.text }
        if !words.isDisjoint(with: Self.nameWords), let name = evidence.takeName() { return name }
        if let quote = evidence.takeQuote() { return quote }
        if answers { return evidence.reading.passage(about: "\(Evidence.spaced(key)) \(description)")?.text ?? answer }
        return evidence.takeName() ?? evidence.reading.question.text
    }

    private var answer: String {
        let findings = evidence.reading.findings()
        return findings.isEmpty ? evidence.reading.question.text : OfflineVoice.joined(findings)
    }

    private func bounded(_ text: String, _ schema: JSONView) -> String {
        var text = text
        if let most = schema["maxLength"]?.int {
            text = String(String.UnicodeScalarView(text.unicodeScalars.prefix(max(0, most))))
        }
        let missing = max(0, schema["minLength"]?.int ?? 0) - text.unicodeScalars.count
        return missing > 0 ? text + String(repeating: ".", count: min(missing, 65_536)) : text
    }

    private static let answerWords: Set<String> = [
        "answer", "summary", "result", "response", "explanation", "reason", "reasoning", "description", "conclusion",
        "output",
    ]
    private static let messageWords: Set<String> = [
        "query", "text", "message", "prompt", "question", "content", "input", "body", "search", "q", "expression",
        "instruction", "instructions", "request",
    ]
    private static let nameWords: Set<String> = [
        "name", "city", "location", "place", "country", "person", "company", "author", "customer", "region", "user",
        "recipient", "destination", "origin", "title",
    ]
}
