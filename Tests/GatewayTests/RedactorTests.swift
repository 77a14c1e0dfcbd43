import Testing

@testable import Gateway

@Suite struct RedactorTests {
    /// A key that is another one each time it is asked for.
    private struct ReplacedKey: KeySource {
        let lines: Lines

        var keys: [SecretString] { lines.next().map { [SecretString($0)] } ?? [] }
    }

    @Test func aKeyThatCameLaterIsKnownToo() {
        let redactor = Redactor(keys: [ReplacedKey(lines: Lines(["first-key-1", "second-key-2"]))])
        #expect(redactor("first-key-1 second-key-2") == "[redacted] second-key-2")
        #expect(redactor("first-key-1 second-key-2") == "first-key-1 [redacted]")
    }

    @Test(arguments: [
        ("Incorrect API key provided: sk-abc***xyz. You can", "Incorrect API key provided: [redacted]. You can"),
        ("key sk-proj-Ab_c-123456 and more", "key [redacted] and more"),
        ("provided: test-k**********-123", "provided: [redacted]"),
        ("(sk-12345678)", "([redacted])"),
        ("gsk_abcdefgh xai-abcdefgh AIzaSyAbcdefg hf_abcdefgh", "[redacted] [redacted] [redacted] [redacted]"),
        ("a risk-free task-oriented disk-image", "a risk-free task-oriented disk-image"),
        ("**Note** and *** alone", "**Note** and *** alone"),
        ("", ""),
    ])
    func patterns(_ text: String, _ expected: String) {
        #expect(Redactor()(text) == expected)
    }

    @Test func knownSecrets() {
        let redactor = Redactor([SecretString("local.key.1"), SecretString("local.key.1.longer"), SecretString("abc")])
        #expect(redactor("x=local.key.1&y=local.key.1.longer abc") == "x=[redacted]&y=[redacted] abc")
    }
}
