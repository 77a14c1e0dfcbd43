import Testing

@testable import Servers

@Suite struct MediaTypeTests {
    @Test(
        "the first bytes tell the type",
        arguments: [
            ("\u{89}PNG\r\n\u{1a}\n", "image/png"), ("\u{ff}\u{d8}\u{ff}\u{e0}", "image/jpeg"), ("GIF89a", "image/gif"),
            ("RIFF????WEBPVP8 ", "image/webp"), ("RIFF????WAVEfmt ", "audio/wav"), ("RIFF????AVI ", nil),
            ("%PDF-1.7", "application/pdf"), ("ID3\u{4}", "audio/mpeg"), ("\u{ff}\u{fb}\u{90}", "audio/mpeg"),
            ("OggS", "audio/ogg"), ("fLaC", "audio/flac"), ("{}", nil), ("", nil), ("\u{89}PNG", nil), ("RIFF", nil),
        ] as [(String, String?)])
    func content(_ latin1: String, _ type: String?) {
        #expect(MediaType.of(latin1.unicodeScalars.map { UInt8($0.value) }) == type)
    }

    @Test(
        "the name tells the type where the bytes do not",
        arguments: [
            ("a.PNG", "image/png"), ("a.b.jpeg", "image/jpeg"), ("notes.md", "text/plain"),
            ("x.jsonl", "application/jsonl"),
            ("none", nil), ("a.", nil), ("a.xyz", nil), (".png", "image/png"),
        ] as [(String, String?)])
    func name(_ name: String, _ type: String?) {
        #expect(MediaType.ofName(name) == type)
    }

    @Test(
        "a type has a suffix that leads back to it",
        arguments: [
            "image/png", "image/jpeg", "image/webp", "image/gif", "image/svg+xml", "audio/wav", "audio/mpeg",
            "audio/ogg",
            "audio/flac", "audio/aac", "audio/pcm", "application/pdf", "application/json", "application/jsonl",
            "text/plain", "text/csv",
        ])
    func suffix(_ type: String) {
        #expect(MediaType.ofName("x." + MediaType.suffix(of: type)) == type)
        #expect(MediaType.suffix(of: type + "x") == "bin")
    }
}
