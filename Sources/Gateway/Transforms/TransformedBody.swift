import JSON

/// A body under transformation: something that has values at places.
protocol TransformedBody {
    func value(at place: JSONPointer) -> [UInt8]?
    mutating func set(_ place: JSONPointer, to value: [UInt8]) throws(JSONDocument.EditFailure)
    mutating func remove(_ place: JSONPointer)
    /// All of it as one JSON text, for a template.
    var whole: JSONView? { get }
}

extension TransformedBody {
    /// Takes one step. Nothing happens where what it needs is not there.
    mutating func apply(_ action: TransformAction) throws(JSONDocument.EditFailure) {
        switch action {
        case .set(let place, let value): try set(place, to: value)
        case .remove(let place): remove(place)
        case .rename(let from, let to):
            guard let value = value(at: from) else { return }
            remove(from)
            try set(to, to: value)
        case .fill(let place, let value):
            if let present = self.value(at: place), !present.elementsEqual("null".utf8) { return }
            try set(place, to: value)
        case .template(let place, let template):
            guard let whole, let text = try? template.text(for: whole) else { return }
            try set(place, to: JSONValue.string(text).encoded)
        }
    }
}

/// Members whose values stay bytes: only the member is read into which a pointer leads.
extension Members: TransformedBody {
    var whole: JSONView? { try? JSONDocument(encoded).root }

    func value(at place: JSONPointer) -> [UInt8]? {
        guard let value = self[place.tokens[0]] else { return nil }
        if place.tokens.count == 1 { return Array(value) }
        return (try? JSONDocument(Array(value)))?.root.value(at: place.inner).map { Array($0.raw) }
    }

    mutating func set(_ place: JSONPointer, to value: [UInt8]) throws(JSONDocument.EditFailure) {
        let name = place.tokens[0]
        if place.tokens.count == 1 {
            self[name] = value[...]
        } else {
            let present = self[name].flatMap { $0.elementsEqual("null".utf8) ? nil : Array($0) } ?? Array("{}".utf8)
            guard let document = try? JSONDocument(present) else { return }
            self[name] = try document.setting(place.inner, to: value)[...]
        }
    }

    mutating func remove(_ place: JSONPointer) {
        let name = place.tokens[0]
        if place.tokens.count == 1 {
            self[name] = nil
        } else if let value = self[name], let changed = (try? JSONDocument(Array(value)))?.removing(place.inner) {
            self[name] = changed[...]
        }
    }
}

/// The fields of a form, which are texts; files are none of its places.
struct FormFields: TransformedBody {
    var parts: [Part]

    var whole: JSONView? {
        let members = parts.filter { $0.filename == nil }.compactMap { part in
            part.text.map { JSONValue.Member(part.name, .string($0)) }
        }
        return try? JSONDocument(JSONValue.object(members).encoded).root
    }

    func value(at place: JSONPointer) -> [UInt8]? {
        guard place.tokens.count == 1 else { return nil }
        return field(place.tokens[0]).flatMap { parts[$0].text }.map { JSONValue.string($0).encoded }
    }

    mutating func set(_ place: JSONPointer, to value: [UInt8]) throws(JSONDocument.EditFailure) {
        guard place.tokens.count == 1, let root = try? JSONDocument(value).root else {
            throw JSONDocument.EditFailure(description: "a form has only fields of one level, not '\(place)'")
        }
        let text = root.string.map { Array($0.utf8) } ?? value
        if let position = field(place.tokens[0]) {
            parts[position].content = .bytes(text)
        } else {
            parts.append(Part(place.tokens[0], content: text))
        }
    }

    mutating func remove(_ place: JSONPointer) {
        guard place.tokens.count == 1 else { return }
        parts.removeAll { $0.name == place.tokens[0] && $0.filename == nil }
    }

    private func field(_ name: String) -> Int? { parts.firstIndex { $0.name == name && $0.filename == nil } }
}

/// A whole JSON text: an answer, or an event of a stream.
struct TransformedText: TransformedBody {
    private(set) var document: JSONDocument

    init?(_ bytes: [UInt8]) {
        guard let document = try? JSONDocument(bytes, limits: JSONLimits(size: max(1, bytes.count))) else { return nil }
        self.document = document
    }

    var whole: JSONView? { document.root }

    func value(at place: JSONPointer) -> [UInt8]? { document.root.value(at: place).map { Array($0.raw) } }

    mutating func set(_ place: JSONPointer, to value: [UInt8]) throws(JSONDocument.EditFailure) {
        take(try document.setting(place, to: value))
    }

    mutating func remove(_ place: JSONPointer) {
        if let changed = document.removing(place) { take(changed) }
    }

    private mutating func take(_ bytes: [UInt8]) {
        if let changed = try? JSONDocument(bytes, limits: JSONLimits(size: bytes.count)) { document = changed }
    }
}

extension JSONPointer {
    /// The pointer within the first member.
    fileprivate var inner: JSONPointer { JSONPointer(tokens: Array(tokens.dropFirst())) }
}
