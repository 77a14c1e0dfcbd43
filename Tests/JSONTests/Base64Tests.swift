import JSON
import Testing

@Suite struct Base64Tests {
    /// RFC 4648, section 10.
    static let vectors = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ]

    @Test("the vectors of RFC 4648", arguments: vectors)
    func vector(_ plain: String, _ coded: String) {
        #expect(String(decoding: Base64.encode(Array(plain.utf8)), as: UTF8.self) == coded)
        #expect(Base64.decode(coded.utf8) == Array(plain.utf8))
    }

    @Test("malformed text is refused", arguments: ["Zg", "Zg=", "Z===", "====", "Zm9v!", "Zg==Zg==", "Zm 9v", "=Zg="])
    func malformed(_ text: String) { #expect(Base64.decode(text.utf8) == nil) }
}
