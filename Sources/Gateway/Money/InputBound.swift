/// A bound on the tokens of a request's input, from its bytes alone.
///
/// A token of a byte-level encoding has at least one byte of text, and JSON never has fewer bytes than the text in it.
/// So no text has more tokens than bytes. Pictures and sound count by ``medium``. What the provider reads from elsewhere
/// (files, stored prompts, earlier turns, the web) can be as long as the model's window.
struct InputBound: Sendable, Hashable {
    /// Most tokens that a picture is counted as: 8 tiles of 5,667 and 2,833 more, gpt-4o-mini.
    static let medium = 48_169
    /// Stands for the window of a model that is not known.
    static let unknownWindow = 1_050_000

    /// Bytes of text, and of the JSON around it.
    private(set) var bytes = 0
    /// Pictures and sounds.
    private(set) var media = 0
    /// Whether input comes from elsewhere.
    private(set) var readsMore = false

    /// The bound in tokens.
    func tokens(window: Int?) -> Int {
        let window = window ?? Self.unknownWindow
        return readsMore ? window : min(window, bytes + media * Self.medium)
    }

    /// Counts one member of a body.
    mutating func add(_ name: String, _ json: ArraySlice<UInt8>) {
        bytes += name.utf8.count
        if Self.isElsewhere(name.utf8), json.first != UInt8(ascii: "n") { readsMore = true }
        json.withUnsafeBufferPointer { count($0) }
    }

    /// Counts the string values that are data URIs as pictures, and looks at the names of members for what lies elsewhere.
    private mutating func count(_ json: UnsafeBufferPointer<UInt8>) {
        var position = 0
        while position < json.count {
            guard json[position] == UInt8(ascii: "\"") else {
                position += 1
                continue
            }
            let start = position + 1
            position = start
            while position < json.count, json[position] != UInt8(ascii: "\"") {
                position += json[position] == UInt8(ascii: "\\") ? 2 : 1
            }
            let end = min(position, json.count)
            look(UnsafeBufferPointer(rebasing: json[start..<end]), isKey: Self.colonFollows(json, end + 1))
            position += 1
        }
        bytes += json.count
    }

    private mutating func look(_ text: UnsafeBufferPointer<UInt8>, isKey: Bool) {
        if isKey {
            if Self.isElsewhere(text) { readsMore = true }
            if text.elementsEqual("input_audio".utf8) || text.elementsEqual("image_url".utf8) { media += 1 }
        } else if text.starts(with: "data:".utf8) {
            bytes -= text.count
            media += 1
        } else if text.starts(with: "web_search".utf8) || text.elementsEqual("file_search".utf8) {
            readsMore = true
        }
    }

    private static func colonFollows(_ json: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
        var position = start
        while position < json.count, json[position] <= 0x20 { position += 1 }
        return position < json.count && json[position] == UInt8(ascii: ":")
    }

    private static func isElsewhere(_ name: some Collection<UInt8>) -> Bool {
        elsewhere.contains { $0.utf8.count == name.count && $0.utf8.elementsEqual(name) }
    }

    private static let elsewhere = [
        "file_id", "file_ids", "file_url", "file_data", "previous_response_id", "conversation", "vector_store_ids",
        "web_search_options", "server_url", "container",
    ]
}
