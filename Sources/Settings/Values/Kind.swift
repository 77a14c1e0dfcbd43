/// A type of value: how it is read, written and described.
struct Kind<Value: Sendable>: Sendable {
    /// Stands for the value in help.
    let placeholder: String
    /// What is allowed, as in "is not ...".
    let allowed: String
    /// What it looks like in the file.
    let form: ValueForm
    /// Reads a trimmed text that is not empty.
    let parse: @Sendable (_ text: String, _ reader: inout ValueReader) throws(Refusal) -> Value
    /// The text that `parse` reads as this value.
    let write: @Sendable (Value) -> String

    /// Creates a kind.
    init(
        _ placeholder: String, _ allowed: String, _ form: ValueForm = .text,
        write: @escaping @Sendable (Value) -> String = { "\($0)" },
        parse: @escaping @Sendable (String, inout ValueReader) throws(Refusal) -> Value
    ) {
        self.placeholder = placeholder
        self.allowed = allowed
        self.form = form
        self.write = write
        self.parse = parse
    }

    /// Creates a kind whose texts are all refused for the same reason.
    init(
        _ placeholder: String, _ allowed: String, _ form: ValueForm = .text,
        write: @escaping @Sendable (Value) -> String = { "\($0)" },
        read: @escaping @Sendable (String) -> Value?
    ) {
        self.init(placeholder, allowed, form, write: write) { text, _ throws(Refusal) in
            guard let value = read(text) else { throw Refusal("is not \(allowed)") }
            return value
        }
    }
}

/// Why a value is refused; the sentence goes on after the value.
struct Refusal: Error, Equatable {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}

/// What reading a value may look at beside its text.
struct ValueReader {
    let environment: [String: String]
    /// Remarks about values that were taken.
    var remarks: [String] = []
    /// Files that values were read from.
    var files: [String] = []

    /// The path with a leading `~/` written out, as no shell does it in a file or a client's configuration.
    func expanded(_ path: String) -> String {
        guard path.hasPrefix("~/"), let home = environment["HOME"], !home.isEmpty else { return path }
        return home + path.dropFirst()
    }
}
